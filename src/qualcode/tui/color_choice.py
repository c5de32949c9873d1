"""Choosing a code's color: one of a palette, or any as `#rrggbb`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from qualcode.tui.code_colors import PALETTE, is_color, read_color
from qualcode.tui.drawing import fitted, said
from qualcode.tui.key_groups import ROWS
from qualcode.tui.question import Question
from qualcode.tui.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.model.codebook import Codebook

_NONE = ("none: that of what it stands under", "")


class ColorChoice(Question[str]):
    """Ask for a color; gives `#rrggbb`, empty for none of its own, or None when left."""

    CSS_PATH = "color_choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Row above", show=False, id="picker.up", group=ROWS),
        Binding("down", "move(1)", "Row below", show=False, id="picker.down", group=ROWS),
    ]

    def __init__(self, title: str, color: str | None, book: Codebook) -> None:
        """Ask; the color that stands is proposed, and themes of the codebook are named beside theirs."""
        super().__init__()
        self._heading = title
        self._color = color or ""
        self._themes: dict[str, list[str]] = {}
        for theme in book.children(None):
            self._themes.setdefault(theme.color or "", []).append(theme.name)
        self._rows: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        """Lay out the line to type in and the colors."""
        with Vertical(id="colors") as box:
            box.border_title = said(self._heading)
            box.border_subtitle = "↑↓ moves · Enter chooses · Esc leaves"
            yield Input(placeholder="a color's name, or #rrggbb", compact=True)
            rows = RowList()
            rows.can_focus = False  # letters go on being typed after a click or a scroll
            yield rows

    def on_mount(self) -> None:
        """Show all colors."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the colors that fit what stands there now."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        wanted = typed.strip().lower()
        standing = [("as it is", self._color)] if self._color and self._color not in dict(PALETTE).values() else []
        self._rows = [row for row in (_NONE, *standing, *PALETTE) if wanted in row[0]]
        color = read_color(wanted)
        if color and is_color(color) and color not in dict(PALETTE).values():
            self._rows = [("as typed", color)]
        cursor = next((place for place, row in enumerate(self._rows) if row[1] == self._color), 0)
        instead = said(f"No color is called “{wanted}”; write it as #rrggbb.")
        self.query_one(RowList).show_rows(len(self._rows), self._drawn, cursor=cursor, instead=instead)

    def _drawn(self, index: int, _width: int) -> Content:
        name, color = self._rows[index]
        if not color:
            return said(name, "italic")
        themes = ", ".join(self._themes.get(color, ()))
        patch = Content.styled("████", color)
        return Content("  ").join([patch, fitted(said(name), 8), said(color, "dim"), said(themes, "dim italic")])

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Give the color that was clicked."""
        self._give(event.index)

    def on_input_submitted(self) -> None:
        """Give the color under the cursor, if any fits."""
        self._give(self.query_one(RowList).cursor)

    def _give(self, index: int) -> None:
        if 0 <= index < len(self._rows):
            self.answer(self._rows[index][1])

    def action_move(self, rows: int) -> None:
        """Move through the colors while the letters keep the focus."""
        self.query_one(RowList).action_move(rows)
