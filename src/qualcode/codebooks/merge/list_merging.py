"""Three versions of a list made one: what either side added is there, what either removed is not.

The two sides are treated alike: the result is the same whichever comes first, unless both put in another order what
both have.
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item", bound=Hashable)


def merged_items(base: Sequence[Item], ours: Sequence[Item], theirs: Sequence[Item]) -> set[Item]:
    """Return what is in the merged list."""
    before, mine, other = {*base}, {*ours}, {*theirs}
    return (before & mine & other) | (mine - before) | (other - before)


def in_merged_order(
    items: Collection[Item],
    base: Sequence[Item],
    ours: Sequence[Item],
    theirs: Sequence[Item],
    key: Callable[[Item], Any],
) -> tuple[list[Item], list[Item]]:
    """Return the items in the order of both sides, twice: as ours has it, and as theirs, where both changed the order.

    What only one side has comes after the item above it there. What neither has comes last.

    Args:
        items: what is to be in the list, in any order.
        base: the list that both sides began with, as the two others with items that are to go.
        ours: one side.
        theirs: the other.
        key: tells which of two items that were added at one place comes first.
    """
    wanted = {*items}
    both = wanted & {*ours} & {*theirs}
    mine, other = ([item for item in side if item in both] for side in (ours, theirs))
    known = {*base}
    before = [item for item in base if item in both]
    if before == [item for item in mine if item in known]:
        spines = (other, other)
    elif before == [item for item in other if item in known]:
        spines = (mine, mine)
    else:
        spines = (mine, other)
    runs = [_runs(side, wanted, both) for side in (ours, theirs)]
    placed = both | {item for run in runs for added in run.values() for item in added}
    last = sorted(wanted - placed, key=key)
    first, second = (_woven(spine, runs, key) + last for spine in spines)
    return first, second


def _runs(side: Sequence[Item], wanted: set[Item], both: set[Item]) -> dict[Item | None, list[Item]]:
    """Return what only this side has, by the item of both sides that stands above it."""
    runs: dict[Item | None, list[Item]] = {}
    above: Item | None = None
    for item in side:
        if item in both:
            above = item
        elif item in wanted:
            runs.setdefault(above, []).append(item)
    return runs


def _woven(spine: list[Item], runs: list[dict[Item | None, list[Item]]], key: Callable[[Item], Any]) -> list[Item]:
    woven: list[Item] = []
    for above in (None, *spine):
        woven += [above] if above is not None else []
        added = [run[above] for run in runs if above in run]
        for run in sorted(added, key=lambda items: key(items[0])):
            woven += run
    return woven
