"""Choosing a variable to count by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.tui.asking.question import Question
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import said

if TYPE_CHECKING:
    from textual.app import ComposeResult

_ALWAYS_THERE = (("source", "group"), ("source", "source"))
_WHOSE = {"case": "of participants", "source": "of sources"}


def variables(names: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Return the variables there are, with those of every project, as scope and name."""
    return [*names, *(known for known in _ALWAYS_THERE if known not in names)]


class VariableChoice(Question[str]):
    """Ask for a variable; gives it as `case:NAME` or `source:NAME`, empty for none, or None when left."""

    PARTS = (RowList,)
    DEFAULT_CSS = """
    VariableChoice > RowList {
        width: 50; height: auto; max-height: 80%; padding: 0 1; border: round $primary; background: $surface;
    }
    """

    def __init__(self, names: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._names = variables(names)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        rows = RowList()
        rows.border_title = "By which variable?"
        rows.border_subtitle = "Enter chooses · Esc leaves"
        yield rows

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(RowList).show_rows(len(self._names) + 1, self._drawn)

    def _drawn(self, index: int, _width: int) -> Content:
        if index == 0:
            return said("none: all together", "italic")
        scope, name = self._names[index - 1]
        return said(name) + Content(" ") + said(_WHOSE[scope], "dim")

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Give the variable that was chosen."""
        self.answer(":".join(self._names[event.index - 1]) if event.index else "")
