"""A table as a page: what stands in a paper, in readable columns, instead of one row a figure.

A page is made from the long table that was counted, and holds nothing that is not in it: GUIDs and denominators are
gone or beside their figure, percents stand beside `n of N`, an interval is one cell, codes are set in by their depth.
Whether a column reads as numbers is told by its type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

CODES, BOOK = "theme, code", "codebook"  # the headings of the columns that hold codes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """A table as it is read.

    Attributes:
        frame: one row a line; its first column names the rows.
        depths: how far the first cell of each row is set in, 0 for none; empty where no row is.
        notes: what is said below it, a line each.
    """

    frame: pl.DataFrame
    depths: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def code_page(codes: pl.DataFrame, figures: pl.DataFrame, notes: tuple[str, ...] = ()) -> Page:
    """Return the page of a table with a row a code.

    Args:
        codes: `code, depth`, and `codebook` and `is_retired` where they are known.
        figures: as many rows, in columns with their headings.
        notes: below the page.
    """
    import polars as pl

    name = pl.col("code")
    if "is_retired" in codes.columns:
        name = pl.when("is_retired").then(pl.format("{} (retired)", name)).otherwise(name)
    first = {CODES: name}
    if "codebook" in codes.columns and codes["codebook"].drop_nulls().n_unique() > 1:
        first[BOOK] = pl.col("codebook")
    return Page(frame=codes.select(**first).hstack(figures), depths=tuple(codes["depth"].to_list()), notes=notes)


def of_total(figure: str, total: str = "") -> pl.Expr:
    """Return `n of N`."""
    import polars as pl

    return pl.format("{} of {}", figure, total or f"{figure}_total")


def fixed(column: str, digits: int) -> pl.Expr:
    """Return a figure as text with so many decimals, null where there is none; `-0.00` is `0.00`."""
    import polars as pl

    def told(value: float) -> str:
        return f"{value:z.{digits}f}"

    return pl.col(column).map_elements(told, return_dtype=pl.String)


def between(low: str, high: str, digits: int) -> pl.Expr:
    """Return an interval as `low to high`, null where there is none."""
    import polars as pl

    return pl.format("{} to {}", fixed(low, digits), fixed(high, digits))
