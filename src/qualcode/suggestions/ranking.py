"""The order in which suggestions are shown, and which need not be shown any more."""

from bisect import bisect_left
from collections.abc import Iterable

from qualcode.model.coding import Coding, Settled, Suggestion, Verdict
from qualcode.model.transcript import Segment

_Segments = dict[tuple[str, str], tuple[list[int], list[int]]]


def ranked(
    suggestions: Iterable[Suggestion],
    codings: Iterable[Coding | Settled],
    verdicts: Iterable[Verdict],
    *,
    coder: str | None = None,
) -> tuple[Suggestion, ...]:
    """Return the suggestions still open, the surest first, then by place.

    A suggestion is settled when it overlaps a coding of its code, or a segment for which its code was accepted or
    rejected.

    Args:
        coder: whose codings and verdicts count; None for everybody's.
    """
    return tuple(sorted(open_suggestions(suggestions, codings, verdicts, coder=coder), key=lambda one: -one.score))


def in_order(
    suggestions: Iterable[Suggestion],
    codings: Iterable[Coding | Settled] = (),
    verdicts: Iterable[Verdict] = (),
    *,
    coder: str | None = None,
) -> tuple[Suggestion, ...]:
    """Return the suggestions still open by place: sources in the order they came in, the surest first in one place."""
    return open_suggestions(suggestions, codings, verdicts, coder=coder)


def open_suggestions(
    suggestions: Iterable[Suggestion],
    codings: Iterable[Coding | Settled],
    verdicts: Iterable[Verdict],
    *,
    coder: str | None = None,
) -> tuple[Suggestion, ...]:
    """Return the suggestions that nothing has settled, by place."""
    acts: list[Coding | Settled | Verdict] = [*codings, *verdicts]
    settled = _joined(act for act in acts if coder is None or act.coder == coder)
    left = [one for one in suggestions if not _overlaps(settled, one)]
    sources = {guid: place for place, guid in enumerate(dict.fromkeys(one.source_guid for one in left))}
    return tuple(
        sorted(
            left,
            key=lambda one: (
                sources[one.source_guid],
                one.segment.start,
                one.segment.end,
                -one.score,
                one.code_guid,
            ),
        )
    )


def _joined(acts: Iterable[Coding | Settled | Verdict]) -> _Segments:
    """Return the ends and starts of segments by source and code, overlapping ones joined, in order."""
    by_key: dict[tuple[str, str], list[Segment]] = {}
    for act in acts:
        by_key.setdefault((act.source_guid, act.code_guid), []).append(act.segment)
    joined: _Segments = {}
    for key, segments in by_key.items():
        ends: list[int] = []
        starts: list[int] = []
        for segment in sorted(segments, key=lambda segment: segment.start):
            if ends and segment.start < ends[-1]:
                ends[-1] = max(ends[-1], segment.end)
            else:
                starts.append(segment.start)
                ends.append(segment.end)
        joined[key] = (ends, starts)
    return joined


def _overlaps(settled: _Segments, one: Suggestion) -> bool:
    ends, starts = settled.get((one.source_guid, one.code_guid), ([], []))
    place = bisect_left(ends, one.segment.start + 1)
    return place < len(ends) and starts[place] < one.segment.end
