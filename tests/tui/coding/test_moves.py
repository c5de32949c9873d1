"""Real keys that move over the transcript: along codes, speakers, questions and bookmarks, and back."""

import pytest

from qualcode.coding.bookmarks import set_bookmark
from qualcode.project.opening import now
from qualcode.tui.asking.coder_prompt import CoderPrompt
from tests.tui.coding_scenes import DEFERENCE, FATIGUE, apply, coding, make_study

ASKED = "What do you think of the talks? Who wants to begin?"
ANNA = "Trump is a businessman. You can reach an agreement with him. Why not?"
BORIS = "Let the big people decide 🙂. We are small."
CLARA = "I do not follow the news. Not at all."
NEITHER = "Me neither."


def number_of(scene, turn):
    """What stands before the label of that turn in the margin."""
    return next(line[1:6].strip() for line in scene.drawn() if line[1:4].strip() == str(turn))


@pytest.mark.parametrize(
    ("keys", "expected", "told"),
    [
        ("down semicolon", BORIS, "Deference · coding 1 of 3"),
        ("down down semicolon", "follow the news", "Deference · coding 2 of 3"),
        ("down down semicolon semicolon", NEITHER, "Deference · coding 3 of 3"),
        ("down down semicolon semicolon semicolon", NEITHER, "No coding of Deference further on; 3 are shown."),
        ("end colon", "follow the news", "Deference · coding 2 of 3"),
        ("end colon colon colon", BORIS, "No coding of Deference before; 3 are shown."),
    ],
)
async def test_codings_of_a_code(project, keys, expected, told):
    """The code under the cursor is followed, also where a shorter coding of another code lies in the way."""
    apply(project, BORIS, DEFERENCE)
    apply(project, "follow the news", DEFERENCE)
    apply(project, "news", FATIGUE)
    apply(project, NEITHER, DEFERENCE)
    async with coding(project) as scene:
        scene.screen.recent = (DEFERENCE.guid,)
        await scene.press(*keys.split())

        assert (expected, told) == (scene.selected, scene.line(0))


async def test_no_code_to_follow_is_said(project):
    """Nothing is coded here, and nothing was applied."""
    async with coding(project) as scene:
        await scene.press("semicolon")

        assert scene.line(0) == "No coding is under the cursor, and no code was applied yet."


async def test_hidden_codings_are_passed_over(project):
    """Only my codings are shown, so only they are gone through."""
    apply(project, ANNA, DEFERENCE)
    apply(project, BORIS, DEFERENCE, coder="Boris")
    apply(project, NEITHER, DEFERENCE)
    async with coding(project) as scene:
        await scene.press("W", "down", "semicolon")

        assert (scene.selected, scene.line(0)) == (NEITHER, "Deference · coding 2 of 2")


async def test_codings_in_turns_that_are_filtered_out_are_passed_over(project):
    """Coded turns are out of sight, so nothing is selected in them."""
    apply(project, BORIS, DEFERENCE)
    async with coding(project) as scene:
        scene.screen.recent = (DEFERENCE.guid,)
        await scene.press("F", "semicolon")

        assert (scene.selected, scene.line(0)) == (ANNA, "No coding of Deference is shown.")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("down apostrophe", NEITHER),
        ("end quotation_mark", ANNA),
        ("end apostrophe", NEITHER),
        ("down down apostrophe", BORIS),
        ("apostrophe", "And you, Clara?"),
        ("down э", NEITHER),
        ("end Э", ANNA),
        ("J", "And you, Clara?"),
        ("J J", "And you, Clara?"),
        ("end K", "And you, Clara?"),
        ("end K K", ASKED),
        ("end ctrl+up ctrl+up ctrl+down", "And you, Clara?"),
    ],
)
async def test_turns_of_speakers_and_questions(project, keys, expected):
    """Next and previous turn of who speaks, next and previous question."""
    async with coding(project) as scene:
        await scene.press(*keys.split())

        assert expected == scene.selected


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("down down apostrophe", "No turn of BORIS further on."),
        ("K", "No question of the moderator before."),
        ("F J", "Only uncoded turns of participants are shown: F shows the questions too."),
        ("at", "No bookmark. B sets one."),
        ("Z", "No place to go back to: no jump was made since."),
    ],
)
async def test_where_there_is_none_is_said(project, keys, told):
    """In one line, and nothing else happens."""
    async with coding(project) as scene:
        await scene.press(*keys.split())

        assert told == scene.line(0)


async def test_a_bookmark_is_set_and_taken_off(project):
    """B: it is in the file and in the margin; B again: it is gone."""
    guid = project.source("fg1").guid
    async with coding(project) as scene:
        await scene.press("down", "B")
        was = (project.bookmarks(guid), number_of(scene, 2), number_of(scene, 3))
        await scene.press("B")

        assert was == ((2,), "2◆A", "3 B")
        assert (project.bookmarks(guid), number_of(scene, 2)) == ((), "2 A")
        assert scene.line(0).startswith("Bookmark taken off: turn 2")


async def test_a_bookmark_can_be_undone_and_done_again(project):
    """It is an act like every other, and stands in the history."""
    guid = project.source("fg1").guid
    async with coding(project) as scene:
        await scene.press("down", "B", "U")
        undone = (project.bookmarks(guid), number_of(scene, 2), scene.line(0))
        await scene.press("R")

        assert undone == ((), "2 A", "Undone: bookmarked turn 2 of fg1.txt")
        assert (project.bookmarks(guid), number_of(scene, 2)) == ((2,), "2◆A")
        assert not scene.screen.desk.outdated


async def test_the_next_bookmark_comes_round(project):
    """After the last one the first, and the line says so."""
    async with coding(project) as scene:
        await scene.press("down", "B", "down", "down", "B", "home", "at")
        first = (scene.selected, scene.line(0))
        await scene.press("at", "at")

        assert first == (ANNA, "Bookmark 1 of 2")
        assert (scene.selected, scene.line(0)) == (ANNA, "Bookmark 1 of 2 · from the start again")


async def test_a_bookmark_that_is_filtered_out_is_passed_over(project):
    """With only uncoded turns shown, the moderator's bookmarked turn is not gone to."""
    async with coding(project) as scene:
        await scene.press("B", "F", "at")
        hidden = scene.line(0)
        await scene.press("end", "B", "home", "at")

        assert hidden == "No bookmark among the turns shown (F: all). B sets one."
        assert (scene.selected, scene.line(0)) == (NEITHER, "Bookmark 1 of 1")


async def test_bookmarks_of_another_program_are_shown(project):
    """Within a second, as codings are."""
    guid = project.source("fg1").guid
    async with coding(project) as scene:
        set_bookmark(project.store, guid, 3, True, coder="Vera", at=now())
        scene.screen.look()
        await scene.settle()

        assert number_of(scene, 3) == "3◆B"


async def test_the_first_bookmark_asks_who_sets_it(tmp_path):
    """A bookmark is a coder's own; those that this coder had are there from then on."""
    with make_study(tmp_path, coder="") as project:
        guid = project.source("fg1").guid
        set_bookmark(project.store, guid, 3, True, coder="Vera", at=now())
        async with coding(project) as scene:
            await scene.press("down", "B")
            assert isinstance(scene.screen, CoderPrompt)
            await scene.press("ctrl+u", *"Vera", "enter")
            await scene.settle()

            assert scene.screen.project.bookmarks(guid) == (2, 3)
            assert (number_of(scene, 2), number_of(scene, 3)) == ("2◆A", "3◆B")


@pytest.mark.parametrize("jump", ["end", "P", "G 6 enter", "apostrophe", "K", "colon", "at", "shift+tab"])
async def test_back_to_where_a_jump_began(project, jump):
    """Z selects what was selected, after a jump of any kind."""
    apply(project, ANNA, DEFERENCE)
    set_bookmark(project.store, project.source("fg1").guid, 1, True, coder="Vera", at=now())
    async with coding(project) as scene:
        scene.screen.recent = (DEFERENCE.guid,)
        await scene.press(*(["down"] if jump == "apostrophe" else ["down", "down", "down"]), "right")
        start = scene.selected
        await scene.press(*jump.split())
        went = scene.selected
        await scene.press("Z")

        assert went != start
        assert (scene.selected, scene.line(0)) == (start, "Back")


async def test_back_through_several_jumps(project):
    """The last one first; arrows are no jumps."""
    async with coding(project) as scene:
        await scene.press("down", "end", "up", "home", "Z")
        first = (scene.selected, scene.line(0))
        await scene.press("Z")

        assert first == (CLARA, "Back · 1 more")
        assert scene.selected == ANNA


async def test_a_click_far_away_is_a_jump(tmp_path):
    """After the wheel has moved the text on, a click leaves a place that is out of sight."""
    text = "".join(f"{'ANNA' if number % 2 else 'BORIS'}: This is turn {number}.\n\n" for number in range(1, 60))
    with make_study(tmp_path, text) as project:
        async with coding(project) as scene:
            transcript = scene.screen.transcript
            await scene.press("down")
            start = scene.selected
            transcript.scroll(60)
            await scene.pilot.pause()
            await scene.pilot.click("#transcript", offset=(40, 4))
            went = scene.selected
            await scene.press("Z")

            assert went not in (start, "This is turn 1.")
            assert scene.selected == start
