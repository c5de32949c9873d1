"""The reading of the coding screen: going on where one was, and what has been read of the source.

Where a coder is and which turns were read is kept every two seconds, in a thread, and on leaving; it is no act, so
undo knows nothing of it. What counts as read is said in `tui.reading`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from qualcode.model.turn_ranges import numbers_of
from qualcode.project.opening import now
from qualcode.tui.coding.board import CodingBoard
from qualcode.tui.threads.letting_go import Once
from qualcode.tui.transcript.reading import keep, passed, resumed
from qualcode.tui.transcript.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from qualcode.model.transcript import Segment, Turn
    from qualcode.project.snapshots import ReadingPlace

KEEP_EVERY = 2.0  # seconds; what a crash may cost of the reading place


class PlaceKept(Message):
    """Where a coder was is in the project now."""


class PlaceMissed(Message):
    """Where a coder is could not be kept, because somebody else was writing."""


class CodingReading(CodingBoard):
    """What is read on the coding screen."""

    _read: frozenset[int] = frozenset()
    _talk: frozenset[int] = frozenset()  # numbers of the turns that say something
    _place: Segment | None = None
    _place_at: datetime | None = None
    _is_place_due = False
    _topmost = 0  # position in the text

    def on_mount(self) -> None:
        """Follow what is read, and keep it from time to time."""
        self.watch(self.transcript, "scroll_y", self._scrolled, init=False)
        self.set_interval(KEEP_EVERY, self.keep_place)

    def resume(self, place: ReadingPlace | None) -> None:
        """Go on where this coder was; the first time, at the first turn."""
        turns = self.desk.source.turns
        self._talk = frozenset(turn.number for turn in turns if turn.speech < turn.end)
        if place is not None:
            self._know(place)
        wanted = self.wanted_at
        if wanted is not None and wanted.end <= len(self.desk.source.text):
            self.transcript.selection = Selection(wanted, "word")
            self._topmost = wanted.start
        elif place is not None:
            known = resumed(place.segment, turns)
            if known is not None and known[0].number != turns[0].number:
                turn, self.transcript.selection = known
                self._told = [(f"Going on where you were: turn {turn.number} · Home: start", "bold")]
                self._topmost = turn.start

    def leave_text(self) -> None:
        """Forget which turns were read: the place that was carried over knows."""
        super().leave_text()
        self._read, self._topmost, self._is_place_due = frozenset(), 0, False

    def begin(self) -> None:
        """Count what is selected at first as read."""
        super().begin()
        self._note()

    def follow(self) -> None:
        """Count what is selected as read."""
        self._note()
        super().follow()

    def take_coder(self, name: str) -> None:
        """Go on under that coder's name, with what this coder has read already."""
        super().take_coder(name)
        place = self.project.reading_places().get(self.desk.source.guid)
        if place is not None:
            self._know(place)
        self._is_place_due = True

    def keep_place(self) -> None:
        """Keep where the coder is, if that is another place than before, without waiting for it."""
        if (keeping := self._keeping()) is not None:
            app = self.app

            def kept() -> None:
                if keeping():
                    app.post_message(PlaceKept())
                else:
                    self.post_message(PlaceMissed())

            # The app's, not this screen's: it goes on while the screen is left.
            app.run_worker(Once(kept), thread=True, group="place")

    @on(PlaceMissed)
    def _try_again(self) -> None:
        self._is_place_due = True

    def on_unmount(self) -> None:
        """Keep the place when the program ends, before the project is closed."""
        if (keeping := self._keeping()) is not None:
            keeping()

    def _keeping(self) -> Callable[[], bool] | None:
        if not self._is_place_due or not self.project.coder or self._place is None or self._place_at is None:
            return None
        self._is_place_due = False
        return partial(keep, self.project, self.desk.source.guid, self._place, self._read, self._place_at)

    def _know(self, place: ReadingPlace) -> None:
        self._read |= numbers_of(place.turns_read) & self._talk

    def _note(self) -> None:
        selection = self.transcript.selection
        if self._desk is None or selection is None:
            return
        self._place, self._place_at, self._is_place_due = selection.segment, now(), True
        tiles = self.desk.codings.tiles(selection.segment)
        self._count(self.desk.source.turns[max(0, tiles.start - 1) : tiles.stop - 1])

    def _scrolled(self) -> None:
        lines, view = self.transcript.lines, self.transcript
        if lines is None or self._desk is None:
            return
        before, self._topmost = self._topmost, lines.starts[min(round(view.scroll_y), lines.height - 1)]
        count = len(self._read)
        self._count(passed(lines, before, self._topmost, view.size.height))
        if count != len(self._read):
            self._is_place_due = True
            self.show_place()

    def _count(self, turns: tuple[Turn, ...]) -> None:
        self._read |= self._talk.intersection([turn.number for turn in turns])
        self.read = (len(self._read), len(self._talk))
