"""What a project's codings and verdicts teach: coded quotes, quotes a code was rejected for, and talk left uncoded.

Talk counts as left uncoded only where somebody has looked (`looking.py`). Rejections speak against a code as long as
nobody has coded the place with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from qualcode.model.coding import Coding, Verdict
    from qualcode.model.transcript import Segment, Source
    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.talk.looking import Look
    from qualcode.suggestions.talk.talk import Talk

_HALF = 0.5
_MOST_EXAMPLES = 1200
_FITTINGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One segment somebody has judged.

    Attributes:
        codes: GUIDs of those it was coded with.
        against: GUIDs of those that were rejected for it.
        coder: who coded it first; empty where nobody did.
        said_by: the speaker's label; empty where it is not known.
        source_name: where it was said.
        sampling_weight: how many judged segments it stands for, where only some are learned from.
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
    sampling_weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """A segment somebody has judged, whether it is learned from or not; its codes as an example's.

    Attributes:
        searched: those of its codes that nothing but a search has found there.
    """

    start: int
    end: int
    codes: frozenset[str]
    against: frozenset[str] = frozenset()
    searched: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Judged:
    quote: str
    codes: set[str] = field(default_factory=set)
    against: set[str] = field(default_factory=set)
    coder: str = ""
    at: tuple[datetime, str] | None = None  # when it was first coded, and by which coding
    read: set[str] = field(default_factory=set)  # codes that not only a search has found


def examples_of(
    codings: Iterable[Coding], verdicts: Iterable[Verdict], sources: Mapping[str, Source], whole: Collection[str] = ()
) -> tuple[tuple[Example, ...], dict[str, tuple[Place, ...]]]:
    """Return what is learned from, by source (by GUID) and place, and all that was judged in some sources.

    Segments coded alike by several coders are one. Of very many examples, so many are taken that training stays quick:
    of frequent codes some, evenly spread, of rare ones all.

    Args:
        sources: by GUID; what lies in others is passed over.
        whole: GUIDs of the sources of which all is told.
    """
    judged = _judged(codings, verdicts, sources)
    everything = sorted(judged)
    examples = tuple(
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
            sampling_weight=many,
        )
        for (source, start, end), many in _some([(place, judged[place]) for place in everything])
        for one in (judged[source, start, end],)
    )
    places: dict[str, list[Place]] = {guid: [] for guid in whole}
    for source, start, end in everything:
        if source in places:
            one = judged[source, start, end]
            codes = frozenset(one.codes)
            places[source].append(Place(start, end, codes, frozenset(one.against), codes - one.read))
    return examples, {guid: tuple(several) for guid, several in places.items()}


def _judged(
    codings: Iterable[Coding], verdicts: Iterable[Verdict], sources: Mapping[str, Source]
) -> dict[tuple[str, int, int], _Judged]:
    """Return what was judged by source and place."""
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
            here = judged[place] = _Judged(coding.quote, {coding.code_guid}, set(), coding.coder, at)
        else:
            here.codes.add(coding.code_guid)
            if here.at is None or at < here.at:
                here.coder, here.at = coding.coder, at
        if coding.origin != "auto":
            here.read.add(coding.code_guid)
        if (coding.source_guid, coding.code_guid) in asked:
            coded.setdefault((coding.source_guid, coding.code_guid), []).append(coding.segment)
    for verdict in rejected:
        start, end = verdict.segment.start, verdict.segment.end
        spans = coded.get((verdict.source_guid, verdict.code_guid), ())
        if not any(span.start < end and start < span.end for span in spans):
            quote = sources[verdict.source_guid].text[start:end]
            judged.setdefault((verdict.source_guid, start, end), _Judged(quote)).against.add(verdict.code_guid)
    return judged


def _some(places: Sequence[tuple[tuple[str, int, int], _Judged]]) -> list[tuple[tuple[str, int, int], float]]:
    """Return the places that are learned from, in order, and how many each stands for.

    Of each code, rejections being one, at most as many are taken as fit.
    """
    if len(places) <= _MOST_EXAMPLES:
        return [(place, 1.0) for place, _ in places]
    by_code: dict[str, list[int]] = {}
    for number, (_, one) in enumerate(places):
        for code in sorted(one.codes) or ("",):
            by_code.setdefault(code, []).append(number)
    left = most = _MOST_EXAMPLES
    for many, count in enumerate(sorted(len(numbers) for numbers in by_code.values())):
        most = max(left // (len(by_code) - many), 1)
        if count > most:
            break
        left -= count
    taken = {
        numbers[place]
        for numbers in by_code.values()
        for place in np.linspace(0, len(numbers) - 1, min(len(numbers), most)).astype(int).tolist()
    }
    return [(places[number][0], round(many, 4)) for number, many in _sampling_weights(by_code, sorted(taken), most)]


def _sampling_weights(by_code: Mapping[str, Sequence[int]], taken: Sequence[int], most: int) -> list[tuple[int, float]]:
    """Return how many places each that was taken stands for, so that of every code as many are stood for as there are.

    That is the inverse of its chance to be taken, by any of its codes (Horvitz and Thompson 1952), fitted to the counts
    of codes one after the other (Deming and Stephan 1940).

    Args:
        by_code: all places of each code.
        most: how many of each code were taken.
    """
    missed = dict.fromkeys(taken, 1.0)
    its = {code: [number for number in numbers if number in missed] for code, numbers in by_code.items()}
    for code, numbers in its.items():
        for number in numbers:
            missed[number] *= max(1 - most / len(by_code[code]), 0.0)
    made = {number: 1 / (1 - chance) for number, chance in missed.items()}
    for _ in range(_FITTINGS):
        for code, numbers in its.items():
            too_few = len(by_code[code]) / sum(made[number] for number in numbers)
            for number in numbers:
                made[number] *= too_few
    return list(made.items())


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
        known: likewise, whether somebody has looked for the code there, or judged it; not where only a search found it.
    """

    places: Array
    coded: Array
    known: Array


def truth_of(
    starts: Array,
    ends: Array,
    judged: Sequence[Place],
    looks: Iterable[Look],
    codes: Mapping[str, int],
    *,
    is_whole: bool = False,
) -> Truth:
    """Return which units of one source are coded with what; where nobody has looked, judged or coded, none counts.

    A unit is coded where a coding covers half of it, or where half of a coding lies in it.

    Args:
        starts: of the units, in order; no two overlap.
        judged: all of this source.
        looks: likewise.
        codes: the column of each code.
        is_whole: all units count, also where nobody has looked.
    """
    coded = covered(starts, ends, [(one.start, one.end, one.codes) for one in judged if one.codes], codes)
    read = [(one.start, one.end, (one.codes - one.searched) | one.against) for one in judged]
    known = covered(starts, ends, [one for one in read if one[2]], codes)
    for look in looks:
        first, beyond = np.searchsorted(ends, look.start, side="right"), np.searchsorted(starts, look.end)
        known[first:beyond, [codes[code] for code in look.codes if code in codes]] = True
    places = np.flatnonzero((known | coded).any(axis=1) | is_whole)
    return Truth(places, coded[places], known[places])


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
