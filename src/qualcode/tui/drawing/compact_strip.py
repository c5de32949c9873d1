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

_PLAIN = ("", "39", "49")


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
    before = None
    for text, style, _ in pieces:
        if text:
            if style is not before:
                sent.append(_change(before, style, system))
                before = style
            sent.append(text)
    sent.append(_change(before, None, system))
    return "".join(sent)


@lru_cache(8192)
def _change(before: Style | None, now: Style | None, system: ColorSystem) -> str:
    """Return what a terminal has to be told when another style follows one; None is no style at all."""
    old, new = (_PLAIN if style is None else _codes(style, system) for style in (before, now))
    if old == new:
        return ""
    if new == _PLAIN:
        return "\x1b[0m"
    if old[0] and old[0] != new[0]:
        # Attributes can only be taken off all at once; colors go with them.
        return _sequence("0", *new)
    attributes = new[0] if old[0] != new[0] else ""
    return _sequence(attributes, *(code for before, code in zip(old[1:], new[1:], strict=True) if code != before))


def _sequence(*codes: str) -> str:
    return f"\x1b[{';'.join(code for code in codes if code)}m"


def _codes(style: Style, system: ColorSystem) -> tuple[str, str, str]:
    """Return what a style is to the terminal: its attributes, foreground and background."""
    attributes = Strip.render_ansi(style.without_color, system)
    return (
        attributes,
        _color(style.color, system, foreground=True) or _PLAIN[1],
        _color(style.bgcolor, system, foreground=False) or _PLAIN[2],
    )


def _color(color: Color | None, system: ColorSystem, *, foreground: bool) -> str:
    return "" if color is None else ";".join(color.downgrade(system).get_ansi_codes(foreground))
