"""Which quotes that were coded the sentences of a source are most like, word for word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.display import harmless_line
from qualcode.suggestions.language.words import BORDER, CONCEPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.learned.features import Sparse
    from qualcode.suggestions.learned.trained import Trained
    from qualcode.suggestions.talk.lessons import Example

NEARLY_THE_SAME = 0.6
_QUOTE_SHOWN = 60
# Of two that are nearly the same, lemmas say at least so much, of a half.
_LEMMAS_OF_THE_SAME = 0.2
_MOST_COMPARED = 6
_COMMON = 16  # a lemma is common that more than one of so many quotes has
_MOST_AT_ONCE = 1 << 20  # numbers


@dataclass(frozen=True, slots=True)
class Nearest:
    """The coded quote that is most like a sentence; the likeness is from 0 to 1."""

    example: Example
    likeness: float

    def reason(self) -> str:
        """Return it on one line: the quote, who said it, where."""
        return _reason(self.example.quote, self.example.said_by, self.example.source_name)


@lru_cache(maxsize=4096)
def _reason(quote: str, said_by: str, source_name: str) -> str:
    words = harmless_line(quote)
    shown = words if len(words) <= _QUOTE_SHOWN else words[: _QUOTE_SHOWN - 1].rstrip() + "…"
    where = ", ".join(name for name in (said_by, source_name) if name)
    return f"like “{shown}” ({where})" if where else f"like “{shown}”"


class Quoted:
    """The quotes of a model, ready to be compared with.

    Lemmas and letters are halves of a likeness. Lemmas are few: they tell which quotes are near, and letters are looked
    at only where those leave it open.

    Attributes:
        examples: the quotes and what they were coded with.
        letters: quotes × columns.
        coded: which quotes were coded with the first code, in order, then those of the second, and so on.
        many: for each code, how many that are.
        firsts: for each code, where in `coded` they start.
        codes: for each quote, the places of the codes it was coded with.
    """

    def __init__(self, trained: Trained) -> None:
        space = trained.model.space
        self.examples = trained.examples
        self._border, self._end = np.searchsorted(space.columns, (BORDER, CONCEPTS)).tolist()
        rows = space.vectors(trained.units.with_around(None)).sparse
        lemmas, self.letters = self.lemmas(rows).T.tocsr(), self.letters_of(rows)
        # Lemmas that many quotes have are added up as rows of an array, which takes a quarter of the time.
        self._is_common = np.diff(lemmas.indptr) * _COMMON > lemmas.shape[1]
        self._common = lemmas[np.flatnonzero(self._is_common)].toarray()
        self._rare = lemmas[np.flatnonzero(~self._is_common)]
        columns = {code: place for place, code in enumerate(trained.model.codes)}
        self.codes = tuple(
            tuple(sorted(columns[code] for code in one.codes if code in columns)) for one in self.examples
        )
        coded: list[list[int]] = [[] for _ in columns]
        for place, codes in enumerate(self.codes):
            for code in codes:
                coded[code].append(place)
        self.coded = np.array([place for places in coded for place in places], dtype=np.int64)
        self.many = np.array([len(places) for places in coded], dtype=np.int64)
        self.firsts = np.cumsum(self.many) - self.many

    def lemmas(self, rows: Sparse) -> Sparse:
        """Return the lemmas of units."""
        return rows[:, : self._border]

    def letters_of(self, rows: Sparse) -> Sparse:
        """Return the letters of units, without concepts and what they answer."""
        return rows[:, self._border : self._end]

    def shared(self, lemmas: Sparse) -> Array:
        """Return how much of lemmas units share with quotes, units × quotes."""
        said: Array = np.asarray(lemmas[:, self._is_common] @ self._common)
        rare = lemmas[:, ~self._is_common] @ self._rare
        said[np.repeat(np.arange(rare.shape[0]), np.diff(rare.indptr)), rare.indices] += rare.data
        return said


class Alike:
    """The nearest quotes of some sentences.

    Args:
        quoted: of the model.
        rows: of all sentences of a source, as the model's space makes them.
        places: those that are looked at, in order.
        own: for each sentence, places of the examples that overlap it: a passage is not like itself.
        again: gives the rows once more, after they were let go of; without it they are kept.
    """

    def __init__(
        self, quoted: Quoted, rows: Sparse, places: Array, own: Sequence[Sequence[int]],
        again: Callable[[], Sparse] | None = None,
    ) -> None:  # fmt: skip
        self._quoted = quoted
        self._places = places
        self._rows = np.full(rows.shape[0], -1, dtype=np.int32)
        self._rows[places] = np.arange(len(places))
        self._again = again
        self._vectors: Sparse | None = rows[places]
        self._own = [(row, quote) for row, place in enumerate(places.tolist()) for quote in own[place]]
        self._same: dict[int, list[tuple[int, Nearest]]] | None = None

    def nearest(
        self, places: Sequence[int], codes: Sequence[int], *, is_same_asked: bool = False
    ) -> list[Nearest | None]:
        """Return for pairs of a sentence and a code the quote of it that is most like; None where there is none.

        Args:
            is_same_asked: `nearly_same` is asked next, and what both need is looked at in one go.
        """
        found: list[Nearest | None] = [None] * len(places)
        rows, columns = self._rows[np.array(places, dtype=np.int64)], np.array(codes, dtype=np.int64)
        known = np.flatnonzero((rows >= 0) & (self._quoted.many[columns] > 0))
        if not len(known):
            return found
        known = known[np.argsort(rows[known], kind="stable")]
        is_same_asked = is_same_asked and self._same is None
        lines: list[tuple[Array, ...]] = []
        same: list[tuple[Array, ...]] = []
        for first, shared in self._shared(rows[known] if not is_same_asked else None):
            here = known[slice(*np.searchsorted(rows[known], (first, first + len(shared))).tolist())]
            lines.append((here, *self._likely(rows[here], columns[here], first, shared)))
            if is_same_asked:
                same.append(_maybe_same(first, shared))
        pairs = np.concatenate([here[pair] for here, pair, *_ in lines])
        asked = [np.concatenate([one[part] for one in lines]) for part in (2, 3, 4)]
        order = np.argsort(asked[0], kind="stable")
        pairs, asked = pairs[order], [part[order] for part in asked]
        quotes = asked[1]
        if is_same_asked:
            others = [np.concatenate(parts) for parts in zip(*same, strict=True)]
            both = [np.concatenate(pair) for pair in zip(asked, others, strict=True)]
            order = np.argsort(both[0], kind="stable")
            likeness = np.empty(len(order))
            likeness[order] = self._likeness(*(part[order] for part in both))
            self._same = self._found_same(others[0], others[1], likeness[len(pairs) :])
            likeness = likeness[: len(pairs)]
        else:
            likeness = self._likeness(*asked)
        best: dict[int, tuple[float, int]] = {}
        for one, like, quote in zip(pairs.tolist(), likeness.tolist(), quotes.tolist(), strict=True):
            if like > best.get(one, (0.0, -1))[0]:
                best[one] = (like, quote)
        for one, (like, quote) in best.items():
            found[one] = Nearest(self._quoted.examples[quote], like)
        return found

    def nearly_same(self, code: int, spoken: Array) -> Iterator[tuple[int, Nearest]]:
        """Yield the sentences that are nearly a quote of a code.

        Args:
            spoken: whether each sentence counts.
        """
        if self._same is None:
            pairs = [np.concatenate(parts) for parts in zip(*starmap(_maybe_same, self._shared()), strict=True)]
            self._same = self._found_same(pairs[0], pairs[1], self._likeness(*pairs))
        yield from (one for one in self._same.get(code, ()) if spoken[one[0]])

    def forget(self) -> None:
        """Let go of what takes much memory and is quickly made again."""
        if self._again is not None:
            self._vectors = None

    def _said(self) -> Sparse:
        if self._vectors is None and self._again is not None:
            self._vectors = self._again()[self._places]
        return self._vectors

    def _shared(self, rows: Array | None = None) -> Iterator[tuple[int, Array]]:
        """Yield how much of lemmas the sentences share with quotes, some sentences at once, and which is the first.

        Args:
            rows: the sentences asked for, in order; all of them for None.
        """
        said = self._said()
        step = max(1, _MOST_AT_ONCE // max(len(self._quoted.examples), 1))
        for first in range(0, max(said.shape[0], 1), step):
            if rows is None or np.diff(np.searchsorted(rows, (first, first + step)))[0]:
                yield first, self._quoted.shared(self._quoted.lemmas(said[first : first + step]))

    def _likely(self, rows: Array, columns: Array, first: int, shared: Array) -> tuple[Array, Array, Array, Array]:
        """Return which quotes of their codes sentences may be most like: pairs' places, sentences, quotes, and lemmas.

        Args:
            rows: the sentence of each pair.
            columns: the code of each pair; it has quotes.
            first: of the sentences that share that much with the quotes.
        """
        # One line for each pair and each quote of its code.
        many = self._quoted.many[columns]
        firsts = np.cumsum(many) - many
        pair = np.repeat(np.arange(len(rows)), many)
        number = np.arange(len(pair)) - firsts[pair]
        quotes = self._quoted.coded[self._quoted.firsts[columns][pair] + number]
        rows = rows[pair]
        halves = shared[rows - first, quotes]
        if self._own:
            halves[self._is_own(rows, quotes)] = 0.0
        if len(firsts):
            most = np.maximum.reduceat(halves, firsts)[pair]
            # Where no lemma tells, letters do, of some.
            taken = np.flatnonzero(np.where(most > 0, halves == most, number < _MOST_COMPARED))
            pair, rows, quotes, halves = pair[taken], rows[taken], quotes[taken], halves[taken]
        return pair, rows, quotes, halves

    def _found_same(self, rows: Array, quotes: Array, likeness: Array) -> dict[int, list[tuple[int, Nearest]]]:
        """Return for each code the sentences that are nearly one of its quotes, and the one each is most like."""
        same = np.flatnonzero(likeness >= NEARLY_THE_SAME)
        best: dict[tuple[int, int], tuple[float, int]] = {}
        for row, quote, like in zip(rows[same].tolist(), quotes[same].tolist(), likeness[same].tolist(), strict=True):
            for code in self._quoted.codes[quote]:
                if like > best.get((row, code), (0.0, -1))[0]:
                    best[row, code] = (like, quote)
        found: dict[int, list[tuple[int, Nearest]]] = {}
        for (row, code), (like, quote) in best.items():
            found.setdefault(code, []).append((int(self._places[row]), Nearest(self._quoted.examples[quote], like)))
        return found

    def _is_own(self, rows: Array, quotes: Array) -> Array:
        many = len(self._quoted.examples)
        return np.isin(rows.astype(np.int64) * many + quotes, [row * many + quote for row, quote in self._own])

    def _likeness(self, rows: Array, quotes: Array, halves: Array) -> Array:
        """Return how alike pairs of a sentence and a quote are whose lemmas are known; 0 where it is of the sentence.

        Args:
            rows: in order.
        """
        from scipy.sparse import csr_matrix

        likeness = halves.astype(np.float64)
        known = self._quoted.letters
        here, which = np.unique(rows, return_inverse=True)
        vectors = self._said()
        step = max(1, _MOST_AT_ONCE // max(known.shape[1], 1))
        for first in range(0, len(here), step):
            # The sentences stand one behind the other as one column; each quote is moved to where its sentence stands.
            said = self._quoted.letters_of(vectors[here[first : first + step]]).toarray().ravel()
            pairs = slice(*np.searchsorted(which, (first, first + step)).tolist())
            moved = known[quotes[pairs]]
            places = (which[pairs] - first).astype(np.int32) * np.int32(known.shape[1])
            moved.indices += np.repeat(places, np.diff(moved.indptr))
            moved = csr_matrix((moved.data, moved.indices, moved.indptr), shape=(moved.shape[0], len(said)))
            likeness[pairs] += moved @ said
        if self._own:
            likeness[self._is_own(rows, quotes)] = 0.0
        return likeness


def _maybe_same(first: int, shared: Array) -> tuple[Array, Array, Array]:
    """Return pairs of a sentence and a quote that may be nearly the same, and how alike their lemmas are.

    Args:
        first: of the sentences that share that much with the quotes.
    """
    rows, quotes = np.divmod(np.flatnonzero(shared.ravel() >= _LEMMAS_OF_THE_SAME), max(shared.shape[1], 1))
    halves = shared[rows, quotes]
    order = np.lexsort((quotes, -halves, rows))
    rows, quotes, halves = rows[order], quotes[order], halves[order]
    kept = np.arange(len(rows)) - np.searchsorted(rows, rows) < _MOST_COMPARED
    return rows[kept] + first, quotes[kept], halves[kept]
