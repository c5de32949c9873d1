"""The lines of a transcript: broken to the width there is, and drawn as they come into sight.

Only the lines on screen are ever drawn. A long text is broken into lines in a thread; until that is done the lines of
the width before stay.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment as Piece
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.tui.drawing.bare_lines import BareLines
from qualcode.tui.drawing.cells import is_plain, offset_at
from qualcode.tui.threads.letting_go import Once
from qualcode.tui.transcript.layout import Layout, lay_out
from qualcode.tui.transcript.line_painting import LinePainter, columns
from qualcode.tui.transcript.selection import Selection
from qualcode.tui.transcript.sight import IN_SIGHT, divided, looks, palette, wanted_top
from qualcode.tui.transcript.stripes import Stripes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Coding
    from qualcode.model.transcript import Turn
    from qualcode.tui.desk.desk import Desk
    from qualcode.tui.desk.searching import Hits

LINE_WIDTH = 84  # cells; longer lines are hard to read
_MANY = 30  # codings that are not drawn one by one
_AT_ONCE = (150_000, 12_000)  # code points that are broken into lines without a thread: plain ones, and measured ones
_AHEAD = 0.05  # seconds after a line moved until those below are drawn ahead


class TranscriptLines(BareLines, ScrollView, can_focus=True, inherit_bindings=False):
    """One source's turns, or some of them, with their codings, as lines.

    More methods than most classes: what is laid out, drawn and scrolled shares one set of lines.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--text",
        "transcript--moderator",
        "transcript--number",
        "transcript--preamble",
        "transcript--selection",
        "transcript--mark",
        "transcript--hit",
        "transcript--place",
    }

    class _LaidOut(Message):
        def __init__(self, layout: Layout) -> None:
            super().__init__()
            self.layout = layout

    def __init__(self, *, line_width: int, id: str | None = None) -> None:  # noqa: A002  # Textual's word
        """Make the widget with lines up to that width."""
        super().__init__(id=id)
        self.line_width = line_width
        self.selection: Selection | None = None
        self.lines: Layout | None = None
        self._hits: Hits | None = None
        self._desk: Desk | None = None
        self._turns: tuple[Turn, ...] = ()
        self._columns = columns(0, highest_turn=0, longest_label=0, widest_text=LINE_WIDTH)
        self._stripes: Stripes | None = None
        self._painter: LinePainter | None = None
        self._breaking = Once(bool)
        self._is_dressed = False
        self._bar = (Piece(" "), Piece("█"))
        self._frame = (0, 0, range(0))
        self._drawn_from = 0

    def on_unmount(self) -> None:
        """Let go of the source and of what was made of it."""
        self._desk = self.lines = self._stripes = self._painter = self._hits = None
        self._turns = ()
        self._breaking.forget()

    def show_hits(self, hits: Hits | None) -> None:
        """Mark what was found, or nothing."""
        if hits is not self._hits:
            self._hits = hits
            if self._painter is not None:
                self._painter.hits = hits
            self.refresh()

    def refresh_codings(self) -> None:
        """Draw codings that were loaded anew, or are now shown or hidden."""
        if self.lines is not None:
            self._take(self.lines)

    def refresh_each(self, codings: Sequence[Coding]) -> None:
        """Draw anew the lines around codings that were added, changed or taken out; everything around very many."""
        if len(codings) > _MANY:
            self.refresh_codings()
        elif self._stripes is not None and self.lines is not None:
            for coding in codings:
                lines = self._stripes.changed(coding)
                self.forget_drawn(partial(_is_of, lines))
                self._refresh_lines(lines)

    def lane(self, coding: Coding) -> int:
        """Return the lane a shown coding is drawn in."""
        return self._stripes.lane(coding) if self._stripes else 0

    def widen(self, line_width: int) -> None:
        """Break the lines anew at a width; 0 for that of the widget."""
        self.line_width = line_width
        self._lay_out()

    @property
    def room_for_text(self) -> int:
        """How many cells a line of text could have here at most."""
        return divided(self._desk.source if self._desk else None, self.size.width, self.size.width).text

    def position_at(self, x: int, y: int) -> int | None:
        """Return the position in the text that is drawn at a place of this widget, in the margin the line's start."""
        line = self.scroll_offset.y + y
        if self.lines is None or self._desk is None or not 0 <= line < self.lines.height:
            return None
        start, end = self.lines.starts[line], self.lines.ends[line]
        offset = offset_at(self._desk.source.text[start:end], x - self._columns.before_text)
        return min(start + offset, max(start, end - 1))

    def is_margin(self, x: int) -> bool:
        """Tell whether a column of this widget lies left of the text."""
        return x < self._columns.before_text

    def on_resize(self) -> None:
        """Break the lines anew where the width changed."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Take on the colors of the theme that is on now."""
        self._is_dressed = False
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is in sight; what holds for all its lines is asked for once."""
        top = self.scroll_offset.y
        if self._painter is not None and not self._is_dressed:
            self._dress(self._painter)
        if self._frame[1] != top:
            self._drawn_from = self._frame[1]
            self.set_timer(_AHEAD, self._draw_ahead)
        self._frame = self._framed(top)
        return super().render_lines(crop)

    def _framed(self, top: int) -> tuple[int, int, range]:
        width, height = self.size
        lines = self.lines.height if self.lines else 0
        bar = range(top * height // lines, (top + height) * height // lines + 1) if lines > height else range(0)
        return (width, top, bar)

    def _draw_ahead(self) -> None:
        """Draw what the next page in the same direction shows, while nothing else is to be done."""
        top, height = self._frame[1], self.size.height
        if self.lines is None or not self._is_dressed or top != self.scroll_offset.y:
            return
        step = height - IN_SIGHT if top >= self._drawn_from else IN_SIGHT - height
        ahead = min(max(0, top + step), max(0, self.lines.height - height))
        here, self._frame = self._frame, self._framed(ahead)
        self.drawn_lines(range(height))
        self._frame = here

    def line_key(self, y: int) -> tuple[int, ...]:
        """Return the line in sight, what of it is selected, and what else it looks otherwise for."""
        width, top, bar = self._frame
        line, lines = top + y, self.lines
        if lines is None or line >= lines.height:
            return (line, width, y in bar)
        start, end = lines.starts[line], lines.ends[line]
        chosen = self.selection.segment if self.selection else None
        if chosen is None or chosen.end <= start or end <= chosen.start:
            return (line, width, y in bar, y == 0)
        return (line, width, y in bar, y == 0, max(start, chosen.start), min(end, chosen.end))

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight."""
        width, top, bar = self._frame
        if self._painter is None or self.lines is None:
            return Strip.blank(width, self.rich_style)
        last = self._bar[y in bar]
        if top + y >= self.lines.height:
            return self._painter.blank(width, last)
        chosen = self.selection.segment if self.selection else None
        return self._painter.line(top + y, chosen, is_top=y == 0, width=width, last=last)

    def scroll(self, top: int) -> None:
        """Bring a line to the top, or as near to it as there are lines below."""
        self.scroll_to(y=top, animate=False, force=True)

    def scroll_to_share(self, y: int) -> None:
        """Bring into sight what stands at the place of the bar in that row."""
        if self.lines is not None:
            self.scroll(y * self.lines.height // max(1, self.size.height) - self.size.height // 2)

    def _lay_out(self) -> None:
        width = self.size.width
        if self._desk is None or not width:
            return
        source, turns, is_whole = self._desk.source, self._turns, self._turns is self._desk.source.turns
        self._columns = space = divided(source, width, self.line_width or width)

        def laid_out() -> Layout:
            return lay_out(source.text, turns, space.text, with_preamble=is_whole)

        if _is_quick(source.text):
            self._take(laid_out())
        else:
            self._breaking.forget()
            self._breaking = Once(lambda: self.post_message(self._LaidOut(laid_out())))
            self.run_worker(self._breaking, thread=True, exclusive=True, group="layout")

    def on_transcript_lines__laid_out(self, event: _LaidOut) -> None:
        """Take the lines, unless another width or other turns were asked for meanwhile."""
        if event.layout.width == self._columns.text and event.layout.turns is self._turns:
            self._take(event.layout)

    def _take(self, lines: Layout) -> None:
        if self._desk is None:
            return
        before, top = self.lines, round(self.scroll_y)
        self.lines = lines
        self._stripes = Stripes(lines, self._desk.codings)
        self._painter = LinePainter(self._desk, lines, self._stripes, self._columns, hits=self._hits)
        self._is_dressed = False
        self.virtual_size = Size(self.size.width, lines.height)
        if before is not lines:
            if before is not None and top < before.height:
                self.scroll(lines.line_of(before.starts[top]))
            self._bring_into_sight()
        self.refresh()

    def _dress(self, painter: LinePainter) -> None:
        style = self.get_component_rich_style
        hit = self.get_component_rich_style("transcript--hit", partial=True)
        painter.wear(palette(style("transcript--text"), is_colorless=self.app.no_color), looks(style, hit=hit))
        place = style("transcript--place")
        self._bar = (Piece(" ", place), Piece("█", place))
        self._is_dressed = True

    def _bring_into_sight(self, *, at_end: bool = False) -> None:
        if self.lines is None or self.selection is None:
            return
        lines = self.lines.lines_of(self.selection.segment.start, self.selection.segment.end)
        wanted = wanted_top(lines, round(self.scroll_y), self.size.height, at_end=at_end)
        if wanted is not None:
            self.scroll(max(0, wanted))

    def _refresh_lines(self, lines: range) -> None:
        top = round(self.scroll_y)
        first = max(lines[0], top)
        count = min(lines[-1] + 1, top + self.size.height) - first
        if count > 0:
            self.refresh_lines(first, count)


def _is_quick(text: str) -> bool:
    """Tell whether breaking a text into lines takes less than a key may wait."""
    plain, measured = _AT_ONCE
    return len(text) <= measured or (len(text) <= plain and is_plain(text.replace("\n", " ")))


def _is_of(lines: range, key: tuple[int, ...]) -> bool:
    return key[0] in lines
