"""Work that nobody waits for: its failures are told, it stops when it is not wanted any more, and quitting ends."""

import asyncio
import threading
from time import sleep

import pytest

from qualcode.project.opening import open_project
from qualcode.tui.threads.left_behind import giving_way, left_behind
from tests.tui.coding_scenes import coding, make_study
from tests.tui.test_kill import Terminal

NEVER_DONE = """
import sys, threading
from pathlib import Path
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.tui.app import run
Project.suggestions = lambda *_, **__: threading.Event().wait()
with open_project(Path(sys.argv[1]), coder="Vera") as project:
    run(project, source="fg1")
print("all was closed")
"""

GIVES_UP = NEVER_DONE.replace(
    "with open_project",
    """
def fail(_screen):
    raise RuntimeError("nobody expected this")
from qualcode.tui.coding.screen import CodingScreen
CodingScreen.action_filter = fail
with open_project""",
)


async def test_what_fails_is_told():
    """As if it had been called."""

    def fail(_stop):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await left_behind(fail)


async def test_what_is_cancelled_is_told_to_stop():
    """And is not waited for."""
    begun, ended = threading.Event(), threading.Event()

    def work(stop):
        begun.set()
        while not stop():
            pass
        ended.set()

    task = asyncio.create_task(left_behind(work))
    while not begun.is_set():
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert ended.wait(60)


async def test_leaving_a_source_stops_the_look_for_suggestions(tmp_path, monkeypatch):
    """Back at the sources nothing goes on."""
    begun, stopped = threading.Event(), threading.Event()

    def suggestions(_project, _source, *, stop, **_):
        begun.set()
        while not stop():
            sleep(0.001)  # the program's turn
        stopped.set()
        return ()

    with make_study(tmp_path) as project:
        async with coding(project) as scene:
            monkeypatch.setattr(type(project), "suggestions", suggestions)
            scene.screen.suggest()
            while not begun.is_set():
                await asyncio.sleep(0)
            await scene.press("escape")
            stopped_there = stopped.wait(60)

        assert stopped_there


def test_quitting_ends_although_suggestions_are_looked_for(tmp_path):
    """From outside: after Q the program closes the project and ends well, and what was coded is there."""
    with make_study(tmp_path) as project:
        path = project.path
    terminal = Terminal(path, NEVER_DONE)
    terminal.wait_for(" coded")
    terminal.press(b"\x1b[Bb")
    terminal.wait_for(" Deference")
    terminal.press(b"Q")
    terminal.wait_for("all was closed")

    assert terminal.ended() == 0
    with open_project(path, coder="Vera") as project:
        assert [one.first_turn for one in project.codings()] == [2]
        assert project.faults() == ()


def test_a_crash_ends_with_another_code_than_0(tmp_path):
    """From outside, suggestions being looked for or not: where the work is kept is said, and what was done is there."""
    with make_study(tmp_path) as project:
        path = project.path
    terminal = Terminal(path, GIVES_UP)
    terminal.wait_for(" coded")
    terminal.press(b"\x1b[Bb")
    terminal.wait_for(" Deference")
    terminal.press(b"F")
    terminal.wait_for("The screen had to give up.")

    assert terminal.ended() == 1
    with open_project(path, coder="Vera") as project:
        assert ([one.first_turn for one in project.codings()], project.faults()) == ([2], ())


def test_work_rests_while_somebody_types():
    """It goes on once no key comes, and stops at once when it is not wanted any more, typed or not."""
    keys = iter([True, True, False])
    asked = giving_way(lambda: False, lambda: next(keys))

    assert (asked(), list(keys)) == (False, [])
    assert giving_way(lambda: True, lambda: True)() is True
