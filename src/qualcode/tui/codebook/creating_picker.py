"""Picking a code, or asking for a new one called what was typed, under which theme.

Where codes are likely for what is to be coded, they stand above all others until something is typed. The cursor begins
below them, on the row it would begin on without them: the same keys choose the same code whatever is likely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding
from textual.content import Content

from qualcode.codebooks.likeness import plain_text
from qualcode.coding.creating import NewCode
from qualcode.tui.asking.question import Question
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.code_picker import CodeFinder, Heading, Likely, Offer, Row
from qualcode.tui.codebook.new_code import name_warning
from qualcode.tui.drawing.texts import code_color, said, swatch
from qualcode.tui.keys.groups import ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.model.codebook import Code, Codebook


class Picked(NamedTuple):
    """A code by its GUID, or the new code that is wanted.

    Attributes:
        was_likely: whether it was taken from those that were proposed.
    """

    code: str | NewCode
    was_likely: bool = False


class CreatingPicker(CodeFinder[Picked]):
    """Ask for a code; gives it or the new code that is wanted, or None when left.

    Nothing is made here: that is an act of who asked.
    """

    HOW = "↑ new code · ↓ moves · Enter chooses · Esc leaves"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "likely(1)", "Next likely code", show=False, id="picker.likely", group=ROWS),
        Binding("shift+tab", "likely(-1)", "Likely code before", show=False, id="picker.likely-before", group=ROWS),
    ]

    def __init__(
        self,
        codebooks: tuple[Codebook, ...],
        recent: tuple[str, ...] = (),
        *,
        title: str = "Code",
        likely: tuple[str, ...] = (),
    ) -> None:
        """Ask for one of the codes, or a new one.

        Args:
            codebooks: where the codes stand.
            recent: GUIDs of codes used lately, the latest first.
            title: what is asked.
            likely: GUIDs of codes to be shown above all others, the likeliest first.
        """
        super().__init__(codebooks, recent, title=title)
        self._codebooks = codebooks
        self._typed = ""
        known = {entry.code.guid: entry for entry in self._all}
        rows = [Likely(known[guid]) for guid in likely if guid in known]
        others = "All codes, the recent first" if recent else "All codes"
        self._first: list[Row] = [Heading("Likely here"), *rows, Heading(others)] if rows else []
        if rows:
            self.HOW = "Tab likely · " + self.HOW

    def fitting(self, typed: str) -> Sequence[Row]:
        """Return the codes that fit, the best first; where nothing is typed those that are likely above them."""
        found = super().fitting(typed)
        return found if typed.strip() else [*self._first, *found]

    def is_standing(self, row: Row) -> bool:
        """Tell whether the cursor may begin on a row: on the first that would be there without likely codes."""
        return not isinstance(row, (Likely, Heading))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Keep a heading in sight as long as the first row below it is."""
        above = event.index - 1
        if above >= 0 and isinstance(self._fitting[above], Heading) and event.row_list.scroll_target_y > above:
            event.row_list.scroll_to(y=above, animate=False)

    def take(self, row: Row) -> None:
        """Answer with a code, or with what is offered."""
        if isinstance(row, Likely):
            self.answer(Picked(row.entry.code.guid, was_likely=True))
        else:
            super().take(row)

    def action_move(self, rows: int) -> None:
        """Move through the rows that can be chosen, from the first one up to the last."""
        super().action_move(rows)
        if self._is_on_heading():
            super().action_move(1 if rows > 0 else -1)

    def action_page(self, pages: int) -> None:
        """Move through the rows that can be chosen by a screenful."""
        super().action_page(pages)
        if self._is_on_heading():
            super().action_move(1)

    def action_likely(self, step: int) -> None:
        """Go to the next likely code, or the one before; from the others to the first, or the last."""
        places = [place for place, row in enumerate(self._fitting) if isinstance(row, Likely)]
        if places:
            rows = self.query_one(RowList)
            inside = rows.cursor - places[0] + step if rows.cursor in places else min(step, 0)
            rows.action_jump(places[inside % len(places)])

    def _is_on_heading(self) -> bool:
        place = self.query_one(RowList).cursor
        return 0 <= place < len(self._fitting) and isinstance(self._fitting[place], Heading)

    def found(self, code_guid: str) -> None:
        """Give the code."""
        self.answer(Picked(code_guid))

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
            self.answer(Picked(NewCode(name=self._typed, codebook_guid=None)))
            return
        self.app.push_screen(ThemeChoice(self._typed, self._codebooks, self._recent), self._place)

    def _place(self, new: NewCode | None) -> None:
        if new:
            self.answer(Picked(new))


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
