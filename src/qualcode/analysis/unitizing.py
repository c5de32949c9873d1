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
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import InvalidValueError, NoVariationError, TooFewRatingsError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

_FEWEST = 2  # coders


class Unit(NamedTuple):
    """A segment of a continuum and the value a coder gave it; a value of None is a gap."""

    start: int
    end: int
    value: Hashable


@dataclass(frozen=True, slots=True, eq=False)
class Coincidences:
    """How long coders said what at the same places, in each of G groups of continua; value 0 is the gap.

    Attributes:
        values: what segments bear, the gap (None) first.
        coders: how many there are.
        observed: `l_ck`, shape (G, V, V).
        own: `own_c`, shape (G, V).
        own_valued: the same over the lengths in which others gave a value as well, shape (G, V).
    """

    values: tuple[Hashable, ...]
    coders: int
    observed: NDArray[np.float64]
    own: NDArray[np.float64]
    own_valued: NDArray[np.float64]


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
    if coders < _FEWEST:
        raise TooFewRatingsError(0, _FEWEST)
    named = list(groups) if groups is not None else [0] * len(continua)
    places = {group: place for place, group in enumerate(dict.fromkeys(named))}
    said = (unit.value for _, tellings in continua for units in tellings for unit in units)
    values = {value: place for place, value in enumerate(dict.fromkeys([None, *said]))}
    observed = np.zeros((len(places), len(values), len(values)))
    own, own_valued = np.zeros(observed.shape[:2]), np.zeros(observed.shape[:2])
    for (length, tellings), group in zip(continua, named, strict=True):
        if len(tellings) != coders:
            raise InvalidValueError("Continuum", group, "not every continuum was cut by the same coders.")
        filled = [_filled(units, length) for units in tellings]
        place = places[group]
        shared = [[0] * len(parts) for parts in filled]
        for one, other in permutations(range(coders), 2):
            for first, second, extent in _intersections(filled[one], filled[other]):
                c, k = filled[one][first].value, filled[other][second].value
                observed[place, values[c], values[k]] += extent / (coders - 1)
                if c is not None and k is not None:
                    shared[one][first] += extent
        for parts, lengths in zip(filled, shared, strict=True):
            for part, valued in zip(parts, lengths, strict=True):
                extent = part.end - part.start
                own[place, values[part.value]] += extent if part.value is None else extent**2
                own_valued[place, values[part.value]] += (valued / (coders - 1)) ** 2
    return Coincidences(tuple(values), coders, observed, own, own_valued)


def u_alpha(found: Coincidences) -> float:
    """Return the agreement on where segments are and what they say, 1 perfect, 0 chance.

    Raises:
        NoVariationError: nobody found anything, or everybody one and the same value all over.
    """
    return _alpha(*_expected(found.observed, found.own))


def u_alpha_binary(found: Coincidences) -> float:
    """Return the agreement on which parts of the text say anything at all, whatever it is.

    Raises:
        NoVariationError: nobody found anything, or everybody something everywhere.
    """
    observed, expected = _expected(found.observed, found.own)
    return _alpha(_collapsed(observed), _collapsed(expected))


def cu_alpha(found: Coincidences) -> float:
    """Return the agreement on what is said, over what both coders of a pair gave a value.

    Raises:
        TooFewRatingsError: no two coders found anything at the same place.
        NoVariationError: there is only one value.
    """
    return _alpha(*_expected_valued(found))


def ku_alphas(found: Coincidences) -> Mapping[Hashable, float | None]:
    """Return for each value the agreement on it, over what both coders of a pair gave a value.

    None where a value never meets another's segment with a value, or no other value is ever met.

    Raises:
        TooFewRatingsError: no two coders found anything at the same place.
    """
    observed, expected = _expected_valued(found)
    alphas: dict[Hashable, float | None] = {}
    for place, value in enumerate(found.values[1:]):
        met, by_chance = observed[:, place].sum(), expected[:, place].sum()
        apart, apart_by_chance = met - observed[place, place], by_chance - expected[place, place]
        is_told = met > 0 and apart_by_chance > 0
        alphas[value] = float(1 - by_chance / met * apart / apart_by_chance) if is_told else None
    return alphas


def _expected(
    observed: NDArray[np.float64], own: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what was observed over all groups, and what chance would give."""
    import numpy as np

    seen, taken = observed.sum(axis=0), own.sum(axis=0)
    total = seen.sum()
    pairs = np.outer(seen.sum(axis=1), seen.sum(axis=0))
    pairs[np.diag_indices_from(pairs)] -= taken
    possible = total**2 - taken.sum()
    return seen, total * pairs / possible if possible > 0 else np.zeros_like(pairs)


def _expected_valued(found: Coincidences) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    observed = found.observed[:, 1:, 1:]
    if not observed.sum() > 0:
        raise TooFewRatingsError(0, _FEWEST)
    return _expected(observed, found.own_valued[:, 1:])


def _collapsed(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.array([[pairs[0, 0], pairs[0, 1:].sum()], [pairs[1:, 0].sum(), pairs[1:, 1:].sum()]])


def _alpha(observed: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    by_chance = expected.sum() - expected.trace()
    if not by_chance > 0:
        raise NoVariationError(round(observed.sum()))
    return float(1 - (observed.sum() - observed.trace()) / by_chance)


def _filled(units: Sequence[Unit], length: int) -> list[Unit]:
    """Return a coder's segments with the gaps between them."""
    parts: list[Unit] = []
    reached = 0
    for unit in units:
        if not reached <= unit.start < unit.end <= length:
            raise InvalidValueError("Segment", f"{unit.start}-{unit.end}", f"overlaps, or is not in 0-{length}.")
        if unit.start > reached:
            parts.append(Unit(reached, unit.start, None))
        parts.append(unit)
        reached = unit.end
    if reached < length:
        parts.append(Unit(reached, length, None))
    return parts


def _intersections(one: Sequence[Unit], other: Sequence[Unit]) -> Iterator[tuple[int, int, int]]:
    """Yield which parts of two cuttings of a continuum intersect, and how long."""
    first = second = reached = 0
    while first < len(one) and second < len(other):
        border = min(one[first].end, other[second].end)
        yield first, second, border - reached
        reached = border
        first += one[first].end == border
        second += other[second].end == border
