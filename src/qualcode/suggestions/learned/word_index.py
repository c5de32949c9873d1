"""Where the words of a codebook are found: by lemma, and by the letters they are spelled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.language.words import letter_features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.learned.code_words import Word

_LEAST_LIKE = 0.3


class WordIndex:
    """Where the words of a codebook that has any are found by lemma and by letters.

    Attributes:
        by_lemma: the words that have it.
        says: how loud each is.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self.by_lemma: dict[str, list[int]] = {}
        by_form: dict[str, list[int]] = {}  # codes share words: each form is looked at once
        for place, word in enumerate(words):
            self.by_lemma.setdefault(word.lemma, []).append(place)
            if word.form:
                by_form.setdefault(word.form, []).append(place)
        self.says = np.array([word.says for word in words])
        self._places = np.array([place for places in by_form.values() for place in places], dtype=np.int64)
        self._many = np.array([len(places) for places in by_form.values()], dtype=np.int64)
        runs = [letter_features(form) for form in by_form]
        self._lengths = np.array([len(own) for own in runs], dtype=np.int64)
        letters = np.concatenate((np.zeros(0, dtype=np.int64), *runs))
        order = np.argsort(letters, kind="stable")
        self._forms = np.repeat(np.arange(len(runs)), self._lengths)[order]
        self._runs, firsts = np.unique(letters[order], return_index=True)
        self._firsts = np.append(firsts, len(letters))

    def alike(self, owners: Array, runs: Array, lengths: Array) -> tuple[Array, Array, Array]:
        """Return which words of the codebook are spelled like others: those others, these, and how much.

        Args:
            owners: of each run of letters.
            lengths: how many runs each owner has.
        """
        # A codebook may have no word that is looked for by its letters.
        at = np.searchsorted(self._runs, runs)
        at[at == len(self._runs)] = 0
        known = np.flatnonzero(self._runs[at] == runs) if len(self._runs) else np.zeros(0, dtype=np.int64)
        at, owners = at[known], owners[known]
        pair, forms = _expanded(owners, self._firsts[at], self._firsts[at + 1] - self._firsts[at])
        shared, counts = np.unique(pair * len(self._lengths) + self._forms[forms], return_counts=True)
        owners, forms = np.divmod(shared, len(self._lengths))
        like = counts / np.sqrt(lengths[owners] * self._lengths[forms])
        near = np.flatnonzero(like >= _LEAST_LIKE)
        firsts = np.cumsum(self._many) - self._many
        row, places = _expanded(near, firsts[forms[near]], self._many[forms[near]])
        return owners[row], self._places[places], like[row]


def _expanded(rows: Array, firsts: Array, many: Array) -> tuple[Array, Array]:
    """Return each row as often as told, and beside it the places from its first on."""
    places = np.repeat(firsts - (np.cumsum(many) - many), many) + np.arange(many.sum())
    return np.repeat(rows, many), places
