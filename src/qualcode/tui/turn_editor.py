"""Correcting the text of one turn. Ctrl+S makes it the text; Esc leaves it as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import TextArea

from qualcode.model.display import harmless
from qualcode.tui.drawing import said
from qualcode.tui.key_groups import ANSWER
from qualcode.tui.question import Question

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

    def __init__(self, title: str, talk: str) -> None:
        super().__init__()
        self._heading = title
        self._talk = talk
        self._shown = harmless(talk)

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        area = TextArea(self._shown, soft_wrap=True)
        area.border_title = said(self._heading)
        area.border_subtitle = "Ctrl+S makes it the text; codings go along · Esc leaves it as it was"
        yield area

    def action_keep(self) -> None:
        """Close and hand over the words, if they were changed."""
        text = self.query_one(TextArea).text
        self.answer(None if text == self._shown else with_edits(self._talk, self._shown, text))


def with_edits(talk: str, shown: str, edited: str) -> str:
    """Return a text with the edits made on how it was shown: what was not touched stays as it is, whatever it is.

    Args:
        talk: the text.
        shown: the same, character by character, harmless for a terminal.
        edited: what was made of `shown`.
    """
    if talk == shown:
        return edited
    from rapidfuzz.distance import Levenshtein

    return "".join(
        talk[step.src_start : step.src_end] if step.tag == "equal" else edited[step.dest_start : step.dest_end]
        for step in Levenshtein.opcodes(shown, edited)
    )
