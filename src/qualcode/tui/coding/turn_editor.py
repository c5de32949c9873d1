"""Correcting the text of one turn. Ctrl+S makes it the text; Esc leaves it as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import Static, TextArea

from qualcode.model.display import harmless, with_edits
from qualcode.tui.asking.question import Question
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class TurnEditor(Question[str]):
    """Ask for the text of a turn; gives it, or None when nothing was changed or the editor was left."""

    CSS_PATH = "turn_editor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Make it the text", priority=True, id="turn.keep", group=ANSWER),
        Binding("escape", "leave", "Leave the text as it was", priority=True, id="turn.leave", group=ANSWER),
    ]

    def __init__(self, title: str, talk: str, *, typed: str | None = None) -> None:
        """Ask.

        Args:
            title: what is corrected.
            talk: the text that stands.
            typed: what somebody typed in its place before, to go on with; the text that stands is shown above it.
        """
        super().__init__()
        self._heading = title
        self._standing = talk
        self._typed = typed
        self._talk = talk if typed is None else typed
        self._shown = harmless(self._talk)

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        is_again = self._typed is not None
        if is_again:
            standing = Static(harmless(self._standing), markup=False)
            standing.border_title = said(self._heading)
            yield standing
        area = TextArea(self._shown, soft_wrap=True)
        area.border_title = "your words" if is_again else said(self._heading)
        area.border_subtitle = "Ctrl+S makes it the text; codings go along · Esc leaves it as it was"
        yield area

    def action_keep(self) -> None:
        """Close and hand over the words, if they were changed."""
        text = self.query_one(TextArea).text
        words = with_edits(self._talk, self._shown, text)
        self.answer(None if words == self._standing else words)
