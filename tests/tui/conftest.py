"""How long tests of screens wait.

Textual's pilot waits two fiftieths of a second after each key until the program is idle, and a screen is drawn sixty
times a second: that was half of these tests' time. Both go four times as fast here.
"""

from textual import _wait, screen

_wait.SLEEP_GRANULARITY /= 4
_wait.SLEEP_IDLE /= 4
screen.UPDATE_PERIOD /= 4  # type: ignore[misc]  # a constant to everybody else
