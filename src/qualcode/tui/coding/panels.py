"""The panels of the coding screen: the codebook and the suggestions, beside the transcript or over it.

What an act changes in them is drawn when no key has come for a moment: the answer to a key is in the transcript, and
whoever types on waits for nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from qualcode.tui.codebook.panel import CodebookPanel
from qualcode.tui.desk.open_suggestions import place_of
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.suggestions.panel import SuggestionPanel
from qualcode.tui.threads.letting_go import let_go

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from qualcode.model.coding import Suggestion
    from qualcode.tui.desk.desk import Desk

WIDE = 120  # columns from which on codebook and suggestions stand beside the transcript
_MOMENT = 0.25  # seconds without a key: longer than between the keys of somebody who types


class CodingPanels(Screen[None]):
    """What stands beside the transcript.

    Attributes:
        suggestion: the current one, if any.
        suggestions_state: what is going on with them, such as `thinking…`; empty where nothing is.
    """

    def __init__(self) -> None:
        super().__init__()
        self.suggestion: Suggestion | None = None
        self.suggestions_state = "thinking…"
        self._desk: Desk | None = None
        self._suggestions_shown: object = None
        self._wants_panel: dict[str, bool | None] = {"codebook": None, "suggestions": None}
        self._moment: Timer | None = None

    @property
    def desk(self) -> Desk:
        """The source and what is being done to it; keys reach nothing that asks before it is open."""
        if self._desk is None:
            raise RuntimeError("the source is not open yet")
        return self._desk

    def compose_panels(self) -> ComposeResult:
        """Lay out the panels."""
        yield CodebookPanel(id="codebook")
        yield SuggestionPanel(id="suggestions")

    def on_unmount(self) -> None:
        """Let go of the source; no message reaches this screen any more."""
        if self._desk is not None:
            let_go(self._desk, *self._desk.many())
        self._desk = self.suggestion = self._suggestions_shown = None

    def show_beside(self) -> None:
        """Draw the codebook with its numbers, and the suggestions."""
        if self._moment is not None:
            self._moment.stop()
            self._moment = None
        if self._desk is not None:
            self.query_one(CodebookPanel).show(self.desk.codebooks, self.desk.codings.counts())
            self.show_suggestions()

    def show_beside_soon(self) -> None:
        """Draw them once no key has come for a moment."""
        if self._moment is None:
            self._moment = self.set_timer(_MOMENT, self.show_beside)

    def wait_again(self) -> None:
        """Let what is drawn in a moment wait: a key came."""
        if self._moment is not None:
            self._moment.reset()

    def show_suggestions(self) -> None:
        """Draw the suggestions and which of them is the current one."""
        found = self.desk.suggestions
        place = place_of(found, self.suggestion)
        state = self.suggestions_state or (
            f"{len(found)} · {way_to(self, 'coding.next-suggestion')} shows them" if found else "none"
        )
        self.show_in_panel(found, place, state)

    def show_in_panel(self, found: tuple[Suggestion, ...], place: int | None, state: str) -> None:
        """Draw suggestions, unless these are drawn already; very many are not compared one by one."""
        shown = (id(found), place, self.desk.codebooks, state)
        if shown != self._suggestions_shown:
            self._suggestions_shown = shown
            self.query_one(SuggestionPanel).show(found, place, self.desk.codebooks, state)

    def show_panels(self) -> None:
        """Show the panels that were asked for or, on a wide screen, were not sent away."""
        is_wide = self.size.width >= WIDE
        shown = 0
        for name, wanted in self._wants_panel.items():
            panel = self.query_one(f"#{name}")
            panel.display = is_wide if wanted is None else wanted
            # Over the text it leaves the lines above and below in sight.
            panel.styles.height = None if is_wide else max(3, self.size.height - 4)
            shown += panel.display
        self.set_class(shown == 1, "-one-panel")
        self.set_class(shown == 2, "-two-panels")

    def close_panels(self) -> None:
        """Send both panels away."""
        self._wants_panel = dict.fromkeys(self._wants_panel, False)
        self.show_panels()

    def turn_panel(self, name: str) -> None:
        """Show a panel, or send it away; a narrow screen has room for one at a time."""
        is_wanted = not self.query_one(f"#{name}").display
        if is_wanted and self.size.width < WIDE:
            self.close_panels()
        self._wants_panel[name] = is_wanted
        self.show_panels()
