"""The orders in which suggestions are gone through: by place, the surest first, the most doubtful first. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.coding import Suggestion

Order = Literal["place", "certainty", "doubt"]
ORDERS: tuple[Order, ...] = get_args(Order)
_EVEN = 0.5


def in_review_order(suggestions: Iterable[Suggestion], order: Order) -> tuple[Suggestion, ...]:
    """Return the suggestions of one source in the order they are gone through; by place where two are alike.

    `doubt` puts first what the program knows least about, a probability nearest to even: a verdict on that teaches it
    most (uncertainty sampling; Lewis and Gale, A sequential algorithm for training text classifiers, 1994).
    """
    by_place = sorted(suggestions, key=_place)
    if order == "certainty":
        return tuple(sorted(by_place, key=lambda one: -one.score))
    if order == "doubt":
        return tuple(sorted(by_place, key=lambda one: round(abs(one.score - _EVEN), 9)))
    return tuple(by_place)


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


def _place(one: Suggestion) -> tuple[int, float, int, str]:
    return one.segment.start, -one.score, one.segment.end, one.code_guid
