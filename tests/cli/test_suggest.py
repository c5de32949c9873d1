"""`qualcode suggest` and its commands."""

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("options", [(), ("fg1",), ("--limit", "1"), ("fg1", "--above", "0.1")])
def test_suggestions_are_shown_where_no_command_is_named(small: Run, options: tuple[str, ...]) -> None:
    """`qualcode suggest [SOURCE]` and `qualcode suggest show [SOURCE]` are the same."""
    short = small("suggest", *options, "--json")
    long = small("suggest", "show", *options, "--json")

    assert (0, 0) == (short.code, long.code)
    assert short.rows
    assert short.rows == long.rows


def test_help_tells_the_commands(small: Run) -> None:
    """As of any group."""
    answer = small("suggest", "--help")

    assert 0 == answer.code
    assert "show" in answer.out


def test_what_is_neither_command_nor_source_is_one_line(small: Run) -> None:
    """A mistyped command is taken for a source, and told so."""
    answer = small("suggest", "evalate")

    assert (1, "") == (answer.code, answer.out)
    assert "No source 'evalate'" in answer.err
