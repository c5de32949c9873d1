"""Asking once before something that reaches far."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import Static

from qualcode.model.display import harmless
from qualcode.tui.asking.question import Question
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Confirmation(Question[bool]):
    """Ask whether to go on; gives True, or None when left."""

    DEFAULT_CSS = """
    Confirmation > Static {
        width: 90%; max-width: 76; height: auto; padding: 1 2; border: round $primary; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", "Go on", id="question.go-on", group=ANSWER)]

    def __init__(self, title: str, text: str, verb: str) -> None:
        """Ask; `verb` says what Enter does, such as `joins them`."""
        super().__init__()
        self._heading = title
        self._text = text
        self._verb = verb

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        box = Static(harmless(self._text), markup=False)
        box.border_title = said(self._heading)
        box.border_subtitle = said(f"Enter {self._verb} · Esc leaves")
        yield box

    def action_go_on(self) -> None:
        """Answer yes."""
        self.answer(True)
