"""The coding screen: what its keys do.

Lower-case letters and digits are codes; arrows move; Shift grows; capitals and signs are commands. Each key is one call
below, committed before its effect is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding

from qualcode.tui.codebook.panel import CodebookPanel
from qualcode.tui.coding.acts import CodingActs
from qualcode.tui.coding.autocode import CodingAutocode
from qualcode.tui.coding.confidence import CodingConfidence
from qualcode.tui.coding.edges import CodingEdges
from qualcode.tui.coding.editing import CodingEditing
from qualcode.tui.coding.looks import CodingLooks
from qualcode.tui.coding.memos import CodingMemos
from qualcode.tui.coding.moderator import CodingModerator
from qualcode.tui.coding.moves import CodingMoves
from qualcode.tui.coding.reading import CodingReading
from qualcode.tui.coding.review import CodingReview
from qualcode.tui.coding.stale import CodingStale
from qualcode.tui.coding.status import Key, waiting_line
from qualcode.tui.keys.code_keys import Apply, Wait, command_key, extended, is_key_start, meaning, sign_key
from qualcode.tui.keys.groups import CODE, MORE, SEE, SUGGESTIONS, Hint
from qualcode.tui.keys.keymap import key_of, way_to
from qualcode.tui.suggestions.panel import SuggestionPanel

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from qualcode.model.coding import Coding
    from qualcode.tui.screens.screens_app import ScreensApp

_OFTEN = (
    ("coding.pick", "find"),
    ("transcript.next-turn", "turn"),
    ("transcript.next-sentence", "sentence"),
    ("transcript.end-on", "grow"),
    ("coding.undo", "undo"),
)
_OF_CODING = (("coding.remove", "remove"), ("coding.memo", "memo"), ("coding.report", "report"))
_OF_SEARCH = (("coding.next-hit", "next hit"), ("coding.previous-hit", "hit before"), ("coding.autocode", "code all"))
_OF_SUGGESTION = (
    ("coding.accept", "accept"),
    ("coding.reject", "reject"),
    ("coding.accept-selection", "accept for selection"),
    ("coding.next-suggestion", "next"),
    ("coding.undo", "undo"),
)
_ALWAYS = frozenset({"leave", "quit", "history", "frequencies"})  # of use before the source is open


class CodingScreen(
    CodingEditing,
    CodingLooks,
    CodingMoves,
    CodingAutocode,
    CodingReading,
    CodingActs,
    CodingEdges,
    CodingReview,
    CodingModerator,
    CodingStale,
    CodingMemos,
    CodingConfidence,
):
    """One source under the keys of a coder.

    More methods than most classes: Textual calls one for each key.
    """

    HINTS: ClassVar[tuple[Hint, ...]] = ((CODE, "a–z 0–9", "Apply the code that has this key to what is selected"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "Find a code by a few letters of its name, or make one", id="coding.pick", group=CODE),
        Binding("full_stop", "repeat", "The same code again", id="coding.repeat", group=CODE),
        Binding("delete,backspace", "remove", "Remove the coding under the cursor", id="coding.remove", group=CODE),
        Binding("M", "memo", "Memo on the coding", id="coding.memo", group=CODE),
        Binding(
            "asterisk", "choose_for_report", "Choose the quote for the report, or not", id="coding.report", group=CODE
        ),
        Binding("U,ctrl+z", "undo", "Undo", id="coding.undo", group=CODE),
        Binding("R,ctrl+y", "redo", "Redo", id="coding.redo", group=CODE),
        Binding("tab", "suggestion(1)", "Next suggestion", id="coding.next-suggestion", group=SUGGESTIONS),
        Binding("shift+tab", "suggestion(-1)", "Suggestion before", id="coding.previous-suggestion", group=SUGGESTIONS),
        Binding("plus", "accept", "Accept the suggestion", id="coding.accept", group=SUGGESTIONS),
        Binding(
            "equals_sign",
            "accept_selection",
            "Accept it for what is selected now",
            id="coding.accept-selection",
            group=SUGGESTIONS,
        ),
        Binding("minus", "reject", "Reject the suggestion", id="coding.reject", group=SUGGESTIONS),
        Binding("F", "filter", "Only uncoded turns of participants, or all", id="coding.filter", group=SEE),
        Binding("C", "codebook", "Codebook: go to it, send it away", id="coding.codebook-panel", group=SEE),
        Binding("S", "suggestions", "Suggestions: show, send away", id="coding.suggestions-panel", group=SEE),
        Binding("T", "frequencies", "Theme frequency table", id="coding.frequencies", group=SEE),
        Binding("H", "history", "History of what was done", id="coding.history", group=SEE),
        Binding("escape", "leave", "Back to the sources", id="coding.leave", group=MORE),
        Binding("Q", "quit", "Quit; everything is saved already", id="coding.quit", group=MORE),
    ]

    _typed = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let keys do nothing before the source is open, but for those that leave."""
        return self._desk is not None or action in _ALWAYS

    def on_key(self, event: events.Key) -> None:
        """Take code keys, and what completes one that was begun; leave everything else to the bindings."""
        character = event.character or ""
        self._told = None
        if self._desk is None:
            return
        self.wait_again()
        if self._typed and event.key in ("enter", "escape"):
            event.stop()
            self._complete(is_kept=event.key == "enter")
        elif is_key_start(character) or (self._typed and character and self.keys.begins(self._typed + character)):
            event.stop()
            self._type(character)
        else:
            self._forget_typed()
            command = command_key(character)
            if command:
                event.stop()
                # From the app itself: what a screen sends does not come up to the app's bindings again.
                self.app.call_later(self.app.simulate_key, command)

    def _type(self, character: str) -> None:
        self._typed = extended(self.keys, self._typed, character)
        now = meaning(self.keys, self._typed)
        if isinstance(now, Wait):
            self.tell(waiting_line(now))
            return
        # Bindings run in the app's own turn. What a code key does waits there too, behind the keys pressed before it:
        # typed quickly, or over a slow line, a code would else be applied before the cursor has moved.
        if isinstance(now, Apply):
            self._typed = ""  # where the cursor is will be drawn with what comes of it
            self.app.call_later(self.apply, now.code.guid)
            return
        typed = self._typed
        self._forget_typed()
        if typed in ("j", "k") and not self.keys.begins("j") and not self.keys.begins("k"):
            self.app.call_later(self.transcript.action_go, "turn", typed == "j")
        elif sign := sign_key(typed):
            self.app.call_later(self.app.simulate_key, sign)
        else:
            self.tell(
                f"No code has the key {typed}. {way_to(self, 'coding.pick')} finds codes by name, "
                f"{way_to(self, 'app.keys')} shows all keys."
            )

    def _complete(self, *, is_kept: bool) -> None:
        exact = self.keys.codes.get(self._typed)
        self._forget_typed()
        if is_kept and exact:
            self.app.call_later(self.apply, exact.guid)

    def _forget_typed(self) -> None:
        if self._typed:
            self._typed = ""
            self.show_cursor()

    def action_filter(self) -> None:
        """Show only the turns of participants that are not coded now, or all turns again."""
        turns = () if self.only_uncoded else self.desk.uncoded()
        if not turns and not self.only_uncoded:
            self.tell("Every turn of a participant is coded.")
            return
        self.only_uncoded = bool(turns)
        self.transcript.show(self.desk, turns or self.desk.source.turns)
        self.show_cursor()

    def action_codebook(self) -> None:
        """Go to the codebook; from there, send it away."""
        panel = self.query_one(CodebookPanel)
        if panel.has_focus or not panel.display:
            self.turn_panel("codebook")
        (panel if panel.display else self.transcript).focus()

    def action_suggestions(self) -> None:
        """Show the suggestions or send them away."""
        self.turn_panel("suggestions")

    @on(CodebookPanel.Chosen)
    def _apply_chosen(self, event: CodebookPanel.Chosen) -> None:
        self.transcript.focus()
        self.apply(event.code_guid)

    @on(SuggestionPanel.Chosen)
    def _select_chosen(self, event: SuggestionPanel.Chosen) -> None:
        self.transcript.focus()
        self.go_to_suggestion(self.stream[event.index])

    def action_frequencies(self) -> None:
        """Open the theme frequency table."""
        from qualcode.tui.tables.screen import TablesScreen

        self.app.push_screen(TablesScreen(self.project))

    def action_history(self) -> None:
        """Open the history."""
        from qualcode.tui.screens.history_screen import HistoryScreen

        self.app.push_screen(HistoryScreen(self.project))

    def leave_text(self) -> None:
        """Drop search, edges and what was typed."""
        super().leave_text()
        self.edged = None
        self._typed = ""
        self.end_search()

    def action_leave(self) -> None:
        """Leave what has the focus, else the search, else the source."""
        if not self.is_active:  # keys are quicker than screens close
            return
        if self._acts_waiting is not None:
            self._acts_waiting.append(self.action_leave)
        elif not self.transcript.has_focus:
            self.transcript.focus()
        elif self.edged is not None:
            self.leave_edges()
        elif self.has_class("-narrow") and self.has_class("-one-panel"):
            self.close_panels()
        elif not self.end_search() and not self.end_tour():
            self.keep_place()
            self.dismiss()

    def action_quit(self) -> None:
        """End the program, once the acts that were asked for are done."""
        if self._acts_waiting is not None:
            self._acts_waiting.append(self.action_quit)
        else:
            self.app.exit()

    def start_tour(self) -> None:
        """Show the tour's first card."""
        from qualcode.tui.coding.tour_panel import TourPanel

        self.mount(TourPanel(self))

    def end_tour(self) -> bool:
        """Send the tour's card away, for good; tell whether it was there."""
        from qualcode.tui.coding.tour_panel import TourPanel

        card = next((card for card in self.query(TourPanel) if card.display), None)
        if card:
            card.display = False
            self.post_message(TourPanel.Done())
            card.remove()
        return card is not None

    def sensible_keys(self, codings: list[Coding]) -> list[Key]:
        """Return the keys that are of use now."""
        if self._typed:
            return [("Esc", "never mind")]
        if self.edged is not None:
            return self.edge_keys()
        commands = [("app.keys", "keys")]
        if self.hits is not None:
            commands += _OF_SEARCH
        if self.suggestion is not None:
            commands += _OF_SUGGESTION
        else:
            commands += _OFTEN[:1]
            if any(coding.coder == self.project.coder for coding in codings):
                commands += _OF_CODING
            if self.desk.suggestions:
                commands.append(("coding.next-suggestion", "suggestion"))
            commands += _OFTEN[1:]
        keys = [(key_of(self, name), what) for name, what in commands]
        keys.append((key_of(self, "coding.leave"), "sources" if self.hits is None else "end search"))
        if self.suggestion is None:
            keys.insert(1, ("a–z", "code"))
            # Where no panel says so; early, so that it stays on a narrow screen.
            is_unsaid = (
                cast("ScreensApp", self.app).suggests_on_moderator and not self.query_one(SuggestionPanel).display
            )
            if is_unsaid:
                keys.insert(2, (key_of(self, "coding.suggest-moderator"), "moderator off"))
        return [(key, what) for key, what in keys if key]
