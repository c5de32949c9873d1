"""Corrections that a file would take back, because it was made from an older text than the one that stands.

Two people correct one transcript, or one mends a typo on the screen while another mends the file: whoever brings the
file in later would silently drop what was done meanwhile. It shows: where an older text was changed, the file has that
older text's words again, and the same around them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.store.database import Asked
from qualcode.store.source_texts import StoredText, texts_of
from qualcode.transcripts.alignment.aligning import aligned
from qualcode.transcripts.alignment.alignment import Block

_MOST_TEXTS = 5  # the newest ones, which people may have at hand


@dataclass(frozen=True, slots=True)
class Dropped:
    """One place that was corrected: the number of its turn (0 above all), what stood there, and what does now."""

    turn: int
    before: str
    now: str


def dropped_corrections(asked: Asked, standing: StoredText, text: str) -> tuple[Dropped, ...]:
    """Return the places in which a text has the words of an older one back, in order; a text that is new has none.

    Args:
        asked: the project.
        standing: the text that stands.
        text: what is to take its place.
    """
    older = [one for number, one in sorted(texts_of(asked, standing.source_id).values()) if number < standing.number]
    found: dict[tuple[int, int], str] = {}
    for base in dict.fromkeys(reversed(older[-_MOST_TEXTS:])):
        if base == text:
            kept: Sequence[Block] = (Block(0, 0, len(base)),)
        else:
            kept = aligned(base, text).blocks
        for (start, end), (now_start, now_end) in _changes(base, standing.text):
            if _stands(kept, max(0, start - 1), min(len(base), end + 1)):
                found.setdefault((now_start, now_end), base[start:end].strip())
    starts = [turn.start for turn in standing.turns]
    return tuple(
        Dropped(bisect_right(starts, start), before, standing.text[start:end].strip())
        for (start, end), before in sorted(found.items())
    )


Place = tuple[int, int]


def _changes(old: str, new: str) -> Iterator[tuple[Place, Place]]:
    """Yield where other words stand in two texts, between the stretches that stand in both in order."""
    blocks = [one for one in aligned(old, new).blocks if not one.is_moved]
    edges = [Block(0, 0, 0), *blocks, Block(len(old), len(new), 0)]
    for above, below in pairwise(edges):
        before, now = old[above.old_end : below.old_start], new[above.new_end : below.new_start]
        if before.split() != now.split():
            yield (above.old_end, below.old_start), (above.new_end, below.new_start)


def _stands(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Tell whether a stretch of the older text stands whole in the newer one."""
    place = bisect_right([block.old_start for block in blocks], start) - 1
    return place >= 0 and blocks[place].old_end >= end
