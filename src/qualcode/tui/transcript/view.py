"""The transcript as it is read: which turns are shown, and the segment that is selected."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from textual.message import Message

from qualcode.tui.transcript.lines import LINE_WIDTH, TranscriptLines
from qualcode.tui.transcript.places_left import PlacesLeft
from qualcode.tui.transcript.selection import Selection, Units
from qualcode.tui.transcript.sight import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.transcript import Segment, Turn
    from qualcode.tui.desk.desk import Desk


class TranscriptView(TranscriptLines):
    """One source's turns, or some of them, and the selection."""

    class Shown(Message):
        """Other turns are shown."""

    def __init__(
        self,
        moved: Callable[[], None],
        *,
        line_width: int = LINE_WIDTH,
        id: str | None = None,  # noqa: A002  # Textual's word
    ) -> None:
        """Make the widget with lines up to that width; `moved` is called at once when something else is selected.

        Called, not told by a message: what the screen then says of the selection is painted in the same frame.
        """
        super().__init__(line_width=line_width, id=id)
        self._moved = moved
        self.pointed_at: str | None = None
        self.left = PlacesLeft()
        self.units: Units | None = None

    def on_unmount(self) -> None:
        """Let go of the text, as the lines do of theirs."""
        self.units = None

    def show(self, desk: Desk, turns: tuple[Turn, ...]) -> None:
        """Show a source's turns, or some of them; what was selected stays selected if it is among them."""
        self._desk, self._turns = desk, turns
        self.units = Units(desk.source.text, turns)
        chosen = self.selection.segment if self.selection else None
        if chosen is None or not self.units.containing("turn", chosen.start):
            place = chosen.start if chosen else 0
            first = self.units.first_from("turn", place) or self.units.last_to("turn", place)
            self.selection = Selection(first, "turn") if first else None
        self._lay_out()
        self.post_message(self.Shown())

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns that are shown."""
        return self._turns

    def turn_in_use(self) -> Turn | None:
        """Return the turn in which the selection starts."""
        if self.selection is None:
            return None
        place = bisect_right(self._turns, self.selection.segment.start, key=_start) - 1
        return self._turns[place] if place >= 0 else None

    def jump(self, selection: Selection) -> None:
        """Select something elsewhere; the place that is left can be gone back to."""
        if self.selection is not None and selection != self.selection:
            self.left.leave(self.selection)
        self.select(selection)

    def select(self, selection: Selection | None, *, at_end: bool = False, is_still: bool = False) -> None:
        """Select something and bring it into sight, unless the text is to stand still.

        Of what is longer than the screen, its start comes into sight, or its end.
        """
        before = self.selection
        if selection is None or selection == before or self.lines is None:
            return
        self.selection = selection
        self.pointed_at = None
        for start, end in changed(before, selection):
            self._refresh_lines(self.lines.lines_of(start, end))
        if not is_still:
            self._bring_into_sight(at_end=at_end)
        self._moved()

    def is_in_sight(self, segment: Segment) -> bool:
        """Tell whether something of a segment is on the screen."""
        if self.lines is None:
            return False
        lines, top = self.lines.lines_of(segment.start, segment.end), round(self.scroll_y)
        return lines[0] < top + self.size.height and top <= lines[-1]

    def is_all_shown(self, segment: Segment) -> bool:
        """Tell whether no turn that is filtered out lies inside a segment."""
        first = bisect_right(self._turns, segment.start, key=_start) - 1
        last = bisect_right(self._turns, segment.end - 1, key=_start) - 1
        return self._turns[last].number - self._turns[first].number == last - first


def _start(turn: Turn) -> int:
    return turn.start
