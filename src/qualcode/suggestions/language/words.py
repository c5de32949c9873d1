"""The words of units of talk (sentences, turns, quotes) as numbers that scores are made from.

A word is looked at twice: as its lemma, and as the letters of its form, in runs of three to five, borders included, so
that words alike in spelling are alike in number where no lemma is known. What it tells of concepts comes third, so that
words of one thing are alike too. Features are numbered by a hash of their own,
not by a vocabulary: a unit read today has the same numbers tomorrow, whatever else has been read since.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from qualcode.suggestions.language import concepts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

# Feature numbers below this are of lemmas and of pairs of neighboring lemmas, from it on of runs of letters, then of
# concepts.
BORDER = 1 << 20
CONCEPTS = BORDER * 2
FEATURES = CONCEPTS + concepts.NUMBERS
BLOCK = 1024  # units that are looked at at once
_SHORTEST, _LONGEST = 3, 5
_PAIR = np.uint64(0x9E3779B1)

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Units:
    """Some units, one after the other.

    Attributes:
        types: the number a `WordTable` has for each of their words.
        starts: where in `types` each unit starts, and where the last one ends.
        around: what each of them answers, as many units; None where nobody asked.
    """

    types: Array
    starts: Array
    around: Units | None = None

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[Array]:
        return (self.types[start:end] for start, end in zip(self.starts[:-1], self.starts[1:], strict=True))

    def chosen(self, places: Sequence[int] | Array) -> Units:
        """Return the units at those places, with what is around them."""
        made = units_of([self.types[self.starts[place] : self.starts[place + 1]] for place in places])
        return made if self.around is None else made.with_around(self.around.chosen(places))

    def blocks(self, most: int = BLOCK) -> Iterator[Units]:
        """Yield the units in order, so many at once: what is made of them on the way stays small."""
        for first in range(0, len(self), most):
            yield self._between(first, min(first + most, len(self)))

    def _between(self, first: int, last: int) -> Units:
        starts = self.starts[first : last + 1]
        around = None if self.around is None else self.around._between(first, last)
        return Units(self.types[starts[0] : starts[-1]], starts - starts[0], around)

    def with_around(self, around: Units | None) -> Units:
        """Return the same units with that around them."""
        return Units(self.types, self.starts, around)


def units_of(parts: Sequence[Array]) -> Units:
    """Return units of these words each."""
    starts = np.zeros(len(parts) + 1, dtype=np.int64)
    np.cumsum([len(part) for part in parts], out=starts[1:])
    types = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
    return Units(types.astype(np.int32, copy=False), starts)


def joined(many: Iterable[Units]) -> Units:
    """Return all units of several, in order; with what is around them where all have it."""
    many = list(many)
    made = units_of([part for units in many for part in units])
    around = [units.around for units in many if units.around is not None]
    return made.with_around(joined(around)) if around and len(around) == len(many) else made


class WordTable:
    """Every word met so far: lower-case form and lemma, and the features it has.

    Grows as it is asked. A word's number depends on what was met before, so numbers are never kept; words are.

    Attributes:
        forms: in lower case.
        lemmas: likewise.
        lexicons: what reads texts into this table, by language: see `lexicon_of`.
    """

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.lemmas: list[str] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._by_vocab: dict[int, dict[tuple[int, int], int]] = {}
        self.lexicons: dict[str, Any] = {}
        self._lemma_features: list[int] = []
        self._new_rest: list[list[int]] = []  # all but lemmas, of the words that are not packed yet
        nothing = np.zeros(0, dtype=np.int64)
        self._packed: tuple[Array, Array, Array] = (nothing, np.zeros(1, dtype=np.int64), nothing)

    def number(self, form: str, lemma: str) -> int:
        """Return the number of a word."""
        key = (form.lower(), lemma)
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = len(self.forms)
            self.forms.append(key[0])
            self.lemmas.append(lemma)
            self._lemma_features.append(_hash(lemma))
            numbers = concepts.concept_numbers(key[0], lemma)
            self._new_rest.append(_letters(key[0]) + [CONCEPTS + one for one in numbers])
        return known

    def types(self, doc: Doc) -> Array:
        """Return the number of each token of a text, -1 for space."""
        from spacy.attrs import LEMMA, ORTH

        known = self._by_vocab.setdefault(id(doc.vocab), {})
        keys = list(zip(doc.to_array(ORTH).tolist(), doc.to_array(LEMMA).tolist(), strict=True))
        for place, key in enumerate(keys):
            if key not in known:
                token = doc[place]
                known[key] = -1 if token.is_space else self.number(token.text, token.lemma_ or token.lower_)
        return np.array([known[key] for key in keys], dtype=np.int32)

    def lemma_counts(self, units: Units) -> Any:  # noqa: ANN401  # SciPy's sparse matrices carry no types
        """Return how often each lemma stands in each unit: a sparse matrix, units × `BORDER`."""
        from scipy.sparse import csr_matrix

        columns = self._pack()[0][units.types]
        ones = np.ones(len(columns), dtype=np.float32)
        made = csr_matrix((ones, columns, units.starts), shape=(len(units), BORDER))
        made.sum_duplicates()
        return made

    def counts(self, units: Units) -> Any:  # noqa: ANN401  # SciPy's sparse matrices carry no types
        """Return how often each feature stands in each unit: a sparse matrix, units × `FEATURES`."""
        from scipy.sparse import csr_matrix

        lemma_features, starts, rest = self._pack()
        types = units.types
        lengths = np.diff(units.starts)
        row = np.repeat(np.arange(len(units)), lengths)
        lemmas = lemma_features[types]
        paired, pairs = self.pairs(units)
        many = starts[types + 1] - starts[types]
        places = np.repeat(starts[types] - np.concatenate(([0], np.cumsum(many)[:-1])), many) + np.arange(many.sum())
        rows = np.concatenate((row, paired, np.repeat(row, many)))
        columns = np.concatenate((lemmas, pairs, rest[places]))
        ones = np.ones(len(rows), dtype=np.float32)
        return csr_matrix((ones, (rows, columns)), shape=(len(units), FEATURES))

    def found(self, units: Units) -> Array:
        """Return in how many units each feature stands."""
        found = np.zeros(FEATURES, dtype=np.int64)
        for block in units.blocks():
            features, many = np.unique(self.counts(block).indices, return_counts=True)
            found[features] += many
        return found

    def pairs(self, units: Units) -> tuple[Array, Array]:
        """Return the features of neighboring lemmas: the unit of each pair, and its feature."""
        row = np.repeat(np.arange(len(units)), np.diff(units.starts))
        lemmas = self._pack()[0][units.types].astype(np.uint64)
        pairs = ((lemmas[:-1] * _PAIR + lemmas[1:]) >> np.uint64(5)) % np.uint64(BORDER)
        beside = row[1:] == row[:-1]
        return row[1:][beside], pairs[beside].astype(np.int64)

    def features_from(self, first: int) -> tuple[Array, Array]:
        """Return the features of all words from that number on, and where each word's start, and where the last end."""
        lemmas, rest_starts, rest = self._pack()
        starts = rest_starts[first:] - rest_starts[first] + np.arange(len(lemmas) - first + 1)
        features = np.empty(starts[-1], dtype=np.int64)
        is_lemma = np.zeros(len(features), dtype=bool)
        is_lemma[starts[:-1]] = True
        features[is_lemma] = lemmas[first:]
        features[~is_lemma] = rest[rest_starts[first] :]
        return features, starts

    def letters_from(self, first: int) -> tuple[Array, Array]:
        """Return the letters of all words from that number on, and where each word's start, and where the last end."""
        _, starts, rest = self._pack()
        rest, starts = rest[starts[first] :], starts[first:] - starts[first]
        are_letters = rest < CONCEPTS
        return rest[are_letters], np.concatenate(([0], np.cumsum(are_letters)))[starts]

    def _pack(self) -> tuple[Array, Array, Array]:
        """Return the lemmas of all words, where the rest of each start and where the last end, and the rest."""
        lemmas, starts, rest = self._packed
        known = len(lemmas)
        if known < len(self.forms):
            new, self._new_rest = self._new_rest, []
            ends = starts[-1] + np.cumsum([len(one) for one in new])
            self._packed = lemmas, starts, rest = (
                np.concatenate((lemmas, np.array(self._lemma_features[known:], dtype=np.int64))),
                np.concatenate((starts, ends)),
                np.concatenate((rest, np.array(list(chain.from_iterable(new)), dtype=np.int64))),
            )
        return lemmas, starts, rest


def letter_features(form: str) -> Array:
    """Return the features of a word's letters; a run that stands in it twice is there once."""
    return np.array(_letters(form), dtype=np.int64)


def _letters(form: str) -> list[int]:
    word = f" {form} "
    # Of those that are ASCII, runs are those of their bytes.
    spelled: Any = word.encode() if word.isascii() else word
    runs: Any = [
        spelled[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(max(len(word) - length + 1, 1))
    ]
    if len(set(runs)) < len(runs):
        runs = dict.fromkeys(runs)
    if word.isascii():
        return [crc32(run) % BORDER + BORDER for run in runs]
    return [_hash(run) + BORDER for run in runs]


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass")) % BORDER
