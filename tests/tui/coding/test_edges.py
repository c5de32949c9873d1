"""Moving the edges of a coding that is there: what was selected, stored, taken back and done again."""

from dataclasses import replace

import pytest

from qualcode.coding.applying import remove_codings
from qualcode.project.opening import now
from qualcode.tui.coding.choice import CodingChoice
from tests.tui.coding_scenes import AGREEMENT, DEFERENCE, TRADER, apply, coding, segment_of

BUSINESS = "Trump is a businessman."
AGREE = "You can reach an agreement with him."
ANNA = f"{BUSINESS} {AGREE} Why not?"
UNCHANGED = "The edges are where they were."


def quotes(project):
    return [one.quote for one in project.codings()]


def agrees(scene, project):
    shown = {one.guid: one for one in scene.screen.desk.codings.all()}
    return shown == {one.guid: one for one in project.codings()}


async def test_the_edges_are_moved_and_kept(project):
    """D selects the coding, brackets and Shift move its edges, D keeps them; all else of the coding stays."""
    apply(project, BUSINESS, TRADER)
    before = project.codings()[0]
    async with coding(project) as scene:
        await scene.press("down", "D")
        begun = (scene.selected, scene.line(0))
        await scene.press("left_curly_bracket", "shift+right")
        on_the_way = (scene.line(0), quotes(project))
        await scene.press("D")

        told = "Edges of Businessman who trades: [ { ] } Shift+arrows move them · D keeps · Esc leaves"
        quote = "is a businessman. You"
        assert begun == (BUSINESS, told)
        assert on_the_way == (told, [BUSINESS])
        assert project.codings() == (replace(before, segment=segment_of(project, quote), quote=quote),)
        assert agrees(scene, project)


async def test_new_edges_over_two_turns_are_undone_and_done_again(project):
    """Turns are counted anew; undo and redo follow the file, and select the coding as it is then."""
    apply(project, ANNA, TRADER)
    async with coding(project) as scene:
        await scene.press("down", "D", "shift+down", "D")
        kept = project.codings()
        await scene.press("U")
        undone = (quotes(project), scene.selected, agrees(scene, project))
        await scene.press("R")

        assert (kept[0].first_turn, kept[0].last_turn, scene.selected) == (2, 3, kept[0].quote)
        assert undone == ([ANNA], ANNA, True)
        assert (project.codings(), agrees(scene, project)) == (kept, True)


async def test_new_edges_are_undone_and_done_again_after_a_restart(project):
    """Each in another session."""
    apply(project, BUSINESS, TRADER)
    async with coding(project) as scene:
        await scene.press("down", "D", "shift+right", "D")
    kept = quotes(project)
    seen = []
    for key in ("U", "R"):
        async with coding(project) as scene:
            await scene.press(key)
            await scene.settle()
            seen.append((quotes(project), agrees(scene, project)))

    assert kept == [f"{BUSINESS} You"]
    assert seen == [([BUSINESS], True), (kept, True)]


async def test_esc_leaves_the_edges_as_they_were(project):
    """Nothing is stored, and what was selected before is selected again; a second Esc is not needed."""
    apply(project, BUSINESS, TRADER)
    acts = project.last_act()
    async with coding(project) as scene:
        await scene.press("down", "D", "shift+right", "escape")

        assert (scene.selected, scene.line(0)) == (ANNA, UNCHANGED)
        assert (quotes(project), project.last_act()) == ([BUSINESS], acts)


@pytest.mark.parametrize("keys", ["D", "down D", "home D"])
async def test_without_a_change_nothing_is_stored(project, keys):
    """D twice, or going somewhere else, which leaves the edges."""
    apply(project, BUSINESS, TRADER)
    acts = project.last_act()
    async with coding(project) as scene:
        await scene.press("down", "D", *keys.split())

        assert (quotes(project), project.last_act(), scene.screen.edged) == ([BUSINESS], acts, None)


async def test_of_several_codings_one_is_chosen(project):
    """The choice comes first; the other coding stays as it is."""
    apply(project, BUSINESS, TRADER)
    apply(project, AGREE, AGREEMENT)
    async with coding(project) as scene:
        await scene.press("down", "D")
        assert isinstance(scene.screen, CodingChoice)
        await scene.press("down", "enter", "right_square_bracket", "D")

        assert quotes(project) == [BUSINESS, f"{AGREE} Why"]


async def test_others_codings_keep_their_edges(project):
    """One line says whose they are."""
    apply(project, BUSINESS, TRADER, coder="Pavel")
    async with coding(project) as scene:
        await scene.press("down", "D", "shift+right", "D")

        assert quotes(project) == [BUSINESS]
        assert scene.line(0) == "No coding of yours under the cursor; those here are other coders'."


async def test_a_coding_that_stands_there_already_is_told(project):
    """The same code on the same words: one line, and the edges can be moved on."""
    apply(project, BUSINESS, DEFERENCE)
    apply(project, f"{BUSINESS} You", DEFERENCE)
    async with coding(project) as scene:
        await scene.press("down", "D", "enter", "shift+right", "D")
        refused = (sorted(quotes(project)), [known.message for known in scene.app._notifications])
        await scene.press("shift+right", "D")

        told = "Vera has already coded this segment as 'Deference'."
        assert refused == ([BUSINESS, f"{BUSINESS} You"], [told])
        assert sorted(quotes(project)) == [f"{BUSINESS} You", f"{BUSINESS} You can"]


async def test_a_coding_that_is_gone_meanwhile_is_told(project):
    """Removed in another program while its edges are moved: one line, and nothing is left begun."""
    guid = apply(project, BUSINESS, TRADER)
    async with coding(project) as scene:
        await scene.press("down", "D")
        remove_codings(project.store, [guid], coder="Vera", at=now())
        await scene.press("shift+right", "D")
        await scene.settle()
        await scene.press("shift+right")

        assert (quotes(project), scene.screen.edged, agrees(scene, project)) == ([], None, True)
