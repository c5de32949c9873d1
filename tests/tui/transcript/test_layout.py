"""Lines of a transcript at a width, and characters in cells."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.model.display import harmless
from qualcode.model.transcript import Turn
from qualcode.tui.drawing.cells import cells_before, fitted, is_plain, offset_at, spans_of
from qualcode.tui.transcript.layout import _break_measured, _break_plain, lay_out

GUID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
FAMILY = "👩‍👩‍👧"


def turn(number, start, speech, end):
    return Turn(number=number, start=start, speech=speech, end=end, case_guid=GUID)


def lines_of(text, width):
    """The lines of a text that is one turn without a label."""
    layout = lay_out(text, (turn(1, 0, 0, len(text)),), width)
    return [text[start:end] for start, end in zip(layout.starts, layout.ends, strict=True)][:-1]


SCENE = """\
Group one

A: one two three
four
B: five
"""
TURNS = (turn(1, 11, 14, 32), turn(2, 33, 36, 40))


def test_lines_of_a_scene():
    """Preamble, an empty line, then each turn's talk without its label and an empty line."""
    layout = lay_out(SCENE, TURNS, 8)

    lines = [SCENE[start:end] for start, end in zip(layout.starts, layout.ends, strict=True)]
    assert lines == ["Group", "one", "", "one two", "three", "four", "", "five", ""]


def test_lines_know_their_turns():
    """Lines before the first turn have none; the empty line after a turn is still its."""
    layout = lay_out(SCENE, TURNS, 8)

    assert [layout.turn_at(line) for line in range(layout.height)] == [None] * 3 + [0] * 4 + [1] * 2


def test_positions_know_their_lines():
    """A position at which a line was broken stays with the line before."""
    layout = lay_out(SCENE, TURNS, 8)

    assert [layout.line_of(SCENE.index(words)) for words in ("Group", "one two", " three", "four", "five")] == [
        0,
        3,
        3,
        5,
        7,
    ]
    assert layout.lines_of(14, 32) == range(3, 6)


def test_a_part_of_the_turns_can_be_laid_out():
    """Turns that are filtered out take no lines."""
    layout = lay_out(SCENE, TURNS[1:], 8, with_preamble=False)

    assert (layout.height, layout.turn_at(0), layout.turns) == (2, 0, TURNS[1:])


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("one  two", 3, ["one", "two"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a\n\nb", 9, ["a", "", "b"]),
        ("你好你好", 4, ["你好", "你好"]),
        ("你好你好", 5, ["你好", "你好"]),
        ("ab 你好", 4, ["ab", "你好"]),
        (f"{FAMILY}{FAMILY}", 3, [FAMILY, FAMILY]),
        ("e\u0301e\u0301e\u0301 e\u0301", 3, ["e\u0301e\u0301e\u0301", "e\u0301"]),
        ("שלום עולם", 5, ["שלום", "עולם"]),
        ("tab\there", 4, ["tab\t", "here"]),
        ("", 5, [""]),
    ],
)
def test_breaking(text, width, expected):
    """Lines break at spaces and newlines, after wide characters, and never inside a visible character."""
    assert expected == lines_of(text, width)


speech = st.text(alphabet="ab  \n\té\u0301你👩\u200d👧\ufe0f❤ש\x1b\u202e", max_size=50)


@given(speech, st.integers(2, 12))
def test_lines_fit_and_nothing_is_lost(text, width):
    """No line is wider than asked; what stands between two lines is only space."""
    layout = lay_out(text, (turn(1, 0, 0, len(text)),), width)
    lines = list(zip(layout.starts, layout.ends, strict=True))[:-1]

    assert all(sum(cells for _, _, cells in spans_of(text[start:end].rstrip(" "))) <= width for start, end in lines)
    assert all(start <= end for start, end in lines)
    between = [
        text[end:start] for (_, end), (start, _) in zip([(0, 0), *lines], [*lines, (len(text),) * 2], strict=True)
    ]
    assert all(not gap.strip(" \n") for gap in between)


@given(st.text(alphabet="ab ", max_size=40), st.integers(1, 8))
def test_looking_for_spaces_breaks_like_measuring(text, width):
    """Both ways of breaking give the same lines where every character takes one cell."""
    text = f"a{text}b"  # a line of talk neither starts nor ends with space
    plain, measured = ([], []), ([], [])
    _break_plain(text, 0, len(text), width, *plain)
    _break_measured(text, 0, len(text), width, *measured)

    assert [text[a:b].rstrip() for a, b in zip(*measured, strict=True)] == [
        text[a:b].rstrip() for a, b in zip(*plain, strict=True)
    ]


def test_plain_characters_take_one_cell():
    """Every character that is not measured takes one cell as it is drawn."""
    plain = [char for char in map(chr, range(sys.maxunicode + 1)) if is_plain(char)]

    assert [char for char in plain if cell_len(harmless(char)) != 1] == []


@given(speech)
def test_cells_and_offsets_agree(text):
    """The cell in which a visible character starts is the cell at which it is found."""
    text = text.replace("\n", " ")
    visible = [(start, cells) for start, _, cells in spans_of(text) if cells]

    assert [offset_at(text, cells_before(text, start)) for start, _ in visible] == [start for start, _ in visible]


@pytest.mark.parametrize(
    ("text", "offset", "cell"),
    [
        ("plain", 3, 3),
        ("你好吗", 2, 4),
        ("e\u0301t", 2, 1),
        (f"{FAMILY}x", len(FAMILY), 2),
        ("❤\ufe0f!", 2, 2),
    ],
)
def test_cells_before_an_offset(text, offset, cell):
    """Wide characters take two cells, combining ones none, a joined emoji two in all."""
    assert (cell, offset) == (cells_before(text, offset), offset_at(text, cell))


def test_a_cell_inside_a_wide_character_is_that_character():
    """The second cell of a wide character gives the character; past the end is the end."""
    assert [offset_at("你好", cell) for cell in range(6)] == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("Anna", 6, "Anna  "),
        ("Annabel", 4, "Ann…"),
        ("你好吗", 4, "你 …"),
        ("a\x1b[31m\nb", 8, "a␛[31m b"),
        ("x", 0, ""),
    ],
)
def test_fitting_into_cells(text, cells, expected):
    """Text is padded or cut to exactly the cells there are, on one line and harmless."""
    assert expected == fitted(text, cells)
