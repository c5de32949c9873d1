"""Memory is tidied only where the collector was taken over, nobody types, and there is something to tidy."""

import gc
import weakref
from dataclasses import dataclass

import pytest

from qualcode.model.transcript import Segment
from qualcode.tui.threads import tidying
from qualcode.tui.threads.tidying import Tidying, begin, exempt


class Ring:
    """Something that only the collector takes away."""

    def __init__(self):
        self.itself = self


@dataclass
class Unfinished:
    """No value: it can be changed, so it may come to hold itself."""

    what: object


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


def test_not_while_a_thread_is_at_work(taken_over):
    """What it has made so far would all be looked through."""
    ring, when = dropped(), Tidying()

    assert (when.look(is_busy=True), ring() is None) == (False, False)


def test_values_are_never_looked_at(taken_over):
    """With all that is in them; what can be changed is, and what holds it."""
    segments = tuple(Segment(start, start + 1) for start in range(3))
    mixed = (Unfinished(segments), segments)
    exempt(mixed)

    assert [gc.is_tracked(one) for one in (mixed, segments, *segments)] == [False] * 5
    assert gc.is_tracked(mixed[0])


def test_a_value_goes_with_the_last_reference_to_it(taken_over):
    ring = Ring()
    held = weakref.ref(ring)
    values = ((ring,), Segment(0, 1))
    ring.itself = None
    exempt(values)
    del ring, values

    assert held() is None


def test_libraries_are_exempt(taken_over, monkeypatch):
    """And what is there when they are loaded; a source that is left does not change that, or it would take long."""
    monkeypatch.setattr(tidying, "_LIBRARY", 0)
    ring, when = dropped(), Tidying()
    when.keep_libraries()
    when.left()

    assert (when.look(), ring() is None) == (True, False)


def test_where_no_library_was_loaded_nothing_new_is_exempt(taken_over):
    ring, when = dropped(), Tidying()
    when.keep_libraries()

    assert (when.look(), ring()) == (True, None)


def test_a_program_that_did_not_begin_so_is_left_alone(monkeypatch):
    """In a notebook or a test Python's own collector goes on."""
    monkeypatch.setattr(tidying, "_MANY", 0)
    monkeypatch.setattr(tidying, "_LIBRARY", 0)
    frozen, segment, when = gc.get_freeze_count(), Segment(0, 1), Tidying()
    exempt(segment)
    when.keep_libraries()

    assert gc.is_tracked(segment)
    assert (when.look(), gc.isenabled(), gc.get_freeze_count()) == (False, True, frozen)
