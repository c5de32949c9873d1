"""Lines of the transcript as they are drawn: as wide as the screen, whatever stands on them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment as Piece
from rich.style import Style
from textual.color import Color

from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Coding
from qualcode.model.identity import new_guid, text_sha256
from qualcode.model.transcript import Case, Segment, Source, Turn
from qualcode.tui.desk.placed_codings import PlacedCodings
from qualcode.tui.drawing.palette import Palette, contrast
from qualcode.tui.transcript.layout import lay_out
from qualcode.tui.transcript.line_painting import LinePainter, Looks, clock, columns
from qualcode.tui.transcript.stripes import Stripes

AT = datetime(2025, 2, 20, tzinfo=UTC)
BOOK = Codebook(
    guid=new_guid(),
    name="Themes",
    codes=(
        Code(guid=new_guid(), name="A code with a name that is long", color="#101010"),
        Code(guid=new_guid(), name="短い名"),
    ),
)
TALK = "Well, 你好 e\u0301 👩‍👧 \x1b[2J and so on, שלום. " * 6


class Project:
    coder = "Vera"


class Desk:
    """What a painter asks of a desk."""

    def __init__(self, source, codings):
        self.source = source
        self.project = Project()
        self.bookmarks = {2}
        self.codings = PlacedCodings(source.turns, codings)
        self.codes = {code.guid: (BOOK, code) for code in BOOK.codes}

    def color(self, guid):
        return self.codes[guid][1].color or "#8a8a8a"

    def name(self, guid):
        return self.codes[guid][1].name


def source_of(count=4):
    cases = tuple(
        Case(guid=new_guid(), label=label, role=role)
        for label, role in (("Moderator", "moderator"), ("Анна 🙂 with a long label", "participant"))
    )
    text, turns = "Preamble\n\n", []
    for number in range(1, count + 1):
        start = len(text)
        text += f"X: {TALK}\n"
        turns.append(
            Turn(
                number=number, start=start, speech=start + 3, end=start + 3 + len(TALK.rstrip()),
                case_guid=cases[number % 2].guid, seconds=number * 1000.0 if number % 3 else None,
            )
        )  # fmt: skip
    return Source(
        guid=new_guid(), name="x", text=text, sha256=text_sha256(text), language="en", encoding="utf-8",
        turns=tuple(turns), cases=cases,
    )  # fmt: skip


SOURCE = source_of()
places = st.tuples(st.integers(0, len(SOURCE.text) - 1), st.integers(1, 300), st.integers(0, 1), st.booleans())


def coding(start, length, code, is_mine):
    end = min(len(SOURCE.text), start + length)
    return Coding(
        guid=new_guid(), source_guid=SOURCE.guid, segment=Segment(start, end), quote=SOURCE.text[start:end],
        code_guid=BOOK.codes[code].guid, coder="Vera" if is_mine else "Pavel", at=AT, memo="m" if code else "",
        is_selected=is_mine,
    )  # fmt: skip


def painter_of(codings, width, *, is_dark=True, is_colorless=False):
    space = columns(width, highest_turn=4, longest_label=24, widest_text=84)
    layout = lay_out(SOURCE.text, SOURCE.turns, space.text)
    desk = Desk(SOURCE, codings)
    painter = LinePainter(desk, layout, Stripes(layout, desk.codings), space)
    background, foreground = (Color(18, 18, 18), Color(224, 224, 224))[:: 1 if is_dark else -1]
    plain = Style(color=foreground.rich_color, bgcolor=background.rich_color)
    looks = Looks(plain, plain, plain, plain, Style(reverse=True), plain, Style(underline=True, bold=True))
    painter.wear(Palette(background, foreground, is_colorless=is_colorless), looks)
    return painter, layout


@settings(deadline=None)
@given(st.lists(places, max_size=12), st.integers(30, 240), st.integers(0, len(SOURCE.text) - 2), st.integers(1, 500))
def test_every_line_is_as_wide_as_the_screen(made, width, start, length):
    """With wide, combining and control characters, overlapping codings and a selection anywhere: no cell too many."""
    painter, layout = painter_of([coding(*one) for one in made], width)
    chosen = Segment(start, min(len(SOURCE.text), start + length))

    for number in range(layout.height):
        strip = painter.line(number, chosen, is_top=number == 3, width=width, last=Piece("|"))
        assert (strip.cell_length, cell_len(strip.text), strip.text[-1]) == (width, width, "|")
        assert "\x1b" not in strip.text


@given(st.integers(20, 300), st.integers(1, 99999), st.integers(0, 60))
def test_columns_fit_the_line(width, highest, longest):
    """What is beside each other is never wider than the screen, from the narrowest that still has text."""
    space = columns(width, highest_turn=highest, longest_label=longest, widest_text=84)
    needed = space.before_text + space.text + 1

    assert needed <= max(width, space.before_text + 12 + 1)
    assert 12 <= space.text <= 84


@pytest.mark.parametrize(("seconds", "expected"), [(0, "0:00"), (65.9, "1:05"), (3600, "1:00:00"), (7325, "2:02:05")])
def test_times_in_the_recording(seconds, expected):
    """Minutes and seconds; hours only from the first full one."""
    assert expected == clock(seconds)


@given(st.integers(0, 0xFFFFFF), st.booleans())
def test_a_code_color_can_be_seen_on_the_background(number, is_dark):
    """Whatever color a code has, its stripe has contrast enough for a sign (WCAG 2.2, 1.4.11)."""
    background, foreground = (Color(18, 18, 18), Color(224, 224, 224))[:: 1 if is_dark else -1]
    legible = Palette(background, foreground, is_colorless=False).legible(f"#{number:06x}")

    assert contrast(legible, background) >= 3


def test_without_color_coded_words_are_underlined():
    """And only then."""
    underlined = []
    for is_colorless in (False, True):
        painter, layout = painter_of([coding(SOURCE.turns[0].speech, 4, 0, True)], 80, is_colorless=is_colorless)
        strip = painter.line(layout.first_lines[0], None, is_top=False, width=80, last=Piece("|"))
        underlined.append([piece.text for piece in strip if piece.style and piece.style.underline])

    assert underlined == [[], ["Well"]]


def timed(width, talk, labels=("Moderator", "ANNA")):
    cases = tuple(Case(guid=new_guid(), label=label, role="participant") for label in labels)
    text, turns = "", []
    for number, words in enumerate(talk, 1):
        start = len(text)
        text += f"{words}\n\n"
        end = start + len(words)
        turns.append(
            Turn(number=number, start=start, speech=start, end=end, case_guid=cases[number % 2].guid, seconds=80.0)
        )
    source = Source(
        guid=new_guid(), name="x", text=text, sha256=text_sha256(text), language="en", encoding="utf-8",
        turns=tuple(turns), cases=cases,
    )  # fmt: skip
    space = columns(width, highest_turn=2, longest_label=max(map(len, labels)), longest_time=4, widest_text=84)
    layout = lay_out(source.text, source.turns, space.text)
    desk = Desk(source, [])
    desk.bookmarks = set()
    painter = LinePainter(desk, layout, Stripes(layout, desk.codings), space)
    plain = Style()
    painter.wear(Palette(Color(0, 0, 0), Color(255, 255, 255), is_colorless=False), Looks(*[plain] * 7))
    margins = [
        painter.line(number, None, is_top=False, width=width, last=Piece("|")).text[: space.before_lanes].rstrip()
        for number in range(layout.height)
    ]
    return margins, layout


def test_the_time_stands_below_the_label_or_beside_it_never_between_turns():
    """A turn of one line has its time beside the label, where there is room; the line below it parts turns."""
    margins, layout = timed(100, ["One line.", "Many words. " * 30])
    first, second = layout.first_lines

    assert margins[first : first + 3] == ["   1 ANNA      1:20", "", "   2 Moderator"]
    assert margins[second + 1].strip() == "1:20"


def test_a_narrow_margin_leaves_the_time_of_one_line_out():
    """A label is not cut for it; the line above the transcript tells the time of the turn in use."""
    margins, _ = timed(60, ["One line.", "Two words.", "Three."])

    assert [margin.strip() for margin in margins if margin.strip()] == ["1 ANNA 1:20", "2 Moderator", "3 ANNA 1:20"]
