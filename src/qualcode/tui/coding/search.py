"""Searching on the coding screen: what is wanted, where it stands, from hit to hit.

The talk that is shown is searched in a thread: participants', moderator's and observers', without labels and without
what stands before the first turn. What was found too late, for another search or other turns, is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding
from textual.message import Message

from qualcode.errors.base import QualcodeError
from qualcode.suggestions.search.talk_search import TalkSearch
from qualcode.tui.coding.board import CodingBoard
from qualcode.tui.desk.searching import Hits, Wanted
from qualcode.tui.keys.groups import JUMP
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.threads.letting_go import let_go
from qualcode.tui.threads.tidying import exempt
from qualcode.tui.transcript.selection import Selection
from qualcode.tui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.model.transcript import Turn
    from qualcode.tui.desk.loading import Post
    from qualcode.tui.screens.screens_app import ScreensApp


@dataclass
class Searched(Message):
    """Where something stands, or why it could not be searched for."""

    number: int
    hits: Hits | None
    failure: str = ""
    remark: str = ""


def look_for(search: TalkSearch, wanted: Wanted, turns: tuple[Turn, ...], number: int, post: Post) -> None:
    """Search, and post what was found under the number of the search."""
    try:
        hits = Hits(wanted, search.hits(wanted.text, wanted.kind, turns))
        post(Searched(number, hits, remark=search.remark(wanted.kind)))
        exempt(hits.segments)
    except QualcodeError as error:
        post(Searched(number, None, str(error)))


class CodingSearch(CodingBoard):
    """The search of the coding screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search the talk", id="coding.search", group=JUMP),
        Binding("comma,f3", "hit(True)", "Next hit", id="coding.next-hit", group=JUMP),
        # What many terminals send for Shift+F3 is read as F15.
        Binding("backslash,shift+f3,f15", "hit(False)", "Hit before", id="coding.previous-hit", group=JUMP),
    ]

    hits: Hits | None = None
    _search: TalkSearch | None = None
    _search_number = 0
    _searched_turns: tuple[Turn, ...] = ()
    _begun_at: Selection | None = None
    _steps: tuple[bool, ...] = ()  # to be gone from hit to hit once they are known
    _remark = ""
    _hit: int | None = None  # the number of the hit that was gone to last

    def on_unmount(self) -> None:
        """Let go of the hits, and of what was searched."""
        if self.hits is not None:
            let_go(self.hits, self.hits.segments)
        self.hits = self._search = None
        self._searched_turns = ()

    def action_search(self) -> None:
        """Ask what to search for and go to the first hit from here on."""
        from qualcode.tui.coding.search_prompt import SearchPrompt

        def wanted(wanted: Wanted | None) -> None:
            if wanted is not None:
                self._app.searched = wanted
                self._hit = None
                self._look_for(wanted, (True,))

        self.app.push_screen(SearchPrompt(self._app.searched), wanted)

    def action_hit(self, forward: bool) -> None:
        """Go to the next hit of the last search, or to the one before."""
        wanted = self._app.searched
        if self._steps:  # keys are quicker than the search
            self._steps += (forward,)
        elif wanted is None:
            self.tell("Nothing was searched for yet: / searches.")
        elif self.hits is None or self.hits.wanted != wanted:
            self._look_for(wanted, (forward,))
        else:
            self._go_on(self.hits, (forward,))

    def end_search(self) -> bool:
        """Take the marks of the hits off, and tell whether there were any."""
        if self.hits is None and not self._steps:
            return False
        self._search_number += 1
        self._steps = ()
        self._show_hits(None)
        return True

    @on(TranscriptView.Shown)
    def _search_again(self) -> None:
        """Search the turns that are shown now, if they are others than those that were searched."""
        if self.hits is not None and self.transcript.turns is not self._searched_turns:
            self._look_for(self.hits.wanted, ())

    def _look_for(self, wanted: Wanted, steps: tuple[bool, ...]) -> None:
        if self._search is None:
            self._search = TalkSearch(self.desk.source)
        self._search_number += 1
        self._steps = steps
        self._begun_at = self.transcript.selection
        self._searched_turns = self.transcript.turns
        if steps:
            self.tell(f"searching for {wanted.said()}…")
        self._in_thread("search", look_for, self._search, wanted, self._searched_turns, self._search_number)

    @on(Searched)
    def _take_hits(self, event: Searched) -> None:
        if event.number != self._search_number:
            return
        steps, self._steps = self._steps, ()
        if event.hits is None:
            self._show_hits(None)
            self.tell(event.failure)
            return
        self._remark = f" · {event.remark}" if event.remark else ""
        self._show_hits(event.hits)
        if not steps:
            return
        if self.transcript.selection == self._begun_at:
            self._go_on(event.hits, steps)
        else:  # whoever works on already is not taken away
            self.tell(f"{len(event.hits)} hits for {event.hits.wanted.said()} · , goes to the next")

    def _go_on(self, hits: Hits, steps: tuple[bool, ...]) -> None:
        selection = self.transcript.selection
        if not len(hits) or selection is None:
            hidden = f" in the turns shown ({way_to(self, 'coding.filter')}: all)" if self.only_uncoded else ""
            self.tell(f"No hit for {hits.wanted.said()}{hidden}{self._remark}.")
            return
        is_round = False
        here, at = selection.segment.start, self._hit
        for forward in steps:
            is_there = at is not None and at < len(hits) and hits.segments[at].start == here
            at, is_over = hits.next_from(here + (is_there and forward), forward=forward)
            is_round, here = is_round or is_over, hits.segments[at].start
        if at is None:
            return
        self._hit = at
        self.transcript.jump(Selection(hits.segments[at], "word"))
        turned = (" · from the start again" if steps[-1] else " · from the end again") if is_round else ""
        self.tell(f"hit {at + 1} of {len(hits)} for {hits.wanted.said()}{turned}{self._remark}")

    def _show_hits(self, hits: Hits | None) -> None:
        if self.hits is not None and hits is not self.hits:
            let_go(self.hits, self.hits.segments)
        self.hits = hits
        self.transcript.show_hits(hits)
        self.show_cursor()

    @property
    def _app(self) -> ScreensApp:
        return cast("ScreensApp", self.app)
