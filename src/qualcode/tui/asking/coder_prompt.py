"""Asking who is coding, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Input, Static

from qualcode.errors.values import InvalidValueError
from qualcode.model.display import harmless_line
from qualcode.model.identity import LONGEST_NAME, checked_name
from qualcode.tui.asking.question import Question
from qualcode.tui.drawing.texts import said

if TYPE_CHECKING:
    from textual.app import ComposeResult

_WHY = "Every coding is kept under the name of who made it, so that two coders can be compared."


class CoderPrompt(Question[str]):
    """Ask for the coder's name; gives a name that may be stored, or None when left."""

    CSS_PATH = "coder_prompt.tcss"

    def __init__(self, proposed: str) -> None:
        super().__init__()
        self._proposed = harmless_line(proposed)

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(id="coder") as box:
            box.border_title = "Who is coding?"
            box.border_subtitle = "Enter keeps it · Esc leaves"
            yield Static(_WHY, markup=False)
            yield Input(self._proposed, placeholder="your name", max_length=LONGEST_NAME, compact=True)
            yield Static(id="refusal", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the name, or say what is wrong with it."""
        try:
            self.answer(checked_name("Coder", event.value))
        except InvalidValueError as error:
            self.query_one("#refusal", Static).update(said(str(error)))
