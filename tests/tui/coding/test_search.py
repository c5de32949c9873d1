"""Searching under real keys: the prompt, the hits, their marks."""

from dataclasses import replace

import pytest

from qualcode.coding.applying import apply_code
from qualcode.project.opening import now
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.coding.search import Searched
from qualcode.tui.coding.search_prompt import SearchPrompt
from qualcode.tui.desk.searching import Hits, Wanted
from qualcode.tui.home_screen import HomeScreen
from tests.tui.coding_scenes import DEFERENCE, coding, make_study, segment_of

ASKED = "What do you think of the talks? Who wants to begin?"


async def search(scene, words, *kinds):
    await scene.press("slash", *kinds, *(("ctrl+u", *words) if words else ()), "enter")
    await scene.settle()


def marked(scene):
    """What is drawn bold and underlined, in order."""
    transcript = scene.screen.transcript
    strips = transcript.render_lines(transcript.size.region)
    return [piece.text for strip in strips for piece in strip if piece.style.underline and piece.style.bold]


async def test_enter_goes_to_the_first_hit_from_here_on(project):
    """The hit is selected, and a line says which it is."""
    async with coding(project) as scene:
        await scene.press("down", "down")
        await search(scene, "NOT")

        assert (scene.selected, scene.line(0)) == ("not", "hit 2 of 3 for “NOT”")


@pytest.mark.parametrize(
    ("keys", "expected", "told"),
    [
        ("comma", "not", "hit 2 of 3 for “not”"),
        ("f3 f3", "Not", "hit 3 of 3 for “not”"),
        ("comma comma comma", "not", "hit 1 of 3 for “not” · from the start again"),
        ("backslash", "Not", "hit 3 of 3 for “not” · from the end again"),
        ("shift+f3 shift+f3", "not", "hit 2 of 3 for “not”"),
        ("f3 f15", "not", "hit 1 of 3 for “not”"),
        ("down comma", "not", "hit 2 of 3 for “not”"),
        ("end backslash", "Not", "hit 3 of 3 for “not”"),
        ("shift+right comma", "not", "hit 2 of 3 for “not”"),
    ],
)
async def test_from_hit_to_hit(project, keys, expected, told):
    """On and back, and around, from wherever the cursor is."""
    async with coding(project) as scene:
        await search(scene, "not")
        await scene.press(*keys.split())

        assert (scene.selected, scene.line(0)) == (expected, told)


async def test_coming_round_is_said(project):
    """On the step that comes round only."""
    async with coding(project) as scene:
        await search(scene, "not")
        lines = []
        for key in ("backslash", "backslash", "comma", "comma"):
            await scene.press(key)
            lines.append(scene.line(0))

        assert lines == [
            "hit 3 of 3 for “not” · from the end again",
            "hit 2 of 3 for “not”",
            "hit 3 of 3 for “not”",
            "hit 1 of 3 for “not” · from the start again",
        ]


async def test_hits_are_marked_without_color_too(project):
    """Bold and underlined, all of those in sight; a hit that is selected too."""
    async with coding(project) as scene:
        await search(scene, "not")

        assert marked(scene) == ["not", "not", "Not"]


@pytest.mark.parametrize(
    ("kinds", "words", "expected", "told"),
    [
        (["tab"], r"\bwh\w+", "What", "hit 1 of 3 for “\\bwh\\w+” (regex)"),
        (["tab", "tab"], "agreements", "agreement", "hit 1 of 1 for “agreements” (lemma)"),
        (["shift+tab"], "bigger people", "big people", "hit 1 of 1 for “bigger people” (lemma)"),
        (["tab", "tab", "tab"], "big  PEOPLE", "big people", "hit 1 of 1 for “big  PEOPLE”"),
    ],
)
async def test_tab_takes_the_words_in_another_way(project, kinds, words, expected, told):
    """As a regular expression, or in every form."""
    async with coding(project) as scene:
        await search(scene, words, *kinds)

        assert (scene.selected, scene.line(0)) == (expected, told)


@pytest.mark.parametrize("words", ["BORIS", "Saratov", "Why not? Let", "decide we"])
async def test_only_talk_is_searched(project, words):
    """No labels, not what stands before the first turn."""
    async with coding(project) as scene:
        await search(scene, words)

        assert (scene.selected, scene.line(0), marked(scene)) == (ASKED, f"No hit for “{words}”.", [])


async def test_a_broken_expression_stays_in_the_prompt(project):
    """With what is wrong; put right, it is searched for."""
    async with coding(project) as scene:
        await scene.press("slash", "tab", *"(no", "enter")
        prompt = scene.screen
        assert isinstance(prompt, SearchPrompt)
        told = str(prompt.query_one("#remark").render())
        await scene.press(*"t)", "enter")
        await scene.settle()

        assert "missing )" in told
        assert scene.line(0) == "hit 1 of 3 for “(not)” (regex)"


async def test_an_expression_without_end_is_told(project, monkeypatch):
    """The screen goes on."""
    monkeypatch.setattr("qualcode.transcripts.searching.LONGEST_SEARCH", 0.0)
    async with coding(project) as scene:
        await search(scene, "not")

        assert "takes longer" in scene.line(0)
        assert (scene.selected, marked(scene)) == (ASKED, [])


@pytest.mark.parametrize("keys", ["slash escape", "slash enter"])
async def test_the_prompt_can_be_left(project, keys):
    """Nothing is searched for."""
    async with coding(project) as scene:
        await scene.press(*keys.split())
        await scene.settle()

        assert (scene.screen.hits, scene.selected) == (None, ASKED)


async def test_escape_ends_the_search_before_it_leaves(project):
    """First the marks go; the second time the source is left. The search can be gone on with."""
    async with coding(project) as scene:
        await search(scene, "not")
        await scene.press("escape")
        ended = (type(scene.screen), marked(scene), scene.selected)
        await scene.press("comma")
        await scene.settle()
        again = (scene.line(0), marked(scene))
        await scene.press("escape", "escape")

        assert ended == (CodingScreen, [], "not")
        assert again == ("hit 2 of 3 for “not”", ["not", "not", "Not"])
        assert isinstance(scene.screen, HomeScreen)


async def test_the_last_search_is_remembered_in_the_session(project):
    """In the prompt, and for `,` in a source that was not searched yet."""
    async with coding(project) as scene:
        await search(scene, "people", "tab")
        await scene.press("escape", "escape")
        scene.app.show_source("fg1")
        await scene.settle()
        await scene.press("comma")
        await scene.settle()
        gone = scene.line(0)
        await scene.press("slash")

        assert gone == "hit 1 of 1 for “people” (regex)"
        assert scene.screen.query_one("Input").value == "people"
        assert "regex" in str(scene.screen.query_one("#prompt").border_title)


async def test_nothing_to_go_on_with_is_said(project):
    """Before anything was searched for."""
    async with coding(project) as scene:
        await scene.press("comma")

        assert scene.line(0) == "Nothing was searched for yet: / searches."


async def test_only_the_turns_that_are_shown_are_searched(project):
    """F hides coded turns and the moderator's, and brings them back: the hits are counted anew."""
    guid = project.source("fg1").guid
    apply_code(project.store, guid, segment_of(project, "Why not?"), DEFERENCE.guid, coder="Vera", at=now())
    async with coding(project) as scene:
        await search(scene, "not")
        await scene.press("F")
        await scene.settle()
        await scene.press("comma")
        filtered = scene.line(0)
        await scene.press("F")
        await scene.settle()
        await scene.press("comma")

        assert "of 2 for “not”" in filtered
        assert "of 3 for “not”" in scene.line(0)


async def test_hits_that_come_too_late_are_dropped(project):
    """Another search was begun, or the search was ended, meanwhile."""
    async with coding(project) as scene:
        await search(scene, "not")
        old = scene.screen._search_number
        await search(scene, "people")
        scene.screen.post_message(Searched(old, Hits(Wanted("not"), ())))
        await scene.pilot.pause()

        assert (len(scene.screen.hits), marked(scene)) == (1, ["people"])


async def test_keys_are_quicker_than_the_search(project):
    """`,` pressed before the hits are known is done when they are."""
    async with coding(project) as scene:
        await scene.pilot.press("slash", *"not", "enter", "comma", "comma")
        await scene.settle()

        assert scene.line(0) == "hit 3 of 3 for “not”"


async def test_back_from_a_hit(project):
    """A hit is a jump."""
    async with coding(project) as scene:
        await scene.press("down")
        start = scene.selected
        await search(scene, "people")
        await scene.press("Z")

        assert scene.selected == start


async def test_a_language_without_lemmas_is_said(tmp_path):
    """A search by lemma finds only what stands there as it is written, and says why."""
    with make_study(tmp_path) as project:
        async with coding(project) as scene:
            source = scene.screen.desk.source
            scene.screen.desk.source = replace(source, language="xx")
            await search(scene, "talks", "tab", "tab")

            assert scene.line(0) == "hit 1 of 1 for “talks” (lemma) · no lemmas for language 'xx': words as written"
