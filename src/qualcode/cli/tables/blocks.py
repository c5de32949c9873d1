"""Tables with many columns on a terminal: in blocks below each other, each with its row names.

Where a table is too wide, columns with long names are numbered and their names stand below. In a file or a pipe nothing
is split.
"""

import sys
from collections.abc import Sequence

from qualcode.cli.printing import WIDE, print_table, result
from qualcode.model.display import harmless_line

_GAP = 3  # between two columns
_WIDEST_NAME = 12  # of a column before it is worth a number
_WIDEST_ROW = 34  # of what names a row; longer ones are folded


def print_blocks(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    bold: Sequence[bool] = (),
    width: int | None = None,
) -> None:
    """Print a table whose first column names the rows, in as many blocks as the width asks for.

    Args:
        columns: their names.
        rows: a cell for each column.
        bold: which rows stand out.
        width: of the terminal; None asks it.
    """
    room = width or terminal_width()
    names, below = list(columns), []
    sizes = _sizes(names, rows)
    if sum(sizes) + _GAP * len(sizes) > room:
        for place, name in enumerate(columns):
            if place and _length(name) > _WIDEST_NAME:
                names[place] = str(place)
                below.append(f"{place}  {name}")
        sizes = _sizes(names, rows)
    blocks = _blocks(sizes, room)
    for number, block in enumerate(blocks):
        if number:
            result("")
        shown = [0, *block]
        print_table(
            [names[place] for place in shown], [[row[place] for place in shown] for row in rows], bold=bold, width=room
        )
    if below:
        result("")
        for line in below:
            result(line)


def _blocks(sizes: Sequence[int], room: int) -> list[list[int]]:
    """Return which columns after the first stand together; at least one in each block."""
    blocks: list[list[int]] = [[]]
    used = min(sizes[0], _WIDEST_ROW)
    for place, size in enumerate(sizes[1:], start=1):
        if blocks[-1] and used + _GAP + size >= room:  # Rich leaves a space behind the last column
            blocks.append([])
            used = min(sizes[0], _WIDEST_ROW)
        blocks[-1].append(place)
        used += _GAP + size
    return blocks


def _sizes(names: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    return [
        max([_length(name), *(_length(str(row[place])) for row in rows if row[place] is not None)])
        for place, name in enumerate(names)
    ]


def _length(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(harmless_line(text))


def terminal_width() -> int:
    """Return how many columns may be used: those of the terminal; a file or a pipe has room for any."""
    from rich.console import Console

    return Console(file=sys.stdout).width if sys.stdout.isatty() else WIDE
