"""Widgets that are nothing but lines: no border, no padding, no title. They are drawn without asking for any.

Every key draws some of their lines, and the compositor then asks for all that are in sight; those that did not change
are kept. What they show is forgotten by `refresh`: all of it, or the lines of a region.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from textual.filter import ANSIToTruecolor
from textual.widget import Widget

from qualcode.tui.drawing.compact_strip import CompactStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Region
    from textual.strip import Strip

Key = tuple[object, ...]
_MOST = 600  # lines that are kept drawn; a dozen screens


class BareLines(Widget):
    """Lines from edge to edge, by `line_key` and `render_line`.

    A line drawn before is drawn again only under another key, or after it was forgotten.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's word
        super().__init__(id=id)
        self._drawn: dict[Key, Strip] = {}

    def on_unmount(self) -> None:
        """Let go of what was drawn."""
        self._drawn.clear()

    def line_key(self, y: int) -> Key:
        """Return what a line in sight is known by as long as it looks the same."""
        raise NotImplementedError

    def forget_drawn(self, is_gone: Callable[[Key], bool]) -> None:
        """Draw lines anew, by their keys, also those that are out of sight now."""
        for key in [key for key in self._drawn if is_gone(key)]:
            del self._drawn[key]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew: everything, or what changed in some regions."""
        if not regions:
            self._drawn.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Take on the colors of the theme that is on now."""
        self._drawn.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of what is in sight."""
        if len(self._drawn) > _MOST:
            self._drawn.clear()
        strips = self.drawn_lines(crop.line_range)
        first, last = crop.column_span
        return strips if (first, last) == (0, self.size.width) else [strip.crop(first, last) for strip in strips]

    def drawn_lines(self, lines: range) -> list[Strip]:
        """Return some lines of what is in sight."""
        drawn, key_of = self._drawn, self.line_key
        finished: Callable[[Strip], Strip] | None = None
        strips = []
        for y in lines:
            key = key_of(y)
            strip = drawn.get(key)
            if strip is None:
                finished = finished or self._finish()
                strip = drawn[key] = finished(self.render_line(y))
            strips.append(strip)
        return strips

    def _finish(self) -> Callable[[Strip], Strip]:
        """Return what makes a line as the terminal is to have it: without color where there is to be none."""
        # The colors here are true ones already.
        filters = [each for each in self.get_line_filters() if not isinstance(each, ANSIToTruecolor)]
        _, background = self.background_colors

        def finished(strip: Strip) -> Strip:
            for each in filters:
                strip = strip.apply_filter(each, background)
            return strip if isinstance(strip, CompactStrip) else CompactStrip(strip, strip.cell_length)

        return finished
