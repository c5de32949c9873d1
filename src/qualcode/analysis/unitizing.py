r"""How far coders agree on where in a text something is said, and what: Krippendorff's alphas for unitizing.

Every coder cuts the same continuum, the characters of a text, into segments that bear a value and gaps between them
(phi). What two coders did is compared wherever their segments intersect, measured in characters:

    l_ck    = sum over pairs of coders of the length in which one says c and the other k, over (m - 1)
    eps_ck  = l_.. (l_c. l_.k - [c = k] own_c) / (l_.. l_.. - sum of own)

`own_c` takes out of what is expected that a segment meets itself: the square of its length for each segment of value
c, the length itself for gaps, whose characters stand each for themselves. From that follow

    u-alpha      1 - (l_.. - sum l_cc) / (eps_.. - sum eps_cc): where the segments are and what they say
    |u-alpha     the same with all values taken for one: which parts of the text say anything at all
    cu-alpha     the same over what both of a pair gave a value: what is said, where both found something
    (k)u-alpha   1 - (eps*_.k / l*_.k) (l*_.k - l*_kk) / (eps*_.k - eps*_kk): the same for one value k

In the last two, marked with a star, a segment counts with the length in which others gave a value as well, averaged
over them. These are the definitions of 2016, which replace those of 2004; other programs still compute the older ones.

Source: Krippendorff, Mathet, Bouvry and Widlöcher, On the reliability of unitizing textual continua: Further
developments, Quality & Quantity 50 (2016); Krippendorff, Content Analysis, 4th ed. (2019), section 12.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.resampling import weighed_products
from qualcode.errors import InvalidValueError, NoVariationError, TooFewRatingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Alpha = Callable[["Coincidences", NDArray[np.float64]], NDArray[np.float64]]

_FEWEST = 2  # coders
_ROUNDING = 1e-12  # sums of thirds are not whole: what is left of them where there is one value is no variation


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


def u_alpha(found: Coincidences) -> float:
    """Return the agreement on where segments are and what they say, 1 perfect, 0 chance.

    Raises:
        NoVariationError: nobody found anything, or everybody one and the same value all over.
    """
    return _checked(found, U_ALPHA)


def u_alpha_binary(found: Coincidences) -> float:
    """Return the agreement on which parts of the text say anything at all, whatever it is.

    Raises:
        NoVariationError: nobody found anything, or everybody something everywhere.
    """
    return _checked(found, U_ALPHA_BINARY)


def cu_alpha(found: Coincidences) -> float:
    """Return the agreement on what is said, over what both coders of a pair gave a value.

    Raises:
        TooFewRatingsError: no two coders found anything at the same place.
        NoVariationError: there is only one value.
    """
    _check_met(found)
    return _checked(found, CU_ALPHA)


def ku_alphas(found: Coincidences) -> Mapping[Hashable, float | None]:
    """Return for each value the agreement on it, over what both coders of a pair gave a value.

    None where a value never meets another's segment with a value, or no other value is ever met.

    Raises:
        TooFewRatingsError: no two coders found anything at the same place.
    """
    _check_met(found)
    said, own, alike = (part.sum(axis=0) for part in (found.said_valued, found.own_valued, found.alike))
    total = float(said.sum())
    alphas: dict[Hashable, float | None] = {}
    for place, value in enumerate(found.values[1:], start=1):
        alphas[value] = ku_alpha(met=said[place], alike=alike[place], own=own[place], total=total)
    return alphas


def ku_alpha(*, met: float, alike: float, own: float, total: float) -> float | None:
    """Return (k)u-alpha of one value, or None where it never meets a value, or no other is ever met.

    Args:
        met: `l*_.k`, how long the value meets any value of others.
        alike: `l*_kk`, how long it meets itself.
        own: `own*_k`.
        total: `l*_..`.
    """
    if not (met > 0 and total - met > _ROUNDING * total):
        return None
    # l*_.. / (l*_..² - sum of own) is in both expectations and falls out.
    return float(1 - (met * total - own) / met * (met - alike) / (met * (total - met)))


def _u_alpha(found: Coincidences, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return _alpha(found.said, found.alike, found.own, weights)


def _u_alpha_binary(found: Coincidences, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    said = np.column_stack([found.said[:, 0], found.said[:, 1:].sum(axis=1)])
    # What is no gap with both is all that is there without what is a gap with either.
    both = said[:, 1] - (said[:, 0] - found.alike[:, 0])
    return _alpha(said, np.column_stack([found.alike[:, 0], both]), found.own, weights)


def _cu_alpha(found: Coincidences, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return _alpha(found.said_valued[:, 1:], found.alike[:, 1:], found.own_valued[:, 1:], weights)


U_ALPHA: Alpha = _u_alpha
U_ALPHA_BINARY: Alpha = _u_alpha_binary
CU_ALPHA: Alpha = _cu_alpha


def _alpha(
    said: NDArray[np.float64], alike: NDArray[np.float64], own: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return 1 - observed / expected for each row of weights of the groups, NaN where nothing can be told."""
    import numpy as np

    each = said.sum(axis=1)
    total = weights @ each
    apart = weights @ (each - alike.sum(axis=1))
    # Who says c where another says k: all pairs without those of one value, c with c, k with k.
    apart_by_chance = total**2 - weighed_products(weights, said, said)
    possible = total**2 - weights @ own.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        is_told = (possible > 0) & (apart_by_chance > _ROUNDING * total**2)
        return np.where(is_told, 1 - apart * possible / (total * apart_by_chance), np.nan)


def _checked(found: Coincidences, alpha: Alpha) -> float:
    import numpy as np

    told = float(alpha(found, np.ones((1, len(found.said))))[0])
    if not np.isfinite(told):
        raise NoVariationError(round(found.said.sum() / found.coders))
    return told


def _check_met(found: Coincidences) -> None:
    if not found.said_valued.sum() > 0:
        raise TooFewRatingsError(0, _FEWEST)


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
