"""The open suggestions of one source: which is where, which a coding settles. Many take no longer than few.

They are a tuple in order of place, and a new one whenever one is settled or opened again. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from heapq import merge
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.coding import Suggestion
    from qualcode.model.transcript import Segment

Found = tuple["Suggestion", ...]


def by_place(suggestion: Suggestion) -> tuple[int, float, int, str]:
    """Return what suggestions are gone through by: where they start, the surer first."""
    return (suggestion.segment.start, -suggestion.score, suggestion.segment.end, suggestion.code_guid)


def in_place(suggestions: Iterable[Suggestion]) -> Found:
    """Return suggestions in order of place."""
    return tuple(sorted(suggestions, key=by_place))


def place_of(found: Found, suggestion: Suggestion | None) -> int | None:
    """Return the place of a suggestion among those in order, or None where it is none of them."""
    if suggestion is None:
        return None
    wanted = by_place(suggestion)
    place = bisect_left(found, wanted, key=by_place)
    while place < len(found) and by_place(found[place]) == wanted:  # for two reasons, a code is suggested twice
        if found[place] == suggestion:
            return place
        place += 1
    return None


def without(found: Found, gone: Iterable[Suggestion]) -> Found:
    """Return those in order that are left without some of them."""
    places = sorted(place for place in {place_of(found, one) for one in gone} if place is not None)
    left: list[Suggestion] = []
    before = 0
    for place in places:
        left += found[before:place]
        before = place + 1
    return (*left, *found[before:]) if places else found


def with_more(found: Found, more: Iterable[Suggestion]) -> Found:
    """Return those in order and more of them."""
    new = [one for one in in_place(more) if place_of(found, one) is None]
    if len(new) == 1:
        place = bisect_left(found, by_place(new[0]), key=by_place)
        return (*found[:place], *new, *found[place:])
    return tuple(merge(found, new, key=by_place)) if new else found


def longest(found: Found) -> int:
    """Return how many characters the longest of them has."""
    return max((one.segment.end - one.segment.start for one in found), default=0)


def touching(found: Found, segment: Segment, longest: int) -> Found:
    """Return those in order that share a character with a segment, where none is longer than `longest`."""
    first = bisect_left(found, segment.start - longest, key=_start)
    stop = bisect_left(found, segment.end, key=_start)
    return tuple(one for one in found[first:stop] if segment.start < one.segment.end)


def _start(suggestion: Suggestion) -> int:
    return suggestion.segment.start
