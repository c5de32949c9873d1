"""Choosing several things of a list by marking them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.tui.asking.mark_list import MarkList
from qualcode.tui.asking.question import Question
from qualcode.tui.drawing.texts import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from qualcode.tui.asking.list_choice import Choice
    from qualcode.tui.asking.row_list import RowList


class SeveralChoice(Question[tuple[str, ...]]):
    """Ask for any number of things; gives the values of those marked, in order, or None when left."""

    PARTS = (MarkList,)
    DEFAULT_CSS = """
    SeveralChoice > MarkList {
        width: 90%; max-width: 76; height: auto; max-height: 80%; padding: 0 1;
        border: round $primary; background: $surface;
    }
    """

    def __init__(self, title: str, choices: tuple[Choice, ...], marked: Iterable[str] = ()) -> None:
        """Ask; `marked` are values that are marked to begin with, whether or not they can be chosen anew."""
        super().__init__()
        self._heading = title
        self._choices = choices
        self._marked = {choice.value for choice in choices} & set(marked)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield MarkList()

    def on_mount(self) -> None:
        """Fill the list; the cursor begins on the first mark."""
        places = (place for place, choice in enumerate(self._choices) if choice.value in self._marked)
        self._show(next(places, 0))

    def _show(self, cursor: int) -> None:
        rows = self.query_one(MarkList)
        rows.border_title = said(f"{self._heading}: {len(self._marked) or 'all'} of {len(self._choices)}")
        rows.border_subtitle = said("Space marks · Enter keeps it · Esc leaves")
        rows.show_rows(len(self._choices), self._drawn, cursor=cursor)

    def _drawn(self, index: int, _width: int) -> Content:
        choice = self._choices[index]
        mark = "[x] " if choice.value in self._marked else "[ ] "
        return Content("  ").join([said(mark + choice.name), said(choice.note, "dim")])

    def on_mark_list_turned(self, event: MarkList.Turned) -> None:
        """Mark a row or take its mark off; all rows, or none where all are marked."""
        if event.index is None:
            every = {choice.value for choice in self._choices}
            self._marked = set() if self._marked == every else every
        else:
            self._marked ^= {self._choices[event.index].value}
        self._show(self.query_one(MarkList).cursor)

    def on_row_list_entered(self, _event: RowList.Entered) -> None:
        """Give what is marked; all of it is no choice."""
        marked = tuple(choice.value for choice in self._choices if choice.value in self._marked)
        self.answer(() if len(marked) == len(self._choices) else marked)
