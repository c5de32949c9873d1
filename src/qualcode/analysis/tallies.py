"""How often numbers come up, and what belongs to each: what counting by several things at once comes down to.

Several whole numbers are made one key (`one * width + other`), and keys are counted. Where there are not many more keys
than rows, each key has a place in an array, many times quicker than sorting or hashing; else the rows are sorted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_SMALL = 1_000_000  # places that cost nothing worth telling
_MARKS, _SUMS = 24, 4  # places a row that are quicker to go through than the row is to sort: of one byte, of eight


def distinct(keys: Sequence[Numbers], many: int) -> Numbers:
    """Return the different keys in order.

    Args:
        keys: from 0 on, in one or several arrays.
        many: more than the highest of them.
    """
    import numpy as np

    rows = sum(len(part) for part in keys)
    if many <= max(_SMALL, _MARKS * rows):
        is_there = np.zeros(many, dtype=np.bool_)
        for part in keys:
            is_there[part] = True
        return np.flatnonzero(is_there)
    ordered = np.sort(np.concatenate(keys))
    return ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]


def tallied(keys: Numbers, many: int, *sums: Numbers) -> tuple[Numbers, ...]:
    """Return the different keys in order, how often each comes up, and the sums of what belongs to it.

    Args:
        keys: from 0 on.
        many: more than the highest of them.
        sums: whole numbers, as many as there are keys.
    """
    import numpy as np

    if many <= max(_SMALL, _SUMS * len(keys)):
        often = np.bincount(keys, minlength=many)
        found = np.flatnonzero(often)
        # Sums are exact: a double holds every whole number that words of a study add up to.
        told = [np.bincount(keys, weights=part, minlength=many)[found].astype(np.int64) for part in sums]
        return found, often[found], *told
    order = np.argsort(keys)
    ordered = keys[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    told = [np.add.reduceat(part[order], starts) if len(starts) else part[:0] for part in sums]
    return ordered[starts], np.diff(starts, append=len(keys)), *told


def numbered(*columns: Numbers) -> tuple[Numbers, Numbers]:
    """Return for each row the number of what stands in it, from 0 on, and for each number the place of a row with it.

    Args:
        columns: one or more, as long as each other, of whole numbers from 0 on.
    """
    import numpy as np

    numbers = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        width = int(column.max(initial=0)) + 1
        many = (int(numbers.max(initial=0)) + 1) * width
        keys = numbers * width + column
        found = distinct([keys], many)
        if many <= _SMALL:
            place = np.zeros(many, dtype=np.int64)
            place[found] = np.arange(len(found))
            numbers = place[keys]
        else:
            numbers = np.searchsorted(found, keys)
    places = np.zeros(int(numbers.max(initial=-1)) + 1, dtype=np.int64)
    places[numbers] = np.arange(len(numbers))
    return numbers, places


def generations(codes: Numbers, parents: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield rows of codes and the codes they count for: all rows for themselves, then what they stand under, and so on.

    Args:
        codes: the code of each row, as a place.
        parents: for each code the place of the one it stands under, -1 where there is none.
    """
    import numpy as np

    rows = np.arange(len(codes))
    while len(rows):
        yield rows, codes
        above = parents[codes]
        is_there = above >= 0
        rows, codes = rows[is_there], above[is_there]
