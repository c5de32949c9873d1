"""A table to move in by cell: names stand still at the left, headings on top, columns scroll sideways.

Only the rows and columns in sight are drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import fitted, said
from qualcode.tui.keys.groups import ROWS
from qualcode.tui.tables.page import NAMES, Page

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

_GAP = 2
_NARROWEST_NAME = 20
_WIDEST_FIGURE = 40


class TableGrid(RowList):
    """A page as a grid with a cell under the cursor.

    More methods than most classes: Textual calls one for each key.
    """

    DEFAULT_CSS = """
    TableGrid { overflow-x: hidden; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "aside(-1)", "Column to the left", show=False, id="tables.left", group=ROWS),
        Binding("right,l", "aside(1)", "Column to the right", show=False, id="tables.right", group=ROWS),
        Binding("ctrl+left", "jump_aside(-1)", "First column", show=False, id="tables.first-column", group=ROWS),
        Binding("ctrl+right", "jump_aside(1)", "Last column", show=False, id="tables.last-column", group=ROWS),
        Binding("enter", "choose", "Quotes", id="tables.quotes", tooltip="Quotes behind the figure", group=ROWS),
    ]

    class Sorted(Message):
        """A heading was clicked."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.column = NAMES
        self._order: list[int] = []
        self._sorted_by: tuple[int, str] | None = None
        self._first = 0
        self._clicked: tuple[int, int] | None = None

    @property
    def row(self) -> int:
        """The place of the row under the cursor in the page; -1 for none."""
        return self._order[self.cursor] if 0 <= self.cursor < len(self._order) else -1

    def show_page(self, page: Page, sorted_by: tuple[int, bool] | None, *, path: str | None) -> None:
        """Show a page.

        Args:
            page: the table.
            sorted_by: a column, and whether descending; None for the table's own order.
            path: of the row to stand on.
        """
        column, descending = sorted_by or (None, False)
        self.page, self._order = page, page.in_order(column, descending=descending)
        self._sorted_by = None if column is None else (column, "↓" if descending else "↑")
        self.column = min(self.column, len(page.columns) - 1)
        cursor = next((place for place, row in enumerate(self._order) if page.paths[row] == path), 0)
        self._clicked = None
        self._bring_in_sight()
        self.show_rows(
            len(self._order),
            self._drawn,
            cursor=cursor,
            header=self._headings(),
            instead=said(page.instead, "dim"),
        )

    @property
    def seen(self) -> range:
        """The columns in sight."""
        return range(self._first, self._end(self._first))

    @property
    def _room(self) -> int:
        return max(1, self.scrollable_content_region.width)

    @property
    def _name_width(self) -> int:
        widths = self.page.widths
        if not widths:
            return _NARROWEST_NAME
        needed = sum(self._width(place) + _GAP for place in range(len(self.page.columns)))
        most = max(_NARROWEST_NAME, self._room - needed, self._room * 2 // 5)
        return min(most, max(widths[0], _NARROWEST_NAME))

    def _width(self, column: int) -> int:
        return min(_WIDEST_FIGURE, self.page.widths[column + 1])

    def _end(self, first: int) -> int:
        """Return the first column out of sight where that one is the first in sight; at least one is seen."""
        left = self._room - self._name_width
        place = first
        while place < len(self.page.columns):
            left -= self._width(place) + _GAP
            if left < 0 and place > first:
                break
            place += 1
        return place

    def _bring_in_sight(self) -> None:
        last = len(self.page.columns) - 1
        if self.column == NAMES:
            self._first = 0
        self._first = max(0, min(self._first, self.column if self.column >= 0 else 0, last))
        while self.column >= self._end(self._first):
            self._first += 1
        while self._first and self._end(self._first - 1) > last and self.column >= 0:
            self._first -= 1

    def on_resize(self) -> None:
        """Draw as many columns as fit now."""
        self._redraw()
        super().on_resize()

    def _redraw(self) -> None:
        self._bring_in_sight()
        self._header = self._headings()
        self.refresh()
        self.post_message(self.Moved(self, self.cursor))

    def action_aside(self, cells: int) -> None:
        """Move the cursor to another column."""
        column = min(max(self.column + cells, NAMES), len(self.page.columns) - 1)
        if column != self.column:
            self.column = column
            self._redraw()

    def action_jump_aside(self, to: int) -> None:
        """Move the cursor to the names or to the last column."""
        self.action_aside(to * (len(self.page.columns) + 1))

    def _headings(self) -> Content:
        page = self.page
        cells = [fitted(said(page.corner), self._name_width)]
        cells += [
            fitted(said(page.columns[place].heading), self._width(place), to_the_right=not page.columns[place].is_text)
            for place in self.seen
        ]
        column, arrow = self._sorted_by or (None, "")
        gaps = [Content(f" {arrow}") if place == column else Content("  ") for place in self.seen]
        if column == NAMES and gaps:
            gaps[0] = Content(f"{arrow} ")
        parts = cells[:1]
        for gap, cell in zip(gaps, cells[1:], strict=True):
            parts += [gap, cell]
        return Content("").join(parts)

    def _drawn(self, index: int, _width: int) -> Content:
        row, page = self._order[index], self.page
        depth = page.depths[row]
        if depth < 0:
            return said(page.names[row], "bold underline")
        indent = Content("  " * depth if self._sorted_by is None else "")
        name = indent + said(page.names[row], "bold" if depth == 0 and any(page.depths) else "")
        is_here = index == self.cursor
        parts = [self._marked(fitted(name, self._name_width), is_here=is_here and self.column == NAMES)]
        for place in self.seen:
            column = page.columns[place]
            text = column.texts[row]
            figure = said(text, "dim" if text == "0" or text.startswith("0 ") else "")
            cell = fitted(figure, self._width(place), to_the_right=not column.is_text)
            parts += [Content("  "), self._marked(cell, is_here=is_here and place == self.column)]
        return Content("").join(parts)

    def _marked(self, cell: Content, *, is_here: bool) -> Content:
        return Content.styled(cell.plain, "reverse") if is_here else cell

    def on_click(self, event: events.Click) -> None:
        """Sort by the heading under the mouse, or move to the cell there; once more opens it."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y == 0:
            event.prevent_default()
            self.post_message(self.Sorted(self._at(offset.x)))

    def click_row(self, index: int, cell: int) -> None:
        """Move to the cell that was clicked; open it where the cursor had been brought by a click."""
        self.column = self._at(cell)
        if self._clicked == (index, self.column):
            self.choose_row(index)
        self._clicked = (index, self.column)
        self._redraw()

    def _at(self, cell: int) -> int:
        left = self._name_width
        if cell < left:
            return NAMES
        for place in self.seen:
            left += self._width(place) + _GAP
            if cell < left:
                return place
        return self.seen[-1] if self.seen else NAMES
