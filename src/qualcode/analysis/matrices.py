"""Matrices: every code with every source, or with every case.

Rows are codes in tree order, sub-codes rolled up without double counting; columns are the sources in which somebody
counted speaks, in order of import, or the cases who speak, in the project's order. A cell holds the units of its code
in the turns of its source or case; `column_total` counts all units of the source or case, whether or not any code is in
them. `analysis.crossing` says what the figures mean, `analysis.frequencies` what a turn is that counts.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.analysis.counted import ancestors, coded_turns, counted_part
from qualcode.analysis.crossing import FIGURES, checked_unit, counted_cells, percents, present, units_of
from qualcode.analysis.selection import EVERYTHING, Selection
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

ACROSS = ("source", "case")


def matrix(
    tables: Tables,
    across: str = "source",
    selection: Selection = EVERYTHING,
    *,
    unit: str = "turns",
    presence: bool = False,
    with_moderator: bool = False,
    keep_zero: bool = True,
) -> pl.DataFrame:
    """Return one row a cell: every code with every source or case, in order.

    Args:
        tables: the project.
        across: "source" or "case".
        selection: which part of the project to count.
        unit: codings, turns, participants or groups.
        presence: 1 where there is a unit and 0 where there is none, instead of how many. Totals then are sums of these,
            a code and its sub-code each for itself.
        with_moderator: count the turns of moderators and observers too.
        keep_zero: keep codes that nobody voiced.

    Returns:
        `code, path, depth, column_variable, column, n, row_total, column_total, total, row_percent, column_percent,
        total_percent, codebook, code_guid, column_guid`. Cases called alike have the name of the first source they
        speak in behind theirs, and what is still called alike a number.

    Raises:
        InvalidValueError: no such unit, or columns that are neither sources nor cases.
        EmptySelectionError: something was asked for and nothing is left to count.
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, UnknownVariableError: something
            asked for is not in the project.
    """
    import polars as pl

    if across not in ACROSS:
        raise InvalidValueError("Columns", across, f"are none of {', '.join(ACROSS)}.")
    counted_in = checked_unit(unit)
    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    columns = _columns(chosen, turns, across)
    of_turn = turns.join(columns, on=f"{across}_id", how="left", maintain_order="left")["column"]
    coded = coded_turns(chosen, turns)
    if counted_in == "codings":
        base = pl.DataFrame({"column": of_turn.gather(coded["turn"]), "unit": coded["coding"]})
        units = coded["coding"]
    else:
        base = pl.DataFrame({"column": of_turn, "unit": units_of(turns, counted_in)})
        units = base["unit"].gather(coded["turn"])
    own = coded.select("code", column=of_turn.gather(coded["turn"]), unit=units).unique()
    cells = own.join(ancestors(chosen.codes), on="code").select("column", "unit", row="above").unique()
    counted = counted_cells(cells, base.unique(), chosen.codes.height, columns.height)
    if presence:
        counted = present(counted)
    if not keep_zero:
        counted = counted.filter(pl.col("row_total") > 0)
        if counted.is_empty() and selection.filters():
            raise EmptySelectionError("none of the codes was voiced in the selection.")
    codes = chosen.codes.with_row_index("row").select(
        pl.col("row").cast(pl.Int64), "path", "depth", "codebook", code="name", code_guid="guid"
    )
    return (
        counted.join(codes, on="row", how="left", maintain_order="left")
        .with_columns(
            *percents(),
            column_variable=pl.lit(across),
            column_guid=columns["guid"].gather(counted["column"]),
            column=columns["name"].gather(counted["column"]),
        )
        .select("code", "path", "depth", "column_variable", "column", *FIGURES, "codebook", "code_guid", "column_guid")
    )


def _columns(chosen: Tables, turns: pl.DataFrame, across: str) -> pl.DataFrame:
    """Return `source_id` or `case_id`, `guid`, `name` and `column`, the place, of those who have a counted turn."""
    import polars as pl

    if across == "source":
        columns = chosen.sources.join(turns, on="source_id", how="semi", maintain_order="left")
        names = columns["name"].to_list()
    else:
        columns = chosen.cases.join(turns, on="case_id", how="semi", maintain_order="left")
        spoken = turns.join(chosen.sources.select("source_id", "name"), on="source_id")
        first = spoken.group_by("case_id").agg(source=pl.col("name").sort_by("source_id").first())
        rows = columns.join(first, on="case_id", how="left", maintain_order="left").select("label", "source").rows()
        times = Counter(label for label, _ in rows)
        names = [label if times[label] == 1 else f"{label} ({source})" for label, source in rows]
    return columns.with_columns(
        name=pl.Series(_different(names), dtype=pl.String), column=pl.int_range(columns.height, eager=True)
    )


def _different(names: list[str]) -> list[str]:
    """Return the names with a number behind those that are there several times."""
    times, met = Counter(names), Counter[str]()
    told = []
    for name in names:
        met[name] += 1
        told.append(name if times[name] == 1 else f"{name} ({met[name]})")
    return told
