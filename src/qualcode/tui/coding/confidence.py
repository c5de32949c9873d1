"""Saying how sure a coding is, so that tables can be counted from the sure ones alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.errors.base import QualcodeError
from qualcode.tui.asking.list_choice import Choice, ListChoice
from qualcode.tui.asking.refusal import refuse
from qualcode.tui.coding.acting import CodingActing
from qualcode.tui.keys.groups import CODE

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.model.coding import Coding

_CHOICES = (
    Choice("3", "sure", "3"),
    Choice("2", "fairly sure", "2"),
    Choice("1", "doubtful", "1"),
    Choice("", "say nothing of it"),
)


class CodingConfidence(CodingActing):
    """The act that rates a coding."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "underscore",
            "confidence",
            "How sure the coding is",
            show=False,
            id="coding.confidence",
            tooltip="Say how sure the coding is: sure, fairly sure, doubtful",
            group=CODE,
        )
    ]

    def action_confidence(self) -> None:
        """Ask how sure a coding of one's own under the cursor is."""
        self.with_coding(self.mine(), "How sure is which coding?", self._ask_confidence)

    def _ask_confidence(self, coding: Coding) -> None:
        standing = "" if coding.confidence is None else str(coding.confidence)
        question = ListChoice(f"How sure is {self.desk.path(coding.code_guid)}?", _CHOICES, standing)
        self.app.push_screen(question, lambda value: self._rate(coding, value))

    def _rate(self, coding: Coding, value: str | None) -> None:
        from qualcode.coding.applying import set_confidence
        from qualcode.project.opening import now

        confidence = int(value) if value else None
        if value is None or confidence == coding.confidence:
            return
        try:
            set_confidence(self.project.store, coding.guid, confidence, coder=self.project.coder, at=now())
        except QualcodeError as error:
            refuse(self, error)
            return
        self.look()
        named = next(choice.name for choice in _CHOICES if choice.value == value)
        self.tell_of(coding.code_guid, "", f": {named}.")
