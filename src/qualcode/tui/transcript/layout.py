"""Lines: a transcript broken to a width, known by where each line starts and ends in the text.

Lines are numbered from the top: those of the text before the first turn, an empty one, then each turn's talk and an
empty line after it. A line holds `[starts[n], ends[n])` of the text; spaces and newlines at which it was broken belong
to none. Text whose characters all take one cell is broken by looking for spaces; only other text is measured.
"""

from array import array
from bisect import bisect_right
from dataclasses import dataclass

from qualcode.model.transcript import Turn
from qualcode.tui.drawing.cells import is_plain, spans_of


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of some turns at one width.

    Attributes:
        turns: those laid out, in order.
        is_plain: True where every character of the text takes one cell.
        first_lines: for each turn, the number of its first line.
    """

    width: int
    is_plain: bool
    turns: tuple[Turn, ...]
    starts: "array[int]"
    ends: "array[int]"
    first_lines: "array[int]"

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self.starts)

    def line_of(self, position: int) -> int:
        """Return the line that holds a position or, where none does, the nearest before it."""
        return max(0, bisect_right(self.starts, position) - 1)

    def lines_of(self, start: int, end: int) -> range:
        """Return the lines that hold something of `[start, end)`."""
        return range(self.line_of(start), self.line_of(end - 1) + 1)

    def below_turn(self, line: int) -> int:
        """Return the first line below the turn that a line belongs to, and below its empty line."""
        place = bisect_right(self.first_lines, line)
        return self.first_lines[place] if place < len(self.first_lines) else self.height

    def turn_at(self, line: int) -> int | None:
        """Return the place among `turns` of the turn a line belongs to, or None before the first turn."""
        place = bisect_right(self.first_lines, line) - 1
        return place if place >= 0 else None


def lay_out(text: str, turns: tuple[Turn, ...], width: int, *, with_preamble: bool = True) -> Layout:
    """Break turns into lines of at most `width` cells, at spaces where there are any."""
    starts, ends = array("i"), array("i")
    first_lines = array("i")
    all_plain = is_plain(text.replace("\n", " "))
    preamble = len(text[: turns[0].start].rstrip()) if turns else len(text.rstrip())
    if with_preamble and preamble:
        _break(text, 0, preamble, width, starts, ends, all_plain)
        starts.append(preamble)
        ends.append(preamble)
    for turn in turns:
        first_lines.append(len(starts))
        _break(text, turn.speech, turn.end, width, starts, ends, all_plain)
        starts.append(turn.end)
        ends.append(turn.end)
    return Layout(width, all_plain, turns, starts, ends, first_lines)


def _break(
    text: str, start: int, end: int, width: int, starts: "array[int]", ends: "array[int]", all_plain: bool
) -> None:
    if start == end:
        starts.append(start)
        ends.append(end)
    while start < end:
        newline = text.find("\n", start, end)
        stop = after = end if newline < 0 else newline
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        if start == stop:
            starts.append(start)
            ends.append(stop)
        elif all_plain or is_plain(text, start, stop):
            _break_plain(text, start, stop, width, starts, ends)
        else:
            _break_measured(text, start, stop, width, starts, ends)
        start = after + 1


def _break_plain(text: str, start: int, end: int, width: int, starts: "array[int]", ends: "array[int]") -> None:
    while end - start > width:
        starts.append(start)
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start or (text[start] == " " and text[start:cut].isspace()):
            start += width
            ends.append(start)
        else:
            ends.append(cut)
            start = cut + 1
            while start < end and text[start] == " ":
                start += 1
    if start < end:
        starts.append(start)
        ends.append(end)


def _break_measured(text: str, start: int, end: int, width: int, starts: "array[int]", ends: "array[int]") -> None:
    """Break at spaces, after wide characters and, where there are neither, between any two visible characters."""
    line, used = start, 0
    cut = resume = start  # where this line could end, and where the next one would start
    used_at_resume = 0
    for first, last, cells in spans_of(text[start:end]):
        begin, stop = start + first, start + last
        is_space = text[begin:stop] == " "
        while used + cells > width and not is_space and begin > line:
            if cut == line:
                cut, resume, used_at_resume = begin, begin, used
            starts.append(line)
            ends.append(cut)
            line = cut = resume
            used, used_at_resume = used - used_at_resume, 0
        used += cells
        if is_space or cells == 2:
            if not is_space or resume != begin:
                cut = begin if is_space else stop
            resume, used_at_resume = stop, used
    if line < end:
        starts.append(line)
        ends.append(end)
