"""Ridge regression on how alike units are, for all codes at once, with what it would say of units left out.

Least squares with an intercept in dual form: one linear system serves all codes. Leaving out a group of units needs no
new system: with C the inverse of the bordered matrix [K + λI, 1; 1ᵀ, 0] and α = C y, the errors of the group, were it
left out, are C_gg⁻¹ α_g.

Source: Cawley and Talbot, Fast exact leave-one-out cross-validation of sparse least-squares support vector machines,
Neural Networks 17 (2004) 1467-1475; An et al., Fast cross-validation algorithms for least squares support vector
machine and kernel ridge regression, Pattern Recognition 40 (2007) 2154-2162.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from qualcode.suggestions.language.words import Array

PENALTIES = (0.12, 0.25, 0.5, 0.7, 1.0, 1.4, 2.0)
WEIGHTS = (0.1, 0.2, 0.4)
_USUAL = 0.5
# What few errors ask for is more than what a good order of codes asks for, and the more so the more is known.
_RANKING, _RANKING_COUNTS, _RANKING_HALF_AT = 0.35, 0.75, 75
# Choosing the penalty takes a system for each; on many units some evenly spread tell enough.
_MOST_TO_CHOOSE_ON = 400
_ROWS = 256  # that are worked on at once
# A gain smaller than this share of the errors may be chance.
_LEAST_GAIN = 0.002


@dataclass(frozen=True, slots=True)
class Ridge:
    """A solved system.

    Attributes:
        inverse: C without its border, units × units.
        alphas: what each unit says for each code, units × codes.
        intercepts: of each code.
        penalty: λ.
        border: the border of C, one for each unit.
    """

    inverse: Array
    alphas: Array
    intercepts: Array
    penalty: float
    border: Array


def solved(likeness: Array, targets: Array, penalty: float) -> Ridge:
    """Return the solution for those units.

    Args:
        likeness: of the units to each other, symmetric.
        targets: what is to be said of each, units × codes.
    """
    from scipy.linalg import cho_factor
    from scipy.linalg.lapack import dpotri

    system = likeness.astype(np.float64, order="F")  # as LAPACK has it: worked on in place
    np.einsum("ii->i", system)[:] += penalty
    factor, _ = cho_factor(system, overwrite_a=True, check_finite=False)
    half = dpotri(factor, overwrite_c=True)[0]  # the upper half: a third of the work of solving for every unit
    inverse = _mirrored(half)
    row = inverse.sum(axis=0)
    border = row / row.sum()
    for place in range(0, len(row), _ROWS):
        inverse[place : place + _ROWS] -= np.outer(border[place : place + _ROWS], row)
    intercepts = (row @ targets) / row.sum()
    return Ridge(inverse, inverse @ targets, intercepts, penalty, border)


def _mirrored(half: Array) -> Array:
    """Return the upper half of a square with its mirror image below."""
    whole = np.empty(half.shape)
    for first in range(0, len(half), _ROWS):
        last = first + _ROWS
        whole[first:last, first:] = half[first:last, first:]
        whole[first:, first:last] = half[first:last, first:].T
        block = np.triu(half[first:last, first:last])
        whole[first:last, first:last] = block + np.triu(block, 1).T
    return whole


def without(ridge: Ridge, group: Array) -> tuple[Array, Array]:
    """Return the alphas of the system without a group of units (theirs are 0), and the errors it makes on them.

    Args:
        group: places of the units left out; at least one unit stays.
    """
    errors = np.linalg.solve(ridge.inverse[np.ix_(group, group)], ridge.alphas[group])
    alphas = ridge.alphas - ridge.inverse[:, group] @ errors
    alphas[group] = 0.0
    return alphas, errors


def chosen_penalty(likeness: Array, targets: Array, groups: Array) -> float:
    """Return the penalty whose errors on groups left out are least; the usual one where there are not two groups.

    Args:
        groups: the number of each unit's group.
    """
    if len(np.unique(groups)) < 2:
        return _USUAL
    taken = _taken(len(likeness))
    groups, targets, likeness = groups[taken], targets[taken], likeness[np.ix_(taken, taken)]
    return min(PENALTIES, key=lambda penalty: _squares(likeness, targets, groups, penalty))


def ranking_penalty(penalty: float, units: int) -> float:
    """Return a penalty between the one that makes fewest errors and the one that orders codes best, of words alone.

    The squared error of rare codes is least where hardly anything is said of them, which tells them apart less well.
    """
    share = _RANKING_COUNTS * units / (units + _RANKING_HALF_AT)
    return float(penalty ** (1 - share) * _RANKING**share)


def chosen_weight(likeness: Array, other: Array, targets: Array, groups: Array, penalty: float) -> float:
    """Return how much another likeness of the same units is to weigh beside theirs, by the errors on groups left out.

    It is 0 where none of `WEIGHTS` makes fewer errors, by a share that is hardly chance, than doing without it. A
    likeness that tells nothing makes units less alike each other than themselves, as a larger penalty does, and that
    may help by itself: so each weight is compared with a penalty larger by as much.

    Args:
        other: each unit's likeness to itself is 1, or 0 where nothing is known of it.
    """
    if len(np.unique(groups)) < 2:
        return 0.0
    taken = _taken(len(likeness))
    groups, targets = groups[taken], targets[taken]
    likeness, other = likeness[np.ix_(taken, taken)], other[np.ix_(taken, taken)]
    without_it = _squares(likeness, targets, groups, penalty)
    errors = {one: _squares(likeness + one * other, targets, groups, penalty) for one in WEIGHTS}
    best = min(errors, key=lambda one: errors[one])
    floor = min(without_it, _squares(likeness, targets, groups, penalty + best))
    return best if errors[best] < floor * (1 - _LEAST_GAIN) else 0.0


def _taken(many: int) -> Array:
    return np.arange(0, many, -(-many // _MOST_TO_CHOOSE_ON))


def _squares(likeness: Array, targets: Array, groups: Array, penalty: float) -> float:
    """Return the sum of squared errors on each group, were it left out."""
    ridge = solved(likeness, targets, penalty)
    members = [np.flatnonzero(groups == group) for group in np.unique(groups)]
    if len(members) < 2:
        return 0.0
    return float(sum((without(ridge, group)[1] ** 2).sum() for group in members))
