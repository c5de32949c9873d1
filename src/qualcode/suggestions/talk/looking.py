"""Where coders have looked, and what for: only there does talk without a code say that the code is not meant.

A coder has looked from the first to the last coding of a source that he found by reading, for the codes that he used by
then. What came about by accepting suggestions or by a search tells of its own place only; who uses some of the codes
says nothing of the others; and a code that was thought of later was not looked for before. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from qualcode.model.coding import Coding
    from qualcode.model.transcript import Segment

_BY_READING = frozenset({"hand", "import"})


@dataclass(frozen=True, slots=True)
class Look:
    """What one coder has read of a source.

    Attributes:
        codes: GUIDs of those that were looked for.
    """

    start: int
    end: int
    codes: frozenset[str]


@dataclass(slots=True)
class _Reading:
    start: int
    end: int
    until: datetime


def looks_of(
    codings: Iterable[Coding], unseen: Mapping[str, Sequence[Segment]] | None = None
) -> dict[str, tuple[Look, ...]]:
    """Return where coders have looked, by source; one coder's look a source, in the order of places.

    Args:
        unseen: where nobody is to be taken to have looked, by source, in order; a look goes on behind it.
    """
    readings: dict[tuple[str, str], _Reading] = {}
    used: dict[str, dict[str, datetime]] = {}
    for one in codings:
        firsts = used.setdefault(one.coder, {})
        if one.code_guid not in firsts or one.at < firsts[one.code_guid]:
            firsts[one.code_guid] = one.at
        if one.origin not in _BY_READING:
            continue
        known = readings.get((one.source_guid, one.coder))
        if known is None:
            readings[one.source_guid, one.coder] = _Reading(one.segment.start, one.segment.end, one.at)
        else:
            known.start = min(known.start, one.segment.start)
            known.end = max(known.end, one.segment.end)
            known.until = max(known.until, one.at)
    made: dict[str, list[Look]] = {}
    for (source, coder), reading in readings.items():
        codes = frozenset(code for code, first in used[coder].items() if first <= reading.until)
        look = Look(reading.start, reading.end, codes)
        made.setdefault(source, []).extend(_parted(look, unseen.get(source, ()) if unseen else ()))
    return {
        source: tuple(sorted(looks, key=lambda look: (look.start, look.end, sorted(look.codes))))
        for source, looks in made.items()
    }


def _parted(look: Look, unseen: Iterable[Segment]) -> Iterator[Look]:
    """Yield what is left of a look without some segments, which are in order."""
    start = look.start
    for one in unseen:
        if one.start >= look.end:
            break
        if start < one.start:
            yield Look(start, one.start, look.codes)
        start = max(start, one.end)
    if start < look.end:
        yield Look(start, look.end, look.codes)
