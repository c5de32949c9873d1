"""Colors for codes that are told apart on light and on dark ground, and colors as people type them."""

from __future__ import annotations

import re

PALETTE: tuple[tuple[str, str], ...] = (
    ("red", "#d0342c"),
    ("orange", "#d9680f"),
    ("amber", "#b88a00"),
    ("olive", "#7f8f00"),
    ("green", "#3a9a3a"),
    ("jade", "#0f9b7a"),
    ("teal", "#0a94b0"),
    ("blue", "#3b7ddd"),
    ("indigo", "#6366e0"),
    ("violet", "#9b51d4"),
    ("magenta", "#c840a8"),
    ("rose", "#d43f72"),
    ("brown", "#97684a"),
    ("gray", "#7a828c"),
)
_COLOR = re.compile("#[0-9a-f]{6}")
_DIGITS = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")


def read_color(text: str) -> str | None:
    """Return the color a text means: a name of the palette, `#rrggbb`, `rrggbb` or `#rgb`; None for nothing.

    What means no color comes back as it is, for the code to refuse.
    """
    typed = text.strip().lower()
    digits = _DIGITS.fullmatch(typed)
    if digits:
        short = digits[1]
        return "#" + (short if len(short) == 6 else "".join(2 * digit for digit in short))
    return dict(PALETTE).get(typed, typed) or None


def is_color(text: str | None) -> bool:
    """Tell whether a text is a color as codes have it: `#rrggbb` in lower case."""
    return text is not None and _COLOR.fullmatch(text) is not None
