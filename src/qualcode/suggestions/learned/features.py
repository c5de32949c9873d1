"""The features of units as rows: how loud each is, how telling, and how much each view of words weighs."""

from __future__ import annotations

from typing import Any

import numpy as np

from qualcode.suggestions.language.words import BORDER, CONCEPTS, FEATURES, Array, Units, WordTable

# What the views weigh beside each other: lemmas, letters, concepts.
_WEIGHTS = np.array((0.5, 0.5, 0.3))

Sparse = Any  # SciPy's matrices carry no types


class Features:
    """The features of units among some columns; what each word of the table has of them is looked up once.

    Attributes:
        many: how many columns.
        letters: the place of the first that is of letters; those before it are of lemmas.
        concepts: the place of the first that is of concepts; all behind it are.
        places: of each feature among the columns, -1 for those that are not.
    """

    def __init__(self, table: WordTable, columns: Array) -> None:
        self.many = len(columns)
        self.letters, self.concepts = np.searchsorted(columns, (BORDER, CONCEPTS)).tolist()
        self.places = np.full(FEATURES, -1, dtype=np.int32)
        self.places[columns] = np.arange(self.many)
        self._table = table
        self._words = 0
        # A row for each column that a pair of lemmas may have, then one for each word.
        self._found = np.arange(self.letters, dtype=np.int32)
        self._starts = np.arange(self.letters + 1, dtype=np.int32)

    def counts(self, units: Units) -> Sparse:
        """Return how often each stands in each unit: units × columns.

        What words have is added up as a product of units × words and words × columns; a pair of neighboring lemmas is
        a word that has one column.
        """
        from scipy.sparse import csr_matrix

        self._look_up_new_words()
        row, pairs = self._table.pairs(units)
        places = self.places[pairs]
        known = places >= 0
        row, pairs = row[known], places[known]
        # Behind the words of each unit stand its pairs. Words are in the order of the talk, not of their numbers: so
        # sums are the same, to the last bit, whatever numbers words have.
        many = np.bincount(row, minlength=len(units))
        starts = units.starts + np.concatenate(([0], np.cumsum(many)))
        parts = np.empty(starts[-1], dtype=np.int32)
        is_word = np.ones(len(parts), dtype=bool)
        is_word[np.arange(len(row)) + units.starts[row + 1]] = False
        parts[is_word] = units.types + np.int32(self.letters)
        parts[~is_word] = pairs
        said = csr_matrix(
            (np.ones(len(parts), dtype=np.float32), parts, starts), shape=(len(units), self.letters + self._words)
        )
        has = csr_matrix(
            (np.ones(len(self._found), dtype=np.float32), self._found, self._starts),
            shape=(self.letters + self._words, self.many),
        )
        return said @ has

    def _look_up_new_words(self) -> None:
        many = len(self._table.forms)
        if self._words == many:
            return
        features, starts = self._table.features_from(self._words)
        places = self.places[features]
        known = np.concatenate(([0], np.cumsum(places >= 0)))
        self._starts = np.concatenate((self._starts, self._starts[-1] + known[starts[1:]].astype(np.int32)))
        self._found = np.concatenate((self._found, places[places >= 0]))
        self._words = many


class Telling:
    """Some of the features that are counted: which column each has, and how telling it is."""

    def __init__(self, features: Features, columns: Array, weights: Array) -> None:
        self.many = len(columns)
        here = features.places[columns]
        self.weights = np.zeros(features.many, dtype=np.float32)
        self.weights[here] = weights
        self.places = np.zeros(features.many, dtype=np.int32)
        self.places[here] = np.arange(self.many)


class Counted:
    """How loud the features of some units are, before it is asked how telling they are."""

    def __init__(self, features: Features, units: Units) -> None:
        self._counts = counts = features.counts(units)
        self._loudness = np.ones(len(counts.data), dtype=np.float32)
        often = np.flatnonzero(counts.data > 1)
        self._loudness[often] += np.log(counts.data[often])
        self._views = np.repeat(np.arange(0, 3 * counts.shape[0], 3, dtype=np.int32), np.diff(counts.indptr))
        self._views += counts.indices >= features.letters
        self._views += counts.indices >= features.concepts

    def weighed(self, telling: Telling) -> Sparse:
        """Return the units as rows over the telling columns; the squares of each view sum up to what it weighs."""
        from scipy.sparse import csr_matrix

        counts = self._counts
        if not telling.many:
            return csr_matrix((counts.shape[0], 0), dtype=np.float32)
        # What does not tell weighs nothing, wherever it is put: leaving it out would take as long as all the rest.
        values = self._loudness * telling.weights[counts.indices]
        squares = np.bincount(self._views, values * values, minlength=3 * counts.shape[0])
        lengths = (np.tile(_WEIGHTS, counts.shape[0]) / np.maximum(squares, 1e-12)) ** 0.5
        values *= lengths.astype(np.float32)[self._views]
        return csr_matrix(
            (values, telling.places[counts.indices], counts.indptr), shape=(counts.shape[0], telling.many)
        )
