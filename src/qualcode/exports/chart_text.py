"""Charts in plain characters, for terminals and text files: the same on every screen, made for 80 columns.

A solid bar reaches from nothing to the value. An interval stands over it as `├─┼─┤`, the cross at the value. Beside it
the figures in digits, so that nothing hangs on counting cells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.exports.plots import number

if TYPE_CHECKING:
    from qualcode.exports.plots import Plot, Point

_WIDEST_NAME = 28
_BAR = 32
_ABREAST = 17  # columns of a heat map; more follow in further blocks
_SHADES = " ·░▒▓█"
_PLAIN = str.maketrans("·░▒▓█├─┤┼│●–…×−", ".:o%#[-]+|*-~x-")  # for terminals without such signs


def text_plot(plot: Plot) -> str:
    """Return the plot as lines, a newline after each."""
    lines = [plot.title] if plot.title else []
    if plot.axis:
        lines.append(f"{plot.axis}, {number(plot.floor)} to {number(plot.ceiling)}")
    lines += [""] if lines else []
    lines += _heat(plot) if plot.kind == "heat" else _bars(plot)
    return "".join(line.rstrip() + "\n" for line in lines)


def in_few_letters(text: str) -> str:
    """Return a chart in signs that every terminal has; letters of names stay as they are."""
    return text.translate(_PLAIN)


def cells_wide(text: str) -> int:
    """Return how many cells of a terminal a text takes; marks over a letter take none, wide letters two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _bars(plot: Plot) -> Iterator[str]:
    names = [("  " * depth + name) for name, depth in zip(plot.rows, plot.depths, strict=True)]
    is_alone = plot.columns == ("",)
    shown = names if is_alone else ["  " + name for name in plot.columns]
    width = min(_WIDEST_NAME, max(cells_wide(name) for name in shown))
    for row, name in enumerate(names):
        if is_alone:
            yield f"{_fitted(name, width)} {_bar(plot, plot.points.get((row, 0)))}"
            continue
        if name.strip():
            yield name
        for column, level in enumerate(plot.columns):
            yield f"{_fitted('  ' + level, width)} {_bar(plot, plot.points.get((row, column)))}"


def _bar(plot: Plot, point: Point | None) -> str:
    if point is None:
        return "│" + " " * _BAR + " –"
    zero, here = _cell(plot, 0), _cell(plot, point.value)
    cells = ["█" if min(zero, here) <= cell < max(zero, here) else " " for cell in range(_BAR + 1)]
    told = number(point.value)
    if point.low is not None and point.high is not None:
        low, high = _cell(plot, point.low), _cell(plot, point.high)
        cells[low : high + 1] = "─" * (high + 1 - low)
        cells[low], cells[high] = "├", "┤"
        cells[here] = "┼"
        told += f" ({number(point.low)} to {number(point.high)})"
    elif plot.kind in ("dots", "lines"):
        cells[here] = "●"
    return f"│{''.join(cells)} {told}"


def _cell(plot: Plot, value: float) -> int:
    share = (value - plot.floor) / (plot.ceiling - plot.floor)
    return min(_BAR, max(0, int(share * _BAR + 0.5)))


def _heat(plot: Plot) -> Iterator[str]:
    names = [("  " * depth + name) for name, depth in zip(plot.rows, plot.depths, strict=True)]
    width = min(_WIDEST_NAME, max(cells_wide(name) for name in names))
    for start in range(0, len(plot.columns), _ABREAST):
        columns = range(start, min(start + _ABREAST, len(plot.columns)))
        yield " " * width + " " + "".join(f"{_number(place):>3}" for place in columns)
        for row, name in enumerate(names):
            cells = (_shade(plot, plot.points.get((row, column))) for column in columns)
            yield f"{_fitted(name, width)} {''.join(' ' + cell for cell in cells)}"
        yield ""
    steps = [plot.floor + (plot.ceiling - plot.floor) * step / (len(_SHADES) - 1) for step in range(len(_SHADES))]
    yield "  ".join(f"{shade * 2} from {number(low)}" for shade, low in zip(_SHADES[1:], steps[:-1], strict=True))
    yield from (f"{place:>3} {name}" for place, name in enumerate(plot.columns, start=1))


def _number(place: int) -> str:
    """Return a column's number; of three figures the last two, the list below has the whole."""
    return str((place + 1) % 100 if place >= 99 else place + 1)


def _shade(plot: Plot, point: Point | None) -> str:
    if point is None:
        return " –"
    if point.value == 0:
        return "  "
    share = (point.value - plot.floor) / (plot.ceiling - plot.floor)
    return _SHADES[min(len(_SHADES) - 1, 1 + int(share * (len(_SHADES) - 1)))] * 2


def _fitted(text: str, width: int) -> str:
    while cells_wide(text) > width:
        text = text.rstrip("…")[:-1] + "…"
    return text + " " * (width - cells_wide(text))
