"""Memory is tidied while nobody types.

Python's own collector looks through all there is, a tenth of a second with a long source open, and does so in the
middle of whatever made the last object: mostly a key. While a person works it is off; it is called when no key has come
for a while. What it left and what was loaded to stay is exempt from then on, until a source was left and nobody is at
the keys. In a program that has not begun so, all of this does nothing.
"""

from __future__ import annotations

import gc
from time import monotonic

LOOK_EVERY = 1.0  # seconds
_IDLE = 0.7  # seconds without a key
_AWAY = 5.0  # seconds without a key; then a third of a second is taken that nobody is likely to need
_JUST_NOW = 0.15  # seconds
_MANY = 3000  # new objects; fewer are not worth a look


def begin() -> None:
    """Take over from Python's own collector."""
    gc.disable()
    gc.freeze()


def keep() -> None:
    """Exempt what there is now: a source was loaded, or what is suggested in it."""
    if not gc.isenabled():
        gc.freeze()


class Tidying:
    """When to tidy."""

    def __init__(self) -> None:
        self._last_key = 0.0
        self._has_left = False

    def typed(self) -> None:
        """Wait again: a key came."""
        self._last_key = monotonic()

    def is_typed_now(self) -> bool:
        """Tell whether a key came just now, so that the next may be under way."""
        return monotonic() - self._last_key < _JUST_NOW

    def left(self) -> None:
        """Look through what was exempt as well, next time: a source was left, and with it much that was kept."""
        self._has_left = True

    def look(self) -> bool:
        """Tidy if there is time and something to be tidied, and tell."""
        idle = monotonic() - self._last_key
        is_through = self._has_left and idle >= _AWAY
        if gc.isenabled() or idle < _IDLE or not (is_through or gc.get_count()[0] > _MANY):
            return False
        if is_through:
            gc.unfreeze()
            self._has_left = False
        gc.collect()
        gc.freeze()
        return True
