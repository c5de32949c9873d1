"""Saturation: how many new codes each further group brings, and from which group on hardly any.

Groups stand in order of fieldwork: by a source variable (`date` if there is one, else `wave`), else by import. A group
of several sources stands where its first one does; groups without a value are last; equals keep the order of import.

What the figures mean:

codes
    Different codes with a coding of their own in the group's turns that count; a theme that was only coded by its
    sub-codes is not counted again. Of themes: different themes, sub-codes included.
new
    Those of them that are in no group before.
cumulative
    Different codes up to and with this group.
base_codes
    Different codes in the first groups, as many as the base size says.
run_new, new_percent
    New codes in this group and those right before it, as many as the run length says, and 100 run_new / base_codes,
    halves rounded up to one decimal. Runs overlap: each begins one group later than the one before. The first run
    follows right on the base; before it ends there is no figure.

Saturation is reached where a run's percentage is not above the threshold: after the groups before that run, written
`6 (+2)` for six groups and the two of the run that showed it. Source: Guest, Namey and Chen, A simple method to assess
and report thematic saturation in qualitative research, PLoS ONE 15(5), e0232076 (2020); theirs are interviews, with
bases of 4, 5 or 6, runs of 2 or 3, thresholds of 5 % and 0 %.

A group without any coding, of whatever code, has not been coded yet, so it says nothing about saturation: it stands at
the end, without figures. That nothing new was coded is not yet that there was nothing new to hear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.counted import ancestors, coded_turns, counted_part
from qualcode.analysis.rounding import percent_of
from qualcode.analysis.selection import EVERYTHING, Selection, selected
from qualcode.analysis.variables import (
    GROUP,
    MISSING,
    Variable,
    find_variable,
    group_numbers,
    levels,
    natural_order,
)
from qualcode.errors.lookups import UnknownVariableError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

IMPORT = "import"
OF = ("codes", "themes")
BASE = 4
RUN = 2
THRESHOLDS = (0.0, 5.0)

_FIELDWORK = ("date", "wave")  # variables that tell the order, the first that is there
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")


def saturation(
    tables: Tables,
    selection: Selection = EVERYTHING,
    *,
    order: str | None = None,
    of: str = "codes",
    base: int = BASE,
    run: int = RUN,
    with_moderator: bool = False,
) -> pl.DataFrame:
    """Return one row a group, in order of fieldwork.

    The module's docstring says what the figures mean.

    Args:
        tables: the project.
        selection: which part of it to count.
        order: the source variable that says the order, or "import"; None for `date`, else `wave`, else import.
        of: "codes", or "themes" with all that stands under them.
        base: how many groups make the base.
        run: how many groups make a run.
        with_moderator: count the turns of moderators and observers too.

    Returns:
        `place (from 1 on; null for groups not coded yet), group, order_variable (null for import), order, sources,
        codes, new, cumulative, cumulative_percent, base_codes, run_new, new_percent`.

    Raises:
        InvalidValueError: a size is not a whole number from 1 on, nothing is counted of that name, or the order is that
            of cases or of dates that can be read in two ways.
        UnknownVariableError: no variable is called like the order.
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError: something asked for is not in the
            project.
        EmptySelectionError: something was asked for and nothing is left to count.
    """
    import polars as pl

    for what, size in (("Base size", base), ("Run length", run)):
        if size < 1:
            raise InvalidValueError(what, size, "must be 1 or more.")
    if of not in OF:
        raise InvalidValueError("Saturation of", of, f"is none of {', '.join(OF)}.")
    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    variable = _order_variable(tables, order)
    groups = _in_order(chosen, turns, variable)
    coded = coded_turns(chosen, turns)
    found = pl.DataFrame({"code": coded["code"], "group": turns["group"].gather(coded["turn"])}).unique()
    if of == "themes":
        found = found.join(_themes(chosen), on="code").select("group", code="theme").unique()
    codes_of: dict[int, set[int]] = {}
    for code, group in found.select("code", "group").iter_rows():
        codes_of.setdefault(group, set()).add(code)
    is_coded = _coded_groups(tables, selection)
    in_play = [group for group in groups if group[0] in is_coded]
    figures = _curve([codes_of.get(group[0], set()) for group in in_play], base, run)
    rows = [
        (place, group[1], *group[2:], *curve)
        for place, (group, curve) in enumerate(zip(in_play, figures, strict=True), 1)
    ]
    rows += [(None, group[1], *group[2:], *(None,) * 7) for group in groups if group[0] not in is_coded]
    kinds = {"group": pl.String, "order": pl.String, "cumulative_percent": pl.Float64, "new_percent": pl.Float64}
    names = ("place", "group", "order", "sources", "codes", "new", "cumulative", "cumulative_percent", "base_codes")
    frame = pl.DataFrame(
        rows, schema={name: kinds.get(name, pl.Int64) for name in (*names, "run_new", "new_percent")}, orient="row"
    )
    told = pl.lit(variable.name if variable else None, dtype=pl.String)
    return frame.with_columns(order_variable=told).select(*names[:2], "order_variable", *frame.columns[2:])


def saturation_points(
    frame: pl.DataFrame, run: int = RUN, thresholds: Iterable[float] = THRESHOLDS
) -> dict[float, int | None]:
    """Return for each threshold, in percent, after how many groups saturation is reached; None where it is not.

    Raises:
        InvalidValueError: a threshold is not from 0 to 100.
    """
    points: dict[float, int | None] = {}
    for threshold in thresholds:
        if not 0 <= threshold <= 100:
            raise InvalidValueError("Threshold", threshold, "is not from 0 to 100 percent.")
        below = (
            place - run
            for place, new, base in frame.select("place", "run_new", "base_codes").iter_rows()
            if new is not None and base and 100 * new <= threshold * base
        )
        points[threshold] = next(below, None)
    return points


def _curve(groups: Sequence[set[int]], base: int, run: int) -> list[tuple[int | float | None, ...]]:
    """Return `codes, new, cumulative, cumulative_percent, base_codes, run_new, new_percent` of each group."""
    seen: set[int] = set()
    new: list[int] = []
    cumulative: list[int] = []
    for codes in groups:
        new.append(len(codes - seen))
        seen |= codes
        cumulative.append(len(seen))
    base_codes = cumulative[base - 1] if len(groups) >= base else None
    rows: list[tuple[int | float | None, ...]] = []
    for place, codes in enumerate(groups, 1):
        is_run = place >= base + run
        run_new = sum(new[place - run : place]) if is_run else None
        rows.append(
            (
                len(codes),
                new[place - 1],
                cumulative[place - 1],
                percent_of(cumulative[place - 1], len(seen)),
                base_codes,
                run_new,
                None if run_new is None or base_codes is None else percent_of(run_new, base_codes),
            )
        )
    return rows


def _order_variable(tables: Tables, asked: str | None) -> Variable | None:
    if asked is None:
        names = {name.casefold(): name for name in tables.source_variables["variable"].unique().sort(descending=True)}
        stored = next((names[name] for name in _FIELDWORK if name in names), None)
        return Variable("source", stored, stored) if stored else None
    try:
        return find_variable(tables, asked if ":" in asked else f"source:{asked}")
    except UnknownVariableError:
        if asked.strip().casefold() == IMPORT:
            return None
        variable = find_variable(tables, asked)
    if variable.scope != "source":
        raise InvalidValueError(
            "Order", asked, f"is a variable of {variable.scope}s; groups are ordered by one of sources."
        )
    return variable


def _in_order(chosen: Tables, turns: pl.DataFrame, variable: Variable | None) -> list[tuple[int, str, str | None, int]]:
    """Return number, name, value of the order and number of sources of each group in which a turn counts, in order."""
    names = dict(levels(chosen, Variable("source", GROUP, GROUP)).rows())
    numbers = dict(group_numbers(chosen).rows())
    values: dict[int, str] = dict(levels(chosen, variable).rows()) if variable else {}
    rank = _ranks(values.values(), variable)
    speaking = set(turns["source_id"])
    sources = [source for source in chosen.sources["source_id"] if source in speaking]
    groups: dict[int, list[int]] = {}
    for source in sorted(sources, key=lambda one: rank.get(values.get(one, MISSING), len(rank))):
        groups.setdefault(numbers[source], []).append(source)
    found = []
    for number, own in groups.items():
        value = values.get(own[0], MISSING)
        found.append((number, names[own[0]], None if value == MISSING else value, len(own)))
    return found


def _ranks(values: Iterable[str], variable: Variable | None) -> dict[str, int]:
    """Return the place of each value; dates as 3.12.2024 by year, month and day."""
    different = set(values) - {MISSING}
    doubtful = next((value for value in sorted(different) if _SLASHED.fullmatch(value)), None)
    if doubtful and variable:
        raise InvalidValueError(
            f"Order {variable.name!r}:", doubtful, "can be read in two ways; write it like 2025-03-01."
        )
    dates = {value: _DOTTED.fullmatch(value) for value in different}
    if different and all(dates.values()):
        keys = {value: tuple(int(part) for part in reversed(date.groups())) for value, date in dates.items() if date}
        return {value: place for place, value in enumerate(sorted(different, key=lambda one: keys[one]))}
    return {value: place for place, value in enumerate(natural_order(different))}


def _coded_groups(tables: Tables, selection: Selection) -> set[int]:
    """Return the groups with a coding of any code, by the coders and origins asked for."""
    anything = selected(tables, replace(selection, codes=(), codebooks=()))
    numbers = dict(group_numbers(anything).rows())
    return {numbers[source] for source in anything.codings["source_id"].unique()}


def _themes(chosen: Tables) -> pl.DataFrame:
    """Return `code, theme`: the highest code that each stands under, itself included."""
    import polars as pl

    return ancestors(chosen.codes).group_by("code").agg(theme=pl.col("above").min())  # preorder: the highest is first
