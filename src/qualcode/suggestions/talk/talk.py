"""One source as read: its sentences as words, and what the cues found in it; all that suggestions need of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.language.words import Units

if TYPE_CHECKING:
    from qualcode.suggestions.cues.scoring import Evidence
    from qualcode.suggestions.language.words import Array


@dataclass(frozen=True, slots=True)
class CueHit:
    """What the cues of one code found in one place of a source, in code points."""

    start: int
    end: int
    code_guid: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """One source as read.

    Attributes:
        starts: of its sentences in the stored text, in order.
        ends: likewise.
        turns: the place of each sentence's turn in the source's turns.
        units: the words of each sentence.
        cue_hits: by place.
    """

    source_guid: str
    starts: Array
    ends: Array
    turns: Array
    units: Units
    cue_hits: tuple[CueHit, ...] = ()

    def __len__(self) -> int:
        return len(self.starts)

    def in_turns(self) -> tuple[Array, Units]:
        """Return the turns that have sentences and the words of each."""
        firsts = np.flatnonzero(np.concatenate(([True], self.turns[1:] != self.turns[:-1]))[: len(self)])
        starts = self.units.starts[np.append(firsts, len(self))]
        return self.turns[firsts], Units(self.units.types, starts)
