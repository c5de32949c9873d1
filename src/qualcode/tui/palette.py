"""Colors of the transcript: of speakers, of codes, of coded words, in the theme that is on.

A code's own color is kept wherever it can be seen on the background, and drawn nearer to the text's color where it
cannot. Without color (`NO_COLOR`) coded words are underlined as well.
"""

from __future__ import annotations

from colorsys import hls_to_rgb
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Iterable

_HUES = (205, 25, 145, 285, 55, 335, 175, 245, 95, 0)
_SHADE = 0.24  # how much of a code's color its words are shaded with; each further coding adds to it
_DARKEST_SHADE = 0.5


class Palette:
    """Styles by what is drawn, made once each."""

    def __init__(self, background: Color, foreground: Color, *, is_colorless: bool) -> None:
        self.background = background
        self.foreground = foreground
        self._is_colorless = is_colorless
        self._shades: dict[tuple[str, ...], Style] = {}
        self._legible: dict[str, Color] = {}

    def speaker(self, place: int) -> Style:
        """Return how the label of the case in that place is drawn."""
        lightness = 0.72 if self._is_dark else 0.32
        red, green, blue = hls_to_rgb(_HUES[place % len(_HUES)] / 360, lightness, 0.65)
        return Style(color=Color(round(red * 255), round(green * 255), round(blue * 255)).rich_color, bold=True)

    def stripe(self, color: str) -> Style:
        """Return how a stripe of that code color is drawn."""
        return Style(color=self.legible(color).rich_color)

    def letter(self, color: str) -> Style:
        """Return how the letter at the head of a stripe is drawn."""
        legible = self.legible(color)
        contrast = legible.get_contrast_text(1.0)
        return Style(color=contrast.rich_color, bgcolor=legible.rich_color, bold=True)

    def coded(self, colors: Iterable[str]) -> Style:
        """Return how words are drawn that codings of these colors lie on; none gives an empty style."""
        key = tuple(colors)
        if key not in self._shades:
            self._shades[key] = self._shade(key)
        return self._shades[key]

    def legible(self, color: str) -> Color:
        """Return the color or, where it hardly differs from the background, one nearer to the text's."""
        if color not in self._legible:
            parsed = Color.parse(color)
            step = 0.0
            while step < 0.9 and abs(
                _blended(parsed, self.foreground, step).brightness - self.background.brightness
            ) < (0.22):
                step += 0.15
            self._legible[color] = _blended(parsed, self.foreground, step)
        return self._legible[color]

    @property
    def _is_dark(self) -> bool:
        return self.background.brightness < 0.5

    def _shade(self, colors: tuple[str, ...]) -> Style:
        if not colors:
            return Style()
        shaded = self.background
        strength = min(_DARKEST_SHADE, _SHADE + 0.08 * (len(colors) - 1))
        for place, color in enumerate(colors, 1):
            # Each further color is mixed in by its share, so that all have the same weight.
            shaded = shaded.blend(self.legible(color), strength / place if place > 1 else strength)
        return Style(bgcolor=shaded.rich_color, underline=self._is_colorless or None)


def _blended(color: Color, other: Color, part: float) -> Color:
    return color.blend(other, part) if part else color
