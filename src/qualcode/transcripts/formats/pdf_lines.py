"""Lines of a page in the order they are read, from words at places: columns one after the other.

Pure: words in, lines out. All lengths are points from the top left corner.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.6
_NARROWEST_GUTTER = 9.0
_FILLED = 0.6
_SAME_PLACE = 1.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side, and the right edge their column reaches.

    Attributes:
        stop: where the second column of a table begins, if the page has one.
    """

    words: tuple[Word, ...]
    edge: float
    page: int
    stop: float | None = None

    @property
    def text(self) -> str:
        """The words, a space between; a wide gap is a tab, as between the cells of a table."""
        parts = [self.words[0].text]
        for before, after in pairwise(self.words):
            is_next = _is_wide(before, after) or (self.stop is not None and abs(after.left - self.stop) < _SAME_PLACE)
            parts.append(("\t" if is_next else " ") + after.text)
        return "".join(parts)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.words[-1].right

    @property
    def top(self) -> float:
        """The upper edge of its highest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge of its lowest word."""
        return max(word.bottom for word in self.words)

    @property
    def bold(self) -> int:
        """How many characters at the beginning are in bold type."""
        size = 0
        for word in self.words:
            if not word.is_bold:
                break
            size += len(word.text) + 1
        return max(size - 1, 0)


def tab_stop(lines: Sequence[Line]) -> float | None:
    """Return where the second column of a table begins: a place that words beyond a wide gap share on many lines."""
    places = Counter(
        round(after.left)
        for line in lines
        for before, after in pairwise(line.words)
        if _is_wide(before, after) and before is line.words[0]
    )
    place, times = places.most_common(1)[0] if places else (0, 0)
    begun = sum(1 for line in lines if abs(line.left - place) < _SAME_PLACE)
    return float(place) if times > 1 and (times + begun) * 3 > len(lines) else None


def _is_wide(before: Word, after: Word) -> bool:
    return after.left - before.right > 1.6 * (after.bottom - after.top)


Row = Sequence[Word]


def in_reading_order(rows: Sequence[Row], page: int) -> tuple[list[Line], bool]:
    """Return the lines of a page from its rows, and whether it has two columns."""
    gutter = _gutter(rows)
    if gutter is None:
        edge = max((row[-1].right for row in rows), default=0.0)
        return [Line(tuple(row), edge, page) for row in rows], False
    lines: list[Line] = []
    block: list[Row] = []
    for row in rows:
        if any(word.left < gutter < word.right for word in row) or _crosses(row, gutter):
            lines += _columns(block, gutter, page)
            block = []
            lines.append(Line(tuple(row), row[-1].right, page))
        else:
            block.append(row)
    return lines + _columns(block, gutter, page), True


def page_rows(words: Iterable[Word]) -> list[Row]:
    """Return the words of a page by the lines they stand on, from top to bottom, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.bottom, word.left)):
        height = word.bottom - word.top
        if rows and abs(word.bottom - rows[-1][0].bottom) <= max(1.0, _SAME_LINE * height * 0.5):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _gutter(rows: Sequence[Sequence[Word]]) -> float | None:
    """Return where a page of two columns is empty from top to bottom; a column of labels is no column."""
    if len(rows) < 8:
        return None
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    middle = (left + right) / 2
    places = [middle + step * (right - left) / 100 for step in sorted(range(-15, 16), key=abs)]
    for place in places:
        free = [row for row in rows if all(word.right < place or word.left > place for word in row)]
        both = [row for row in free if row[0].left < place < row[-1].right and not _crosses(row, place)]
        if len(free) >= 0.8 * len(rows) and len(both) >= _FILLED * len(free):
            widths = [_side_widths(row, place) for row in both]
            if min(median(one for one, _ in widths), median(other for _, other in widths)) > 0.25 * (right - left):
                return place
    return None


def _side_widths(row: Sequence[Word], place: float) -> tuple[float, float]:
    before = [word for word in row if word.right < place]
    after = [word for word in row if word.left > place]
    return before[-1].right - before[0].left, after[-1].right - after[0].left


def _crosses(row: Sequence[Word], gutter: float) -> bool:
    """Tell whether a line runs over the gutter with no more than a space there."""
    before = max((word.right for word in row if word.right < gutter), default=None)
    after = min((word.left for word in row if word.left > gutter), default=None)
    return before is not None and after is not None and after - before < _NARROWEST_GUTTER


def _columns(block: Sequence[Sequence[Word]], gutter: float, page: int) -> list[Line]:
    lines: list[Line] = []
    for side in (
        [[word for word in row if word.left < gutter] for row in block],
        [[word for word in row if word.left >= gutter] for row in block],
    ):
        filled = [row for row in side if row]
        edge = max((row[-1].right for row in filled), default=0.0)
        lines += [Line(tuple(row), edge, page) for row in filled]
    return lines
