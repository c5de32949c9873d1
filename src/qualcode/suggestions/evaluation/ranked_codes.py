"""How good an order of codes is: average precision, the first one right, how many are among the first three. Pure.

Ties are broken by the order of the codes. Units without any code have no order to be right about and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from qualcode.suggestions.language.words import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """How well codes were ordered, each the mean over units, from 0 to 1; 0 for no units.

    Attributes:
        average_precision: mean average precision.
        first_right: share of units whose first code is right (P@1).
        recall_at_3: share of a unit's codes that are among its first three.
        units: that have a code.
    """

    average_precision: float
    first_right: float
    recall_at_3: float
    units: int


def ranked(scores: Array, coded: Array, sampling_weights: Array | None = None) -> Ranked:
    """Return how well codes ordered by score agree with what was coded.

    Args:
        scores: units × codes.
        coded: likewise.
        sampling_weights: how many units like it each stands for; None where each stands for itself.
    """
    has_code = np.any(coded, axis=1)
    scores, coded = scores[has_code], coded[has_code]
    counts = None if sampling_weights is None else sampling_weights[has_code]
    if not len(coded):
        return Ranked(average_precision=0.0, first_right=0.0, recall_at_3=0.0, units=0)
    right = np.take_along_axis(coded, np.argsort(-scores, axis=1, kind="stable"), axis=1)
    precision = right.cumsum(axis=1) / np.arange(1, right.shape[1] + 1)
    many = right.sum(axis=1)
    return Ranked(
        average_precision=float(np.average((precision * right).sum(axis=1) / many, weights=counts)),
        first_right=float(np.average(right[:, 0], weights=counts)),
        recall_at_3=float(np.average(right[:, :3].sum(axis=1) / many, weights=counts)),
        units=len(coded),
    )


def ranked_by_code(
    scores: Array, coded: Array, sampling_weights: Array | None = None
) -> list[tuple[float | None, float | None]]:
    """Return for each code how often it is right where it comes first, and how often it is among the first three.

    The first figure is a share of the units with a code whose first code it is (P@1), the second one of the units that
    have it; None where there are none.

    Args:
        scores: units × codes.
        coded: likewise.
        sampling_weights: as above.
    """
    has_code = np.any(coded, axis=1)
    scores, coded = scores[has_code], coded[has_code]
    counts = np.ones(len(coded)) if sampling_weights is None else sampling_weights[has_code]
    order = np.argsort(-scores, axis=1, kind="stable")
    is_first, is_near = np.zeros_like(coded), np.zeros_like(coded)
    np.put_along_axis(is_first, order[:, :1], values=True, axis=1)
    np.put_along_axis(is_near, order[:, :3], values=True, axis=1)
    return [
        (_share(is_first[:, code], coded[:, code], counts), _share(coded[:, code], is_near[:, code], counts))
        for code in range(coded.shape[1])
    ]


def _share(of: Array, right: Array, counts: Array) -> float | None:
    return float(np.average(right[of], weights=counts[of])) if of.any() else None


def average_precision(scores: Array, coded: Array, sampling_weights: Array | None = None) -> float | None:
    """Return the average precision of units ordered by their score for one code; None where none is coded.

    Ties count as one step: the area under the precision-recall curve does not hang on their order.
    """
    if not coded.any():
        return None
    order = np.argsort(-scores, kind="stable")
    counts = np.ones(len(coded)) if sampling_weights is None else sampling_weights[order]
    right, last = coded[order] * counts, np.append(np.diff(scores[order]) < 0, True)
    found = np.cumsum(right)[last]
    recall = np.diff(np.append(0, found)) / found[-1]
    return float((recall * found / np.cumsum(counts)[last]).sum())
