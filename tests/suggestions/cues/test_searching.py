"""What the cues find, and what they do not."""

import pytest

from qualcode.model.codebook import Cue
from tests.suggestions.small_books import against, pattern, quotes, suggested


@pytest.mark.parametrize(
    "said",
    [
        "big people",
        "the big people decide",
        "Bigger people",
        "BIG PEOPLE",
        "the big people's job",
        "big\npeople",
        "big   people",
        "big\u00a0people",
        "big-people",
        "some “big people” here",
    ],
)
def test_a_phrase_is_found_on_lemmas(said):
    """Forms, letter size, line breaks and hyphens do not matter."""
    assert quotes(said, "big people") == [said]


@pytest.mark.parametrize(
    "said", ["big brave people", "people big", "big. People", "the biggish people", "big people"[:-1]]
)
def test_another_phrase_is_not_found(said):
    """The words stand together, in order, and are those words."""
    assert quotes(said, "big people") == []


@pytest.mark.parametrize("cue", ["больших людей", "большие люди", "большой человек", "Больши́м людям"])
@pytest.mark.parametrize("said", ["Пусть большие люди решают", "дело больших людей", "Большим людям виднее"])
def test_russian_endings_do_not_matter(cue, said):
    """In whatever case the cue is written and the words are said."""
    assert quotes(said, cue, language="ru") == [said]


@pytest.mark.parametrize(("cue", "said"), [("еще", "Ещё раз"), ("ещё", "еще раз"), ("всё ещё", "все еще так")])
@pytest.mark.parametrize("form", ["lemma", "lower", "exact"])
def test_the_dots_of_yo_do_not_matter(cue, said, form):
    """People write ё and е for the same letter."""
    assert quotes(said.lower(), Cue(cue, form=form), language="ru") == [said.lower()]


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ("don't care", "I don’t care"),
        ("don’t care", "I don't care"),
        ("not care", "I don’t care"),
        ("call-up", "call up"),
        ("call up", "call-up"),
        ("call-up papers", "call\u2011up papers"),
    ],
)
def test_apostrophes_and_hyphens_come_in_one_kind(cue, said):
    """However a keyboard or a program wrote them."""
    assert quotes(said, cue) == [said]


@pytest.mark.parametrize(
    ("form", "said", "is_found"),
    [
        ("lower", "Big Deals", True),
        ("lower", "big deal", False),
        ("exact", "big deals", True),
        ("exact", "Big deals", False),
    ],
)
def test_other_forms_compare_other_things(form, said, is_found):
    """`lower` does not mind letter size, `exact` minds everything."""
    assert bool(quotes(said, Cue("big deals", form=form))) is is_found


def test_a_pattern_is_found_within_one_sentence():
    """Gaps do not reach into the next sentence."""
    gap = pattern({"LEMMA": "big"}, {"OP": "*"}, {"LOWER": "decide"})

    assert quotes("The big ones will decide. It is big. They decide.", gap) == ["The big ones will decide."]


def test_a_pattern_without_any_word_is_found_anywhere():
    """Numbers, for instance."""
    assert quotes("None here. In 2014 they came.", pattern({"LIKE_NUM": True, "LENGTH": 4})) == ["In 2014 they came."]


@pytest.mark.parametrize("said", ["New president", "new US president", "new us Presidents"])
def test_a_pattern_with_a_gap_and_sets_is_found(said):
    """Optional tokens and sets of words."""
    cue = pattern(
        {"LOWER": "new"}, {"LOWER": {"IN": ["us", "american"]}, "OP": "?"}, {"LEMMA": {"IN": ["President", "leader"]}}
    )

    assert quotes(said, cue) == [said]


def test_a_pattern_of_neighbors_needs_all_of_them():
    """Only the anchor is not enough, at the edge of the text neither."""
    cue = pattern({"LOWER": "the"}, {"LEMMA": "businessman"}, {"LOWER": "counts"})

    assert quotes("A businessman counts. Businessman. The businessman.", cue) == []
    assert quotes("The businessman counts.", cue) == ["The businessman counts."]


def test_the_longer_of_two_cues_speaks():
    """What stands inside a longer cue of the same code is no evidence of its own."""
    assert suggested("Strike a deal.", "deal", "strike a deal")[0].reason == "cue *strike a deal*"


def test_the_surer_of_two_cues_in_one_place_speaks():
    """An example quote is surer than a cue of the same words."""
    found = suggested("Trump is a businessman", "Trump is a businessman", examples=("Trump is a businessman.",))

    assert found[0].reason == "example *Trump is a businessman*"


def test_a_cue_against_the_code_silences_its_sentence():
    """And no other sentence."""
    said = "A small businessman said so. Trump is a businessman."

    assert quotes(said, "businessman", against("small businessman")) == ["Trump is a businessman."]


def test_a_pattern_may_speak_against_a_code():
    """Any form of cue may."""
    cue = pattern({"LOWER": "no"}, {"LEMMA": "deal"})

    assert quotes("No deal. A deal.", "deal", Cue(cue.text, form="pattern", is_negative=True)) == ["A deal."]


def test_a_cue_against_speaks_for_its_own_code_only():
    """Other codes keep their suggestions."""
    from qualcode.suggestions.talk.suggesting import suggest
    from tests.suggestions.small_books import book, code, guid, passage

    codes = book(code(1, "businessman", against("small")), code(2, "businessman"))
    found = suggest([passage("A small businessman.")], (codes,))

    assert [one.code_guid for one in found] == [guid(2)]


def test_an_example_quote_is_found_word_for_word():
    """Without regard to letter size and to the stop at its end, with its other punctuation."""
    example = "Он бизнесмен, ему важна сделка."

    assert quotes("ОН БИЗНЕСМЕН, ЕМУ ВАЖНА СДЕЛКА!", language="ru", examples=(example,)) != []
    assert quotes("Он бизнесмен. Ему важны сделки.", language="ru", examples=(example,)) == []


def test_a_telling_name_is_found_where_no_cue_is_given():
    """Two words that mean something are enough, one is not."""
    assert quotes("A prisoner exchange, yes.", name="Prisoner exchanges") == ["A prisoner exchange, yes."]
    assert quotes("Hope, yes. And for them.", name="Hope") == []
    assert quotes("Hope, yes. And for them.", name="For them") == []


@pytest.mark.parametrize("cue", ["...", "—", "(laughter)", "👨‍👩‍👧", "\ud800", "\u200b", "\u00a0x"])
def test_any_cue_can_be_looked_for(cue):
    """Signs, emoji and broken characters are no fault; what has no visible sign is never found."""
    assert len(suggested(f"Yes {cue} yes", Cue(cue, form="lower"))) == (cue != "\u200b")


def test_an_endless_sentence_with_a_gap_is_searched_in_stretches():
    """A turn without full stops is one sentence; what stands near each other in it is found."""
    said = "word " * 5000 + "big men decide " + "word " * 5000

    assert len(suggested(said, pattern({"LOWER": "big"}, {"OP": "*"}, {"LOWER": "decide"}))) == 1
