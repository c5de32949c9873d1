"""Asking for one line: a name, a key. What cannot be is said below it, and so is what is only remarkable."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from qualcode.errors.base import QualcodeError
from qualcode.model.identity import LONGEST_NAME
from qualcode.tui.asking.question import Question
from qualcode.tui.drawing.texts import said

if TYPE_CHECKING:
    from textual.app import ComposeResult


def _nothing(_line: str) -> Content:
    return Content("")


class LinePrompt(Question[str]):
    """Ask for a line; gives it without surrounding space, or None when left."""

    CSS_PATH = "line_prompt.tcss"

    def __init__(
        self,
        title: str,
        line: str = "",
        *,
        check: Callable[[str], object],
        remark: Callable[[str], Content] = _nothing,
        placeholder: str = "",
    ) -> None:
        """Ask.

        Args:
            title: what is asked.
            line: what stands there to begin with.
            check: called with the line before it is given; refuses it by raising a `QualcodeError`.
            remark: returns what is to be said of the line while it is typed.
            placeholder: what may stand there.
        """
        super().__init__()
        self._heading = title
        self._line = line
        self._check = check
        self._remark = remark
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Lay out the line and what is said of it."""
        with Vertical(id="prompt") as box:
            box.border_title = said(self._heading)
            box.border_subtitle = "Enter keeps it · Esc leaves"
            yield Input(self._line, placeholder=self._placeholder, max_length=LONGEST_NAME, compact=True)
            yield Static(id="remark")

    def hint(self, placeholder: str) -> None:
        """Say what may stand there, once more is known of it."""
        self.query_one(Input).placeholder = placeholder

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what there is to say of the line."""
        remark = self._remark(event.value.strip())
        self.query_one("#remark", Static).set_class(False, "-refusal").update(remark)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the line, or say why it cannot be."""
        line = event.value.strip()
        try:
            self._check(line)
        except QualcodeError as error:
            self.query_one("#remark", Static).set_class(True, "-refusal").update(said(str(error)))
            return
        self.answer(line)
