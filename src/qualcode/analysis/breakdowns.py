"""Theme frequencies by the levels of variables: n of N and % within each level, how sure, and how far apart.

What the figures mean, beside those of `frequencies`, which are counted within each level's turns:

participants_percent
    Participants of the level who voiced the code, of 100 participants who speak at the level. Someone who speaks at
    two levels (of a source variable such as wave) is a participant of each.
low, high
    A 95 % interval of participants_percent, the wider of the one from resampled groups and Wilson's; `interval` says
    which it is, `bootstrap` or `wilson`. `proportions` says how and why. There is none with the moderator, who is no
    sample of anybody.
groups_low, groups_high
    Wilson's 95 % interval of groups_percent.
is_small
    The base is too small to say anything of the level: fewer than 5 participants, of whom one more or less is 20
    percentage points or more, or fewer than 2 groups, where what is said of the level cannot be told from what is said
    of that one group. This is a convention of ours, as tables of surveys mark small bases by one of theirs; n and N
    stand in every table, so that whoever draws the line elsewhere can.
versus, difference, difference_low, difference_high
    participants_percent less that of the level named in `versus`, in percentage points, with a 95 % interval; in the
    row of the first of the two. Where a variable has two levels without the missing ones, the second is compared with
    the first unless told otherwise.

There is no p-value: tests such as chi-square take people for independent of each other, and people of one group are
not. Figures of several levels are many comparisons, and some will differ by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.analysis.comparisons import pairs_of
from qualcode.analysis.counted import counted_part
from qualcode.analysis.frequencies import codes_grid, only_voiced
from qualcode.analysis.level_counts import LevelCounts, level_counts
from qualcode.analysis.leveling import Leveling, check_bands, leveling
from qualcode.analysis.proportions import (
    SEED,
    Level,
    difference,
    drawn_together,
    drawn_units,
    intervals,
    wilson,
)
from qualcode.analysis.rounding import percent
from qualcode.analysis.selection import EVERYTHING, Selection
from qualcode.analysis.voices import carried

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from qualcode.analysis.tables import Tables

SMALLEST_BASE = 5  # participants
FEWEST_GROUPS = 2


def frequencies_by(
    tables: Tables,
    by: str | Sequence[str],
    selection: Selection = EVERYTHING,
    *,
    with_moderator: bool = False,
    keep_zero: bool = True,
    bands: Mapping[str, str] | None = None,
    compare: Sequence[str] = (),
    seed: int = SEED,
) -> pl.DataFrame:
    """Return one row a code and level of a variable: codes in tree order, within each all levels that have a turn.

    A turn belongs to the level of its speaker (case variable) or of its source (source variable). Each row counts as
    `frequencies` does, within its level's turns: a coding counts in each level in which at least one of its counted
    turns lies, and `participants_total` and `groups_total` are the speakers and groups of the level. Levels are in
    natural order (numbers by size, `wave 2` before `wave 10`); missing values are their own level, `(missing)`, the
    last. However many levels there are, all are computed.

    Args:
        tables: the project.
        by: a variable of cases or of sources, or several, whose tables follow one another; `gender×wave` crosses two.
            `group` and `source` are always there. Where cases and sources both have a variable, that of the cases;
            `source:city` and `case:city` say which.
        selection: which part of the project to count.
        with_moderator: count the turns of moderators and observers too.
        keep_zero: keep codes that nobody voiced at any level; a code that stays has a row for every level.
        bands: bands by the name of a variable, such as `{"age": "18-29,30-44,45+"}` or `{"date": "quarter"}`.
        compare: pairs of levels such as `woman,man`: the first less the second.
        seed: of the random numbers that groups are drawn with.

    Returns:
        `code, path, depth, variable, level, codings, turns, participants, participants_total, participants_percent,
        groups, groups_total, groups_percent, words, low, high, interval, groups_low, groups_high, is_small, versus,
        difference, difference_low, difference_high, top_speaker_share, groups_by_one, voiced_by_one, codebook,
        code_guid, is_retired`.

    Raises:
        UnknownVariableError: no such variable; the nearest name is offered.
        InvalidValueError: bands or pairs of levels are not written as they should, or fit no variable.
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, AmbiguousCodeError,
            EmptySelectionError: as for `frequencies`.
    """
    asked = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
    return broken_down(
        tables,
        asked,
        selection,
        lambda levelings: pairs_of(levelings, compare),
        with_moderator=with_moderator,
        keep_zero=keep_zero,
        bands=bands or {},
        seed=seed,
    )


def broken_down(
    tables: Tables,
    by: tuple[str, ...],
    selection: Selection,
    pairs: Callable[[Sequence[Leveling]], Sequence[Mapping[int, int]]],
    *,
    with_moderator: bool,
    keep_zero: bool,
    bands: Mapping[str, str],
    seed: int,
) -> pl.DataFrame:
    """Return what `frequencies_by` does; `pairs` says for each variable which level is compared with which."""
    import polars as pl

    check_bands(tables, by, bands)
    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    levelings = [leveling(chosen, turns, one, bands) for one in by]
    units = None if with_moderator else drawn_together(turns)
    drawn = drawn_units(0 if units is None else units["unit"].n_unique(), seed=seed)
    blocks = []
    for one, found, compared in zip(
        levelings, level_counts(chosen, turns, levelings, units), pairs(levelings), strict=True
    ):
        block = _with_intervals(_block(chosen, one, found), one, compared, found.levels, drawn)
        blocks.append(block if keep_zero else only_voiced(block, selection))
    return pl.concat(blocks).select(
        *("code", "path", "depth", "variable", "level", "codings", "turns"),
        *("participants", "participants_total", "participants_percent", "groups", "groups_total", "groups_percent"),
        *("words", "low", "high", "interval", "groups_low", "groups_high", "is_small"),
        *("versus", "difference", "difference_low", "difference_high"),
        *("top_speaker_share", "groups_by_one", "voiced_by_one", "codebook", "code_guid", "is_retired"),
    )


def _block(tables: Tables, one: Leveling, found: LevelCounts) -> pl.DataFrame:
    """Return the figures of one variable: a row a code and level, `row` and `column` their places."""
    import polars as pl

    totals = pl.DataFrame(
        {
            "level": pl.Series(one.names, dtype=pl.String),
            "column": pl.Series(range(len(one.names)), dtype=pl.Int64),
            "participants_total": found.participants_total,
            "groups_total": found.groups_total,
        }
    )
    figures = [pl.Series(name, values.T.ravel()) for name, values in found.figures.items()]
    block = codes_grid(tables).join(totals, how="cross", maintain_order="left_right").with_columns(figures)
    return carried(block).with_columns(
        variable=pl.lit(one.variable),
        participants_percent=percent(pl.col("participants"), pl.col("participants_total")),
        groups_percent=percent(pl.col("groups"), pl.col("groups_total")),
        is_small=(pl.col("participants_total") < SMALLEST_BASE) | (pl.col("groups_total") < FEWEST_GROUPS),
    )


def _with_intervals(
    block: pl.DataFrame,
    one: Leveling,
    compared: Mapping[int, int],
    levels: Sequence[Level],
    drawn: NDArray[np.float64],
) -> pl.DataFrame:
    """Return the figures of one variable with intervals and differences beside them."""
    import numpy as np
    import polars as pl

    shape = (len(one.names), len(block) // max(1, len(one.names)))
    found = {name: np.full(shape, np.nan) for name in ("low", "high", "difference_low", "difference_high")}
    is_drawn = np.zeros(shape, dtype=np.bool_)
    for place, level in enumerate(levels):
        found["low"][place], found["high"][place], is_drawn[place] = intervals(level, drawn)
        if place in compared:
            low, high, _ = difference(level, levels[compared[place]], drawn)
            found["difference_low"][place], found["difference_high"][place] = low, high
    n, total = block["participants"].to_numpy(), block["participants_total"].to_numpy()
    shares = (n / total).reshape(shape[::-1]).T
    found["difference"] = np.full(shape, np.nan)
    for place, other in compared.items():
        found["difference"][place] = shares[place] - shares[other]
    columns = {name: _tenths(values.T.ravel()) for name, values in found.items()}
    columns["groups_low"], columns["groups_high"] = map(
        _tenths, wilson(block["groups"].to_numpy(), block["groups_total"].to_numpy())
    )
    named = {place: one.names[other] for place, other in compared.items()}
    kind = pl.Series("interval", np.where(is_drawn, "bootstrap", "wilson").T.ravel(), dtype=pl.String)
    return block.with_columns(
        *(pl.Series(name, values, dtype=pl.Float64).fill_nan(None) for name, values in columns.items()),
        versus=pl.col("column").replace_strict(named, default=None, return_dtype=pl.String),
    ).with_columns(interval=pl.when(pl.col("low").is_not_null()).then(kind))


def _tenths(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return percent with one decimal, halves rounded up; what is off by a rounding error of floats is put right."""
    import numpy as np

    tenths: NDArray[np.float64] = np.round(np.floor(np.round(1000 * shares, 6) + 0.5) / 10, 1)
    return tenths
