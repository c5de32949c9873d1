"""Pairs of things that meet in a unit, counted without looking at all pairs of their meetings.

Units with few things are gone through neighbor by neighbor; units with many are counted by multiplying matrices. So the
work grows with the number of meetings, and neither a turn with a hundred codes nor a person who voices all is dear.

A meeting is one whole number, `unit * width + thing`, where things are 0 to width - 1; meetings are sorted and each is
there once (`meetings`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

_FEW = 24  # things in a unit up to which going through neighbors is cheaper
_ROWS = 2048  # units multiplied at once


def meetings(things: Whole, units: Whole, width: int) -> Whole:
    """Return each meeting of a thing and a unit once, sorted."""
    import numpy as np

    keys = np.sort(units * width + things)  # np.unique hashes, which is slower
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys


def pair_counts(met: Whole, weights: Whole, width: int) -> Whole:
    """Return the sum of the weights of the units in which both are, for each pair: shape (width, width), a < b.

    Args:
        met: from `meetings`.
        weights: of each unit.
        width: how many things there are.
    """
    import numpy as np

    units, things = met // max(width, 1), met % max(width, 1)
    starts = np.flatnonzero(np.append(True, units[1:] != units[:-1])) if len(met) else np.zeros(0, np.int64)
    sizes = np.diff(np.append(starts, len(met)))
    is_few = np.repeat(sizes <= _FEW, sizes)
    together = _neighbors(units[is_few], things[is_few], weights, width)
    together += _multiplied(units[~is_few], things[~is_few], weights, width)
    return together.astype(np.int64)  # exact: sums stay far below 2**53


def _neighbors(units: Whole, things: Whole, weights: Whole, width: int) -> NDArray[np.float64]:
    import numpy as np

    cells, weighing = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for distance in range(1, _FEW):
        is_same = units[distance:] == units[:-distance]
        if not is_same.any():
            break
        cells.append(things[:-distance][is_same] * width + things[distance:][is_same])
        weighing.append(weights[units[distance:][is_same]])
    counted = np.bincount(np.concatenate(cells), np.concatenate(weighing), minlength=width * width)
    return counted.astype(np.float64).reshape(width, width)


def _multiplied(units: Whole, things: Whole, weights: Whole, width: int) -> NDArray[np.float64]:
    import numpy as np

    together = np.zeros((width, width))
    if not len(units):
        return together
    rows = np.cumsum(np.append(False, units[1:] != units[:-1]))
    for start in range(0, int(rows[-1]) + 1, _ROWS):
        some = slice(*np.searchsorted(rows, [start, start + _ROWS]))
        inside = np.zeros((int(rows[some][-1]) - start + 1, width))
        inside[rows[some] - start, things[some]] = 1
        weighed = inside.copy()
        weighed[rows[some] - start, things[some]] = weights[units[some]]
        together += inside.T @ weighed
    return np.triu(together, k=1)
