from textual.widgets import Static

from qualcode.tui.asking.coder_prompt import CoderPrompt
from tests.tui.asking_app import Asking


def asked(proposed):
    return Asking(CoderPrompt(proposed))


async def test_enter_takes_the_proposed_name():
    """Who is content with the login name presses Enter."""
    app = asked("vera")
    async with app.run_test() as pilot:
        await pilot.press("enter")

    assert app.given == ["vera"]


async def test_another_name_can_be_typed():
    """Space around it is taken off."""
    app = asked("root")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+u", *"Pavel", "space", "enter")

    assert app.given == ["Pavel"]


async def test_a_name_that_cannot_be_stored_is_refused_with_a_reason():
    """The question stays open and says why."""
    app = asked("")
    async with app.run_test() as pilot:
        await pilot.press("enter")
        reason = str(app.screen.query_one("#refusal", Static).visual)

    assert (app.given, reason) == ([], "Coder '': a name needs at least one character.")


async def test_esc_leaves_without_a_name():
    """Esc gives None."""
    app = asked("vera")
    async with app.run_test() as pilot:
        await pilot.press("escape")

    assert app.given == [None]
