"""Themes over time: how many voiced each at each wave or date, how sure, and how far the last is from the first.

The figures are those of `breakdowns`. Waves and dates are levels of a variable, usually of sources, in natural order;
what has none comes last and is compared with nothing. Someone who speaks at several waves is a participant of each;
as groups that share a participant are drawn together, the interval of the difference takes account of that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.breakdowns import broken_down
from qualcode.analysis.comparisons import ends
from qualcode.analysis.proportions import SEED
from qualcode.analysis.selection import EVERYTHING, Selection, find_code_id, selected
from qualcode.analysis.variables import DATE, variable_spellings
from qualcode.errors.lookups import NoTimeVariableError

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

WAVE = "wave"


def trend(
    tables: Tables,
    codes: Sequence[str] = (),
    over: str | None = None,
    selection: Selection = EVERYTHING,
    *,
    with_moderator: bool = False,
    bands: Mapping[str, str] | None = None,
    seed: int = SEED,
) -> pl.DataFrame:
    """Return one row a code and level, codes in tree order, levels in natural order.

    Args:
        tables: the project.
        codes: paths, unambiguous names or GUIDs, each with all that stands under it; none for all themes.
        over: a variable; `wave` where none is told, or `date` where there is no wave.
        selection: which part of the project to count.
        with_moderator: count the turns of moderators and observers too; there are no intervals then.
        bands: bands by the name of a variable, such as `{"date": "quarter"}`.
        seed: of the random numbers that groups are drawn with.

    Returns:
        `code, path, depth, variable, level, participants, participants_total, participants_percent, low, high,
        interval, groups, groups_total, groups_percent, groups_low, groups_high, turns, is_small, versus, difference,
        difference_low, difference_high, codebook, code_guid`; the difference is in the row of the last level.

    Raises:
        UnknownVariableError: there is no such variable; the nearest name is offered.
        NoTimeVariableError: none is told, and there is neither a wave nor a date.
        InvalidValueError: bands are not written as they should be.
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, AmbiguousCodeError,
            EmptySelectionError: as for `frequencies`.
    """
    import polars as pl

    asked = replace(selection, codes=(*codes, *selection.codes))
    there = selected(tables, replace(EVERYTHING, codebooks=selection.codebooks)).codes
    wanted = [find_code_id(there, name) for name in asked.codes]
    is_shown = pl.col("code_id").is_in(wanted) if wanted else pl.col("depth") == 0
    shown = there.filter(is_shown)["guid"]
    frame = broken_down(
        tables,
        (over or _time_variable(tables),),
        asked,
        ends,
        with_moderator=with_moderator,
        keep_zero=True,
        bands=bands or {},
        seed=seed,
    )
    return frame.filter(pl.col("code_guid").is_in(shown.to_list())).select(
        *("code", "path", "depth", "variable", "level", "participants", "participants_total", "participants_percent"),
        *("low", "high", "interval", "groups", "groups_total", "groups_percent", "groups_low", "groups_high"),
        *("turns", "is_small", "versus", "difference", "difference_low", "difference_high", "codebook", "code_guid"),
    )


def _time_variable(tables: Tables) -> str:
    names = {name.casefold() for name in tables.source_variables["variable"].unique()}
    for name in (WAVE, DATE):
        if name in names:
            return name
    of_cases = {name.casefold() for name in tables.case_variables["variable"].unique()}
    if WAVE in of_cases:
        return WAVE
    raise NoTimeVariableError([name for name in variable_spellings(tables) if ":" not in name])
