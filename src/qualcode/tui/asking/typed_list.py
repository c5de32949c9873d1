"""A question whose answers stand in a list that letters make shorter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from qualcode.tui.asking.question import Answer, Question
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.groups import ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

Row = TypeVar("Row")


class TypedList(Question[Answer], Generic[Answer, Row]):
    """Ask for one row of a list; which rows fit what is typed, and what each looks like and gives, others say."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")  # whole, since lists of other packages stem from this one
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Row above", show=False, id="picker.up", group=ROWS),
        Binding("down", "move(1)", "Row below", show=False, id="picker.down", group=ROWS),
        Binding("pageup", "page(-1)", "Page up", show=False, id="picker.page-up", group=ROWS),
        Binding("pagedown", "page(1)", "Page down", show=False, id="picker.page-down", group=ROWS),
    ]
    HOW = "↑↓ moves · Enter chooses · Esc leaves"
    WHAT_TO_TYPE = "a few letters of its name"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = title
        self._fitting: Sequence[Row] = ()

    def compose(self) -> ComposeResult:
        """Lay out the line to type in and the list."""
        with Vertical(id="list") as box:
            box.border_title = said(self._heading)
            box.border_subtitle = said(self.HOW)
            yield Input(placeholder=self.WHAT_TO_TYPE, compact=True)
            rows = RowList()
            rows.can_focus = False  # letters go on being typed after a click or a scroll
            yield rows
            yield from self.compose_below()

    def compose_below(self) -> ComposeResult:
        """Lay out what stands below the list: nothing."""
        yield from ()

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits what stands there now."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        self._fitting = self.fitting(typed)
        cursor = next((place for place, row in enumerate(self._fitting) if self.is_standing(row)), 0)
        instead = said(self.nothing(typed.strip()))
        self.query_one(RowList).show_rows(len(self._fitting), self._drawn, cursor=cursor, instead=instead)

    def fitting(self, typed: str) -> Sequence[Row]:
        """Return the rows that fit what is typed, in order."""
        raise NotImplementedError

    def is_standing(self, row: Row) -> bool:  # noqa: ARG002  # looked at by those who have one
        """Tell whether a row is what holds now, so that the cursor begins there."""
        return False

    def nothing(self, typed: str) -> str:
        """Return what is said where nothing fits."""
        return f"Nothing is called “{typed}”." if typed else "There is nothing to choose."

    def drawn(self, row: Row) -> Content:
        """Return a row as it is shown."""
        raise NotImplementedError

    def given_for(self, row: Row) -> Answer:
        """Return what is given for a row."""
        raise NotImplementedError

    def _drawn(self, index: int, _width: int) -> Content:
        return self.drawn(self._fitting[index])

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Give what was clicked."""
        self._give(event.index)

    def on_input_submitted(self) -> None:
        """Give what is under the cursor, if anything fits."""
        self._give(self.query_one(RowList).cursor)

    def _give(self, index: int) -> None:
        if 0 <= index < len(self._fitting):
            self.take(self._fitting[index])

    def take(self, row: Row) -> None:
        """Answer with a row."""
        self.answer(self.given_for(row))

    def action_move(self, rows: int) -> None:
        """Move through the rows while the letters keep the focus."""
        self.query_one(RowList).action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move through the rows by a screenful."""
        self.query_one(RowList).action_page(pages)


def holds_all(text: str, typed: str) -> bool:
    """Tell whether every word that was typed stands somewhere in a text."""
    return all(word in text.casefold() for word in typed.casefold().split())
