"""Real keys and clicks that change what is seen: whose codings, of which theme, how wide the lines are."""

import pytest

from qualcode.settings import Settings
from qualcode.tui.coding.looks import ThemeChoice
from tests.tui.coding_scenes import (
    AGREEMENT,
    DEFERENCE,
    FATIGUE,
    LEADERS,
    TRADER,
    apply,
    coding,
    stored,
)

BUSINESS = "Trump is a businessman."
AGREE = "You can reach an agreement with him."
BORIS = "Let the big people decide 🙂. We are small."
CLARA = "I do not follow the news. Not at all."


def place(scene):
    return scene.screen.query_one("#place").text(0)


def in_sight(scene):
    return [one.quote for one in scene.screen.desk.codings.touching(0, 10_000)]


async def test_one_theme_is_shown_with_all_below_it(project):
    """O, letters of its name, Enter: its codings and those of its codes; O again: all. The place line says so."""
    for words, code in ((BUSINESS, TRADER), (AGREE, LEADERS), (BORIS, DEFERENCE)):
        apply(project, words, code)
    async with coding(project) as scene:
        await scene.press("end", "O", *"leaders", "enter")
        one = (in_sight(scene), place(scene), scene.screen.desk.codings.counts())
        await scene.press("O")
        every = (in_sight(scene), place(scene))

        assert one[0] == [BUSINESS, AGREE]
        assert one[1].startswith(
            "fg1.txt · only Leaders as dealmakers (O: all) · turn 6 of 6 · 2 of 6 read · 1 of 4 coded"
        )
        assert one[2] == {TRADER.guid: 1, LEADERS.guid: 1}
        assert every == ([BUSINESS, AGREE, BORIS], "fg1.txt · turn 6 of 6 · 2 of 6 read · 2 of 4 coded")


async def test_the_theme_offered_first_is_that_of_the_coding_under_the_cursor(project):
    """O, Enter on a coded turn: only that code."""
    apply(project, BUSINESS, TRADER)
    apply(project, BORIS, DEFERENCE)
    async with coding(project) as scene:
        await scene.press("down", "down", "O")
        assert isinstance(scene.screen, ThemeChoice)
        await scene.press("enter")

        assert (in_sight(scene), scene.screen.desk.theme) == ([BORIS], DEFERENCE.guid)


async def test_left_the_question_changes_nothing(project):
    """O, Esc."""
    apply(project, BUSINESS, TRADER)
    async with coding(project) as scene:
        await scene.press("O", "escape")

        assert (in_sight(scene), scene.screen.desk.theme) == ([BUSINESS], None)


async def test_uncoded_is_what_has_no_coding_of_the_theme(project):
    """N and F go by what is shown; O again while only uncoded turns are shown leaves those of all themes."""
    apply(project, BUSINESS, TRADER)
    apply(project, BORIS, DEFERENCE)
    async with coding(project) as scene:
        await scene.press("O", *"deference", "enter", "N")
        first = scene.selected
        await scene.press("F")
        of_theme = [turn.number for turn in scene.screen.transcript.lines.turns]
        await scene.press("O")
        of_all = [turn.number for turn in scene.screen.transcript.lines.turns]

        assert (first, of_theme, of_all) == (f"{BUSINESS} {AGREE} Why not?", [2, 5, 6], [5, 6])


async def test_what_is_done_out_of_sight_is_said(project):
    """A code outside of the theme that is shown is applied all the same."""
    async with coding(project) as scene:
        await scene.press("O", *"leaders", "enter", "down", "b")

        assert [code for _, code, _ in stored(project)] == ["Deference"]
        assert (
            scene.line(0)
            == "Done, but out of sight: only everybody's codings of Leaders as dealmakers (O: all) are shown."
        )


async def test_a_theme_stays_shown_when_others_act(project):
    """What is loaded anew is shown like what was there; undo and redo too."""
    apply(project, BUSINESS, TRADER)
    async with coding(project) as scene:
        await scene.press("O", *"leaders", "enter")
        apply(project, AGREE, AGREEMENT, coder="Pavel")
        apply(project, BORIS, DEFERENCE, coder="Pavel")
        scene.screen.look()
        await scene.settle()

        assert in_sight(scene) == [BUSINESS, AGREE]
        assert scene.screen.desk.progress() == (1, 4)


async def test_whose_codings_are_shown_in_turn(project):
    """W: everybody's, mine, each other coder's by name, everybody's again."""
    for words, code, coder in ((BUSINESS, TRADER, "Vera"), (BORIS, DEFERENCE, "Zoya"), (CLARA, FATIGUE, "Pavel")):
        apply(project, words, code, coder=coder)
    seen = []
    async with coding(project) as scene:
        for _ in range(5):
            seen.append((place(scene).split(" · ")[1], in_sight(scene)))
            await scene.press("W")

    assert seen == [
        ("turn 1 of 6", [BUSINESS, BORIS, CLARA]),
        ("only my codings (W: next)", [BUSINESS]),
        ("only Pavel's codings (W: next)", [CLARA]),
        ("only Zoya's codings (W: next)", [BORIS]),
        ("turn 1 of 6", [BUSINESS, BORIS, CLARA]),
    ]


async def test_theme_and_coder_together(project):
    """Both must fit."""
    for words, code, coder in ((BUSINESS, TRADER, "Vera"), (AGREE, LEADERS, "Pavel"), (BORIS, DEFERENCE, "Pavel")):
        apply(project, words, code, coder=coder)
    async with coding(project) as scene:
        await scene.press("O", *"leaders", "enter", "W", "W")

        assert (in_sight(scene), scene.screen.desk.codings.counts()) == ([AGREE], {LEADERS.guid: 1})


async def test_lines_are_made_wider_and_that_is_remembered(project):
    """| goes from one width to the next, after the screen's own to the narrowest; what was read stays in sight."""
    remembered, widths = {}, []
    async with coding(project, size=(200, 30), remember=remembered.update) as scene:
        for _ in range(5):
            widths.append((scene.screen.transcript.lines.width, remembered.get("line_width")))
            await scene.press("vertical_line")

        room = scene.screen.transcript.room_for_text
    assert widths == [(84, None), (110, 110), (room, 0), (60, 60), (84, 84)]
    assert room > 110


async def test_a_remembered_width_is_taken(project):
    """From the settings, at once."""
    async with coding(project, size=(200, 30), settings=Settings(line_width=60)) as scene:
        assert scene.screen.transcript.lines.width == 60


async def test_more_than_the_screen_has_is_said(project):
    """On a narrow screen wider lines change nothing that can be seen."""
    async with coding(project, size=(80, 24)) as scene:
        room = scene.screen.transcript.lines.width
        await scene.press("vertical_line")

        assert scene.line(0) == f"Lines up to 110 characters; there is room for {room}"


@pytest.mark.parametrize("lane", range(3))
async def test_a_click_on_a_stripe_selects_its_coding(project, lane):
    """Of several lanes the one that was clicked, also on lines below the first; what is done then is done to it."""
    talk = f"{BUSINESS} {AGREE} Why not?"
    for code in (DEFERENCE, FATIGUE, TRADER):
        apply(project, talk, code)
    async with coding(project, size=(50, 24)) as scene:
        codings = sorted(scene.screen.desk.codings.all(), key=scene.screen.transcript.lane)
        transcript = scene.screen.transcript
        row = transcript.lines.first_lines[1] + 1
        await scene.pilot.click(transcript, offset=(transcript._columns.before_lanes + lane, row))
        await scene.pilot.pause()
        meant = scene.screen.under_cursor()[0]
        await scene.press("delete")

        assert (scene.selected, meant) == (talk, codings[lane])
        assert {one.guid for one in project.codings()} == {one.guid for one in codings} - {meant.guid}


async def test_what_was_clicked_is_meant_until_something_else_is_selected(project):
    """After a step away and back a question is asked again."""
    for code in (DEFERENCE, FATIGUE):
        apply(project, BORIS, code)
    async with coding(project) as scene:
        transcript = scene.screen.transcript
        await scene.pilot.click(
            transcript, offset=(transcript._columns.before_lanes + 1, transcript.lines.first_lines[2])
        )
        await scene.press("up", "down", "delete")

        assert len(stored(project)) == 2
        assert type(scene.screen).__name__ == "CodingChoice"


async def test_a_click_beside_the_stripes_selects_the_turn(project):
    """As everywhere in the margin."""
    apply(project, BUSINESS, TRADER)
    async with coding(project) as scene:
        transcript = scene.screen.transcript
        await scene.pilot.click(
            transcript, offset=(transcript._columns.before_lanes + 3, transcript.lines.first_lines[1])
        )
        await scene.pilot.pause()

        assert scene.selected == f"{BUSINESS} {AGREE} Why not?"


async def test_a_click_on_a_name_selects_its_coding(project):
    """On a wide screen, where names stand beside the stripes."""
    apply(project, AGREE, TRADER)
    apply(project, BUSINESS, LEADERS)
    async with coding(project, size=(200, 40)) as scene:
        transcript = scene.screen.transcript
        row = next(row for row, line in enumerate(scene.drawn()) if "Businessman who trades" in line)
        await scene.pilot.click(transcript, offset=(transcript._columns.before_lanes - 10, row))
        await scene.pilot.pause()

        assert scene.selected == AGREE
