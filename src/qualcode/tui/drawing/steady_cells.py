"""Cells that stay where they are, in terminals that measure text otherwise than we do.

Of a family of emoji, a flag, a letter with a combining mark or a Hindi syllable, terminals say differently how many
cells it takes, and all that follows on its line stands elsewhere then. So after each visible character that is doubtful
in this way the terminal is told in which column to go on, and what it leaves empty has been blanked before. Letters of
which all terminals think alike are sent as they are, and so are signs beside a letter for which no room was left
(`cells.ROOM`): most terminals give them a cell of their own, and what is drawn over could not be read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, split_graphemes

from qualcode.tui.drawing.cells import ROOM, signs_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.driver import Driver

# Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and Georgian letters without marks, signs of print, currencies,
# numbers and arrows, lines and blocks that screens are drawn with: one cell. Kana, Han and Hangul, full width: two.
_DOUBTFUL = re.compile(
    "[^\x00-\u02ff\u0370-\u0482\u048a-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u064a\u0660-\u066f\u10d0-\u10f6\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u21ff\u2400-\u2426\u2500-\u25ff\u2800-\u28ff"
    "\u3000-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]"
)
_PLACED = re.compile(r"(\x1b\[\d+;\d+H)")
_STEERING = re.compile(r"(\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|[\r\n])")


def steadied(sent: str) -> str:
    """Return what is sent to a terminal so that doubtful characters shift nothing that stands after them.

    Only text that follows a move to a row and a column on the same row is changed: of other text the place is unknown.
    """
    if _DOUBTFUL.search(sent) is None:
        return sent
    pieces = _PLACED.split(sent)
    for place in range(2, len(pieces), 2):
        if _DOUBTFUL.search(pieces[place]):
            column = int(pieces[place - 1][2:-1].split(";")[1])
            pieces[place] = "".join(_steady_row(pieces[place], column))
    return "".join(pieces)


def steady(driver: type[Driver]) -> type[Driver]:
    """Return a driver like that one whose characters stay in their cells."""

    class SteadyDriver(driver):  # type: ignore[misc, valid-type]  # a class that is known only when it runs
        def write(self, data: str) -> None:
            super().write(steadied(data))

    return SteadyDriver


def _steady_row(row: str, column: int) -> Iterator[str]:
    pieces = _STEERING.split(row)
    for place, piece in enumerate(pieces):
        if place % 2:
            yield piece
            if piece in "\r\n" or piece[-1] in "ABCDEFGHd":
                yield "".join(pieces[place + 1 :])
                return
        elif _DOUBTFUL.search(piece):
            steady_piece, cells = _steady_text(piece, column)
            yield steady_piece
            column += cells
        else:
            yield piece
            column += cell_len(piece)


@lru_cache(1024)
def _steady_text(text: str, column: int) -> tuple[str, int]:
    """Return text that begins in a column (the first is 1) so that each of its characters stays in place; its cells."""
    pieces, begun = [], column
    for character, cells in _characters(text):
        if _DOUBTFUL.search(character) and (character[-1] == ROOM or not signs_in(character)):
            pieces.append(f"{' ' * cells}\x1b[{column}G{character.rstrip(ROOM)}\x1b[{column + cells}G")
        else:
            pieces.append(character)
        column += cells
    return "".join(pieces), column - begun


def _characters(text: str) -> Iterator[tuple[str, int]]:
    """Yield visible characters with their cells; the two letters of a flag are one, and so is a sign with its room."""
    character, cells = "", 0
    for start, end, more in split_graphemes(text)[0]:
        following = text[start:end]
        if not _belong_together(character, following):
            if character:
                yield character, cells
            character, cells = "", 0
        character, cells = character + following, cells + more
    if character:
        yield character, cells


def _belong_together(character: str, following: str) -> bool:
    if following == ROOM:
        return signs_in(character) > character.count(ROOM)
    return len(character) == 1 and _is_of_flag(character) and _is_of_flag(following[0])


def _is_of_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
