"""How often each cue was right where coders have looked, so that a cue that misleads is found out without any verdict.

Counted apart for each source: what is suggested in a source is never judged by what was coded there. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.suggestions.cues.scoring import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from qualcode.suggestions.cues.scoring import Record
    from qualcode.suggestions.talk.grounds import Grounds
    from qualcode.suggestions.talk.lessons import Place
    from qualcode.suggestions.talk.talk import CueHit, Talk

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class CueRecord:
    """How the cues fared, by code (GUID) and cue, for each source: how often right, how often wrong.

    A place where several stand is counted as one of `TOGETHER`, and of none of them.
    """

    counts: Mapping[tuple[str, str], Mapping[str, tuple[int, int]]] = field(default_factory=dict)

    def elsewhere(self, source_guid: str) -> Record:
        """Return how the cues fared in all sources but one."""
        made: dict[tuple[str, str], tuple[int, int]] = {}
        for key, by_source in self.counts.items():
            others = [one for guid, one in by_source.items() if guid != source_guid]
            if others:
                made[key] = sum(right for right, _ in others), sum(wrong for _, wrong in others)
        return made

    def outside(self, sources: Collection[str]) -> CueRecord:
        """Return how the cues fared in other sources than these."""
        return CueRecord(
            {
                key: {guid: one for guid, one in by_source.items() if guid not in sources}
                for key, by_source in self.counts.items()
            }
        )


def cue_record(
    talks: Mapping[str, Talk], grounds: Grounds, group_of: Callable[[str, int], str] = lambda guid, _: guid
) -> CueRecord:
    """Return how the cues fared in sources as read; what was judged as a suggestion counts as a verdict, and not here.

    Args:
        talks: by GUID of the source, each one `checked` in the grounds.
        group_of: what places are counted by, from the GUID of the source and where they start; sources, usually.
    """
    judged: dict[str, set[tuple[str, int, int]]] = {}
    for one in grounds.verdicts:
        judged.setdefault(one.source_guid, set()).add((one.code_guid, one.segment.start, one.segment.end))
    counts: dict[tuple[str, str], dict[str, list[int]]] = {}
    for guid, talk in talks.items():
        ends, starts = _by_code(grounds.judged.get(guid, ()))
        looks, done = grounds.looks.get(guid, ()), judged.get(guid, set())
        for hit in talk.cue_hits:
            is_right = _is_coded(hit, starts.get(hit.code_guid, ()), ends.get(hit.code_guid, ()))
            is_known = is_right or any(
                hit.start < look.end and look.start < hit.end and hit.code_guid in look.codes for look in looks
            )
            if is_known and (hit.code_guid, hit.start, hit.end) not in done:
                cues = {one.cue for one in hit.evidence}
                cue = TOGETHER if len(cues) > 1 else cues.pop()
                counts.setdefault((hit.code_guid, cue), {}).setdefault(group_of(guid, hit.start), [0, 0])[
                    not is_right
                ] += 1
    return CueRecord({key: {guid: (a, b) for guid, (a, b) in by.items()} for key, by in counts.items()})


def _by_code(places: Iterable[Place]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return the ends of what was coded and its starts, by code; what overlaps is joined, so both are in order."""
    ends: dict[str, list[int]] = {}
    starts: dict[str, list[int]] = {}
    for one in sorted(places, key=lambda one: one.start):
        for code in one.codes:
            known = ends.setdefault(code, [])
            if known and one.start < known[-1]:
                known[-1] = max(known[-1], one.end)
            else:
                known.append(one.end)
                starts.setdefault(code, []).append(one.start)
    return ends, starts


def _is_coded(hit: CueHit, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Return whether half of a hit, or of a coding, is shared."""
    for place in range(bisect_left(ends, hit.start + 1), len(ends)):
        if starts[place] >= hit.end:
            break
        shared = min(ends[place], hit.end) - max(starts[place], hit.start)
        if shared >= _HALF * min(ends[place] - starts[place], hit.end - hit.start):
            return True
    return False
