"""Finding words in a text."""

import pytest

from qualcode.errors import SearchPatternError
from qualcode.transcripts.searching import found

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
    """With the place of the fault."""
    with pytest.raises(SearchPatternError, match="at character"):
        found(TEXT, "(a", is_regex=True)


def test_an_expression_that_would_never_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen must not hang."""
    monkeypatch.setattr("qualcode.transcripts.searching.LONGEST_SEARCH", 0.05)

    with pytest.raises(SearchPatternError, match="takes longer"):
        found("a" * 5000 + "b", r"(a|a|aa)+$", is_regex=True)
