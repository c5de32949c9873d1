"""The whole explanation of a suggestion: what each part of the pipeline says, and how its code fared so far. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.coding import Component, Suggestion, SuggestionPart, Verdict

_SAID: dict[Component, str] = {
    "cues": "cues of the codebook",
    "likeness": "like what was coded",
    "learned": "learned from codings and codebook",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fared:
    """How the suggestions of a code fared."""

    accepted: int = 0
    rejected: int = 0

    def said(self) -> str:
        """Return it as `11 of 14 accepted`; `none judged yet` where that is so."""
        total = self.accepted + self.rejected
        return f"{self.accepted} of {total} accepted" if total else "none judged yet"


def fared(verdicts: Iterable[Verdict]) -> dict[str, Fared]:
    """Return how the suggestions of each code (by GUID) fared with everybody; those never judged are not in it."""
    counted: dict[str, list[int]] = {}
    for one in verdicts:
        counted.setdefault(one.code_guid, [0, 0])[one.kind == "reject"] += 1
    return {guid: Fared(accepted=accepted, rejected=rejected) for guid, (accepted, rejected) in counted.items()}


def explanation(suggestion: Suggestion, record: Fared) -> tuple[tuple[str, str], ...]:
    """Return what there is to say for a suggestion, as headings and lines.

    Args:
        suggestion: what is explained.
        record: how suggestions of its code fared.
    """
    lines = [_part(part) for part in suggestion.parts] or [(_SAID[suggestion.component], suggestion.reason)]
    several = len(suggestion.parts) > 1
    together = " · the parts speak independently: 1 less the chance that all are wrong" if several else ""
    lines.append(("score", f"{suggestion.score:.0%}{together}"))
    if suggestion.threshold:
        lines.append(("suggested from", f"{suggestion.threshold:.0%} on"))
    lines.append(("suggestions of this code", record.said()))
    return tuple(lines)


def _part(part: SuggestionPart) -> tuple[str, str]:
    return f"{_SAID[part.component]}, {part.score:.0%}", part.reason
