"""Memory is tidied while nobody types, and never for longer because a source is long.

Python's own collector looks through all there is, a tenth of a second with a long source open, and does so in the
middle of whatever made the last object: mostly a key. While a person works it is off; it is called when no key has come
for a while and no thread is at work. It then looks at little:

- The program, its libraries and what was learned are exempt for good. So are the widgets of the screen that is on when
  a library is loaded: a megabyte or two that stay, once for each library, without the source that was shown.
- Values (turns, codings, suggestions, hits: this program's frozen dataclasses) hold nothing but values and text, so
  they are never in a ring, and rings are all that it looks for. It is told not to look at them by the thread that made
  them; they go with the last reference to them (a little at a time: `letting_go`).

What is left are the screens, whatever they show. In a program that has not begun so, all of this does nothing.
"""

from __future__ import annotations

import gc
import sys
from itertools import count
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

LOOK_EVERY = 1.0  # seconds
_IDLE = 0.7  # seconds without a key
_JUST_NOW = 0.15  # seconds
_MANY = 3000  # new objects; fewer are not worth a look
_LIBRARY = 100  # modules
_A_FEW = 500  # values
_REST = 0.004  # seconds
_YOUNG, _ALL = 1, 2  # generations
_NO_VALUE = SimpleNamespace(frozen=False)


def begin() -> None:
    """Take over from Python's own collector."""
    gc.disable()
    gc.freeze()


def exempt(*roots: object) -> None:
    """Exempt values and tuples of them, with all values in them or in what they hold; for the thread that made them.

    Takes a microsecond for each, and rests often, since keys are answered meanwhile; looks at none a second time. What
    holds itself must not be among them: it would never go.
    """
    if gc.isenabled():
        return
    from ctypes import py_object, pythonapi

    untrack = pythonapi.PyObject_GC_UnTrack
    untrack.argtypes, untrack.restype = [py_object], None
    waiting: list[Any] = list(roots)
    passed: set[int] = set()
    for number in count(1):
        if not waiting:
            return
        if number % _A_FEW == 0:
            sleep(_REST)
        one = waiting.pop()
        kind = type(one)
        if not gc.is_tracked(one):
            continue
        if _is_value(kind):
            untrack(one)
        elif id(one) in passed or not _is_ours(kind):
            continue
        passed.add(id(one))
        waiting += gc.get_referents(one)


def _is_value(kind: type) -> bool:
    return kind is tuple or (getattr(kind, "__dataclass_params__", _NO_VALUE).frozen and _is_ours(kind))


def _is_ours(kind: type) -> bool:
    return kind in (list, dict, set, frozenset) or kind.__module__.startswith("qualcode.")


class Tidying:
    """When to tidy."""

    def __init__(self) -> None:
        self._last_key = 0.0
        self._has_left = False
        self._modules = len(sys.modules)

    def typed(self) -> None:
        """Wait again: a key came."""
        self._last_key = monotonic()

    def is_typed_now(self) -> bool:
        """Tell whether a key came just now, so that the next may be under way."""
        return monotonic() - self._last_key < _JUST_NOW

    def left(self) -> None:
        """Look through all that is not exempt, next time, and exempt what is left: a source was left."""
        self._has_left = True

    def keep_libraries(self) -> None:
        """Exempt all there is now where libraries were loaded since; that takes no time."""
        if not gc.isenabled() and len(sys.modules) >= self._modules + _LIBRARY:
            self._modules = len(sys.modules)
            gc.freeze()

    def look(self, *, is_busy: bool = False) -> bool:
        """Tidy if there is time and something to be tidied, and tell.

        Args:
            is_busy: whether a thread is at work, whose values are not exempt yet.
        """
        idle = monotonic() - self._last_key
        is_due = self._has_left or gc.get_count()[0] > _MANY
        if gc.isenabled() or is_busy or not is_due or idle < _IDLE:
            return False
        gc.collect(_ALL if self._has_left else _YOUNG)
        if self._has_left:
            gc.freeze()
            self._has_left = False
        return True
