"""How a line of the transcript is divided, what of it comes into sight, what looks otherwise than before. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.color import Color

from qualcode.model.display import harmless_line
from qualcode.tui.drawing.palette import Palette
from qualcode.tui.transcript.line_painting import Columns, Looks, clock, columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style

    from qualcode.model.transcript import Source
    from qualcode.tui.transcript.selection import Selection

IN_SIGHT = 2  # lines kept in sight above and below the selection


def divided(source: Source | None, width: int, widest_text: int) -> Columns:
    """Divide a line for a source; for none as if it had no speakers."""
    turns = reversed(source.turns) if source else ()
    latest = next((turn.seconds for turn in turns if turn.seconds is not None), None)
    labels = [harmless_line(case.label) for case in source.cases] if source else []
    return columns(
        width,
        highest_turn=source.turns[-1].number if source and source.turns else 0,
        longest_label=max(map(cell_len, labels), default=0),
        longest_time=0 if latest is None else len(clock(latest)),
        widest_text=widest_text,
    )


def palette(text: Style, *, is_colorless: bool) -> Palette:
    """Return the colors of codes and speakers beside the text's own."""
    return Palette(Color.from_rich_color(text.bgcolor), Color.from_rich_color(text.color), is_colorless=is_colorless)


def looks(style: Callable[[str], Style], *, hit: Style) -> Looks:
    """Return the theme's styles, by their names."""
    return Looks(
        text=style("transcript--text"),
        moderator=style("transcript--moderator"),
        number=style("transcript--number"),
        preamble=style("transcript--preamble"),
        selection=style("transcript--selection"),
        mark=style("transcript--mark"),
        hit=hit,
    )


def wanted_top(lines: range, top: int, height: int, *, at_end: bool) -> int | None:
    """Return the line to be brought to the top so that these are in sight; None where nothing is to move."""
    if len(lines) > height - 2 * IN_SIGHT:
        if at_end and top + IN_SIGHT <= lines[-1] < top + height - IN_SIGHT:
            return None
        return lines[-1] - height // 2 if at_end else lines[0] - IN_SIGHT
    if lines[0] < top + IN_SIGHT:
        # The text stands still while the cursor moves in it, and then moves on by much of a screen at once.
        return min(lines[0] - IN_SIGHT, lines[-1] - height * 3 // 4)
    if lines[-1] >= top + height - IN_SIGHT:
        return max(lines[-1] + 1 + IN_SIGHT - height, lines[0] - height // 4)
    return None


def changed(before: Selection | None, now: Selection) -> list[tuple[int, int]]:
    """Return the parts of the text that look different when another segment is selected."""
    new = (now.segment.start, now.segment.end)
    if before is None:
        return [new]
    old = (before.segment.start, before.segment.end)
    if old[1] <= new[0] or new[1] <= old[0]:
        return [old, new]
    # A selection that grew or shrank is drawn anew only where it did; a character more, for the mark of its line.
    ends = [sorted((old[0], new[0])), sorted((old[1], new[1]))]
    return [(first, last + 1) for first, last in ends if first < last]
