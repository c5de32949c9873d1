import pytest

from qualcode.model.codebook import Code, Codebook
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.color_choice import ColorChoice
from tests.tui.asking_app import Asking

THEME = Code(guid="00000000-0000-4000-8000-000000000001", name="Leaders", color="#3b7ddd")
BOOK = Codebook(guid="00000000-0000-4000-8000-00000000000a", name="Talks", codes=(THEME,))


def asked(color):
    return Asking(ColorChoice("Color", color, BOOK))


def rows(app):
    found = app.screen.query_one(RowList)
    return [" ".join(found.render_line(y).text.split()) for y in range(min(found.row_count, found.size.height))]


@pytest.mark.parametrize("color", ["#3b7ddd", "#123456", None])
async def test_the_color_that_stands_is_proposed(color):
    """Enter alone changes nothing: a color of the palette, another one, or none."""
    app = asked(color)
    async with app.run_test() as pilot:
        await pilot.press("enter")

    assert app.given == [color or ""]


async def test_themes_are_named_beside_their_colors():
    """So that a new theme gets a color of its own."""
    app = asked(None)
    async with app.run_test(size=(100, 30)):
        found = rows(app)

    assert "████ blue #3b7ddd Leaders" in found


async def test_what_is_no_color_is_said_to_be_none():
    """The question stays open."""
    app = asked(None)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"mauve", "enter")
        line = app.screen.query_one(RowList).render_line(0).text.strip()

    assert (app.given, line) == ([], "No color is called “mauve”; write it as #rrggbb.")


async def test_a_click_gives_a_color():
    """The mouse does what Enter does."""
    app = asked(None)
    async with app.run_test() as pilot:
        await pilot.click(RowList, offset=(8, 1))

    assert app.given == ["#d0342c"]
