"""The history of a codebook: its steps, newest first, what each changed; restored, named, held against today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.coding.codebook_restoring import name_revision, restore_revision
from qualcode.model.display import harmless_line
from qualcode.model.identity import checked_name
from qualcode.tui.asking.confirmation import Confirmation
from qualcode.tui.asking.line_prompt import LinePrompt
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.change_lines import change_lines
from qualcode.tui.drawing.texts import in_columns, said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.groups import MAKE, MORE, SEE
from qualcode.tui.screens.acting_screen import ActingScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.codebooks.changes import Change
    from qualcode.model.revision import Step
    from qualcode.project.project import Project

_MOST_DRAWN = 200  # changes of one step, or from it to today, that are drawn
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a step: what it changed, or what is different today."""

    act: int
    from_then: bool
    changes: tuple[Change, ...]
    codes: int


class CodebookHistoryScreen(ActingScreen):
    """The steps of one codebook.

    More methods than most classes: Textual calls one for each key and each message.
    """

    CSS_PATH = "history_screen.tcss"
    PARTS = (RowList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "D",
            "turn",
            "Difference",
            id="steps.difference",
            tooltip="What is different today, or what it changed",
            group=SEE,
        ),
        Binding(
            "T", "restore", "Restore", id="steps.restore", tooltip="Make the codebook what it was then", group=MAKE
        ),
        Binding(
            "N", "name", "Name", id="steps.name", tooltip="Give the revision a name, such as: after pilot", group=MAKE
        ),
        Binding("U,ctrl+z", "undo", "Undo", id="steps.undo", group=MAKE),
        Binding("R,ctrl+y", "redo", "Redo", show=False, id="steps.redo", group=MAKE),
        Binding("escape", "back", "Back", id="steps.leave", group=MORE),
    ]

    class Read(Message):
        """The steps were read."""

        def __init__(self, steps: tuple[Step, ...], standing: str) -> None:
            super().__init__()
            self.steps = steps
            self.standing = standing

    class Compared(Message):
        """What a step changed was found."""

        def __init__(self, told: Told) -> None:
            super().__init__()
            self.told = told

    def __init__(self, project: Project, name_coder: Callable[[str], Project], guid: str, name: str) -> None:
        """Show the steps of a codebook by its GUID and name."""
        super().__init__(project, name_coder)
        self._guid, self._name = guid, name
        self._steps: tuple[Step, ...] = ()
        self._standing = ""
        self._from_then = False
        self._known: dict[tuple[int, bool, str], Told] = {}
        self._widths: tuple[int, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the steps above what the one under the cursor changed."""
        with Vertical():
            yield Static(said(f"History of {self._name}, newest first"), id="head")
            yield RowList()
            yield Static(id="what")
            with VerticalScroll(id="aside"):
                yield Static(id="whole")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin in the steps."""
        self.query_one(RowList).focus()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: the steps."""
        return partial(_read, self.project, self._guid)

    def on_codebook_history_screen_read(self, event: Read) -> None:
        """Show the steps; the cursor stays on its step, or on the newest."""
        rows = self.query_one(RowList)
        standing = self._steps[rows.cursor].act if rows.cursor > 0 else None
        self._steps, self._standing = event.steps, event.standing
        who = min(16, max((len(step.coder) for step in self._steps), default=3))
        self._widths = (_SHORT, 16, who)
        place = next((place for place, step in enumerate(self._steps) if step.act == standing), 0)
        header = in_columns([said("revision"), said("when"), said("who")], self._widths) + Content("  what")
        rows.show_rows(len(self._steps), self._drawn, cursor=place, header=header)

    def _drawn(self, index: int, width: int) -> Content:
        step = self._steps[index]
        known = step.hash[:_SHORT] if step.hash else "gone"
        stands = "bold" if step.hash == self._standing else "dim"
        left = in_columns(
            [said(known, stands), said(f"{step.at.astimezone():%Y-%m-%d %H:%M}", "dim"), said(step.coder)], self._widths
        )
        named = said(f"“{step.name}”", "bold") + Content(" ") if step.name else Content("")
        what = said(step.summary, "strike dim" if step.is_undone else "")
        return (left + Content("  ") + named + what).truncate(width, ellipsis=True)

    def _here(self) -> Step | None:
        place = self.query_one(RowList).cursor
        return self._steps[place] if 0 <= place < len(self._steps) else None

    def on_row_list_moved(self) -> None:
        """Tell what the step under the cursor changed."""
        step = self._here()
        if step is None:
            return
        told = self._known.get((step.act, self._from_then, self._standing))
        if told:
            self._tell(told)
        else:
            self.run_worker(
                partial(self._compare, step, self._standing, from_then=self._from_then),
                thread=True,
                exclusive=True,
                group="compare",
            )

    def on_row_list_entered(self) -> None:
        """Go to what the step changed, to scroll it."""
        self.query_one("#aside").focus()

    def _compare(self, step: Step, standing: str, *, from_then: bool) -> None:
        changes, codes = _changes(self.project, self._guid, step, standing, from_then=from_then)
        self.post_message(self.Compared(Told(step.act, from_then, changes, codes)))

    def on_codebook_history_screen_compared(self, event: Compared) -> None:
        """Keep what was found, and tell it where it is still asked for."""
        told = event.told
        self._known[told.act, told.from_then, self._standing] = told
        step = self._here()
        if step and step.act == told.act and told.from_then == self._from_then:
            self._tell(told)

    def _tell(self, told: Told) -> None:
        count = f"{len(told.changes):,} change{'' if len(told.changes) == 1 else 's'}"
        what = f"From then to today: {count}" if told.from_then else f"What it changed: {count}"
        if not told.from_then and not told.changes:
            what = f"{told.codes:,} codes then"
        self.query_one("#what", Static).update(said(what, "bold"))
        more = len(told.changes) - _MOST_DRAWN
        lines = change_lines(told.changes[:_MOST_DRAWN])
        if more > 0:
            lines += Content("\n") + said(f"… and {more:,} more: qualcode codebook diff tells all", "dim")
        self.query_one("#whole", Static).update(lines)
        self.query_one("#aside").scroll_home(animate=False)

    def action_turn(self) -> None:
        """Tell what is different today instead of what the step changed, or the other way round."""
        self._from_then = not self._from_then
        self.on_row_list_moved()

    def action_restore(self) -> None:
        """Ask once, and make the codebook what it was at the revision under the cursor."""
        step = self._here()
        if step is None or step.hash is None:
            return
        if step.hash == self._standing:
            self.notify("The codebook stands at this revision.", markup=False)
            return
        revision = step.hash
        text = (
            f"{self._name} becomes what it was at {revision[:_SHORT]}. Codes that are used but were not there stay. "
            "It is one more step, which can be undone."
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self.act(partial(self._restore, revision))

        self.app.push_screen(Confirmation("Restore a revision", text, "restores it"), answered)

    def _restore(self, revision: str) -> None:
        done = self.done(restore_revision, self._guid, revision)
        if done.remarks:
            self.notify("\n".join(map(harmless_line, done.remarks[:5])), markup=False)

    def action_name(self) -> None:
        """Ask for a name of the revision under the cursor, and keep it."""
        step = self._here()
        if step is None or step.hash is None:
            return
        revision = step.hash

        def check(name: str) -> object:
            return checked_name("Revision name", name) if name else None

        def named(name: str | None) -> None:
            if name is not None:
                self.act(partial(self.done, name_revision, self._guid, revision, name))

        prompt = LinePrompt(f"Name of {revision[:_SHORT]}", step.name or "", check=check, placeholder="after pilot")
        self.app.push_screen(prompt, named)

    def action_back(self) -> None:
        """Go from the changes to the steps, or back to the screen below."""
        rows = self.query_one(RowList)
        if rows.has_focus:
            super().action_back()
        else:
            rows.focus()


def _read(project: Project, guid: str) -> CodebookHistoryScreen.Read:
    return CodebookHistoryScreen.Read(project.codebook_steps(guid), project.codebook_hashes().get(guid, ""))


def _changes(
    project: Project, guid: str, step: Step, standing: str, *, from_then: bool
) -> tuple[tuple[Change, ...], int]:
    """Return what a step changed, or what is different today, and how many codes there were then."""
    from qualcode.codebooks.differences import codebook_changes

    then = project.codebook_at(guid, step.hash) if step.hash else None
    older = then if from_then else project.codebook_at(guid, step.before) if step.before else None
    newer = (project.codebook_at(guid, standing) if standing else None) if from_then else then
    changes = codebook_changes(older, newer) if older and newer else ()
    return changes, len(then.codes) if then else 0
