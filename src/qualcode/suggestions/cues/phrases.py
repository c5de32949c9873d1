"""Phrases looked for in many texts at once: where one word of each stands, the others are looked for around it.

Found is what spaCy's `PhraseMatcher` finds. It asks every token of every text; here a token is asked once, whether it
is the rarest word of a phrase, and then it is enough to look where it stands. Imported with spaCy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from spacy.vocab import Vocab

    from qualcode.suggestions.language.lexicon import Lexicon
    from qualcode.suggestions.language.stretches import Stretch
    from qualcode.suggestions.language.words import Array


class _Phrase(NamedTuple):
    """One phrase: `at` is the place of the word it is found by."""

    number: int
    attribute: str
    words: tuple[str, ...]
    at: int


class Phrases:
    """What is looked for.

    Args:
        common: words so common that others are better to find a phrase by.
    """

    def __init__(self, vocab: Vocab, common: Container[str]) -> None:
        self._vocab = vocab
        self._common = common
        self._by_word: dict[str, dict[str, list[_Phrase]]] = {}
        self._met: WeakKeyDictionary[Lexicon, _Met] = WeakKeyDictionary()

    def add(self, number: int, attribute: str, words: tuple[str, ...]) -> None:
        """Look for these words, one behind the other, on `ORTH`, `LOWER` or `LEMMA`; a number may have many phrases."""
        if attribute == "LOWER":
            words = tuple(self._vocab[word].lower_ for word in words)
        at = max(range(len(words)), key=lambda place: (words[place].lower() not in self._common, len(words[place])))
        self._by_word.setdefault(attribute, {}).setdefault(words[at], []).append(_Phrase(number, attribute, words, at))
        self._met.clear()

    def found(self, stretch: Stretch) -> Iterator[tuple[int, int, int]]:
        """Yield the number of each phrase that stands in a piece of a stretch, and its tokens `[start, end)`."""
        lexicon = stretch.lexicon
        met = self._met.get(lexicon)
        if met is None:
            met = self._met[lexicon] = _Met()
        met.meet(lexicon, self._by_word)
        places = np.flatnonzero(met.are_words[stretch.tokens])
        owners = np.searchsorted(stretch.firsts, places, side="right")
        borders = zip(stretch.firsts[owners - 1].tolist(), stretch.firsts[owners].tolist(), strict=True)
        tokens = stretch.tokens.tolist() if len(places) else []
        told = {attribute: spoken(lexicon, attribute) for attribute in self._by_word}
        for place, (first, beyond) in zip(places.tolist(), borders, strict=True):
            for number, attribute, words, at in met.phrases[tokens[place]]:
                start = place - at
                end = start + len(words)
                if len(words) > 1:
                    said = told[attribute]
                    if start < first or end > beyond or words != tuple([said[token] for token in tokens[start:end]]):
                        continue
                yield number, start, end


class _Met:
    """The tokens of a lexicon that phrases are found by; grows with the lexicon."""

    def __init__(self) -> None:
        self.phrases: dict[int, list[_Phrase]] = {}
        self.are_words: Array = np.zeros(0, dtype=bool)

    def meet(self, lexicon: Lexicon, by_word: dict[str, dict[str, list[_Phrase]]]) -> None:
        """Ask the tokens that are new."""
        known, many = len(self.are_words), len(lexicon.texts)
        if known == many:
            return
        for attribute, wanted in by_word.items():
            for number, word in enumerate(spoken(lexicon, attribute)[known:], start=known):
                if word in wanted:
                    self.phrases.setdefault(number, []).extend(wanted[word])
        self.are_words = np.concatenate((self.are_words, np.zeros(many - known, dtype=bool)))
        self.are_words[[number for number in self.phrases if number >= known]] = True


def spoken(lexicon: Lexicon, attribute: str) -> list[str]:
    """Return what the attribute is for each token of a lexicon."""
    return {"ORTH": lexicon.texts, "LOWER": lexicon.lowers, "LEMMA": lexicon.lemmas}[attribute]
