"""How long tests of screens wait."""

from textual import _wait

# Textual's pilot waits two fiftieths of a second after each key until the program is idle: half of these tests' time.
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
