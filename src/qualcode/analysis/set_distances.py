"""How far two sets of codes are apart: Jaccard's distance and Passonneau's MASI."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeAlias

from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Distance: TypeAlias = Callable[[Hashable, Hashable], float]
_AT_ONCE = 512  # sets compared with as many others: thousands make millions of pairs, and these stay in the cache


def jaccard_distance(one: Hashable, other: Hashable) -> float:
    """Return 1 - |both| / |either| of two sets; two empty sets are alike.

    Source: Jaccard, The distribution of the flora in the alpine zone, New Phytologist 11 (1912).
    """
    first, second = _sets(one, other)
    return 1 - len(first & second) / len(first | second) if first or second else 0.0


def masi_distance(one: Hashable, other: Hashable) -> float:
    """Return Passonneau's MASI distance of two sets: 1 - Jaccard's index times how one holds the other.

    That is 1 for the same set, 2/3 where one holds the other, 1/3 where they overlap otherwise, 0 for nothing common.
    An empty set has nothing in common with one that is not, though it is a part of it.

    Source: Passonneau, Measuring agreement on set-valued items (MASI), LREC 2006.
    """
    first, second = _sets(one, other)
    if first == second:
        return 0.0
    holds = 2 / 3 if first <= second or second <= first else 1 / 3
    return 1 - holds * len(first & second) / len(first | second)


def apart_and_sums(
    values: tuple[Hashable, ...], patterns: NDArray[np.int64], said: NDArray[np.float64], distance: Distance
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how far coders are apart in each pattern, and what each group said is apart from each value.

    Args:
        values: what can be said.
        patterns: what each coder said, shape (P, M), as places in `values`, negative where there is nothing.
        said: how often each value was said in each group, shape (G, V).
        distance: of two values; the two above are computed many at a time.

    Returns:
        The sum over ordered pairs of coders, shape (P,), and over what was said in a group, shape (G, V).
    """
    import numpy as np

    is_known = distance in (jaccard_distance, masi_distance)
    between = _Sets(values, is_masi=distance is masi_distance) if is_known else _Others(values, distance)
    apart = np.zeros(len(patterns))
    for one in range(patterns.shape[1]):
        for other in range(one):
            here = (patterns[:, one] >= 0) & (patterns[:, other] >= 0)
            apart[here] += 2 * between.pairs(patterns[here, one], patterns[here, other])
    return apart, between.sums(said)


class _Others:
    """The distances between values of any kind, asked for one by one."""

    def __init__(self, values: tuple[Hashable, ...], distance: Distance) -> None:
        import numpy as np

        self._between = np.array([[distance(one, other) for other in values] for one in values]).reshape(
            len(values), len(values)
        )

    def pairs(self, ones: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the distance of each one to its other, by their places."""
        found: NDArray[np.float64] = self._between[ones, others]
        return found

    def sums(self, said: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum of distances of each value to what was said in each group, shape (G, V)."""
        sums: NDArray[np.float64] = said @ self._between.T
        return sums


class _Sets:
    """Jaccard's or the MASI distances between sets, as rows of zeros and ones: many at a time."""

    def __init__(self, values: tuple[Hashable, ...], *, is_masi: bool) -> None:
        import numpy as np

        self._is_masi = is_masi
        members = {member: place for place, member in enumerate({one for value in values for one in _set(value)})}
        self._rows = np.zeros((len(values), len(members)))
        for row, value in zip(self._rows, values, strict=True):
            row[[members[one] for one in _set(value)]] = 1
        self._sizes = self._rows.sum(axis=1)

    def pairs(self, ones: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the distance of each one to its other, by their places."""
        both = (self._rows[ones] * self._rows[others]).sum(axis=1)
        return self._apart(both, self._sizes[ones], self._sizes[others])

    def sums(self, said: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum of distances of each value to what was said in each group, shape (G, V)."""
        import numpy as np

        sums = np.zeros(said.shape)
        starts = range(0, len(self._rows), _AT_ONCE)
        for start in starts:
            row = slice(start, start + _AT_ONCE)
            for other in starts[: start // _AT_ONCE + 1]:  # what one tile tells, the one across tells too
                column = slice(other, other + _AT_ONCE)
                both = self._rows[row] @ self._rows[column].T
                apart = self._apart(both, self._sizes[row, None], self._sizes[None, column])
                sums[:, row] += said[:, column] @ apart.T
                if other != start:
                    sums[:, column] += said[:, row] @ apart
        return sums

    def _apart(
        self, both: NDArray[np.float64], one: NDArray[np.float64], other: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        import numpy as np

        either = one + other - both
        if self._is_masi:
            is_same, holds = both == either, both == np.minimum(one, other)
        alike = np.divide(both, np.maximum(either, 1, out=either), out=either)
        if self._is_masi:
            alike *= np.where(holds, 2 / 3, 1 / 3)
            alike[is_same] = 1
        else:
            alike[(one == 0) & (other == 0)] = 1
        return np.subtract(1, alike, out=alike)


def _set(value: Hashable) -> frozenset[Hashable]:
    if not isinstance(value, frozenset):
        raise InvalidValueError("Ratings", value, "is not a set of codes.")
    return value


def _sets(one: Hashable, other: Hashable) -> tuple[frozenset[Hashable], frozenset[Hashable]]:
    return _set(one), _set(other)
