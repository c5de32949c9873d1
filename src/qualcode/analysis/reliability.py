"""How far coders agree on units that were judged one by one: percent, kappa, alpha.

What was said of units is counted by pattern: how often did Ann say this and Ben that. All coefficients are sums over
these patterns, so a million units cost no more than a hundred once they are counted, and a bootstrap over groups only
weighs the counts anew.

A coefficient that cannot be had is an error that says why, never a silent NaN.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import InvalidValueError, NoVariationError, TooFewRatingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Distance = Callable[[Hashable, Hashable], float]
    Coefficient = Callable[["Ratings", NDArray[np.float64]], NDArray[np.float64]]

MISSING = -1  # in patterns: this coder did not judge
_FEWEST = 2  # units, and coders who judged each


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """What coders said of units, counted.

    Attributes:
        values: everything that was said, each once.
        patterns: shape (P, M): what each of M coders said, as places in `values`; -1 where a coder did not judge.
        counts: shape (G, P): how often each pattern came up in each of G groups of units.
    """

    values: tuple[Hashable, ...]
    patterns: NDArray[np.int64]
    counts: NDArray[np.int64]

    @property
    def units(self) -> int:
        """Units that at least two coders judged."""
        return int(self.counts.sum(axis=0)[_judged(self.patterns) >= _FEWEST].sum())


class Interval(NamedTuple):
    """An interval from resampled groups.

    Attributes:
        share: which part of the resamples had a value at all; with few groups some have none.
    """

    low: float
    high: float
    share: float


def ratings(
    units: Iterable[Sequence[Hashable | None]], groups: Iterable[Hashable] | None = None, *, coders: int | None = None
) -> Ratings:
    """Return the counted patterns of a table of units by coders.

    Args:
        units: what each coder said of each unit, always in the same order of coders; None where one did not judge.
        groups: the group of each unit, for a bootstrap over groups; one group where none are given.
        coders: how many coders there are, needed only where there may be no unit.

    Raises:
        InvalidValueError: rows of different length.
    """
    import numpy as np

    rows = [tuple(unit) for unit in units]
    named = list(groups) if groups is not None else [0] * len(rows)
    width = len(rows[0]) if rows else coders or 0
    if any(len(row) != width for row in rows) or len(named) != len(rows):
        raise InvalidValueError("Ratings", f"{len(rows)} units", "not every unit has one value a coder and one group.")
    values = {
        value: place for place, value in enumerate(dict.fromkeys(v for row in rows for v in row if v is not None))
    }
    counted = Counter(zip(named, rows, strict=True))
    patterns = {row: place for place, row in enumerate(dict.fromkeys(rows))}
    places = {group: place for place, group in enumerate(dict.fromkeys(named))}
    counts = np.zeros((max(1, len(places)), len(patterns)), dtype=np.int64)
    for (group, row), count in counted.items():
        counts[places[group], patterns[row]] = count
    coded = [[MISSING if value is None else values[value] for value in row] for row in patterns]
    return Ratings(tuple(values), np.array(coded, dtype=np.int64).reshape(len(patterns), width), counts)


def percent_agreement(told: Ratings) -> float:
    """Return the mean share of agreeing pairs of coders over the units that at least two judged, 0 to 1.

    Raises:
        TooFewRatingsError: fewer than two units were judged by two coders.
    """
    return _checked(told, _percent)


def cohen_kappa(told: Ratings) -> float:
    """Return Cohen's kappa of two coders over the units that both judged.

    Returns:
        1.0 perfect, 0.0 what chance would give with each coder's own habits, negative below that.

    Raises:
        InvalidValueError: there are not two coders.
        TooFewRatingsError: fewer than two units were judged by both.
        NoVariationError: both said the same of every unit.

    Source: Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960).
    """
    if told.patterns.shape[1] != _FEWEST:
        raise InvalidValueError("Coders", told.patterns.shape[1], "Cohen's kappa is of two.")
    return _checked(told, _cohen)


def fleiss_kappa(told: Ratings) -> float:
    """Return Fleiss' kappa over the units that all coders judged.

    Raises:
        TooFewRatingsError: fewer than two units were judged by all.
        NoVariationError: everybody said the same of every unit.

    Source: Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76 (1971).
    """
    return _checked(told, _fleiss)


def krippendorff_alpha(told: Ratings, distance: Distance | None = None) -> float:
    """Return Krippendorff's alpha; units that only one coder judged are left out.

    Args:
        told: the ratings.
        distance: from 0 for two values that mean the same to 1; nominal (0 or 1) where none is given. For sets of
            codes see `jaccard_distance` and `masi_distance`.

    Returns:
        1.0 perfect, 0.0 chance, negative below chance.

    Raises:
        TooFewRatingsError: fewer than two units were judged by two coders.
        NoVariationError: everybody said the same of every unit.

    Source: Krippendorff, Content Analysis, 2nd ed. (2004), ch. 11.
    """
    return _checked(told, alpha_with(distance))


def jaccard_distance(one: Hashable, other: Hashable) -> float:
    """Return 1 - |both| / |either| of two sets; two empty sets are alike."""
    first, second = _sets(one, other)
    return 1 - len(first & second) / len(first | second) if first or second else 0.0


def masi_distance(one: Hashable, other: Hashable) -> float:
    """Return Passonneau's MASI distance of two sets: 1 - Jaccard's index times how one holds the other.

    That is 1 for the same set, 2/3 where one holds the other, 1/3 where they overlap otherwise, 0 for nothing common.
    An empty set has nothing in common with one that is not, though it is a part of it.

    Source: Passonneau, Measuring agreement on set-valued items (MASI), LREC 2006.
    """
    first, second = _sets(one, other)
    if first == second:
        return 0.0
    holds = 2 / 3 if first <= second or second <= first else 1 / 3
    return 1 - holds * len(first & second) / len(first | second)


def bootstrap_interval(
    told: Ratings, coefficient: Coefficient, *, seed: int, resamples: int = 2000, level: float = 0.95
) -> Interval | None:
    """Return a percentile interval from resampling whole groups of units, or None with fewer than two groups.

    Units of one group are not independent of each other, so groups are drawn, not units. Resamples in which the
    coefficient cannot be had are left out, and told of.

    Args:
        told: the ratings, with their groups.
        coefficient: `alpha_with(...)`, or one of `PERCENT`, `COHEN`, `FLEISS`.
        seed: of the random numbers; the same seed gives the same interval.
        resamples: how many.
        level: how much of them the interval holds.
    """
    import numpy as np

    count = len(told.counts)
    if count < _FEWEST:
        return None
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    found = coefficient(told, drawn.astype(np.float64) @ told.counts)
    found = found[np.isfinite(found)]
    if not len(found):
        return None
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), len(found) / resamples)


def alpha_with(distance: Distance | None = None) -> Coefficient:
    """Return Krippendorff's alpha under a distance, as `bootstrap_interval` takes it."""

    def alpha(told: Ratings, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        apart = _distances(told.values, distance)
        judged = _judged(told.patterns)
        pairable = judged >= _FEWEST
        patterns, counts, judged = told.patterns[pairable], counts[:, pairable], judged[pairable]
        here = patterns >= 0
        between = apart[patterns[:, :, None], patterns[:, None, :]] * (here[:, :, None] & here[:, None, :])
        observed = counts @ (between.sum(axis=(1, 2)) / (judged - 1))
        said = counts @ _tallies(patterns, len(told.values))
        total = said.sum(axis=1)
        expected = np.einsum("bv,vw,bw->b", said, apart, said, optimize=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(expected > 0, 1 - (total - 1) * observed / expected, np.nan)

    return alpha


def _percent(told: Ratings, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    judged = _judged(told.patterns)
    pairable = judged >= _FEWEST
    tallies = _tallies(told.patterns[pairable], len(told.values))
    judged, counts = judged[pairable], counts[:, pairable]
    agreeing = (tallies * (tallies - 1)).sum(axis=1) / (judged * (judged - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: NDArray[np.float64] = (counts @ agreeing) / counts.sum(axis=1)
    return shares


def _cohen(told: Ratings, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    is_both = (told.patterns >= 0).all(axis=1)
    patterns, counts = told.patterns[is_both], counts[:, is_both]
    first = counts @ _tallies(patterns[:, :1], len(told.values))
    second = counts @ _tallies(patterns[:, 1:], len(told.values))
    total = counts.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = counts[:, patterns[:, 0] == patterns[:, 1]].sum(axis=1) / total
        return _beyond_chance(observed, (first * second).sum(axis=1) / total**2)


def _fleiss(told: Ratings, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    is_full = (told.patterns >= 0).all(axis=1)
    patterns, counts = told.patterns[is_full], counts[:, is_full]
    coders = patterns.shape[1]
    tallies = _tallies(patterns, len(told.values))
    total = counts.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = counts @ (tallies * (tallies - 1)).sum(axis=1) / (coders * (coders - 1) * total)
        shares = counts @ tallies / (coders * total)[:, None]
        return _beyond_chance(observed, (shares**2).sum(axis=1))


PERCENT: Coefficient = _percent
COHEN: Coefficient = _cohen
FLEISS: Coefficient = _fleiss


def _beyond_chance(observed: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    # 1 - expected is a difference of nearly equal numbers where one value is all there is.
    return np.where(1 - expected > 1e-12, (observed - expected) / (1 - expected), np.nan)


def _checked(told: Ratings, coefficient: Coefficient) -> float:
    import numpy as np

    judged = _judged(told.patterns)
    needed = told.patterns.shape[1] if coefficient in (_cohen, _fleiss) else _FEWEST
    units = int(told.counts.sum(axis=0)[judged >= max(needed, _FEWEST)].sum())
    if units < _FEWEST:
        raise TooFewRatingsError(units, needed)
    found = float(coefficient(told, told.counts.sum(axis=0, keepdims=True).astype(np.float64))[0])
    if not np.isfinite(found):
        raise NoVariationError(units)
    return found


def _judged(patterns: NDArray[np.int64]) -> NDArray[np.int64]:
    judged: NDArray[np.int64] = (patterns >= 0).sum(axis=1)
    return judged


def _tallies(patterns: NDArray[np.int64], values: int) -> NDArray[np.float64]:
    """Return how many coders gave each value, shape (P, V)."""
    import numpy as np

    tallies = np.zeros((len(patterns), values))
    for said in patterns.T:
        here = said >= 0
        tallies[here, said[here]] += 1
    return tallies


def _distances(values: tuple[Hashable, ...], distance: Distance | None) -> NDArray[np.float64]:
    import numpy as np

    if distance is None:
        return 1 - np.eye(len(values))
    apart = np.zeros((len(values), len(values)))
    for row, one in enumerate(values):
        for column in range(row):
            apart[row, column] = apart[column, row] = distance(one, values[column])
    return apart


def _sets(one: Hashable, other: Hashable) -> tuple[frozenset[Hashable], frozenset[Hashable]]:
    if not isinstance(one, frozenset) or not isinstance(other, frozenset):
        raise InvalidValueError("Ratings", (one, other), "are not sets of codes.")
    return one, other
