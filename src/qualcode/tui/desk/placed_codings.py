"""The codings of one source by where they lie, so that a line asks only for its own.

Each turn's tile, from its label to the next turn's, keeps the codings that touch it; tile 0 is the text before the
first turn. What is shown can be limited to one coder and to some codes.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from datetime import datetime

from qualcode.model.coding import Coding
from qualcode.model.transcript import Segment, Turn

MANY_TURNS = 25


def by_place(coding: Coding) -> tuple[int, int, datetime, str]:
    """Return what codings are ordered by: where they start, the longer first, then the older."""
    return (coding.segment.start, -coding.segment.end, coding.at, coding.guid)


class PlacedCodings:
    """The codings of one source, and which of them are shown.

    More methods than most classes: the indexes it keeps must change together, and each question to them is one.

    Attributes:
        coded_talk: in how many turns of those that are counted (participants') a shown coding lies.
    """

    def __init__(
        self, turns: tuple[Turn, ...], codings: Iterable[Coding] = (), *, talk: Set[int] | None = None
    ) -> None:
        """Keep codings; `talk` says which turns, by number, are counted, all where it does not."""
        self._talk: Set[int] = frozenset(turn.number for turn in turns) if talk is None else talk
        self._tiles = [turn.start for turn in turns]
        self._by_guid: dict[str, Coding] = {}
        self._at: dict[int, list[Coding]] = {}
        self._long: dict[str, Coding] = {}
        self._by_code: dict[str, list[Coding]] = defaultdict(list)
        # By coder, and under None everybody's: turns by how many codings lie in them, codes by how often they are used.
        self._coded: dict[str | None, Counter[int]] = defaultdict(Counter)
        self._counts: dict[str | None, Counter[str]] = defaultdict(Counter)
        self._coded_with: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        self.show()
        for coding in sorted(codings, key=by_place):
            self.put(coding)

    def __contains__(self, guid: object) -> bool:
        return guid in self._by_guid

    def __len__(self) -> int:
        return len(self._by_guid)

    def __getitem__(self, guid: str) -> Coding:
        return self._by_guid[guid]

    def all(self) -> tuple[Coding, ...]:
        """Return every coding, shown or not, in order of place."""
        return tuple(sorted(self._by_guid.values(), key=by_place))

    def each(self) -> tuple[Coding, ...]:
        """Return every coding, shown or not, in no order."""
        return tuple(self._by_guid.values())

    def many(self) -> tuple[tuple[object, ...], ...]:
        """Return what there are very many of, for whoever lets go of this."""
        return self.each(), tuple(self._at.values()), tuple(self._coded_with.values())

    def coders(self) -> list[str]:
        """Return who has codings here, by name."""
        return sorted(coder for coder, counts in self._counts.items() if coder is not None and any(counts.values()))

    def show(self, whose: str | None = None, codes: Set[str] | None = None) -> None:
        """Show the codings of one coder, or everybody's, and only those of some codes (by GUID), or of all."""
        self.whose, self.codes = whose, codes
        # Without a choice of codes, the coded turns shown are those kept for the coder, and change with them.
        self._coded_shown = self._coded[whose]
        if codes is not None:
            self._coded_shown = Counter()
            for (coder, code), coded in self._coded_with.items():
                if code in codes and whose in (None, coder):
                    self._coded_shown.update(coded.elements())
        self.coded_talk = sum(1 for number, count in self._coded_shown.items() if count and number in self._talk)

    def put(self, coding: Coding) -> None:
        """Add a coding; one with its GUID is replaced."""
        self.drop(coding.guid)
        self._by_guid[coding.guid] = coding
        tiles = self.tiles(coding.segment)
        if len(tiles) > MANY_TURNS:
            self._long[coding.guid] = coding
        for tile in tiles:
            insort(self._at.setdefault(tile, []), coding, key=by_place)
        insort(self._by_code[coding.code_guid], coding, key=by_place)
        self._count(coding, 1)

    def drop(self, guid: str) -> None:
        """Take a coding out, if it is there."""
        coding = self._by_guid.pop(guid, None)
        if coding is not None:
            for tile in self.tiles(coding.segment):
                self._at[tile].remove(coding)
            self._long.pop(guid, None)
            same = self._by_code[coding.code_guid]
            del same[bisect_left(same, by_place(coding), key=by_place)]
            self._count(coding, -1)

    def tiles(self, segment: Segment) -> range:
        """Return the tiles a segment touches."""
        return range(bisect_right(self._tiles, segment.start), bisect_right(self._tiles, segment.end - 1) + 1)

    def tile_at(self, position: int) -> int:
        """Return the tile that holds a position."""
        return bisect_right(self._tiles, position)

    def tile_start(self, tile: int) -> int | None:
        """Return where a tile starts, or None behind the last one."""
        if tile > len(self._tiles):
            return None
        return self._tiles[tile - 1] if tile else 0

    def in_tile(self, tile: int) -> list[Coding]:
        """Return the shown codings that touch a tile, in order of place."""
        return [coding for coding in self._at.get(tile, ()) if self.is_shown(coding)]

    def touching(self, start: int, end: int) -> list[Coding]:
        """Return the shown codings that share a character with `[start, end)`, in order of place."""
        first, last = bisect_right(self._tiles, start), bisect_right(self._tiles, end - 1)
        whose, codes = self.whose, self.codes
        found = [
            coding
            for tile in range(first, last + 1)
            for coding in self._at.get(tile, ())
            if coding.segment.start < end
            and start < coding.segment.end
            and (whose is None or coding.coder == whose)
            and (codes is None or coding.code_guid in codes)
        ]
        return found if first == last else list({coding.guid: coding for coding in found}.values())

    def of_code(self, code_guid: str) -> list[Coding]:
        """Return the shown codings of a code, in order of place."""
        return [coding for coding in self._by_code.get(code_guid, ()) if self.is_shown(coding)]

    def is_shown(self, coding: Coding) -> bool:
        """Tell whether a coding is one of those shown."""
        return (self.whose is None or coding.coder == self.whose) and (
            self.codes is None or coding.code_guid in self.codes
        )

    def long(self) -> list[Coding]:
        """Return the shown codings over more than `MANY_TURNS` turns."""
        return [coding for coding in self._long.values() if self.is_shown(coding)]

    def counts(self) -> dict[str, int]:
        """Return how many codings of each code (by GUID) are shown."""
        counts, codes = self._counts[self.whose], self.codes
        return {guid: count for guid, count in counts.items() if count and (codes is None or guid in codes)}

    def is_coded(self, turn_number: int) -> bool:
        """Tell whether a shown coding lies in the talk of a turn."""
        return self._coded_shown[turn_number] > 0

    def not_among(self, others: "PlacedCodings") -> list[Coding]:
        """Return the codings that are not among those others."""
        return [self._by_guid[guid] for guid in self._by_guid.keys() - others._by_guid.keys()]

    def _count(self, coding: Coding, step: int) -> None:
        kept = [self._coded[None], self._coded[coding.coder], self._coded_with[coding.coder, coding.code_guid]]
        if self.codes is not None and self.is_shown(coding):
            kept.append(self._coded_shown)
        for coded in kept:
            for number in _turns(coding):
                coded[number] += step
                if coded is self._coded_shown and number in self._talk and coded[number] == max(step, 0):
                    self.coded_talk += step
        for whose in (None, coding.coder):
            self._counts[whose][coding.code_guid] += step


def _turns(coding: Coding) -> range:
    return range(coding.first_turn, coding.last_turn + 1)
