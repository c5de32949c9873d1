"""A project read, and its suggestions made, in several processes, into the cache beside it.

Each source is read by itself, with a table of words of its own, and its suggestions are made by itself, so what is kept
is the same whichever process made it, and in which order. A process that is killed loses only the source it was at; the
next start goes on with the others.
"""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.connection import Connection
    from types import TracebackType

    from qualcode.suggestions.engine import Engine
    from qualcode.suggestions.renewing import Renewer
    from qualcode.suggestions.talk.study import SourceKey, Study

_MOST_PROCESSES = 8
_WORTH_STARTING = 400_000  # words


@dataclass(frozen=True, slots=True)
class _Open:
    """What a process has open.

    Attributes:
        study: the project as suggestions see it.
        blind: the turns in which nothing is suggested, by GUID of the source and number.
        renewers: what makes suggestions, once there is something to make.
    """

    study: Study
    blind: frozenset[tuple[str, int]]
    engine: Engine
    renewers: list[Renewer]

    def key(self, guid: str) -> SourceKey:
        """Return what a source is told apart by."""
        return next(key for key in self.study.sources if key.guid == guid)


_opened: list[_Open] = []  # of this process


def usual_processes(words: int) -> int:
    """Return how many processes are used unless told, to make suggestions of so many words.

    One a core, up to eight; but one alone where the others would hardly have begun by the time it is done.
    """
    if words < _WORTH_STARTING:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, _MOST_PROCESSES)


class Ahead:
    """Does the work ahead of whoever asks for suggestions, in a `with` block.

    Args:
        path: of the project file; it is not to be changed meanwhile.
        processes: how many at once; with one, this process does it. It goes on alone where others are killed.
        study: the project as suggestions see it, where this process knows it.
    """

    def __init__(self, path: Path, processes: int, study: Study | None = None) -> None:
        self._path = path
        self._study = study
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._leash: Connection | None = None

    def __enter__(self) -> Self:
        """Begin; processes are started once there is work for them."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the processes; what they have not begun is not done.

        Where something failed, or Ctrl+C was pressed, they end in the midst of what they do: files of the cache are
        whole or not there.
        """
        if self._leash is not None and error is not None:
            self._leash.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        if self._leash is not None:
            self._leash.close()
        _opened.clear()

    def read(self, sources: Sequence[str]) -> Iterator[str]:
        """Yield the GUID of each source once it stands in the cache, in the order they get done.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        return self._done(_read, sources)

    def suggest(self, sources: Sequence[str], *, with_moderator: bool = False) -> Iterator[str]:
        """Yield the GUID of each source once its suggestions do; the model is to be there already, or each trains it.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        return self._done(_suggest_with_moderator if with_moderator else _suggest, sources)

    def _done(self, work: Callable[[str], str], sources: Sequence[str]) -> Iterator[str]:
        left = dict.fromkeys(sources)
        if self._processes > 1 and (len(left) > 1 or self._pool is not None):
            from concurrent.futures import as_completed

            try:
                waiting = self._waiting(work, left)
                for one in as_completed(waiting):
                    guid = one.result()
                    del left[guid]
                    yield guid
            except BrokenProcessPool:
                self._pool = None
                self._processes = 1
        if left and not _opened:
            _open(self._path, self._study)
        for guid in left:
            yield work(guid)

    def _waiting(self, work: Callable[[str], str], sources: Iterable[str]) -> list[Future[str]]:
        """Give work to the processes, which are started where they are not there."""
        if self._pool is not None:
            return [self._pool.submit(work, guid) for guid in sources]
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # Fresh processes: one that was forked has this one's threads' locks, but not its threads.
        context = get_context("spawn")
        theirs, self._leash = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            self._processes, mp_context=context, initializer=_begin, initargs=(self._path, theirs)
        )
        with _deaf_to_interrupts():  # as those are that begin in it: Ctrl+C is for this process, which lets go of them
            return [self._pool.submit(work, guid) for guid in sources]


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(path: Path, leash: Connection | None = None) -> None:
    """Open the project in a process that ends with the one that started it, even if that one is killed.

    Args:
        leash: once its other end is closed, this process ends too.
    """
    from multiprocessing import parent_process
    from multiprocessing.connection import wait
    from threading import Thread

    parent = parent_process()

    def end_with_it() -> None:
        ends = [parent.sentinel] if parent is not None else []
        wait([*ends, leash] if leash is not None else ends)
        os._exit(1)  # nobody is there to be told; what is being written is written whole or not at all

    Thread(target=end_with_it, daemon=True).start()
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # a core each: the semantic extra would take them all
    _open(path)


def _open(path: Path, study: Study | None = None) -> None:
    from qualcode.model.sample import blind_turns
    from qualcode.project.opening import open_project
    from qualcode.suggestions.engines import engine_of

    project, engine = open_project(path, coder=""), engine_of(path.resolve())
    engine.kept.keeps_all = True  # whoever asked has looked whether it is worth it
    _opened[:] = [_Open(study or project.study(), blind_turns(project.blind()), engine, [])]


def _read(guid: str) -> str:
    here = _opened[0]
    with here.engine.lock:
        here.engine.read_ahead(here.study, here.key(guid))
    return guid


def _suggest(guid: str, *, with_moderator: bool = False) -> str:
    from qualcode.suggestions.renewing import Renewer

    here = _opened[0]
    with here.engine.lock:
        if not here.renewers:
            here.renewers.append(Renewer(here.engine, here.study))
        hidden = {number for source, number in here.blind if source == guid}
        here.renewers[0].suggested(here.key(guid), with_moderator=with_moderator, hidden=hidden)
        here.engine.forget(guid)
    return guid


def _suggest_with_moderator(guid: str) -> str:
    return _suggest(guid, with_moderator=True)
