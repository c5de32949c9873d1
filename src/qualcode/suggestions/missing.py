"""Passages that look like a code and are not coded with it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from qualcode.model.coding import Coding, Suggestion
    from qualcode.model.transcript import Source

_LOOKS_LIKE = 0.3  # lower than what is worth suggesting: whoever asks would rather see one too many
_FEWEST_CODINGS = 10  # of which a likeness can be learned that is worth so much


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A turn that looks like a code and is not coded with it.

    Attributes:
        source: its name.
        speaker: label.
        suggestion: what speaks for it most.
    """

    source: str
    turn: int
    speaker: str
    suggestion: Suggestion


def looks_like_from(codings: int, chosen: float | None) -> float | None:
    """Return the score from which on a passage looks like a code; None where the usual threshold has to do.

    Args:
        codings: how many the code has.
        chosen: the threshold that somebody has set for it.
    """
    if codings < _FEWEST_CODINGS:
        return None
    return _LOOKS_LIKE if chosen is None else min(_LOOKS_LIKE, chosen)


def missed_turns(source: Source, suggested: Iterable[Suggestion], coded: Collection[Coding]) -> Iterator[Missed]:
    """Yield the turns of a source that look like a code, with what speaks for each most.

    Args:
        suggested: of the code in this source, the surest first.
        coded: with the code; turns that they touch are not missed.
    """
    labels = {case.guid: case.label for case in source.cases}
    known = {
        number for one in coded if one.source_guid == source.guid for number in range(one.first_turn, one.last_turn + 1)
    }
    for one in suggested:
        place = bisect_right(source.turns, one.segment.start, key=lambda turn: turn.start)
        turn = source.turns[max(0, place - 1)]
        if turn.number not in known:
            known.add(turn.number)
            yield Missed(source=source.name, turn=turn.number, speaker=labels[turn.case_guid], suggestion=one)
