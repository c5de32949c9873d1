"""Letting go of what was held of a source, a little at a time.

A long source is a few hundred thousand small objects: turns, codings, suggestions, hits. Python frees each with its
last reference, and all of them at once would take some hundredths of a second, in which no key is answered. Who is
about to drop them gives lists of them here first; a thread takes the last references away, a few at a time. What
somebody else still holds stays as it is.

Nothing big may hang on something that holds itself, as Textual's screens and workers do: such rings are found by the
collector alone, and what was there when a source was read is exempt from it (`tidying`).
"""

from __future__ import annotations

import threading
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FEW = 200  # nobody waits for so many
_AT_ONCE = 100
_REST = 0.001  # seconds; Python runs one thread at a time, and whoever waits goes first


def let_go(whole: object, *much: Sequence[object]) -> None:
    """Hold what is in these until it can be freed bit by bit, and last what they are in, without waiting for it."""
    lists = [list(each) for each in much if len(each) > _FEW]
    if lists:
        lists.insert(0, [whole])
        threading.Thread(target=_empty, args=(lists,), daemon=True, name="letting-go").start()


class Once:
    """What a thread is to do, held only until it is done or wanted no more.

    A worker that was cancelled before its turn never does it, and holds it all the same.
    """

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = [work]

    def __call__(self) -> None:
        """Do it."""
        for work in self._work[:1]:
            self._work.clear()
            work()

    def forget(self) -> None:
        """Hold it no longer."""
        self._work.clear()


def _empty(lists: list[list[object]]) -> None:
    while lists:
        last = lists[-1]
        del last[-_AT_ONCE:]
        if not last:
            lists.pop()
        sleep(_REST)
