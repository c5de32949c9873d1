"""Writing a memo. No key throws words away: both Ctrl+S and Esc keep them; undoing takes them back afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import TextArea

from qualcode.model.display import harmless
from qualcode.tui.asking.question import Question
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class MemoEditor(Question[str]):
    """Ask for a memo; gives its text, empty to take the memo off, or None when nothing was changed.

    Attributes:
        EMPTY: what an empty text does, as it is told.
        ASKED: what stands where nothing is written yet.
    """

    EMPTY: ClassVar[str] = "an empty memo is taken off"
    ASKED: ClassVar[str] = "What do you note?"

    CSS_PATH = Path(__file__).with_suffix(".tcss")  # whole, since editors of other packages stem from this one
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,escape", "leave", "Keep the memo", priority=True, id="memo.keep", group=ANSWER),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._heading = title
        self._before = harmless(text)

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        area = TextArea(self._before, soft_wrap=True, placeholder=self.ASKED)
        area.border_title = said(self._heading)
        area.border_subtitle = f"Ctrl+S or Esc keeps it · {self.EMPTY}"
        yield area

    def on_mount(self) -> None:
        """Go on writing where the text ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_leave(self) -> None:
        """Close and hand over the words, if they were changed."""
        text = self.query_one(TextArea).text
        self.answer(None if text == self._before else text)
