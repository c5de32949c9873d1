"""Which suggestions are still open, and in which order."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.coding import Coding, Suggestion, Verdict
from qualcode.model.transcript import Segment
from qualcode.suggestions.ranking import in_order, ranked
from tests.suggestions.small_books import SOURCE, guid

AT = datetime(2025, 2, 14, tzinfo=UTC)


def suggestion(start, end, score=0.5, code=1, source=SOURCE):
    return Suggestion(
        source_guid=source, segment=Segment(start, end), quote="", code_guid=guid(code), score=score, reason=""
    )


def coding(start, end, code=1, coder="Vera", source=SOURCE):
    return Coding(
        guid=guid(500),
        source_guid=source,
        segment=Segment(start, end),
        quote="x" * (end - start),
        code_guid=guid(code),
        coder=coder,
        at=AT,
    )


def verdict(start, end, kind="reject", code=1, coder="Vera"):
    return Verdict(
        source_guid=SOURCE, segment=Segment(start, end), code_guid=guid(code), cue="", kind=kind, coder=coder, at=AT
    )


def test_the_surest_come_first_then_by_place():
    """Equal scores stand as in the text."""
    late, early, sure = suggestion(20, 30), suggestion(0, 10), suggestion(40, 50, 0.9)

    assert ranked([late, sure, early], (), ()) == (sure, early, late)


def test_sources_stand_in_the_order_they_came():
    """The order of GUIDs, which means nothing, does not show."""
    first, second = suggestion(9, 10, source=guid(702)), suggestion(0, 10, source=guid(701))

    assert in_order([first, second]) == (first, second)


def test_by_place_the_surest_of_one_segment_comes_first():
    """Place goes before score."""
    low, high, before = suggestion(5, 9, 0.1), suggestion(5, 9, 0.9, code=2), suggestion(0, 9, 0.2)

    assert in_order([low, high, before]) == (before, high, low)


@pytest.mark.parametrize(
    ("segment", "is_open"),
    [((0, 10), True), ((0, 11), False), ((12, 13), False), ((19, 30), False), ((20, 30), True), ((0, 99), False)],
)
def test_a_coding_settles_what_it_overlaps(segment, is_open):
    """Touching is not overlapping: segments are half-open."""
    one = suggestion(10, 20)

    assert ranked([one], [coding(*segment)], ()) == ((one,) if is_open else ())


@pytest.mark.parametrize("kind", ["accept", "reject"])
def test_a_verdict_settles_what_it_overlaps(kind):
    """What was decided once is not asked again."""
    assert ranked([suggestion(10, 20)], (), [verdict(15, 16, kind)]) == ()


def test_another_code_or_source_settles_nothing():
    """A sentence may carry several codes."""
    one = suggestion(10, 20)

    assert ranked([one], [coding(10, 20, code=2), coding(10, 20, source=guid(701))], [verdict(10, 20, code=2)]) == (
        one,
    )


def test_one_coder_is_not_settled_by_another():
    """Asked for one coder, only that coder's work counts; asked for nobody, everybody's does."""
    one = suggestion(10, 20)

    assert ranked([one], [coding(10, 20, coder="Pavel")], [verdict(10, 20, coder="Pavel")], coder="Vera") == (one,)
    assert ranked([one], [coding(10, 20, coder="Pavel")], ()) == ()


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), max_size=8),
    st.integers(0, 50),
    st.integers(1, 9),
)
def test_overlap_is_found_as_by_looking_at_each(codings, start, length):
    """Nested, overlapping and touching codings settle what any one of them settles."""
    one = suggestion(start, start + length)
    overlaps = any(at < start + length and start < at + long for at, long in codings)

    assert ranked([one], [coding(at, at + long) for at, long in codings], ()) == (() if overlaps else (one,))
