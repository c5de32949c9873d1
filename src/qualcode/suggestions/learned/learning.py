"""What a project's codings teach, as a model: how likely each code is for a unit of talk nobody has coded.

The model is a ridge regression on how alike units are, all codes at once, with what the codebook says beside it. It
weighs rare codes up, and trusts the codebook the less the more quotes a code has. It is trained in a second,
gives the same for the same, and knows what it would have said of each source without having seen it: from that its
probabilities and thresholds come.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.learned.calibrating import NEVER, Curve, fitted_curve, measured_thresholds
from qualcode.suggestions.learned.loudest import loudest_words
from qualcode.suggestions.learned.ridge import chosen_penalty, chosen_weight, ranking_penalty, solved, without
from qualcode.suggestions.learned.unseen import LateSystem, System
from qualcode.suggestions.learned.vectors import Space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.suggestions.language.words import Array, Units, WordTable
    from qualcode.suggestions.learned.codebook_words import CodebookWords
    from qualcode.suggestions.learned.judged import CodeFrequencies, Judged
    from qualcode.suggestions.learned.ridge import Ridge
    from qualcode.suggestions.learned.vectors import Background, Vectors

_FEW_CODINGS = 20  # from here on reasons are what was learned
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature says for each code, before and after the common part is taken off."""

    sparse: Array
    dense: Array
    intercepts: Array

    def said(self, vectors: Vectors) -> Array:
        """Return what is said of each unit for each code."""
        said: Array = vectors.sparse @ self.sparse + vectors.dense @ self.dense + self.intercepts
        return np.asarray(said, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A trained model.

    Attributes:
        codes: GUIDs, in the order of all columns.
        frequencies: how often each was applied.
        thresholds: the probability from which on each code is worth suggesting; `NEVER` for those that are not.
        tried: codes × 4: of units not seen, how many reach the code's threshold, how many of these have the code, and
            how many of all are known to have it, and not to.
        checked: what was said of units not seen, and the truth, for reliability: probabilities and codes, flat.
        system: what it was solved from, for what it would say without some of it; None where that is not known.
    """

    codes: tuple[str, ...]
    space: Space
    words: CodebookWords
    weights: Weights
    frequencies: CodeFrequencies
    curve: Curve
    thresholds: Array
    tried: Array | None = None
    checked: tuple[Array, Array] = field(default_factory=lambda: (np.zeros(0), np.zeros(0, dtype=bool)))
    system: System | LateSystem | None = None

    @property
    def knows_meanings(self) -> bool:
        """Whether it was trained with the semantic extra, and needs it to speak."""
        return bool(self.weights.dense.shape[0] > self.space.background.axes.shape[1])

    def scores(
        self, units: Units, meanings: Array | None = None, *,
        unseen: Sequence[Sequence[int]] | None = None, vectors: Vectors | None = None,
    ) -> Array:  # fmt: skip
        """Return a score for each unit and code; the higher, the likelier.

        Args:
            unseen: for each unit, places of the examples it is scored without.
            vectors: of the units, where they are known.
        """
        vectors = vectors or self.space.vectors(units, meanings)
        said = self.weights.said(vectors)
        if unseen is not None and self.system is not None:
            said += self.system.moved(vectors, unseen)
        return self.frequencies.scores(said, self.words.evidence(units, meanings))

    def chances(
        self, units: Units, meanings: Array | None = None, *,
        unseen: Sequence[Sequence[int]] | None = None, vectors: Vectors | None = None,
    ) -> Array:  # fmt: skip
        """Return how likely each code is for each unit, from 0 to 1; `unseen` and `vectors` as above."""
        return self.probabilities(self.scores(units, meanings, unseen=unseen, vectors=vectors))

    def probabilities(self, scores: Array) -> Array:
        """Return how likely codes are that have these scores, units × codes."""
        return self.curve.probabilities(scores, self.frequencies.expected)

    def words_for(
        self, units: Units, places: Sequence[int], codes: Sequence[int], most: int = 3
    ) -> list[tuple[str, ...]]:
        """Return for pairs of a unit and a code the words that speak most for it, the loudest first.

        Args:
            codes: by their columns.
        """
        says = [(self.space.words_say(self.weights.sparse), self.frequencies.rare_up)]
        few = self.frequencies.codings < _FEW_CODINGS
        if few[np.array(codes, dtype=np.int64)].any():
            says.append((self.words.words_say(), self.frequencies.trust * few))
        return loudest_words(units, places, codes, says, self.space.table.forms, most)


def learn(
    codes: Sequence[str],
    table: WordTable,
    background: Background,
    words: CodebookWords,
    examples: Judged,
    checks: Sequence[Judged] = (),
    *,
    checked_codes: Sequence[Array] = (),
    stop: Callable[[], bool] = lambda: False,
) -> Learned | None:
    """Return a model trained on these examples, or None once `stop` says so.

    Args:
        codes: GUIDs, in the order of all columns.
        examples: coded segments, and talk that was left uncoded.
        checks: units of the same sources as they would be suggested, coded or not; may be none.
        checked_codes: for each of the checks, whether each code is checked on it; all of them where nothing is said.
    """
    middles = None if examples.meanings is None else examples.meanings[:, words.compared :]
    space = Space.knowing(table, background, examples.units, middles)
    targets, frequencies = examples.targets(), examples.frequencies()
    if not len(examples):
        vectors, nothing = space.vectors(examples.units, examples.meanings), np.zeros((0, len(codes)))
        weights = _weights(vectors, nothing, np.zeros(len(codes)), words, frequencies)
        return Learned(
            codes=tuple(codes), space=space, words=words, weights=weights, frequencies=frequencies,
            curve=Curve(), thresholds=np.full(len(codes), NEVER),
        )  # fmt: skip
    vectors = space.vectors(examples.units, examples.meanings)
    likeness = vectors.products(vectors)
    if stop():
        return None
    penalty = chosen_penalty(likeness, targets, examples.groups)
    if examples.meanings is None:
        penalty = ranking_penalty(penalty, len(examples))
    if examples.units.around is not None and not stop():
        rows = space.around_rows(examples.units)
        answered = (rows @ rows.T).toarray()
        if weight := chosen_weight(likeness, answered, targets, examples.groups, penalty):
            space = space.weighing(weight)
            vectors = space.vectors(examples.units, examples.meanings)
            likeness = likeness + weight * answered
    if stop():
        return None
    ridge = solved(likeness, targets, penalty)
    system = System(units=examples.units, targets=targets, meanings=examples.meanings, vectors=vectors, ridge=ridge)
    made = Learned(
        codes=tuple(codes), space=space, words=words,
        weights=_weights(vectors, ridge.alphas, ridge.intercepts, words, frequencies),
        frequencies=frequencies, curve=Curve(), thresholds=np.full(len(codes), NEVER), system=system,
    )  # fmt: skip
    if not checks or len(np.unique(examples.groups)) < 2 or stop():
        return made
    return _checked(made, ridge, vectors, examples, checks, checked_codes)


def _weights(
    vectors: Vectors, alphas: Array, intercepts: Array, words: CodebookWords, frequencies: CodeFrequencies
) -> Weights:
    """Return the weights of what was learned, with what the codebook's texts tell."""
    dense = vectors.dense.T @ alphas
    if words.texts is not None:
        told, added = words.texts.told(frequencies.trust, float(frequencies.codings.sum()))
        dense[: len(told)] += told / frequencies.rare_up
        intercepts = intercepts + added / frequencies.rare_up
    sparse = np.asarray(vectors.sparse.T @ alphas, dtype=np.float32)
    return Weights(sparse, np.asarray(dense, dtype=np.float32), intercepts)


def _checked(
    made: Learned, ridge: Ridge, vectors: Vectors, examples: Judged, checks: Sequence[Judged], checked: Sequence[Array]
) -> Learned:
    """Return the model with its curve and thresholds, from what it says of sources left out."""
    scores: list[Array] = []
    usual: list[Array] = []  # as it was known to those who had not seen the unit
    truths: list[Array] = []
    fold_of = folds(examples.groups, np.any(examples.coded, axis=1))
    for number, check in enumerate(checks):
        said, usually = np.full(check.coded.shape, np.nan), np.full(check.coded.shape, np.nan)
        check_folds = np.array([fold_of.get(group, -1) for group in check.groups.tolist()], dtype=int)
        evidence = made.words.evidence(check.units, check.meanings)
        for fold in sorted(set(fold_of.values())):
            here = np.flatnonzero(check_folds == fold)
            left_out = np.flatnonzero(np.array([fold_of[group] == fold for group in examples.groups.tolist()]))
            if not len(here) or len(left_out) == len(examples):
                continue
            alphas, errors = without(ridge, left_out)
            rest = np.delete(np.arange(len(examples)), left_out)
            frequencies = examples.frequencies(rest)
            intercepts = _intercepts(vectors, alphas, left_out, errors, examples)
            weights = _weights(vectors, alphas, intercepts, made.words, frequencies)
            meanings = None if check.meanings is None else check.meanings[here]
            spoken = weights.said(made.space.vectors(check.units.chosen(here), meanings))
            said[here] = frequencies.scores(spoken, evidence[here])
            usually[here] = frequencies.expected
        if check.known is not None:
            said[~check.known] = np.nan
        if checked:
            said[:, ~checked[number]] = np.nan
        scores.append(said)
        usual.append(usually)
        truths.append(check.coded)
    all_scores, shares, truth = np.concatenate(scores), np.concatenate(usual), np.concatenate(truths)
    curve = fitted_curve(all_scores, shares, truth)
    chances = np.where(np.isnan(all_scores), np.nan, curve.probabilities(all_scores, shares))
    known = ~np.isnan(chances)
    thresholds = measured_thresholds(chances, truth, made.frequencies.passages)
    shown = chances >= thresholds  # what is not known is never shown
    told = ~np.isnan(chances)
    tried = np.stack([one.sum(axis=0) for one in (shown, shown & truth, told & truth, told & ~truth)], axis=1)
    return Learned(
        codes=made.codes, space=made.space, words=made.words, weights=made.weights, frequencies=made.frequencies,
        curve=curve, thresholds=thresholds, tried=tried,
        checked=(chances[known], truth[known]), system=made.system,
    )  # fmt: skip


def _intercepts(vectors: Vectors, alphas: Array, left_out: Array, errors: Array, examples: Judged) -> Array:
    """Return the intercepts of the system without a group, which says of the group: targets less errors."""
    first = left_out[:1]
    intercepts: Array = (examples.targets(first) - errors[:1] - vectors.chosen(first).products(vectors) @ alphas)[0]
    return intercepts


def folds(groups: Array, counts: Array) -> dict[object, int]:
    """Return a fold for each group, up to five of them, alike in how much of what counts they hold."""
    names, places = np.unique(groups, return_inverse=True)
    sizes = np.bincount(places, counts, minlength=len(names))
    loads = [0.0] * min(_FOLDS, len(names))
    made: dict[object, int] = {}
    for place in sorted(range(len(names)), key=lambda place: (-sizes[place], names[place])):
        fold = loads.index(min(loads))
        made[names[place].item()] = fold
        loads[fold] += sizes[place] + 1e-6
    return made
