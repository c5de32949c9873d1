"""How far two sets of codes are apart: Jaccard's distance and Passonneau's MASI."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeAlias

from qualcode.analysis.products import product
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Distance: TypeAlias = Callable[[Hashable, Hashable], float]
_AT_ONCE = 256  # sets compared with as many others: thousands make millions of pairs, and these stay in the cache
_BITS = 64
_WORD = 2**_BITS - 1


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
        return product(said, self._between.T)


class _Sets:
    """Jaccard's or the MASI distances between sets, as bits: many at a time.

    Both distances hang on three small numbers only: how many are in the one, in the other and in both.
    """

    def __init__(self, values: tuple[Hashable, ...], *, is_masi: bool) -> None:
        import numpy as np

        members = frozenset().union(*(_set(value) for value in values))
        bits = {member: 1 << place for place, member in enumerate(members)}
        whole = [sum([bits[one] for one in _set(value)]) for value in values]
        words = range(0, len(members), _BITS) or range(1)
        self._words = np.array([[one >> word & _WORD for one in whole] for word in words], dtype=np.uint64)
        sizes = np.bitwise_count(self._words).sum(axis=0, dtype=np.intp)
        sizes_there = int(sizes.max(initial=0)) + 1
        self._ones, self._others = sizes * sizes_there**2, sizes * sizes_there
        self._table = _apart(sizes_there, is_masi=is_masi)

    def pairs(self, ones: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the distance of each one to its other, by their places."""
        return self._between(self._words[:, ones], self._words[:, others], self._ones[ones] + self._others[others])

    def sums(self, said: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum of distances of each value to what was said in each group, shape (G, V)."""
        import numpy as np

        sums = np.zeros(said.shape)
        starts = range(0, said.shape[1], _AT_ONCE)
        for start in starts:
            row = slice(start, start + _AT_ONCE)
            for other in starts[: start // _AT_ONCE + 1]:  # what one tile tells, the one across tells too
                column = slice(other, other + _AT_ONCE)
                apart = self._between(
                    self._words[:, row, None], self._words[:, None, column],
                    self._ones[row, None] + self._others[None, column],
                )  # fmt: skip
                sums[:, row] += _weighed(said[:, column], apart.T)
                if other != start:
                    sums[:, column] += _weighed(said[:, row], apart)
        return sums

    def _between(
        self, ones: NDArray[np.uint64], others: NDArray[np.uint64], places: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        import numpy as np

        for one, other in zip(ones, others, strict=True):
            places += np.bitwise_count(one & other)
        found: NDArray[np.float64] = self._table.take(places)
        return found


def _weighed(said: NDArray[np.float64], apart: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    if len(said) > 1:
        return product(said, apart)
    found: NDArray[np.float64] = np.einsum("v,vu->u", said[0], apart)[None]
    return found


def _apart(sizes: int, *, is_masi: bool) -> NDArray[np.float64]:
    """Return the distance by the size of the one, that of the other and how many are in both, in one row."""
    import numpy as np

    one, other, both = np.ogrid[:sizes, :sizes, :sizes]
    either = one + other - both
    alike = both / np.maximum(either, 1)
    if is_masi:
        alike = np.where(both == np.minimum(one, other), 2 / 3, 1 / 3) * alike
        alike = np.where(both == either, 1.0, alike)
    alike = np.where(one + other == 0, 1.0, alike)
    found: NDArray[np.float64] = (1 - alike).ravel()
    return found


def _set(value: Hashable) -> frozenset[Hashable]:
    if not isinstance(value, frozenset):
        raise InvalidValueError("Ratings", value, "is not a set of codes.")
    return value


def _sets(one: Hashable, other: Hashable) -> tuple[frozenset[Hashable], frozenset[Hashable]]:
    return _set(one), _set(other)
