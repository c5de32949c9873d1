"""What the words of a codebook tell of a unit of talk before anybody has coded: names, definitions, cues, examples.

A word of the talk speaks for a code when it is a word of that code, or spelled like one: "angry" for *Anger*; more
softly when it speaks of the same concept: "furious". It speaks the louder the fewer codes have the word and the rarer
it is in the talk; words speak independently ("noisy or"). What a code's words meet in talk of any kind is taken off, so
that a long definition is no advantage. A code for what is left over (Other, Neutral) has no words of its own: it speaks
where no other code does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.suggestions.language.words import units_of
from qualcode.suggestions.learned.code_words import WORD, Word, name_words, words_of
from qualcode.suggestions.learned.codebook_texts import codebook_texts
from qualcode.suggestions.learned.vectors import Space
from qualcode.suggestions.learned.word_index import WordIndex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language

    from qualcode.model.codebook import Code
    from qualcode.suggestions.language.words import Array, Units, WordTable
    from qualcode.suggestions.learned.codebook_texts import CodebookTexts
    from qualcode.suggestions.learned.vectors import Background

_COMMON_SHARE = 0.05
_LEFT_OVER = frozenset((
    "neutral", "other", "others", "misc", "miscellaneous", "none", "unclear", "residual", "uncategorized",
    "unclassified", "другое", "прочее", "иное", "остальное", "нейтральное", "нейтральный", "нейтрально", "разное",
    "неясно",
))  # fmt: skip
_LEFT_OVER_SAYS = 0.35
_MEANING_SAYS = 1.5
_MOST_SAMPLED = 1000


@dataclass(slots=True)
class CodebookWords:
    """The words of some codes, ready to be met in units; grows with the words it meets.

    Attributes:
        codes: how many codes.
        texts: what these tell beyond their words; None where there is nothing to tell, or no need to any more.
    """

    codes: int
    _words: tuple[Word, ...]
    _left_over: Array
    _table: WordTable
    _usual: Array
    _rarity: dict[str, float]
    _sayings: tuple[Array, Array] | None = None
    _index: WordIndex | None = None
    _packed: tuple[Array, Array, Array] = field(
        default_factory=lambda: (np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    )
    _says: Array = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    texts: CodebookTexts | None = None

    def evidence(self, units: Units, meanings: Array | None = None) -> Array:
        """Return what the words say for each code, units × codes; 0 is nothing, below 0 less than usual.

        Args:
            meanings: of the units, from the semantic extra.
        """
        said = self._said(units)
        heard = np.where(said > 0, said - self._usual, 0.0)
        heard += self._left_over
        if meanings is not None and self._sayings is not None:
            sayings, usual = self._sayings
            heard = heard + _MEANING_SAYS * ((meanings[:, : self.compared] - usual) @ sayings.T)
        return heard

    def _said(self, units: Units) -> Array:
        said = [self._said_at_once(block) for block in units.blocks()]
        return np.concatenate(said) if said else np.zeros((0, self.codes))

    def _said_at_once(self, units: Units) -> Array:
        if not self._words:
            return np.zeros((len(units), self.codes))
        starts, words, likeness = self._met()
        rows = np.repeat(np.arange(len(units)), np.diff(units.starts))
        here = starts[units.types + 1] - starts[units.types]
        places = np.repeat(starts[units.types] - (np.cumsum(here) - here), here) + np.arange(here.sum())
        keys = np.repeat(rows, here) * len(self._words) + words[places]
        order = np.argsort(keys, kind="stable")
        keys, said = keys[order], likeness[places][order]
        if not len(keys):
            return np.zeros((len(units), self.codes))
        firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        loudest = np.maximum.reduceat(said, firsts)
        unit, word = np.divmod(keys[firsts], len(self._words))
        code = self._columns()[word]
        silence = np.bincount(
            unit * self.codes + code, np.log1p(-np.minimum(loudest, 0.95)), minlength=len(units) * self.codes
        )
        return 1 - np.exp(silence.reshape(len(units), self.codes))

    def words_say(self) -> Array:
        """Return what each word of the table says for each code, by itself: words × codes."""
        starts, words, likeness = self._met()
        known, many = len(self._says), len(starts) - 1
        if known < many:
            new = np.zeros((many - known, self.codes), dtype=np.float32)
            here = slice(starts[known], starts[many])
            rows = np.repeat(np.arange(many - known), np.diff(starts[known:]))
            np.maximum.at(new, (rows, self._columns()[words[here]]), likeness[here])
            self._says = np.concatenate((self._says.reshape(known, self.codes), new))
        return self._says

    def says_of(self, words: Sequence[int], code: int) -> bool:
        """Return whether any of these words of the table speaks for a code, by its column."""
        return bool((self.words_say()[np.array(words, dtype=np.int64), code] > 0).any())

    def _columns(self) -> Array:
        return np.array([one.code for one in self._words], dtype=np.int64)

    def beside(self, usual: Array) -> CodebookWords:
        """Return the same words, where talk on the whole means that; only with the semantic extra."""
        return self if self._sayings is None else replace(self, _sayings=(self._sayings[0], usual[: self.compared]))

    @property
    def compared(self) -> int:
        """How many columns of what units mean are compared with what codes mean; 0 without the semantic extra."""
        return 0 if self._sayings is None else int(self._sayings[0].shape[1])

    def parts(self) -> tuple[dict[str, Array], dict[str, object]]:
        """Return what it is made of, as arrays and plain values: `of_parts` makes the same again, but for `texts`.

        What texts tell stands in the weights of a model that is trained.
        """
        arrays = {"said_usually": self._usual, "left_over": self._left_over}
        if self._sayings is not None:
            arrays |= {"sayings": self._sayings[0], "meant_usually": self._sayings[1]}
        return arrays, {"codes": self.codes, "words": [list(word) for word in self._words], "rarity": self._rarity}

    @classmethod
    def of_parts(cls, arrays: Mapping[str, Array], told: Mapping[str, Any], table: WordTable) -> CodebookWords:
        """Return the words that `parts` told of."""
        sayings = (arrays["sayings"], arrays["meant_usually"]) if "sayings" in arrays else None
        words = tuple(Word(*word) for word in told["words"])
        rarity = {str(lemma): float(share) for lemma, share in told["rarity"].items()}
        return cls(int(told["codes"]), words, arrays["left_over"], table, arrays["said_usually"], rarity, sayings)

    def _met(self) -> tuple[Array, Array, Array]:
        """Return what the words of the table are like: where each one's start and the last end, which, how much."""
        starts, words, likeness = self._packed
        known = len(starts) - 1
        if known < len(self._table.forms):
            if self._index is None:
                self._index = WordIndex(self._words)
            owners, found, like = self._matches(known, self._index)
            ends = starts[-1] + np.cumsum(np.bincount(owners, minlength=len(self._table.forms) - known))
            self._packed = starts, words, likeness = (
                np.concatenate((starts, ends)),
                np.concatenate((words, found)),
                np.concatenate((likeness, like)),
            )
        return starts, words, likeness

    def _matches(self, known: int, index: WordIndex) -> tuple[Array, Array, Array]:
        """Return what the words of the table from a number on are like: each, which word of the codebook, how much.

        Those with the same lemma are alike; others as far as they share letters.
        """
        forms, lemmas = self._table.forms[known:], self._table.lemmas[known:]
        letters, starts = self._table.letters_from(known)
        many = np.diff(starts)
        is_word = np.array([WORD.fullmatch(form) is not None for form in forms], dtype=bool)
        runs = np.flatnonzero(np.repeat(is_word, many))
        owners, words, like = index.alike(np.repeat(np.arange(len(forms)), many)[runs], letters[runs], many)
        same = [(owner, word) for owner, lemma in enumerate(lemmas) for word in index.by_lemma.get(lemma, ())]
        same_owners, same_words = np.array(same, dtype=np.int64).reshape(-1, 2).T
        size = len(self._words)
        near = ~np.isin(owners * size + words, same_owners * size + same_words)
        owners = np.concatenate((owners[near], same_owners))
        words = np.concatenate((words[near], same_words))
        like = np.concatenate((like[near], np.ones(len(same))))
        order = np.argsort(owners, kind="stable")
        owners, words, like = owners[order], words[order], like[order]
        rarity = np.array([self._rarity.get(lemma, 1.0) for lemma in lemmas])
        return owners, words, like * index.says[words] * rarity[owners]


def codebook_words(
    codes: Sequence[Code],
    pipelines: Sequence[Language],
    table: WordTable,
    talk: Units,
    sayings: tuple[Array, Array] | None = None,
    background: Background | None = None,
) -> CodebookWords:
    """Return the words of these codes as talk in the languages of these pipelines meets them.

    Args:
        talk: units of the project's talk, for what is usual; may be none.
        sayings: what each code means and what talk means on the whole, from the semantic extra.
        background: the talk as a whole, for where the codes' texts lie in it.
    """
    words = words_of(codes, pipelines, beside_meaning=sayings is not None)
    left_over = np.array([_LEFT_OVER_SAYS * bool(name_words(one) & _LEFT_OVER) for one in codes])
    made = CodebookWords(len(codes), words, left_over, table, np.zeros(len(codes)), _rarities(table, talk), sayings)
    if len(talk):
        sample = talk.chosen(np.linspace(0, len(talk) - 1, min(len(talk), _MOST_SAMPLED)).astype(int))
        met = made._said(sample)
        made._usual = met.mean(axis=0)  # being made here
        if background is not None and words:
            space = Space.knowing(table, background, units_of([]))
            # Meanings tell better what is near; how likely codes are is told either way.
            near = space.vectors(_texts(len(codes), words, table)).dense * (sayings is None)
            made.texts = codebook_texts(near, space.vectors(sample).dense, np.maximum(met - made._usual, 0.0))
    return made


def _texts(codes: int, words: Sequence[Word], table: WordTable) -> Units:
    """Return the words of each code as a unit of talk."""
    rows: list[list[int]] = [[] for _ in range(codes)]
    for word in words:
        rows[word.code].append(table.number(word.form or word.lemma, word.lemma))
    return units_of([np.array(row, dtype=np.int32) for row in rows])


def _rarities(table: WordTable, talk: Units) -> dict[str, float]:
    """Return how far words that stand in many units are turned down, by lemma; those in few are not in it."""
    if not len(talk):
        return {}
    rows = np.repeat(np.arange(len(talk)), np.diff(talk.starts))
    pairs = np.unique(rows * len(table.forms) + talk.types)
    found: dict[str, int] = {}
    for number, count in enumerate(np.bincount(pairs % len(table.forms), minlength=len(table.forms)).tolist()):
        found[table.lemmas[number]] = found.get(table.lemmas[number], 0) + count
    common = len(talk) * _COMMON_SHARE
    return {
        lemma: max(float(np.log(len(talk) / count)) / np.log(1 / _COMMON_SHARE), 0.0)
        for lemma, count in found.items()
        if count > common > 1
    }
