import pytest
from textual.widgets import Input

from qualcode.tui.coding.go_to_turn import GoToTurn
from tests.tui.asking_app import Asking


def asked():
    return Asking(GoToTurn(87))


@pytest.mark.parametrize(("typed", "number"), [("1", 1), ("87", 87), ("007", 7)])
async def test_enter_gives_the_number(typed, number):
    """Any turn from 1 to the highest can be gone to."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*typed, "enter")

    assert app.given == [number]


@pytest.mark.parametrize("typed", ["", "0", "88"])
async def test_a_turn_that_is_not_there_is_refused(typed):
    """The question stays open and says which turns there are."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*typed, "enter")
        said = app.screen.query_one(Input).border_subtitle

    assert (app.given, said) == ([], "There are turns 1 to 87.")


async def test_only_digits_can_be_typed():
    """Letters and signs do not enter the number."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press("minus", "1", "x", "2", "enter")

    assert app.given == [12]


async def test_esc_leaves():
    """Esc gives None."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press("4", "escape")

    assert app.given == [None]
