"""Likely codes in the picker of the coding screen: where they are shown, where not, and what is kept of it."""

import pytest

from qualcode.coding.sampling import mark_sample
from qualcode.model.sample import Stretch
from qualcode.project.opening import now
from qualcode.tui.asking.row_list import RowList
from tests.tui.coding_scenes import DEFERENCE, TRADER, coding


def rows(scene):
    found = scene.app.screen.query_one(RowList)
    lines = [found.render_line(y).text.strip(" ▌▏") for y in range(found.row_count)]
    return [" ".join(line.removesuffix("recent").split()) for line in lines]


async def first_rows(scene, *keys):
    """What the picker shows first after these keys; it is left again."""
    await scene.press(*keys, "enter")
    seen = rows(scene)
    await scene.press("escape")
    return seen[:2]


FIRST = ["Likely here", "d1 Businessman who trades Leaders as dealmakers"]
NEXT = ["Likely here", "d2 An agreement can be reached Leaders as dealmakers"]
NONE = ["d Leaders as dealmakers", "d1 Businessman who trades Leaders as dealmakers"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_picker_shows_likely_codes_of_what_is_selected_first(project, size):
    """Of the sentence where one is selected; none where nothing speaks for any code, none on the moderator's turns."""
    async with coding(project, size=size) as scene:
        moderator = await first_rows(scene, "home")
        turn = await first_rows(scene, "down")
        sentence = await first_rows(scene, "right", "right")
        small_talk = await first_rows(scene, "right")

    assert [moderator, turn, small_talk] == [NONE, FIRST, NONE]
    assert sentence == NEXT


async def test_a_code_taken_from_them_is_kept_as_suggested(project):
    """On the coder's own segment; what was found in the list itself is coded by hand. Both are undone by a key."""
    async with coding(project) as scene:
        await scene.press("down", "enter", "tab", "enter")
        told = scene.line(1)
        await scene.press("down", *["enter", "b", "enter"])
        made = [(one.code_guid, one.origin) for one in project.codings()]
        shown = [(one.code_guid, one.origin) for one in scene.screen.desk.codings.all()]
        await scene.press("U", "U")

    assert made == shown == [(TRADER.guid, "suggestion-resized"), (DEFERENCE.guid, "hand")]
    assert "suggested, own segment" in told
    assert project.codings() == ()
    assert project.verdicts() == ()


async def test_codes_applied_here_already_are_not_proposed_again(project):
    """By this coder; undone, they are likely again."""
    async with coding(project) as scene:
        before = await first_rows(scene, "down")
        await scene.press("d", "1")
        coded = await first_rows(scene)
        await scene.press("U")
        again = await first_rows(scene)

    assert [before, again] == [FIRST, FIRST]
    assert coded[0] != "Likely here"


async def test_nothing_is_proposed_in_a_sample_coded_blind(project):
    """Nor for a selection that reaches into it."""
    async with coding(project) as scene:
        stretch = Stretch(source_guid=project.source("fg1").guid, first_turn=3, last_turn=3)
        mark_sample(project.store, "pilot", [stretch], coder="Pavel", at=now())
        scene.screen.look()
        await scene.settle()
        into = await first_rows(scene, "down", "shift+down")
        blind = await first_rows(scene, "down")
        await scene.press("home")
        outside = await first_rows(scene, "down")

    assert [into, blind, outside] == [NONE, NONE, FIRST]


async def test_nothing_is_proposed_while_the_suggestions_are_sent_away(project):
    """S on a wide screen; on a narrow one they are not shown beside the text anyway."""
    async with coding(project, size=(120, 40)) as scene:
        away = await first_rows(scene, "down", "S")
        back = await first_rows(scene, "S")

    assert [away, back] == [NONE, FIRST]


async def test_another_code_for_a_coding_is_asked_for_without_them(project):
    """A coding keeps its origin with its new code, so it has to be the coder's own choice."""
    async with coding(project) as scene:
        await scene.press("down", "b", "X")
        seen = rows(scene)

    assert "Likely here" not in seen
