import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.containers import VerticalScroll

from qualcode.tui.help_screen import HelpScreen, in_help_columns
from tests.tui.asking_app import Asking

SECTIONS = [
    ("Moving", [("↑ ↓", "turn"), ("Ctrl+← Ctrl+→", "word")]),
    (
        "Coding",
        [("Enter", "find a code by a few letters of its name, path or cues"), (".", "the last code [b]again[/b]")],
    ),
]


def asked(sections=SECTIONS):
    return Asking(HelpScreen("Keys", sections))


def test_sections_stand_side_by_side_where_there_is_room():
    """Two sections in 80 cells are two columns; long explanations wrap within theirs."""
    assert in_help_columns(SECTIONS, 80).plain.split("\n") == [
        "Moving                                   Coding",
        "↑ ↓            turn                      Enter  find a code by a few letters of",
        "Ctrl+← Ctrl+→  word                             its name, path or cues",
        "                                         .      the last code [b]again[/b]",
        "",
    ]


def test_sections_stand_below_each_other_where_there_is_not():
    """In 40 cells there is one column."""
    lines = in_help_columns(SECTIONS, 40).plain.split("\n")

    assert [line for line in lines if line in ("Moving", "Coding")] == ["Moving", "Coding"]


KEYS = st.lists(
    st.tuples(st.text("abc+", min_size=1, max_size=9), st.text("abc ", min_size=1, max_size=60)), max_size=6
)


@given(st.lists(st.tuples(st.text("ABC", min_size=1, max_size=12), KEYS), max_size=7), st.integers(20, 200))
def test_no_line_is_wider_than_the_screen(sections, width):
    """Whatever the keys, the help fits the width, so nothing is cut off."""
    assert all(len(line) <= width for line in in_help_columns(sections, width).plain.split("\n"))


@given(st.lists(st.tuples(st.text("ABC", min_size=3, max_size=9), KEYS), max_size=7), st.integers(40, 200))
def test_every_heading_is_there(sections, width):
    """Laying out in columns loses no section."""
    words = in_help_columns(sections, width).plain.split()

    assert all(words.count(heading) >= 1 for heading, _ in sections)


@pytest.mark.parametrize("key", ["escape", "question_mark", "enter", "Q"])
async def test_help_closes(key):
    """Esc closes it, and so do the keys a reader may try."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(key)

    assert app.given == [None]


async def test_more_keys_than_lines_can_be_scrolled_to():
    """At 80×24 a long help scrolls by arrow and page."""
    app = asked([(f"Section {number}", [(key, "does something") for key in "abcdefgh"]) for number in range(8)])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        box = app.screen.query_one(VerticalScroll)

        assert 0 < box.max_scroll_y == box.scroll_offset.y


async def test_the_scroll_bar_stands_apart_from_the_words():
    """In a help that scrolls, no word touches the bar."""
    app = asked(
        [(f"Section {number}", [(key, "does something with words") for key in "abcdefgh"]) for number in range(9)]
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        box, keys = app.screen.query_one(VerticalScroll), app.screen.query_one("#keys")

        assert box.show_vertical_scrollbar
        assert keys.content_region.right < box.vertical_scrollbar.region.x
