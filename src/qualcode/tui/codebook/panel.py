"""The tree of all codebooks: color, key and count of codings of each code, themes to open and close."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import code_color, fitted, said, swatch
from qualcode.tui.keys.groups import ROWS

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.model.codebook import Code, Codebook


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the tree: a codebook where `code` is None."""

    book: Codebook
    code: Code | None
    depth: int
    is_parent: bool

    @property
    def guid(self) -> str:
        return self.code.guid if self.code else self.book.guid


class CodebookPanel(RowList):
    """All codebooks as one tree: what can be applied, by which key, and how often it was."""

    DEFAULT_CSS = """
    CodebookPanel { border: round $foreground 35%; padding: 0 0 0 1; border-title-color: $foreground; }
    CodebookPanel:focus { border: round $border; }
    CodebookPanel:blur > .row-list--cursor { background: transparent; text-style: none; }
    """
    BORDER_TITLE = "Codebook"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Apply the code in the codebook panel", show=False, id="tree.apply", group=ROWS),
        Binding("left", "close", "Close what stands under a code", show=False, id="tree.close", group=ROWS),
        Binding("right", "open", "Open what stands under a code", show=False, id="tree.open", group=ROWS),
        Binding("space", "turn", "Open or close what stands under a code", show=False, id="tree.turn", group=ROWS),
    ]

    class Chosen(Message):
        """A code was chosen to be applied."""

        def __init__(self, code_guid: str) -> None:
            super().__init__()
            self.code_guid = code_guid

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's word
        super().__init__(id=id, classes=classes)
        self._codebooks: tuple[Codebook, ...] = ()
        self._counts: dict[str, int] = {}
        self._shut: set[str] = set()
        self._rows: list[_Row] = []
        self._key_width = 0

    def show(self, codebooks: tuple[Codebook, ...], counts: dict[str, int]) -> None:
        """Show the codebooks with so many codings of each code (by GUID); what was closed stays closed."""
        before, self._counts = self._counts, counts
        if codebooks == self._codebooks and self._rows:
            # This happens at every coding: draw only the rows whose number changed.
            for place, row in enumerate(self._rows):
                if before.get(row.guid) != counts.get(row.guid):
                    self.refresh_line(place)
            return
        self._codebooks = codebooks
        self._key_width = 1 + max((len(code.key or "") for book in codebooks for code in book.codes), default=0)
        self._lay_out()

    @property
    def standing(self) -> tuple[Codebook, Code | None] | None:
        """What stands under the cursor: a code, or a codebook where the code is None."""
        if not 0 <= self.cursor < len(self._rows):
            return None
        row = self._rows[self.cursor]
        return row.book, row.code

    def stand_on(self, guid: str) -> None:
        """Go to a code or codebook, opening what hides it; stay where it is not there."""
        for book in self._codebooks:
            if guid in book:
                self._shut -= {book.guid, *(above.guid for above in book.lineage(guid)[:-1])}
        self._lay_out()
        self.cursor = next((place for place, row in enumerate(self._rows) if row.guid == guid), self.cursor)

    def _lay_out(self) -> None:
        standing = self._rows[self.cursor].guid if 0 <= self.cursor < len(self._rows) else None
        self._rows = [row for book in self._codebooks for row in _open_rows(book, self._shut)]
        place = next((place for place, row in enumerate(self._rows) if row.guid == standing), self.cursor)
        hint = said("No codebook yet: qualcode codebook import FILE", "dim")
        self.show_rows(len(self._rows), self._drawn, cursor=place, instead=hint)

    def _drawn(self, index: int, width: int) -> Content:
        row = self._rows[index]
        sign = ("▸" if row.guid in self._shut else "▾") if row.is_parent else " "
        if row.code is None:
            return Content.assemble((sign, "dim"), " ", said(row.book.name, "bold underline"))
        code = row.code
        count = self._counts.get(code.guid, 0)
        number = self.mark_of(code) + Content.styled(f" {count}" if count else "", "dim")
        style = "strike dim" if code.is_retired else "bold" if row.depth == 1 else ""
        left = Content.assemble(
            " " * (row.depth - 1),
            (sign, "dim"),
            swatch(code_color(row.book, code)),
            fitted(said(code.key or "", "bold"), self._key_width),
            said(code.name, style),
            " retired" if code.is_retired else "",
        )
        return fitted(left, width - number.cell_length) + number

    def mark_of(self, code: Code) -> Content:  # noqa: ARG002  # looked at where codes are marked
        """Return what is said of a code beside its number of codings."""
        return Content("")

    def click_row(self, index: int, cell: int) -> None:
        """Open or close where the sign was clicked, choose elsewhere."""
        row = self._rows[index]
        if row.is_parent and cell < max(1, row.depth):
            self.action_turn()
        else:
            self.choose_row(index)

    def choose_row(self, index: int) -> None:
        """Choose the code of a row; what only groups others opens or closes."""
        code = self._rows[index].code
        if code is None or not code.is_codable:
            self.action_turn()
        else:
            self.post_message(self.Chosen(code.guid))

    def action_turn(self) -> None:
        """Open or close what stands under the row."""
        if 0 <= self.cursor < len(self._rows) and self._rows[self.cursor].is_parent:
            self._shut ^= {self._rows[self.cursor].guid}
            self._lay_out()

    def action_open(self) -> None:
        """Show what stands under the row."""
        if 0 <= self.cursor < len(self._rows) and self._rows[self.cursor].guid in self._shut:
            self.action_turn()

    def action_close(self) -> None:
        """Hide what stands under the row; where nothing does, go to the row above it in the tree."""
        if not 0 <= self.cursor < len(self._rows):
            return
        row = self._rows[self.cursor]
        if row.is_parent and row.guid not in self._shut:
            self.action_turn()
        else:
            above = (place for place in range(self.cursor, -1, -1) if self._rows[place].depth < row.depth)
            self.cursor = next(above, self.cursor)


def _open_rows(book: Codebook, closed: set[str]) -> list[_Row]:
    """Return the rows of a codebook that no closed row hides, in tree order."""
    parents = {code.parent_guid for code in book.codes}
    rows = [_Row(book, None, 0, bool(book.codes))]
    if book.guid in closed:
        return rows
    depths: dict[str | None, int] = {None: 0}
    hidden = set()
    for code in book.codes:
        depths[code.guid] = depth = depths[code.parent_guid] + 1
        if code.parent_guid in closed or code.parent_guid in hidden:
            hidden.add(code.guid)
        else:
            rows.append(_Row(book, code, depth, code.guid in parents))
    return rows
