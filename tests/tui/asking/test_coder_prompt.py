from textual.app import App
from textual.widgets import Static

from qualcode.tui.asking.coder_prompt import CoderPrompt


class Host(App):
    def __init__(self, proposed):
        super().__init__()
        self.proposed = proposed
        self.given = []

    def on_mount(self):
        self.push_screen(CoderPrompt(self.proposed), self.given.append)


async def test_enter_takes_the_proposed_name():
    """Who is content with the login name presses Enter."""
    app = Host("vera")
    async with app.run_test() as pilot:
        await pilot.press("enter")

    assert app.given == ["vera"]


async def test_another_name_can_be_typed():
    """Space around it is taken off."""
    app = Host("root")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+u", *"Pavel", "space", "enter")

    assert app.given == ["Pavel"]


async def test_a_name_that_cannot_be_stored_is_refused_with_a_reason():
    """The question stays open and says why."""
    app = Host("")
    async with app.run_test() as pilot:
        await pilot.press("enter")
        reason = str(app.screen.query_one("#refusal", Static).visual)

    assert (app.given, reason) == ([], "Coder '': a name needs at least one character.")


async def test_esc_leaves_without_a_name():
    """Esc gives None."""
    app = Host("vera")
    async with app.run_test() as pilot:
        await pilot.press("escape")

    assert app.given == [None]
