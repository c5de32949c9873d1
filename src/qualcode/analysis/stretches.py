"""Stretches of one long line: joined, taken out, laid end to end. Positions are arrays of whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]


def joined(starts: Places, ends: Places) -> tuple[Places, Places]:
    """Return the stretches with those that overlap made one, in order; two that only touch stay two."""
    import numpy as np

    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], ends[order]
    if not len(starts):
        return starts, ends
    reached = np.maximum.accumulate(ends)
    is_new = np.append(True, starts[1:] >= reached[:-1])
    return starts[is_new], np.append(reached[:-1][is_new[1:]], reached[-1])


class Kept:
    """What is left of a line: stretches that do not overlap, laid end to end."""

    def __init__(self, starts: Places, ends: Places) -> None:
        import numpy as np

        self._starts, self._ends = starts, ends
        self._before = np.concatenate([[0], np.cumsum(ends - starts)]).astype(np.int64)

    def __len__(self) -> int:
        return int(self._before[-1])

    def moved(self, positions: Places) -> Places:
        """Return where positions of the line come to lie; what was taken out shrinks to nothing."""
        import numpy as np

        place = np.searchsorted(self._starts, positions, side="right")
        last = np.maximum(place - 1, 0)
        if not len(self._starts):
            return np.zeros_like(positions)
        inside = np.minimum(positions, self._ends[last]) - self._starts[last]
        return np.where(place > 0, self._before[last] + inside, 0)


def without(length: int, starts: Places, ends: Places) -> Kept:
    """Return what is left of a line of that length without stretches that do not overlap, in order."""
    import numpy as np

    return Kept(np.concatenate([[0], ends]).astype(np.int64), np.concatenate([starts, [length]]).astype(np.int64))


def covered(starts: Places, ends: Places, often: int) -> int:
    """Return how much of a line lies in at least so many of the stretches."""
    import numpy as np

    places = np.concatenate([starts, ends])
    order = np.argsort(places, kind="stable")
    depth = np.cumsum(np.concatenate([np.ones(len(starts)), -np.ones(len(ends))])[order])
    return int(np.diff(places[order])[depth[:-1] >= often].sum()) if len(places) else 0
