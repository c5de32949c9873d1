"""What two texts share, once they are laid beside each other: blocks of equal characters, in order or moved.

Each character of one text is in at most one block, so nothing stands for two things.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


class Block(NamedTuple):
    """Equal characters: `old[old_start:old_end] == new[new_start:new_end]`; `is_moved` when it is out of order."""

    old_start: int
    new_start: int
    length: int
    is_moved: bool = False

    @property
    def old_end(self) -> int:
        """Where it ends in the older text."""
        return self.old_start + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the newer text."""
        return self.new_start + self.length


@dataclass(frozen=True)
class Words:
    """A text as words and marks: where each begins and ends, and a number for what it says."""

    text: str
    starts: "Numbers"
    ends: "Numbers"
    ids: "Numbers"

    @cached_property
    def _by_id(self) -> "tuple[Numbers, Numbers]":
        import numpy as np

        order = np.argsort(self.ids, kind="stable")
        return order, self.ids[order]

    def standing_of(self, word: int) -> "Numbers":
        """Return where, counted in words, the word of that number stands."""
        order, sorted_ids = self._by_id
        return order[int(sorted_ids.searchsorted(word)) : int(sorted_ids.searchsorted(word, side="right"))]

    def times(self, words: "Numbers") -> "Numbers":
        """Return how often each of those words stands in the text."""
        sorted_ids = self._by_id[1]
        return sorted_ids.searchsorted(words, side="right") - sorted_ids.searchsorted(words)


@dataclass(frozen=True)
class Alignment:
    """Two texts and the blocks they share, in order of the older text."""

    old: Words
    new: Words
    blocks: tuple[Block, ...]

    @cached_property
    def starts(self) -> list[int]:
        """Where the blocks start in the older text."""
        return [block.old_start for block in self.blocks]

    @cached_property
    def spine(self) -> tuple[Block, ...]:
        """The blocks that are in order in both texts."""
        return tuple(block for block in self.blocks if not block.is_moved)

    @cached_property
    def _spine_starts(self) -> list[int]:
        return [block.old_start for block in self.spine]

    def overlapping(self, start: int, end: int) -> tuple[Block, ...]:
        """Return the blocks that share a character with a stretch of the older text."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = bisect_left(self.starts, end)
        return tuple(block for block in self.blocks[first:last] if block.old_end > start)

    def frame(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Return what lies between the blocks in order around a stretch of the older text: its place in both.

        Returns:
            Start and end in the older text, start and end in the newer one.
        """
        before = bisect_right(self._spine_starts, start) - 1
        while before >= 0 and self.spine[before].old_end > start:
            before -= 1
        after = bisect_left(self._spine_starts, end)
        left = self.spine[before] if before >= 0 else Block(0, 0, 0)
        right = self.spine[after] if after < len(self.spine) else Block(len(self.old.text), len(self.new.text), 0)
        return left.old_end, right.old_start, left.new_end, right.new_start

    @cached_property
    def fresh(self) -> tuple[tuple[int, int], ...]:
        """The stretches of the newer text that are in no block."""
        taken = sorted((block.new_start, block.new_end) for block in self.blocks)
        edges = [0, *(edge for pair in taken for edge in pair), len(self.new.text)]
        return tuple((start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start)
