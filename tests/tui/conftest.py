"""How long tests of screens wait, and the small study that most of them show.

Textual's pilot waits two fiftieths of a second after each key until the program is idle, and a screen is drawn sixty
times a second: that was half of these tests' time. Both go four times as fast here.
"""

import pytest
from textual import _wait, screen

_wait.SLEEP_GRANULARITY /= 4
_wait.SLEEP_IDLE /= 4
screen.UPDATE_PERIOD /= 4  # type: ignore[misc]  # a constant to everybody else


@pytest.fixture
def project(tmp_path):
    """A project of Vera's with one source and one codebook; a test with a study of its own has another."""
    from tests.tui.coding_scenes import make_study

    with make_study(tmp_path) as made:
        yield made
