"""One source searched in three ways."""

import pytest

from qualcode.errors.suggestions import SearchPatternError
from qualcode.suggestions.search.talk_search import TalkSearch
from tests.tui.coding_scenes import make_study


@pytest.fixture
def source(tmp_path):
    with make_study(tmp_path) as project:
        yield project.source("fg1")


@pytest.mark.parametrize(
    ("wanted", "kind", "expected"),
    [
        ("THE talks", "plain", ["the talks"]),
        ("Anna", "plain", []),
        ("group", "plain", []),
        ("talk", "lemma", ["talks"]),
        ("think", "plain", ["think"]),
        (r"^\w+ \w+", "regex", ["What do", "Trump is", "Let the", "And you", "I do", "Me neither"]),
        (r"neither\.$", "regex", ["neither."]),
        (r"\?\n+\w", "regex", []),
    ],
)
def test_the_talk_is_searched(source, wanted, kind, expected):
    """The moderator's too; not labels, not what stands before the first turn, not over a turn's end."""
    hits = TalkSearch(source).hits(wanted, kind, source.turns)

    assert expected == [hit.quote(source.text, "fg1") for hit in hits]


@pytest.mark.parametrize("kind", ["plain", "regex", "lemma"])
def test_only_the_turns_asked_for_are_searched(source, kind):
    """What is filtered out is not found."""
    hits = TalkSearch(source).hits("not", kind, source.turns[:4])

    assert [hit.quote(source.text, "fg1") for hit in hits] == ["not"]


def test_a_broken_expression_is_told(source):
    """By the error of every search."""
    with pytest.raises(SearchPatternError, match="at character"):
        TalkSearch(source).hits("(", "regex", source.turns)
