"""Memos on what is at hand on the coding screen, and where a memo leads to."""

import pytest

from qualcode.coding.memos import write_memo
from qualcode.model.transcript import Segment
from qualcode.project.opening import now
from qualcode.tui.app import QualcodeApp
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.memos.editor import MemoEditor
from qualcode.tui.memos.target_choice import TargetChoice
from tests.tui.coding_scenes import DEFERENCE, TRADER, apply, coding

BUSINESS = "Trump is a businessman."
NEWS = "I do not follow the news."


def memos(project):
    return [(memo.target, memo.target_guid, memo.text, memo.coder) for memo in project.memos()]


def things(project):
    source = project.source("fg1")
    anna = next(case.guid for case in source.cases if case.label == "ANNA")
    return {"code": TRADER.guid, "case": anna, "source": source.guid, "project": project.facts().guid}


@pytest.mark.parametrize("kind", ["code", "case", "source", "project"])
async def test_a_memo_on_what_is_at_hand(project, kind):
    """Y, the thing, words: stored; U takes it back, R writes it again, and another session knows it."""
    apply(project, BUSINESS, TRADER)
    guid = things(project)[kind]
    place = ["code", "case", "source", "project"].index(kind)
    async with coding(project) as scene:
        await scene.press("down", "Y")
        assert isinstance(scene.screen, TargetChoice)
        await scene.press(*["down"] * place, "enter", *"irony", "escape")
        written = memos(project)
        await scene.press("U")
        undone = (memos(project), scene.screen.desk.memos)
        await scene.press("R")
        again = (memos(project), scene.screen.desk.memos, scene.screen.desk.outdated)
    async with coding(project) as scene:
        await scene.press("home", "down", "Y", *["down"] * place, "enter")

        assert isinstance(scene.screen, MemoEditor)
        assert scene.screen.query_one("TextArea").text == "irony"
        assert written == [(kind, guid, "irony", "Vera")]
        assert undone == ([], {})
        assert again == (written, {guid: {"Vera": "irony"}}, False)


async def test_a_memo_is_changed_and_taken_off(project):
    """Written on, and emptied."""
    guid = things(project)["case"]
    write_memo(project.store, "case", guid, "so", coder="Vera", at=now())
    async with coding(project) as scene:
        await scene.press("down", "Y", "enter", "o", "ctrl+s")
        changed = memos(project)
        await scene.press("Y", "enter", *["backspace"] * 3, "ctrl+s")

        assert changed == [("case", guid, "soo", "Vera")]
        assert memos(project) == []


async def test_others_memos_are_left_alone(project):
    """One's own is written beside Pavel's."""
    guid = things(project)["case"]
    write_memo(project.store, "case", guid, "his", coder="Pavel", at=now())
    async with coding(project) as scene:
        await scene.press("down", "Y", "enter", *"mine", "ctrl+s")

        assert sorted(memos(project)) == [("case", guid, "his", "Pavel"), ("case", guid, "mine", "Vera")]


async def test_where_memos_are_is_seen(project):
    """A small mark at the source, at who speaks, at the code."""
    apply(project, NEWS, DEFERENCE)
    kinds = things(project)
    for kind in ("source", "case"):
        write_memo(project.store, kind, kinds[kind], "so", coder="Pavel", at=now())
    write_memo(project.store, "code", DEFERENCE.guid, "so", coder="Pavel", at=now())
    async with coding(project) as scene:
        await scene.press("down")
        source, anna = scene.screen.query_one("#place").text(0), scene.line(0)
        await scene.press("down")
        boris = scene.line(0)
        await scene.press("down", "down")

        assert source.startswith("fg1.txt ✎ · ")
        assert (anna.startswith("ANNA ✎ · "), boris.startswith("BORIS · ")) == (True, True)
        assert scene.line(0) == "a Deference ✎"


async def test_a_memo_written_in_another_program_is_known_here(project):
    """Within a look."""
    async with coding(project) as scene:
        write_memo(project.store, "source", things(project)["source"], "so", coder="Pavel", at=now())
        scene.screen.look()
        await scene.settle()

        assert "✎" in scene.screen.query_one("#place").text(0)


async def test_a_memo_on_a_coding_leads_to_its_segment(project):
    """From the list of memos, also where the source was read elsewhere the last time."""
    guid = apply(project, NEWS, DEFERENCE)
    write_memo(project.store, "coding", guid, "so", coder="Vera", at=now())
    async with coding(project) as scene:
        await scene.press("down", "down")
    app = QualcodeApp(project)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("I")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert isinstance(app.screen, CodingScreen)
        selected = app.screen.transcript.selection.segment
        assert selected.quote(app.screen.desk.source.text, "fg1") == NEWS
        await app.workers.wait_for_complete()


@pytest.mark.parametrize("segment", [Segment(0, 5), Segment(5, 10_000)])
async def test_a_place_that_is_no_talk_opens_the_source_all_the_same(project, segment):
    """Before the first turn, or past the end."""
    app = QualcodeApp(project)
    async with app.run_test(size=(100, 30)) as pilot:
        app.show_source("fg1", segment)
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert app.screen.transcript.turn_in_use().number == 1
        await app.workers.wait_for_complete()


async def test_codes_used_in_another_session_are_recent(project):
    """The latest first, one's own only; a full stop applies the last one."""
    for words, code, coder in ((BUSINESS, TRADER, "Vera"), (NEWS, DEFERENCE, "Vera"), (NEWS, TRADER, "Pavel")):
        apply(project, words, code, coder)
    async with coding(project) as scene:
        await scene.press("down", "full_stop")

        assert scene.screen.recent == (DEFERENCE.guid, TRADER.guid)
        assert next(one for one in project.codings() if one.code_guid == DEFERENCE.guid).first_turn == 2
