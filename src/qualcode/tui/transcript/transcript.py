"""The transcript as it is selected in, by keys and by mouse: a segment that moves, grows and shrinks.

The cursor is a segment: something is always selected. Arrows move it by turn, sentence and word; with Shift its end;
brackets move its start and end by words and characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.model.transcript import Segment
from qualcode.tui.keys.groups import MOVE, SELECT, Hint
from qualcode.tui.transcript.lines import LINE_WIDTH
from qualcode.tui.transcript.selection import Selection, Unit, moved, with_end_moved, with_start_moved
from qualcode.tui.transcript.sight import IN_SIGHT
from qualcode.tui.transcript.stripes import VISIBLE_LANES
from qualcode.tui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.binding import BindingType

    from qualcode.model.coding import Coding


_WHEEL = 3  # lines


class Transcript(TranscriptView):
    """The transcript under keys and mouse.

    More methods than most classes: Textual calls one for each key.
    """

    HINTS: ClassVar[tuple[Hint, ...]] = (
        (MOVE, "j k", "Next turn, turn before, where no code has these keys"),
        (
            SELECT,
            "Mouse",
            "A click takes a sentence, two a word; in the margin the turn, on a stripe its coding; drawing words",
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go('turn', False)", "Turn before", id="transcript.previous-turn", group=MOVE),
        Binding("down", "go('turn', True)", "Next turn", id="transcript.next-turn", group=MOVE),
        Binding("left", "go('sentence', False)", "Sentence before", id="transcript.previous-sentence", group=MOVE),
        Binding("right", "go('sentence', True)", "Next sentence", id="transcript.next-sentence", group=MOVE),
        Binding("ctrl+left", "go('word', False)", "Word before", id="transcript.previous-word", group=MOVE),
        Binding("ctrl+right", "go('word', True)", "Next word", id="transcript.next-word", group=MOVE),
        Binding("shift+down", "end('turn', True)", "End: one turn on", id="transcript.end-turn-on", group=SELECT),
        Binding("shift+up", "end('turn', False)", "End: one turn back", id="transcript.end-turn-back", group=SELECT),
        Binding("shift+right", "end('', True)", "End: one sentence or word on", id="transcript.end-on", group=SELECT),
        Binding(
            "shift+left", "end('', False)", "End: one sentence or word back", id="transcript.end-back", group=SELECT
        ),
        Binding(
            "right_square_bracket,ctrl+shift+right",
            "end('word', True)",
            "End: one word on",
            id="transcript.end-word-on",
            group=SELECT,
        ),
        Binding(
            "right_curly_bracket,ctrl+shift+left",
            "end('word', False)",
            "End: one word back",
            id="transcript.end-word-back",
            group=SELECT,
        ),
        Binding(
            "left_square_bracket",
            "start('word', False)",
            "Start: one word back",
            id="transcript.start-word-back",
            group=SELECT,
        ),
        Binding(
            "left_curly_bracket",
            "start('word', True)",
            "Start: one word on",
            id="transcript.start-word-on",
            group=SELECT,
        ),
        Binding(
            "right_parenthesis",
            "end('character', True)",
            "End: one character on",
            id="transcript.end-character-on",
            group=SELECT,
        ),
        Binding(
            "less_than_sign",
            "end('character', False)",
            "End: one character back",
            id="transcript.end-character-back",
            group=SELECT,
        ),
        Binding(
            "left_parenthesis",
            "start('character', False)",
            "Start: one character back",
            id="transcript.start-character-back",
            group=SELECT,
        ),
        Binding(
            "greater_than_sign",
            "start('character', True)",
            "Start: one character on",
            id="transcript.start-character-on",
            group=SELECT,
        ),
        Binding("pagedown", "page(1)", "A screen down", id="transcript.page-down", group=MOVE),
        Binding("pageup", "page(-1)", "A screen up", id="transcript.page-up", group=MOVE),
        Binding("home,ctrl+home", "first", "First turn", id="transcript.first-turn", group=MOVE),
        Binding("end,ctrl+end", "last", "Last turn", id="transcript.last-turn", group=MOVE),
    ]

    def __init__(
        self,
        moved: Callable[[], None],
        *,
        line_width: int = LINE_WIDTH,
        id: str | None = None,  # noqa: A002  # Textual's word
    ) -> None:
        super().__init__(moved, line_width=line_width, id=id)
        self._pressed_at: int | None = None
        self._is_drawn = False

    def action_go(self, unit: Unit, forward: bool) -> None:
        """Select the next or previous unit."""
        if self.units and self.selection:
            self.select(moved(self.units, self.selection, unit, forward))

    def action_end(self, unit: Unit | str, forward: bool) -> None:
        """Move the selection's end by a unit; by the one in use where none is named."""
        if self.units and self.selection:
            used: Unit = "word" if self.selection.unit in ("word", "character") else "sentence"
            by: Unit = unit or used  # type: ignore[assignment]  # a binding names a unit or nothing
            self._take_changed(with_end_moved(self.units, self.selection, by, forward), at_end=True)

    def action_start(self, unit: Unit, forward: bool) -> None:
        """Move the selection's start by a unit."""
        if self.units and self.selection:
            self._take_changed(with_start_moved(self.units, self.selection, unit, forward))

    def _take_changed(self, selection: Selection, *, at_end: bool = False) -> None:
        # What is filtered out is not seen, so it is not selected either.
        if self.is_all_shown(selection.segment):
            self.select(selection, at_end=at_end)

    def action_first(self) -> None:
        """Select the first turn."""
        if self.units and (first := self.units.first()):
            self.jump(Selection(first, "turn"))
            self.scroll(0)

    def action_last(self) -> None:
        """Select the last turn."""
        if self.units and (last := self.units.last()):
            self.jump(Selection(last, "turn"))

    def action_page(self, pages: int) -> None:
        """Scroll by a screen and select the first turn that begins there, or a sentence where none does."""
        if self.lines is None or self.units is None:
            return
        height = self.size.height
        top = min(max(0, round(self.scroll_y) + pages * (height - 2)), max(0, self.lines.height - height))
        if top == round(self.scroll_y):
            self.action_last() if pages > 0 else self.action_first()
            return
        self.scroll(top)
        position = self.lines.starts[min(top + IN_SIGHT, self.lines.height - 1)]
        turn = self.units.first_from("turn", position)
        if turn and self.lines.line_of(turn.start) < top + height - 2:
            self.select(Selection(turn, "turn"))
        elif sentence := self.units.first_from("sentence", position):
            self.select(Selection(sentence, "sentence"))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select where the mouse is pressed; on the bar at the right, go there."""
        if event.x >= self.size.width - 1:
            self.scroll_to_share(event.y)
            return
        self._pressed_at = self.position_at(event.x, event.y)
        self._is_drawn = False
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select by words while the mouse is drawn."""
        here = self.position_at(event.x, event.y)
        if here is None or self._pressed_at is None or self.units is None or here == self._pressed_at:
            return
        self._is_drawn = True
        start, end = sorted((self._pressed_at, here))
        first = self.units.containing("word", start) or self.units.first_from("word", start)
        last = self.units.containing("word", end) or self.units.last_to("word", end)
        if first and last and first.start < last.end and self.is_all_shown(Segment(first.start, last.end)):
            self.select(Selection(Segment(first.start, last.end), "word"), is_still=True)
        if event.y in (0, self.size.height - 1):
            self.scroll(round(self.scroll_y) + (1 if event.y else -1))

    def on_mouse_up(self) -> None:
        """End to select with the mouse."""
        self._pressed_at = None
        self.release_mouse()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Read on without selecting anything else."""
        event.stop()
        self.scroll(round(self.scroll_y) + _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Read back without selecting anything else."""
        event.stop()
        self.scroll(round(self.scroll_y) - _WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Select a sentence; at more clicks a word, the turn; in the margin the turn, on a stripe its coding."""
        position = self.position_at(event.x, event.y)
        if position is None or self.units is None or self._is_drawn or event.x >= self.size.width - 1:
            return
        coding = self.coding_at(event.x, event.y)
        if coding is not None:
            self.point_at(coding)
            return
        by_clicks: tuple[Unit, ...] = ("sentence", "word", "turn")
        unit = "turn" if self.is_margin(event.x) else by_clicks[min(event.chain, 3) - 1]
        found = self.units.containing(unit, position) or self.units.last_to(unit, position)
        if found:
            if self.selection and not self.is_in_sight(self.selection.segment):
                self.left.leave(self.selection)
            self.select(Selection(found, unit), is_still=True)

    def point_at(self, coding: Coding) -> None:
        """Select a coding's segment and, of several codings there, mean this one until something else is selected."""
        self.select(Selection(coding.segment, "sentence"), is_still=True)
        self.pointed_at = coding.guid
        self._moved()

    def coding_at(self, x: int, y: int) -> Coding | None:
        """Return the coding whose stripe or name is drawn at a place of this widget."""
        line, space = self.scroll_offset.y + y, self._columns
        if self._stripes is None or self.lines is None or not 0 <= line < self.lines.height:
            return None
        if space.before_lanes - space.names <= x < space.before_lanes:
            return self._stripes.named_on(line)
        lane = x - space.before_lanes
        if lane == VISIBLE_LANES:  # the sign that there are more
            return next((one.coding for one in self._stripes.on_line(line) if one.lane >= lane), None)
        return next((one.coding for one in self._stripes.on_line(line) if one.lane == lane), None)
