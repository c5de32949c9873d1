"""The one shape that every export is written from: named columns, rows of plain values, and what they were made from.

Plain values are text, whole and decimal numbers, yes/no, dates, nothing, and tuples of these.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from qualcode.model.display import harmless

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.pages import Page

_NONCHARACTERS = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
Value: TypeAlias = "str | int | float | bool | dt.date | tuple[Value, ...] | None"
Rows: TypeAlias = "pl.DataFrame | Sequence[Mapping[str, object]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table ready to be written.

    Attributes:
        columns: their names, in order.
        rows: a value for each column; None where there is none.
        about: what the table was made from.
        depths: how far the first cell of each row is set in; empty where none is.
        notes: what is said below it, a line each.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    about: Mapping[str, object]
    depths: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the table is called above it."""
        return str(self.about.get("title") or self.about.get("project") or "Table")

    def depth(self, row: int) -> int:
        """Return how far the first cell of a row is set in."""
        return self.depths[row] if row < len(self.depths) else 0

    def is_number(self, place: int) -> bool:
        """Tell whether a column holds numbers and nothing else but gaps."""
        values = [row[place] for row in self.rows if row[place] is not None]
        return bool(values) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)

    def decimals(self, place: int) -> int:
        """Return how many decimals a column is read with: as many as its longest figure has; 0 for whole numbers."""
        texts = [repr(row[place]) for row in self.rows if isinstance(row[place], float)]
        return max((len(text.partition(".")[2]) for text in texts if "e" not in text), default=0)

    def texts(self) -> list[list[str]]:
        """Return the rows as people read them: all figures of a column with as many decimals."""
        decimals = [self.decimals(place) for place in range(len(self.columns))]
        return [
            [
                f"{value:z.{digits}f}" if isinstance(value, float) and digits else text_of(value)
                for value, digits in zip(row, decimals, strict=True)
            ]
            for row in self.rows
        ]

    def with_text(self, change: Callable[[str], str]) -> Sheet:
        """Return the sheet with every text in it, column names too, put through that function."""
        return replace(
            self,
            columns=tuple(change(name) for name in self.columns),
            rows=tuple(tuple(_changed(value, change) for value in row) for row in self.rows),
        )


def sheet_of(rows: Rows, about: Mapping[str, object], columns: Iterable[str] = ()) -> Sheet:
    """Return the sheet of a frame, or of flat dictionaries whose keys become the columns in order of first use.

    Args:
        rows: a frame, or flat dictionaries.
        about: what they were made from.
        columns: of dictionaries, those that come first, and are there even without any row.
    """
    if isinstance(rows, Sequence):
        columns = tuple(dict.fromkeys([*columns, *(key for row in rows for key in row)]))
        return Sheet(
            columns=columns,
            rows=tuple(tuple(plain(row.get(column)) for column in columns) for row in rows),
            about=about,
        )
    return Sheet(
        columns=tuple(rows.columns),
        rows=tuple(tuple(plain(value) for value in row) for row in rows.iter_rows()),
        about=about,
    )


def page_sheet(page: Page, about: Mapping[str, object]) -> Sheet:
    """Return the sheet of a page, its rows set in and its notes below."""
    return replace(sheet_of(page.frame, about), depths=page.depths, notes=page.notes)


def plain(value: object) -> Value:
    """Return the value as a plain one: times in ISO 8601, lists as tuples, what is not a number as None."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return tuple(f"{key}={text_of(plain(inner))}" for key, inner in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(plain(inner) for inner in value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def text_of(value: Value) -> str:
    """Return the value as text: nothing for None, `true` and `false`, dates in ISO 8601, lists with `; ` between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "; ".join(text_of(inner) for inner in value)
    return str(value)


def shown(text: str) -> str:
    """Return the text for files that people look at: harmless, and with nothing in it that XML and HTML cannot hold."""
    return harmless(text).translate(_NONCHARACTERS)


def _changed(value: Value, change: Callable[[str], str]) -> Value:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(inner, change) for inner in value)
    return value
