"""Questions asked over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen

from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from textual.binding import BindingType

Answer = TypeVar("Answer")


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

    def answer(self, answer: Answer | None) -> None:
        """Close and hand over the answer."""
        # Not below help or palette either: closing would take these away and leave the question behind.
        if self.is_active:
            self.dismiss(answer)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.answer(None)
