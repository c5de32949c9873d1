"""Which levels of a variable are compared with which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    from qualcode.analysis.leveling import Leveling

_PAIR = 2  # levels that are compared without being told


def pairs_of(levelings: Sequence[Leveling], compare: Sequence[str]) -> list[dict[int, int]]:
    """Return for each variable which level is compared with which, as places.

    Args:
        levelings: the variables.
        compare: pairs such as `woman,man`. A variable that none of them is of has its second level compared with its
            first, if it has two.

    Raises:
        InvalidValueError: a pair is of no variable, or a level is the first of two pairs.
    """
    pairs: list[dict[int, int]] = [{} for _ in levelings]
    for text in compare:
        found = [(place, pair) for place, one in enumerate(levelings) if (pair := _pair(one, text)) is not None]
        if not found:
            names = next((one.told for one in levelings if len(one.told) >= _PAIR), ("woman", "man"))
            raise InvalidValueError("Comparison", text, f"is not two levels like {names[0]},{names[1]}.")
        for place, (first, second) in found:
            if first in pairs[place]:
                name = levelings[place].names[first]
                raise InvalidValueError("Comparison", text, f"is the second of {name}; a table holds one a level.")
            pairs[place][first] = second
    for place, one in enumerate(levelings):
        if not pairs[place] and len(one.told) == _PAIR:
            first, second = (one.names.index(name) for name in one.told)
            pairs[place][second] = first
    return pairs


def ends(levelings: Sequence[Leveling]) -> list[dict[int, int]]:
    """Return for each variable its last level of which something is known compared with the first."""
    told = [[one.names.index(name) for name in one.told] for one in levelings]
    return [{places[-1]: places[0]} if len(places) >= _PAIR else {} for places in told]


def _pair(one: Leveling, text: str) -> tuple[int, int] | None:
    """Return the places of the two levels that are written with a comma between; names may hold commas themselves."""
    names = {name.casefold(): place for place, name in enumerate(one.names)}
    parts = text.split(",")
    for cut in range(1, len(parts)):
        first, second = (",".join(side).strip().casefold() for side in (parts[:cut], parts[cut:]))
        if first in names and second in names and first != second:
            return names[first], names[second]
    return None
