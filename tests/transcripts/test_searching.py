"""Finding words in a text."""

import pytest

from qualcode.errors.source_texts import WordsNotThereError
from qualcode.errors.suggestions import SearchPatternError
from qualcode.model.transcript import Turn
from qualcode.transcripts.searching import check_search, found, found_in_talk, holding, nearest

TEXT = "Big people\ndecide. BIG  people (really) 🙂 big people"


@pytest.mark.parametrize(
    ("wanted", "is_regex", "quotes"),
    [
        ("big people", False, ["Big people", "BIG  people", "big people"]),
        ("people decide", False, ["people\ndecide"]),
        ("(really)", False, ["(really)"]),
        (r"\bpeople$", True, ["people", "people"]),
        ("x*", True, []),
        ("  ", False, []),
    ],
)
def test_words_are_found_where_they_stand(wanted: str, is_regex: bool, quotes: list[str]) -> None:
    """Letter case and white space do not matter; positions are code points."""
    assert quotes == [segment.quote(TEXT, "t") for segment in found(TEXT, wanted, is_regex=is_regex)]


def test_a_broken_expression_is_named() -> None:
    """With the place of the fault; as words it is well."""
    with pytest.raises(SearchPatternError, match="at character"):
        found(TEXT, "(a", is_regex=True)
    with pytest.raises(SearchPatternError, match="at character"):
        check_search("(a", is_regex=True)
    check_search("(a")


def test_an_expression_that_would_never_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen must not hang."""
    monkeypatch.setattr("qualcode.transcripts.searching.LONGEST_SEARCH", 0.05)

    with pytest.raises(SearchPatternError, match="takes longer"):
        found("a" * 5000 + "b", r"(a|a|aa)+$", is_regex=True)


def turns_of(*talk: tuple[int, int]) -> list[Turn]:
    return [
        Turn(number=number, start=start, speech=start, end=end, case_guid="c")
        for number, (start, end) in enumerate(talk, start=1)
    ]


def test_each_talk_is_searched_by_itself() -> None:
    """Nothing is found between turns or over their ends, which are ends of lines; positions are those of the text."""
    turns = turns_of((0, 10), (11, 31))

    assert ["Big people", "BIG  people"] == [hit.quote(TEXT, "t") for hit in found_in_talk(TEXT, turns, "big people")]
    assert ["people"] == [hit.quote(TEXT, "t") for hit in found_in_talk(TEXT, turns, r"people$", is_regex=True)]
    assert found_in_talk(TEXT, turns, "people decide") == ()


def test_what_stands_nearly_everywhere_is_not_searched_for() -> None:
    """A million hits help nobody."""
    with pytest.raises(SearchPatternError, match="more than 3 places"):
        found_in_talk(TEXT, turns_of((0, 20)), "e", most=3)


def test_the_time_is_that_of_all_turns_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand turns, each within the limit, would still never end."""
    monkeypatch.setattr("qualcode.transcripts.searching.LONGEST_SEARCH", 0.0)

    with pytest.raises(SearchPatternError, match="takes longer"):
        found_in_talk(TEXT, turns_of((0, 10)), "big")


def test_many_texts_are_searched_at_once():
    """The same as one by one; an expression that never ends is given up."""
    texts = ["Big\npeople", "small people", "", "BIG people"]

    assert [bool(found(text, "big people")) for text in texts] == holding(texts, "big people")
    assert [False] * 4 == holding(texts, " ")
    with pytest.raises(SearchPatternError):
        holding(texts, "(", is_regex=True)


@pytest.mark.parametrize(
    ("words", "near", "quote", "is_last"),
    [("big people", 0, "big people", True), ("big  people", 0, "Big people", False), ("PEOPLE", 40, "people", True)],
)
def test_the_nearest_words_are_found_just_as_written_where_they_stand_so(words, near, quote, is_last):
    hit = nearest(TEXT, words, near, "fg1")

    assert (quote, is_last) == (hit.quote(TEXT, ""), hit.end == len(TEXT))


def test_words_that_stand_nowhere_are_refused():
    with pytest.raises(WordsNotThereError):
        nearest(TEXT, "small people", 0, "fg1")
