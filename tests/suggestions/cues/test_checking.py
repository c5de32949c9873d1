"""What is wrong or doubtful with cues."""

from dataclasses import replace

import pytest

from qualcode.model.codebook import Cue
from qualcode.suggestions.cues.checking import check_cues, left_out
from tests.suggestions.small_books import against, book, code, guid, pattern


def findings(*codes, languages=("en",)):
    return [(one.path, one.reason, one.is_fault) for one in check_cues((book(*codes),), languages)]


def test_sound_cues_have_no_findings():
    """Nothing is said where nothing is amiss."""
    assert findings(code(1, "big people", pattern({"LEMMA": "deal"}), against("big brother"))) == []


def test_every_broken_pattern_is_found():
    """Not only the first, so that all can be mended at once."""
    found = check_cues((book(code(1, pattern({"LEMA": "x"})), code(2, Cue("[", form="pattern"))),))

    assert [(one.code_guid, one.is_fault) for one in found] == [(guid(1), True), (guid(2), True)]
    assert "'LEMA' is not an attribute" in found[0].reason


def test_patterns_that_suggestions_leave_out_are_told_in_a_line_each():
    """The first five, with code and place; those of codes that may not be applied are not missed."""
    broken = [code(number, pattern({"LEMA": "x"}), name=f"Code {number}") for number in range(1, 8)]
    retired = code(9, pattern({"LEMA": "x"}), name="Old", is_retired=True)
    lines = left_out((book(retired, code(8, pattern({"LEMMA": "x"})), *broken),))

    assert 6 == len(lines)
    assert lines[0].startswith("Code 'Code 1', cue pattern")
    assert "token 1: 'LEMA' is not an attribute. Did you mean 'LEMMA'? It is left out" in lines[0]
    assert lines[5] == "2 more token patterns are left out: qualcode codebook check"
    assert () == left_out((book(code(1, "big"), retired),))


@pytest.mark.parametrize(
    "token",
    [
        {"IS_ALPHA": True},
        {"IS_PUNCT": True},
        {"IS_STOP": True},
        {"IS_TITLE": True},
        {"LENGTH": {">": 2}},
        {"LOWER": {"NOT_IN": ["x"]}},
        {"TEXT": {"REGEX": "."}},
        {"LOWER": {"REGEX": "[a-zа-я]+"}, "OP": "+"},
    ],
)
@pytest.mark.parametrize("language", ["en", "ru", "xx"])
def test_a_pattern_that_finds_anything_is_doubted(token, language):
    """Its code would be suggested everywhere; or nowhere, where it is against it."""
    if language == "xx" and "IS_STOP" in token:
        pytest.skip("where no language is known, no word is a common one")
    told = findings(code(1, pattern(token), name="All"), languages=[language])
    negative = replace(pattern(token), is_negative=True)
    taken = findings(code(1, negative, "a deal", name="None"), languages=[language])

    assert [("All", 'is found in nearly any sentence: the code is suggested everywhere. Ask for a word, as {"LEMMA": '
             '"big"}.', False)] == told  # fmt: skip
    assert ("None", "is found in nearly any sentence: the code is hardly ever suggested. Ask for a word, as "
            '{"LEMMA": "big"}.', False) in taken  # fmt: skip


@pytest.mark.parametrize(
    "tokens",
    [
        [{"LOWER": "the"}, {"IS_ALPHA": True}],
        [{"LEMMA": "big"}, {}],
        [{"LIKE_NUM": True}],
        [{"TEXT": {"REGEX": "^peac"}}],
        [{"IS_UPPER": True, "LENGTH": {">": 3}}],
        [{"LIKE_URL": True}],
        [{"LOWER": {"IN": ["deal", "trade", "mir"]}}],
    ],
)
def test_a_pattern_that_asks_for_something_is_not(tokens):
    """Wide as it may be."""
    assert [] == findings(code(1, pattern(*tokens)), languages=["en", "ru"])


def test_a_cue_that_another_takes_back_is_doubted():
    """It can never be suggested."""
    assert findings(code(1, "small businessman", against("businessmen"), name="Trade")) == [
        ("Trade", "is never suggested: a cue against this code stands in it.", False)
    ]


def test_a_cue_of_two_codes_is_doubted():
    """Both will be suggested, each time."""
    assert findings(code(1, "a deal", name="Trade"), code(2, "A  Deal", name="Terms")) == [
        ("Terms", "'Trade' has the same cue: both will be suggested for it.", False)
    ]


def test_a_very_common_word_is_doubted():
    """In a language's own sense: the Russian for "on the contrary" is no English word."""
    reason = "is a very common word: expect it in many turns that do not mean the code."

    assert findings(code(1, Cue("just", language="en"), name="One")) == [("One", reason, False)]
    assert findings(code(1, Cue("just", language="ru"), name="One"), languages=["ru"]) == []


def test_a_word_of_a_pattern_that_is_several_tokens_is_doubted():
    """The tokenizer cuts it apart, so it never matches."""
    assert findings(code(1, pattern({"LOWER": "call-up"}), name="Draft")) == [
        ("Draft", "'call-up' never matches: it is several tokens (call - up).", False)
    ]


def test_languages_of_cues_are_looked_at_unasked():
    """The texts may come later."""
    found = findings(code(1, Cue("и", language="ru")), languages=())

    assert len(found) == 1


def test_a_doubt_about_all_languages_is_told_once():
    """Not once a language."""
    assert len(findings(code(1, pattern({"LOWER": "call-up"})), languages=["en", "ru", "de"])) == 1
