"""What a project's codings and verdicts teach: coded quotes, quotes a code was rejected for, and talk left uncoded.

Talk counts as left uncoded only where somebody has coded: between the first and the last coding of a source. Rejections
speak against a code as long as nobody has coded the place with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from qualcode.model.coding import Coding, Verdict
    from qualcode.model.transcript import Segment, Source
    from qualcode.suggestions.talk import Talk
    from qualcode.suggestions.words import Array

_HALF = 0.5
_MOST_EXAMPLES = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One segment somebody has judged.

    Attributes:
        codes: GUIDs of those it was coded with.
        against: GUIDs of those that were rejected for it.
        coder: who coded it first; empty where nobody did.
        said_by: the speaker's label; empty where it is not known.
        source_name: where it was said.
    """

    source_guid: str
    start: int
    end: int
    quote: str
    language: str
    codes: frozenset[str]
    against: frozenset[str] = frozenset()
    coder: str = ""
    said_by: str = ""
    source_name: str = ""


@dataclass(slots=True)
class _Judged:
    quote: str
    codes: set[str] = field(default_factory=set)
    against: set[str] = field(default_factory=set)
    coder: str = ""
    at: tuple[datetime, str] | None = None  # when it was first coded, and by which coding


def examples_of(
    codings: Iterable[Coding], verdicts: Iterable[Verdict], sources: Mapping[str, Source]
) -> tuple[Example, ...]:
    """Return what was judged, by source (by GUID) and place: segments coded alike by several coders are one.

    Of very many, so many are taken, evenly spread, that training stays quick.

    Args:
        sources: by GUID; what lies in others is passed over.
    """
    rejected = [one for one in verdicts if one.kind == "reject" and one.source_guid in sources]
    asked = {(one.source_guid, one.code_guid) for one in rejected}
    judged: dict[tuple[str, int, int], _Judged] = {}
    coded: dict[tuple[str, str], list[Segment]] = {}
    for coding in codings:
        if coding.source_guid not in sources:
            continue
        place = (coding.source_guid, coding.segment.start, coding.segment.end)
        at, here = (coding.at, coding.guid), judged.get(place)
        if here is None:
            judged[place] = _Judged(coding.quote, {coding.code_guid}, set(), coding.coder, at)
        else:
            here.codes.add(coding.code_guid)
            if here.at is None or at < here.at:
                here.coder, here.at = coding.coder, at
        if (coding.source_guid, coding.code_guid) in asked:
            coded.setdefault((coding.source_guid, coding.code_guid), []).append(coding.segment)
    for verdict in rejected:
        start, end = verdict.segment.start, verdict.segment.end
        spans = coded.get((verdict.source_guid, verdict.code_guid), ())
        if not any(span.start < end and start < span.end for span in spans):
            quote = sources[verdict.source_guid].text[start:end]
            judged.setdefault((verdict.source_guid, start, end), _Judged(quote)).against.add(verdict.code_guid)
    places = sorted(judged)
    if len(places) > _MOST_EXAMPLES:
        places = [places[number] for number in np.linspace(0, len(places) - 1, _MOST_EXAMPLES).astype(int).tolist()]
    return tuple(
        Example(
            source_guid=source,
            start=start,
            end=end,
            quote=one.quote,
            language=_language(sources[source], start),
            codes=frozenset(one.codes),
            against=frozenset(one.against),
            coder=one.coder,
            said_by=_speaker(sources[source], start),
            source_name=sources[source].name,
        )
        for source, start, end in places
        for one in (judged[source, start, end],)
    )


def _language(source: Source, position: int) -> str:
    place = bisect_right(source.turns, position, key=lambda turn: turn.start) - 1
    return (source.turns[place].language if place >= 0 else None) or source.language


def _speaker(source: Source, position: int) -> str:
    place = bisect_right(source.turns, position, key=lambda turn: turn.start) - 1
    labels = {case.guid: case.label for case in source.cases}
    return labels.get(source.turns[place].case_guid, "") if place >= 0 else ""


@dataclass(frozen=True, slots=True)
class Truth:
    """What units of a source should have been suggested.

    Attributes:
        places: of the units that count, within the source's.
        coded: units that count × codes.
    """

    places: Array
    coded: Array


def truth_of(starts: Array, ends: Array, examples: Sequence[Example], codes: Mapping[str, int]) -> Truth:
    """Return which units of one source are coded with what; those outside of the stretch that was coded do not count.

    A unit is coded where a coding covers half of it, or where half of a coding lies in it.

    Args:
        starts: of the units, in order; no two overlap.
        examples: of this source.
        codes: the column of each code.
    """
    coded_ones = [one for one in examples if one.codes]
    if not coded_ones or not len(starts):
        return Truth(np.zeros(0, dtype=int), np.zeros((0, len(codes)), dtype=bool))
    coded = covered(starts, ends, [(one.start, one.end, one.codes) for one in coded_ones], codes)
    first = min(one.start for one in coded_ones)
    last = max(one.end for one in coded_ones)
    places = np.flatnonzero((ends > first) & (starts < last))
    return Truth(places, coded[places])


def covered(
    starts: Array, ends: Array, segments: Iterable[tuple[int, int, Iterable[str]]], codes: Mapping[str, int]
) -> Array:
    """Return which units segments with codes cover by half, or lie in by half: units × codes.

    Args:
        starts: of the units, in order; no two overlap.
        codes: the column of each code; others are passed over.
    """
    coded = np.zeros((len(starts), len(codes)), dtype=bool)
    for start, end, names in segments:
        columns = [codes[code] for code in names if code in codes]
        for place in range(bisect_left(ends, start + 1), len(starts)):
            if starts[place] >= end:
                break
            shared = min(ends[place], end) - max(starts[place], start)
            if shared >= _HALF * min(ends[place] - starts[place], end - start):
                coded[place, columns] = True
    return coded


def turn_places(talk: Talk) -> tuple[Array, Array, Array]:
    """Return the turns that have sentences: their places, where the first sentence starts, where the last one ends."""
    turns, _ = talk.in_turns()
    firsts = np.searchsorted(talk.turns, turns, side="left")
    lasts = np.searchsorted(talk.turns, turns, side="right") - 1
    return turns, talk.starts[firsts], talk.ends[lasts]
