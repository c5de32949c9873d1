"""The terminal UI: which screen is on, who is coding, and the commands of the palette."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.constants import DEFAULT_THEME

from qualcode.errors import QualcodeError
from qualcode.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.dom import DOMNode
    from textual.screen import Screen
    from textual.theme import Theme

    from qualcode.project import Project
    from qualcode.settings import Value
    from qualcode.tui.coding_looks import CodingLooks
    from qualcode.tui.home_screen import HomeScreen
    from qualcode.tui.memo_screen import MemoScreen


class Remember(Protocol):
    """Keeps settings by their names for the next time."""

    def __call__(self, **values: Value) -> None:
        """Keep them, or raise a QualcodeError."""


class QualcodeApp(App[None]):
    """One project in a terminal."""

    TITLE = "qualcode"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("E", "edit_codebook", "Edit the codebook"),
        Binding("I", "list_memos", "List of memos"),
        Binding("L", "turn_light", "Light or dark", show=False),
    ]

    def __init__(
        self,
        project: Project,
        *,
        source: str | None = None,
        settings: Settings | None = None,
        remember: Remember | None = None,
    ) -> None:
        """Show a project.

        Args:
            project: an open one.
            source: that of its sources (by name or GUID) that is shown at once.
            settings: how this person wants the screen to look.
            remember: keeps settings by their names for the next time.
        """
        super().__init__()
        self.project = project
        self.settings = settings or Settings()
        self._source = source
        self._remember = remember

    def on_mount(self) -> None:
        """Show the sources or, where one was named, that source."""
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        if self._source is None:
            self.show_home()
        else:
            self.show_source(self._source)

    def show_home(self) -> None:
        """Show the project's sources."""
        from qualcode.tui.home_screen import HomeScreen

        self.push_screen(HomeScreen(self.project))

    def show_source(self, source: str) -> None:
        """Show a source, by name or GUID, to be coded; on leaving it the sources are there."""
        from qualcode.tui.coding_screen import CodingScreen

        def left(_: None) -> None:
            if len(self.screen_stack) == 1:
                self.show_home()

        self.push_screen(CodingScreen(self.project, source, self.name_coder, line_width=self.settings.line_width), left)

    def on_home_screen_source_chosen(self, event: HomeScreen.SourceChosen) -> None:
        """Show the source that was chosen."""
        self.show_source(event.guid)

    def action_edit_codebook(self) -> None:
        """Show the codebook editor."""
        from qualcode.tui.codebook_screen import CodebookScreen

        self.push_screen(CodebookScreen(self.project, self.name_coder))

    def action_list_memos(self) -> None:
        """Show all memos, newest first."""
        from qualcode.tui.memo_screen import MemoScreen

        self.push_screen(MemoScreen(self.project, self.name_coder))

    def on_memo_screen_go_to(self, event: MemoScreen.GoTo) -> None:
        """Show what a memo is about: a code in the codebook editor, a source, or the sources."""
        from qualcode.tui.codebook_screen import CodebookScreen

        if event.kind == "code":
            self.push_screen(CodebookScreen(self.project, self.name_coder, event.guid))
        elif event.source_guid is not None:
            self.show_source(event.source_guid)
        elif event.kind == "project":
            self.show_home()

    def name_coder(self, name: str) -> Project:
        """Return the project under a coder's name, which is remembered for the next time."""
        from qualcode.tui.project_screen import ProjectScreen

        self.project = replace(self.project, coder=name)
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen):
                screen.project = self.project
        self.remember(coder=name)
        return self.project

    def remember(self, **values: Value) -> None:
        """Keep settings by their names, for this session and for the next time."""
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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the keys of the screen do, and what every app can."""
        seen = set()
        for namespace, binding, is_enabled, _ in list(screen.active_bindings.values()):
            if is_enabled and binding.description and binding.action not in seen:
                seen.add(binding.action)

                async def run(action: str = binding.action, node: DOMNode = namespace) -> None:
                    await self.run_action(action, node)

                yield SystemCommand(binding.description, f"Key {self.get_key_display(binding)}", run)
        yield from super().get_system_commands(screen)


def run(
    project: Project, *, source: str | None = None, settings: Settings | None = None, remember: Remember | None = None
) -> None:
    """Show a project in this terminal until the user leaves."""
    # Suggestions are looked for in a thread meanwhile: keys are answered sooner when threads take turns more often.
    sys.setswitchinterval(0.001)
    QualcodeApp(project, source=source, settings=settings, remember=remember).run()
