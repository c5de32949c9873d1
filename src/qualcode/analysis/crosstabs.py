"""Cross-tabulations: two codes, two variables, or a code and a variable, counted in a unit.

What stands in the rows and columns:

a variable of cases or of sources
    Its levels, in natural order, of the turns that count: a turn has the level of its speaker or of its source. Missing
    values are a level, `(missing)`, the last.
a code with sub-codes
    The codes right below it, each with all under it; `NAME (itself)` where codings are of the code itself; and
    `(none)`, what has no coding of it. `is_whole` makes it one level, like a code without sub-codes.
a code without sub-codes
    The code, and `(none)`.

What is counted (`analysis.crossing` says what the figures mean):

code by variable
    Units that meet the code in a turn of that level; under `(none)` those that have turns of that level and meet the
    code in none of them. So who speaks in two waves and voices a code in one of them only stands in both rows.
code by code
    Units that meet both, anywhere in the unit: the same turn, the same participant, the same group. A coding has one
    code only, so codings cannot be the unit.
variable by variable
    Units that have a turn of both levels.

Units are of the turns that count, as in `analysis.frequencies`; codings are those that lie in at least one such turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.counted import coded_turns, counted_part
from qualcode.analysis.crossing import FIGURES, checked_unit, counted_cells, percents, present, units_of
from qualcode.analysis.dimensions import CodeDimension, Dimension, find_dimension
from qualcode.analysis.selection import EVERYTHING, Selection
from qualcode.analysis.variables import Variable, levels, natural_order
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from qualcode.analysis.crossing import Unit
    from qualcode.analysis.tables import Tables

NONE = "(none)"


def crosstab(
    tables: Tables,
    rows: str,
    columns: str,
    selection: Selection = EVERYTHING,
    *,
    unit: str = "participants",
    is_whole: bool = False,
    presence: bool = False,
    with_moderator: bool = False,
) -> pl.DataFrame:
    """Return one row a cell: every level of the one with every level of the other, in order.

    The module's docstring says what stands in rows and columns and what is counted.

    Args:
        tables: the project.
        rows: a code or a variable; where a name is both, `code:NAME`, `case:NAME` or `source:NAME`.
        columns: likewise.
        selection: which part of the project to count.
        unit: codings, turns, participants or groups.
        is_whole: take a code with sub-codes as one level.
        presence: 1 where there is a unit and 0 where there is none, instead of how many.
        with_moderator: count the turns of moderators and observers too.

    Returns:
        `row_variable, row, column_variable, column, n, row_total, column_total, total, row_percent, column_percent,
        total_percent`.

    Raises:
        UnknownDimensionError, AmbiguousDimensionError, AmbiguousCodeError: what to cross by is not clear.
        InvalidValueError: no such unit, or codings for two codes.
        EmptySelectionError: nothing is left to count, or a code is outside of the selection.
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, UnknownVariableError: something
            asked for is not in the project.
    """
    import polars as pl

    counted_in = checked_unit(unit)
    down, across = find_dimension(tables, rows), find_dimension(tables, columns)
    if isinstance(down, CodeDimension) and isinstance(across, CodeDimension) and counted_in == "codings":
        raise InvalidValueError("Unit", unit, "a coding has one code only; count turns, participants or groups.")
    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    coded = coded_turns(chosen, turns)
    sides = [_side(chosen, turns, coded, one, is_whole=is_whole) for one in (down, across)]
    cells = _cells(turns, coded, sides, counted_in)
    base = cells.select("column", "unit").unique()
    counted = counted_cells(cells, base, len(sides[0].names), len(sides[1].names))
    row, column = (pl.Series(side.names, dtype=pl.String) for side in sides)
    return (
        (present(counted) if presence else counted)
        .with_columns(
            *percents(),
            row=row.gather(counted["row"]),
            column=column.gather(counted["column"]),
            row_variable=pl.lit(_told(down)),
            column_variable=pl.lit(_told(across)),
        )
        .select("row_variable", "row", "column_variable", "column", *FIGURES)
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands on one side of the table: names of levels, and where they are met.

    Attributes:
        names: of the levels, in order.
        by_turn: of a variable, the level of each counted turn.
        by_code: of a code, `code, level`: the level that each code under it belongs to.
    """

    names: tuple[str, ...]
    by_turn: pl.Series | None = None
    by_code: pl.DataFrame | None = None


def _told(side: Dimension) -> str:
    return side.path if isinstance(side, CodeDimension) else side.asked


def _side(chosen: Tables, turns: pl.DataFrame, coded: pl.DataFrame, of: Dimension, *, is_whole: bool) -> _Side:
    if isinstance(of, Variable):
        return _variable_side(chosen, turns, of)
    return _code_side(chosen, coded, of, is_whole=is_whole)


def _variable_side(chosen: Tables, turns: pl.DataFrame, variable: Variable) -> _Side:
    import polars as pl

    named = turns.join(levels(chosen, variable), on=variable.keys, how="left", maintain_order="left")["level"]
    names = natural_order(named.unique())
    return _Side(tuple(names), by_turn=named.cast(pl.Enum(names)).to_physical().cast(pl.Int64))


def _code_side(chosen: Tables, coded: pl.DataFrame, of: CodeDimension, *, is_whole: bool) -> _Side:
    """Return the levels of a code; its last, `(none)`, belongs to no code."""
    import polars as pl

    branches: dict[int, int] = {}  # by code_id, the level of each code met so far
    levels_of: list[tuple[int, int]] = []
    names: list[str] = []
    itself = None
    for place, (code_id, parent_id, name) in enumerate(chosen.codes.select("code_id", "parent_id", "name").iter_rows()):
        if code_id == of.code_id:
            itself = place
        elif parent_id == of.code_id and not is_whole:
            branches[code_id] = len(names)
            names.append(name)
        elif parent_id in branches:
            branches[code_id] = branches[parent_id]
        elif parent_id == of.code_id:
            branches[code_id] = 0
        if code_id in branches:
            levels_of.append((place, branches[code_id]))
    if itself is None:
        raise EmptySelectionError(f"the code {of.path!r} is outside of the selection.")
    if not names:
        names.append(of.name)
        levels_of.append((itself, 0))
    elif (coded["code"] == itself).any():
        levels_of.append((itself, len(names)))
        names.append(f"{of.name} (itself)")
    by_code = pl.DataFrame(levels_of, schema={"code": pl.Int64, "level": pl.Int64}, orient="row")
    return _Side((*names, NONE), by_code=by_code)


def _cells(turns: pl.DataFrame, coded: pl.DataFrame, sides: Sequence[_Side], unit: Unit) -> pl.DataFrame:
    """Return `row, column, unit`: each unit once in each cell it stands in."""
    down, across = sides
    if down.by_turn is not None and across.by_turn is not None:
        return _by_turn(turns, coded, unit, row=down.by_turn, column=across.by_turn).unique()
    if down.by_code is not None and across.by_turn is not None:
        return _code_by_variable(turns, coded, unit, down, across.by_turn, "row", "column")
    if down.by_turn is not None and across.by_code is not None:
        return _code_by_variable(turns, coded, unit, across, down.by_turn, "column", "row")
    rows, columns = (_code_by_unit(turns, coded, unit, side) for side in sides)
    return rows.rename({"level": "row"}).join(columns.rename({"level": "column"}), on="unit")


def _by_turn(turns: pl.DataFrame, coded: pl.DataFrame, unit: Unit, **by_turn: pl.Series) -> pl.DataFrame:
    """Return what is known of each turn, with its unit; a row for each coding in it where codings are the unit."""
    import polars as pl

    if unit != "codings":
        return pl.DataFrame({**by_turn, "unit": units_of(turns, unit)})
    return pl.DataFrame(
        {**{name: known.gather(coded["turn"]) for name, known in by_turn.items()}, "unit": coded["coding"]}
    )


def _code_by_variable(
    turns: pl.DataFrame,
    coded: pl.DataFrame,
    unit: Unit,
    code: _Side,
    by_turn: pl.Series,
    code_at: str,
    variable_at: str,
) -> pl.DataFrame:
    import polars as pl

    at = coded["turn"]
    units = coded["coding"] if unit == "codings" else units_of(turns, unit).gather(at)
    met = (
        coded.select("code", unit=units, other=by_turn.gather(at))
        .join(code.by_code, on="code")  # type: ignore[arg-type]  # the caller looked
        .select("level", "other", "unit")
        .unique()
    )
    everything = _by_turn(turns, coded, unit, other=by_turn).unique()
    others = everything.join(met, on=["other", "unit"], how="anti").select(
        pl.lit(len(code.names) - 1, dtype=pl.Int64).alias("level"), "other", "unit"
    )
    return pl.concat([met, others]).rename({"level": code_at, "other": variable_at})


def _code_by_unit(turns: pl.DataFrame, coded: pl.DataFrame, unit: Unit, side: _Side) -> pl.DataFrame:
    """Return `level, unit`: each unit once at each level of the code that it meets, or at `(none)`."""
    import polars as pl

    every_turn = pl.zeros(len(turns), dtype=pl.Int64, eager=True)
    return _code_by_variable(turns, coded, unit, side, every_turn, "level", "other").drop("other")
