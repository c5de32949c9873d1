"""The orders in which suggestions are gone through: by place, the surest first, the most doubtful first. Pure."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.coding import Suggestion

Order = Literal["place", "certainty", "doubt"]
ORDERS: tuple[Order, ...] = get_args(Order)
_EVEN = 0.5
_SCORE = attrgetter("score")


def in_review_order(suggestions: tuple[Suggestion, ...], order: Order) -> tuple[Suggestion, ...]:
    """Return the suggestions of one source in the order they are gone through; by place where two are alike.

    `doubt` puts first what the program knows least about, a probability nearest to even: a verdict on that teaches it
    most (uncertainty sampling; Lewis and Gale, A sequential algorithm for training text classifiers, 1994).

    Args:
        suggestions: in order of place. Of ten thousand the order is made in some milliseconds.
    """
    if order == "place":
        return suggestions
    import numpy as np

    scores = np.fromiter(map(_SCORE, suggestions), dtype=float, count=len(suggestions))
    last = -scores if order == "certainty" else np.round(np.abs(scores - _EVEN), 9)
    return tuple(map(suggestions.__getitem__, np.argsort(last, kind="stable").tolist()))


def same_place(suggestions: Iterable[Suggestion], wanted: Suggestion) -> Suggestion | None:
    """Return the suggestion of the same code that stands where another one stood, though its score be another."""
    near = [
        one
        for one in suggestions
        if one.code_guid == wanted.code_guid
        and one.segment.start < wanted.segment.end
        and wanted.segment.start < one.segment.end
    ]
    return next((one for one in near if one.segment == wanted.segment), near[0] if near else None)
