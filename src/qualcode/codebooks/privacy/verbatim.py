"""Runs of words of a codebook that stand in transcripts, found without regard to letter case and punctuation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST_QUOTE = 3
_WORD = re.compile(r"[^\W_]+")
_FACTOR = 0x9E3779B97F4A7C15


class Quoted(NamedTuple):
    """A transcript that holds the words, and how many do."""

    source: str
    sources: int


@lru_cache(maxsize=1 << 16)
def folded_word(word: str) -> str:
    """Return a word as words are compared."""
    return word.casefold().replace("ё", "е")


class _Numbers(dict[str, int]):
    """The number of each word of the codebook; 0 for all others. A spelling is folded once, then known."""

    def __missing__(self, word: str) -> int:
        number = self[word] = self.get(folded_word(word), 0)
        return number


def quoted_grams(
    wanted: Collection[tuple[str, ...]], texts: Iterable[tuple[str, str, str]]
) -> dict[tuple[str, ...], Quoted]:
    """Return those of the runs of folded words that stand in a text, with where.

    Args:
        wanted: runs of any lengths.
        texts: name, language and text of each source.
    """
    import numpy as np

    numbers = _Numbers()
    by_length: dict[int, dict[tuple[int, ...], tuple[str, ...]]] = defaultdict(dict)
    for gram in wanted:
        by_length[len(gram)][tuple(numbers.setdefault(word, len(numbers) + 1) for word in gram)] = gram
    hashes = {
        length: np.unique(_hashes(np.array(list(grams), dtype=np.uint64).T)) for length, grams in by_length.items()
    }
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for source, _, text in texts if by_length else ():
        ids = np.fromiter(map(numbers.__getitem__, _WORD.findall(text)), dtype=np.uint64)
        for length, grams in by_length.items():
            for numbered in _standing(ids, length, hashes[length]):
                wanted_gram = grams.get(numbered)
                if wanted_gram is not None and found[wanted_gram][-1:] != [source]:
                    found[wanted_gram].append(source)
    return {gram: Quoted(sources[0], len(sources)) for gram, sources in found.items() if sources}


def _standing(ids: NDArray[np.uint64], length: int, hashes: NDArray[np.uint64]) -> set[tuple[int, ...]]:
    """Return the runs of that length whose hash is among those; nearly all of them are wanted ones."""
    import numpy as np

    if len(ids) < length:
        return set()
    count = len(ids) - length + 1
    made = _hashes([ids[start : start + count] for start in range(length)])
    near = np.searchsorted(hashes, made)
    near[near == len(hashes)] = 0
    places = np.flatnonzero(hashes[near] == made)
    return {tuple(int(each) for each in ids[place : place + length]) for place in places}


def _hashes(columns: Iterable[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """Return a hash of each row of numbers, which are given by column; it wraps around, as such hashes do."""
    import numpy as np

    made: NDArray[np.uint64] | None = None
    for column in columns:
        made = column.copy() if made is None else made * np.uint64(_FACTOR) + column
    return np.zeros(0, dtype=np.uint64) if made is None else made
