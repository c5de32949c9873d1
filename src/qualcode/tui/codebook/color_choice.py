"""Choosing a code's color: one of a palette, or any as `#rrggbb`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.tui.asking.typed_list import TypedList
from qualcode.tui.codebook.code_colors import PALETTE, is_color, read_color
from qualcode.tui.drawing.texts import fitted, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.codebook import Codebook

_NONE = ("none: that of what it stands under", "")


class ColorChoice(TypedList[str, tuple[str, str]]):
    """Ask for a color; gives `#rrggbb`, empty for none of its own, or None when left."""

    WHAT_TO_TYPE = "a color's name, or #rrggbb"

    def __init__(self, title: str, color: str | None, book: Codebook) -> None:
        """Ask; the color that stands is proposed, and themes of the codebook are named beside theirs."""
        super().__init__(title)
        self._color = color or ""
        self._themes: dict[str, list[str]] = {}
        for theme in book.children(None):
            self._themes.setdefault(theme.color or "", []).append(theme.name)

    def fitting(self, typed: str) -> Sequence[tuple[str, str]]:
        """Return the colors, by name and as `#rrggbb`, that fit what is typed, or the very one that is."""
        wanted = typed.strip().lower()
        color = read_color(wanted)
        if color and is_color(color) and color not in dict(PALETTE).values():
            return [("as typed", color)]
        standing = [("as it is", self._color)] if self._color and self._color not in dict(PALETTE).values() else []
        return [row for row in (_NONE, *standing, *PALETTE) if wanted in row[0]]

    def is_standing(self, row: tuple[str, str]) -> bool:
        """Tell whether it is the code's color now."""
        return row[1] == self._color

    def nothing(self, typed: str) -> str:
        """Return how a color is written."""
        return f"No color is called “{typed.lower()}”; write it as #rrggbb."

    def drawn(self, row: tuple[str, str]) -> Content:
        """Return a patch of the color, its name, and the themes that have it."""
        name, color = row
        if not color:
            return said(name, "italic")
        themes = ", ".join(self._themes.get(color, ()))
        patch = Content.styled("████", color)
        return Content("  ").join([patch, fitted(said(name), 8), said(color, "dim"), said(themes, "dim italic")])

    def given_for(self, row: tuple[str, str]) -> str:
        """Return the color as `#rrggbb`."""
        return row[1]
