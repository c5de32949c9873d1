"""A line that is sent to the terminal in few bytes: styles change where they change, and are never reset in between.

A screen of coded text is half as many bytes so, which counts over a slow line. Strips of this kind carry no links.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.color import Color
    from rich.console import Console
    from rich.segment import Segment as Piece
    from rich.style import Style

_NO_FOREGROUND, _NO_BACKGROUND = "39", "49"


class CompactStrip(Strip):
    """A strip that says of each piece only how it differs from the one before."""

    __slots__ = ("_sent",)

    def __init__(self, pieces: Iterable[Piece], cell_length: int | None = None) -> None:
        super().__init__(pieces, cell_length)
        self._sent: str | None = None

    def render(self, console: Console) -> str:
        """Return the line as it is sent to the terminal, made once."""
        if self._sent is None:
            system = COLOR_SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)
            self._sent = compact(self, system)
        return self._sent


def compact(pieces: Iterable[Piece], system: ColorSystem) -> str:
    """Return text with its styles as a terminal takes them, which is in no style before and afterwards."""
    sent: list[str] = []
    before = plain = ("", _NO_FOREGROUND, _NO_BACKGROUND)
    for text, style, _ in pieces:
        if not text:
            continue
        now = plain if style is None else _codes(style, system)
        if now != before:
            sent.append(f"\x1b[{_change(before, now)}m")
            before = now
        sent.append(text)
    if before != plain:
        sent.append("\x1b[0m")
    return "".join(sent)


def _change(before: tuple[str, str, str], now: tuple[str, str, str]) -> str:
    changed = [new for old, new in zip(before[1:], now[1:], strict=True) if new != old]
    if before[0] == now[0]:
        return ";".join(changed)
    if not before[0]:
        return ";".join([now[0], *changed])
    # Attributes can only be taken off all at once; colors go with them.
    return ";".join(["0", *(code for code in now if code not in ("", _NO_FOREGROUND, _NO_BACKGROUND))])


@lru_cache(4096)
def _codes(style: Style, system: ColorSystem) -> tuple[str, str, str]:
    """Return what a style is to the terminal: its attributes, foreground and background."""
    attributes = Strip.render_ansi(style.without_color, system)
    return (
        attributes,
        _color(style.color, system, foreground=True) or _NO_FOREGROUND,
        _color(style.bgcolor, system, foreground=False) or _NO_BACKGROUND,
    )


def _color(color: Color | None, system: ColorSystem, *, foreground: bool) -> str:
    return "" if color is None else ";".join(color.downgrade(system).get_ansi_codes(foreground))
