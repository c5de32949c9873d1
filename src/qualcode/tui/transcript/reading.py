"""Reading: which turns a coder has read, and going on where one was.

A turn counts as read once it was in use, that is, the selection touched its talk, or once it was scrolled past: it went
out of sight at the top while the text moved on by a screen at most. What a jump flies over is not read.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from qualcode.errors.base import QualcodeError
from qualcode.model.transcript import Segment
from qualcode.model.turn_ranges import numbers_of, ranges_of
from qualcode.project.snapshots import ReadingPlace
from qualcode.tui.transcript.selection import Selection

if TYPE_CHECKING:
    from datetime import datetime

    from qualcode.model.transcript import Turn
    from qualcode.project.project import Project
    from qualcode.tui.transcript.layout import Layout


def passed(lines: Layout, before: int, now: int, most: int) -> tuple[Turn, ...]:
    """Return the turns that went out of sight at the top when the topmost position became another.

    Args:
        before: the position at the start of the topmost line until now.
        now: that of the line that is the topmost now.
        most: lines of the screen; where the text moved on by more, or back, no turn was read.
    """
    first, last = lines.line_of(before), lines.line_of(now)
    if not 0 < last - first <= most:
        return ()
    return lines.turns[lines.turn_at(first) or 0 : lines.turn_at(last) or 0]


def resumed(place: Segment, turns: tuple[Turn, ...]) -> tuple[Turn, Selection] | None:
    """Return the turn a coder was in and what to select there; None where it is no talk of this text."""
    known = bisect_right(turns, place.start, key=_start) - 1
    if known < 0 or turns[known].speech == turns[known].end:
        return None
    turn = turns[known]
    talk = Segment(turn.speech, turn.end)
    if turn.speech <= place.start and place != talk and place.end <= turns[-1].end:
        return turn, Selection(place, "sentence")
    return turn, Selection(talk, "turn")


def keep(project: Project, source_guid: str, place: Segment, read: frozenset[int], at: datetime) -> bool:
    """Keep where a coder is and what was read by then, beside what is known already from another program.

    For a thread: it waits a little while others write.

    Returns:
        whether it could be kept now.
    """
    try:
        known = project.reading_places().get(source_guid)
        if known is not None:
            read |= numbers_of(known.turns_read)
            if known.at > at:
                place, at = known.segment, known.at
        project.keep_place(source_guid, ReadingPlace(segment=place, turns_read=ranges_of(read), at=at))
    except QualcodeError:
        return False
    return True


def _start(turn: Turn) -> int:
    return turn.start
