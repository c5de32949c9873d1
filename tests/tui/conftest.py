"""How long tests of screens wait, and the small study that most of them show.

Textual's pilot takes a program for idle when it has used no processor time for a fiftieth of a second. On a machine
that does other work too, that may only mean that it was somebody else's turn: then a key comes before the screen it is
for. Here idle means that nothing is left for the event loop to do, and that no thread that works has used the processor
or waits for its turn on it. Looks are counted, not seconds: however long it is somebody else's turn, that is one look.
"""

import asyncio
import threading
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from textual import _wait, app, pilot, screen

_wait.SLEEP_GRANULARITY /= 4
_wait.SLEEP_IDLE /= 4
screen.UPDATE_PERIOD /= 4  # type: ignore[misc]  # a constant to everybody else
app.App.NOTIFICATION_TIMEOUT = 3600.0  # what was told is still there when it is looked at, however late that is
_SOON = 1 / 59  # seconds; a frame of an animation comes in a sixtieth
_LOOKS = 1000  # a program that is never done is looked at as it is
_LOOKS_AT_THREADS, _ALIKE = 200, 2  # in so many looks, so many that find no thread at work are enough
_THREADS = Path("/proc/self/task")  # on Linux


async def _loop_is_empty() -> None:
    """Return when no task has anything to do, and no timer that would give it something is about to ring."""
    loop = asyncio.get_running_loop()
    for _ in range(_LOOKS):
        await asyncio.sleep(0)
        rings = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=float("inf"))
        if not loop._ready and rings > loop.time() + _SOON:
            return
        await asyncio.sleep(0.001)


def _a_thread_works() -> bool:
    executor = asyncio.get_running_loop()._default_executor
    works = executor is not None and executor._idle_semaphore._value < len(executor._threads)
    return works or any(thread.name in ("left-behind", "letting-go") for thread in threading.enumerate())


def _a_thread_has_its_turn_to_come() -> bool:
    """Tell whether another thread runs, would if a processor were free, or waits for the disk."""
    me = str(threading.get_native_id())
    for thread in _THREADS.iterdir() if _THREADS.exists() else ():
        if thread.name != me:
            with suppress(OSError):  # it has ended
                if (thread / "stat").read_text(errors="replace").rpartition(") ")[2][0] in "RD":
                    return True
    return False


async def _threads_rest() -> None:
    """Return when no thread works any more, or those that do wait for something else than their turn."""
    alike = 0
    for _ in range(_LOOKS_AT_THREADS):
        before = process_time()
        await asyncio.sleep(_wait.SLEEP_GRANULARITY)
        rests = process_time() - before < _wait.SLEEP_IDLE and not _a_thread_has_its_turn_to_come()
        alike = alike + 1 if rests else 0
        if alike == _ALIKE or not _a_thread_works():
            return


async def _wait_for_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    await _loop_is_empty()
    if _a_thread_works():
        await _threads_rest()
        await _loop_is_empty()


async def _wait_for_screen(self: pilot.Pilot, timeout: float = 120.0) -> bool:
    done = await _WAIT_FOR_SCREEN(self, timeout)
    await _wait_for_idle()
    return done


_WAIT_FOR_SCREEN = pilot.Pilot._wait_for_screen
pilot.Pilot._wait_for_screen = _wait_for_screen
pilot.wait_for_idle = app.wait_for_idle = _wait_for_idle


@pytest.fixture
def project(tmp_path):
    """A project of Vera's with one source and one codebook; a test with a study of its own has another."""
    from tests.tui.coding_scenes import make_study

    with make_study(tmp_path) as made:
        yield made
