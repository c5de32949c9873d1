"""Which hit is next, and which are on a line."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.model.transcript import Segment
from qualcode.tui.desk.searching import Hits, Wanted

WANTED = Wanted("big people")
GAPS = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)))


def hits_of(gaps):
    segments, here = [], 0
    for gap, length in gaps:
        segments.append(Segment(here + gap, here + gap + length))
        here += gap + length
    return Hits(WANTED, tuple(segments))


@given(GAPS, st.integers(0, 60), st.integers(1, 20))
def test_hits_on_a_line_are_those_that_touch_it(gaps, start, length):
    """As asking each one finds them."""
    hits, end = hits_of(gaps), start + length
    expected = tuple(hit for hit in hits.segments if hit.start < end and start < hit.end)

    assert (expected, bool(expected)) == (hits.touching(start, end), hits.is_touched(start, end))


@given(GAPS, st.integers(0, 60))
def test_the_next_hit_and_the_one_before(gaps, position):
    """From a position on, or before it; where there is none, from the other end."""
    hits = hits_of(gaps)
    assume(len(hits))
    later = [number for number, hit in enumerate(hits.segments) if hit.start >= position]
    earlier = [number for number, hit in enumerate(hits.segments) if hit.start < position]

    assert hits.next_from(position) == ((later or [0])[0], not later)
    assert hits.next_from(position, forward=False) == ((earlier or [len(hits) - 1])[-1], not earlier)


@pytest.mark.parametrize(
    ("wanted", "expected"), [(WANTED, "“big people”"), (Wanted("deal", "lemma"), "“deal” (lemma)")]
)
def test_how_it_is_spoken_of(wanted, expected):
    """What is not plain is said."""
    assert expected == wanted.said()
