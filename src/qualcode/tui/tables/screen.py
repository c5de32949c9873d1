"""The tables of a study on a screen: themes, themes by a variable, codes by transcripts and more; quotes behind cells.

The figures are those of the commands. Counting happens in a worker; here they are only set in columns.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from qualcode.project.kept_tables import KeptTables
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.groups import MORE, SEE
from qualcode.tui.screens.project_screen import ProjectScreen
from qualcode.tui.tables.asked import HAS_ZERO_ROWS, Asked
from qualcode.tui.tables.exporting import Shown, TableExporting
from qualcode.tui.tables.grid import TableGrid
from qualcode.tui.tables.page import NAMES, Page

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.project.project import Project
    from qualcode.tui.asking.row_list import RowList


class TablesScreen(TableExporting):
    """A table, what it was counted from, and keys to count otherwise."""

    CSS_PATH = "screen.tcss"
    PARTS = (TableGrid,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("S,s", "sort", "Sort", id="tables.sort", tooltip="Sort by this column: down, up, as it was", group=SEE),
        Binding(
            "O,o",
            "turn_moderator",
            "Moderator",
            id="tables.moderator",
            tooltip="Count the moderator's turns, or leave them out",
            group=SEE,
        ),
        Binding(
            "Z,z",
            "turn_zero",
            "Zero rows",
            id="tables.zero",
            tooltip="Show codes nobody voiced, or leave them out",
            group=SEE,
        ),
        Binding(
            "P,p",
            "turn_names",
            "Pseudonyms",
            show=False,
            id="tables.pseudonyms",
            tooltip="Show speakers under pseudonyms, here and in what is exported; or by their labels again",
            group=SEE,
        ),
        Binding("escape", "back", "Back", id="tables.leave", group=MORE),
    ]

    class Counted(Message):
        """A table was counted."""

        def __init__(self, page: Page, asked: Asked) -> None:
            super().__init__()
            self.page = page
            self.asked = asked

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._asked = Asked()
        self._kept = KeptTables(project.store, project.coder)
        self._counted = self._asked
        self._sorted_by: tuple[int, bool] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the table between what was counted and what the cell under the cursor says."""
        with Vertical():
            yield Static("Themes", id="head", markup=False)
            yield Static("counting…", id="base", markup=False)
            yield TableGrid()
            yield Static(id="path")
        yield KeyFooter()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: the table as the keys have set it."""
        return partial(_count, self._kept.of(self.as_shown(self._asked)), self._asked)

    def ask(self, asked: Asked) -> None:
        """Count otherwise; another table, or by something else, begins in its own order."""
        if (asked.kind, asked.by, asked.rows, asked.columns) != (
            self._asked.kind, self._asked.by, self._asked.rows, self._asked.columns,
        ):  # fmt: skip
            self._sorted_by = None
            self.query_one(TableGrid).column = NAMES
        self._asked = asked
        self.read_again()

    def shown(self) -> Shown:
        """Return the table that is on the screen, what was asked for it, and how it is sorted."""
        return Shown(self.query_one(TableGrid).page, self._counted, self._sorted_by)

    def on_tables_screen_counted(self, event: Counted) -> None:
        """Show the table; the cursor stays on its row."""
        self._counted = event.asked
        self._show(event.page)

    def on_project_screen_refused(self, event: ProjectScreen.Refused) -> None:
        """Say why there is no table, in its place."""
        coders = self._asked.selection.coders or self.project.coders()
        self._show(Page(title=self._asked.title, base=self._asked.base(coders), instead=event.reason))

    def _show(self, page: Page) -> None:
        grid = self.query_one(TableGrid)
        path = grid.page.paths[grid.row] if grid.row >= 0 else None
        if self._sorted_by and self._sorted_by[0] >= len(page.columns):
            self._sorted_by = None
        self.query_one("#head", Static).update(said(page.title))
        self.query_one("#base", Static).update(said(page.base))
        grid.show_page(page, self._sorted_by, path=path)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say what the cell under the cursor is: row, column, figure; and which columns are in sight."""
        grid = self.query_one(TableGrid)
        page, row = grid.page, grid.row
        told = [page.paths[row]] if row >= 0 else []
        if row >= 0 and grid.column != NAMES and page.depths[row] >= 0:
            column = page.columns[grid.column]
            told += [column.heading, column.details[row] if column.details else column.texts[row]]
        if len(grid.seen) < len(page.columns):
            told.append(f"columns {grid.seen.start + 1} to {grid.seen.stop} of {len(page.columns)}")
        self.query_one("#path", Static).update(said(" · ".join(part for part in told if part)))
        event.stop()

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Open the quotes behind the figure."""
        from qualcode.tui.tables.quotes_screen import QuotesScreen

        event.stop()
        grid = self.query_one(TableGrid)
        row = grid.row
        cell = grid.page.behind(row, grid.column) if row >= 0 else None
        if cell is None:
            self.notify("No quotes of its own stand behind this figure.", markup=False)
            return
        heading = "" if grid.column == NAMES else grid.page.columns[grid.column].heading
        title = " · ".join(part for part in (grid.page.paths[row], heading) if part)
        asked = self._asked
        self.app.push_screen(
            QuotesScreen(
                self._kept.of(self.as_shown(asked)), title, cell, asked.selection, with_moderator=asked.with_moderator
            )
        )

    def on_table_grid_sorted(self, event: TableGrid.Sorted) -> None:
        """Sort by the heading that was clicked."""
        self.query_one(TableGrid).column = event.column
        self.action_sort()

    def action_sort(self) -> None:
        """Sort by the column under the cursor: the largest first, the smallest first, in tree order again."""
        grid = self.query_one(TableGrid)
        is_text = grid.column == NAMES or grid.page.columns[grid.column].is_text
        ways = [(grid.column, not is_text), (grid.column, is_text), None]
        place = ways.index(self._sorted_by) if self._sorted_by in ways else -1
        self._sorted_by = ways[(place + 1) % len(ways)]
        self._show(grid.page)

    def action_turn_moderator(self) -> None:
        """Count the moderator's turns, too, or leave them out again."""
        self.ask(self._changed(with_moderator=not self._asked.with_moderator))

    def action_turn_names(self) -> None:
        """Show pseudonyms for those who speak, or their labels again."""
        self.ask(self._changed(is_pseudonymized=not self._asked.is_pseudonymized))

    def action_turn_zero(self) -> None:
        """Leave out codes that nobody voiced, or show them again."""
        if self._asked.kind in HAS_ZERO_ROWS:
            self.ask(self._changed(keep_zero=not self._asked.keep_zero))
        else:
            self.notify("This table has no zero rows.", markup=False)


def _count(project: Project, asked: Asked) -> TablesScreen.Counted:
    from qualcode.tui.tables.pages import page_of

    return TablesScreen.Counted(page_of(project, asked), asked)
