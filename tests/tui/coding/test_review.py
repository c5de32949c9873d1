"""Suggestions gone through and accepted together on the coding screen: what was stored, undone and done again."""

from dataclasses import replace

import pytest

from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_editing import change_code
from qualcode.project.opening import now
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.desk.open_suggestions import in_place
from qualcode.tui.suggestions.acceptance import Acceptance
from tests.tui.coding_scenes import DEFERENCE, FATIGUE, LEADERS, TRADER, coding, make_study, segment_of

# The example of the code is a surer sign than its cue, and what was rejected before makes the cue a weaker one.
TEXT = """\
Moderator: So?

ANNA: Trump is a businessman. Nothing else.

BORIS: Let the big people decide. A businessman knows.

CLARA: The businessman again. I follow the news.

ANNA: Businessman he is born. Let the big people decide it.
"""


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path, text=TEXT) as made:
        yield made


def quotes(project, code=TRADER):
    return [one.quote for one in project.codings() if one.code_guid == code.guid]


def agrees(scene, project):
    shown = {one.guid: one for one in scene.screen.desk.codings.all()}
    return shown == {one.guid: one for one in project.codings()}


def scored(scene):
    """Give the suggestions of the code scores that differ: 90, 70, 70 and 50 percent, in order of place."""
    desk = scene.screen.desk
    scene.screen.is_ranked_again = False
    scores = iter((0.7, 0.9, 0.5, 0.7))
    found = (replace(one, score=next(scores) if one.code_guid == TRADER.guid else 0.4) for one in desk.suggestions)
    desk.show_suggestions(in_place(found))


def places(suggestions):
    """Where suggestions stand, whatever their scores have become."""
    return [(one.segment, one.code_guid) for one in suggestions]


TRADERS = ["Trump is a businessman.", "A businessman knows.", "The businessman again.", "Businessman he is born."]


async def test_all_of_a_code_above_a_score(project):
    """A lists them from the current one's score on, the surest first; Enter accepts them in one act."""
    acts = project.last_act()
    async with coding(project) as scene:
        scored(scene)
        await scene.press("tab", "A")
        assert isinstance(scene.screen, Acceptance)
        listed = scene.screen.query_one("QuoteList")
        rows = [listed.render_line(y).text.split()[:2] for y in range(listed.row_count)]
        title = (listed.border_title, listed.border_subtitle)
        await scene.press("enter")

        assert rows == [["90%", "3"], ["70%", "2"], ["70%", "5"]]
        assert title == (
            "3 of 4 suggestions as Leaders as dealmakers > Businessman who trades",
            "← → 70% and above · Enter accepts 3 · Esc leaves",
        )
        assert quotes(project) == [TRADERS[0], TRADERS[1], TRADERS[3]]
        assert {one.origin for one in project.codings()} == {"suggestion"}
        assert ([verdict.kind for verdict in project.verdicts()], project.last_act()) == (["accept"] * 3, acts + 1)
        assert scene.line(0).startswith("Accepted 3 suggestions: ")
        assert agrees(scene, project)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("left", TRADERS),
        ("left left left", TRADERS),
        ("right", [TRADERS[1]]),
        ("right right left", [TRADERS[0], TRADERS[1], TRADERS[3]]),
    ],
)
async def test_the_score_is_moved(project, keys, expected):
    """Left lowers it, right raises it, each to the next score there is; what is listed is what is accepted."""
    async with coding(project) as scene:
        scored(scene)
        await scene.press("tab", "A", *keys.split())
        listed = scene.screen.query_one("QuoteList").row_count
        await scene.press("enter")

        assert (listed, quotes(project)) == (len(expected), expected)


async def test_what_was_accepted_together_is_undone_and_done_again_together(project):
    """The suggestions are open again, and settled again; other codes' stay."""
    async with coding(project) as scene:
        scored(scene)
        before = scene.screen.desk.suggestions
        await scene.press("tab", "A", "left", "enter")
        accepted = (project.codings(), scene.screen.desk.suggestions)
        await scene.press("U")
        undone = (quotes(project), project.verdicts(), scene.screen.desk.suggestions, agrees(scene, project))
        await scene.press("R")

        assert {one.code_guid for one in accepted[1]} == {DEFERENCE.guid, FATIGUE.guid}
        assert undone == ([], (), before, True)
        assert (project.codings(), scene.screen.desk.suggestions) == accepted
        assert agrees(scene, project)


async def test_what_was_accepted_together_is_undone_and_done_again_after_a_restart(project):
    """Each in another session."""
    async with coding(project) as scene:
        scored(scene)
        await scene.press("tab", "A", "left", "enter")
    seen = []
    for key in ("U", "R"):
        async with coding(project) as scene:
            await scene.press(key)
            await scene.settle()
            seen.append((quotes(project), len(project.verdicts()), agrees(scene, project)))

    assert seen == [([], 0, True), (TRADERS, 4, True)]


async def test_esc_accepts_none(project):
    """And returns to the suggestion."""
    acts = project.last_act()
    async with coding(project) as scene:
        await scene.press("tab", "A", "escape")

        assert (isinstance(scene.screen, CodingScreen), project.last_act()) == (True, acts)
        assert scene.screen.suggestion.code_guid == TRADER.guid


async def test_without_a_suggestion_it_is_only_told(project):
    """Which key leads to one."""
    async with coding(project) as scene:
        await scene.press("A")

        assert scene.line(0).startswith("No suggestion is selected")


async def test_a_click_on_a_quote_accepts_nothing(project):
    """It only stands on it."""
    async with coding(project) as scene:
        await scene.press("tab", "A")
        await scene.pilot.click("QuoteList", offset=(8, 1))

        assert (isinstance(scene.screen, Acceptance), project.codings()) == (True, ())


async def test_what_another_program_coded_meanwhile_is_passed_over(project):
    """The same coder coded one of the quotes in a second terminal: the others are accepted."""
    async with coding(project) as scene:
        scored(scene)
        await scene.press("tab", "A", "left")
        source = project.source("fg1").guid
        apply_code(project.store, source, segment_of(project, TRADERS[2]), TRADER.guid, coder="Vera", at=now())
        await scene.press("enter")
        await scene.settle()

        assert (quotes(project), len(project.verdicts())) == (TRADERS, 3)
        assert agrees(scene, project)


async def test_a_code_retired_meanwhile_is_refused_in_words(project):
    """Nothing is accepted by halves."""
    async with coding(project) as scene:
        scored(scene)
        await scene.press("tab", "A", "left")
        change_code(project.store, TRADER.guid, is_retired=True, coder="Pavel", at=now())
        await scene.press("enter")
        await scene.settle()

        assert (project.codings(), project.verdicts()) == ((), ())
        assert [known.message for known in scene.app._notifications if "retired" in known.message]


async def test_tab_passes_over_and_verdicts_keep_the_order(project):
    """Passed over, rejected, accepted: each time the next one in the text comes, and what was passed over stays."""
    async with coding(project) as scene:
        before = scene.screen.desk.suggestions
        await scene.press("tab", "tab", "minus", "plus", "minus")
        now_on = scene.screen.suggestion
        await scene.press("shift+tab")
        await scene.settle()

        assert places([now_on, scene.screen.suggestion]) == places([before[4], before[0]])
        assert places(scene.screen.desk.suggestions) == places((before[0], *before[4:]))
        assert [verdict.kind for verdict in project.verdicts()] == ["reject", "accept", "reject"]


async def test_a_smaller_segment_is_accepted_undone_and_done_again(project):
    """Tab, shrink, `=`."""
    async with coding(project) as scene:
        await scene.press("tab", "right_curly_bracket", "equals_sign")
        made = project.codings()
        await scene.press("U")
        undone = (project.codings(), agrees(scene, project))
        await scene.press("R")

        assert [(one.quote, one.origin) for one in made] == [("Trump is a businessman", "suggestion-resized")]
        assert undone == ((), True)
        assert (project.codings(), agrees(scene, project)) == (made, True)


LONG = "Leaders are seen as people who buy and sell, whatever their countries want of them"


async def test_under_a_long_theme_a_code_is_named_and_so_is_the_way_back(project):
    """On a narrow screen: where it is judged, explained, given a threshold, and where all of it are accepted."""
    change_code(project.store, LEADERS.guid, coder="Vera", at=now(), name=LONG)
    titles = []
    async with coding(project, size=(80, 24)) as scene:
        await scene.press("tab", "circumflex_accent")
        await scene.settle()
        titles.append(str(scene.screen.query_one("VerticalScroll").border_title))
        await scene.press("escape", "A")
        titles.append(str(scene.screen.query_one("QuoteList").border_title))
        await scene.press("escape", "plus")
        told = [scene.line(0)]
        await scene.press("minus")
        told.append(scene.line(0))
        await scene.press("dollar_sign", "9", "0", "enter")
        told.append(scene.line(0))

    assert titles == ["… > Businessman who trades", "4 of 4 suggestions as … > Businessman who trades"]
    assert told == [
        "Accepted: … > Businessman who trades · U undoes",
        "Rejected: Deference · U undoes",
        "… > Businessman who trades is suggested from 90% on · U undoes",
    ]


@pytest.mark.parametrize("key", ["plus", "minus"])
async def test_a_first_verdict_goes_on_to_the_next_suggestion(tmp_path, key):
    """As any other does, once the coder has given a name."""
    with make_study(tmp_path, text=TEXT, coder="") as project:
        async with coding(project) as scene:
            await scene.press("tab")
            first = scene.screen.suggestion
            await scene.press(key, *["backspace"] * 40, *"Olga", "enter")
            await scene.settle()

            assert [one.coder for one in project.verdicts()] == ["Olga"]
            assert scene.screen.suggestion not in (None, first)
            assert scene.line(0).endswith(": Leaders as dealmakers > Businessman who trades · U undoes")


async def test_under_a_long_theme_it_is_said_whose_a_coding_is_and_how_it_came_about(project):
    """On a narrow screen the time of day gives way, then the theme."""
    change_code(project.store, LEADERS.guid, coder="Vera", at=now(), name=LONG)
    async with coding(project, size=(80, 24)) as scene:
        await scene.press("down", "b")
        short = scene.line(1)
        await scene.press("down", "d", "1")
        long = scene.line(1)

    day = now().astimezone().strftime("%d %b %Y")
    assert short.startswith(f"Deference · Vera · by hand, {day} ")
    assert long == f"… > Businessman who trades · Vera · by hand, {day}"
