"""Sample: passages that are coded without suggestions, so that coders agree with each other alone."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from qualcode.errors.samples import UnknownSampleError
from qualcode.errors.values import InvalidValueError
from qualcode.model.identity import checked_guid, checked_name
from qualcode.model.transcript import Segment, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Turns of one source, from the first to the last, by number."""

    source_guid: str
    first_turn: int
    last_turn: int

    def __post_init__(self) -> None:
        if not 1 <= self.first_turn <= self.last_turn:
            raise InvalidValueError("Turns", f"{self.first_turn}-{self.last_turn}", "are not like 10-25, from 1 on.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A reliability sample; nobody is shown suggestions in it until it is released.

    Attributes:
        stretches: by source in order of import, then by place; they neither overlap nor touch.
        coder: who marked or drew it.
        seed: of the draw, where it was drawn at random.
    """

    guid: str
    name: str
    stretches: tuple[Stretch, ...]
    is_released: bool
    coder: str
    at: datetime
    seed: int | None = None

    def __post_init__(self) -> None:
        checked_guid(self.guid)
        object.__setattr__(self, "name", checked_name("Sample name", self.name))


class Placed(Protocol):
    """What lies somewhere in a source: a coding, a verdict."""

    @property
    def source_guid(self) -> str:
        """Whose text it lies in."""

    @property
    def segment(self) -> Segment:
        """Where."""


Something = TypeVar("Something", bound=Placed)


def sample_named(samples: Sequence[Sample], name: str) -> Sample:
    """Return the sample of that name; letter case does not matter.

    Raises:
        UnknownSampleError: there is none.
    """
    wanted = name.strip().casefold()
    for one in samples:
        if one.name.casefold() == wanted:
            return one
    raise UnknownSampleError(name, [one.name for one in samples])


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches with those that overlap or touch made one; sources in the order they came in."""
    by_source: dict[str, list[tuple[int, int]]] = {}
    for one in stretches:
        by_source.setdefault(one.source_guid, []).append((one.first_turn, one.last_turn))
    made = []
    for source_guid, ranges in by_source.items():
        whole: list[tuple[int, int]] = []
        for first, last in sorted(ranges):
            if whole and first <= whole[-1][1] + 1:
                whole[-1] = (whole[-1][0], max(last, whole[-1][1]))
            else:
                whole.append((first, last))
        made += [Stretch(source_guid=source_guid, first_turn=first, last_turn=last) for first, last in whole]
    return tuple(made)


def blind_turns(blind: Mapping[str, Iterable[Stretch]]) -> frozenset[tuple[str, int]]:
    """Return the turns of stretches, each by the GUID of its source and its number."""
    return frozenset(
        (guid, number)
        for guid, stretches in blind.items()
        for one in stretches
        for number in range(one.first_turn, one.last_turn + 1)
    )


def stretch_segments(stretches: Iterable[Stretch], turns: Sequence[Turn]) -> tuple[Segment, ...]:
    """Return where stretches of one source stand in its text, labels included; those beyond its last turn are left out.

    Args:
        stretches: of that source.
        turns: its turns, in order, numbered from 1 without gaps.
    """
    count = len(turns)
    segments = []
    for one in stretches:
        if one.first_turn <= count:
            end = turns[one.last_turn].start if one.last_turn < count else turns[-1].end
            start = turns[one.first_turn - 1].start
            if start < end:
                segments.append(Segment(start, end))
    return tuple(segments)


def outside(several: Iterable[Something], blind: Mapping[str, Sequence[Segment]]) -> tuple[Something, ...]:
    """Return what touches no blind segment.

    Args:
        blind: by the GUID of their source, in order; no two overlap.
    """
    return tuple(one for one in several if not _touches(one.segment, blind.get(one.source_guid, ())))


def _touches(segment: Segment, blind: Sequence[Segment]) -> bool:
    place = bisect_right(blind, segment.start, key=lambda one: one.end)
    return place < len(blind) and blind[place].start < segment.end
