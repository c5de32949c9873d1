"""A suggestion on one line of a screen: what gives way first where the line is too narrow for all of its reason.

Who said the nearest quote, where, and how suggestions of the code fared are short, and stay: quotes are shortened, then
the code's themes, further quotes and further words are left out, then names are shortened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Callable

_BETWEEN = " · "
_LIKE = re.compile(r"like “(?P<quote>.*)”(?: \((?P<who>.*?)(?P<where>(?:, [^,()]*)?)\))?")
_RECORD = re.compile(r"(\d+ of \d+ accepted) so far")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a reason; of a nearest quote its words, who said it and where."""

    text: str
    quote: str | None = None
    who: str = ""
    where: str = ""

    def said(self) -> str:
        if self.quote is None:
            return self.text
        named = self.who + self.where
        return f"like “{self.quote}” ({named})" if named else f"like “{self.quote}”"


@dataclass(frozen=True, slots=True)
class _Line:
    score: float
    code: str
    pieces: tuple[_Piece, ...]

    def said(self) -> str:
        return _BETWEEN.join((f"{round(100 * self.score)}% {self.code}", *(piece.said() for piece in self.pieces)))

    def over(self, width: int) -> int:
        return cell_len(self.said()) - width


def reason_line(score: float, path: str, reason: str, width: int) -> str:
    """Return score, code and reason, in no more cells than that where shortening helps."""
    line = _Line(score, path, tuple(map(_piece, reason.split(_BETWEEN))))
    for shortened in _STEPS:
        if line.over(width) <= 0:
            break
        line = shortened(line, width)
    return _filled(line, width).said()


def _filled(line: _Line, width: int) -> _Line:
    """Return the line with as much of the first quote as there is room for once all has given way."""
    pieces = list(line.pieces)
    for place, piece in enumerate(pieces):
        whole = _piece(piece.text).quote
        if piece.quote is not None and whole is not None and line.over(width) < 0:
            pieces[place] = replace(piece, quote=_cut(whole, cell_len(piece.quote) - line.over(width)))
            return replace(line, pieces=tuple(pieces))
    return line


def _piece(text: str) -> _Piece:
    found = _LIKE.fullmatch(text)
    return _Piece(text, found["quote"], found["who"] or "", found["where"] or "") if found else _Piece(text)


def _with_quotes_of(least: int) -> Callable[[_Line, int], _Line]:
    """Return what shortens quotes, the last one first, to so many cells."""

    def shortened(line: _Line, width: int) -> _Line:
        over = line.over(width)
        pieces = list(line.pieces)
        for place in reversed(range(len(pieces))):
            quote = pieces[place].quote
            if quote is not None and over > 0:
                cut = _cut(quote, max(least, cell_len(quote) - over))
                over -= cell_len(quote) - cell_len(cut)
                pieces[place] = replace(pieces[place], quote=cut)
        return replace(line, pieces=tuple(pieces))

    return shortened


def _without_themes(line: _Line, _width: int) -> _Line:
    return replace(line, code=line.code.rsplit(" > ", 1)[-1])


def _with_one_quote(line: _Line, _width: int) -> _Line:
    quotes = [place for place, piece in enumerate(line.pieces) if piece.quote is not None]
    return replace(line, pieces=tuple(piece for place, piece in enumerate(line.pieces) if place not in quotes[1:]))


def _with_words(most: int) -> Callable[[_Line, int], _Line]:
    """Return what leaves so many of the words that speak for a code."""

    def shortened(line: _Line, _width: int) -> _Line:
        pieces = [
            _Piece(", ".join(piece.text.split(", ")[:most])) if piece.text.startswith("words *") else piece
            for piece in line.pieces
        ]
        return replace(line, pieces=tuple(piece for piece in pieces if piece.said()))

    return shortened


def _with_names_of(least: int) -> Callable[[_Line, int], _Line]:
    """Return what shortens names of people, then of sources, then of the code, to so many cells."""

    def shortened(line: _Line, width: int) -> _Line:
        for name in ("who", "where"):
            pieces = []
            for piece in line.pieces:
                told: str = getattr(piece, name)
                cut = _cut(told, max(least, cell_len(told) - max(line.over(width), 0)))
                pieces.append(replace(piece, **{name: cut}))
            line = replace(line, pieces=tuple(pieces))
        room = max(2 * least, cell_len(line.code) - max(line.over(width), 0))
        return replace(line, code=_cut(line.code, room))

    return shortened


def _with_short_record(line: _Line, _width: int) -> _Line:
    pieces = (_Piece(_RECORD.sub(r"\1", piece.text)) if piece.quote is None else piece for piece in line.pieces)
    return replace(line, pieces=tuple(pieces))


def _cut(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip().removesuffix("…") + "…"


_STEPS: tuple[Callable[[_Line, int], _Line], ...] = (
    _with_quotes_of(14),
    _without_themes,
    _with_one_quote,
    _with_words(2),
    _with_words(1),
    _with_short_record,
    _with_quotes_of(8),
    _with_names_of(10),
    _with_words(0),
)
