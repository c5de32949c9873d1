"""All hits of a search coded together on the coding screen: shown first, stored, undone and done again."""

import pytest

from qualcode.coding.applying import apply_code
from qualcode.project.opening import now
from qualcode.tui.coding.autocode_preview import AutocodePreview
from qualcode.tui.coding.screen import CodingScreen
from tests.tui.coding_scenes import FATIGUE, coding, make_study, segment_of, stored


async def asked(scene, words="o", *kinds):
    """Search, press the key, choose the code, wait for what would be coded."""
    await scene.press("slash", *kinds, *words, "enter")
    await scene.settle()
    await scene.press("ampersand", *"tired", "enter")
    await scene.app.workers.wait_for_complete()
    await scene.pilot.pause()
    assert isinstance(scene.screen, AutocodePreview)
    return scene.screen.query_one("PassageList")


def rows(listed):
    return [listed.render_line(y).text.strip() for y in range(listed.row_count)]


async def test_all_hits_are_coded_in_one_act(project):
    """Their sentences, unless told otherwise; U takes all back, R does it again."""
    acts = project.last_act()
    async with coding(project, size=(80, 24)) as scene:
        listed = await asked(scene, "not")
        shown = (rows(listed), listed.border_title, listed.border_subtitle)
        await scene.press("enter")
        made = (stored(project), {one.origin for one in project.codings()}, project.last_act() - acts)
        told = scene.line(0)
        await scene.press("U")
        undone = stored(project)
        await scene.press("R")

        expected = ["Why not?", "I do not follow the news.", "Not at all."]
        assert shown[0] == ["2  “Why not?”", "5  “I do not follow the news.”", "5  “Not at all.”"]
        assert shown[1] == "3 passages as Tired of news, for “not”"
        assert shown[2] == "← → codes its sentence · M with moderator · Enter codes · Esc leaves"
        assert made == ([(quote, "Tired of news", "Vera") for quote in expected], {"auto"}, 1)
        assert told == "Coded 3 passages as Tired of news · U undoes all of them"
        assert (undone, stored(project)) == ([], made[0])
        assert {one.guid for one in scene.screen.desk.codings.all()} == {one.guid for one in project.codings()}
        assert all(one.code_guid != FATIGUE.guid for one in scene.screen.desk.suggestions)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("left", ["Who"]),
        ("right", []),
        ("M", ["Who wants to begin?"]),
        ("M left", ["Who"]),
    ],
)
async def test_what_is_coded_around_a_hit_is_chosen(project, keys, expected):
    """The hit itself, its sentence, its turn; the moderator is coded only when asked."""
    async with coding(project) as scene:
        await asked(scene, "who")
        await scene.press(*keys.split(), "enter")

        assert [quote for quote, _, _ in stored(project)] == (expected if "M" in keys else [])


async def test_what_is_coded_already_is_not_coded_twice(project):
    """By this coder; it is told how much that is."""
    source = project.source("fg1").guid
    apply_code(project.store, source, segment_of(project, "Not at"), FATIGUE.guid, coder="Vera", at=now())
    apply_code(project.store, source, segment_of(project, "Why not?"), FATIGUE.guid, coder="Pavel", at=now())
    async with coding(project) as scene:
        listed = await asked(scene, "not")

        assert rows(listed) == ["2  “Why not?”", "5  “I do not follow the news.”"]
        assert listed.border_title == "2 passages (1 coded already) as Tired of news, for “not”"


async def test_without_hits_it_is_only_told(project):
    """Which key searches; and Esc codes nothing."""
    async with coding(project) as scene:
        await scene.press("ampersand")
        told = scene.line(0)
        await asked(scene, "not")
        await scene.press("escape")

        assert told == "There are no hits to code: / searches."
        assert (isinstance(scene.screen, CodingScreen), stored(project)) == (True, [])


async def test_the_coder_is_asked_first(tmp_path):
    """Whose codings they are decides what is coded already."""
    with make_study(tmp_path, coder="") as project:
        async with coding(project) as scene:
            await scene.press("slash", *"not", "enter")
            await scene.settle()
            await scene.press("ampersand", "ctrl+u", *"Nina", "enter", *"tired", "enter")
            await scene.app.workers.wait_for_complete()
            await scene.pilot.pause()
            await scene.press("enter")

            assert {one.coder for one in scene.screen.project.codings()} == {"Nina"}
