"""Codings that a new text left in doubt: each is confirmed, put elsewhere or removed by key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.coding.revision_review import Review, review_revised
from qualcode.errors.base import QualcodeError
from qualcode.project.opening import now
from qualcode.transcripts.searching import nearest
from qualcode.tui.asking.refusal import refuse
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import in_columns, said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.groups import MAKE, MORE, ROWS
from qualcode.tui.screens.project_screen import ProjectScreen
from qualcode.tui.threads.tidying import exempt

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.project.project import Project
    from qualcode.project.snapshots import RevisedCoding

_NAME = 24


class RevisedList(RowList):
    """The list of codings in doubt."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Right as it is", id="revised.confirm", group=ROWS),
    ]


class RevisedScreen(ProjectScreen):
    """What new texts left in doubt, one coding a row, with its words before and now."""

    CSS_PATH = "revised_screen.tcss"
    PARTS = (RevisedList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("P,p", "place", "Put elsewhere", id="revised.place", group=MAKE),
        Binding("delete,minus", "remove", "Remove", id="revised.remove", group=MAKE),
        Binding("U,ctrl+z", "undo", "Undo", id="revised.undo", group=MAKE),
        Binding("R,ctrl+y", "redo", "Redo", id="revised.redo", group=MAKE),
        Binding("escape", "back", "Back", id="revised.leave", group=MORE),
    ]

    class Seen(Message):
        """The codings in doubt were read."""

        def __init__(self, doubts: tuple[RevisedCoding, ...]) -> None:
            super().__init__()
            self.doubts = doubts

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._doubts: tuple[RevisedCoding, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the list and the words of one of them."""
        with Vertical():
            yield Static("Codings that a new text left in doubt", id="head", markup=False)
            yield RevisedList()
            yield Static(id="words")
        yield KeyFooter()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: the codings in doubt."""
        return partial(_see, self.project)

    def on_revised_screen_seen(self, event: Seen) -> None:
        """Show them; the cursor stays where it was, so that one after the other can be settled."""
        rows = self.query_one(RowList)
        place = min(max(rows.cursor, 0), max(0, len(event.doubts) - 1))
        self._doubts = event.doubts
        widths = (8, _NAME, _NAME)
        header = in_columns([said("now"), said("source"), said("code")], widths) + Content("  why")
        rows.show_rows(
            len(self._doubts),
            lambda index, width: _row(self._doubts[index], widths).truncate(width, ellipsis=True),
            cursor=place,
            header=header if self._doubts else None,
        )
        count = len(self._doubts)
        head = (
            f"{count} coding{'' if count == 1 else 's'} in doubt after a new text" if count else "Nothing is in doubt."
        )
        self.query_one("#head", Static).update(head)
        self._show_words(place)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the words of the coding under the cursor."""
        self._show_words(event.index)

    def _show_words(self, index: int) -> None:
        words = Content("")
        if 0 <= index < len(self._doubts):
            one = self._doubts[index]
            words = Content.assemble(("before  ", "dim"), said(one.before), "\n", ("now     ", "dim"))
            words += said(one.quote) if one.segment else said("(lost: its words are on the older text only)", "italic")
            words += Content("\n") + said(f"coded by {one.coder}" + (f" · {one.memo}" if one.memo else ""), "dim")
        self.query_one("#words", Static).update(words)

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Confirm the coding of the row."""
        one = self._doubts[event.index]
        self._settle(Review(confirmed=(one.guid,)))

    def action_remove(self) -> None:
        """Remove the coding under the cursor; undo brings it back."""
        if (one := self._here()) is not None:
            self._settle(Review(removed=(one.guid,)))

    def action_place(self) -> None:
        """Ask for the words that the coding belongs on, and put it there."""
        from qualcode.tui.asking.line_prompt import LinePrompt

        one = self._here()
        if one is None:
            return
        try:
            text = self.project.source_text(one.source_guid)
        except QualcodeError as error:
            refuse(self, error)
            return
        near = one.segment.start if one.segment else one.before_segment.start

        def check(words: str) -> None:
            nearest(text, words, near, one.source)

        def placed(words: str | None) -> None:
            if words:
                segment = nearest(text, words, near, one.source)
                seen = segment.quote(text, one.source)
                self._settle(Review(placed={one.guid: segment}, seen={one.guid: seen}))

        words = (one.quote or one.before).split("\n", maxsplit=1)[0]
        title = f"On which words of {one.source}? The nearest are taken"
        self.app.push_screen(LinePrompt(title, words, check=check), placed)

    def _here(self) -> RevisedCoding | None:
        cursor = self.query_one(RowList).cursor
        return self._doubts[cursor] if 0 <= cursor < len(self._doubts) else None

    def _settle(self, review: Review) -> None:
        if not self.project.coder:
            self.notify("Nothing was done under your name yet: code something first.", severity="warning")
            return
        try:
            review_revised(self.project.store, review, coder=self.project.coder, at=now())
        except QualcodeError as error:
            refuse(self, error)
        self.read_again()


def _row(one: RevisedCoding, widths: tuple[int, ...]) -> Content:
    style = "bold" if one.outcome == "lost" else ""
    cells = [said(one.outcome, style), said(one.source), said(one.code)]
    return in_columns(cells, widths) + Content("  ") + said(one.note, "dim")


def _see(project: Project) -> RevisedScreen.Seen:
    found = project.doubtful_codings()
    exempt(found)
    return RevisedScreen.Seen(found)
