"""Memory is tidied only where the collector was taken over, nobody types, and there is something to tidy."""

import gc
import weakref

import pytest

from qualcode.tui import tidying
from qualcode.tui.tidying import Tidying, begin, keep


class Ring:
    """Something that only the collector takes away."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def taken_over(monkeypatch):
    monkeypatch.setattr(tidying, "_MANY", 0)
    gc.collect()
    begin()
    yield
    gc.unfreeze()
    gc.enable()


def dropped():
    return weakref.ref(Ring())


def test_what_nothing_holds_any_more_is_taken_away(taken_over):
    ring = dropped()

    assert ring() is not None
    assert (Tidying().look(), ring()) == (True, None)


def test_not_while_somebody_types(taken_over):
    """A key may follow at once."""
    ring, when = dropped(), Tidying()
    when.typed()

    assert (when.look(), ring() is None) == (False, False)


def test_what_is_kept_is_looked_through_when_a_source_was_left(taken_over):
    """Until then it is exempt."""
    ring, when = dropped(), Tidying()
    keep()
    when.look()
    exempt = ring() is not None
    when.left()

    assert (exempt, when.look(), ring()) == (True, True, None)
    assert gc.get_freeze_count() > 0


def test_a_program_that_did_not_begin_so_is_left_alone(monkeypatch):
    """In a notebook or a test Python's own collector goes on."""
    monkeypatch.setattr(tidying, "_MANY", 0)
    frozen = gc.get_freeze_count()
    keep()

    assert (Tidying().look(), gc.isenabled(), gc.get_freeze_count()) == (False, True, frozen)
