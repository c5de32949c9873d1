"""Tables of many rows, drawn just as Rich draws them and many times as quickly.

Rich measures, wraps and styles each cell anew. Here it draws the head only, over the few rows that decide how wide the
columns are; every row is then put between these columns as plain text, and goes out as soon as it is drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.box import Box
    from rich.console import Console
    from rich.table import Table

MANY = 200  # rows; fewer are drawn by Rich in no time
_AT_ONCE = 200
_WORD = re.compile(r"\s*\S+\s*")
_JOINING = re.compile("[\u200d\ufe0f]")  # how wide such signs are hangs on what Rich measures together
_MEETING = "┼"
# Rich's SIMPLE_HEAD, but for a sign where columns meet, which tells how wide they are.
_MEASURED = f"    \n    \n ─{_MEETING} \n    \n    \n    \n    \n    \n"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table stands on a page.

    Attributes:
        head: the names of its columns and the line below, as drawn.
        widths: of its columns, in cells.
    """

    head: str
    widths: tuple[int, ...]


def plain_table(
    names: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], bold: Sequence[bool], box: Box
) -> Table:
    """Return a plain table as Rich draws it; text is folded, never cut.

    Args:
        names: of the columns.
        rows: cells of one line each.
        right: for each column, whether its cells stand to the right.
        bold: for the first rows, whether they are bold.
        box: its lines.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box, pad_edge=False, show_edge=False)
    for name, is_right in zip(names, right, strict=True):
        table.add_column(Text(name), justify="right" if is_right else "left", overflow="fold")
    for number, row in enumerate(rows):
        style = "bold" if number < len(bold) and bold[number] else ""
        table.add_row(*(Text(cell, style=style) for cell in row))
    return table


def print_many(console: Console, names: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> bool:
    """Print a table row by row, and tell whether it was: not where Rich would draw other lines or no column fits."""
    if console.legacy_windows or console.options.ascii_only:
        return False
    layout = _laid_out(console, names, rows, right)
    if min(layout.widths) < 1:
        return False
    console.file.write(layout.head)
    drawn = _lines(console, rows, layout.widths, right)
    while some := list(islice(drawn, _AT_ONCE)):
        console.file.write("\n".join(some) + "\n")
    return True


def _laid_out(console: Console, names: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Layout:
    from rich.box import Box

    with console.capture() as captured:
        console.print(plain_table(names, _deciding(rows, len(names)), right, (), Box(_MEASURED)))
    lines = captured.get().split("\n")
    place = next(number for number, line in enumerate(lines) if line and not line.strip(f"─{_MEETING}"))
    parts = lines[place].split(_MEETING)
    last = len(parts) - 1
    widths = tuple(len(part) - (column > 0) - (column < last) for column, part in enumerate(parts))
    return Layout("\n".join([*lines[:place], lines[place].replace(_MEETING, "─"), ""]), widths)


def _deciding(rows: Sequence[Sequence[str]], columns: int) -> list[Sequence[str]]:
    """Return the rows by which Rich finds widths: of each column, those with the longest text and the longest word."""
    from rich.cells import cell_len

    found: dict[int, Sequence[str]] = {}
    for column in range(columns):
        texts = [row[column] for row in rows]
        lengths = [len(text) if text.isascii() else cell_len(text) for text in texts]
        longest = lengths.index(max(lengths))
        words = [max(map(len if text.isascii() else cell_len, text.split()), default=0) for text in texts]
        for place in (longest, words.index(max(words))):
            found[place] = rows[place]
    return list(found.values())


def _lines(
    console: Console, rows: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool]
) -> Iterator[str]:
    columns = list(zip(widths, right, strict=True))
    blank = [" " * width for width in widths]
    for row in rows:
        if any(_JOINING.search(text) for text in row if not text.isascii()):
            yield from _lines_by_rich(console, row, columns)
            continue
        cells = [_cell(text, width, is_right=is_right) for text, (width, is_right) in zip(row, columns, strict=True)]
        for parts in zip_longest(*cells):
            yield "   ".join(part if part is not None else blank[place] for place, part in enumerate(parts))


def _lines_by_rich(console: Console, row: Sequence[str], columns: Sequence[tuple[int, bool]]) -> list[str]:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, show_header=False)
    for width, is_right in columns:
        table.add_column(justify="right" if is_right else "left", overflow="fold", width=width)
    table.add_row(*map(Text, row))
    with console.capture() as captured:
        console.print(table)
    return captured.get().removesuffix("\n").split("\n")


def _cell(text: str, width: int, *, is_right: bool) -> list[str]:
    """Return the lines of a cell, each as wide as its column."""
    from rich.cells import cell_len, set_cell_size

    if text.isascii():
        lines = [text] if len(text) <= width else [line[:width] for line in _wrapped(text, width)]
        return [line.rstrip().rjust(width) for line in lines] if is_right else [line.ljust(width) for line in lines]
    lines = _wrapped(text, width)
    if is_right:
        lines = [line.rstrip() for line in lines]
    lines = [set_cell_size(line, width) if cell_len(line) > width else line for line in lines]
    spaces = [" " * (width - cell_len(line)) for line in lines]
    return [space + line if is_right else line + space for line, space in zip(lines, spaces, strict=True)]


def _wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines that end between words where these are short enough, as Rich wraps it."""
    from rich.cells import cell_len, chop_cells

    length = len if text.isascii() else cell_len
    breaks: list[int] = []
    used = 0
    for found in _WORD.finditer(text):
        start, word = found.start(), found[0]
        bare = length(word.rstrip())
        if bare <= width - used:
            used += length(word)
        elif bare > width:
            for line in chop_cells(word, width):
                if start:
                    breaks.append(start)
                start += len(line)
                used = length(line)
        elif used and start:
            breaks.append(start)
            used = length(word)
    return [text[first:last] for first, last in zip([0, *breaks], [*breaks, len(text)], strict=True)]
