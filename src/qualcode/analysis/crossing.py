"""Cells of a cross-tabulation to a table: figures, margins with their denominators, percents; and the table as read.

What the figures mean, in every cross-tabulation:

n
    How many units there are in the cell. The unit is named: codings, turns, participants or groups. A unit counts once
    in a cell, however often it meets it.
row_total, column_total
    Different units in the row and in the column: the denominators of the percents. A unit can stand in several cells (a
    turn can have two codes, a participant can speak in two waves), so totals are at most the sums of their cells.
total
    Different units in the table.
row_percent, column_percent, total_percent
    100 n / total, halves rounded up to one decimal; missing where the total is 0.

With presence, a cell holds 1 where there is a unit and 0 where there is none; totals are then sums of these, and
percents are of those sums.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from qualcode.analysis.pages import BOOK, CODES
from qualcode.analysis.rounding import percent, whole_percent
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import polars as pl

Unit = Literal["codings", "turns", "participants", "groups"]
Percent = Literal["row", "column", "total"]
UNITS = ("codings", "turns", "participants", "groups")
PERCENTS = ("row", "column", "total")
FIGURES = ("n", "row_total", "column_total", "total", "row_percent", "column_percent", "total_percent")


def checked_unit(unit: str) -> Unit:
    """Return the unit.

    Raises:
        InvalidValueError: it is none.
    """
    for known in UNITS:
        if unit == known:
            return known  # type: ignore[return-value]  # mypy does not take a tuple's items for literals
    raise InvalidValueError("Unit", unit, f"is none of {', '.join(UNITS)}.")


def check_percent(percent_of: str | None) -> None:
    """Refuse percents of nothing that there is; None is no percents.

    Raises:
        InvalidValueError: it is neither of the row, nor of the column, nor of the total.
    """
    if percent_of is not None and percent_of not in PERCENTS:
        raise InvalidValueError("Percent", percent_of, f"is none of {', '.join(PERCENTS)}.")


def units_of(turns: pl.DataFrame, unit: Unit) -> pl.Series:
    """Return which unit each counted turn belongs to, as whole numbers; of codings there is none."""
    import polars as pl

    column = {"turns": "turn", "participants": "case_id", "groups": "group"}[unit]
    return turns[column].cast(pl.Int64).alias("unit")


def counted_cells(cells: pl.DataFrame, base: pl.DataFrame, rows: int, columns: int) -> pl.DataFrame:
    """Return `row, column, n, row_total, column_total, total`: every row with every column, in order.

    Args:
        cells: `row, column, unit`, whole numbers from 0 on, one row for each unit in each cell.
        base: `column, unit`, one row for each unit in each column, whether or not it is in any row.
        rows: how many rows the table has.
        columns: how many columns.
    """
    import polars as pl

    grid = pl.DataFrame({"row": pl.int_range(rows, eager=True)}).join(
        pl.DataFrame({"column": pl.int_range(columns, eager=True)}), how="cross"
    )
    different = pl.col("unit").n_unique().cast(pl.Int64)
    return (
        grid.join(cells.group_by("row", "column").agg(n=pl.len().cast(pl.Int64)), on=["row", "column"], how="left")
        .join(cells.group_by("row").agg(row_total=different), on="row", how="left")
        .join(base.group_by("column").agg(column_total=pl.len().cast(pl.Int64)), on="column", how="left")
        .with_columns(total=pl.lit(base["unit"].n_unique(), dtype=pl.Int64))
        .with_columns(pl.col("n", "row_total", "column_total").fill_null(0))
        .sort("row", "column")
    )


def present(counted: pl.DataFrame) -> pl.DataFrame:
    """Return the same table with 1 where there is a unit and 0 where there is none; totals are their sums."""
    import polars as pl

    n = pl.col("n")
    return counted.with_columns(n=(n > 0).cast(pl.Int64)).with_columns(
        row_total=n.sum().over("row"), column_total=n.sum().over("column"), total=n.sum()
    )


def percents() -> list[pl.Expr]:
    """Return the columns `row_percent`, `column_percent` and `total_percent` of a table that has n and totals."""
    import polars as pl

    totals = {"row": "row_total", "column": "column_total", "total": "total"}
    return [percent(pl.col("n"), pl.col(total)).alias(f"{which}_percent") for which, total in totals.items()]


def cells_across(frame: pl.DataFrame, percent_of: str | None = None) -> pl.DataFrame:
    """Return a long cross-tabulation as people read it: a row a row, a column a column, and the totals.

    Args:
        frame: from `crosstab` or `matrix`.
        percent_of: "row", "column" or "total"; cells then read `n (p %)`, p without decimals, halves rounded up, and
            what the percents are of stands in the totals.

    Returns:
        What names the rows (`row`, or `code, path, depth`), one column a level, `total`; a last row of totals. A level
        called like a heading gets its variable before its name.

    Raises:
        InvalidValueError: no such percent.
    """
    import polars as pl

    check_percent(percent_of)
    names = ["code", "path", "depth"] if "code" in frame.columns else ["row"]
    levels = frame["column"].unique(maintain_order=True).to_list()
    taken = (*names, "total", CODES, BOOK)
    headings = [f"{frame['column_variable'][0]}: {level}" if level in taken else level for level in levels]
    rows = frame.rows(named=True)
    lines = [rows[start : start + len(levels)] for start in range(0, len(rows), len(levels) or 1)]
    denominator = {None: None, "row": "row_total", "column": "column_total", "total": "total"}[percent_of]
    table = [
        [
            *(line[0][name] for name in names),
            *(_cell(cell, "n", denominator) for cell in line),
            _cell(line[0], "row_total", denominator and ("" if percent_of == "row" else "total")),
        ]
        for line in lines
    ]
    for line in lines[:1]:
        share = denominator and ("" if percent_of == "column" else "total")
        totals = [_cell(cell, "column_total", share) for cell in line]
        table.append(["total", *(None for _ in names[1:]), *totals, _cell(line[0], "total", denominator and "")])
    kind = pl.Int64 if percent_of is None else pl.String
    schema = {name: frame.schema[name] for name in names} | dict.fromkeys((*headings, "total"), kind)
    return pl.DataFrame(table, schema=schema, orient="row")


def _cell(cell: dict[str, int], figure: str, denominator: str | None) -> int | str:
    """Return the figure as a number where there are no percents (None), else as text, its percent beside it."""
    n = cell[figure]
    if denominator is None:
        return n
    total = cell[denominator] if denominator else 0
    return f"{n} ({whole_percent(n, total)} %)" if total else str(n)
