"""What was searched for and where it stands: which hit is next, which are on a line. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.model.transcript import Segment
    from qualcode.suggestions.search.talk_search import Kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for, and how it is meant."""

    text: str
    kind: Kind = "plain"

    def said(self) -> str:
        """Return it as it is spoken of."""
        return f"“{self.text}”" + (f" ({self.kind})" if self.kind != "plain" else "")


class Hits:
    """Where something stands in a text: segments in order that do not overlap."""

    def __init__(self, wanted: Wanted, segments: tuple[Segment, ...]) -> None:
        self.wanted = wanted
        self.segments = segments
        self._starts = [segment.start for segment in segments]
        self._ends = [segment.end for segment in segments]

    def __len__(self) -> int:
        return len(self.segments)

    def touching(self, start: int, end: int) -> tuple[Segment, ...]:
        """Return the hits that share a character with `[start, end)`."""
        return self.segments[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def is_touched(self, start: int, end: int) -> bool:
        """Tell whether a hit shares a character with `[start, end)`."""
        return bisect_right(self._ends, start) < bisect_left(self._starts, end)

    def next_from(self, position: int, *, forward: bool = True) -> tuple[int, bool]:
        """Return the number of the first hit from a position on, or of the last before it, from 0.

        Returns:
            the number, and whether it is on the other side because there is none on this one.
        """
        place = bisect_left(self._starts, position) - (not forward)
        return place % len(self.segments), not 0 <= place < len(self.segments)
