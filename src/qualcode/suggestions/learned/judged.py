"""Units that somebody has judged, and how often each code was applied to them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from qualcode.suggestions.language.words import Array, Units

_RARE_UP = 0.25
_WORDS_SAY = 0.5
_WORDS_HALVE_AT = 30
_REJECTED = -0.5
_UNITS_BEFORE = 20
_SMALLEST = 1e-9


@dataclass(frozen=True, slots=True)
class Stands:
    """Where units stand: in which source (by GUID), from where, to where; units of a source in order."""

    source_guids: Array
    starts: Array
    ends: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Units somebody has judged.

    Attributes:
        coded: units × codes.
        rejected: likewise, where a suggestion was rejected; None for nowhere.
        groups: which source, or part of one, each is from; units of a group are never on both sides of a check.
        known: likewise, whether somebody has looked for the code there; None where everything is known.
        again: likewise, whether a coding is of a passage that is counted already; None for nowhere.
        meanings: from the semantic extra, one row a unit; None without.
        stands: where they stand in their sources; None where nobody asked.
        sampling_weights: how many units like it each stands for; None where each stands for itself.
    """

    units: Units
    coded: Array
    groups: Array
    rejected: Array | None = None
    known: Array | None = None
    again: Array | None = None
    meanings: Array | None = None
    stands: Stands | None = None
    sampling_weights: Array | None = None

    def __len__(self) -> int:
        return len(self.units)

    def shares(self, places: Array | None = None) -> Array:
        """Return the share of each code among the units of which it is known; of those at some places."""
        here = slice(None) if places is None else places
        known = len(self.coded[here]) if self.known is None else np.maximum(self.known[here].sum(axis=0), 1)
        made: Array = self.coded[here].sum(axis=0) / np.maximum(known, 1)
        return made

    def usual(self, places: Array | None = None) -> Array:
        """Return the share of each code among all that these units stand for; of those at some places."""
        if self.sampling_weights is None:
            return self.shares(places)
        here = slice(None) if places is None else places
        counts = self.sampling_weights[here]
        known = counts.sum() if self.known is None else counts @ self.known[here]
        made: Array = counts @ self.coded[here] / np.maximum(known, _SMALLEST)
        return made

    def codings(self, places: Array | None = None) -> Array:
        """Return how many passages are coded with each code; of those at some places."""
        made: Array = self._first_coded(slice(None) if places is None else places).sum(axis=0)
        return made

    def passages(self, places: Array | None = None) -> Array:
        """Return how many passages coded with each code these units stand for; of those at some places."""
        here = slice(None) if places is None else places
        coded = self._first_coded(here)
        weights = np.ones(len(coded)) if self.sampling_weights is None else self.sampling_weights[here]
        made: Array = np.rint(weights @ coded).astype(np.int64)
        return made

    def frequencies(self, places: Array | None = None) -> CodeFrequencies:
        """Return how often each code was applied; at some places."""
        return CodeFrequencies(self.shares(places), self.usual(places), self.codings(places), self.passages(places))

    def _first_coded(self, here: slice | Array) -> Array:
        made: Array = self.coded[here] if self.again is None else self.coded[here] & ~self.again[here]
        return made

    def targets(self, places: Array | None = None) -> Array:
        """Return what is to be said of each unit: of a code nobody has looked for, as much as of any unit."""
        here = slice(None) if places is None else places
        made: Array = self.coded[here].astype(np.float64)
        if self.rejected is not None:
            made[self.rejected[here] & ~self.coded[here]] = _REJECTED
        return made if self.known is None else np.where(self.known[here], made, self.shares())


@dataclass(frozen=True, slots=True)
class CodeFrequencies:
    """How often each code was applied.

    Attributes:
        shares: of the units that are learned from.
        usual: of all that these stand for: where very much is judged, not all is learned from, of frequent codes less.
        codings: passages that are learned from.
        passages: all that these stand for.
    """

    shares: Array
    usual: Array
    codings: Array
    passages: Array

    @property
    def trust(self) -> Array:
        """How much what the codebook says of each code counts."""
        made: Array = _WORDS_SAY * _WORDS_HALVE_AT / (_WORDS_HALVE_AT + self.codings)
        return made

    @property
    def rare_up(self) -> Array:
        """What scores of each code are multiplied with, since little is said of what is rare."""
        made: Array = (max(float(self.shares.mean()), _SMALLEST) / np.maximum(self.shares, _SMALLEST)) ** _RARE_UP
        return made

    @property
    def expected(self) -> Array:
        """How often each code is to be expected: one nobody has applied yet is not one that is never applied."""
        units = self.codings.sum() / max(float(self.shares.sum()), _SMALLEST)
        made: Array = (self.usual * units + _UNITS_BEFORE * self.usual.mean()) / (units + _UNITS_BEFORE)
        return made

    def scores(self, said: Array, evidence: Array) -> Array:
        """Return scores of units for each code, from what was learned and what the codebook's words say."""
        scores: Array = said - self.shares
        scores *= self.rare_up
        scores += self.usual
        scores += evidence * self.trust
        return scores
