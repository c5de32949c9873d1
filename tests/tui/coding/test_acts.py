"""New codes and other codes by key on the coding screen: what was stored, taken back and done again, also elsewhere."""

import asyncio
from dataclasses import replace

import pytest

from qualcode.coding.applying import apply_code, select_for_report
from qualcode.coding.codebook_editing import change_code, create_code, merge_codes, move_code, remove_code, split_code
from qualcode.coding.memos import write_memo
from qualcode.model.codebook import Cue
from qualcode.project.opening import now, open_project
from qualcode.tui.asking.line_prompt import LinePrompt
from qualcode.tui.codebook.creating_picker import ThemeChoice
from qualcode.tui.coding.choice import CodingChoice
from qualcode.tui.coding.screen import CodingScreen
from tests.tui.coding_scenes import (
    AGREEMENT,
    DEFERENCE,
    FATIGUE,
    LEADERS,
    THEMES,
    TRADER,
    apply,
    coding,
    make_study,
    segment_of,
)

BUSINESS = "Trump is a businessman."
AGREE = "You can reach an agreement with him."
ANNA = f"{BUSINESS} {AGREE} Why not?"
BORIS = "Let the big people decide 🙂. We are small."


def coded(project):
    """What is coded, as words and path of the code."""
    books = project.codebooks()
    paths = {code.guid: book.path(code.guid) for book in books for code in book.codes}
    return [(one.quote, paths[one.code_guid]) for one in project.codings()]


def paths(project):
    return [book.path(code.guid) for book in project.codebooks() for code in book.codes]


def shown(scene):
    return sorted(scene.screen.desk.codings.all(), key=lambda one: one.guid)


def in_file(project):
    return sorted(project.codings(), key=lambda one: one.guid)


def agrees(scene, project):
    """Tell whether the desk shows what the file holds, codebooks and revisions too."""
    desk = scene.screen.desk
    return (shown(scene), desk.codebooks) == (in_file(project), project.codebooks())


def typed(text):
    return ["space" if character == " " else character for character in text]


NEW = "Leaders as dealmakers > Trust"


async def test_a_code_is_made_in_the_picker_and_applied(project):
    """Its name, up to the offer, Enter, the theme: code and coding are one act, drawn at once in the theme's color."""
    acts = project.last_act()
    async with coding(project) as scene:
        await scene.press("down", "enter", *typed("Trust"), "up", "enter")
        assert isinstance(scene.screen, ThemeChoice)
        await scene.press("down", "enter")

        made = project.codings()[0]
        assert (coded(project), project.last_act()) == ([(ANNA, NEW)], acts + 1)
        assert scene.line(0) == f"New code {NEW} · U takes it back"
        assert scene.screen.desk.color(made.code_guid) == LEADERS.color
        assert agrees(scene, project)


async def test_a_code_made_in_the_picker_is_undone_and_done_again(project):
    """The screen follows the file both ways without reading the source's codings again."""
    async with coding(project) as scene:
        await scene.press("down", "enter", *typed("Trust"), "up", "enter", "down", "enter")
        made = (project.codings(), project.codebooks())
        await scene.press("U")
        undone = (coded(project), NEW in paths(project), scene.screen.desk.outdated, agrees(scene, project))
        await scene.press("R")

        assert undone == ([], False, False, True)
        assert (project.codings(), project.codebooks()) == made
        assert agrees(scene, project)


async def test_a_code_made_in_the_picker_is_undone_and_done_again_after_a_restart(project):
    """Each in another session."""
    async with coding(project) as scene:
        await scene.press("down", "enter", *typed("Trust"), "up", "enter", "down", "enter")
    made = (project.codings(), project.codebooks())
    async with coding(project) as scene:
        await scene.press("U")
        await scene.settle()
        undone = (coded(project), NEW in paths(project), agrees(scene, project))
    async with coding(project) as scene:
        await scene.press("R")
        await scene.settle()

        assert undone == ([], False, True)
        assert (project.codings(), project.codebooks()) == made
        assert agrees(scene, project)


async def test_a_new_code_under_the_only_theme_shown_is_shown(project):
    """What was just coded is in sight."""
    async with coding(project) as scene:
        await scene.press("O", *typed("Leaders"), "enter")
        await scene.press("down", "enter", *typed("Trust"), "up", "enter", "down", "enter", "N", "P")

        assert scene.screen.desk.theme == LEADERS.guid
        assert [one.quote for one in scene.screen.desk.codings.touching(0, 10_000)] == [ANNA]


async def test_a_new_code_is_repeated_and_recent(project):
    """A full stop applies it to the next selection."""
    async with coding(project) as scene:
        await scene.press("down", "enter", *typed("Trust"), "up", "enter", "down", "enter", "down", "full_stop")

        assert coded(project) == [(ANNA, NEW), (BORIS, NEW)]


async def test_a_name_that_is_taken_there_is_refused_in_words(project):
    """Made meanwhile by somebody else: one line, and nothing is stored."""
    async with coding(project) as scene:
        await scene.press("down", "enter", *typed("Trust"), "up", "enter")
        create_code(project.store, THEMES.guid, "Trust", coder="Pavel", at=now(), parent_guid=LEADERS.guid)
        await scene.press("down", "enter")
        await scene.settle()

        assert coded(project) == []
        assert any("Trust" in known.message for known in scene.app._notifications)
        assert agrees(scene, project)


async def test_the_first_code_of_a_project(tmp_path):
    """Without a codebook there is no theme to ask for; undo takes back the codebook too."""
    with make_study(tmp_path) as project:
        with project.store.act("empty", "took the codebook out", coder="Vera", at=now()) as unit:
            unit.delete("codes", [row[0] for row in unit.rows("SELECT id FROM codes")])
            unit.delete("codebooks", [row[0] for row in unit.rows("SELECT id FROM codebooks")])
        async with coding(project) as scene:
            await scene.press("down", "enter", *typed("Trust"), "enter")
            made = coded(project)
            await scene.press("U")

            assert made == [(ANNA, "Trust")]
            assert (coded(project), project.codebooks()) == ([], ())
            assert agrees(scene, project)


async def test_in_vivo(project):
    """V proposes the selected words without the marks around them; Enter, the theme, Enter."""
    async with coding(project) as scene:
        await scene.press("down", "right", "V")
        assert isinstance(scene.screen, LinePrompt)
        await scene.press("enter", "enter")
        made = (coded(project), paths(project)[-1])
        await scene.press("U")
        undone = (coded(project), len(paths(project)))
        await scene.press("R")

        assert made == ([(BUSINESS, "Trump is a businessman")], "Trump is a businessman")
        assert undone == ([], len(THEMES.codes))
        assert coded(project) == made[0]
        assert agrees(scene, project)


async def test_in_vivo_under_another_name_and_theme(project):
    """The proposal can be written over; a name that is nearly taken is warned of."""
    async with coding(project) as scene:
        await scene.press("down", "right", "V", *typed("Defferences"))
        warning = str(scene.screen.query_one("#remark").render())
        await scene.press("enter", "down", "enter")

        assert warning == "Nearly the same name: Deference"
        assert coded(project) == [(BUSINESS, "Leaders as dealmakers > Defferences")]


async def test_in_vivo_goes_back_from_the_theme_to_the_name(project):
    """Esc at the theme returns to what was typed; Esc there leaves."""
    async with coding(project) as scene:
        await scene.press("down", "V", *typed("Hope"), "enter", "escape")
        back = (type(scene.screen), scene.screen.query_one("Input").value)
        await scene.press("escape")

        assert back == (LinePrompt, "Hope")
        assert (isinstance(scene.screen, CodingScreen), coded(project)) == (True, [])


async def test_in_vivo_of_several_turns_is_named_after_the_first(project):
    """The next speaker's label is no part of a name; the coding has all that was selected."""
    async with coding(project) as scene:
        await scene.press("end", "up", "shift+down", "V")

        assert scene.screen.query_one("Input").value == "I do not follow the news. Not at all"


async def test_another_code_keeps_memo_mark_and_identity(project):
    """X, the code: undo and redo move it back and forth."""
    guid = apply(project, BUSINESS, TRADER)
    write_memo(project.store, "coding", guid, "irony", coder="Vera", at=now())
    select_for_report(project.store, guid, True, coder="Vera", at=now())
    before = project.codings()
    async with coding(project) as scene:
        await scene.press("down", "X", *"agree", "enter")
        after = project.codings()
        told = agrees(scene, project)
        await scene.press("U")
        undone = (project.codings(), agrees(scene, project))
        await scene.press("R")

        assert after == (replace(before[0], code_guid=AGREEMENT.guid),)
        assert (told, undone) == (True, (before, True))
        assert project.codings() == after
        assert agrees(scene, project)


async def test_another_code_of_one_of_several_codings(project):
    """The choice comes first."""
    apply(project, BUSINESS, TRADER)
    apply(project, AGREE, AGREEMENT)
    async with coding(project) as scene:
        await scene.press("down", "X")
        assert isinstance(scene.screen, CodingChoice)
        await scene.press("down", "enter", *"defer", "enter")

        assert coded(project)[1] == (AGREE, "Deference")


async def test_a_new_code_for_a_coding_that_is_there(project):
    """X, a name that fits nothing, the theme of the code used last: one act, undone and done again as one."""
    apply(project, BUSINESS, TRADER)
    acts = project.last_act()
    async with coding(project) as scene:
        await scene.press("down", "X", *typed("Trust"), "up", "enter", "enter")
        made = (coded(project), project.last_act(), agrees(scene, project))
        await scene.press("U")
        undone = (coded(project), "Trust" in str(paths(project)), agrees(scene, project))
        await scene.press("R")

        assert made == ([(BUSINESS, NEW)], acts + 1, True)
        assert undone == ([(BUSINESS, "Leaders as dealmakers > Businessman who trades")], False, True)
        assert (coded(project), agrees(scene, project)) == (made[0], True)


async def test_the_code_it_has_already_is_told(project):
    """No act."""
    apply(project, BUSINESS, TRADER)
    acts = project.last_act()
    async with coding(project) as scene:
        await scene.press("down", "X", *"trades", "enter")

        assert scene.line(0) == "It is coded as Leaders as dealmakers > Businessman who trades already."
        assert project.last_act() == acts


async def test_a_code_that_stands_there_already_is_told(project):
    """A second coding of the same words with that code: refused in one line."""
    apply(project, BUSINESS, TRADER)
    apply(project, BUSINESS, DEFERENCE)
    async with coding(project) as scene:
        await scene.press("down", "X", "enter", *"defer", "enter")

        assert sorted(coded(project)) == [
            (BUSINESS, "Deference"), (BUSINESS, "Leaders as dealmakers > Businessman who trades"),
        ]  # fmt: skip
        assert [known.message for known in scene.app._notifications] == [
            "Vera has already coded this segment as 'Deference'."
        ]


async def test_others_codings_keep_their_code(project):
    """One line says whose they are."""
    apply(project, BUSINESS, TRADER, coder="Pavel")
    async with coding(project) as scene:
        await scene.press("down", "X")

        assert scene.line(0) == "No coding of yours under the cursor; those here are other coders'."


async def test_a_key_given_in_another_program_codes_here_within_a_second(project):
    """A code made and keyed elsewhere is applied by its key; undone elsewhere, the key is nobody's again."""
    async with coding(project) as scene:
        with open_project(project.path, coder="Pavel") as other:
            guid = create_code(other.store, THEMES.guid, "Trust", coder="Pavel", at=now(), key="z")
        async with asyncio.timeout(60):
            while "z" not in scene.screen.keys.codes:
                await asyncio.sleep(0)
        await scene.settle()
        await scene.press("down", "z")
        both = coded(project)
        with open_project(project.path, coder="Pavel") as other:
            change_code(other.store, guid, key=None, coder="Pavel", at=now())
        async with asyncio.timeout(60):
            while "z" in scene.screen.keys.codes:
                await asyncio.sleep(0)
        await scene.settle()

        assert both == [(ANNA, "Trust")]
        assert agrees(scene, project)


async def test_a_new_code_that_another_program_has_applied_is_not_taken_back(project):
    """Undo says so in one line; both programs go on showing what is stored."""
    async with coding(project) as scene:
        await scene.press("down", "V", "enter", "enter")
        made = project.codings()[0]
        with open_project(project.path, coder="Pavel") as other:
            guid = project.source("fg1").guid
            apply_code(other.store, guid, segment_of(project, BORIS), made.code_guid, coder="Pavel", at=now())
        await scene.press("U")
        scene.screen.look()
        await scene.settle()

        assert len(project.codings()) == 2
        assert len(scene.app._notifications) == 1
        assert agrees(scene, project)


ME = {"coder": "Vera", "at": now()}
EDITS = {
    "create": lambda store, _: create_code(store, THEMES.guid, "Trust", **ME),
    "rename": lambda store, _: change_code(store, TRADER.guid, name="Trader", **ME),
    "move": lambda store, _: move_code(store, TRADER.guid, None, **ME),
    "merge": lambda store, _: merge_codes(store, TRADER.guid, AGREEMENT.guid, **ME),
    "split": lambda store, guid: split_code(store, TRADER.guid, "Seller", [guid], **ME),
    "retire": lambda store, _: change_code(store, TRADER.guid, is_retired=True, **ME),
    "recolor": lambda store, _: change_code(store, TRADER.guid, color="#00ff00", **ME),
    "rekey": lambda store, _: change_code(store, TRADER.guid, key="z", **ME),
    "redefine": lambda store, _: change_code(
        store, TRADER.guid, definition="D", use_when="U", not_when="N", cues=(Cue("trade"),), **ME
    ),
    "remove": lambda store, _: remove_code(store, FATIGUE.guid, **ME),
}


@pytest.fixture
def edited(project, request):
    """A project in which one code is in use, edited; the state before, and after."""
    guid = apply(project, BUSINESS, TRADER)
    write_memo(project.store, "code", TRADER.guid, "why", coder="Vera", at=now())
    before = state(project)
    EDITS[request.param](project.store, guid)
    return project, before, state(project)


def state(project):
    return (project.codebooks(), project.codebook_hashes(), project.codings(), project.memos())


@pytest.mark.parametrize("edited", EDITS, indirect=True)
async def test_codebook_edits_are_undone_and_done_again_from_the_coding_screen(edited):
    """Whatever the edit; in one session, and the other way in the next."""
    project, before, after = edited
    async with coding(project) as scene:
        await scene.press("U")
        await scene.settle()
        undone = (state(project), agrees(scene, project))
    async with coding(project) as scene:
        await scene.press("R")
        await scene.settle()

        assert before != after
        assert undone == (before, True)
        assert (state(project), agrees(scene, project)) == (after, True)
        assert set(scene.screen.keys.codes) == {
            code.key for book in project.codebooks() for code in book.codes
            if code.key and code.is_codable and not code.is_retired
        }  # fmt: skip


@pytest.mark.parametrize("edited", EDITS, indirect=True)
async def test_codebook_edits_are_undone_and_done_again_from_the_codebook_screen(edited):
    """Whatever the edit; opened over the coding screen, which follows."""
    project, before, after = edited
    async with coding(project) as scene:
        board = scene.screen
        for key, expected in (("U", before), ("R", after)):
            await scene.press("E")
            await scene.app.workers.wait_for_complete()
            await scene.press(key)
            await scene.app.workers.wait_for_complete()
            await scene.press("escape")
            board.look()
            await scene.settle()

            assert (state(project), agrees(scene, project)) == (expected, True)
