"""Where samples that are not released stand in texts, and what touches them."""

from datetime import UTC, datetime

import pytest

from qualcode.coding.sampling import mark_sample, release_sample
from qualcode.model.coding import Settled
from qualcode.model.sample import Stretch, outside, stretch_segments
from qualcode.model.transcript import Segment
from qualcode.store.samples import read_blind_segments
from tests.tui.coding_scenes import make_study

AT = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def project(tmp_path):
    """A project with one source of six turns."""
    with make_study(tmp_path) as made:
        yield made


@pytest.mark.parametrize("turns", [[(1, 1)], [(2, 3)], [(6, 6)], [(1, 6)], [(1, 1), (3, 4)], [(1, 2), (6, 6)]])
def test_they_stand_where_their_turns_do_up_to_the_next_one(project, turns):
    """As told by the source itself; nothing once they are released."""
    source = project.source("fg1")
    stretches = [Stretch(source_guid=source.guid, first_turn=first, last_turn=last) for first, last in turns]
    mark_sample(project.store, "pilot", stretches, coder="Vera", at=AT)

    assert {source.guid: stretch_segments(stretches, source.turns)} == read_blind_segments(project.store)
    release_sample(project.store, "pilot", coder="Vera", at=AT)
    assert {} == read_blind_segments(project.store)


def test_those_of_several_samples_are_joined(project):
    """Where they overlap or touch."""
    source = project.source("fg1")
    for name, first, last in (("a", 1, 2), ("b", 2, 3), ("c", 4, 4), ("d", 6, 6)):
        stretch = Stretch(source_guid=source.guid, first_turn=first, last_turn=last)
        mark_sample(project.store, name, [stretch], coder="Vera", at=AT)
    expected = [Stretch(source_guid=source.guid, first_turn=a, last_turn=b) for a, b in ((1, 4), (6, 6))]

    assert {source.guid: stretch_segments(expected, source.turns)} == read_blind_segments(project.store)


@pytest.mark.parametrize(
    ("start", "end", "is_left"),
    [(0, 10, True), (0, 11, False), (10, 12, False), (19, 25, False), (20, 30, True), (29, 41, False), (50, 60, True)],
)
def test_what_touches_them_is_left_out(start, end, is_left):
    """By a character or more."""
    one = Settled("s", "c", Segment(start, end), "Vera")

    assert is_left == bool(outside([one], {"s": (Segment(10, 20), Segment(30, 40))}))
    assert (one,) == outside([one], {"t": (Segment(0, 99),)})
