"""Where coders' segments on one continuum coincide, and how long: what the alphas for unitizing are made of.

The letters are those of `qualcode.analysis.agreement.unitizing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors.analysis import TooFewRatingsError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import numpy as np
    from numpy.typing import NDArray

_FEWEST = 2  # coders


class Unit(NamedTuple):
    """A segment of a continuum and the value a coder gave it; a value of None is a gap."""

    start: int
    end: int
    value: Hashable


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """What one coder found in a continuum, as arrays: in order, without overlaps, no gaps among them.

    Attributes:
        values: places in the values that are compared, from 1 on; 0 is the gap.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    values: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Coincidences:
    """How long coders said what at the same places, in each of G groups of continua; value 0 is the gap.

    What the coefficients need of `l_ck` are its margins and its diagonal, not the whole of it: with sets of codes for
    values there are thousands of them.

    Attributes:
        values: what segments bear, the gap (None) first.
        coders: how many there are.
        said: `l_c.`, shape (G, V).
        alike: `l_cc`, shape (G, V).
        own: `own_c`, shape (G, V).
        said_valued: `l*_c.`, over what both of a pair gave a value, shape (G, V).
        own_valued: `own_c` over the lengths in which others gave a value as well, shape (G, V).
    """

    values: tuple[Hashable, ...]
    coders: int
    said: NDArray[np.float64]
    alike: NDArray[np.float64]
    own: NDArray[np.float64]
    said_valued: NDArray[np.float64]
    own_valued: NDArray[np.float64]

    def of_groups(self, groups: slice) -> Coincidences:
        """Return the same of some groups only."""
        parts = (self.said, self.alike, self.own, self.said_valued, self.own_valued)
        return Coincidences(self.values, self.coders, *(part[groups] for part in parts))


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """Where coders' segments meet: the continuum cut into pieces in which nobody changes what they say.

    Attributes:
        widths: of the pieces.
        within: of each coder, which segment each piece lies in; their number where it lies in a gap.
        parts: of each coder, how long each segment is where others gave a value as well, averaged over them.
    """

    widths: NDArray[np.float64]
    within: tuple[NDArray[np.int64], ...]
    parts: tuple[NDArray[np.float64], ...]


def coincidences(
    continua: Sequence[tuple[int, Sequence[Sequence[Unit]]]], groups: Sequence[Hashable] | None = None
) -> Coincidences:
    """Return how coders' segments coincide over one or several continua.

    Args:
        continua: each its length and, for each coder in the same order, the segments found in it, in order and without
            overlaps.
        groups: the group of each continuum, for a bootstrap over groups; all are one where none are given.

    Raises:
        InvalidValueError: a coder's segments overlap, are out of order or reach past the continuum, or continua have
            different numbers of coders.
        TooFewRatingsError: there are fewer than two coders.
    """
    import numpy as np

    coders = len(continua[0][1]) if continua else 0
    named = list(groups) if groups is not None else [0] * len(continua)
    places = {group: place for place, group in enumerate(dict.fromkeys(named))}
    rows: list[list[tuple[int, int, Hashable]]] = [[] for _ in range(coders)]
    lengths: list[int] = []
    for (length, tellings), group in zip(continua, named, strict=True):
        if len(tellings) != coders:
            raise InvalidValueError("Continuum", group, "not every continuum was cut by the same coders.")
        offset = sum(lengths)
        for row, units in zip(rows, tellings, strict=True):
            reached = 0
            for unit in units:
                if not reached <= unit.start < unit.end <= length:
                    raise InvalidValueError(
                        "Segment", f"{unit.start}-{unit.end}", f"overlaps, or is not in 0-{length}."
                    )
                reached = unit.end
                if unit.value is not None:
                    row.append((unit.start + offset, unit.end + offset, unit.value))
        lengths.append(length)
    values = {
        value: place for place, value in enumerate(dict.fromkeys([None, *(one[2] for row in rows for one in row)]))
    }
    found = [
        Segments(*np.array([(start, end, values[value]) for start, end, value in row], dtype=np.int64).reshape(-1, 3).T)
        for row in rows
    ]
    return coinciding(found, tuple(values), lengths, [places[group] for group in named])


def coinciding(
    found: Sequence[Segments],
    values: tuple[Hashable, ...],
    lengths: Sequence[int] | NDArray[np.int64],
    groups: Sequence[int] | NDArray[np.int64],
    *,
    count: int | None = None,
) -> Coincidences:
    """Return how coders' segments coincide in continua that are laid end to end.

    Args:
        found: of each coder, positions counted from the first continuum's start, no segment across two continua.
        values: what segments bear, the gap (None) first.
        lengths: of the continua.
        groups: of each continuum, numbers from 0 on.
        count: how many groups there are, the last of them perhaps without a continuum.

    Raises:
        TooFewRatingsError: there are fewer than two coders.
    """
    import numpy as np

    if len(found) < _FEWEST:
        raise TooFewRatingsError(0, _FEWEST)
    size, many = len(values), count or max(groups, default=0) + 1
    borders = np.cumsum([0, *lengths])
    met = meetings(found, borders)
    starts = np.cumsum(np.append(borders[0], met.widths)).astype(np.int64)[:-1]
    group = np.asarray(groups, dtype=np.int64)[np.searchsorted(borders, starts, side="right") - 1] * size
    # The place after a coder's last segment stands for the gap.
    there = [np.append(one.values, 0)[part] for one, part in zip(found, met.within, strict=True)]

    def summed(cells: NDArray[np.int64], extents: NDArray[np.float64]) -> NDArray[np.float64]:
        return _summed(cells, extents, many * size).reshape(many, size)

    sums = [np.zeros((many, size)) for _ in range(5)]
    for place, (segments, valued) in enumerate(zip(found, met.parts, strict=True)):
        same = sum((there[place] == other).astype(np.float64) for at, other in enumerate(there) if at != place)
        is_gap = there[place] == 0
        first = group[np.searchsorted(starts, segments.starts)] if len(segments.starts) else segments.starts
        extents = (segments.ends - segments.starts).astype(np.float64)
        sums[0] += summed(group + there[place], met.widths)
        sums[1] += summed(group + there[place], same * met.widths / (len(found) - 1))
        # Each character of a gap stands for itself.
        sums[2] += summed(first + segments.values, extents**2) + summed(group[is_gap], met.widths[is_gap])
        sums[3] += summed(first + segments.values, valued)
        sums[4] += summed(first + segments.values, valued**2)
    return Coincidences(values, len(found), *sums)


def meetings(found: Sequence[Segments], borders: NDArray[np.int64] | None = None) -> Meetings:
    """Return where coders' segments meet; `borders` are further places to cut the continuum at."""
    import numpy as np

    more = [] if borders is None else [borders]
    cuts = np.unique(np.concatenate([*more, *(part for one in found for part in (one.starts, one.ends))]))
    widths = np.diff(cuts).astype(np.float64)
    within = tuple(_parts(one, cuts) for one in found)
    coded = [part < len(one.starts) for one, part in zip(found, within, strict=True)]
    others = (sum(here.astype(np.float64) for here in coded) - 1) / max(1, len(found) - 1)
    parts = tuple(
        _summed(part[here], (others * widths)[here], len(one.starts))
        for one, part, here in zip(found, within, coded, strict=True)
    )
    return Meetings(widths, within, parts)


def _summed(cells: NDArray[np.int64], extents: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    import numpy as np

    return np.bincount(cells, weights=extents, minlength=count).astype(np.float64)


def _parts(found: Segments, cuts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return in which of a coder's segments each piece lies; their number where it lies in a gap."""
    import numpy as np

    if not len(found.starts):
        return np.zeros(max(0, len(cuts) - 1), dtype=np.int64)
    place = np.searchsorted(found.starts, cuts[:-1], side="right") - 1
    is_inside = (place >= 0) & (cuts[:-1] < found.ends[place])
    return np.where(is_inside, place, len(found.starts))
