"""Tables on paper."""

import io
import sys

import pytest

from qualcode.cli import printing

COLUMNS = ("code", "часов", "n", "memo")
ROWS = [
    ("Anger", 1, 2, None),
    ("  спокойствие", 10, None, "two\nlines\tand a tab"),
    ("日本語 👩‍👩‍👧 é", 2.5, 100, "\x1b[31mred\x1b[0m"),
    ("", None, 3, ""),
]


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], []])
def test_a_table_in_a_pipe_is_drawn_as_on_a_terminal_that_is_wide_enough(rows, monkeypatch):
    """Cell by cell, also where letters are wide, and with nothing raw from a transcript."""
    drawn = []
    for width in (None, 200):
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        monkeypatch.setattr(sys, "stdout", out)
        printing.print_table(COLUMNS, rows, width=width)
        out.flush()
        drawn.append(out.buffer.getvalue().decode())

    assert drawn[1] == drawn[0]
    assert "\x1b[31m" not in drawn[0]


def test_a_very_long_table_on_a_terminal_has_one_head(capsys):
    """Its columns are as wide on the last page as on the first, and nothing is missing."""
    printing.print_table(("name", "n"), [("a " * (n % 40), n) for n in range(1000)], width=40)

    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "n" in line] == lines[:1]
    assert {len(line) for line in lines} == {40}
    assert [word for word in " ".join(lines).split() if word.isdigit()] == [str(n) for n in range(1000)]
