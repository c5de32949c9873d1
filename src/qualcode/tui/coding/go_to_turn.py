"""Asking for the number of a turn to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from qualcode.tui.asking.question import Question
from qualcode.tui.drawing.texts import said

if TYPE_CHECKING:
    from textual.app import ComposeResult


class GoToTurn(Question[int]):
    """Ask for a turn; gives its number, from 1 to the highest, or None when left."""

    DEFAULT_CSS = """
    GoToTurn > Input { width: 44; border: round $primary; background: $surface; }
    GoToTurn > Input:focus { border: round $primary; }
    """

    def __init__(self, highest: int) -> None:
        super().__init__()
        self._highest = highest

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        box = Input(placeholder=f"1 to {self._highest}", restrict=r"\d{0,9}")
        box.border_title = "Go to turn"
        box.border_subtitle = "Enter goes · Esc leaves"
        yield box

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the number, or say which there are."""
        number = int(event.value or 0)
        if 1 <= number <= self._highest:
            self.answer(number)
        else:
            event.input.border_subtitle = said(f"There are turns 1 to {self._highest}.")
