"""What the coding screen shows: a source, its codings and suggestions, as they stand in the project.

A source is opened in a thread, its text first and its codings after it; suggestions follow once the screen has been
painted. Twice a second the board looks whether somebody else changed the project, and loads again what they did.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on

from qualcode.errors.base import QualcodeError
from qualcode.tui.codebook.panel import CodebookPanel
from qualcode.tui.coding.cursor_lines import CursorLines
from qualcode.tui.coding.panels import WIDE
from qualcode.tui.coding.status import StatusLines
from qualcode.tui.desk.desk import Desk
from qualcode.tui.desk.loading import (
    Failed,
    Loaded,
    Opened,
    Remarked,
    Suggested,
    load_again,
    look_for_suggestions,
    open_source,
)
from qualcode.tui.desk.open_suggestions import place_of
from qualcode.tui.keys.code_keys import KeyTable, key_table
from qualcode.tui.threads.left_behind import giving_way, left_behind
from qualcode.tui.threads.letting_go import Once, let_go
from qualcode.tui.transcript.lines import LINE_WIDTH
from qualcode.tui.transcript.selection import touches
from qualcode.tui.transcript.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Suggestion
    from qualcode.model.transcript import Segment
    from qualcode.project.project import Project
    from qualcode.project.snapshots import ReadingPlace
    from qualcode.tui.desk.history import Change
    from qualcode.tui.screens.screens_app import ScreensApp

_LOOK_EVERY = 0.5  # seconds between looks at what others did


class CodingBoard(CursorLines):
    """One source with all that stands around it; what the keys do is said by `CodingScreen`.

    More methods than most classes: one for each part of the screen that is drawn by itself, so that only it is drawn.
    """

    CSS_PATH = "screen.tcss"
    PARTS = (Transcript, CodebookPanel)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  # declared so by Textual

    def __init__(
        self,
        project: Project,
        source: str,
        name_coder: Callable[[str], Project],
        *,
        line_width: int = LINE_WIDTH,
        at: Segment | None = None,
    ) -> None:
        """Show a source, by name or GUID, at that segment or where this coder was the last time.

        `name_coder` keeps a coder's name and returns the project under it.
        """
        super().__init__()
        self.project = project
        self._name_coder = name_coder
        self.keys = KeyTable({}, ())
        self._wanted = source
        self.wanted_at = at
        self._line_width = line_width
        self._codebooks: tuple[Codebook, ...] = ()  # those whose keys and cues are in use
        self._is_loading = False
        self._threads: dict[str, Once] = {}  # what each is doing or did last
        self._last_failure = ""
        self.remarks: tuple[str, ...] = ()  # on the languages spoken

    @property
    def is_open(self) -> bool:
        """Whether the source is read, so that keys reach it."""
        return self._desk is not None

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Transcript(self.follow, line_width=self._line_width, id="transcript")
        yield from self.compose_panels()
        yield StatusLines(1, id="place")
        yield StatusLines(3, id="below")

    def on_mount(self) -> None:
        """Open the source, and look from then on what others do."""
        self.query_one("#place", StatusLines).say(0, [("opening…", "dim")])
        self.transcript.focus()
        self._in_thread("load", open_source, self.project, self._wanted)
        self.set_interval(_LOOK_EVERY, self.look)

    def on_unmount(self) -> None:
        """Hold nothing any more of what threads were given."""
        for work in self._threads.values():
            work.forget()

    def on_resize(self) -> None:
        """Put codebook and suggestions beside the transcript, or away."""
        self.show_panels()

    @on(Opened)
    def _show_source(self, event: Opened) -> None:
        if self._desk is not None:
            let_go(self._desk, *self._desk.many())
            self.leave_text()
        self._desk = Desk(self.project, event.source, event.loaded)
        self._is_loading = True
        self._codebooks = self.desk.codebooks
        self.keys = key_table(self._codebooks)
        for fault in self.keys.faults:
            self.notify(fault, severity="warning", markup=False)
        self.resume(event.place)
        self.transcript.show(self.desk, event.source.turns)
        self.begin()
        self.show_all()
        self.call_after_refresh(self.suggest)

    def resume(self, place: ReadingPlace | None) -> None:
        """Select where this coder was the last time."""

    def leave_text(self) -> None:
        """Drop what points into the text that was shown: the source has a new one."""
        self.only_uncoded = False
        self.suggestion = None
        self.wanted_at = None
        self._told = [("This transcript was revised: the new text is shown.", "bold")]

    def begin(self) -> None:
        """Take up work on the source, now that it is shown."""

    @on(Loaded)
    def _show_loaded(self, event: Loaded) -> None:
        self._is_loading = False
        try:
            is_taken = self.desk.replace(event.loaded)
        except QualcodeError as error:
            self._tell_once(str(error))
            return
        if not is_taken:
            self.look()
            return
        self._last_failure = ""
        self.show_loaded()
        self._take_codebooks()

    def _take_codebooks(self) -> None:
        """Take the keys and, where cues are others, suggestions from the codebooks as they stand."""
        from qualcode.suggestions.cues.rules import rules_for

        before, self._codebooks = self._codebooks, self.desk.codebooks
        if self._codebooks != before:
            self.keys = key_table(self._codebooks)
            language = self.desk.source.language
            if rules_for(before, language) != rules_for(self._codebooks, language):
                self.suggest()

    def show_loaded(self) -> None:
        """Draw what was loaded anew."""
        self.transcript.refresh_codings()
        self.show_all()

    @on(Failed)
    def _show_failed(self, event: Failed) -> None:
        self._is_loading = False
        self._tell_once(event.reason)
        if self._desk is None:
            self.query_one("#place", StatusLines).say(0, [(event.reason, "bold")])

    def _tell_once(self, reason: str) -> None:
        """Tell of a failure that comes back at every look, the first time only."""
        if reason != self._last_failure:
            self._last_failure = reason
            self.notify(reason, severity="error", markup=False)

    @on(Suggested)
    def _show_suggested(self, event: Suggested) -> None:
        if event.failure:
            self.notify(event.failure, severity="error", markup=False)
        self.take_suggestions(event.suggestions)
        if event.is_more_to_come:
            self.desk.await_suggestions()
        self.suggestions_state = ""
        self.show_suggestions()
        self.show_cursor()  # a key leads to them now

    @on(Remarked)
    def _tell_remarks(self, event: Remarked) -> None:
        new = [remark for remark in event.remarks if remark not in self.remarks]
        self.remarks = event.remarks
        for remark in new:
            self.notify(remark, markup=False)

    def take_suggestions(self, found: tuple[Suggestion, ...]) -> None:
        """Take suggestions, in order of place, instead of those there are."""
        self.desk.take_suggestions(found)

    def look(self) -> None:
        """Load again if somebody else acted."""
        if self._desk is None or self._is_loading:
            return
        try:
            self._desk.look()
        except QualcodeError as error:
            self._tell_once(str(error))
            return
        self._load_outdated()

    def _load_outdated(self) -> None:
        if self.desk.outdated and not self._is_loading:
            self._is_loading = True
            self._in_thread("load", load_again, self.project, self.desk.source)

    def suggest(self) -> None:
        """Look for suggestions."""
        self.suggestions_state = "thinking…"
        self.show_suggestions()
        self.desk.await_suggestions()
        app = cast("ScreensApp", self.app)
        is_typed_now, with_moderator = app.tidying.is_typed_now, app.suggests_on_moderator

        def work(stop: Callable[[], bool]) -> None:
            rests = giving_way(stop, is_typed_now)
            source = self.desk.source.guid
            look_for_suggestions(self.project, source, self.post_message, rests, with_moderator=with_moderator)

        self.run_worker(left_behind(work), exclusive=True, group="suggest")

    def show_change(self, change: Change) -> None:
        """Draw what an act changed."""
        self.transcript.refresh_each((*change.before, *change.after))
        if change.bookmarked:
            self.transcript.refresh()
        if place_of(self.desk.suggestions, self.suggestion) is None:
            self.suggestion = None
        if change.is_wider:
            self._take_codebooks()
        self._progress = self.desk.progress()
        self.show_beside_soon()
        self.show_cursor()
        self._load_outdated()

    def show_all(self) -> None:
        """Draw everything that stands around the transcript."""
        self._progress = self.desk.progress()
        self.show_beside()
        self.show_cursor()

    def follow(self) -> None:
        """Draw what belongs to another selection; a suggestion that is out of it is no more the current one."""
        if self._desk is None:
            return
        chosen = self.transcript.selection
        if self.suggestion and chosen and not touches(chosen.segment, self.suggestion.segment):
            self.suggestion = None
            self.show_suggestions()
        self.show_cursor()

    def take_coder(self, name: str) -> None:
        """Go on under that coder's name."""
        self.project = self.desk.project = self._name_coder(name)

    def _in_thread(self, group: str, work: Callable[..., None], *arguments: object) -> None:
        if group in self._threads:
            self._threads[group].forget()
        do = self._threads[group] = Once(partial(work, *arguments, self.post_message))
        self.run_worker(do, thread=True, exclusive=True, group=group)
