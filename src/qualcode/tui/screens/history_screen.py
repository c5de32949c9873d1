"""The journal, newest act first; undo and redo from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import in_columns, said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.groups import MAKE, MORE
from qualcode.tui.screens.project_screen import ProjectScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.project.project import Project

_AT_FIRST = 500
_MANY_MORE = 4


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act as it is shown."""

    number: int
    when: str
    who: str
    what: str
    is_undone: bool
    is_reversal: bool


class HistoryScreen(ProjectScreen):
    """What was done, when and by whom; undo and redo from here."""

    CSS_PATH = "history_screen.tcss"
    PARTS = (RowList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("U,ctrl+z", "undo", "Undo my last act", id="history.undo", group=MAKE),
        Binding("R,ctrl+y", "redo", "Redo", id="history.redo", group=MAKE),
        Binding("escape", "back", "Back", id="history.leave", group=MORE),
    ]

    class Read(Message):
        """The newest acts were read."""

        def __init__(self, acts: tuple[ActLine, ...]) -> None:
            super().__init__()
            self.acts = acts

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._acts: tuple[ActLine, ...] = ()
        self._widths: tuple[int, ...] = ()
        self._limit = _AT_FIRST

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical():
            yield Static("History, newest first", id="head", markup=False)
            yield RowList()
            yield Static(id="whole")
        yield KeyFooter()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: the newest acts."""
        return partial(_read, self.project, self._limit)

    def on_history_screen_read(self, event: Read) -> None:
        """Show the acts; the cursor stays on its act, or on the newest."""
        rows = self.query_one(RowList)
        standing = self._acts[rows.cursor].number if rows.cursor > 0 else None
        self._acts = event.acts
        self._widths = (16, min(20, max((len(act.who) for act in self._acts), default=3)))
        place = next((place for place, act in enumerate(self._acts) if act.number == standing), 0)
        header = in_columns([said("when"), said("who")], self._widths) + Content("  what")
        rows.show_rows(len(self._acts), self._drawn, cursor=place, header=header)

    def _drawn(self, index: int, width: int) -> Content:
        act = self._acts[index]
        left = in_columns([said(act.when, "dim"), said(act.who)], self._widths)
        return (left + Content("  ") + _told(act)).truncate(width, ellipsis=True)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell the act whole; read on where the oldest act that was read is reached."""
        whole = _told(self._acts[event.index]) if 0 <= event.index < len(self._acts) else Content("")
        self.query_one("#whole", Static).update(whole)
        if event.index == self._limit - 1:
            self._limit *= _MANY_MORE
            self.read_again()


def _told(act: ActLine) -> Content:
    if act.is_undone:
        return Content.styled("undone: ", "bold") + said(act.what, "strike dim")
    return said(act.what, "dim" if act.is_reversal else "")


def _read(project: Project, limit: int) -> HistoryScreen.Read:
    return HistoryScreen.Read(
        tuple(
            ActLine(
                number=act.number,
                when=f"{act.at.astimezone():%Y-%m-%d %H:%M}",
                who=act.coder,
                what=act.summary,
                is_undone=act.is_undone,
                is_reversal=act.undoes is not None or act.redoes is not None,
            )
            for act in project.history(limit)
        )
    )
