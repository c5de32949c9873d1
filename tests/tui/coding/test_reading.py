"""Going on where one was, and what is read, under real keys."""

import asyncio
import sqlite3

from qualcode.model.transcript import Segment
from qualcode.project.opening import now, open_project
from qualcode.project.snapshots import ReadingPlace
from qualcode.tui.app import QualcodeApp
from qualcode.tui.asking.coder_prompt import CoderPrompt
from tests.tui.coding_scenes import TEXT, Scene, coding, make_study

ASKED = "What do you think of the talks? Who wants to begin?"
LONG = "".join(f"{'ANNA' if number % 2 else 'BORIS'}: This is turn {number}.\n\n" for number in range(1, 61))


def read_of(project):
    return next(iter(project.reading_places().values())).turns_read


def place(scene):
    return scene.screen.query_one("#place").text(0)


async def test_a_source_goes_on_where_it_was_left(project):
    """The same words are selected, and a line says so; Home is still the first turn."""
    async with coding(project) as scene:
        await scene.press("end", "up", "right", "right")
        left = scene.selected
    async with coding(project) as scene:
        came = (scene.selected, scene.line(0))
        await scene.press("home")

        assert came == (left, "Going on where you were: turn 5 · Home: start")
        assert (left, scene.selected) == ("Not at all.", ASKED)


async def test_another_coder_begins_at_the_start(project):
    """A place is a coder's own."""
    async with coding(project) as scene:
        await scene.press("end")
    async with coding(type(project)(project.store, "Pavel")) as scene:
        assert (scene.selected, scene.line(0)[:9]) == (ASKED, "Moderator")


async def test_a_long_source_goes_on_where_it_was_left(tmp_path):
    """Also when it is broken into lines in a thread, after the place was found."""
    words = "This is a sentence of many words that nobody listens to. " * 20
    text = "".join(f"{'ANNA' if number % 2 else 'BORIS'}: {number}. {words}\n\n" for number in range(1, 151))
    with make_study(tmp_path, text) as project:
        guid = project.source("fg1").guid
        start = text.index("120. This")
        project.keep_place(guid, ReadingPlace(segment=Segment(start, start + 4), turns_read=((1, 3),), at=now()))
        async with coding(project) as scene:
            assert scene.selected == "120."
            assert any("120. This is" in line for line in scene.drawn())
            assert "turn 120 of 150 · 4 of 150 read" in place(scene)


async def test_what_is_read_and_coded_stands_above(project):
    """Turns that were in use, of all; turns of participants that are coded, of theirs."""
    async with coding(project, size=(80, 24)) as scene:
        before = place(scene)
        await scene.press("down", "down", "b", "up")

        assert before == "fg1.txt · turn 1 of 6 · 1 of 6 read · 0 of 4 coded"
        assert place(scene) == "fg1.txt · turn 2 of 6 · 3 of 6 read · 1 of 4 coded"


async def test_a_selection_over_several_turns_reads_them(project):
    """They were all in use."""
    async with coding(project) as scene:
        await scene.press("down", "shift+down", "shift+down")

        assert "4 of 6 read" in place(scene)


async def test_paging_reads_what_is_passed_and_jumping_does_not(tmp_path):
    """Page down: what went out of sight at the top is read. End: only the last turn is."""
    with make_study(tmp_path, LONG) as project:
        async with coding(project, size=(80, 24)) as scene:
            await scene.press("pagedown", "pagedown")
            await scene.settle()
            paged = sorted(scene.screen._read)
            await scene.press("end")
            await scene.settle()

            assert (len(paged) > 15, paged[:-1]) == (True, list(range(1, len(paged))))
            assert sorted(scene.screen._read) == [*paged, 60]


async def test_the_wheel_reads_too(tmp_path):
    """Without selecting anything else."""
    with make_study(tmp_path, LONG) as project:
        async with coding(project, size=(80, 24)) as scene:
            for _ in range(4):
                scene.screen.transcript.scroll(round(scene.screen.transcript.scroll_y) + 3)
                await scene.pilot.pause()

            assert sorted(scene.screen._read) == [1, 2, 3, 4, 5, 6]
            assert "6 of 60 read" in place(scene)


async def test_the_place_is_kept_while_one_works(project, monkeypatch):
    """Every couple of seconds, so that a crash costs no more than that."""
    monkeypatch.setattr("qualcode.tui.coding.reading.KEEP_EVERY", 0.1)
    async with coding(project) as scene:
        await scene.press("end")
        while 6 not in (number for pair in (read_of(project) if project.reading_places() else ()) for number in pair):
            await scene.pilot.pause()
            await asyncio.sleep(0)

        assert read_of(project) == ((1, 1), (6, 6))


async def test_the_first_act_of_a_coder_brings_what_was_read(tmp_path):
    """Nothing is kept for nobody; a coder who is named goes on with what was read before."""
    with make_study(tmp_path, coder="") as project:
        vera = type(project)(project.store, "Vera")
        guid = project.source("fg1").guid
        start = TEXT.index("Me neither.")
        vera.keep_place(guid, ReadingPlace(segment=Segment(start, start + 11), turns_read=((5, 6),), at=now()))
        async with coding(project) as scene:
            await scene.press("down")
            nobody = project.reading_places()
            await scene.press("b")
            assert isinstance(scene.screen, CoderPrompt)
            await scene.press("ctrl+u", *"Vera", "enter")
            await scene.settle()
            await scene.press("escape")
            await scene.pilot.pause()
            await scene.app.workers.wait_for_complete()

            assert (nobody, vera.reading_places()[guid].turns_read) == ({}, ((1, 2), (5, 6)))


async def test_a_project_that_cannot_be_written_to_is_read_all_the_same(project, tmp_path, monkeypatch):
    """Nothing is kept, and nothing is said about it."""
    monkeypatch.setattr("qualcode.store.database.is_writable", lambda _: False)
    with open_project(project.path, coder="Vera") as closed:
        async with coding(closed) as scene:
            await scene.press("end", "escape")
            await scene.pilot.pause()
            await scene.app.workers.wait_for_complete()

            assert (closed.reading_places(), list(scene.app._notifications)) == ({}, [])


async def test_the_sources_tell_how_much_of_each_is_read(project):
    """On coming back, what was just read is counted."""
    app = QualcodeApp(project)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        scene = Scene(app, pilot)
        await scene.press("enter")
        await scene.settle()
        await scene.press("down", "down", "escape")
        for _ in range(3):
            await app.workers.wait_for_complete()
            await pilot.pause()

        assert [source.read for source in app.screen._overview.sources] == [3]


async def test_a_place_that_meets_a_lock_is_kept_later(project, monkeypatch):
    """Somebody writes for long: the place is tried again, without a key, when they are done."""
    monkeypatch.setattr("qualcode.tui.coding.reading.KEEP_EVERY", 3600)  # never but when it is asked for
    other = sqlite3.connect(project.path, isolation_level=None)
    async with coding(project) as scene:
        other.execute("BEGIN IMMEDIATE")
        await scene.press("down", "down")
        scene.screen.keep_place()
        await scene.settle()
        missed = dict(project.reading_places())
        other.execute("ROLLBACK")
        scene.screen.keep_place()
        await scene.settle()
        kept = next(iter(project.reading_places().values()))
        expected = scene.screen.transcript.selection.segment
    other.close()

    assert ({}, expected) == (missed, kept.segment)
