"""Colors of the transcript: of speakers, of codes, of coded words, in the theme that is on.

A code's own color is kept wherever it can be seen on the background, and drawn nearer to the text's color where it
cannot. Words can be read on whatever they stand, and stripes be seen (WCAG 2.2, 1.4.3 and 1.4.11). Without color
(`NO_COLOR`) coded words are underlined as well.
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
_READABLE, _VISIBLE = 4.5, 3  # contrast that words need, and signs
_BLACK, _WHITE = Color(0, 0, 0), Color(255, 255, 255)


def contrast(first: Color, second: Color) -> float:
    """Return the contrast of two colors, from 1 (the same) to 21 (black and white).

    Source: Web Content Accessibility Guidelines 2.2, "contrast ratio" and "relative luminance".
    """
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def letter_style(color: Color) -> Style:
    """Return how a letter is drawn on a color: in black or white, whichever can be read better."""
    ink = max(_BLACK, _WHITE, key=lambda one: contrast(one, color))
    return Style(color=ink.rich_color, bgcolor=color.rich_color, bold=True)


class Palette:
    """Styles by what is drawn, made once each."""

    def __init__(self, background: Color, foreground: Color, *, is_colorless: bool) -> None:
        self.background = background
        self.foreground = foreground
        self._is_colorless = is_colorless
        self._shades: dict[tuple[str, ...], Style] = {}
        self._legible: dict[str, Color] = {}
        self._names: dict[str, Style] = {}

    def speaker(self, place: int) -> Style:
        """Return how the label of the case in that place is drawn."""
        lightness = 0.72 if self._is_dark else 0.32
        red, green, blue = hls_to_rgb(_HUES[place % len(_HUES)] / 360, lightness, 0.65)
        color = Color(round(red * 255), round(green * 255), round(blue * 255))
        return Style(color=self._toward_text(color, _READABLE).rich_color, bold=True)

    def stripe(self, color: str) -> Style:
        """Return how a stripe of that code color is drawn."""
        return Style(color=self.legible(color).rich_color)

    def letter(self, color: str) -> Style:
        """Return how the letter at the head of a stripe is drawn."""
        return letter_style(self.legible(color))

    def name(self, color: str) -> Style:
        """Return how the name of a code of that color is drawn."""
        if color not in self._names:
            self._names[color] = Style(color=self._toward_text(Color.parse(color), _READABLE).rich_color)
        return self._names[color]

    def coded(self, colors: Iterable[str]) -> Style:
        """Return how words are drawn that codings of these colors lie on; none gives an empty style."""
        key = tuple(colors)
        if key not in self._shades:
            self._shades[key] = self._shade(key)
        return self._shades[key]

    def legible(self, color: str) -> Color:
        """Return the color or, where it hardly differs from the background, one nearer to the text's."""
        if color not in self._legible:
            self._legible[color] = self._toward_text(Color.parse(color), _VISIBLE)
        return self._legible[color]

    def _toward_text(self, color: Color, wanted: float) -> Color:
        """Return the color or, where the background has too little contrast to it, one nearer to the text's."""
        seen, part = color, 0.0
        while part < 1 and contrast(seen, self.background) < wanted:
            part += 0.1
            seen = color.blend(self.foreground, min(part, 1))
        return seen

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
        part = 0.0
        while part < 1 and contrast(shaded, self.foreground) < _READABLE:
            part += 0.1
            shaded = shaded.blend(self.background, part)
        return Style(bgcolor=shaded.rich_color, underline=self._is_colorless or None)
