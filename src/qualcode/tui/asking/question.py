"""Questions asked over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.cells import cell_len
from textual.binding import Binding
from textual.screen import ModalScreen

from qualcode.tui.drawing.cells import path_within
from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from textual.binding import BindingType

Answer = TypeVar("Answer")
_AROUND_TITLE = 6  # cells of a box that a title leaves free
_SHORTEST_NAME = 12  # cells of a code's name


class Question(ModalScreen[Answer | None]):
    """A question over the screen; Esc leaves it without an answer.

    It answers once only, also when keys come quicker than screens close.
    """

    DEFAULT_CSS = """
    Question { align: center middle; background: $background 60%; }
    Question > * { border-title-color: $foreground; border-subtitle-color: $foreground 80%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="question.leave", tooltip="Leave without an answer", group=ANSWER)
    ]

    def title_with(self, code_path: str, before: str, after: str = "", *, widest: int = 110) -> str:
        """Return a title that names a code, of whose path as much stays as there is room for in a box.

        Args:
            code_path: the path of the code.
            before: what stands before it.
            after: what stands behind it.
            widest: cells of the box, borders and all, where the screen is wide enough.
        """
        box = min(self.app.size.width * 9 // 10, widest)
        room = box - _AROUND_TITLE - cell_len(before) - cell_len(after)
        return f"{before}{path_within(code_path, max(_SHORTEST_NAME, room))}{after}"

    def answer(self, answer: Answer | None) -> None:
        """Close and hand over the answer."""
        # Not below help or palette either: closing would take these away and leave the question behind.
        if self.is_active:
            self.dismiss(answer)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.answer(None)
