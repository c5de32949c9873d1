"""How far two sets of codes are apart: Jaccard's distance and Passonneau's MASI."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from qualcode.analysis.agreement.set_parts import LARGEST, sums_by_parts
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


_OF_SETS = (jaccard_distance, masi_distance)


def apart_and_sums(
    values: tuple[Hashable, ...],
    patterns: NDArray[np.int64],
    said: NDArray[np.float64],
    distances: Sequence[Distance],
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Return how far coders are apart in each pattern, and what each group said is apart from each value.

    Args:
        values: what can be said.
        patterns: what each coder said, shape (P, M), as places in `values`, negative where there is nothing.
        said: how often each value was said in each group, shape (G, V).
        distances: of two values; the two above are computed many at a time, and both at once.

    Returns:
        For each distance the sum over ordered pairs of coders, shape (P,), and over what was said in a group, shape
        (G, V).
    """
    import numpy as np

    if all(distance in _OF_SETS for distance in distances):
        between: _Sets | _Others = _Sets(values, distances)
    else:
        between = _Others(values, distances)
    apart = [np.zeros(len(patterns)) for _ in distances]
    for one in range(patterns.shape[1]):
        for other in range(one):
            here = (patterns[:, one] >= 0) & (patterns[:, other] >= 0)
            for found, more in zip(apart, between.pairs(patterns[here, one], patterns[here, other]), strict=True):
                found[here] += 2 * more
    return list(zip(apart, between.sums(said), strict=True))


class _Others:
    """Distances between values of any kind, asked for one by one."""

    def __init__(self, values: tuple[Hashable, ...], distances: Sequence[Distance]) -> None:
        import numpy as np

        shape = (len(values), len(values))
        self._between = [
            np.array([[distance(one, other) for other in values] for one in values]).reshape(shape)
            for distance in distances
        ]

    def pairs(self, ones: NDArray[np.int64], others: NDArray[np.int64]) -> list[NDArray[np.float64]]:
        """Return by each distance how far each one is from its other, by their places."""
        return [between[ones, others] for between in self._between]

    def sums(self, said: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """Return by each distance how far each value is from what was said in each group, in sum, shape (G, V)."""
        return [product(said, between.T) for between in self._between]


class _Sets:
    """Jaccard's and the MASI distances between sets, as bits: many at a time.

    Both distances hang on three small numbers only: how many are in the one, in the other and in both.
    """

    def __init__(self, values: tuple[Hashable, ...], distances: Sequence[Distance]) -> None:
        import numpy as np

        members = frozenset().union(*(_set(value) for value in values))
        bits = {member: 1 << place for place, member in enumerate(members)}
        whole = [sum([bits[one] for one in _set(value)]) for value in values]
        words = range(0, len(members), _BITS) or range(1)
        self._words = np.array([[one >> word & _WORD for one in whole] for word in words], dtype=np.uint64)
        self._sizes = np.bitwise_count(self._words).sum(axis=0, dtype=np.intp)
        self._width = int(self._sizes.max(initial=0)) + 1
        self._ones, self._others = self._sizes * self._width**2, self._sizes * self._width
        self._tables = [_apart(self._width, is_masi=distance is masi_distance) for distance in distances]

    def pairs(self, ones: NDArray[np.int64], others: NDArray[np.int64]) -> list[NDArray[np.float64]]:
        """Return by each distance how far each one is from its other, by their places."""
        places = self._places(self._words[:, ones], self._words[:, others], self._ones[ones] + self._others[others])
        return [table.take(places) for table in self._tables]

    def sums(self, said: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """Return by each distance how far each value is from what was said in each group, in sum, shape (G, V)."""
        import numpy as np

        if len(said) == 1 and len(self._words) == 1 and self._width <= LARGEST + 1:
            shape = (self._width,) * 3
            figures = [table.reshape(shape) for table in self._tables]
            return [one[None] for one in sums_by_parts(self._words[0], self._sizes, said[0], figures)]
        sums = [np.zeros(said.shape) for _ in self._tables]
        starts = range(0, said.shape[1], _AT_ONCE)
        for start in starts:
            row = slice(start, start + _AT_ONCE)
            for other in starts[: start // _AT_ONCE + 1]:  # what one tile tells, the one across tells too
                column = slice(other, other + _AT_ONCE)
                places = self._places(
                    self._words[:, row, None], self._words[:, None, column],
                    self._ones[row, None] + self._others[None, column],
                )  # fmt: skip
                for table, found in zip(self._tables, sums, strict=True):
                    apart = table.take(places)
                    found[:, row] += _weighed(said[:, column], apart.T)
                    if other != start:
                        found[:, column] += _weighed(said[:, row], apart)
        return sums

    def _places(
        self, ones: NDArray[np.uint64], others: NDArray[np.uint64], places: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        """Return where the tables tell of pairs of sets, of which the sizes say a part already."""
        import numpy as np

        for one, other in zip(ones, others, strict=True):
            places += np.bitwise_count(one & other)
        return places


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
