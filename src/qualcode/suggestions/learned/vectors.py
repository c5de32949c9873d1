"""Units of talk as vectors, made so that the product of two tells how alike the units are.

Four views of a unit stand side by side: its lemmas and pairs of them, the letters of its words, the concepts that these
tell of, and where it lies in the project's talk as a whole (latent semantic analysis: words that keep the same company
are near each other). The first three know what is in coded quotes only; the fourth is made from all talk, coded or not.
A fifth, the meaning of sentences, comes from the semantic extra. Beside these may stand the lemmas of what a unit
answers (the moderator's question, the turn before), as features of their own that weigh less.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from qualcode.suggestions.language.words import BORDER, Array, Units, WordTable
from qualcode.suggestions.learned.features import Counted, Features, Sparse, Telling

_DIMENSIONS = 64
_LEAST_OF_THE_LONGEST = 1e-6
_FEWEST_UNITS = 40
_MOST_UNITS = 6000
_FEWEST_ROWS = 10
_COMMON = 16  # a feature is common that more than one of so many rows has
# What the other views weigh beside those of words.
_BACKGROUND_WEIGHT = 0.6
_BACKGROUND_WEIGHT_BESIDE_MEANING = 0.4
_MEANING_WEIGHT = 1.2
_MEANING_WEIGHT_BESIDE_MIDDLE = 0.8
_MIDDLE_WEIGHT = 1.2


@dataclass(frozen=True, slots=True)
class Vectors:
    """Units as vectors: what each is made of is the sum of a sparse and a dense part."""

    sparse: Sparse
    dense: Array

    def __len__(self) -> int:
        return len(self.dense)

    def products(self, other: Vectors) -> Array:
        """Return how alike each unit is to each of the others, shape (len(self), len(other))."""
        likeness: Array = _products(self.sparse, other.sparse) + self.dense @ other.dense.T
        return likeness

    def chosen(self, places: Array) -> Vectors:
        """Return the vectors at those places."""
        return Vectors(self.sparse[places], self.dense[places])


def _products(rows: Sparse, others: Sparse) -> Array:
    """Return the products of sparse rows; features that many have as an array, which takes a third of the time."""
    many = np.bincount(others.indices, minlength=others.shape[1])
    is_common = many * _COMMON > others.shape[0]
    common = np.flatnonzero(is_common)
    found: Array = rows[:, common].toarray() @ others[:, common].toarray().T
    rare = np.flatnonzero(~is_common)
    rest = rows[:, rare] @ others[:, rare].T
    found[np.repeat(np.arange(rest.shape[0]), np.diff(rest.indptr)), rest.indices] += rest.data
    return found


@dataclass(frozen=True, slots=True)
class Background:
    """The project's talk as a whole.

    Attributes:
        weights: how telling each feature is, 0 for those not used.
        columns: the features in use.
        axes: of the space the units lie in, features in use × dimensions; none where there is too little talk.
    """

    weights: Array
    columns: Array
    axes: Array


@dataclass(frozen=True, slots=True)
class Around:
    """How what units answer counts.

    Attributes:
        weight: beside the units' own words, which weigh 1; 0 where it tells nothing.
        columns: the lemmas in use.
        rarity: how telling each is.
    """

    weight: float = 0.0
    columns: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    rarity: Array = field(default_factory=lambda: np.zeros(0, dtype=np.float32))


def background_of(table: WordTable, units: Units, *, seed: int = 0) -> Background:
    """Return the background that these units make; the same units and seed give the same.

    Args:
        units: all talk of the project; of very many, some evenly spread are taken.
    """
    if len(units) < _FEWEST_UNITS:
        return Background(np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=np.float32))
    from scipy.sparse.linalg import svds

    if len(units) > _MOST_UNITS:
        units = units.chosen(np.linspace(0, len(units) - 1, _MOST_UNITS).astype(int))
    found = table.found(units)
    columns = np.flatnonzero(found > 1)
    weights = _rarity(found[columns], len(units))
    features = Features(table, columns)
    telling = Telling(features, columns, weights)
    weighed = _stacked([Counted(features, block).weighed(telling).astype(np.float64) for block in _blocks(units)])
    dimensions = min(_DIMENSIONS, len(units) // 8, min(weighed.shape) - 1)
    if dimensions < 1:
        return Background(weights, columns, np.zeros((len(columns), 0), dtype=np.float32))
    start = np.random.default_rng(seed).standard_normal(min(weighed.shape))
    _, values, axes = svds(weighed, k=dimensions, v0=start)
    # Where much is said again and again there are fewer directions than asked for, and the rest would be drawn by lot.
    axes = axes[values > _LEAST_OF_THE_LONGEST * values.max()].T
    return Background(weights, columns, np.ascontiguousarray(axes[:, ::-1], dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Middle:
    """What stands in the middle of a model of meanings, as usual in what a model is trained on.

    Attributes:
        mean: of each column behind those that may be compared; none without the semantic extra.
        spread: likewise, the standard deviation.
    """

    mean: Array = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    spread: Array = field(default_factory=lambda: np.zeros(0, dtype=np.float32))

    @classmethod
    def usual(cls, rows: Array) -> Middle:
        """Return what is usual in these rows; nothing where there are too few to tell."""
        if len(rows) < _FEWEST_ROWS:
            return cls(np.zeros(rows.shape[1], dtype=np.float32), np.ones(rows.shape[1], dtype=np.float32))
        return cls(rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6))


class Space:
    """Makes vectors of units, knowing the words of those a model is trained on.

    Attributes:
        columns: the features the trained units have.
        weights: how telling each is.
        around: how what they answer counts.
        middle: what is usual in the middle of the model of meanings.
    """

    def __init__(
        self, table: WordTable, background: Background, columns: Array, weights: Array,
        around: Around | None = None, middle: Middle | None = None,
    ) -> None:  # fmt: skip
        self.around = around or Around()
        self.middle = middle or Middle()
        self.table = table
        self.background = background
        self.columns = columns
        self.weights = weights
        every = np.union1d(columns, background.columns)
        self._features = Features(table, every)
        self._own = Telling(self._features, columns, weights)
        self._whole = Telling(self._features, background.columns, background.weights)
        self._says: Array = np.zeros((0, 0), dtype=np.float32)

    @classmethod
    def knowing(cls, table: WordTable, background: Background, trained: Units, middles: Array | None = None) -> Space:
        """Return the space that knows the words of these units, and their rows in the middle of a model of meanings."""
        found = table.found(trained)
        columns = np.flatnonzero(found)
        around = None
        if trained.around is not None and len(trained):
            spoken = np.bincount(table.lemma_counts(trained.around).indices, minlength=BORDER)
            lemmas = np.flatnonzero(spoken)
            around = Around(0.0, lemmas, _rarity(spoken[lemmas], len(trained)))
        middle = None if middles is None else Middle.usual(middles)
        return cls(table, background, columns, _rarity(found[columns], len(trained)), around, middle)

    def weighing(self, weight: float) -> Space:
        """Return the same space, in which what units answer weighs that much."""
        around = replace(self.around, weight=weight)
        return Space(self.table, self.background, self.columns, self.weights, around, self.middle)

    def around_rows(self, units: Units) -> Sparse:
        """Return what the units answer as rows of length 1; rows of nothing where there is nothing."""
        from scipy.sparse import csr_matrix

        known = self.around
        if units.around is None:
            return csr_matrix((len(units), len(known.columns)), dtype=np.float32)
        counts = self.table.lemma_counts(units.around)[:, known.columns]
        counts.data = 1 + np.log(counts.data)
        rows = counts.multiply(known.rarity).tocsr()
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        rows.data /= np.repeat(np.maximum(lengths, 1e-12), np.diff(rows.indptr))
        return rows.astype(np.float32)

    def words_say(self, weights: Array) -> Array:
        """Return what each word of the table says for each code, by itself: words × codes.

        Args:
            weights: what each feature says; the same ones whenever asked, since what was found is kept.
        """
        asked = weights[: len(self.columns)]
        if not len(self._says):
            self._says = np.zeros((0, weights.shape[1]), dtype=np.float32)
        known, many = len(self._says), len(self.table.forms)
        if known < many:
            alone = Units(np.arange(known, many, dtype=np.int32), np.arange(many - known + 1))
            self._says = np.concatenate((self._says, Counted(self._features, alone).weighed(self._own) @ asked))
        return self._says

    def _beside_around(self, weighed: Sparse, units: Units) -> Sparse:
        if not self.around.weight:
            return weighed
        from scipy.sparse import hstack

        return hstack([weighed, self.around_rows(units) * self.around.weight**0.5], format="csr")

    def rows(self, units: Units) -> Sparse:
        """Return what the units' vectors tell of their own words: lemmas, then letters."""
        return _stacked([Counted(self._features, block).weighed(self._own) for block in _blocks(units)])

    def vectors(self, units: Units, meanings: Array | None = None) -> Vectors:
        """Return the units' vectors.

        Args:
            meanings: one row a unit, from the semantic extra.
        """
        sparse, seen = [], []
        for block in _blocks(units):
            counted = Counted(self._features, block)
            sparse.append(self._beside_around(counted.weighed(self._own), block))
            if self.background.axes.size:
                seen.append(np.asarray(counted.weighed(self._whole) @ self.background.axes, dtype=np.float32))
        weighed, parts = _stacked(sparse), []
        if self.background.axes.size:
            weight = _BACKGROUND_WEIGHT if meanings is None else _BACKGROUND_WEIGHT_BESIDE_MEANING
            parts.append(_scaled(np.concatenate(seen), weight))
        if meanings is not None:
            compared = meanings.shape[1] - len(self.middle.mean)
            weight = _MEANING_WEIGHT_BESIDE_MIDDLE if len(self.middle.mean) else _MEANING_WEIGHT
            parts.append(_scaled(np.asarray(meanings[:, :compared], dtype=np.float32), weight))
            if len(self.middle.mean):
                middles = (meanings[:, compared:] - self.middle.mean) / self.middle.spread
                parts.append(_scaled(np.asarray(middles, dtype=np.float32), _MIDDLE_WEIGHT))
        dense = np.hstack(parts) if parts else np.zeros((len(units), 0), dtype=np.float32)
        return Vectors(weighed, dense)


def _blocks(units: Units) -> list[Units]:
    return list(units.blocks()) or [units]


def _stacked(rows: list[Sparse]) -> Sparse:
    """Return rows below each other, each as it was."""
    from scipy.sparse import vstack

    return rows[0] if len(rows) == 1 else vstack(rows, format="csr")


def _rarity(found: Array, units: int) -> Array:
    return (np.log((1 + units) / (1 + found)) + 1).astype(np.float32)


def _scaled(rows: Array, weight: float) -> Array:
    """Return rows whose squares sum to the weight; rows of nothing stay so."""
    lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    scaled: Array = rows * (weight**0.5 / np.maximum(lengths, 1e-12))
    return scaled
