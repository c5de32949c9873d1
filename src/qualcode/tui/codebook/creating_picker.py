"""Picking a code, or asking for a new one called what was typed, under which theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.codebooks.likeness import plain_text
from qualcode.coding.creating import NewCode
from qualcode.tui.asking.question import Question
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.code_picker import CodeFinder, Offer
from qualcode.tui.codebook.new_code import name_warning
from qualcode.tui.drawing.texts import code_color, said, swatch

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from qualcode.model.codebook import Code, Codebook


class CreatingPicker(CodeFinder[str | NewCode]):
    """Ask for a code; gives its GUID, or the new code that is wanted, or None when left.

    Nothing is made here: that is an act of who asked.
    """

    HOW = "↑ new code · ↓ moves · Enter chooses · Esc leaves"

    def __init__(self, codebooks: tuple[Codebook, ...], recent: tuple[str, ...] = (), *, title: str = "Code") -> None:
        super().__init__(codebooks, recent, title=title)
        self._codebooks = codebooks
        self._typed = ""

    def found(self, code_guid: str) -> None:
        """Give the code."""
        self.answer(code_guid)

    def offered(self, typed: str) -> Offer | None:
        """Return the new code, unless one is called just so."""
        self._typed = " ".join(typed.split())
        wanted = plain_text(typed)
        if not wanted or any(plain_text(entry.code.name) == wanted for entry in self._all):
            return None
        row = Content.assemble(("+ ", "bold $success"), "create ", said(f"“{self._typed}”", "bold"), "…")
        meaning = [said("A new code; you are asked under which theme.", "dim")]
        warning = name_warning(self._codebooks, self._typed)
        return Offer(row, Content("\n").join([warning, *meaning] if warning else meaning))

    def take_offer(self) -> None:
        """Ask under which theme, and give the new code."""
        if not self._codebooks:
            self.answer(NewCode(name=self._typed, codebook_guid=None))
            return
        self.app.push_screen(ThemeChoice(self._typed, self._codebooks, self._recent), self._place)

    def _place(self, new: NewCode | None) -> None:
        if new:
            self.answer(new)


class ThemeChoice(Question[NewCode]):
    """Ask under which theme a new code is to stand; gives the new code, or None when left."""

    DEFAULT_CSS = """
    ThemeChoice > RowList {
        width: 90%; max-width: 80; height: auto; max-height: 80%; padding: 0 1;
        border: round $primary; background: $surface;
    }
    """

    def __init__(self, name: str, codebooks: tuple[Codebook, ...], recent: tuple[str, ...] = ()) -> None:
        """Ask for the place; the theme of the code used last is proposed."""
        super().__init__()
        self._called = name
        self._rows: list[tuple[Codebook, Code | None]] = []
        self._is_one = len(codebooks) == 1
        self._proposed = 0
        for book in codebooks:
            last = next((book.lineage(guid)[0].guid for guid in recent[:1] if guid in book), None)
            for theme in (None, *(code for code in book.children(None) if not code.is_retired)):
                if theme and theme.guid == last:
                    self._proposed = len(self._rows)
                self._rows.append((book, theme))

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        rows = RowList()
        rows.border_title = said(f"Under which theme is “{self._called}” to stand?")
        rows.border_subtitle = "Enter creates it · Esc goes back"
        yield rows

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(RowList).show_rows(len(self._rows), self._drawn, cursor=self._proposed)

    def _drawn(self, index: int, _width: int) -> Content:
        book, theme = self._rows[index]
        if theme is None:
            return said("under none: a theme of its own" + ("" if self._is_one else f" in {book.name}"), "italic")
        return Content.assemble("  ", swatch(code_color(book, theme)), said(theme.name))

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Give the new code in the place that was chosen."""
        book, theme = self._rows[event.index]
        self.answer(NewCode(name=self._called, codebook_guid=book.guid, parent_guid=theme.guid if theme else None))
