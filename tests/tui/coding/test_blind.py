"""A sample on the coding screen: it says that it is one, and nothing is suggested in it."""

import pytest

from qualcode.coding.sampling import mark_sample, release_sample
from qualcode.model.sample import Stretch
from qualcode.project.opening import now
from qualcode.tui.suggestions.panel import SuggestionPanel
from tests.tui.coding_scenes import DEFERENCE, FATIGUE, TRADER, apply, coding


def mark(project, first, last):
    stretch = Stretch(source_guid=project.source("fg1").guid, first_turn=first, last_turn=last)
    mark_sample(project.store, "pilot", [stretch], coder="Pavel", at=now())


def suggested(scene):
    return [one.code_guid for one in scene.screen.desk.suggestions]


def sign(scene):
    panel = scene.screen.query_one(SuggestionPanel)
    return "blind: no suggestions" in scene.screen.query_one("#place").text(0), str(panel.border_title)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_blind_turn_says_so_and_tab_finds_nothing_in_it(project, size):
    """The turns around it are as ever."""
    mark(project, 3, 3)
    async with coding(project, size=size) as scene:
        signs = []
        for _ in range(4):
            signs.append(sign(scene))
            await scene.press("down")
        await scene.press("home", "tab")

        assert [TRADER.guid, FATIGUE.guid] == suggested(scene)
        plain, blind = (False, "Suggestions"), (True, "Suggestions · blind here")
        assert signs == [plain, plain, blind, plain]
        assert scene.screen.suggestion.code_guid == TRADER.guid


async def test_what_another_program_marks_or_releases_is_seen(project):
    """Suggestions go at once, and come back."""
    async with coding(project) as scene:
        before = suggested(scene)
        mark(project, 1, 6)
        scene.screen.look()
        await scene.settle()
        marked = (suggested(scene), sign(scene)[0])
        release_sample(project.store, "pilot", coder="Pavel", at=now())
        scene.screen.look()
        await scene.settle()

        assert before == [TRADER.guid, DEFERENCE.guid, FATIGUE.guid]
        assert marked == ([], True)
        assert (suggested(scene), sign(scene)[0]) == (before, False)


async def test_hits_in_a_sample_are_not_coded(project):
    """The preview says how many are left out."""
    mark(project, 5, 5)
    async with coding(project) as scene:
        await scene.press("slash", *"not", "enter")
        await scene.settle()
        await scene.press("ampersand", *"tired", "enter")
        await scene.app.workers.wait_for_complete()
        await scene.pilot.pause()
        title = str(scene.screen.query_one("PassageList").border_title)
        await scene.press("enter")

        assert title == "1 passage (2 blind) as Tired of news, for “not”"
        assert [one.quote for one in project.codings()] == ["Why not?"]


async def test_what_a_colleague_coded_in_a_sample_is_out_of_sight_until_it_is_released(project):
    """One's own codings stay, and so do a colleague's elsewhere; also for who reads line by line."""
    apply(project, "Let the big people decide", DEFERENCE, coder="Pavel")
    apply(project, "We are small.", DEFERENCE)
    apply(project, "I do not follow the news.", FATIGUE, coder="Pavel")
    mark(project, 3, 3)
    async with coding(project) as scene:
        blind = sorted((one.coder, one.first_turn) for one in scene.screen.desk.codings.all())
        read = sorted((one.coder, one.first_turn) for one in project.codings_in_sight(project.source("fg1").guid))
        release_sample(project.store, "pilot", coder="Pavel", at=now())
        scene.screen.look()
        await scene.settle()
        released = sorted((one.coder, one.first_turn) for one in scene.screen.desk.codings.all())

        assert blind == read == [("Pavel", 5), ("Vera", 3)]
        assert released == [("Pavel", 3), ("Pavel", 5), ("Vera", 3)]
