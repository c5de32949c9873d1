"""Which words of units of talk speak most for codes: many units at once. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggestions.words import Array, Units

_LEAST_OF_THE_LOUDEST = 0.3


def loudest_words(
    units: Units,
    places: Sequence[int],
    codes: Sequence[int],
    says: Sequence[tuple[Array, Array]],
    forms: Sequence[str],
    most: int,
) -> list[tuple[str, ...]]:
    """Return for pairs of a unit and a code the words of it that speak most for the code, the loudest first.

    Of equally loud ones the first in the unit comes first; there are none where no word speaks for the code.

    Args:
        says: what each word says for each code, and how much that counts for each; summed up.
        forms: of the words; a form may be that of several words, of which the loudest counts.
    """
    found: list[tuple[str, ...]] = [()] * len(places)
    if not found:
        return found
    at = np.array(places, dtype=np.int64)
    many = units.starts[at + 1] - units.starts[at]
    pair = np.repeat(np.arange(len(at)), many)
    place = np.arange(len(pair)) + np.repeat(units.starts[at] - (np.cumsum(many) - many), many)
    words = units.types[place]
    asked = np.array(codes, dtype=np.int64)[pair]
    loud = np.zeros(len(words))
    for said_of, counts in says:
        here = slice(None) if counts.all() else np.flatnonzero(counts[asked])
        loud[here] += said_of[words[here], asked[here]] * counts[asked[here]]
    kept = loud > 0
    pair, words, loud = pair[kept], words[kept], loud[kept]
    order = np.lexsort((np.arange(len(pair)), -loud, pair))
    said: dict[str, float] = {}
    pairs, spoken, louds = pair[order].tolist(), words[order].tolist(), loud[order].tolist()
    last = -1
    for number, word, one in zip(pairs, spoken, louds, strict=True):
        if number != last:
            _tell(found, last, said)
            last, said = number, {}
        form = forms[word]
        if len(said) < most and form not in said and form.isalpha():
            said[form] = one
    _tell(found, last, said)
    return found


def _tell(found: list[tuple[str, ...]], place: int, said: dict[str, float]) -> None:
    if said:
        least = _LEAST_OF_THE_LOUDEST * next(iter(said.values()))
        found[place] = tuple(form for form, one in said.items() if one > least)
