"""A square of numbers on a terminal: darker is more, by character, so that no color is needed."""

import sys
from collections.abc import Sequence

from qualcode.cli.blocks import terminal_width
from qualcode.cli.printing import result
from qualcode.model.display import harmless_line

_SHADES = ("··", "░░", "▒▒", "▓▓", "██")
_PLAIN_SHADES = ("..", "::", "oo", "%%", "##")  # where the terminal's encoding has no blocks
_NAME = 30  # cells for a row's name
_CELL = 3


def print_heat_map(
    names: Sequence[str], values: Sequence[Sequence[float | None]], figure: str, *, width: int | None = None
) -> None:
    """Print a square, in as many blocks of columns as the width asks for, and a line that says what is how dark.

    Args:
        names: of the rows, which are the columns as well; columns are numbered.
        values: from 0 up, None where there is nothing.
        figure: what the values are.
        width: of the terminal; None asks it.
    """
    most = max((value for row in values for value in row if value is not None), default=0.0)
    shades = _shades()
    numbered = len(str(len(names)))
    room = max(1, ((width or terminal_width()) - _NAME - numbered - 2) // _CELL)
    for start in range(0, len(names), room):
        columns = range(start, min(start + room, len(names)))
        if start:
            result("")
        result(" " * (numbered + 1 + _NAME) + "".join(f"{_number(place):>{_CELL}}" for place in columns))
        for place, (name, row) in enumerate(zip(names, values, strict=True)):
            cells = "".join(" " + _shade(row[column], most, shades) for column in columns)
            result(f"{place + 1:>{numbered}} {_fitted(name)}{cells}".rstrip())
    result("")
    steps = [f"{shade} to {most * step / len(shades):.3f}" for step, shade in enumerate(shades, start=1)]
    result(f"{figure}: {', '.join(steps)}" if most else f"{figure}: no pair meets")


def _shade(value: float | None, most: float, shades: Sequence[str]) -> str:
    if not value:
        return "  "
    step = min(len(shades) - 1, int(value / most * len(shades) - 1e-9))  # what a border says belongs below it
    return shades[step]


def _shades() -> Sequence[str]:
    try:
        "".join(_SHADES).encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return _PLAIN_SHADES
    return _SHADES


def _number(place: int) -> str:
    """Return a column's number; of three figures the last two, the row names have the whole."""
    return str((place + 1) % 100 if place >= 99 else place + 1)


def _fitted(name: str) -> str:
    from rich.cells import cell_len, set_cell_size

    name = harmless_line(name)
    return set_cell_size(name, _NAME) if cell_len(name) <= _NAME else set_cell_size(name, _NAME - 2) + ".."
