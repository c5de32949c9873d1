"""How long tests of screens wait, and the small study that most of them show.

Textual's pilot takes a program for idle when it has used no processor time for a fiftieth of a second. On a machine
that does other work too, that may only mean that it was somebody else's turn: then a key comes before the screen it is
for. Here idle means that nothing is left for the event loop to do, and that the threads of workers are done, but for
those that a test holds back. Threads that nobody waits for, since they rest while keys come, are idle when they have
used no processor time and do not wait for their turn. Looks are counted, not seconds: however long it is somebody
else's turn, that is one look.
"""

import asyncio
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from textual import _wait, app, pilot, screen
from textual.worker import Worker, WorkerState
from textual.worker_manager import WorkerManager

_wait.SLEEP_GRANULARITY /= 4
_wait.SLEEP_IDLE /= 4
screen.UPDATE_PERIOD /= 4  # type: ignore[misc]  # a constant to everybody else
app.App.NOTIFICATION_TIMEOUT = 3600.0  # what was told is still there when it is looked at, however late that is
_SOON = 1 / 59  # seconds; a frame of an animation comes in a sixtieth
_LOOKS = 1000  # a program that is never done is looked at as it is
_LOOKS_AT_THREADS, _ALIKE = 2000, 2  # in so many looks, so many that find them idle are enough
_TESTS = str(Path(__file__).parents[1])
_TASKS = Path("/proc/self/task")  # threads, on Linux


async def _loop_is_empty() -> None:
    """Return when no task has anything to do, and no timer that would give it something is about to ring."""
    loop = asyncio.get_running_loop()
    for _ in range(_LOOKS):
        await asyncio.sleep(0)
        rings = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=float("inf"))
        if not loop._ready and rings > loop.time() + _SOON:
            return
        await asyncio.sleep(0.001)


def _workers_work() -> bool:
    executor = asyncio.get_running_loop()._default_executor
    return executor is not None and executor._idle_semaphore._value < len(executor._threads)


def _is_held_back() -> bool:
    """Tell whether a worker's thread is in a function of a test, which may wait for what the test does next."""
    frames = sys._current_frames()
    for thread in asyncio.get_running_loop()._default_executor._threads:
        frame = frames.get(thread.ident)
        while frame is not None:
            if frame.f_code.co_filename.startswith(_TESTS):
                return True
            frame = frame.f_back
    return False


def _others_work() -> bool:
    return any(thread.name in ("left-behind", "letting-go") for thread in threading.enumerate())


def _has_its_turn_to_come() -> bool:
    """Tell whether another thread runs, would if a processor were free, or waits for the disk."""
    me = str(threading.get_native_id())
    for task in _TASKS.iterdir() if _TASKS.exists() else ():
        if task.name != me:
            with suppress(OSError):  # it has ended
                if (task / "stat").read_text(errors="replace").rpartition(") ")[2][0] in "RD":
                    return True
    return False


async def _threads_rest() -> None:
    """Return when threads are done, or idle where they need not be done."""
    alike = 0
    for _ in range(_LOOKS_AT_THREADS):
        before = process_time()
        await asyncio.sleep(_wait.SLEEP_GRANULARITY)
        works = _workers_work()
        if not works and not _others_work():
            return
        is_idle = process_time() - before < _wait.SLEEP_IDLE and not _has_its_turn_to_come()
        alike = alike + 1 if is_idle and (not works or _is_held_back()) else 0
        if alike == _ALIKE:
            return


async def _wait_for_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    await _loop_is_empty()
    if _workers_work() or _others_work():
        await _threads_rest()
        await _loop_is_empty()


async def _wait_for_screen(self: pilot.Pilot, timeout: float = 120.0) -> bool:
    done = await _WAIT_FOR_SCREEN(self, timeout)
    await _wait_for_idle()
    return done


async def _wait_for_complete(self: WorkerManager, workers: Iterable[Worker] | None = None) -> None:
    """Wait also for those that take the place of others meanwhile; that these are cancelled is no failure."""
    passed: set[Worker] = set()
    while waiting := [worker for worker in workers or self if worker not in passed]:
        passed.update(waiting)
        if tasks := [worker._task for worker in waiting if worker._task is not None]:
            await asyncio.wait(tasks)
        for worker in waiting:
            if worker.state == WorkerState.ERROR:
                await worker.wait()  # raises what it raised


_WAIT_FOR_SCREEN = pilot.Pilot._wait_for_screen
pilot.Pilot._wait_for_screen = _wait_for_screen
WorkerManager.wait_for_complete = _wait_for_complete
pilot.wait_for_idle = app.wait_for_idle = _wait_for_idle


@pytest.fixture
def project(tmp_path):
    """A project of Vera's with one source and one codebook; a test with a study of its own has another."""
    from tests.tui.coding_scenes import make_study

    with make_study(tmp_path) as made:
        yield made
