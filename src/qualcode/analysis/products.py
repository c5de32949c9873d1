"""Matrix products that start no threads.

NumPy's linear algebra starts all threads it may for a product of a few thousand numbers. Products here are small and
many; threads that wait for each other then cost more than they save, and many times more on a machine that is busy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Number = TypeVar("Number", np.float32, np.float64)

_VECTOR, _MATRIX = 9_000, 200_000  # multiplications that OpenBLAS does without threads, and a little less
_ROWS = 16  # of wide matrices at a time


def product(left: NDArray[Number] | None, right: NDArray[Number]) -> NDArray[Number]:
    """Return `left @ right`, computed in blocks of rows.

    Args:
        left: shape (B, G); None for the matrix that changes nothing.
        right: shape (G,) or (G, V), of the same kind of numbers.
    """
    import numpy as np

    if left is None:
        return right
    rows = max(1, (_VECTOR if right.ndim == 1 else _MATRIX) // max(1, right.size))
    blocks = -(-len(left) // rows)
    if blocks <= 1 or rows == 1:
        return np.asarray(left @ right)
    whole = len(left) // rows * rows
    found = np.empty((len(left), *right.shape[1:]), dtype=left.dtype)
    np.matmul(
        left[:whole].reshape(-1, rows, left.shape[1]), right, out=found[:whole].reshape(-1, rows, *right.shape[1:])
    )
    found[whole:] = left[whole:] @ right
    return found


def product_of_rows(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `left @ right.T` of two wide matrices, shapes (G, V) and (H, V), a stretch of columns at a time."""
    import numpy as np

    found = np.zeros((len(left), len(right)))
    step = max(1, _MATRIX // (_ROWS * max(1, len(right))))
    for start in range(0, left.shape[1], step):
        columns = slice(start, start + step)
        found += product(left[:, columns], np.ascontiguousarray(right[:, columns].T))
    return found
