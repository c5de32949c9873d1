"""The quotes behind a figure: codings of the part of a project that a cell of a table is counted from.

A cell is of a code (with all under it), of levels of variables, of a source, of a case, or of several of these; its
quotes are the codings of that code in turns that count and are of that level, source and case. Of two codes together,
these are the codings of either in units where both are; for the unit `overlap`, the codings of the one that overlap
codings of the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.analysis.counted import coded_turns, counted_turns
from qualcode.analysis.exchanges import exchanges
from qualcode.analysis.quotes import ANY, Wanted, quotes
from qualcode.analysis.selection import EVERYTHING, Level, Selection, selected
from qualcode.analysis.variables import find_variable, levels
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

_SHIFT = 2**32  # source and turn number in one integer key
_UNITS = {"turn": "turn", "turns": "turn", "participant": "case_id", "participants": "case_id", "groups": "group"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a figure is counted of; nothing said means everything.

    Attributes:
        code: GUID of a code, with all that stands under it.
        is_itself: only the code, not what stands under it.
        also: GUID of a code that is in the same unit.
        within: that unit: overlap, turn(s), exchange, participant(s), groups.
        levels: of variables; each of them.
        source: GUID.
        case: GUID.
    """

    code: str = ""
    is_itself: bool = False
    also: str = ""
    within: str = "turn"
    levels: tuple[Level, ...] = ()
    source: str = ""
    case: str = ""


def quotes_behind(
    tables: Tables, cell: Cell, selection: Selection = EVERYTHING, *, with_moderator: bool = False
) -> pl.DataFrame:
    """Return the quotes a figure is counted from, as `analysis.quotes` does.

    Args:
        tables: the project, whole.
        cell: where the figure stands.
        selection: what the table was made from.
        with_moderator: whether it counts moderators and observers.

    Raises:
        EmptySelectionError: there are none.
        InvalidValueError: no such unit.
        UnknownVariableError: a level is of none.
    """
    part = _part(selected(tables, selection), cell)
    if cell.also and cell.within == "overlap":
        wanted = Wanted(also=(cell.also,))
        return quotes(part, Selection(codes=(cell.code,)), wanted, with_moderator=with_moderator)
    if cell.also:
        return quotes(_meeting(tables, part, cell, with_moderator=with_moderator), with_moderator=with_moderator)
    if cell.code:
        import polars as pl

        own = {cell.code} if cell.is_itself else _under(part, cell.code)
        codes = part.codes.filter(pl.col("guid").is_in(list(own)))
        codings = part.codings.join(codes.select("code_id"), on="code_id", how="semi", maintain_order="left")
        part = replace(part, codings=codings)
    if part.codings.is_empty():
        raise EmptySelectionError("no coding stands behind this figure.")
    return quotes(part, EVERYTHING, ANY, with_moderator=with_moderator)


def _part(tables: Tables, cell: Cell) -> Tables:
    """Return the tables with only the sources, cases and turns that the cell is of."""
    import polars as pl

    sources, cases, turns = tables.sources, tables.cases, tables.turns
    for level in cell.levels:
        variable = find_variable(tables, level.variable)
        keep = levels(tables, variable).filter(pl.col("level") == level.value)
        if variable.scope == "turn":
            turns = turns.join(keep, on=variable.keys, how="semi", maintain_order="left")
        elif variable.scope == "case":
            cases = cases.join(keep, on="case_id", how="semi", maintain_order="left")
        else:
            sources = sources.join(keep, on="source_id", how="semi", maintain_order="left")
    if cell.source:
        sources = sources.filter(pl.col("guid") == cell.source)
    if cell.case:
        cases = cases.filter(pl.col("guid") == cell.case)
    turns = turns.join(sources, on="source_id", how="semi", maintain_order="left").join(
        cases, on="case_id", how="semi", maintain_order="left"
    )
    codings = tables.codings.join(sources, on="source_id", how="semi", maintain_order="left")
    return replace(tables, sources=sources, cases=cases, turns=turns, codings=codings)


def _under(tables: Tables, guid: str) -> set[str]:
    """Return the GUIDs of a code and of all that stands under it."""
    kept: set[int] = set()
    found = set()
    for code_id, own, parent_id in tables.codes.select("code_id", "guid", "parent_id").iter_rows():
        if own == guid or parent_id in kept:  # preorder: a parent was seen before
            kept.add(code_id)
            found.add(own)
    return found


def _meeting(tables: Tables, part: Tables, cell: Cell, *, with_moderator: bool) -> Tables:
    """Return the tables with only the codings of two codes that lie in units where both are."""
    import polars as pl

    turns = counted_turns(part, with_moderator=with_moderator)
    if cell.within == "exchange":
        openers = turns.join(exchanges(tables), on=["source_id", "number"], how="left", maintain_order="left")
        units = openers["source_id"] * _SHIFT + openers["opener"]
    elif cell.within in _UNITS:
        units = turns[_UNITS[cell.within]].cast(pl.Int64)
    else:
        raise InvalidValueError("Unit", cell.within, f"is none of overlap, exchange, {', '.join(_UNITS)}.")
    coded = coded_turns(part, turns).with_columns(guid=None)
    guids = part.codes["guid"].gather(coded["code"])
    coded = coded.with_columns(guid=guids, unit=units.gather(coded["turn"])).drop_nulls("unit")
    own = coded.filter(pl.col("guid").is_in(list(_under(part, cell.code))))
    other = coded.filter(pl.col("guid").is_in(list(_under(part, cell.also))))
    both = own.join(other, on="unit", how="semi")["unit"].unique()
    places = pl.concat([own, other]).filter(pl.col("unit").is_in(both.to_list()))["coding"].unique().sort()
    if places.is_empty():
        raise EmptySelectionError("no coding stands behind this figure.")
    return replace(part, codings=part.codings[places])
