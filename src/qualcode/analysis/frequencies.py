"""Theme frequency tables: how often each code was voiced, by how many people, in how many groups.

What the figures mean, in every table here:

turn
    A turn counts when its source and its speaker are in the selection and the speaker is a participant. With the
    moderator, the turns of moderators and observers count as well. The text before the first turn (turn 0) is nobody's
    turn and never counts, with or without the moderator.
codings
    Codings of the code or of any code under it that lie in at least one counted turn, whoever coded them. What lies
    only in turns that do not count, or only before the first turn, is left out.
turns
    Counted turns in which at least one of those codings lies. A coding across several turns lies in each of them, from
    its first to its last. However many codings, coders or sub-codes meet in a turn, it is one turn.
participants
    Different speakers of those turns. Someone who speaks in two groups is one participant. With the moderator,
    moderators and observers are among them.
participants_total
    Different speakers of at least one counted turn: all who could have voiced it. It is the same in every row.
groups
    Different groups among those turns. A group is the value of the source variable `group` if the source has one,
    otherwise the source itself.
groups_total
    Different groups with at least one counted turn.
percent
    100 n / N, halves rounded up to one decimal; missing where N is 0.
words
    Words of those turns, whole turns.

Several coders are counted as their union: two who code one turn alike make 2 codings, 1 turn, 1 participant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from qualcode.analysis.counted import counted_part, counts
from qualcode.analysis.selection import EVERYTHING, Selection
from qualcode.analysis.variables import find_variable, levels, natural_order
from qualcode.errors import EmptySelectionError

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

_FIGURES = ("codings", "turns", "participants", "groups", "words")


def frequencies(
    tables: Tables,
    selection: Selection = EVERYTHING,
    *,
    with_moderator: bool = False,
    keep_zero: bool = True,
) -> pl.DataFrame:
    """Return one row a code, in tree order, sub-codes rolled up without double counting.

    The module's docstring says what each figure means. A project without codes gives no rows, one without codings or
    turns zeros.

    Args:
        tables: the project.
        selection: which part of it to count.
        with_moderator: count the turns of moderators and observers too.
        keep_zero: keep codes that nobody voiced.

    Returns:
        `code, path, depth, codings, turns, participants, participants_total, groups, groups_total,
        participants_percent, groups_percent, words, codebook, code_guid, is_retired`.

    Raises:
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, UnknownVariableError: something
            asked for is not in the project.
        AmbiguousCodeError: several codes go by a name that was asked for.
        EmptySelectionError: something was asked for and nothing is left to count.
    """
    import polars as pl

    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    one_level = pl.zeros(len(turns), dtype=pl.Int64, eager=True)
    grid = _codes(chosen).with_columns(column=pl.lit(0, dtype=pl.Int64))
    frame = _filled(grid, counts(chosen, turns, one_level)).with_columns(
        participants_total=pl.lit(turns["case_id"].n_unique(), dtype=pl.Int64),
        groups_total=pl.lit(turns["group"].n_unique(), dtype=pl.Int64),
    )
    if not keep_zero:
        frame = _voiced(frame, selection)
    return frame.select(
        *("code", "path", "depth", "codings", "turns", "participants", "participants_total", "groups", "groups_total"),
        _percent("participants"),
        _percent("groups"),
        *("words", "codebook", "code_guid", "is_retired"),
    )


def frequencies_by(
    tables: Tables,
    by: str,
    selection: Selection = EVERYTHING,
    *,
    with_moderator: bool = False,
    keep_zero: bool = True,
) -> pl.DataFrame:
    """Return one row a code and level of a variable: codes in tree order, within each all levels that have a turn.

    A turn belongs to the level of its speaker (case variable) or of its source (source variable). Each row counts as
    `frequencies` does, within its level's turns: a coding counts in each level in which at least one of its counted
    turns lies, and `participants_total` and `groups_total` are the speakers and groups of the level. Levels are in
    natural order (numbers by size, `wave 2` before `wave 10`); missing values are their own level, `(missing)`, the
    last. However many levels there are, all are computed.

    Args:
        tables: the project.
        by: a variable of cases or of sources; `group` and `source` are always there. Where cases and sources both have
            it, that of the cases; `source:city` and `case:city` say which.
        selection: which part of the project to count.
        with_moderator: count the turns of moderators and observers too.
        keep_zero: keep codes that nobody voiced at any level; a code that stays has a row for every level.

    Returns:
        `code, path, depth, variable, level, codings, turns, participants, participants_total, participants_percent,
        groups, groups_total, groups_percent, words, codebook, code_guid, is_retired`.

    Raises:
        UnknownVariableError: no such variable; the nearest name is offered.
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, AmbiguousCodeError,
            EmptySelectionError: as for `frequencies`.
    """
    import polars as pl

    variable = find_variable(tables, by)
    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    named = turns.join(levels(chosen, variable), on=f"{variable.scope}_id", how="left", maintain_order="left")["level"]
    names = natural_order(named.unique())
    places = pl.DataFrame(list(enumerate(names)), schema={"column": pl.Int64, "level": pl.String}, orient="row")
    turns = turns.with_columns(level=named).join(places, on="level", how="left", maintain_order="left")
    totals = turns.group_by("column", "level").agg(
        participants_total=pl.col("case_id").n_unique().cast(pl.Int64),
        groups_total=pl.col("group").n_unique().cast(pl.Int64),
    )
    frame = _filled(_codes(chosen).join(totals, how="cross"), counts(chosen, turns, turns["column"]))
    if not keep_zero:
        frame = _voiced(frame, selection)
    return frame.select(
        *("code", "path", "depth", pl.lit(variable.asked).alias("variable"), "level"),
        *("codings", "turns", "participants", "participants_total", _percent("participants")),
        *("groups", "groups_total", _percent("groups"), "words", "codebook", "code_guid", "is_retired"),
    )


def wide(frame: pl.DataFrame, figure: Literal["participants", "groups"] = "participants") -> pl.DataFrame:
    """Return a table of `frequencies_by` as a cross-tabulation: codes in the rows, levels in the columns.

    Each cell reads `n of N (p %)`, p without decimals, halves rounded up.

    Returns:
        `code, path, depth` and one column a level, in order. A level called like one of the first three gets its
        variable before its name.
    """
    import polars as pl

    n, total = pl.col(figure), pl.col(f"{figure}_total")
    cell = pl.format("{} of {} ({} %)", n, total, (200 * n + total) // (2 * total))
    cells = frame.with_columns(cell=cell)
    names = frame["level"].unique(maintain_order=True).to_list()
    table = cells.filter(pl.col("level") == names[0]) if names else cells
    columns = {}
    for name in names:
        taken = ("code", "path", "depth")
        heading = f"{frame['variable'][0]}: {name}" if name in taken else name
        columns[heading] = cells.filter(pl.col("level") == name)["cell"]
    return table.select("code", "path", "depth").with_columns(**columns)


def _codes(tables: Tables) -> pl.DataFrame:
    import polars as pl

    return tables.codes.with_row_index("row").select(
        pl.col("row").cast(pl.Int64),
        *("path", "depth", "codebook", "is_retired"),
        code="name",
        code_guid="guid",
    )


def _filled(grid: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Return the grid with its figures beside it, 0 where there are none, row by row and column by column."""
    import polars as pl

    figures = figures.rename({"code": "row", "level": "column"})
    return (
        grid.join(figures, on=["row", "column"], how="left")
        .with_columns(pl.col(*_FIGURES).fill_null(0))
        .sort("row", "column")
    )


def _voiced(frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    import polars as pl

    voiced = frame.filter((pl.col("codings") > 0).any().over("row"))
    if voiced.is_empty() and selection.filters():
        raise EmptySelectionError("none of the codes was voiced in the selection.")
    return voiced


def _percent(figure: str) -> pl.Expr:
    """Return 100 n / N with one decimal; whole numbers all the way, so that halves round up everywhere."""
    import polars as pl

    n, total = pl.col(figure), pl.col(f"{figure}_total")
    tenths = pl.when(total > 0).then((2000 * n + total) // (2 * total))
    return (tenths / 10).round(1).alias(f"{figure}_percent")  # dividing leaves 33.300000000000004
