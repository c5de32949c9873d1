"""A table as it is shown: names of rows, columns of texts, what they are sorted by, what stands behind each figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.tui.drawing.texts import said

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.cells import Cell

NAMES = -1  # the place of the column that holds the names of the rows
Rank = float | str | None
Behind = Callable[[int, int], "Cell | None"]


def _nothing(_row: int, _column: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Column:
    """Figures one below the other.

    Attributes:
        heading: what they are.
        texts: a text a row.
        ranks: what rows are sorted by; None comes last.
        details: a longer text a row, where there is one.
        is_text: set to the left.
    """

    heading: str
    texts: Sequence[str]
    ranks: Sequence[Rank]
    details: Sequence[str] = ()
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A table.

    Attributes:
        title: what it is.
        base: what was counted.
        corner: the heading of the rows' names.
        names: of the rows.
        paths: of the rows, whole; each is there once.
        depths: how far names are indented; -1 for a heading among the rows.
        columns: of figures.
        behind: returns what a figure is counted of, by row and column; for `NAMES` what the row is.
        instead: what to say where there are no rows.
        frame: the figures as they are exported.
        widths: cells of the names, then of each column.
    """

    title: str = ""
    base: str = ""
    corner: str = ""
    names: Sequence[str] = ()
    paths: Sequence[str] = ()
    depths: Sequence[int] = ()
    columns: tuple[Column, ...] = ()
    behind: Behind = _nothing
    instead: str = ""
    frame: pl.DataFrame | None = None
    widths: tuple[int, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        names = (_cells(name) + 2 * max(0, depth) for name, depth in zip(self.names, self.depths, strict=True))
        figures = (_widest((one.heading, *one.texts)) for one in self.columns)
        object.__setattr__(self, "widths", (max(names, default=0), *figures))

    def in_order(self, column: int | None, *, descending: bool) -> list[int]:
        """Return the places of the rows, sorted by a column, ties as they stand; in the table's own order for None."""
        if column is None:
            return list(range(len(self.names)))
        rows = [row for row, depth in enumerate(self.depths) if depth >= 0]
        ranks: Sequence[Any] = (
            [name.casefold() for name in self.names] if column == NAMES else self.columns[column].ranks
        )
        empty = [row for row in rows if ranks[row] is None]
        full = sorted((row for row in rows if ranks[row] is not None), key=ranks.__getitem__, reverse=descending)
        return full + empty


def _widest(texts: Sequence[str]) -> int:
    # Tens of thousands of plain numbers are measured without looking at each.
    return max(map(len if "".join(texts).isascii() else _cells, texts), default=0)


def _cells(text: str) -> int:
    return len(text) if text.isascii() else said(text).cell_length
