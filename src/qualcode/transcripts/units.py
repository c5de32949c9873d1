"""What a character, a word, a sentence and a turn is, and where the next one begins.

The rules are the same for every language. A word is a run of letters, digits and combining marks, with hyphens and
apostrophes inside; a Han, Hiragana or Katakana character is a word of its own. A sentence ends after `.`, `!`, `?`,
`…` or what other scripts have in their place (and closing quotes or brackets) that is followed by space and then by
anything but a lower-case letter or a dash, after `。`, `！`, `？`, at a blank line, and where its turn ends. A turn is
its talk, without the label.

Nothing here reads more of the text than lies around the position it is asked about.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Literal

import regex

from qualcode.model.transcript import Segment, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

Unit = Literal["character", "word", "sentence", "turn"]
UNITS: tuple[Unit, ...] = ("character", "word", "sentence", "turn")

_IDEOGRAPHS = r"[\p{Han}\p{Hiragana}\p{Katakana}]"
_LETTERS = rf"[\p{{L}}\p{{N}}--{_IDEOGRAPHS}][\w--{_IDEOGRAPHS}]*"
_WORD = regex.compile(rf"(?V1){_IDEOGRAPHS}|{_LETTERS}(?:['’\-‑]{_LETTERS})*")
_CHARACTER = regex.compile(r"\X")
_ENDS = "؟۔।॥։።။។"  # Arabic, Urdu, Devanagari and its neighbors, Armenian, Ethiopic, Burmese, Khmer
_BORDER = regex.compile(
    rf"(?V1)(?<=[.!?…{_ENDS}][\"'»”’)\]]*)\s+(?=[^\p{{Ll}}\s—–-])"  # what follows a full stop
    r"|\n\s*\n\s*"
    r"|(?<=[。！？][」』”]?)\s*(?=[^\s」』”])"
)
_REACH = 400  # code points looked back at first; a border is rarely farther
_LONGEST_RUN = 2000  # text without spaces is cut into words all the same
_AHEAD = 64  # code points a border must see behind itself to be one


class Units:
    """Where the words, sentences and turns of one text begin and end.

    More methods than most classes: each move of a selection asks one.
    """

    def __init__(self, text: str, turns: tuple[Turn, ...]) -> None:
        self._text = text
        self._turns = tuple(turn for turn in turns if turn.speech < turn.end)
        self._starts = [turn.speech for turn in self._turns]
        self._ends = [turn.end for turn in self._turns]

    def turn(self, number: int) -> Segment | None:
        """Return the talk of the turn with that number or, where it says nothing, of the next that does."""
        place = bisect_left(self._turns, number, key=lambda turn: turn.number)
        return self._speech(place)

    def first(self) -> Segment | None:
        """Return the talk of the first turn."""
        return self._speech(0)

    def last(self) -> Segment | None:
        """Return the talk of the last turn."""
        return self._speech(len(self._turns) - 1)

    def containing(self, unit: Unit, position: int) -> Segment | None:
        """Return the unit in which a position lies, or None between two."""
        place = bisect_right(self._starts, position) - 1
        if place < 0 or position >= self._ends[place]:
            return None
        if unit == "turn":
            return self._speech(place)
        for piece in self._pieces(unit, place, position):
            if piece.end > position:
                return piece if piece.start <= position else None
        return None

    def first_from(self, unit: Unit, position: int) -> Segment | None:
        """Return the first unit that starts at the position or after it."""
        place = max(0, bisect_right(self._starts, position) - 1)
        if unit == "turn":
            return self._speech(bisect_left(self._starts, position))
        while place < len(self._turns):
            around = max(position, self._starts[place])
            for piece in self._pieces(unit, place, around):
                if piece.start >= position:
                    return piece
            place += 1
        return None

    def last_to(self, unit: Unit, position: int) -> Segment | None:
        """Return the last unit that ends at the position or before it."""
        if unit == "turn":
            return self._speech(bisect_right(self._ends, position) - 1)
        place = min(len(self._turns), bisect_left(self._starts, position)) - 1
        while place >= 0:
            found = self._last_piece(unit, place, min(position, self._ends[place]))
            if found:
                return found
            place -= 1
        return None

    def within(self, unit: Unit, segment: Segment) -> tuple[Segment, ...]:
        """Return the units that start inside a segment, in order."""
        found = []
        piece = self.first_from(unit, segment.start)
        while piece and piece.start < segment.end:
            found.append(piece)
            piece = self.first_from(unit, piece.end)
        return tuple(found)

    def sentences(self) -> Iterator[tuple[int, Segment]]:
        """Yield every sentence with the number of its turn, in order."""
        for place, turn in enumerate(self._turns):
            for piece in self._sentences(self._starts[place], self._ends[place]):
                yield turn.number, piece

    def _speech(self, place: int) -> Segment | None:
        if not 0 <= place < len(self._turns):
            return None
        return Segment(self._turns[place].speech, self._turns[place].end)

    def _last_piece(self, unit: Unit, place: int, position: int) -> Segment | None:
        lowest = self._starts[place]
        reach = _REACH
        while True:
            found = None
            for piece in self._pieces(unit, place, max(lowest, position - reach)):
                if piece.end > position:
                    break
                found = piece
            if found or position - reach <= lowest:
                return found
            reach *= 8

    def _pieces(self, unit: Unit, place: int, around: int) -> Iterator[Segment]:
        """Yield units of one turn, from the one that holds `around`, or one before it, to the turn's end."""
        low, high = self._starts[place], self._ends[place]
        if unit == "sentence":
            return self._sentences(self._sentence_start(low, around), high)
        pattern = _WORD if unit == "word" else _CHARACTER
        spans = pattern.finditer(self._text, self._run_start(low, around), high)
        return (Segment(*match.span()) for match in spans if unit == "word" or not match.group().isspace())

    def _sentences(self, start: int, high: int) -> Iterator[Segment]:
        for border in _BORDER.finditer(self._text, start, high):
            if border.start() > start:
                yield Segment(start, border.start())
            start = border.end()
        if start < high:
            yield Segment(start, high)

    def _sentence_start(self, low: int, around: int) -> int:
        reach = _REACH
        while around - reach > low:
            found = self._last_border(around - reach, around)
            if found is not None:
                return found
            reach *= 8
        found = self._last_border(low, around)
        return low if found is None else found

    def _last_border(self, low: int, around: int) -> int | None:
        found: int | None = None
        for border in _BORDER.finditer(self._text, low, around + _AHEAD):
            if border.end() > around:
                break
            found = border.end()
        return found

    def _run_start(self, low: int, around: int) -> int:
        """Return where the run of characters without space that holds a position begins."""
        low = max(low, around - _LONGEST_RUN)
        while around > low and not self._text[around - 1].isspace():
            around -= 1
        return around
