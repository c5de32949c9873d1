"""Text from outside as it is drawn: harmless, one line, never read as markup; set in columns; with its code's color."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.model.display import harmless_line
from qualcode.tui.drawing.cells import drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.codebook import Code, Codebook


def said(text: str, style: str = "") -> Content:
    """Return text from outside as one harmless line, with room for signs beside letters, never read as markup."""
    return Content.styled(drawn(harmless_line(text)), style)


def fitted(content: Content, width: int, *, to_the_right: bool = False) -> Content:
    """Return the content exactly that many cells wide: cut with an ellipsis, or padded."""
    cut = content.truncate(width, ellipsis=True)
    missing = width - cut.cell_length
    return cut.pad_left(missing) if to_the_right else cut.pad_right(missing)


def in_columns(cells: Sequence[Content], widths: Sequence[int]) -> Content:
    """Return the cells side by side, two spaces apart; a negative width sets its cell to the right."""
    return Content("  ").join(
        fitted(cell, abs(width), to_the_right=width < 0) for cell, width in zip(cells, widths, strict=True)
    )


def code_color(book: Codebook, code: Code) -> str | None:
    """Return the code's color, or that of the nearest code above it that has one."""
    return next((above.color for above in reversed(book.lineage(code.guid)) if above.color), None)


def swatch(color: str | None) -> Content:
    """Return a mark in that color, one cell wide; a faint one where there is no color."""
    return Content.styled("▌", color) if color else Content.styled("▏", "dim")
