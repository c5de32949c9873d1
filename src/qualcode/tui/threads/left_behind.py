"""Work that nobody waits for when the program is left, such as loading spaCy: it only reads, so nothing is lost.

Threads of Textual's and asyncio's own are waited for when the program ends, up to six seconds for these.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import signal
import sys
import threading
from contextlib import suppress
from contextvars import copy_context
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NAP = 0.02  # seconds
_running: set[threading.Thread] = set()


def leave_when_told(leave: Callable[[], object]) -> None:
    """Leave in order when the terminal is closed or the program is ended from outside, so that the file is whole alone.

    SQLite keeps what was done last beside the project file until that is closed; who copies it then would miss that.
    """
    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name):
            with suppress(NotImplementedError, RuntimeError):  # a loop that knows no signals, or another thread's
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), leave)


async def left_behind(work: Callable[[Callable[[], bool]], None]) -> None:
    """Do work in a thread; when this is cancelled, tell the thread to stop and go on without it.

    Args:
        work: is given what tells it whether it is to stop.

    Raises:
        Exception: what the work raised.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()
    stop = threading.Event()

    def settle(failure: BaseException | None) -> None:
        if done.cancelled():
            return
        if failure is None:
            done.set_result(None)
        else:
            done.set_exception(failure)

    def run() -> None:
        failure: BaseException | None = None
        try:
            work(stop.is_set)
        except Exception as error:  # handed to who waits, or of no interest once nobody does
            failure = error
        with suppress(RuntimeError):  # the loop is closed: the program was left
            loop.call_soon_threadsafe(settle, failure)
        _running.discard(thread)

    thread = threading.Thread(target=copy_context().run, args=(run,), daemon=True, name="left-behind")
    _running.add(thread)
    thread.start()
    try:
        await done
    finally:
        stop.set()


def giving_way(stop: Callable[[], bool], is_typed_now: Callable[[], bool]) -> Callable[[], bool]:
    """Return `stop` as it is to be asked by work that rests while somebody types: Python runs one thread at a time."""

    def asked() -> bool:
        while is_typed_now() and not stop():
            sleep(_NAP)
        return stop()

    return asked


def leave_behind(code: int) -> None:
    """Let the program end at once although such work goes on; with this exit code, if all else ends well.

    A thread that is inside a library while the interpreter takes itself apart can bring the process down.
    """
    if _running:
        atexit.register(_leave, code)


def _leave(code: int) -> None:
    if _running:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
