"""Choosing one thing from a list that letters make shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from qualcode.tui.drawing import said
from qualcode.tui.key_groups import ROWS
from qualcode.tui.question import Question
from qualcode.tui.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Choice(NamedTuple):
    """What can be chosen: what is given for it, its name, and what is said beside."""

    value: str
    name: str
    note: str = ""


class ListChoice(Question[str]):
    """Ask for one thing; gives its value, or None when left."""

    CSS_PATH = "list_choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Row above", show=False, id="picker.up", group=ROWS),
        Binding("down", "move(1)", "Row below", show=False, id="picker.down", group=ROWS),
        Binding("pageup", "page(-1)", "Page up", show=False, id="picker.page-up", group=ROWS),
        Binding("pagedown", "page(1)", "Page down", show=False, id="picker.page-down", group=ROWS),
    ]
    SUBTITLE = "↑↓ moves · Enter chooses · Esc leaves"

    def __init__(self, title: str, choices: tuple[Choice, ...], standing: str = "") -> None:
        """Ask; `standing` is the value the cursor begins on."""
        super().__init__()
        self._heading = title
        self._choices = choices
        self._fitting = list(choices)
        self._standing = standing

    def compose(self) -> ComposeResult:
        """Lay out the line to type in and the list."""
        with Vertical(id="choices") as box:
            box.border_title = said(self._heading)
            box.border_subtitle = said(self.SUBTITLE)
            yield Input(placeholder="a few letters of its name", compact=True)
            rows = RowList()
            rows.can_focus = False  # letters go on being typed after a click or a scroll
            yield rows

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what holds the letters that stand there now."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        words = typed.casefold().split()
        self._fitting = [
            choice
            for choice in self._choices
            if all(word in f"{choice.name} {choice.note}".casefold() for word in words)
        ]
        cursor = next((place for place, choice in enumerate(self._fitting) if choice.value == self._standing), 0)
        instead = said(f"Nothing is called “{typed.strip()}”." if words else "There is nothing to choose.")
        self.query_one(RowList).show_rows(len(self._fitting), self._drawn, cursor=cursor, instead=instead)

    def _drawn(self, index: int, _width: int) -> Content:
        choice = self._fitting[index]
        return Content("  ").join([said(choice.name), said(choice.note, "dim")])

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Give what was clicked."""
        self._give(event.index)

    def on_input_submitted(self) -> None:
        """Give what is under the cursor, if anything fits."""
        self._give(self.query_one(RowList).cursor)

    def _give(self, index: int) -> None:
        if 0 <= index < len(self._fitting):
            self.answer(self._fitting[index].value)

    def action_move(self, rows: int) -> None:
        """Move through the rows while the letters keep the focus."""
        self.query_one(RowList).action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move through the rows by a screenful."""
        self.query_one(RowList).action_page(pages)
