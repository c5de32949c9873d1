"""What is held of a source goes when the source is left, without the collector, and not all at once."""

import gc
import sys
import threading
import weakref

import pytest

from qualcode.tui.threads import tidying
from qualcode.tui.threads.letting_go import Once, let_go
from qualcode.tui.transcript.transcript import Transcript
from tests.tui.coding_scenes import coding, make_study


class Thing:
    """Something that can be watched."""


@pytest.fixture
def uncollected(monkeypatch):
    monkeypatch.setattr(tidying, "_IDLE", 1000)
    gc.disable()
    yield
    gc.enable()


def wait_for_threads():
    for thread in threading.enumerate():
        if thread.name == "letting-go":
            thread.join()


def test_what_is_let_go_of_is_freed():
    things = [Thing() for _ in range(1000)]
    held = [weakref.ref(thing) for thing in things]
    let_go(None, things)
    del things
    wait_for_threads()

    assert {ref() for ref in held} == {None}


def test_what_somebody_else_holds_stays():
    things = [Thing() for _ in range(1000)]
    let_go(None, things)
    wait_for_threads()

    assert len(things) == 1000


def test_work_is_done_once_and_held_no_longer():
    done, thing = [], Thing()
    held = weakref.ref(thing)
    work = Once(lambda thing=thing: done.append(1))
    del thing
    work()
    work()

    assert (done, held()) == ([1], None)


def test_work_that_is_not_wanted_any_more_is_not_held():
    done = []
    work = Once(lambda: done.append(1))
    work.forget()
    work()

    assert done == []


async def test_a_source_goes_when_it_is_left(tmp_path, uncollected):
    """Text, codings, suggestions, hits and lines, whatever was looked at in it; without a call of the collector."""
    with make_study(tmp_path) as project:
        async with coding(project) as scene:
            await scene.press("d", "slash", *"news", "enter")
            await scene.settle()
            await scene.press("tab", "vertical_line")
            await scene.settle()
            screen, view = scene.screen, scene.app.screen.query_one(Transcript)
            source = screen.desk.source
            kept = (screen.desk, screen.desk.codings, screen.hits, view.units, view._stripes, view._painter)
            held = [weakref.ref(one) for one in kept]
            del kept, view
            await scene.press("escape", "escape", "escape")
            await scene.app.workers.wait_for_complete()
            await scene.pilot.pause()

            assert scene.screen is not screen
            assert [ref() for ref in held] == [None] * 6
            assert sys.getrefcount(source) == 2  # this test and the question
