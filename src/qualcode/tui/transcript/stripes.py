"""Stripes: the lane in which each coding is drawn beside the text, so that overlapping codings stand side by side.

Two codings that have a line in common are in different lanes, and while there are lanes to be seen, so are those of one
turn: a letter means one coding there. Each takes the lowest lane that is free where it starts, the longer one first.
Lanes are found for the codings around the line that is asked for, and kept until they change; a coding over very many
turns has its lane to itself all along, or it would chain everything beside it together.

A coding's name stands on the first line of its stripe. Where another name stands there already it moves down a few
lines in its turn, and where none is free it is left out.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import chain, count

from qualcode.model.coding import Coding
from qualcode.tui.desk.placed_codings import MANY_TURNS, PlacedCodings, by_place
from qualcode.tui.transcript.layout import Layout

VISIBLE_LANES = 5
_FARTHEST_NAME = 4  # lines below the first one of its stripe


@dataclass(frozen=True, slots=True)
class Stripe:
    """A coding's stripe on one line.

    Attributes:
        is_first: True on the first line it is drawn on.
    """

    coding: Coding
    lane: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """Tiles that no coding outside of them reaches into; lanes of their codings by GUID, and names by line."""

    tiles: range
    lanes: dict[str, int]
    named: dict[int, Coding]


class Stripes:
    """The stripes of one source's codings on the lines of a layout."""

    def __init__(self, layout: Layout, codings: PlacedCodings) -> None:
        self._layout = layout
        self._codings = codings
        self._groups: dict[int, _Group] = {}
        self._long_lanes: dict[str, int] | None = None

    def changed(self, coding: Coding) -> range:
        """Forget the lanes around a coding that was added or taken out, and return the lines that may have changed."""
        tiles = self._codings.tiles(coding.segment)
        if len(tiles) > MANY_TURNS:
            self._groups.clear()
            self._long_lanes = None
            return range(self._layout.height)
        first, last = tiles[0], tiles[-1]
        for tile in tiles:
            group = self._groups.get(tile)
            if group:
                first, last = min(first, group.tiles[0]), max(last, group.tiles[-1])
                for member in group.tiles:
                    self._groups.pop(member, None)
        above, below = self._codings.tile_start(first), self._codings.tile_start(last + 1)
        stop = self._layout.height if below is None else self._layout.line_of(below) + 1
        return range(self._layout.line_of(above or 0), stop)

    def on_line(self, line: int) -> list[Stripe]:
        """Return the stripes of a line by lane; between two turns, those of codings that go on in the next."""
        start, end = self._layout.starts[line], self._layout.ends[line]
        codings = self._codings.touching(start, max(end, start + 1))
        if start == end:
            codings = [coding for coding in codings if coding.segment.start < start < coding.segment.end - 1]
        if not codings:
            return []
        drawn_before = self._layout.ends[line - 1] if line else 0
        lanes = self._group(self._codings.tile_at(start)).lanes  # a line lies in one tile
        stripes = [Stripe(coding, lanes[coding.guid], coding.segment.start >= drawn_before) for coding in codings]
        stripes.sort(key=_lane)
        return stripes

    def lane(self, coding: Coding) -> int:
        """Return the lane of a shown coding, from 0."""
        return self._group(self._codings.tiles(coding.segment)[0]).lanes[coding.guid]

    def named_on(self, line: int) -> Coding | None:
        """Return the coding whose name stands on a line."""
        start = self._layout.starts[line]
        # The empty line below a turn is the turn's.
        inside = start if start < self._layout.ends[line] else max(0, start - 1)
        return self._group(self._codings.tile_at(inside)).named.get(line)

    def _group(self, tile: int) -> _Group:
        if tile not in self._groups:
            group = self._group_around(tile)
            self._groups.update(dict.fromkeys(group.tiles, group))
        return self._groups[tile]

    def _group_around(self, tile: int) -> _Group:
        first = last = tile
        codings: dict[str, Coding] = {}
        reached = [tile]
        while reached:
            for coding in self._codings.in_tile(reached.pop()):
                codings[coding.guid] = coding
                tiles = self._codings.tiles(coding.segment)
                if len(tiles) <= MANY_TURNS:
                    reached.extend(range(tiles[0], first))
                    reached.extend(range(last + 1, tiles[-1] + 1))
                    first, last = min(first, tiles[0]), max(last, tiles[-1])
        taken = self._lanes_of_long()
        lanes = {guid: taken[guid] for guid in codings if guid in taken}
        others = [coding for coding in codings.values() if coding.guid not in taken]
        lanes.update(self._lanes(others, set(lanes.values())))
        group = range(first, last + 1)
        begun_here = [one for one in codings.values() if self._codings.tile_at(one.segment.start) in group]
        return _Group(group, lanes, self._named(begun_here))

    def _named(self, codings: list[Coding]) -> dict[int, Coding]:
        named: dict[int, Coding] = {}
        for coding in sorted(codings, key=by_place):
            first = bisect_right(self._layout.ends, coding.segment.start)
            if first < self._layout.height and self._layout.starts[first] < coding.segment.end:
                stop = min(self._layout.below_turn(first), first + _FARTHEST_NAME + 1)
                free = next((line for line in range(first, stop) if line not in named), None)
                if free is not None:
                    named[free] = coding
        return named

    def _lanes_of_long(self) -> dict[str, int]:
        if self._long_lanes is None:
            self._long_lanes = self._lanes(self._codings.long(), set())
        return self._long_lanes

    def _lanes(self, codings: list[Coding], taken: set[int]) -> dict[str, int]:
        lanes: dict[str, int] = {}
        free_from: dict[int, tuple[int, int]] = {}  # for each lane, the first tile and line that it is free from again
        for coding in sorted(codings, key=by_place):
            tiles = self._codings.tiles(coding.segment)
            lines = self._layout.lines_of(coding.segment.start, coding.segment.end)
            unused = (lane for lane in range(VISIBLE_LANES) if free_from.get(lane, (0, 0))[0] <= tiles[0])
            free = (lane for lane in count() if free_from.get(lane, (0, 0))[1] <= lines[0])
            lane = next(lane for lane in chain(unused, free) if lane not in taken)
            free_from[lane] = (tiles[-1] + 1, lines[-1] + 1)
            lanes[coding.guid] = lane
        return lanes


def _lane(stripe: Stripe) -> int:
    return stripe.lane
