"""The journal, newest act first, and the screens that read the project anew whenever somebody changed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from qualcode.coding.undoing import redo, undo
from qualcode.errors import NothingToUndoError, QualcodeError
from qualcode.project import now
from qualcode.tui.coding_choice import RowList, in_columns, said

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.project import Project

_POLL = 0.5  # seconds between looks whether another process acted
_AT_FIRST = 500
_MANY_MORE = 4


class ProjectScreen(Screen[None]):
    """A screen of what stands in the project, read in a worker and read anew within a second of anybody's change.

    Attributes:
        project: may be replaced by one with another coder; seen when the screen is come back to.
    """

    class Refused(Message):
        """The project could not answer."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.project = project
        self._known_act = -1

    def on_mount(self) -> None:
        """Look for changes from now on."""
        self.set_interval(_POLL, self._look)

    def on_screen_resume(self) -> None:
        """Read what may have changed meanwhile."""
        self.read_again()

    def _look(self) -> None:
        if self.is_current and self.project.last_act() != self._known_act:
            self.read_again()

    def read_again(self) -> None:
        """Ask the project in a worker; an answer that is still on its way is dropped."""
        self._known_act = self.project.last_act()
        self.run_worker(partial(self._answer, self.asked()), thread=True, exclusive=True)

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: a function that touches no widget and gives the answer as a message to this screen."""
        raise NotImplementedError

    def _answer(self, ask: Callable[[], Message]) -> None:
        worker = get_current_worker()
        try:
            answer = ask()
        except QualcodeError as error:
            answer = self.Refused(str(error))
        if not worker.is_cancelled:
            self.post_message(answer)

    def action_back(self) -> None:
        """Return to the screen below, once, however quick the keys."""
        if self.is_current:
            self.app.pop_screen()

    def on_project_screen_refused(self, event: Refused) -> None:
        """Say why."""
        self.notify(event.reason, severity="error", markup=False)


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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("U,ctrl+z", "undo", "Undo my last act", key_display="U"),
        Binding("R,ctrl+y", "redo", "Redo", key_display="R"),
        Binding("escape", "back", "Back", key_display="Esc"),
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
        yield Footer()

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

    def action_undo(self) -> None:
        """Take back the coder's last act."""
        self._reverse(undo, "undo", "Undid")

    def action_redo(self) -> None:
        """Do the coder's last undone act again."""
        self._reverse(redo, "redo", "Redid")

    def _reverse(self, reverse: Callable[..., str], verb: str, done: str) -> None:
        try:
            if not self.project.coder:
                raise NothingToUndoError("a coder without a name", verb)
            summary = reverse(self.project.store, coder=self.project.coder, at=now())
        except QualcodeError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.notify(f"{done}: {said(summary).plain}", markup=False)
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
