"""Which words of units of talk speak most for codes: many units at once. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggestions.language.words import Array, Units

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
    Only words that are letters alone count.

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
    if not len(pair):
        return found
    order = np.lexsort((np.arange(len(pair)), -loud, pair))
    pair, words, loud = pair[order], words[order], loud[order]
    numbers, which = np.unique(words, return_inverse=True)
    spelled = np.array([forms[number].isalpha() for number in numbers.tolist()], dtype=bool)[which]
    pair, words, loud = pair[spelled], words[spelled], loud[spelled]
    # The loudest of each comes first; what is not nearly as loud is not looked at one by one.
    firsts = np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1]))[: len(pair)])
    most_loud = np.repeat(loud[firsts], np.diff(np.append(firsts, len(pair))))
    heard = loud > _LEAST_OF_THE_LOUDEST * most_loud
    said: dict[int, list[str]] = {}
    for number, word in zip(pair[heard].tolist(), words[heard].tolist(), strict=True):
        own, form = said.setdefault(number, []), forms[word]
        if len(own) < most and form not in own:
            own.append(form)
    for number, own in said.items():
        found[number] = tuple(own)
    return found
