"""The quotes behind a figure, with speaker, transcript and turn; Enter opens the transcript there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.model.transcript import Segment
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import in_columns, said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.groups import MORE
from qualcode.tui.screens.project_screen import ProjectScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.analysis.cells import Cell
    from qualcode.analysis.selection import Selection
    from qualcode.project.kept_tables import KeptTables
    from qualcode.tui.screens.screens_app import ScreensApp

_WIDEST = 18
_HEADINGS = ("speaker", "transcript", "turn")


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A quote as it is shown, and where it is."""

    guid: str
    speaker: str
    source: str
    turn: int
    words: str
    path: str
    coder: str
    source_guid: str
    segment: Segment


class QuotesScreen(ProjectScreen):
    """The codings a figure is counted from, one a row."""

    CSS_PATH = "quotes_screen.tcss"
    PARTS = (RowList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="quotes.leave", tooltip="Back to the table", group=MORE)
    ]

    class Read(Message):
        """The quotes were read."""

        def __init__(self, quotes: tuple[QuoteLine, ...]) -> None:
            super().__init__()
            self.quotes = quotes

    def __init__(
        self, project: KeptTables, title: str, cell: Cell, selection: Selection, *, with_moderator: bool
    ) -> None:
        """Show the quotes behind a cell.

        Args:
            project: the project, with its frames kept.
            title: of the row and column of the cell.
            cell: what the figure is counted of.
            selection: what the table was made from.
            with_moderator: whether the moderator counts.
        """
        super().__init__(project)
        self._kept = project
        self._heading = title
        self._cell, self._selection, self._with_moderator = cell, selection, with_moderator
        self._quotes: tuple[QuoteLine, ...] = ()
        self._widths: tuple[int, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the list above the whole of the quote under the cursor."""
        with Vertical():
            yield Static(said(self._heading), id="head")
            yield Static("looking…", id="base", markup=False)
            yield RowList()
            yield Static(id="whole")
        yield KeyFooter()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: the quotes."""
        project = self._kept.of(self.project.pseudonymized() if self._kept.is_pseudonymized else self.project)
        return partial(_read, project, self._cell, self._selection, with_moderator=self._with_moderator)

    def on_quotes_screen_read(self, event: Read) -> None:
        """Show the quotes; the cursor stays on its quote."""
        self._show(event.quotes)

    def on_project_screen_refused(self, event: ProjectScreen.Refused) -> None:
        """Say why there are none, in their place."""
        self._show((), event.reason)

    def _show(self, quotes: tuple[QuoteLine, ...], instead: str = "") -> None:
        rows = self.query_one(RowList)
        standing = self._quotes[rows.cursor].guid if 0 <= rows.cursor < len(self._quotes) else None
        self._quotes = quotes
        columns = zip(_HEADINGS, *((one.speaker, one.source, str(one.turn)) for one in quotes), strict=True)
        widths = [min(_WIDEST, max(said(text).cell_length for text in column)) for column in columns]
        self._widths = (*widths[:2], -widths[2])
        count = f"{len(quotes):,} quote{'s' if len(quotes) != 1 else ''}"
        selection = f"; only {self._selection.sentence()}" if self._selection.filters() else ""
        whose = "everybody's turns" if self._with_moderator else "participants' turns, moderator left out"
        self.query_one("#base", Static).update(said(f"{count}; {whose}{selection}."))
        place = next((place for place, one in enumerate(quotes) if one.guid == standing), 0)
        header = in_columns([*map(said, _HEADINGS)], self._widths) + Content("  quote")
        rows.show_rows(len(quotes), self._drawn, cursor=place, header=header, instead=said(instead, "dim"))

    def _drawn(self, index: int, width: int) -> Content:
        one = self._quotes[index]
        left = in_columns([said(one.speaker), said(one.source, "dim"), said(str(one.turn))], self._widths)
        return (left + Content("  ") + said(one.words)).truncate(width, ellipsis=True)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the quote under the cursor whole, with its code and coder."""
        whole = Content("")
        if 0 <= event.index < len(self._quotes):
            one = self._quotes[event.index]
            whole = said(f"“{one.words}”") + Content("\n") + said(f"{one.path} · {one.coder}", "dim")
        self.query_one("#whole", Static).update(whole)

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Open the transcript at the quote."""
        one = self._quotes[event.index]
        if self.is_current:
            cast("ScreensApp", self.app).show_source(one.source_guid, one.segment)


def _read(project: KeptTables, cell: Cell, selection: Selection, *, with_moderator: bool) -> QuotesScreen.Read:
    found = project.quotes_behind(cell, selection, with_moderator=with_moderator)
    return QuotesScreen.Read(tuple(_line(row) for row in found.iter_rows(named=True)))


def _line(row: dict[str, Any]) -> QuoteLine:
    return QuoteLine(
        guid=row["coding_guid"],
        speaker=row["speaker"],
        source=row["source"],
        turn=row["turn"],
        words=row["quote"],
        path=row["path"],
        coder=row["coder"],
        source_guid=row["source_guid"],
        segment=Segment(row["start"], row["end"]),
    )
