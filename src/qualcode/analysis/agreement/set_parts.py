"""Sums over all sets of what hangs on how many members two sets share, without comparing each with each.

A figure f of the number c of shared members is a sum of binomials: f(c) = b_0 + b_1 c + b_2 C(c, 2) + …, where b_j are
Newton's forward differences of f at 0. And C(c, j) is the number of parts of j members that both sets have. So for each
part of each set it is enough to know how often sets with that part were said. Sets of codes given to a turn are small,
have few parts, and share most of them.

Source of the expansion: Graham, Knuth and Patashnik, Concrete Mathematics, 2nd ed. (1994), ch. 5.3.
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

LARGEST = 8  # members: differences of more are no longer exact to thirteen digits, and parts become many


def sums_by_parts(
    bits: NDArray[np.uint64], sizes: NDArray[np.intp], said: NDArray[np.float64], figures: Sequence[NDArray[np.float64]]
) -> list[NDArray[np.float64]]:
    """Return for each figure and set the sum over all sets of the figure of the two times how often the other was said.

    Args:
        bits: the sets, each member a bit.
        sizes: how many members each has, `LARGEST` at most.
        said: how often each was said.
        figures: of two sets by the size of the one, that of the other, and how many they share.
    """
    import numpy as np

    width = int(sizes.max(initial=0)) + 1
    owners, parts, members = _parts(bits, sizes)
    numbers, place = np.unique(parts, return_inverse=True)
    often = np.bincount(place * width + sizes[owners], weights=said[owners], minlength=len(numbers) * width)
    by_size = often.reshape(len(numbers), width)[place]
    sums: list[NDArray[np.float64]] = []
    for figure in figures:
        steps = _differences(figure)[sizes[owners], :, members]
        found = np.bincount(owners, np.einsum("rb,rb->r", by_size, steps), minlength=len(bits))
        sums.append(found.astype(np.float64))
    return sums


def _parts(
    bits: NDArray[np.uint64], sizes: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.uint64], NDArray[np.intp]]:
    """Return every part of every set, the empty one too: whose it is, its bits, how many members it has."""
    import numpy as np

    owners, parts, members = [], [], []
    for size in np.unique(sizes):
        here = np.flatnonzero(sizes == size)
        left, found = bits[here].copy(), np.zeros((len(here), 1), dtype=np.uint64)
        count = np.zeros(1, dtype=np.intp)
        for _ in range(size):
            lowest = left & (~left + np.uint64(1))
            left ^= lowest
            found = np.hstack([found, found | lowest[:, None]])  # each part without this member, and with it
            count = np.concatenate([count, count + 1])
        owners.append(np.repeat(here, len(count)))
        parts.append(found.ravel())
        members.append(np.tile(count, len(here)))
    return np.concatenate(owners), np.concatenate(parts), np.concatenate(members)


def _differences(figure: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the forward differences at 0 along the last axis."""
    import numpy as np

    width = figure.shape[-1]
    signs = np.array(
        [[(-1) ** (order - place) * comb(order, place) for place in range(width)] for order in range(width)],
        dtype=float,
    )
    found: NDArray[np.float64] = figure @ signs.T
    return found
