"""Which quotes that were coded the sentences of a source are most like, word for word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.display import harmless_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.suggestions.lessons import Example
    from qualcode.suggestions.trained import Trained
    from qualcode.suggestions.vectors import Vectors
    from qualcode.suggestions.words import Array, Units

NEARLY_THE_SAME = 0.6
_QUOTE_SHOWN = 60


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


@dataclass(frozen=True, slots=True)
class Alike:
    """The nearest quote of each code for some sentences.

    Attributes:
        rows: which row below a sentence has, -1 for none.
        best: place of the nearest example, rows × codes.
        likeness: likewise; 0 where a code has no quote.
    """

    examples: tuple[Example, ...]
    rows: Array
    best: Array
    likeness: Array

    def nearest(self, place: int, code: int) -> Nearest | None:
        """Return the quote of a code that is most like a sentence; None where there is none."""
        row = int(self.rows[place])
        if row < 0 or not self.likeness[row, code] > 0:
            return None
        return Nearest(self.examples[int(self.best[row, code])], float(self.likeness[row, code]))

    def nearly_same(self, code: int, spoken: Array) -> Iterator[tuple[int, Nearest]]:
        """Yield the sentences that are nearly a quote of a code.

        Args:
            spoken: whether each sentence counts.
        """
        places = np.flatnonzero((self.rows >= 0) & spoken)
        for place in places[self.likeness[self.rows[places], code] >= NEARLY_THE_SAME].tolist():
            found = self.nearest(place, code)
            if found is not None:
                yield place, found


def alike_of(trained: Trained, known: Vectors, units: Units, places: Array, own: Sequence[Sequence[int]]) -> Alike:
    """Return the nearest quotes for the sentences at those places.

    Args:
        known: vectors of the model's examples.
        units: all sentences of a source.
        own: for each of them, places of the examples that overlap it: a passage is not like itself.
    """
    columns = {code: place for place, code in enumerate(trained.model.codes)}
    coded: dict[int, list[int]] = {}
    for place, example in enumerate(trained.examples):
        for code in example.codes:
            if code in columns:
                coded.setdefault(columns[code], []).append(place)
    rows = np.full(len(units), -1, dtype=np.int32)
    rows[places] = np.arange(len(places))
    best = np.zeros((len(places), len(columns)), dtype=np.int32)
    likeness = np.zeros((len(places), len(columns)), dtype=np.float32)
    if len(places) and len(trained.examples):
        asked = trained.model.space.vectors(units.chosen(places))
        products = (asked.sparse @ known.sparse.T).toarray()
        for row, place in enumerate(places.tolist()):
            products[row, list(own[place])] = 0.0
        for column, members in coded.items():
            here = products[:, members]
            nearest = here.argmax(axis=1)
            best[:, column] = np.array(members)[nearest]
            likeness[:, column] = here[np.arange(len(places)), nearest]
    return Alike(trained.examples, rows, best, likeness)
