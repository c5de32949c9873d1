"""A list of one-line rows to choose from; the code picker, the codebook panel and the tables stand on it.

Only the rows in sight are drawn, so thousands of them open and scroll like ten. What a row says comes from outside and
is drawn by `drawing.said`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.visual import Visual

from qualcode.tui.keys.groups import ROWS

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

Draw = Callable[[int, int], Content]


class RowList(ScrollView, can_focus=True):
    """A list of one-line rows with a cursor; header and first columns can stand still while the rest scrolls.

    More methods than most classes: Textual calls one for each key.
    """

    DEFAULT_CSS = """
    RowList { text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1; }
    RowList > .row-list--cursor { background: $block-cursor-blurred-background; text-style: bold; }
    RowList:focus > .row-list--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    RowList > .row-list--header { text-style: bold underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--cursor", "row-list--header"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Row above", show=False, id="list.up", group=ROWS),
        Binding("down,j", "move(1)", "Row below", show=False, id="list.down", group=ROWS),
        Binding("pageup", "page(-1)", "Page up", show=False, id="list.page-up", group=ROWS),
        Binding("pagedown", "page(1)", "Page down", show=False, id="list.page-down", group=ROWS),
        Binding("home", "jump(0)", "First row", show=False, id="list.first", group=ROWS),
        Binding("end", "jump(-1)", "Last row", show=False, id="list.last", group=ROWS),
        Binding("left", "aside(-8)", "Columns to the left", show=False, id="list.left", group=ROWS),
        Binding("right", "aside(8)", "Columns to the right", show=False, id="list.right", group=ROWS),
        Binding("enter", "choose", "Choose the row", show=False, id="list.choose", group=ROWS),
    ]

    cursor: reactive[int] = reactive(-1, repaint=False)

    class Moved(Message):
        """Another row, or none (-1), stands under the cursor."""

        def __init__(self, row_list: RowList, index: int) -> None:
            super().__init__()
            self.row_list = row_list
            self.index = index

        @property
        def control(self) -> RowList:
            """The list it happened in."""
            return self.row_list

    class Entered(Moved):
        """Enter or a click chose a row."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's word
        super().__init__(id=id, classes=classes)
        self.set_reactive(RowList.auto_links, False)  # looking for links takes a third of a row's drawing
        self.row_count = 0
        self._draw: Draw = lambda _index, _width: Content("")
        self._header: Content | None = None
        self._row_width = 0
        self._fixed = 0
        self._instead = Content("")

    def show_rows(
        self,
        count: int,
        draw: Draw,
        *,
        cursor: int = 0,
        header: Content | None = None,
        row_width: int = 0,
        fixed: int = 0,
        instead: Content | None = None,
    ) -> None:
        """Show so many rows.

        Args:
            count: how many.
            draw: returns a row by its place, given the cells there are to fill.
            cursor: the row to stand on, brought into range.
            header: a line that stays on top.
            row_width: cells a row needs where that can be more than there are; 0 fits rows to the list.
            fixed: how many cells at the left stay when scrolling sideways.
            instead: what to say where there are no rows.
        """
        self.row_count, self._draw, self._header = count, draw, header
        self._row_width, self._fixed, self._instead = row_width, fixed, instead or Content("")
        self.virtual_size = Size(row_width, count + self._head_height)
        # Told even if the number stays: another row may stand there now.
        self.set_reactive(RowList.cursor, min(max(cursor, 0), count - 1))
        self.post_message(self.Moved(self, self.cursor))
        self._keep_in_sight()
        self.refresh()

    @property
    def _head_height(self) -> int:
        return 1 if self._header is not None else 0

    @property
    def _rows_in_sight(self) -> int:
        return max(1, self.scrollable_content_region.height - self._head_height)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._keep_in_sight()

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw both rows anew and tell."""
        self.refresh_line(before + self._head_height)
        self.refresh_line(now + self._head_height)
        self._keep_in_sight()
        self.post_message(self.Moved(self, now))

    def _keep_in_sight(self) -> None:
        top = round(self.scroll_target_y)
        if self.cursor < top:
            self.scroll_to(y=max(0, self.cursor), animate=False)
        elif self.cursor >= top + self._rows_in_sight:
            self.scroll_to(y=self.cursor - self._rows_in_sight + 1, animate=False)

    def action_move(self, rows: int) -> None:
        """Move the cursor up or down."""
        if self.row_count:
            self.cursor = min(max(self.cursor + rows, 0), self.row_count - 1)

    def action_page(self, pages: int) -> None:
        """Move the cursor by as many rows as are in sight."""
        self.action_move(pages * self._rows_in_sight)

    def action_jump(self, row: int) -> None:
        """Move the cursor to that row, counted from the end where negative."""
        if self.row_count:
            self.cursor = row % self.row_count

    def action_aside(self, cells: int) -> None:
        """Scroll sideways, where rows are wider than the list."""
        self.scroll_to(x=self.scroll_offset.x + cells, animate=False)

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.cursor >= 0:
            self.choose_row(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self._head_height:
            return
        index = offset.y - self._head_height + self.scroll_offset.y
        if index < self.row_count:
            self.cursor = index
            self.click_row(index, offset.x)

    def click_row(self, index: int, cell: int) -> None:  # noqa: ARG002  # lists whose rows have parts look at the cell
        """Answer a click on a row, so many cells from its left end."""
        self.choose_row(index)

    def choose_row(self, index: int) -> None:
        """Tell that a row was chosen."""
        self.post_message(self.Entered(self, index))

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight."""
        shown = self.scrollable_content_region.width
        width = max(self._row_width, shown)
        index = y - self._head_height + self.scroll_offset.y
        style = self.get_visual_style()
        if self._header is not None and y == 0:
            content, style = self._header, self.get_visual_style("row-list--header")
        elif index < self.row_count:
            content = self._draw(index, width)
            if index == self.cursor:
                style = self.get_visual_style("row-list--cursor")
        else:
            content = self._instead if not self.row_count and index == 0 else Content("")
        line = Visual.to_strips(self, content, width, 1, style, pad=True, apply_selection=False)[0]
        left = self.scroll_offset.x
        still = line.crop(0, self._fixed)
        return (
            still.join([still, line.crop(self._fixed + left, left + shown)])
            if self._fixed
            else line.crop(left, left + shown)
        )
