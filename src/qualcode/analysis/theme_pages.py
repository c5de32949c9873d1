"""Pages of tables with codes in the rows: frequencies, frequencies by levels, cross-tabulations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.crossing import cells_across
from qualcode.analysis.pages import CODES, Page, code_page, of_total
from qualcode.analysis.wide_tables import largest_levels, levels_across

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.wide_tables import Unit

MOST_LEVELS = 20  # of a variable side by side; more are in nobody's paper


def frequency_page(frame: pl.DataFrame, *notes: str) -> Page:
    """Return the page of `analysis.frequencies`."""
    import polars as pl

    columns: dict[str, pl.Expr] = {
        "codings": pl.col("codings"),
        "turns": pl.col("turns"),
        "prompted": pl.col("turns_prompted"),
        "participants": of_total("participants"),
        "participants, %": pl.col("participants_percent"),
        "groups": of_total("groups"),
        "groups, %": pl.col("groups_percent"),
        "words": pl.col("words"),
        "of talk, %": pl.col("talk_share"),
        "sources": of_total("sources"),
        "first": _place("first"),
        "last": _place("last"),
        "one voice": one_voice(),
    }
    return code_page(frame, frame.select(**columns), notes)


def one_voice() -> pl.Expr:
    """Return in words whether one person carries a code."""
    import polars as pl

    groups = pl.col("groups_by_one")
    noun = pl.when(groups == 1).then(pl.lit("group")).otherwise(pl.lit("groups"))
    in_groups = pl.when(groups > 0).then(pl.format("in {} {}", groups, noun)).otherwise(pl.lit(""))
    return pl.when("voiced_by_one").then(pl.lit("yes")).otherwise(in_groups)


def _place(end: str) -> pl.Expr:
    import polars as pl

    return pl.format("{}, turn {}", f"{end}_source", f"{end}_turn")


def level_page(frame: pl.DataFrame, unit: Unit, *notes: str) -> Page:
    """Return the page of `analysis.breakdowns`: codes in the rows, levels in the columns, each with its base.

    Of a variable with more than `MOST_LEVELS` levels those with most participants are on it, and a note says so.
    """
    import polars as pl

    shown = largest_levels(frame, MOST_LEVELS)
    table = levels_across(shown, unit, with_intervals=unit == "participants")
    codes = shown.head(0) if shown.is_empty() else shown.partition_by("variable", "level", maintain_order=True)[0]
    left_out = [
        f"{variable}: the {MOST_LEVELS} largest of {levels} levels; all of them are in .csv, .json and .parquet."
        for variable, levels in frame.group_by("variable", maintain_order=True)
        .agg(pl.col("level").n_unique())
        .iter_rows()
        if levels > MOST_LEVELS
    ]
    return code_page(codes, table.drop("code", "path", "depth"), (*notes, *left_out))


def crossing_page(frame: pl.DataFrame, percent_of: str | None, *notes: str) -> Page:
    """Return the page of `analysis.crosstabs` and `analysis.matrices`, with its totals."""
    table = cells_across(frame, percent_of)
    if "code" not in table.columns:
        crossed = frame.select("row_variable", "column_variable").head(1).rows()
        heading = " × ".join(crossed[0]) if crossed else "row"
        return Page(frame=table.rename({"row": heading}), notes=notes)
    depths = tuple(table["depth"].fill_null(0).to_list())
    return Page(frame=table.drop("path", "depth").rename({"code": CODES}), depths=depths, notes=notes)
