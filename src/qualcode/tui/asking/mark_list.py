"""A list whose rows can be marked."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from qualcode.tui.asking.row_list import RowList
from qualcode.tui.keys.groups import ROWS


class MarkList(RowList):
    """Rows to be marked by Space, by `A` all of them, or by mouse; who shows them keeps the marks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Mark the row, or take its mark off", id="marks.turn", group=ROWS),
        Binding("A", "turn_all", "Mark all rows, or none", id="marks.turn-all", group=ROWS),
    ]

    class Turned(Message):
        """A row is to be marked or not any more; all rows where the index is None."""

        def __init__(self, index: int | None) -> None:
            super().__init__()
            self.index = index

    def click_row(self, index: int, cell: int) -> None:  # noqa: ARG002  # wherever it is clicked
        """Turn the row that was clicked."""
        self.post_message(self.Turned(index))

    def action_turn(self) -> None:
        """Turn the row under the cursor and go on to the next."""
        if self.cursor >= 0:
            self.post_message(self.Turned(self.cursor))
            self.action_move(1)

    def action_turn_all(self) -> None:
        """Turn all rows."""
        self.post_message(self.Turned(None))
