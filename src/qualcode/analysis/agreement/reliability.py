"""How far coders agree on units that were judged one by one: percent, kappa, alpha, each as one figure.

A coefficient that cannot be had is an error that says why, never a silent NaN.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.coefficients import (
    COHEN,
    FEWEST,
    FLEISS,
    MISSING,
    PERCENT,
    Ratings,
    alpha_with,
    judged_by,
)
from qualcode.analysis.resampling import drawn_groups, interval_of
from qualcode.errors.analysis import NoVariationError, TooFewRatingsError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from qualcode.analysis.agreement.coefficients import Coefficient
    from qualcode.analysis.agreement.set_distances import Distance
    from qualcode.analysis.resampling import Interval


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
    return _checked(told, PERCENT)


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
    if told.patterns.shape[1] != FEWEST:
        raise InvalidValueError("Coders", told.patterns.shape[1], "Cohen's kappa is of two.")
    return _checked(told, COHEN)


def fleiss_kappa(told: Ratings) -> float:
    """Return Fleiss' kappa over the units that all coders judged.

    Raises:
        TooFewRatingsError: fewer than two units were judged by all.
        NoVariationError: everybody said the same of every unit.

    Source: Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76 (1971).
    """
    return _checked(told, FLEISS)


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
    drawn = drawn_groups(len(told.counts), seed=seed, resamples=resamples)
    return None if drawn is None else interval_of(coefficient(told, drawn), level=level)


def _checked(told: Ratings, coefficient: Coefficient) -> float:
    import numpy as np

    needed = told.patterns.shape[1] if coefficient in (COHEN, FLEISS) else FEWEST
    units = int(judged_by(told, max(needed, FEWEST)).counts.sum())
    if units < FEWEST:
        raise TooFewRatingsError(units, needed)
    found = float(coefficient(told, np.ones((1, len(told.counts))))[0])
    if not np.isfinite(found):
        raise NoVariationError(units)
    return found
