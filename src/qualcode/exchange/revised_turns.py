"""Which turn of a new text is which of the old one: the one that has most of its talk."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from qualcode.store.source_texts import StoredTurn
from qualcode.transcripts.alignment.alignment import Alignment
from qualcode.transcripts.labels.spoken import SpokenTurn


class TurnMap:
    """Turns of an older text by number, and what they became."""

    def __init__(self, old: Sequence[StoredTurn], new: Sequence[SpokenTurn], alignment: Alignment) -> None:
        self._old = old
        self._new = new
        self._starts = [turn.start for turn in new]
        self._map: dict[int, int] = {}
        for turn in old:
            shared = self._shared(turn, alignment)
            if shared:
                self._map[turn.number] = max(shared, key=lambda number: (shared[number], -number))

    def _shared(self, turn: StoredTurn, alignment: Alignment) -> Counter[int]:
        """Return how many characters of a turn's talk lie in each new turn; its label counts where nothing is said."""
        start = turn.speech if turn.speech < turn.end else turn.start
        shared: Counter[int] = Counter()
        for block in alignment.overlapping(start, max(turn.end, start + 1)):
            low = block.new_start + max(start, block.old_start) - block.old_start
            high = block.new_start + min(turn.end, block.old_end) - block.old_start
            place = max(0, bisect_right(self._starts, low) - 1)
            while place < len(self._new) and self._new[place].start < high:
                one = self._new[place]
                shared[one.number] += max(0, min(high, one.end) - max(low, one.start))
                place += 1
        return +shared

    def now(self, number: int) -> int | None:
        """Return the number of the new turn that an older turn became, or None where its talk is gone."""
        return self._map.get(number)

    def start_near(self, position: int) -> int:
        """Return where the new turn begins that is nearest to a position of the older text; 0 where there is none."""
        place = bisect_right([turn.start for turn in self._old], position) - 1
        while place >= 0:
            now = self._map.get(self._old[place].number)
            if now is not None:
                return self._new[now - 1].speech
            place -= 1
        return 0
