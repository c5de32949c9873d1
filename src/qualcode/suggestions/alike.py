"""Which quotes that were coded the sentences of a source are most like, word for word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.display import harmless_line
from qualcode.suggestions.words import BORDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.suggestions.lessons import Example
    from qualcode.suggestions.trained import Trained
    from qualcode.suggestions.vectors import Sparse
    from qualcode.suggestions.words import Array

NEARLY_THE_SAME = 0.6
_QUOTE_SHOWN = 60
# Of two that are nearly the same, lemmas say at least so much, of a half.
_LEMMAS_OF_THE_SAME = 0.2
_MOST_COMPARED = 6


@dataclass(frozen=True, slots=True)
class Nearest:
    """The coded quote that is most like a sentence; the likeness is from 0 to 1."""

    example: Example
    likeness: float

    def reason(self) -> str:
        """Return it on one line: the quote, who said it, where."""
        words = harmless_line(self.example.quote)
        shown = words if len(words) <= _QUOTE_SHOWN else words[: _QUOTE_SHOWN - 1].rstrip() + "…"
        where = ", ".join(name for name in (self.example.said_by, self.example.source_name) if name)
        return f"like “{shown}” ({where})" if where else f"like “{shown}”"


class Quoted:
    """The quotes of a model, ready to be compared with.

    Lemmas and letters are halves of a likeness. Lemmas are few: they tell which quotes are near, and letters are looked
    at only where those leave it open.

    Attributes:
        examples: the quotes and what they were coded with.
        lemmas: columns × quotes.
        letters: quotes × columns.
        coded: whether each quote was coded with each code, codes × quotes.
    """

    def __init__(self, trained: Trained) -> None:
        space = trained.model.space
        self.examples = trained.examples
        self._border = int(np.searchsorted(space.columns, BORDER))
        self._columns = len(space.columns)
        lemmas, self.letters = self.halves(space.vectors(trained.units.with_around(None)).sparse)
        self.lemmas = lemmas.T.tocsr()
        columns = {code: place for place, code in enumerate(trained.model.codes)}
        self.coded = np.zeros((len(columns), len(trained.examples)), dtype=bool)
        for place, example in enumerate(trained.examples):
            self.coded[[columns[code] for code in example.codes if code in columns], place] = True

    def halves(self, rows: Sparse) -> tuple[Sparse, Sparse]:
        """Return lemmas and letters of units apart, without what they answer."""
        return rows[:, : self._border], rows[:, self._border : self._columns]


class Alike:
    """The nearest quotes of some sentences.

    Args:
        quoted: of the model.
        rows: of all sentences of a source, as the model's space makes them.
        places: those that are looked at.
        own: for each sentence, places of the examples that overlap it: a passage is not like itself.
    """

    def __init__(self, quoted: Quoted, rows: Sparse, places: Array, own: Sequence[Sequence[int]]) -> None:
        self._quoted = quoted
        self._own = own
        self._rows = np.full(rows.shape[0], -1, dtype=np.int32)
        self._rows[places] = np.arange(len(places))
        lemmas, self._letters = quoted.halves(rows[places])
        self._shared = lemmas @ quoted.lemmas
        self._said = np.zeros(quoted.letters.shape[1], dtype=np.float32)
        self._same: dict[int, list[tuple[int, Nearest]]] | None = None

    def nearest(self, place: int, code: int) -> Nearest | None:
        """Return the quote of a code that is most like a sentence; None where there is none."""
        row = int(self._rows[place])
        if row < 0:
            return None
        here = slice(self._shared.indptr[row], self._shared.indptr[row + 1])
        meant, own = self._quoted.coded[code], self._own[place]
        halves = np.where(meant[self._shared.indices[here]], self._shared.data[here], 0.0)
        if own:
            halves[np.isin(self._shared.indices[here], own)] = 0.0
        if halves.any():
            quotes = self._shared.indices[here][halves == halves.max()]
            return self._nearest_of(place, row, np.sort(quotes), float(halves.max()))
        return self._nearest_of(place, row, np.flatnonzero(meant)[:_MOST_COMPARED], 0.0)

    def nearly_same(self, code: int, spoken: Array) -> Iterator[tuple[int, Nearest]]:
        """Yield the sentences that are nearly a quote of a code.

        Args:
            spoken: whether each sentence counts.
        """
        if self._same is None:
            self._same = self._all_nearly_same()
        yield from (one for one in self._same.get(code, ()) if spoken[one[0]])

    def _all_nearly_same(self) -> dict[int, list[tuple[int, Nearest]]]:
        found: dict[int, list[tuple[int, Nearest]]] = {}
        shared = self._shared
        near = shared.data >= _LEMMAS_OF_THE_SAME
        rows = np.repeat(np.arange(shared.shape[0]), np.diff(shared.indptr))[near]
        places = np.flatnonzero(self._rows >= 0)
        for row in np.unique(rows).tolist():
            place = int(places[row])
            here = slice(shared.indptr[row], shared.indptr[row + 1])
            close = shared.data[here] >= _LEMMAS_OF_THE_SAME
            best: dict[int, tuple[float, int]] = {}
            quotes, halves = shared.indices[here][close], shared.data[here][close]
            first = np.lexsort((quotes, -halves))[:_MOST_COMPARED]
            for quote, likeness in self._compared(place, row, quotes[first], halves[first]):
                if likeness >= NEARLY_THE_SAME:
                    for code in np.flatnonzero(self._quoted.coded[:, quote]).tolist():
                        if likeness > best.get(code, (0.0, -1))[0]:
                            best[code] = (likeness, quote)
            for code, (likeness, quote) in best.items():
                found.setdefault(code, []).append((place, Nearest(self._quoted.examples[quote], likeness)))
        return found

    def _nearest_of(self, place: int, row: int, quotes: Array, half: float) -> Nearest | None:
        """Return the first of the quotes whose letters are most like the sentence's; None where none is like it."""
        likeness, quote = 0.0, -1
        for other, like in self._compared(place, row, quotes, np.full(len(quotes), half)):
            if like > likeness:
                likeness, quote = like, other
        return Nearest(self._quoted.examples[quote], likeness) if quote >= 0 else None

    def _compared(self, place: int, row: int, quotes: Array, halves: Array) -> Iterator[tuple[int, float]]:
        """Yield those quotes that are not the sentence itself, with how like it they are."""
        own, said, letters, known = set(self._own[place]), self._said, self._letters, self._quoted.letters
        mine = slice(letters.indptr[row], letters.indptr[row + 1])
        said[letters.indices[mine]] = letters.data[mine]
        made = []
        for quote, half in zip(quotes.tolist(), halves.tolist(), strict=True):
            if quote not in own:
                first, last = known.indptr[quote], known.indptr[quote + 1]
                made.append((quote, half + float(known.data[first:last] @ said[known.indices[first:last]])))
        said[letters.indices[mine]] = 0.0
        return iter(made)
