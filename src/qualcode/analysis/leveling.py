"""Turns by the levels of a variable, of a banded variable, or of variables crossed with each other.

A turn belongs to the level of its speaker (case variable), of its source (source variable), or to the question of the
guide that was asked last (`question`). `gender×wave`, or
`gender*wave` where a keyboard has no ×, is the two crossed: its levels are `woman × 2` and so on, those that occur.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.bands import Bands, bands_of
from qualcode.analysis.variables import MISSING, Variable, find_variable, levels, natural_order
from qualcode.errors.lookups import UnknownVariableError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

CROSS = " × "  # the sign of crossing, which no level is likely to hold

_SIGN = re.compile(r"\s*[×*]\s*")


@dataclass(frozen=True, slots=True)
class Leveling:
    """The levels of a variable, and which turn belongs to which.

    Attributes:
        variable: as it was asked for, with the project's letter case.
        names: of the levels that have a turn, in order.
        places: the place in `names` for each of the turns.
    """

    variable: str
    names: tuple[str, ...]
    places: pl.Series

    @property
    def told(self) -> tuple[str, ...]:
        """The levels of which something is known."""
        return tuple(name for name in self.names if MISSING not in name.split(CROSS))


def leveling(tables: Tables, turns: pl.DataFrame, asked: str, bands: Mapping[str, str] | None = None) -> Leveling:
    """Return the levels of the counted turns.

    Args:
        tables: the selected part of the project.
        turns: from `counted_turns`.
        asked: a variable, or several with × between.
        bands: bands by the name of their variable, as `bands.bands_of` reads them.

    Raises:
        UnknownVariableError: no such variable; the nearest name is offered.
        InvalidValueError: bands are not written as bands are, or of a variable that was not asked for.
    """
    variables = _variables(tables, asked)
    banded = {find_variable(tables, name): bands_of(text) for name, text in (bands or {}).items()}
    parts = [_of_one(tables, turns, variable, _bands(banded, variable)) for variable in variables]
    whole = parts[0]
    for part in parts[1:]:
        whole = _crossed(whole, part)
    return whole


def check_bands(tables: Tables, by: tuple[str, ...], bands: Mapping[str, str]) -> None:
    """Check that what is banded is asked for.

    Raises:
        InvalidValueError: a variable is banded and the table is not by it.
        UnknownVariableError: there is no such variable.
    """
    asked = {(variable.scope, variable.name) for one in by for variable in _variables(tables, one)}
    for name in bands:
        variable = find_variable(tables, name)
        if (variable.scope, variable.name) not in asked:
            raise InvalidValueError("Bands", name, "are of a variable that the table is not by.")


def _variables(tables: Tables, asked: str) -> list[Variable]:
    try:
        return [find_variable(tables, asked)]
    except UnknownVariableError:
        names = _SIGN.split(asked.strip())
        if len(names) == 1:
            raise
    return [find_variable(tables, name) for name in names]


def _bands(banded: Mapping[Variable, Bands], variable: Variable) -> Bands | None:
    same = (bands for one, bands in banded.items() if (one.scope, one.name) == (variable.scope, variable.name))
    return next(same, None)


def _of_one(tables: Tables, turns: pl.DataFrame, variable: Variable, bands: Bands | None) -> Leveling:
    import polars as pl

    key = variable.keys
    named = levels(tables, variable)
    if bands is not None:
        band = {value: bands.band(value) for value in named["level"].unique()}
        named = named.with_columns(pl.col("level").replace_strict(band, return_dtype=pl.String))
    named = named.join(turns.select(key).unique(), on=key, how="semi")
    found = named["level"].unique().to_list()
    names = natural_order(found) if bands is None else bands.order(found)
    order = pl.DataFrame({"level": names, "place": range(len(names))}, schema={"level": pl.String, "place": pl.Int64})
    placed = named.join(order, on="level").select(*key, "place")
    places = turns.select(key).join(placed, on=key, how="left", maintain_order="left")["place"]
    return Leveling(variable.asked, tuple(names), places)


def _crossed(one: Leveling, other: Leveling) -> Leveling:
    import polars as pl

    width = len(other.names) or 1
    pairs = one.places * width + other.places
    found = pairs.unique().sort()
    places = pairs.replace_strict(found, pl.Series(range(len(found)), dtype=pl.Int64), return_dtype=pl.Int64)
    names = tuple(f"{one.names[pair // width]}{CROSS}{other.names[pair % width]}" for pair in found)
    return Leveling(f"{one.variable}{CROSS}{other.variable}", names, places)
