"""One line of the transcript as it is drawn: margin, names of codings, their stripes, text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment as Piece
from rich.style import Style

from qualcode.model.display import harmless
from qualcode.tui.drawing.cells import drawn, fitted, spans_of, told_apart
from qualcode.tui.drawing.compact_strip import CompactStrip
from qualcode.tui.transcript.stripes import VISIBLE_LANES, Stripe

if TYPE_CHECKING:
    from qualcode.model.coding import Coding
    from qualcode.model.transcript import Segment, Turn
    from qualcode.tui.desk.desk import Desk
    from qualcode.tui.desk.searching import Hits
    from qualcode.tui.drawing.palette import Palette
    from qualcode.tui.transcript.layout import Layout
    from qualcode.tui.transcript.stripes import Stripes

LETTERS = "abcdefghijklmnopqrstuvwxyz"
BOOKMARK = "◆"
_NAMES = (12, 30)  # cells for names, the fewest and the most; without so many to spare there are none
_NARROWEST_TEXT = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """How the cells of a line are divided, from the left: mark, number, label, names, stripes, text."""

    number: int
    label: int
    names: int
    text: int

    @property
    def before_lanes(self) -> int:
        """Cells to the left of the stripes."""
        return 1 + self.number + 1 + self.label + 1 + self.names

    @property
    def before_text(self) -> int:
        """Cells to the left of the text."""
        return self.before_lanes + VISIBLE_LANES + 1


def columns(width: int, *, highest_turn: int, longest_label: int, widest_text: int, longest_time: int = 0) -> Columns:
    """Divide a line of `width` cells: labels get what they need, then the text; codings are named in what is left.

    Lengths are in cells; on a wide line a label has room for a time beside it.
    """
    number = max(3, len(str(highest_turn)))
    beside_label = Columns(number, 0, 0, 0).before_text + 1
    beside, most_label = (0, 10) if width < 90 else (longest_time and longest_time + 1, 16)
    label = max(0, min(longest_label + beside, most_label, width - beside_label - _NARROWEST_TEXT))
    rest = width - beside_label - label
    text = max(_NARROWEST_TEXT, min(widest_text, rest))
    fewest, most = _NAMES
    return Columns(number, label, min(most, rest - text) if rest - text >= fewest else 0, text)


@dataclass(frozen=True, slots=True)
class Looks:
    """Styles that the theme decides."""

    text: Style
    moderator: Style
    number: Style
    preamble: Style
    selection: Style
    mark: Style
    hit: Style


class LinePainter:
    """Draws lines of one layout.

    Every key may draw a screen of them, so pieces of a line that come again are made once, and pieces that look alike
    are joined.
    """

    def __init__(
        self, desk: Desk, layout: Layout, stripes: Stripes, space: Columns, *, hits: Hits | None = None
    ) -> None:
        self.hits = hits
        self._text = desk.source.text
        self._desk = desk
        self._layout = layout
        self._stripes = stripes
        self._columns = space
        self._roles = {case.guid: case.role for case in desk.source.cases}

    def wear(self, palette: Palette, looks: Looks) -> None:
        """Take on the colors of a theme."""
        self._palette = palette
        self._looks = looks
        self._labels = {}
        cases = self._desk.source.cases
        labels = told_apart([case.label for case in cases], self._columns.label)
        for place, (case, label) in enumerate(zip(cases, labels, strict=True)):
            speaker = looks.text + palette.speaker(place) if case.role == "participant" else looks.moderator
            self._labels[case.guid] = Piece(f"{label} ", speaker)
        self._bookmark = Piece(BOOKMARK, looks.mark)
        self._blanks: dict[int, Piece] = {}
        self._lane_pieces: dict[tuple[str, int | None], Piece] = {}
        self._styles: dict[tuple[bool, bool, bool, tuple[str, ...]], Style] = {}

    def line(self, number: int, selection: Segment | None, *, is_top: bool, width: int, last: Piece) -> CompactStrip:
        """Return one line of `width` cells, of which `last` is the last; the topmost repeats whose turn it is."""
        layout, space = self._layout, self._columns
        place = layout.turn_at(number)
        start, end = layout.starts[number], layout.ends[number]
        if selection is not None and not (selection.start < end and start < selection.end):
            selection = None
        turn = layout.turns[place] if place is not None else None
        stripes = self._stripes.on_line(number)
        below_first = number - layout.first_lines[place] if place is not None else -1
        below = number + 1
        is_last = below >= layout.height or layout.ends[below] <= layout.starts[below]
        margin = self._margin(turn, below_first, is_top=is_top and start < end, is_gap=start >= end, is_last=is_last)
        named = self._stripes.named_on(number) if space.names else None
        if margin or stripes or selection or named:
            pieces = [Piece("▌", self._looks.mark) if selection else self._blank(1)]
            pieces += margin or [self._blank(space.number + space.label + 2)]
            if space.names:
                pieces += self._name(named) if named else [self._blank(space.names)]
            pieces += self._lanes(stripes) if stripes else [self._blank(VISIBLE_LANES + 1)]
        else:
            pieces = [self._blank(space.before_text)]
        used = self._add_words(pieces, turn, start, end, selection, stripes)
        used += space.before_text
        if used < width - 1:
            pieces.append(self._blank(width - 1 - used))
        return CompactStrip([*_joined(pieces), last], max(width, used + 1))

    def blank(self, width: int, last: Piece) -> CompactStrip:
        """Return a line below the last one of the transcript."""
        return CompactStrip([self._blank(width - 1), last], width)

    def _blank(self, cells: int) -> Piece:
        if cells not in self._blanks:
            self._blanks[cells] = Piece(" " * cells, self._looks.text)
        return self._blanks[cells]

    def _margin(self, turn: Turn | None, below_first: int, *, is_top: bool, is_gap: bool, is_last: bool) -> list[Piece]:
        space = self._columns
        if turn is not None and (below_first == 0 or is_top):
            number = Piece(f"{turn.number:>{space.number}}", self._looks.number)
            is_marked = turn.number in self._desk.bookmarks
            mark = self._bookmark if is_marked else self._blank(1)
            return [number, mark, *self._label(turn, with_time=below_first == 0 and is_last)]
        if turn is not None and turn.seconds is not None and below_first == 1 and not is_gap:
            return [Piece(f"{clock(turn.seconds):>{space.number + 1 + space.label}} ", self._looks.number)]
        return []

    def _label(self, turn: Turn, *, with_time: bool) -> list[Piece]:
        """Return who speaks and, in a turn without a second line to put it on, when, if there is room for both."""
        label = self._labels[turn.case_guid]
        if not with_time or turn.seconds is None:
            return [label]
        time = clock(turn.seconds)
        name = label.text.rstrip()
        between = self._columns.label - cell_len(name) - len(time)
        if between < 1:
            return [label]
        return [Piece(name, label.style), Piece(f"{' ' * between}{time} ", self._looks.number)]

    def _lanes(self, stripes: list[Stripe]) -> list[Piece]:
        pieces, lane = [], 0
        for stripe in stripes:
            if stripe.lane >= VISIBLE_LANES:
                break
            if stripe.lane > lane:
                pieces.append(self._blank(stripe.lane - lane))
            pieces.append(self._lane_piece(stripe))
            lane = stripe.lane + 1
        if stripes[-1].lane >= VISIBLE_LANES:
            return [*pieces, Piece(" " * (VISIBLE_LANES - lane) + "+", self._looks.number)]
        return [*pieces, self._blank(VISIBLE_LANES - lane + 1)]

    def _lane_piece(self, stripe: Stripe) -> Piece:
        key = (stripe.coding.code_guid, stripe.lane if stripe.is_first else None)
        if key not in self._lane_pieces:
            color = self._desk.color(stripe.coding.code_guid)
            self._lane_pieces[key] = (
                Piece(LETTERS[stripe.lane], self._palette.letter(color))
                if stripe.is_first
                else Piece("┃", self._looks.text + self._palette.stripe(color))
            )
        return self._lane_pieces[key]

    def _add_words(
        self,
        pieces: list[Piece],
        turn: Turn | None,
        start: int,
        end: int,
        selection: Segment | None,
        stripes: list[Stripe],
    ) -> int:
        """Add the line's text, cut where codings, hits and the selection end, and return the cells it takes."""
        codings = [stripe.coding for stripe in stripes]
        borders = [start, end]
        segments = [coding.segment for coding in codings] + ([selection] if selection else [])
        if self.hits is not None:
            segments += self.hits.touching(start, end)
        for segment in segments:
            borders += [place for place in (segment.start, segment.end) if start < place < end]
        is_plain = self._layout.is_plain
        if not is_plain and len(borders) > 2:
            # A visible character is drawn in one piece, also where a coding begins inside it.
            characters = [start + first for first, _, _ in spans_of(self._text[start:end])]
            borders = [characters[bisect_right(characters, place) - 1] if place < end else end for place in borders]
        used = 0
        for left, right in pairwise(sorted(set(borders))):
            words = self._text[left:right]
            words = harmless(words) if is_plain else drawn(words)
            codes = tuple(
                coding.code_guid for coding in codings if coding.segment.start < right and left < coding.segment.end
            )
            is_selected = selection is not None and selection.start < right and left < selection.end
            used += len(words) if is_plain else cell_len(words)
            is_hit = self.hits is not None and self.hits.is_touched(left, right)
            pieces.append(Piece(words, self._style(turn, codes, is_selected=is_selected, is_hit=is_hit)))
        return used

    def _style(self, turn: Turn | None, codes: tuple[str, ...], *, is_selected: bool, is_hit: bool) -> Style:
        if turn is None:
            return self._looks.preamble
        is_talk = self._roles[turn.case_guid] == "participant"
        key = (is_talk, is_selected, is_hit, codes)
        if key not in self._styles:
            style = self._looks.text if is_talk else self._looks.moderator
            if codes:  # dim words would be hard to read on a color
                style += Style(color=self._looks.text.color) + self._palette.coded(map(self._desk.color, codes))
            if is_hit:
                style += self._looks.hit
            if is_selected:  # its colors hide those of codes
                style += self._looks.selection + Style(underline=bool(codes) or None)
            self._styles[key] = style
        return self._styles[key]

    def _name(self, coding: Coding) -> list[Piece]:
        lane, color = self._stripes.lane(coding), self._desk.color(coding.code_guid)
        marks = ("*" if coding.is_selected else "") + ("✎" if coding.memo else "")
        name = self._desk.name(coding.code_guid)
        if coding.coder != self._desk.project.coder:
            name += f" ({coding.coder})"
        return [
            Piece(LETTERS[lane] if lane < len(LETTERS) else "+", self._palette.letter(color)),
            Piece(
                f" {fitted(name, self._columns.names - len(marks) - 3)}{marks} ",
                self._looks.text + self._palette.name(color),
            ),
        ]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with neighbors that look alike made one: each is styled and sent to the terminal by itself."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].style is piece.style:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.style)
        else:
            joined.append(piece)
    return joined


def clock(seconds: float) -> str:
    """Return a time in the recording as hours, minutes and seconds, without hours in the first one."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
