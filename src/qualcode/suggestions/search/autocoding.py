"""What would be coded automatically: hits widened to the unit that is to be coded, and what need not be coded. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from qualcode.model.transcript import Segment
from qualcode.transcripts.units import Units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.transcript import Source

CodedUnit = Literal["match", "sentence", "turn"]
CODED_UNITS: tuple[CodedUnit, ...] = get_args(CodedUnit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One segment that is to be coded.

    Attributes:
        turn: number of the turn it starts in.
        hits: how many hits stand in it.
    """

    source_guid: str
    segment: Segment
    quote: str
    turn: int
    hits: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be coded in one source, and what not.

    Attributes:
        hits: how many were found.
        passages: to be coded, in order, without overlaps.
        known: how many more overlap a coding of the code that this coder made before.
        blind: how many more lie in a sample that is to be coded by people alone.
    """

    source_guid: str
    source: str
    hits: int
    passages: tuple[Passage, ...]
    known: int = 0
    blind: int = 0


def plan(
    source: Source,
    hits: Sequence[Segment],
    unit: CodedUnit,
    coded: Iterable[Segment] = (),
    blind: Iterable[Segment] = (),
) -> Plan:
    """Return what would be coded in a source.

    Args:
        source: where.
        hits: what was found, in order.
        unit: what is coded: each hit itself, the sentences it stands in, or its turn. Where several hits stand in one,
            or two overlap, it is coded once.
        coded: what this coder has coded so before, in any order.
        blind: what is to be coded by people alone, in any order.
    """
    widened = _widened(source, hits, unit)
    seen = _Joined(blind)
    sighted = tuple(one for one in widened if not seen.overlap(one.segment))
    standing = _Joined(coded)
    open_ = tuple(one for one in sighted if not standing.overlap(one.segment))
    return Plan(
        source_guid=source.guid,
        source=source.name,
        hits=len(hits),
        passages=open_,
        known=len(sighted) - len(open_),
        blind=len(widened) - len(sighted),
    )


def _widened(source: Source, hits: Sequence[Segment], unit: CodedUnit) -> tuple[Passage, ...]:
    units = Units(source.text, source.turns)
    starts = [turn.start for turn in source.turns]
    made: list[Passage] = []
    for hit in hits:
        bare = _trimmed(source.text, hit)
        if bare is None:
            continue
        if made and made[-1].segment.start <= bare.start and bare.end <= made[-1].segment.end:
            made[-1] = replace(made[-1], hits=made[-1].hits + 1)  # a unit may be long, and full of hits
            continue
        segment = _unit_of(units, bare, unit)
        if made and segment.start < made[-1].segment.end:
            before = made.pop()
            segment = Segment(before.segment.start, max(before.segment.end, segment.end))
            quote = source.text[segment.start : segment.end]
            made.append(replace(before, segment=segment, quote=quote, hits=before.hits + 1))
            continue
        turn = source.turns[max(0, bisect_right(starts, segment.start) - 1)].number
        quote = source.text[segment.start : segment.end]
        made.append(Passage(source_guid=source.guid, segment=segment, quote=quote, turn=turn))
    return tuple(made)


def _unit_of(units: Units, hit: Segment, unit: CodedUnit) -> Segment:
    if unit == "match":
        return hit
    first, last = units.containing(unit, hit.start), units.containing(unit, hit.end - 1)
    return Segment(first.start if first else hit.start, last.end if last else hit.end)


def _trimmed(text: str, hit: Segment) -> Segment | None:
    """Return the hit without white space around it, None where it is nothing else."""
    words = text[hit.start : hit.end]
    start = hit.start + len(words) - len(words.lstrip())
    end = hit.start + len(words.rstrip())
    return Segment(start, end) if start < end else None


class _Joined:
    """Segments, those that overlap or touch made one."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for segment in sorted(segments, key=lambda one: one.start):
            if self._ends and segment.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], segment.end)
            else:
                self._starts.append(segment.start)
                self._ends.append(segment.end)

    def overlap(self, segment: Segment) -> bool:
        """Tell whether one of them shares a character with that segment."""
        place = bisect_left(self._ends, segment.start + 1)
        return place < len(self._ends) and self._starts[place] < segment.end
