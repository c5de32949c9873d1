"""Suggestions of a source as plain rows, to be kept, and back: what its text and other columns tell is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.model.coding import Suggestion, SuggestionPart
from qualcode.model.transcript import Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.transcript import Source


def row_of(one: Suggestion) -> list[Any]:
    """Return a suggestion as a row."""
    parts = [[part.component, part.score, part.reason] for part in one.parts]
    reason = None if one.reason == _reason([part.reason for part in one.parts]) else one.reason
    return [one.segment.start, one.segment.end, one.score, one.cue, one.component, one.threshold, parts, reason]


def suggestion_of(row: Sequence[Any], code_guid: str, source: Source) -> Suggestion:
    """Return the suggestion of a code in a source that `row_of` gave.

    Raises:
        TypeError, ValueError: it is no such row.
    """
    start, end, score, cue, component, threshold, parts, reason = row
    return Suggestion(
        source_guid=source.guid,
        segment=Segment(start, end),
        quote=source.text[start:end],
        code_guid=code_guid,
        score=score,
        reason=_reason([said for *_, said in parts]) if reason is None else reason,
        cue=cue,
        component=component,
        parts=tuple(SuggestionPart(component=name, score=each, reason=said) for name, each, said in parts),
        threshold=threshold,
    )


def _reason(reasons: Sequence[str]) -> str:
    return " · ".join(dict.fromkeys(reasons))
