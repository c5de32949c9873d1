"""Hits widened to what is coded, and what is passed over."""

from dataclasses import replace

import pytest

from qualcode.errors.suggestions import NoCueError, SearchPatternError
from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.model.identity import new_guid, text_sha256
from qualcode.model.transcript import Case, Segment, Source, Turn
from qualcode.suggestions.search.autocoding import plan
from qualcode.suggestions.search.talk_hits import TalkHits
from qualcode.transcripts.units import Units
from tests.suggestions.small_books import source_of

TEXT = "ANNA: Big deal. A deal is a deal, they say.\nIVAN: No deals for me."
DEAL = Cue("deal", language="en")
ANNA, IVAN, CODE = new_guid(), new_guid(), new_guid()
SOURCE = source_of(
    TEXT,
    turns=(
        Turn(number=1, start=0, speech=6, end=43, case_guid=ANNA),
        Turn(number=2, start=44, speech=50, end=len(TEXT), case_guid=IVAN),
    ),
    cases=(Case(guid=ANNA, label="ANNA"), Case(guid=IVAN, label="IVAN")),
)


def book(*cues):
    return (Codebook(guid=new_guid(), name="Book", codes=(Code(guid=CODE, name="Deals", cues=cues),)),)


def found(kind, text="", *cues):
    return TalkHits(kind, text, book(*(cues or (DEAL,))), CODE).hits(SOURCE, SOURCE.turns)


def quotes(segments):
    return [TEXT[one.start : one.end] for one in segments]


def planned(hits, unit, coded=()):
    made = plan(SOURCE, hits, unit, coded)
    return [(one.quote, one.turn, one.hits) for one in made.passages], made.hits, made.known


def test_a_hit_itself_its_sentence_or_its_turn_is_coded():
    """Two hits in one unit make one passage."""
    hits = found("plain", "deal")

    assert planned(hits, "match") == ([("deal", 1, 1), ("deal", 1, 1), ("deal", 1, 1), ("deal", 2, 1)], 4, 0)
    assert planned(hits, "sentence") == (
        [("Big deal.", 1, 1), ("A deal is a deal, they say.", 1, 2), ("No deals for me.", 2, 1)], 4, 0,
    )  # fmt: skip
    assert planned(hits, "turn") == (
        [("Big deal. A deal is a deal, they say.", 1, 3), ("No deals for me.", 2, 1)], 4, 0,
    )  # fmt: skip


def test_a_hit_over_two_sentences_codes_both():
    """From the start of the first to the end of the last."""
    hits = found("regex", r"deal\. A")

    assert planned(hits, "sentence") == ([("Big deal. A deal is a deal, they say.", 1, 1)], 1, 0)


def test_white_space_around_a_match_is_not_coded():
    """And a hit that is nothing else codes nothing."""
    assert planned(found("regex", r"\s+deals\s+"), "match")[0] == [("deals", 2, 1)]
    assert planned(found("regex", r"\s+"), "match")[0] == []


def test_what_overlaps_a_coding_of_the_code_is_passed_over():
    """Also where the coding is longer, or shorter."""
    hits = found("plain", "deal")
    whole, word = Segment(6, 15), Segment(TEXT.index("me."), TEXT.index("me.") + 2)

    assert planned(hits, "sentence", [word, whole]) == ([("A deal is a deal, they say.", 1, 2)], 4, 2)


def test_cues_and_patterns_are_found_as_suggestions_are():
    """By lemma; a cue against the code takes its sentence back; positions are those of the stored text."""
    assert quotes(found("cue")) == ["deal", "deal", "deal", "deals"]
    assert quotes(found("cue", "", DEAL, Cue("big", is_negative=True))) == ["deal", "deal", "deals"]
    assert quotes(found("pattern", '[{"LOWER": "no"}, {"LEMMA": "deal"}]')) == ["No deals"]
    assert quotes(found("lemma", "deal")) == ["deal", "deal", "deal", "deals"]


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("regex", "(a+", "missing ) at character 4"),
        ("pattern", '[{"LEMMA": "a"}, {"LEMA": "b"}]', "token 2: 'LEMA' is not an attribute"),
        ("pattern", '[{"LEMMA": ', "line 1, column 12"),
    ],
)
def test_what_cannot_be_looked_for_names_the_place(kind, text, said):
    """At once, before any text is read."""
    with pytest.raises(SearchPatternError) as caught:
        TalkHits(kind, text, book(), CODE)

    assert said in str(caught.value)


def test_a_code_without_cues_is_refused():
    """Cues against it alone find nothing either."""
    with pytest.raises(NoCueError, match="'Deals' has no cue"):
        TalkHits("cue", "", book(Cue("big", is_negative=True)), CODE)


def test_an_expression_that_would_never_end_is_stopped(monkeypatch):
    """As on the coding screen."""
    monkeypatch.setattr("qualcode.transcripts.searching.LONGEST_SEARCH", 0.01)
    text = "ANNA: " + "a" * 5000
    turns = (Turn(number=1, start=0, speech=6, end=len(text), case_guid=ANNA),)
    source = Source(
        guid=new_guid(), name="a.txt", text=text, sha256=text_sha256(text), language="en", encoding="utf-8",
        turns=turns, cases=(Case(guid=ANNA, label="ANNA"),),
    )  # fmt: skip

    with pytest.raises(SearchPatternError, match="takes longer"):
        TalkHits("regex", r"(a|aa)+$b", book(), CODE).hits(source, turns)


def test_a_sentence_full_of_hits_is_looked_at_once(monkeypatch):
    """A transcript without full stops is one sentence, of a megabyte maybe."""
    asked, text = [], "ANNA: " + "deal " * 500
    source = replace(SOURCE, text=text, turns=(Turn(number=1, start=0, speech=6, end=len(text) - 1, case_guid=ANNA),))
    containing = Units.containing
    monkeypatch.setattr(Units, "containing", lambda *given: asked.append(given) or containing(*given))
    (whole,) = plan(source, [Segment(6 + 5 * place, 10 + 5 * place) for place in range(500)], "sentence").passages

    assert (whole.segment, whole.hits) == (Segment(6, len(text) - 1), 500)
    assert len(asked) == 2
