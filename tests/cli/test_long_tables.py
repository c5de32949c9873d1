"""Long tables look as Rich draws them, to the last space."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.box import SIMPLE_HEAD
from rich.console import Console

from qualcode.cli.long_tables import plain_table, print_many

WORDS = st.text("abc  -é Жшы 談話 🙂👩‍👩‍👧 e\u0301 שלום", max_size=40).map(lambda text: " ".join(text.split(" ")))
CELLS = st.one_of(WORDS, st.sampled_from(["", "a" * 30, "one two three four five six", "談" * 20, " in", "0.25", "12"]))


def console_of(width, is_terminal=False):
    return Console(
        file=io.StringIO(), width=width, highlight=False, force_terminal=is_terminal, color_system="standard",
        legacy_windows=False, _environ={"TERM": "xterm"},
    )  # fmt: skip


def by_rich(names, rows, right, width, is_terminal=False):
    console = console_of(width, is_terminal)
    console.print(plain_table(names, rows, right, (), SIMPLE_HEAD))
    return console.file.getvalue()


def by_us(names, rows, right, width, is_terminal=False):
    console = console_of(width, is_terminal)
    assert print_many(console, names, rows, right)
    return console.file.getvalue()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6), st.integers(24, 90), st.booleans())
def test_any_table_looks_as_rich_draws_it(rows, width, is_right):
    """Wide letters, words longer than a column, empty cells; numbers to the right; on narrow pages and wide ones."""
    shape = ("source", "談 score", "a reason"), rows, (False, is_right, False), width

    assert by_us(*shape) == by_rich(*shape)


@pytest.mark.parametrize("width", [80, 120, 100_000])
@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_long_one_does_too(width, is_terminal):
    """Names of columns are bold on a terminal."""
    rows = [
        (f"fg{n % 7}.txt", f"{n / 1000:.2f}", "Theme > Code " * (n % 3), "words *news* · like “…” " * 4)
        for n in range(450)
    ]
    shape = ("source", "score", "code", "reason"), rows, (False, True, False, False), width, is_terminal

    assert by_us(*shape) == by_rich(*shape)


def test_one_column_is_a_table_too():
    """There is no place where columns meet then."""
    assert by_us(("code",), [("a b c d e f g",)], (False,), 8) == by_rich(("code",), [("a b c d e f g",)], (False,), 8)


def test_a_page_too_narrow_for_its_columns_is_left_to_rich():
    """Nothing is printed then."""
    console = console_of(6)

    assert not print_many(console, ("a", "b", "c", "d"), [("x", "y", "z", "w")], (False,) * 4)
    assert console.file.getvalue() == ""
