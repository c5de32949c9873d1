"""All memos, newest first. Small letters filter them, capitals are commands; Enter goes to what a memo is on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.coding.memos import write_memo
from qualcode.model.display import harmless, harmless_line
from qualcode.project.memo_drafts import Draft, drop_draft, store_drafts
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import in_columns, said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.groups import MAKE, MORE, ROWS, Hint
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.memos.kept_editor import KeptMemoEditor
from qualcode.tui.memos.lines import MemoLine, Things, holding
from qualcode.tui.memos.target_choice import Target, TargetChoice
from qualcode.tui.screens.acting_screen import ActingScreen
from qualcode.tui.threads.tidying import exempt

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.model.coding import Memo, MemoTarget
    from qualcode.model.transcript import Segment
    from qualcode.project.project import Project


class MemoList(RowList):
    """The list of memos, whose first key the footer names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go to its place", id="memos.go-to", tooltip="Go to what the memo is on", group=ROWS)
    ]


class MemoScreen(ActingScreen):
    """The memos, and the one under the cursor whole.

    More methods than most classes: Textual calls one for each key.
    """

    CSS_PATH = "screen.tcss"
    PARTS = (MemoList,)
    OPENED_BY = "list_memos"
    HINTS: ClassVar[tuple[Hint, ...]] = (
        (ROWS, "a–z 0–9", "show only memos that hold these words"),
        (ROWS, "Backspace", "take letters back"),
        (ROWS, "Tab", "to the memo's text, to scroll it; and back"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "M",
            "edit",
            "Change",
            id="memos.edit",
            tooltip="Change the memo, or write your own beside another's",
            group=MAKE,
        ),
        Binding("N", "new", "New", id="memos.new", tooltip="New memo on the project, a source or a case", group=MAKE),
        Binding("delete", "take_off", "Take off", id="memos.take-off", tooltip="Take your memo off", group=MAKE),
        Binding("U,ctrl+z", "undo", "Undo", id="memos.undo", group=MAKE),
        Binding("R,ctrl+y", "redo", "Redo", show=False, id="memos.redo", group=MAKE),
        Binding("escape", "leave", "Back", id="memos.leave", group=MORE),
    ]

    class Read(Message):
        """The memos were read, and what new ones can be on."""

        def __init__(self, lines: tuple[MemoLine, ...], targets: tuple[Target, ...]) -> None:
            super().__init__()
            self.lines = lines
            self.targets = targets

    class GoTo(Message):
        """Somebody wants to go to what a memo is on.

        Attributes:
            kind: what it is.
            guid: which.
            source_guid: where it is, for a coding, a source, or a case that speaks somewhere.
            segment: where in the source, for a coding.
        """

        def __init__(
            self, kind: MemoTarget, guid: str, source_guid: str | None = None, segment: Segment | None = None
        ) -> None:
            super().__init__()
            self.kind = kind
            self.guid = guid
            self.source_guid = source_guid
            self.segment = segment

    def __init__(self, project: Project, name_coder: Callable[[str], Project]) -> None:
        """Show the memos; `name_coder` keeps a coder's name and returns the project under it."""
        super().__init__(project, name_coder)
        self._all: tuple[MemoLine, ...] = ()
        self._lines: list[MemoLine] = []
        self._targets: tuple[Target, ...] = ()
        self._typed = ""
        self._widths: tuple[int, ...] = ()
        self._is_newest_next = False  # what was just written is gone to

    def compose(self) -> ComposeResult:
        """Lay out the filter, the list and the memo under the cursor."""
        with Vertical():
            yield Static("Memos, newest first", id="head")
            yield MemoList()
            with VerticalScroll(id="aside"):
                yield Static(id="whole")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin in the list, with what was left unfinished."""
        self.query_one(RowList).focus()
        for told in store_drafts(self.project):
            self.notify(f"A memo that was being written was kept: {harmless_line(told)}", markup=False)

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: the memos and what they are on."""
        return partial(_read, self.project)

    @on(Read)
    def _show_read(self, event: Read) -> None:
        self._all, self._targets = event.lines, event.targets
        self._widths = (10, min(16, max((len(line.memo.coder) for line in self._all), default=3)))
        self._show()

    def _show(self) -> None:
        rows = self.query_one(RowList)
        standing = None if self._is_newest_next or not self._here else self._here.memo.guid
        self._is_newest_next = False
        self._lines = holding(self._all, self._typed)
        place = next((place for place, line in enumerate(self._lines) if line.memo.guid == standing), 0)
        nothing = (
            "No memo holds that." if self._all else f"There is no memo yet: {way_to(self, 'memos.new')} writes one."
        )
        rows.show_rows(len(self._lines), self._drawn, cursor=place, instead=said(nothing, "dim"))
        head = Content.styled("Memos", "bold")
        if self._typed:
            found = f"{len(self._lines)} of {len(self._all)}"
            head += Content(f" with “{harmless(self._typed)}”: {found} · {way_to(self, 'memos.leave')} shows all")
        else:
            head = Content.assemble(head, "  ", said(f"{len(self._all)}, newest first · type to filter them", "dim"))
        self.query_one("#head", Static).update(head)

    @property
    def _here(self) -> MemoLine | None:
        cursor = self.query_one(RowList).cursor
        return self._lines[cursor] if 0 <= cursor < len(self._lines) else None

    def _drawn(self, index: int, width: int) -> Content:
        line = self._lines[index]
        when = said(f"{line.memo.at.astimezone():%Y-%m-%d}", "dim")
        left = (width - sum(self._widths) - 6) * 2 // 5
        cells = [when, said(line.memo.coder), said(line.what), said(_first_line(line.memo), "bold")]
        return in_columns(cells, (*self._widths, left, width - sum(self._widths) - 6 - left))

    def on_row_list_moved(self) -> None:
        """Show the memo under the cursor whole, and what it is on."""
        whole = Content("")
        if self._here:
            memo = self._here.memo
            place = f" in {self._here.place}" if self._here.place else ""
            head = f"{memo.coder}, {memo.at.astimezone():%Y-%m-%d %H:%M}, on {self._here.what}{place}"
            whole = Content("\n").join([said(head, "dim"), Content(harmless(memo.text))])
        self.query_one("#whole", Static).update(whole)
        self.query_one("#aside").scroll_home(animate=False)

    def on_key(self, event: events.Key) -> None:
        """Take letters that filter; capitals and signs are left to be commands."""
        character = event.character or ""
        if event.key == "backspace" and self._typed:
            self._filter(self._typed[:-1])
        elif len(character) == 1 and character.isprintable() and not character.isupper() and character != "?":
            self._filter(self._typed + character)
        else:
            return
        event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """Filter by what was pasted."""
        self._filter(self._typed + harmless_line(event.text))

    def _filter(self, typed: str) -> None:
        self._typed = typed.lstrip()
        self._show()

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Tell where somebody wants to go."""
        line = self._lines[event.index]
        self.post_message(self.GoTo(line.memo.target, line.memo.target_guid, line.source_guid, line.segment))

    def action_edit(self) -> None:
        """Change one's memo on the thing, or write one where the memo is somebody else's."""
        if self._here:
            memo = self._here.memo
            self._write(memo.target, memo.target_guid, self._here.what)

    def action_new(self) -> None:
        """Ask what to write on, and write."""

        def chosen(target: Target | None) -> None:
            if target:
                self._write(target.kind, target.guid, f"{target.kind} {target.name}")

        self.app.push_screen(TargetChoice("Memo on what?", self._targets), chosen)

    def _write(self, kind: MemoTarget, guid: str, what: str) -> None:
        coder = self.project.coder
        mine = (line.memo.text for line in self._all if (line.memo.target_guid, line.memo.coder) == (guid, coder))

        draft = Draft(target=kind, guid=guid, coder=coder)

        def stored(text: str) -> None:
            self.done(write_memo, kind, guid, text)
            drop_draft(self.project.path, draft)

        def written(text: str | None) -> None:
            if text is None:
                drop_draft(self.project.path, draft)
            else:
                self._is_newest_next = bool(text.strip())
                self.act(partial(stored, text))

        self.app.push_screen(KeptMemoEditor(f"Memo on {what}", next(mine, ""), self.project.path, draft), written)

    def action_take_off(self) -> None:
        """Take one's memo off."""
        if self._here is None:
            return
        memo = self._here.memo
        if memo.coder != self.project.coder:
            self.notify(
                f"This memo is {harmless_line(memo.coder)}'s; {way_to(self, 'memos.edit')} writes your own.",
                markup=False,
            )
        else:
            self.act(partial(self.done, write_memo, memo.target, memo.target_guid, ""))

    def action_leave(self) -> None:
        """Go from the text to the list, show all memos again, or go back to the screen below."""
        rows = self.query_one(RowList)
        if not rows.has_focus:
            rows.focus()
        elif self._typed:
            self._filter("")
        else:
            self.action_back()


def _first_line(memo: Memo) -> str:
    return memo.text.strip().split("\n", maxsplit=1)[0]


def _read(project: Project) -> MemoScreen.Read:
    memos = project.memos()
    sources, cases = project.source_list(), project.case_list()
    codings = project.codings() if any(memo.target == "coding" for memo in memos) else ()
    exempt(codings)
    things = Things(codings, project.codebooks(), sources, cases)
    facts = project.facts()
    targets = (
        Target("project", facts.guid, facts.name),
        *(Target("source", source.guid, source.name) for source in sources),
        *(Target("case", case.guid, case.label, ", ".join(case.sources)) for case in cases),
    )
    return MemoScreen.Read(tuple(things.line(memo) for memo in memos), targets)
