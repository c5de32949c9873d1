"""Intervals from resampled groups, for every figure that is made of sums over groups.

People who talk with each other are not independent of each other, and neither are the turns of one group. So whole
groups are drawn with replacement, as many as there are, and a figure is computed anew from what was drawn. The interval
holds the middle 95 % of what comes out (percentiles). With few groups it is rough and, as a rule, too narrow.

Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chs. 8 and 13; for few groups Cameron, Gelbach
and Miller, Bootstrap-based improvements for inference with clustered errors, Review of Economics and Statistics 90
(2008).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.products import product, product_of_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES = 2000
_FEWEST = 2  # groups
_NARROW = 4  # values


class Interval(NamedTuple):
    """An interval from resampled groups.

    Attributes:
        share: which part of the resamples had a value at all; with few groups some have none.
    """

    low: float
    high: float
    share: float


def drawn_groups(groups: int, *, seed: int, resamples: int = RESAMPLES) -> NDArray[np.float64] | None:
    """Return how often each group was drawn, shape (resamples, groups), or None with fewer than two groups."""
    return often_drawn(groups, seed=seed, resamples=resamples) if groups >= _FEWEST else None


def often_drawn(groups: int, *, seed: int, resamples: int) -> NDArray[np.float64]:
    """Return how often each of one or more groups was drawn, shape (resamples, groups)."""
    import numpy as np

    # Drawing numbers and counting them is many times quicker than a multinomial of as many.
    drawn = np.random.default_rng(seed).integers(0, groups, size=(resamples, groups))
    places = drawn + np.arange(resamples)[:, None] * groups
    return np.bincount(places.ravel(), minlength=resamples * groups).reshape(resamples, groups).astype(np.float64)


def estimated(
    name: str, found: NDArray[np.float64], *, digits: int | None = None
) -> tuple[dict[str, float | None], str]:
    """Return a figure with its interval as `NAME, NAME_low, NAME_high`, and what there is to remark.

    Args:
        name: of the figure.
        found: the figure itself first, then those of the resamples, if any.
        digits: to round to.
    """
    import numpy as np

    told = float(found[0]) if np.isfinite(found[0]) else None
    interval = interval_of(found[1:]) if told is not None and len(found) > 1 else None
    figures = (told, interval.low if interval else None, interval.high if interval else None)
    rounded = [value if value is None or digits is None else round(value, digits) for value in figures]
    remark = ""
    if interval and interval.share < 1:
        remark = f"{name}: {100 * (1 - interval.share):.0f} % of the resamples had no value"
    return dict(zip((name, f"{name}_low", f"{name}_high"), rounded, strict=True)), remark


def interval_of(found: NDArray[np.float64], *, level: float = 0.95) -> Interval | None:
    """Return the interval that holds that much of what the resamples gave, or None if they gave nothing.

    Resamples in which a figure cannot be had are left out, and told of.
    """
    import numpy as np

    told = found[np.isfinite(found)]
    if not len(told):
        return None
    low, high = np.quantile(told, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), len(told) / len(found))


def weighed_products(
    weights: NDArray[np.float64] | None, left: NDArray[np.float64], right: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return for each row of weights the sum over values of the weighed sum of `left` times that of `right`.

    Args:
        weights: of the groups, shape (B, G); None for each group by itself.
        left: a sum for each group and value, shape (G, V).
        right: another.
    """
    import numpy as np

    groups, values = left.shape
    sums = np.zeros(groups if weights is None else len(weights))
    if values <= _NARROW:
        for value in range(values):
            one = product(weights, left[:, value])
            sums += one * (one if right is left else product(weights, right[:, value]))
    elif weights is None or values < groups:
        sums += (product(weights, left) * product(weights, right)).sum(axis=1)
    else:  # thousands of sets of codes in some ten groups: most are of one group, and meet nothing of another
        is_shared = ((left != 0) | (right != 0)).sum(axis=0) > 1
        between = product_of_rows(left[:, is_shared], right[:, is_shared])
        between[np.diag_indices(groups)] += np.einsum("gv,gv->g", left[:, ~is_shared], right[:, ~is_shared])
        sums += (product(weights, between) * weights).sum(axis=1)
    return sums
