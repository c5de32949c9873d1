"""How long tests of screens wait, and the small study that most of them show.

Textual's pilot takes a program for idle when it has used no processor time for a fiftieth of a second. On a machine
that does other work too, that may only mean that it was somebody else's turn: then a key comes before the screen it is
for. Here idle means that nothing is left for the event loop to do; only threads, which cannot be asked, are waited for
as Textual does, four times shorter, because half of these tests' time was waiting.
"""

import asyncio
import threading
from time import monotonic

import pytest
from textual import _wait, app, pilot, screen

_wait.SLEEP_GRANULARITY /= 4
_wait.SLEEP_IDLE /= 4
screen.UPDATE_PERIOD /= 4  # type: ignore[misc]  # a constant to everybody else
_SOON = 1 / 59  # seconds; a frame of an animation comes in a sixtieth
_LONGEST = 2.0  # seconds; a program that is never done is looked at as it is


async def _loop_is_empty() -> None:
    """Return when no task has anything to do, and no timer that would give it something is about to ring."""
    loop = asyncio.get_running_loop()
    end = monotonic() + _LONGEST
    while monotonic() < end:
        await asyncio.sleep(0)
        rings = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=float("inf"))
        if not loop._ready and rings > loop.time() + _SOON:
            return
        await asyncio.sleep(0.001)


def _a_thread_works() -> bool:
    executor = asyncio.get_running_loop()._default_executor
    works = executor is not None and executor._idle_semaphore._value < len(executor._threads)
    return works or any(thread.name in ("left-behind", "letting-go") for thread in threading.enumerate())


async def _wait_for_idle(min_sleep: float = _wait.SLEEP_GRANULARITY, max_sleep: float = 1) -> None:
    await _loop_is_empty()
    if _a_thread_works():
        await _wait.wait_for_idle(min_sleep, max_sleep)
        await _loop_is_empty()


async def _wait_for_screen(self: pilot.Pilot, timeout: float = 30.0) -> bool:
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
