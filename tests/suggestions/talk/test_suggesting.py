"""Suggestions for passages: place, order, record, languages."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.model.codebook import Cue
from qualcode.model.transcript import Segment
from qualcode.suggestions.talk.suggesting import suggest
from tests.suggestions.small_books import SOURCE, book, code, guid, passage, pattern, quotes

BOOK = book(code(1, "big people"), code(2, "deal", Cue("сделка", language="ru")))


def test_positions_are_code_points_of_the_stored_text():
    """Emoji of several code points before the cue, and before the turn, move nothing."""
    stored = "👨‍👩‍👧 ANNA: Well 👩🏽‍🚀. Let the big people decide 🙂. Yes."
    speech = stored.index("Well")

    (one,) = suggest([passage(stored[speech:], offset=speech)], (BOOK,))

    assert one.segment == Segment(stored.index("Let"), stored.index(" Yes."))
    assert one.quote == one.segment.quote(stored, "") == "Let the big people decide 🙂."


def test_the_whole_suggestion():
    """What a face needs to show and a coder to judge."""
    (one,) = suggest([passage("Big people.", offset=40)], (BOOK,), record={(guid(1), "big people"): (4, 1)})

    assert (one.source_guid, one.segment, one.code_guid, one.score, one.reason, one.cue) == (
        SOURCE,
        Segment(40, 51),
        guid(1),
        0.7111,
        "cue *big people* · 4 of 5 accepted so far",
        "big people",
    )


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("No. The big people decide. Yes.", "The big people decide."),
        ("— Big people decide.", "Big people decide."),
        ("(laughs) … Big people decide. (laughter) Yes.", "Big people decide."),
        ("  Big people\n  decide  \n\nYes.", "Big people\n  decide"),
        ("Big people (you know) decide.", "Big people (you know) decide."),
    ],
)
def test_the_segment_is_the_spoken_sentence(said, quote):
    """Without what stands around it."""
    assert quotes(said, "big people") == [quote]


def test_a_remark_that_is_the_cue_stays_in_the_segment():
    """Laughter is coded together with what was laughed about."""
    assert quotes("Hm. A table. (laughter) No.", "(laughter)") == ["A table. (laughter)"]


def test_cues_of_one_code_in_one_sentence_make_one_suggestion():
    """With all of them in the reason."""
    (one,) = suggest([passage("Big people decide.")], (book(code(1, "big people", "decide")),))

    assert (one.score, one.reason) == (0.76, "cue *big people*, *decide*")


def test_segments_of_one_code_never_overlap():
    """A quote over two sentences takes in the cues of both."""
    codes = book(code(1, "first", "then talk", "win", examples=("First we win. Then we talk",)))

    (one,) = suggest([passage("First we win. Then we talk. Yes.")], (codes,))

    assert one.quote == "First we win. Then we talk."


def test_suggestions_stand_by_place_then_in_the_codebooks_order():
    """Not by score: ranking is another matter."""
    first, second = book(code(3, "deal"), number=901), book(code(1, "deal"), code(2, "big deal"), number=902)
    found = suggest([passage("A big deal. A deal.")], (first, second))

    assert [(one.segment.start, one.code_guid) for one in found] == [
        (0, guid(3)),
        (0, guid(1)),
        (0, guid(2)),
        (12, guid(3)),
        (12, guid(1)),
    ]


def test_passages_keep_their_order_over_languages():
    """Each in its own language's pipeline, handed back as they came."""
    passages = [
        passage("A deal.", offset=0),
        passage("Сделки.", "ru", offset=100),
        passage("A deal.", "zz", offset=200),
        passage("Deals.", offset=300),
    ]

    assert [one.segment.start for one in suggest(passages, (BOOK,))] == [0, 100, 200, 300]


def test_the_moderator_is_passed_over_unless_asked_for():
    """Questions voice no theme."""
    asked = [passage("A deal?", is_moderator=True)]

    assert list(suggest(asked, (BOOK,))) == []
    assert len(list(suggest(asked, (BOOK,), with_moderator=True))) == 1


def test_a_broken_pattern_is_left_out_and_nothing_else():
    """Neither other cues of its code nor other codes; one that is against a code takes nothing back."""
    broken = pattern({"LEMA": "x"})
    sound = book(code(1, "big people", pattern({"LEMMA": "deal"})), code(2, "peace"))
    mixed = book(
        code(1, broken, "big people", pattern({"LEMMA": "deal"})),
        code(2, "peace", replace(broken, is_negative=True)),
        code(3, broken),
    )
    said = [passage("Big people made deals."), passage("Peace, x.", offset=40)]

    assert 2 == len(found := list(suggest(said, (sound,))))
    assert found == list(suggest(said, (mixed,)))


def test_passages_are_taken_as_they_are_needed():
    """A project of millions of words is not held in memory."""
    numbers = count()
    endless = (passage("A deal.", offset=10 * number) for number in numbers)

    assert next(suggest(endless, (BOOK,), batch_size=4)).segment.start == 0
    assert next(numbers) < 20


@pytest.mark.parametrize("codebooks", [(), (book(),)])
def test_without_codes_nothing_is_suggested(codebooks):
    """And nothing fails."""
    assert list(suggest([passage("A deal.")], codebooks)) == []


@pytest.mark.parametrize("said", ["", " ", "\n\n", "…", "(laughter)", "\u200b", "\ud800", "\x00\x1b[31m"])
def test_empty_and_odd_turns_are_no_fault(said):
    """Nothing is said there."""
    assert list(suggest([passage(said)], (BOOK,))) == []


def test_a_turn_longer_than_the_pipeline_bears_is_searched_to_its_end():
    """An interview without a second speaker is one turn; positions at its end are true."""
    said = "All is well. " * 90_000 + "A deal."

    (one,) = suggest([passage(said)], (BOOK,))

    assert said[one.segment.start : one.segment.end] == "A deal."


@pytest.mark.parametrize("noise", ["!", '("', "-", "а.", "’", "(", "👨\u200d", "(a). ", ". (", "… (a) (b)"])
def test_endless_noise_is_borne(noise):
    """Twenty thousand signs without a space, and the words behind them are found."""
    (one,) = suggest([passage(noise * 20_000 + " \n\nA deal.")], (BOOK,))

    assert one.quote == "A deal."


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("big people deal.!?…\n ()—’ё👨\u200d\u00adи\u0306"), max_size=120))
def test_every_segment_lies_in_its_passage_and_reads_as_its_quote(said):
    """Whatever is said, with and without signs that folded text spells otherwise."""
    for one in suggest([passage(f"{said} deal {said}", offset=7)], (BOOK,)):
        assert f"1234567{said} deal {said}"[one.segment.start : one.segment.end] == one.quote
        assert one.quote == one.quote.strip()
        assert "deal" in one.quote or "big" in one.quote.replace("\u00ad", "")


def test_the_same_input_gives_the_same_output():
    """Every time, whatever was suggested in between."""
    passages = [passage("Big people decide. A deal."), passage("Сделка.", "ru")]
    once = list(suggest(passages, (BOOK,)))
    list(suggest([passage("Other words.")], (book(code(5, "word")),)))

    assert list(suggest(passages, (BOOK,))) == once


def test_batches_change_nothing():
    """One passage at a time or many."""
    passages = [passage(f"Deal {number}.", offset=number * 20) for number in range(9)]

    assert list(suggest(passages, (BOOK,), batch_size=1)) == list(suggest(passages, (BOOK,), batch_size=4))


def test_no_more_suggestions_come_once_told_to_stop():
    """It is asked before each passage; what was found before that is given."""
    passages = [passage("Big people.", offset=offset) for offset in (0, 100, 200, 300)]
    asked = iter([False, False, True])

    found = suggest(passages, (BOOK,), batch_size=1, stop=lambda: next(asked))

    assert len(list(found)) == 2
