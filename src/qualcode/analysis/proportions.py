"""Intervals of shares of people, and of differences between two such shares.

Among people who talk with each other, what one says hangs on what the others said. So an interval comes from drawing
whole groups, not people: as many groups as there are, with replacement, 2000 times; the interval holds the middle 95 %
of the shares that come out (percentile bootstrap). Groups that share a participant are drawn together, for they are no
more independent than the people of one group. Resamples in which nobody of a level is there are left out.

With few groups such intervals come out too narrow, with one there is none, and where the resamples all say the same
(nobody voiced it, everybody did) they have no width. So none is told that is narrower than Wilson's, which takes people
for independent of each other and is the least that can be honest: the interval is the wider of the two. That of a
difference is the wider of the resamples' (the same draws for both shares) and Newcombe's.

Sources: Efron and Tibshirani, An Introduction to the Bootstrap (1993), ch. 13; Davison and Hinkley, Bootstrap Methods
and their Application (1997), ch. 3.8; Wilson, Probable inference, the law of succession, and statistical inference,
Journal of the American Statistical Association 22 (1927); Newcombe, Interval estimation for the difference between
independent proportions, Statistics in Medicine 17 (1998), method 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.products import product
from qualcode.analysis.resampling import often_drawn

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Shares = NDArray[np.float64]

RESAMPLES = 2000
SEED = 1

_Z = 1.959963984540054  # 95 % of a normal distribution lie within so many standard deviations
_MIDDLE = (0.025, 0.975)
_FEWEST = 2  # units that can be drawn


class Intervals(NamedTuple):
    """Intervals of many shares, each of shape (K,), in shares of 1; NaN where there is nobody.

    Attributes:
        is_drawn: where they come from resampled groups.
    """

    low: Shares
    high: Shares
    is_drawn: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The people of one level, counted in units that are drawn together.

    Attributes:
        units: which units they are in, shape (U,).
        people: how many are in each, shape (U,).
        voiced: how many of them voiced each of K codes, shape (U, K).
    """

    units: NDArray[np.int64]
    people: NDArray[np.int64]
    voiced: NDArray[np.int64]


def wilson(n: NDArray[np.int64], total: NDArray[np.int64]) -> tuple[Shares, Shares]:
    """Return Wilson's score intervals of n of N; NaN where N is 0."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        share = n / total
        middle = (share + _Z**2 / (2 * total)) / (1 + _Z**2 / total)
        half = _Z / (1 + _Z**2 / total) * np.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    low, high = np.where(n == 0, 0.0, middle - half), np.where(n == total, 1.0, middle + half)  # exactly, not nearly
    return np.where(total > 0, low, np.nan), np.where(total > 0, high, np.nan)


def newcombe(one: tuple[Shares, Shares, Shares], other: tuple[Shares, Shares, Shares]) -> tuple[Shares, Shares]:
    """Return intervals of one share less another, each given as itself with the ends of Wilson's interval."""
    import numpy as np

    (share, low, high), (less, low_less, high_less) = one, other
    down = np.sqrt((share - low) ** 2 + (high_less - less) ** 2)
    up = np.sqrt((high - share) ** 2 + (less - low_less) ** 2)
    return share - less - down, share - less + up


def drawn_units(units: int, *, seed: int, resamples: int = RESAMPLES) -> Shares:
    """Return how often each unit was drawn, shape (resamples, units); the same seed gives the same."""
    import numpy as np

    if not units:
        return np.empty((resamples, 0))
    return often_drawn(units, seed=seed, resamples=resamples)


def intervals(level: Level, drawn: Shares) -> Intervals:
    """Return the intervals of the level's share of people who voiced each code."""
    import numpy as np

    n, total = level.voiced.sum(axis=0), np.broadcast_to(level.people.sum(), level.voiced.shape[1])
    low, high = wilson(n, total)
    is_drawn = np.zeros(len(n), dtype=np.bool_)
    if len(level.units) >= _FEWEST:
        some = np.flatnonzero((n > 0) & (n < total))
        _widen(low, high, is_drawn, some, _middle(_resampled(level, drawn, some)))
    return Intervals(low, high, is_drawn)


def difference(one: Level, other: Level, drawn: Shares) -> Intervals:
    """Return the intervals of the difference between two levels: one less the other."""
    import numpy as np

    sides = []
    for level in (one, other):
        n, total = level.voiced.sum(axis=0), np.broadcast_to(level.people.sum(), level.voiced.shape[1])
        with np.errstate(divide="ignore", invalid="ignore"):
            sides.append((n / total, *wilson(n, total)))
    low, high = newcombe(*sides)
    is_drawn = np.zeros(len(low), dtype=np.bool_)
    if min(len(one.units), len(other.units)) >= _FEWEST:
        voiced = np.flatnonzero(one.voiced.sum(axis=0) + other.voiced.sum(axis=0))
        _widen(low, high, is_drawn, voiced, _middle(_resampled(one, drawn, voiced) - _resampled(other, drawn, voiced)))
    return Intervals(low, high, is_drawn)


def drawn_together(spoken: pl.DataFrame) -> pl.DataFrame:
    """Return `case_id, unit`: for everybody the unit that is drawn, numbered from 0 on.

    A unit is a group, or several that share a participant, directly or through other groups.

    Args:
        spoken: `case_id, group`, who spoke in which group.
    """
    import polars as pl

    pairs = spoken.select("case_id", "group").unique().sort("case_id", "group")
    parent = {group: group for group in pairs["group"]}

    def root(group: int) -> int:
        while parent[group] != group:
            parent[group] = parent[parent[group]]
            group = parent[group]
        return group

    first: dict[int, int] = {}
    for case_id, group in pairs.iter_rows():
        parent[root(group)] = root(first.setdefault(case_id, group))
    numbers = {unit: number for number, unit in enumerate(sorted({root(group) for group in parent}))}
    units = {case_id: numbers[root(group)] for case_id, group in first.items()}
    schema = {"case_id": pl.Int64, "unit": pl.Int64}
    return pl.DataFrame({"case_id": list(units), "unit": list(units.values())}, schema=schema)


def _widen(
    low: Shares, high: Shares, is_drawn: NDArray[np.bool_], codes: NDArray[np.int64], found: tuple[Shares, Shares]
) -> None:
    """Put the intervals found for these codes in the place of narrower ones."""
    is_wider = found[1] - found[0] > high[codes] - low[codes]
    wider = codes[is_wider]
    low[wider], high[wider], is_drawn[wider] = found[0][is_wider], found[1][is_wider], True


def _resampled(level: Level, drawn: Shares, codes: NDArray[np.int64]) -> Shares:
    """Return the level's share of people for these codes in each resample, shape (codes, resamples)."""
    import numpy as np

    # Numbers of people are exact in single precision, in which multiplying takes half the time; shares are not.
    weights = drawn[:, level.units].astype(np.float32)
    counted = np.column_stack([level.people, level.voiced[:, codes]]).astype(np.float32)
    n = product(weights, counted).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: Shares = n[:, 1:].T / n[:, 0]
    return shares


def _middle(shares: Shares) -> tuple[Shares, Shares]:
    """Return the ends of the middle 95 % of each row, NaN columns left out, interpolated linearly."""
    import numpy as np

    if not shares.size:
        return np.empty(0), np.empty(0)
    told = shares[:, np.isfinite(shares[0])]  # who is there in a resample is the same for all codes
    if not told.size:
        return np.full(len(shares), np.nan), np.full(len(shares), np.nan)
    last = told.shape[1] - 1
    ends = []
    places = [(int(last * part), last * part % 1) for part in _MIDDLE]
    told = np.partition(told, sorted({min(place + step, last) for place, _ in places for step in (0, 1)}), axis=1)
    for place, part in places:
        here, beyond = told[:, place], told[:, min(place + 1, last)]
        ends.append(here + (beyond - here) * part)
    return ends[0], ends[1]
