"""The tour, taken with real keys."""

import pytest

from qualcode.settings import Settings
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.coding.tour import STEPS
from qualcode.tui.coding.tour_panel import TourPanel
from qualcode.tui.tables.screen import TablesScreen
from tests.tui.coding_scenes import coding, stored


class Remembered:
    def __init__(self):
        self.values = {}

    def __call__(self, **values):
        self.values |= values


def card(scene):
    screen = next(screen for screen in scene.app.screen_stack if isinstance(screen, CodingScreen))
    return next(iter(screen.query(TourPanel)), None)


def said(scene):
    return f"{card(scene).border_title} {card(scene).visual} {card(scene).border_subtitle}"


async def do(scene, *keys):
    """Press keys and let the card look."""
    await scene.press(*keys)
    await scene.settle()
    card(scene).look()
    await scene.pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_tour_goes_on_with_what_is_done(project, size):
    """Five cards, each left by doing what it asks and by nothing else; then it never begins by itself again."""
    remembered = Remembered()
    async with coding(project, size=size, remember=remembered) as scene:
        await do(scene, "f2")
        titles = [card(scene).border_title]
        for idly, doing in (
            (["right"], ["down"]),
            (["down", "up", "right"], ["shift+right"]),
            (["left", "shift+right"], ["b"]),
            (["right", "d", "2"], ["tab", "plus"]),
            (["U"], ["T"]),
        ):
            await do(scene, *idly)
            assert titles[-1] == card(scene).border_title
            await do(scene, *doing)
            titles.append(card(scene).border_title)
        assert isinstance(scene.app.screen, TablesScreen)
        await scene.press("escape")
        end = said(scene)
        await scene.press("f2")

        assert [*(f"Tour: {step.title} ({n} of 5)" for n, step in enumerate(STEPS, 1)), "Tour: done"] == titles
        assert "closes this" in end
        assert (None, {"is_toured": True}) == (card(scene), remembered.values)
        assert isinstance(scene.app.screen, CodingScreen)


async def test_esc_ends_the_tour_and_does_not_leave_the_source(project):
    """Nothing is lost, and it does not begin by itself again."""
    remembered = Remembered()
    async with coding(project, remember=remembered, tour=True) as scene:
        await scene.press("down", "b")
        is_there = card(scene) is not None
        await scene.press("escape")

        assert (True, None, {"is_toured": True}) == (is_there, card(scene), remembered.values)
        assert isinstance(scene.screen, CodingScreen)
        assert 1 == len(stored(project))


async def test_the_tour_begins_once(project):
    """Whoever has taken it, or sent it away, is not asked again; they can begin it themselves."""
    async with coding(project, settings=Settings(is_toured=True), tour=True) as scene:
        begun = card(scene)
        await scene.press("f2")

        assert (None, True) == (begun, card(scene) is not None)


async def test_the_tour_names_keys_as_they_are_bound(project):
    """And the palette where a command has none."""
    keys = {"transcript.next-turn": "F6", "transcript.previous-turn": ""}
    async with coding(project, settings=Settings(keys=keys)) as scene:
        await scene.press("f2")

        assert "F6 goes to the next one" in said(scene)
        assert "Ctrl+P “Turn before” back" in said(scene)


async def test_the_card_fits_a_small_terminal(project):
    """All its words are in sight at 80×24, without color too, and the transcript keeps most of the screen."""
    async with coding(project, size=(80, 24), tour=True) as scene:
        for step in range(len(STEPS) + 1):
            card(scene).step = step
            card(scene)._show()
            await scene.pilot.pause()

            assert card(scene).size.height <= 3
            assert scene.screen.transcript.size.height >= 12


async def test_the_tour_is_in_the_palette(project):
    """By its name."""
    async with coding(project) as scene:
        titles = {command.title for command in scene.app.get_system_commands(scene.screen)}

        assert "Take the tour, or end it" in titles
