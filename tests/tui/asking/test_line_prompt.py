import pytest
from textual.content import Content
from textual.widgets import Static

from qualcode.errors.values import InvalidValueError
from qualcode.tui.asking.confirmation import Confirmation
from qualcode.tui.asking.line_prompt import LinePrompt
from tests.tui.asking_app import Asking


def refuse_x(line):
    if "x" in line:
        raise InvalidValueError("Line", line, "has an [b]x[/b].")


async def test_the_line_is_given_without_space_around_it():
    """What stood there is replaced by typing, or kept."""
    app = Asking(LinePrompt("Name", "old", check=refuse_x))
    async with app.run_test() as pilot:
        await pilot.press("end", "space", "a", "space", "enter")

    assert app.given == ["old a"]


async def test_a_refused_line_can_be_mended():
    """The reason stands below until something else is typed."""
    app = Asking(LinePrompt("Name", check=refuse_x))
    async with app.run_test() as pilot:
        await pilot.press("x", "enter")
        refusal = str(app.screen.query_one("#remark", Static).visual)
        await pilot.press("backspace")
        after = str(app.screen.query_one("#remark", Static).visual)
        await pilot.press("y", "enter")

    assert (refusal, after, app.given) == ("Line 'x': has an [b]x[/b].", "", ["y"])


async def test_remarks_follow_the_typing():
    """They stand below the line and refuse nothing."""
    app = Asking(LinePrompt("Name", check=refuse_x, remark=lambda line: Content(line.upper())))
    async with app.run_test() as pilot:
        await pilot.press("a", "b")
        remark = str(app.screen.query_one("#remark", Static).visual)
        await pilot.press("enter")

    assert (remark, app.given) == ("AB", ["ab"])


@pytest.mark.parametrize(("key", "answer"), [("enter", True), ("escape", None), ("y", ...)])
async def test_a_confirmation_takes_enter_for_yes(key, answer):
    """Esc leaves it, and no other key answers."""
    app = Asking(Confirmation("Sure?", "All [b]of\x1b it", "does it"))
    async with app.run_test() as pilot:
        shown = str(app.screen.query_one(Static).visual)
        await pilot.press(key)

    assert shown == "All [b]of␛ it"
    assert app.given == ([] if answer is ... else [answer])
