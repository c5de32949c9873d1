"""What a model would say of a passage, had it not seen what was coded there.

A second coder must not be shown a colleague's codings as suggestions: for each passage, the examples that overlap it
are left out of the system that speaks. The outcome is exactly that of training without them; nothing is trained again.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.learned.ridge import solved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggestions.language.words import Array, Units
    from qualcode.suggestions.learned.ridge import Ridge
    from qualcode.suggestions.learned.vectors import Space, Vectors
    from qualcode.suggestions.talk.lessons import Example


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What a model was solved from; its examples come first.

    Attributes:
        units: of the lessons.
        targets: what was to be said of each, lessons × codes.
        meanings: from the semantic extra; None without.
    """

    units: Units
    targets: Array
    meanings: Array | None
    vectors: Vectors
    ridge: Ridge

    @property
    def penalty(self) -> float:
        """What it was solved with."""
        return self.ridge.penalty

    def moved(self, vectors: Vectors, overlapping: Sequence[Sequence[int]]) -> Array:
        """Return by how much what is said of units changes once lessons are left out, units × codes.

        Args:
            vectors: of the units.
            overlapping: for each unit, places of the lessons left out; nothing changes where there are none, and
                nothing is left of what was learned where no lesson would stay.
        """
        moved = np.zeros((len(overlapping), self.targets.shape[1]))
        ridge, known = self.ridge, len(self.vectors)
        asked = [place for place, gone in enumerate(overlapping) if gone]
        if asked:
            products = vectors.chosen(np.array(asked)).products(self.vectors)
            for row, place in zip(products, asked, strict=True):
                gone = np.array(overlapping[place])
                if len(gone) == known:
                    moved[place] = -(row @ ridge.alphas + ridge.intercepts)
                    continue
                errors = np.linalg.solve(ridge.inverse[np.ix_(gone, gone)], ridge.alphas[gone])
                moved[place] = -(row @ ridge.inverse[:, gone] + ridge.border[gone]) @ errors
        return moved


class LateSystem:
    """The system of a model that was kept: solved once it is asked of a passage that lessons overlap.

    Attributes:
        penalty: it was solved with.
        units, targets, meanings: of the lessons, as of a system.
    """

    def __init__(self, space: Space, units: Units, targets: Array, meanings: Array | None, penalty: float) -> None:
        self._space = space
        self.units = units
        self.targets = targets
        self.meanings = meanings
        self.penalty = penalty
        self._system: System | None = None

    def moved(self, vectors: Vectors, overlapping: Sequence[Sequence[int]]) -> Array:
        """Return by how much what is said of units changes once lessons are left out, as a system does."""
        if not any(overlapping):
            return np.zeros((len(overlapping), self.targets.shape[1]))
        return self._solved().moved(vectors, overlapping)

    def _solved(self) -> System:
        if self._system is None:
            known = self._space.vectors(self.units, self.meanings)
            ridge = solved(known.products(known), self.targets, self.penalty)
            self._system = System(
                units=self.units, targets=self.targets, meanings=self.meanings, vectors=known, ridge=ridge
            )
        return self._system


def overlapping_examples(
    examples: Sequence[Example], source_guid: str, starts: Array, ends: Array
) -> tuple[tuple[int, ...], ...]:
    """Return for each unit of a source the places of the examples that overlap it.

    Args:
        starts: of the units, in order; no two overlap.
    """
    found: dict[int, list[int]] = {}
    beyond = ends.tolist()
    for number, one in enumerate(examples):
        if one.source_guid == source_guid:
            for place in range(bisect_left(beyond, one.start + 1), len(beyond)):
                if starts[place] >= one.end:
                    break
                found.setdefault(place, []).append(number)
    return tuple(tuple(found.get(place, ())) for place in range(len(starts)))
