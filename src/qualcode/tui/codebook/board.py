"""What the codebook editor shows: the tree of all codebooks, and the code under the cursor in full.

The codebooks are read at every act, in a few milliseconds; codings and memos in a worker, and only when they may have
changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.analysis.code_usage import NO_USE, usages
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.code_details import code_details, codebook_details
from qualcode.tui.codebook.tree import CodebookTree
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.keys.names import shown_together
from qualcode.tui.screens.acting_screen import ActingScreen
from qualcode.tui.threads.tidying import exempt

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from qualcode.analysis.code_usage import Usage
    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.coding import Coding, Memo
    from qualcode.project.project import Project

WIDE = 100  # columns from which on a code stands beside the tree


class CodebookBoard(ActingScreen):
    """The tree and the code under the cursor; what the keys do is said by `CodebookScreen`.

    Attributes:
        codebooks: as they stand.
        usages: how each code is used, by its GUID; None until that is read.
        source_names: by GUID.
        memos: on codes.
    """

    CSS_PATH = "screen.tcss"
    PARTS = (CodebookTree,)
    OPENED_BY = "edit_codebook"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  # declared so by Textual

    class Read(Message):
        """Codings and memos were read."""

        def __init__(self, usages: dict[str, Usage], source_names: dict[str, str], memos: tuple[Memo, ...]) -> None:
            super().__init__()
            self.usages = usages
            self.source_names = source_names
            self.memos = memos

    def __init__(self, project: Project, name_coder: Callable[[str], Project], code_guid: str | None = None) -> None:
        """Show the codebooks; `name_coder` keeps a coder's name; the cursor begins at a code if one is given."""
        super().__init__(project, name_coder)
        self.codebooks: tuple[Codebook, ...] = ()
        self.usages: dict[str, Usage] | None = None
        self.source_names: dict[str, str] = {}
        self.memos: tuple[Memo, ...] = ()
        self._shown_guid: str | None = None
        self.next_guid = code_guid  # where the cursor goes when the codebooks are shown next

    @property
    def tree_of_codes(self) -> CodebookTree:
        """The tree."""
        return self.query_one(CodebookTree)

    def compose(self) -> ComposeResult:
        """Lay out the tree and the code."""
        yield Static("Codebooks", id="head", markup=False)
        with Container(id="both"):
            yield CodebookTree()
            with VerticalScroll(id="aside"):
                yield Static(id="details")
        yield Static(id="state")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin in the tree."""
        self.tree_of_codes.focus()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: codings and memos."""
        return partial(_read, self.project)

    def read_again(self) -> None:
        """Show the codebooks as they stand, and ask for codings and memos."""
        self.show_codebooks()
        super().read_again()

    def acted(self) -> None:
        """Show the codebooks; nothing else is read again if the only act since was the one just done here."""
        last = self.project.last_act()
        if last == self._known_act + 1:
            self._known_act = last
            self.show_codebooks()
        elif last > self._known_act:
            self.read_again()

    def show_codebooks(self) -> None:
        """Show the codebooks as they stand."""
        self.codebooks = self.project.codebooks()
        tree = self.tree_of_codes
        if tree.taken and not any(tree.taken in book for book in self.codebooks):
            tree.taken = None
        tree.show(self.codebooks, {guid: len(usage.codings) for guid, usage in (self.usages or {}).items()})
        if self.next_guid:
            tree.stand_on(self.next_guid)
            self.next_guid = None
        tree.refresh()
        self.show_code()

    @on(Read)
    def _show_read(self, event: Read) -> None:
        self.usages, self.source_names, self.memos = event.usages, event.source_names, event.memos
        self.tree_of_codes.noted = frozenset(memo.target_guid for memo in self.memos)
        self.show_codebooks()

    @on(RowList.Moved)
    def show_code(self) -> None:
        """Show the code under the cursor in full, and what was taken to be put elsewhere."""
        book, code = self.tree_of_codes.standing or (None, None)
        details = Content("")
        if book and code:
            memos = tuple(memo for memo in self.memos if memo.target_guid == code.guid)
            usage = (self.usages or {}).get(code.guid, NO_USE)
            details = code_details(book, code, usage, self.source_names, memos)
        elif book:
            details = codebook_details(book, self.usages or {})
        self.query_one("#details", Static).update(details)
        guid = code.guid if code else book.guid if book else None
        if guid != self._shown_guid:
            self._shown_guid = guid
            self.query_one("#aside").scroll_home(animate=False)
        self.query_one("#state", Static).update(self._state())

    def _state(self) -> Content:
        taken = self.tree_of_codes.taken
        if taken is None:
            steps = shown_together([way_to(self, f"codebook.{step}") for step in ("up", "down", "out", "in")])
            undo = way_to(self, "codebook.undo")
            return said(f"{steps} move the code · all is saved at once, {undo} undoes", "dim")
        name = next(book.code(taken).name for book in self.codebooks if taken in book)
        ways = ("put-below", "put-before", "copy", "leave")
        below, before, copy, leave = (way_to(self, f"codebook.{way}") for way in ways)
        told = f"{below} puts it below · {before} before · {copy} a copy below · {leave} lets go"
        return said(f"{told}: “{name}”", "bold")

    def code_here(self) -> tuple[Codebook, Code] | None:
        """Return the code under the cursor and its codebook, or say that none is."""
        standing = self.tree_of_codes.standing
        if standing is None or standing[1] is None:
            self.notify(
                "Go to a code first."
                if standing
                else f"There is no codebook yet: {way_to(self, 'codebook.new')} makes one.",
                markup=False,
            )
            return None
        return standing[0], standing[1]

    def codings_of(self, code: Code) -> tuple[Coding, ...] | None:
        """Return a code's codings, or say that they are still being read."""
        if self.usages is None:
            self.notify("The codings are still being read.", markup=False)
            return None
        return self.usages.get(code.guid, NO_USE).codings


def _read(project: Project) -> CodebookBoard.Read:
    memos = tuple(memo for memo in project.memos() if memo.target == "code")
    names = {source.guid: source.name for source in project.source_list()}
    used = usages(project.codings())
    exempt(used)
    return CodebookBoard.Read(used, names, memos)
