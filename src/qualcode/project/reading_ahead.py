"""Reading the sources of a project for suggestions in several processes, into the cache beside the project.

Each source is read by itself, with a table of words of its own, so what is kept is the same whichever process read it,
and in which order. A process that is killed loses only the source it was at; the next start goes on with the others.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from qualcode.store.sources import SourceFacts
    from qualcode.suggestions.study import Study

_MOST_PROCESSES = 8
_kept: list[tuple[Study, Path]] = []  # of this process: the project as suggestions see it, and its cache


def usual_processes() -> int:
    """Return how many processes are used unless told: one a core, up to eight."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, _MOST_PROCESSES)


def to_read_ahead(sources: Iterable[SourceFacts]) -> list[str]:
    """Return the GUIDs of the sources that are worth reading ahead; none of a project too small to be kept.

    The longest come first, so that no process is left alone with one at the end.
    """
    from qualcode.suggestions.cache import FEWEST_WORDS

    heads = sorted(sources, key=lambda one: -one.words)
    return [one.guid for one in heads] if sum(one.words for one in heads) >= FEWEST_WORDS else []


def read_ahead(path: Path, sources: Sequence[str], processes: int) -> Iterator[str]:
    """Yield the GUID of each source once it stands in the cache, in the order they get done.

    Args:
        path: of the project file.
        sources: GUIDs.
        processes: how many at once; with one, this process does it.

    Raises:
        CuePatternError: a cue's token pattern is broken.
    """
    if processes < 2 or len(sources) < 2:
        _open(path)
        try:
            for guid in sources:
                yield _read(guid)
        finally:
            _kept.clear()
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    # Fresh processes: one that was forked has this one's threads' locks, but not its threads.
    with ProcessPoolExecutor(
        min(processes, len(sources)), mp_context=get_context("spawn"), initializer=_begin, initargs=(path,)
    ) as pool:
        waiting: list[Future[str]] = [pool.submit(_read, guid) for guid in sources]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(path: Path) -> None:
    """Open the project in a process that ends with the one that started it, even if that one is killed."""
    from multiprocessing import parent_process
    from threading import Thread

    parent = parent_process()

    def end_with_it() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)  # nobody is there to be told; what is being written is written whole or not at all

    Thread(target=end_with_it, daemon=True).start()
    _open(path)


def _open(path: Path) -> None:
    from qualcode.project.opening import open_project
    from qualcode.suggestions.cache import cache_folder

    project = open_project(path, coder="")
    study = project.study()
    _kept[:] = [(study, cache_folder(path.resolve()))]


def _read(guid: str) -> str:
    from qualcode.suggestions.cache import Cache
    from qualcode.suggestions.talk import read_talk
    from qualcode.suggestions.words import WordTable

    study, folder = _kept[0]
    key = next(key for key in study.sources if key.guid == guid)
    cache, table = Cache(folder), WordTable()
    if cache.talk(key, study.codebooks, table) is None:
        table = WordTable()
        cache.keep_talk(read_talk(study.read_source(guid), study.codebooks, table), key, study.codebooks, table)
    return guid
