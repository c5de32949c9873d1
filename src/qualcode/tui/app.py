"""The terminal UI: which screen is on, who is coding, and the commands of the palette."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.constants import DEFAULT_THEME
from textual.events import Event, Key, Paste

from qualcode.errors.base import QualcodeError
from qualcode.model.display import harmless_line
from qualcode.settings import Settings
from qualcode.tui.drawing.steady_cells import steady
from qualcode.tui.keys.app_keys import AppKeys
from qualcode.tui.keys.commands import place_of
from qualcode.tui.keys.gate import KeyGate
from qualcode.tui.keys.keymap import bound_keys
from qualcode.tui.keys.names import shown_key
from qualcode.tui.threads.left_behind import leave_behind, leave_when_told
from qualcode.tui.threads.settling import Unsettled, settle
from qualcode.tui.threads.tidying import LOOK_EVERY, Tidying, begin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.driver import Driver
    from textual.screen import Screen
    from textual.theme import Theme

    from qualcode.model.transcript import Segment
    from qualcode.project.project import Project
    from qualcode.settings import Value
    from qualcode.tui.coding.looks import CodingLooks
    from qualcode.tui.desk.searching import Wanted
    from qualcode.tui.home_screen import HomeScreen
    from qualcode.tui.memos.screen import MemoScreen
    from qualcode.tui.preview.desk import PreviewDesk


_SETTLE_EVERY = 0.5  # seconds; what a power cut may cost
_FAULTS_TOLD = 3
_FAULT_STAYS = 20  # seconds
_OF_TEXTUAL = ("Theme", "Screenshot")


class Remember(Protocol):
    """Keeps settings by their names for the next time."""

    def __call__(self, **values: Value) -> None:
        """Keep them, or raise a QualcodeError."""


class QualcodeApp(App[None]):
    """One project in a terminal.

    More methods than most classes: Textual calls one for each key and each message of a screen.
    """

    TITLE = "qualcode"
    CSS_PATH = "app.tcss"
    BINDINGS = AppKeys.BINDINGS

    def __init__(
        self,
        project: Project,
        *,
        source: str | None = None,
        settings: Settings | None = None,
        remember: Remember | None = None,
        tour: bool = False,
        preview: PreviewDesk | None = None,
    ) -> None:
        """Show a project.

        Args:
            project: an open one.
            source: that of its sources (by name or GUID) that is shown at once.
            settings: how this person wants the screen to look.
            remember: keeps settings by their names for the next time.
            tour: begin with the tour, in the first source, unless this person has seen it.
            preview: transcripts that are to be looked at and imported first.
        """
        super().__init__()
        self.project = project
        self.settings = settings or Settings()
        self._source = source
        self._preview = preview
        self.bound = bound_keys(self.settings.keys)
        self._remember = remember
        self.searched: Wanted | None = None  # last, in whichever source
        self.suggests_on_moderator = False
        self._begins_with_tour = tour and not self.settings.is_toured
        self.tidying = Tidying()
        self._gate = KeyGate(self, super().on_event)

    def get_driver_class(self) -> type[Driver]:
        """Return what speaks to this terminal, in cells that stay where they are."""
        return steady(super().get_driver_class())

    def on_mount(self) -> None:
        """Show the sources or, where one was named, that source."""
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        if not self.is_headless:
            leave_when_told(self.exit)
        self.set_keymap(self.bound.keymap())
        self._tell_faults()
        self.set_interval(LOOK_EVERY, self._tidy)
        self.set_interval(_SETTLE_EVERY, self._settle)
        if self._source is None:
            self.show_home()
        else:
            self.show_source(self._source)
        if self._preview is not None:
            self.show_preview(self._preview)
        if self._begins_with_tour:
            self.call_after_refresh(self.action_tour)

    def _handle_exception(self, error: Exception) -> None:
        """Give up; where a person can mend it, with the line that says how in place of a traceback."""
        told = getattr(error, "error", error)  # of a worker
        if not isinstance(told, QualcodeError):
            super()._handle_exception(error)
            return
        self._exception = self._exception or told  # for tests
        self._exception_event.set()
        self.exit(return_code=1, message=Text(f"qualcode: {harmless_line(str(told))}"))

    def _tidy(self) -> None:
        self.tidying.keep_libraries()
        self.tidying.look(is_busy=any(worker.is_running for worker in self.workers))

    def _settle(self) -> None:
        if self.project.is_unsettled:
            self.run_worker(partial(settle, self.project, self.post_message), thread=True, group="settle")

    def on_unsettled(self, event: Unsettled) -> None:
        """Say that the disk does not take what was done."""
        self.notify(event.reason, severity="error", markup=False)

    async def on_event(self, event: Event) -> None:
        """Answer an event; keys one by one, and memory is tidied only where none has come for a while."""
        if isinstance(event, Key):
            self.tidying.typed()
        if not isinstance(event, (Key, Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif not self._gate.holds(event):
            await self._gate.let_through(event)

    def simulate_key(self, key: str) -> None:
        """Answer a key that stands for the one that is being answered, before those that wait."""
        self.call_later(self._gate.let_through, Key(key, None))

    def show_home(self) -> None:
        """Show the project's sources."""
        from qualcode.tui.home_screen import HomeScreen

        self.push_screen(HomeScreen(self.project))

    def show_source(self, source: str, at: Segment | None = None) -> None:
        """Show a source, by name or GUID, to be coded, at a segment or where one was; then the sources are there."""
        from qualcode.tui.coding.screen import CodingScreen

        def left(_: None) -> None:
            self.tidying.left()
            if len(self.screen_stack) == 1:
                self.show_home()

        width = self.settings.line_width
        self.push_screen(CodingScreen(self.project, source, self.name_coder, line_width=width, at=at), left)

    def show_preview(self, desk: PreviewDesk) -> None:
        """Show transcripts before they come in."""
        from qualcode.tui.preview.screen import PreviewScreen

        self.push_screen(PreviewScreen(self.project, self.name_coder, desk))

    def on_home_screen_offered(self, event: HomeScreen.Offered) -> None:
        """Show the transcripts that were named before they come in."""
        from qualcode.tui.preview.desk import PreviewDesk

        self.show_preview(PreviewDesk([Path(event.path).expanduser()]))

    def on_home_screen_source_chosen(self, event: HomeScreen.SourceChosen) -> None:
        """Show the source that was chosen."""
        self.show_source(event.guid)

    def on_place_kept(self) -> None:
        """Show on the home screen what was read of the source that was left."""
        from qualcode.tui.home_screen import HomeScreen

        # The thread that keeps places may be done only when the last screen is gone already.
        if self.screen_stack and isinstance(self.screen, HomeScreen):
            self.screen.read_again()

    def action_edit_codebook(self) -> None:
        """Show the codebook editor."""
        from qualcode.tui.codebook.screen import CodebookScreen

        self.push_screen(CodebookScreen(self.project, self.name_coder))

    def action_list_memos(self) -> None:
        """Show all memos, newest first."""
        from qualcode.tui.memos.screen import MemoScreen

        self.push_screen(MemoScreen(self.project, self.name_coder))

    def on_memo_screen_go_to(self, event: MemoScreen.GoTo) -> None:
        """Show what a memo is about: a code in the codebook editor, a source, or the sources."""
        from qualcode.tui.codebook.screen import CodebookScreen

        if event.kind == "code":
            self.push_screen(CodebookScreen(self.project, self.name_coder, event.guid))
        elif event.source_guid is not None:
            self.show_source(event.source_guid, event.segment)
        elif event.kind == "project":
            self.show_home()

    def name_coder(self, name: str) -> Project:
        """Return the project under a coder's name, which is remembered for the next time."""
        from qualcode.tui.screens.project_screen import ProjectScreen

        self.project = replace(self.project, coder=name)
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen):
                screen.project = self.project
        self.remember(coder=name)
        return self.project

    def remember(self, **values: Value) -> None:
        """Keep settings by their names, for now and for the next time."""
        self.settings = replace(self.settings, **values)  # type: ignore[arg-type]  # each as its field has it
        if self._remember:
            try:
                self._remember(**values)
            except QualcodeError as error:
                self.notify(str(error), severity="warning", markup=False)

    def on_coding_looks_line_width_chosen(self, event: CodingLooks.LineWidthChosen) -> None:
        """Remember how wide lines are."""
        self.remember(line_width=event.width)

    def _keep_theme(self, theme: Theme) -> None:
        if theme.name != (self.settings.theme or DEFAULT_THEME):
            self.remember(theme=theme.name)

    def action_turn_light(self) -> None:
        """Turn from dark to light or back."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def _tell_faults(self) -> None:
        faults = self.bound.faults
        for fault in faults[:_FAULTS_TOLD]:
            self.notify(fault, severity="warning", timeout=_FAULT_STAYS, markup=False)
        if len(faults) > _FAULTS_TOLD:
            more = f"There are {len(faults) - _FAULTS_TOLD} more such lines: `qualcode keys` shows them."
            self.notify(more, severity="warning", timeout=_FAULT_STAYS, markup=False)

    def action_tour(self) -> None:
        """Begin the tour, in the source that is open or the first one; end it where it is on."""
        from qualcode.tui.coding.screen import CodingScreen

        open_screen = next((screen for screen in self.screen_stack if isinstance(screen, CodingScreen)), None)
        if open_screen is None:
            sources = self.project.source_list()
            if not sources:
                self.notify("The tour needs a transcript: `qualcode demo` has some.", markup=False)
                return
            self.show_source(sources[0].guid)
            self.call_after_refresh(self.action_tour)
        elif self.screen is not open_screen and not open_screen.query("TourPanel"):
            self.notify("The tour is taken on the coding screen: go back to it first.", markup=False)
        elif not open_screen.end_tour():
            open_screen.start_tour()

    def on_tour_panel_done(self) -> None:
        """Never begin with the tour again."""
        self.remember(is_toured=True)

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as people write it."""
        return binding.key_display or shown_key(binding.key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Offer no screen from itself."""
        return not self.screen_stack or action != getattr(self.screen, "OPENED_BY", None)

    def action_help(self) -> None:
        """Show the keys of the screen in use."""
        from qualcode.tui.help_screen import HelpScreen
        from qualcode.tui.offers import help_sections

        if isinstance(self.screen, HelpScreen):
            self.screen.action_leave()
        elif not isinstance(self.screen, CommandPalette):
            title = f"Keys of {place_of(self.screen).title}"
            self.push_screen(HelpScreen(title, help_sections(self.screen)))

    def action_command_palette(self) -> None:
        """Show the command palette."""
        from qualcode.tui.command_finder import CommandFinder

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandFinder(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what can be done on the screen, with its keys, and what every app can."""
        from qualcode.tui.offers import offers

        for words, (keys, run_it) in offers(screen).items():
            yield SystemCommand(words, f"Key {keys}" if keys else "no key", run_it)
        for command in super().get_system_commands(screen):
            if command.title in _OF_TEXTUAL:
                yield command


def run(
    project: Project,
    *,
    source: str | None = None,
    settings: Settings | None = None,
    remember: Remember | None = None,
    tour: bool = False,
    preview: PreviewDesk | None = None,
) -> None:
    """Show a project in this terminal until the person leaves.

    Raises:
        SystemExit: with another code than 0, where the screen had to give up.
    """
    begin()
    project.hurry()
    # Suggestions are looked for in a thread meanwhile: keys are answered sooner when threads take turns more often.
    sys.setswitchinterval(0.001)
    app = QualcodeApp(project, source=source, settings=settings, remember=remember, tour=tour, preview=preview)
    app.run()
    leave_behind(app.return_code or 0)
    if app.return_code:
        path = harmless_line(str(project.path))
        print(f"The screen had to give up. What you did up to then is in {path}.", file=sys.stderr)  # noqa: T201  # there is no screen any more
        sys.exit(app.return_code)
