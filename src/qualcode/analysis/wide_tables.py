"""Tables of levels as people read them: codes in the rows, levels in the columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, get_args

from qualcode.analysis.pages import BOOK, CODES
from qualcode.analysis.rounding import whole_percents

if TYPE_CHECKING:
    import polars as pl

Unit = Literal["participants", "groups", "codings", "turns", "words"]
UNITS: tuple[Unit, ...] = get_args(Unit)

Blocks = Mapping[tuple[object, ...], "pl.DataFrame"]

_ROW = ("code", "path", "depth")
_TAKEN = (*_ROW, CODES, BOOK)


def levels_across(frame: pl.DataFrame, unit: Unit = "participants", *, with_intervals: bool = False) -> pl.DataFrame:
    """Return a table of `frequencies_by` as a cross-tabulation: codes in the rows, levels in the columns.

    Each cell reads `n of N (p %)` for participants and groups, p without decimals, halves rounded up; the number alone
    for the other units. With intervals, participants read `n of N (p %, low to high)`, `n of N *` where the base is too
    small to say more, and columns of differences in percentage points follow.

    Returns:
        `code, path, depth` and one column a level, in order. Where the table is by several variables, or a level is
        called like a heading of codes, the level gets its variable before its name.
    """
    import polars as pl

    cells = frame.with_columns(cell=_cell(unit, with_intervals=with_intervals))
    pairs = list(dict.fromkeys(frame.select("variable", "level").iter_rows()))
    is_several = len({variable for variable, _ in pairs}) > 1
    blocks = cells.partition_by("variable", "level", maintain_order=True, as_dict=True)
    columns = {
        f"{variable}: {level}" if is_several or level in _TAKEN else level: blocks[variable, level]["cell"]
        for variable, level in pairs
    }
    if with_intervals:
        columns |= {
            f"{block['level'][0]} − {block['versus'][0]}": _differences(block, blocks)
            for block in blocks.values()
            if block["versus"].null_count() == 0
        }
    rows = blocks[pairs[0]] if pairs else cells
    return rows.select(_ROW).with_columns(pl.Series(name, values) for name, values in columns.items())


def _cell(unit: Unit, *, with_intervals: bool) -> pl.Expr:
    import polars as pl

    if unit not in ("participants", "groups"):
        return pl.col(unit).cast(pl.String)
    n, total = pl.col(unit), pl.col(f"{unit}_total")
    percent = whole_percents(n, total)
    plain = pl.format("{} of {} ({} %)", n, total, percent)
    if not with_intervals or unit == "groups":
        return plain
    whole = pl.format("{} of {} ({} %, {} to {})", n, total, percent, _whole(pl.col("low")), _whole(pl.col("high")))
    small = pl.format("{} of {} *", n, total)
    return pl.when("is_small").then(small).when(pl.col("low").is_null()).then(plain).otherwise(whole)


def _differences(block: pl.DataFrame, blocks: Blocks) -> pl.Series:
    """Return the differences in the rows of a level, `*` where the base of one of the two is too small."""
    import polars as pl

    other = blocks[block["variable"][0], block["versus"][0]]
    points, low, high = (_whole(pl.col(f"difference{end}")) for end in ("", "_low", "_high"))
    sign = pl.when(points > 0).then(pl.lit("+")).otherwise(pl.lit(""))
    interval = pl.when(low.is_not_null()).then(pl.format(" ({} to {})", low, high)).otherwise(pl.lit(""))
    is_small = block["is_small"] | other["is_small"]
    cells = block.select(pl.when(is_small).then(pl.lit("*")).otherwise(pl.format("{}{}{}", sign, points, interval)))
    return cells.to_series()


def _whole(percent: pl.Expr) -> pl.Expr:
    import polars as pl

    return (percent + 0.5).floor().cast(pl.Int64)


def largest_levels(frame: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return the rows of the levels with most participants, at most so many of each variable, in the order they had.

    Of levels with equally many, those that come first; levels that are compared with each other stay in any case.
    """
    import polars as pl

    known = frame.select("variable", "level", "versus", "participants_total").unique(
        ["variable", "level"], maintain_order=True
    )
    sizes = (
        known.with_row_index("place")
        .sort("participants_total", "place", descending=[True, False])
        .group_by("variable", maintain_order=True)
        .head(most)
    )
    pair = known.filter(pl.col("versus").is_not_null())
    kept = pl.concat(
        [
            levels.select("variable", level=name)
            for levels, name in ((sizes, "level"), (pair, "level"), (pair, "versus"))
        ]
    )
    return frame.join(kept, on=["variable", "level"], how="semi", maintain_order="left")
