"""Scores made into probabilities, and the score from which on a code is worth suggesting.

Both are learned from what a model says of sources it has not seen. Probabilities follow a logistic curve over the score
and the code's share of all talk (Platt scaling with the share as an offset), one for all codes, drawn towards a usual
curve where there is little to learn from. A code may be told better or worse than the others: what was seen of it alone
moves what its probabilities promise, and its threshold follows from both.

Source: Platt, Probabilistic outputs for support vector machines, in: Advances in Large Margin Classifiers (1999).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.language.words import BLOCK

if TYPE_CHECKING:
    from qualcode.suggestions.language.words import Array

LEAST_PRECISION = 0.6
FEWEST_CODINGS = 20
NEVER = 1.01
# Taking the lowest threshold that will do flatters it: more than what is promised has to be measured.
_MEASURED = 0.75
_PROMISED = 4.0  # how many places of a code its probabilities count as
_FEWEST_RIGHT = 6
_LEAST_LIKELY = 0.5  # precise ones should not carry along what is likelier wrong than right
_SLOPES = np.array([-3.0, 6.0, 0.5])
_PULL = np.array([1.0, 0.1, 1.0])
_STEPS = 30
_SMALLEST = 1e-6
_RARE = 1e-3


@dataclass(frozen=True, slots=True)
class Curve:
    """From scores to probabilities.

    Attributes:
        slopes: of the constant, the score and the log-odds of the code's share.
    """

    slopes: tuple[float, float, float] = (-3.0, 6.0, 0.5)

    def probabilities(self, scores: Array, shares: Array) -> Array:
        """Return how likely each code is for each unit.

        Args:
            scores: units × codes.
            shares: how often each code is to be expected, of all units or of each.
        """
        made, shares = np.empty(scores.shape), np.broadcast_to(shares, scores.shape)
        for first in range(0, len(scores), BLOCK):
            here = slice(first, first + BLOCK)
            made[here] = 1 / (1 + np.exp(-(_facts(scores[here], shares[here]) @ np.array(self.slopes))))
        return np.clip(made, 0.0, 0.99, out=made)


def fitted_curve(scores: Array, shares: Array, coded: Array) -> Curve:
    """Return the curve that fits what was coded.

    Args:
        scores: of units the model has not seen, units × codes; where it says nothing, not a number.
        shares: how often each code was to be expected by who had not seen the unit, likewise, or one for each code.
        coded: likewise, whether each unit has each code.
    """
    known = ~np.isnan(scores)
    facts = _facts(scores[known], np.broadcast_to(shares, scores.shape)[known])
    truth = coded[known].astype(float)
    slopes = _SLOPES.copy()
    if not truth.any() or truth.all():
        return Curve()
    loss = _loss(facts, truth, slopes)
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-(facts @ slopes)))
        slope = facts.T @ (chances - truth) + _PULL * (slopes - _SLOPES)
        bend = (facts * (chances * (1 - chances))[:, None]).T @ facts + np.diag(_PULL)
        step, before = np.linalg.solve(bend, slope), loss
        while (loss := _loss(facts, truth, slopes - step)) > before and np.abs(step).max() > _SMALLEST:
            step = step / 2
        if loss >= before - _SMALLEST:
            break
        slopes = slopes - step
    constant, score, share = (round(float(one), 6) for one in slopes)
    return Curve((constant, max(score, 0.0), share))


def _loss(facts: Array, truth: Array, slopes: Array) -> float:
    said = facts @ slopes
    return float((np.logaddexp(0.0, said) - truth * said).sum() + (_PULL * (slopes - _SLOPES) ** 2).sum() / 2)


def _facts(scores: Array, shares: Array) -> Array:
    shares = np.clip(shares, _RARE, 1 - _RARE)
    within = np.clip(np.nan_to_num(scores), -1.0, 3.0)
    facts: Array = np.stack((np.ones_like(scores), within, np.log(shares / (1 - shares))), axis=-1)
    return facts


def measured_thresholds(chances: Array, coded: Array, codings: Array) -> Array:
    """Return the probability from which on each code is suggested; `NEVER` where no threshold is precise enough.

    It is the lowest from which on clearly more than `LEAST_PRECISION` of the units have the code, judged on units the
    model has not seen and, as if those were some more of them, by the probabilities themselves; but never a probability
    that is low by itself, nor one that only a few units speak for, as luck may have chosen them. A code with fewer than
    `FEWEST_CODINGS` has none, and neither has one of which mostly units are known that have it, as where all was found
    by a search: there, to suggest it everywhere would look precise.

    Args:
        chances: units × codes, as a fitted curve gives them; not a number where nothing is said.
        coded: likewise.
        codings: how many each code has.
    """
    thresholds = np.full(chances.shape[1], NEVER)
    for code in np.flatnonzero(codings >= FEWEST_CODINGS):
        said = ~np.isnan(chances[:, code])
        ours, truth = chances[said, code], coded[said, code]
        if truth.sum() * 2 > len(truth):
            continue
        order = np.argsort(-ours, kind="stable")
        right, many = np.cumsum(truth[order]), np.arange(1, len(order) + 1)
        promised = _PROMISED * np.cumsum(ours[order]) / many
        precise = ((right + promised) / (many + _PROMISED) >= _MEASURED) & (right >= _FEWEST_RIGHT)
        # Ties stand or fall together: the last of equals tells for all of them.
        last = np.append(ours[order][1:] < ours[order][:-1], True) if len(order) else np.zeros(0, dtype=bool)
        enough = np.flatnonzero(precise & last)
        if len(enough):
            thresholds[code] = max(float(ours[order][enough[-1]]), _LEAST_LIKELY)
    return thresholds


def reliability(chances: Array, coded: Array, bins: int = 10) -> list[tuple[float, float, int]]:
    """Return a reliability curve: mean probability, share that is coded and number of pairs, by tenths of probability.

    Bins without any pair are left out.
    """
    flat, truth = chances.ravel(), coded.ravel()
    places = np.minimum((flat * bins).astype(int), bins - 1)
    return [
        (float(flat[here].mean()), float(truth[here].mean()), int(here.sum()))
        for number in range(bins)
        for here in (places == number,)
        if here.any()
    ]


def calibration_error(curve: list[tuple[float, float, int]]) -> float:
    """Return the expected calibration error of a reliability curve: the mean distance from the diagonal, by pairs."""
    total = sum(count for *_, count in curve)
    return sum(abs(mean - share) * count for mean, share, count in curve) / total if total else 0.0
