"""Coefficients of agreement on units that were judged one by one, in all groups of units and in resamples of them.

What was said of units is counted by pattern: how often did Ann say this and Ben that. All coefficients are made of
sums over these patterns and of products of two such sums, so a million units cost no more than a hundred once they are
counted, and a bootstrap over groups only weighs each group's sums anew.

A coefficient gives a figure a resample, NaN where it cannot be had; `reliability` gives one figure, or says why not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.set_distances import Distance, apart_and_sums, jaccard_distance, masi_distance
from qualcode.analysis.products import product
from qualcode.analysis.resampling import weighed_products

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Weights = NDArray[np.float64] | None  # of the groups, a row a resample; None for each group by itself
    Coefficient = Callable[["Ratings", Weights], NDArray[np.float64]]

MISSING = -1  # in patterns: this coder did not judge
FEW_PATTERNS = 16  # so few that all groups times all patterns is less than what is there, told one by one
FEWEST = 2  # units, and coders who judged each
_DEAR = 10**9  # groups × values²: from here on chance in resamples is told to first order


@dataclass(frozen=True, eq=False)  # without slots: what is computed once has to be kept somewhere
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

    @cached_property
    def there(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """The counts above 0: their groups, their patterns, themselves; of many patterns a group has few."""
        import numpy as np

        at = np.flatnonzero(self.counts)
        groups, patterns = np.divmod(at, max(1, self.counts.shape[1]))
        return groups, patterns, self.counts.ravel()[at].astype(np.float64)

    @cached_property
    def often(self) -> NDArray[np.float64] | None:
        """The counts as numbers to multiply with, where there are few patterns; None where there are many."""
        import numpy as np

        return self.counts.astype(np.float64) if len(self.patterns) <= FEW_PATTERNS else None

    def summed(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum of a number a pattern over the units of each group, shape (G,)."""
        import numpy as np

        if self.often is not None:
            return product(self.often, weights)
        groups, patterns, often = self.there
        return np.bincount(groups, often * weights[patterns], minlength=len(self.counts)).astype(np.float64)

    def drawn(self, weights: NDArray[np.float64]) -> Ratings:
        """Return the ratings of groups drawn so often, whole numbers, shape (B, G): each row is one group then.

        Coefficients of few patterns are had from that much sooner than by weighing the groups in each of their sums.
        """
        import numpy as np

        counts = product(weights, self.counts.astype(np.float64)).astype(np.int64)
        return Ratings(self.values, self.patterns, counts)

    @property
    def units(self) -> int:
        """Units that at least two coders judged."""
        return int(self.counts.sum(axis=0)[_judged(self.patterns) >= FEWEST].sum())


def alpha_with(distance: Distance | None = None) -> Coefficient:
    """Return Krippendorff's alpha under a distance, nominal where none is given, as a coefficient.

    Where there are hundreds of groups and thousands of different sets, what chance would give in a resample is told to
    first order around what it gives in all groups: the error is less than the difference between groups over their
    number. The figure itself is exact.

    Source: Krippendorff, Content Analysis, 2nd ed. (2004), ch. 11.
    """
    return lambda told, weights: _alphas(told, weights, (distance,))[0]


def set_alphas(told: Ratings, weights: Weights) -> dict[str, NDArray[np.float64]]:
    """Return Krippendorff's alpha of sets of codes by name, with Jaccard's distance and with MASI's.

    As `alpha_with` gives them, but all sets are compared with each other only once.
    """
    names = ("alpha_jaccard", "alpha_masi")
    return dict(zip(names, _alphas(told, weights, (jaccard_distance, masi_distance)), strict=True))


def _alphas(told: Ratings, weights: Weights, distances: tuple[Distance | None, ...]) -> list[NDArray[np.float64]]:
    import numpy as np

    both = judged_by(told, FEWEST)
    patterns, judged = both.patterns, _judged(both.patterns)
    said = _said(both)
    total = product(weights, said.sum(axis=1))
    is_dear = len(said) * len(told.values) ** 2 > _DEAR
    whole = said.sum(axis=0, keepdims=True)
    between = {}
    if known := [distance for distance in distances if distance is not None]:
        found = apart_and_sums(told.values, patterns, whole if is_dear else said, known)
        between = dict(zip(known, found, strict=True))
    alphas = []
    for distance in distances:
        if distance is None:
            apart = (judged * (judged - 1) - _agreeing(patterns)).astype(np.float64)
            expected = total**2 - weighed_products(weights, said, said)
        else:
            apart, others = between[distance]
            if is_dear:
                expected = 2 * (product(weights, said @ others[0])) - float(whole[0] @ others[0])
            else:
                expected = weighed_products(weights, said, others)
        observed = product(weights, both.summed(apart / (judged - 1)))
        with np.errstate(divide="ignore", invalid="ignore"):
            alphas.append(np.where(expected > 0, 1 - (total - 1) * observed / expected, np.nan))
    return alphas


def _percent(told: Ratings, weights: Weights) -> NDArray[np.float64]:
    """Return the mean share of agreeing pairs of coders over the units that at least two judged."""
    import numpy as np

    both = judged_by(told, FEWEST)
    judged = _judged(both.patterns)
    agreeing = both.summed(_agreeing(both.patterns) / (judged * (judged - 1)))
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: NDArray[np.float64] = product(weights, agreeing) / product(weights, _often(both))
    return shares


def _cohen(told: Ratings, weights: Weights) -> NDArray[np.float64]:
    """Return Cohen's kappa of two coders over the units that both judged.

    Source: Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960).
    """
    import numpy as np

    all_of_them = judged_by(told, told.patterns.shape[1])
    patterns = all_of_them.patterns
    first, second = (_said(all_of_them, (coder,)) for coder in (0, 1))
    alike = all_of_them.summed((patterns[:, 0] == patterns[:, 1]).astype(np.float64))
    total = product(weights, _often(all_of_them))
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = weighed_products(weights, first, second) / total**2
        return _beyond_chance(product(weights, alike) / total, expected)


def _fleiss(told: Ratings, weights: Weights) -> NDArray[np.float64]:
    """Return Fleiss' kappa over the units that all coders judged.

    Source: Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76 (1971).
    """
    import numpy as np

    coders = told.patterns.shape[1]
    all_of_them = judged_by(told, coders)
    said = _said(all_of_them)
    total = product(weights, _often(all_of_them))
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = product(weights, all_of_them.summed(_agreeing(all_of_them.patterns).astype(np.float64))) / (
            coders * (coders - 1) * total
        )
        expected = weighed_products(weights, said, said) / (coders * total) ** 2
        return _beyond_chance(observed, expected)


PERCENT: Coefficient = _percent
COHEN: Coefficient = _cohen
FLEISS: Coefficient = _fleiss


def _beyond_chance(observed: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    # 1 - expected is a difference of nearly equal numbers where one value is all there is.
    return np.where(1 - expected > 1e-12, (observed - expected) / (1 - expected), np.nan)


def _often(told: Ratings) -> NDArray[np.float64]:
    """Return how many units each group has."""
    import numpy as np

    return told.summed(np.ones(len(told.patterns)))


def _judged(patterns: NDArray[np.int64]) -> NDArray[np.int64]:
    judged: NDArray[np.int64] = (patterns >= 0).sum(axis=1)
    return judged


def judged_by(told: Ratings, coders: int) -> Ratings:
    """Return the ratings of the units that at least so many coders judged."""
    enough = _judged(told.patterns) >= coders
    return told if enough.all() else Ratings(told.values, told.patterns[enough], told.counts[:, enough])


def _agreeing(patterns: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many ordered pairs of coders said the same in each pattern."""
    import numpy as np

    found = np.zeros(len(patterns), dtype=np.int64)
    for one in range(patterns.shape[1]):
        for other in range(one):
            found += 2 * ((patterns[:, one] == patterns[:, other]) & (patterns[:, one] >= 0))
    return found


def _said(told: Ratings, coders: Sequence[int] | None = None) -> NDArray[np.float64]:
    """Return how often each value was said in each group, shape (G, V), by all coders or these."""
    import numpy as np

    size, values = len(told.counts), len(told.values)
    everybody = range(told.patterns.shape[1]) if coders is None else coders
    if told.often is not None:
        by = [told.patterns[:, coder, None] == np.arange(values) for coder in everybody]
        return product(told.often, np.sum(by, axis=0, dtype=np.float64))
    groups, patterns, often = told.there
    said = np.zeros(size * values)
    for coder in everybody:
        value = told.patterns[patterns, coder]
        here = value >= 0
        said += np.bincount(groups[here] * values + value[here], weights=often[here], minlength=size * values)
    return said.reshape(size, values)
