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


def test_a_very_long_table_is_begun_before_it_is_measured_to_its_end(monkeypatch, capsys):
    """On a terminal it comes in parts, each under its head; nothing is missing."""
    monkeypatch.setattr(printing, "_LONGEST", 2)

    printing.print_table(("name", "n"), [("a", 1), ("b", 2), ("c", 3)], width=40)

    shown = capsys.readouterr().out.split()
    assert 2 == shown.count("name")
    assert ["a", "1", "b", "2"] == [word for word in shown if word in {"a", "b", "1", "2"}]
    assert ["c", "3"] == shown[-2:]
