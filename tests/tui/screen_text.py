"""A screen as text: what stands on it, and below that in which style, cell by cell. For tests that compare screens.

A snapshot is a file under `snapshots/`. To write the snapshots anew, after looking at what changed:

    QUALCODE_SNAPSHOTS=write pytest tests/tui/test_snapshots.py

and read the difference with `git diff`.
"""

import os
from collections import Counter
from difflib import unified_diff
from pathlib import Path
from string import ascii_letters, digits

from rich.cells import cell_len
from textual.widgets import Input, TextArea

SNAPSHOTS = Path(__file__).with_name("snapshots")
# Letters for styles, in order of first use; the commonest style, that of plain ground, is a blank.
_LETTERS = ascii_letters + digits + "".join(map(chr, range(0x391, 0x3C0)))


async def screen_text(pilot):
    """The whole screen, with what shimmers through below a question."""
    app = pilot.app
    for field in [*app.screen.query(Input), *app.screen.query(TextArea)]:
        field.cursor_blink = False
    await pilot.pause()
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    rows = [
        [(piece.text, _style_text(piece.style)) for strip in strips for piece in strip if not piece.control]
        for strips in update.strips
    ]
    cells = [[style for text, style in row for _ in range(cell_len(text))] for row in rows]
    styles = Counter(style for row in cells for style in row)
    known = {styles.most_common(1)[0][0]: " "}
    for style in styles:
        known.setdefault(style, _LETTERS[len(known) - 1])
    return "\n".join(
        [
            f"{app.size.width} × {app.size.height}, {app.theme}{', no color' if app.no_color else ''}",
            *_framed(app.size.width, ["".join(text for text, _ in row).rstrip() for row in rows]),
            *_framed(app.size.width, ["".join(known[style] for style in row).rstrip() for row in cells]),
            *(f"{letter}  {style}" for style, letter in known.items()),
            "",
        ]
    )


def _framed(width, lines):
    return ["-" * width, *lines, "-" * width]


def _style_text(style):
    """Colors and attributes in words; the links and other meta of a style do not count."""
    if style is None:
        return "default"
    names = ("bold", "dim", "italic", "underline", "reverse", "strike")
    on = [name for name in names if getattr(style, name)]
    return " ".join([_color(style.color), "on", _color(style.bgcolor), *on])


def _color(color):
    if color is None:
        return "default"
    return color.triplet.hex if color.triplet else color.name


def check_snapshot(name, drawn):
    """Compare a screen with its snapshot or, where that is asked for, write it."""
    file = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("QUALCODE_SNAPSHOTS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
        return
    lines = file.read_text(encoding="utf-8").splitlines(), drawn.splitlines()
    assert not (changed := "\n".join(unified_diff(*lines, "as it was", "as it is", lineterm="", n=1))), changed
