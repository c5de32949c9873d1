"""A line sent in few bytes looks on a terminal as one sent piece by piece."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.ansi import AnsiDecoder
from rich.console import Console
from rich.segment import Segment as Piece
from rich.style import Style
from textual.strip import Strip

from qualcode.tui.drawing.compact_strip import CompactStrip

colors = st.none() | st.sampled_from(["#e0e0e0", "#121212", "#c0392b", "#2980b9"])
switched = st.sampled_from([None, True])
styles = st.none() | st.builds(
    Style, color=colors, bgcolor=colors, bold=switched, italic=switched, underline=switched, reverse=switched
)
lines = st.lists(st.builds(Piece, st.text("ab …é漢", max_size=4), styles), max_size=8)


def seen(color):
    """Return a color; that of the terminal itself is none."""
    return None if color is None or color.is_default else color


def look(sent):
    """Return each character with what a terminal makes of it."""
    (line,) = list(AnsiDecoder().decode(sent)) or [None]
    if line is None:
        return []
    of = [line.get_style_at_offset(Console(), place) for place in range(len(line.plain))]
    return [
        (mark, seen(style.color), seen(style.bgcolor), style.bold, style.italic, style.underline, style.reverse)
        for mark, style in zip(line.plain, of, strict=True)
    ]


@given(lines, st.sampled_from(["truecolor", "256", "standard"]))
def test_it_looks_the_same(pieces, system):
    """Whatever style follows whatever other, in as many colors as the terminal has."""
    console = Console(file=io.StringIO(), force_terminal=True, color_system=system)

    assert look(CompactStrip(pieces).render(console)) == look(Strip(pieces).render(console))


@given(lines)
def test_it_leaves_no_style_behind(pieces):
    """What follows it starts plain."""
    console = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor")
    sent = CompactStrip(pieces).render(console)

    assert look(f"{sent}z")[-1:] == look("z")


def test_what_stays_is_not_said_again():
    """Only the color that changes is sent."""
    console = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor")
    red, blue = Style(color="#c0392b", bgcolor="#121212"), Style(color="#2980b9", bgcolor="#121212")

    sent = CompactStrip([Piece("a", red), Piece("b", blue), Piece("c", blue)]).render(console)
    assert sent == "\x1b[38;2;192;57;43;48;2;18;18;18ma\x1b[38;2;41;128;185mbc\x1b[0m"
