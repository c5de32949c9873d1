"""Open suggestions in order: found, taken out and put back as in a plain list."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.coding import Suggestion
from qualcode.model.identity import new_guid
from qualcode.model.transcript import Segment
from qualcode.tui.desk.open_suggestions import by_place, in_place, longest, place_of, touching, with_more, without

SOURCE, CODES = new_guid(), (new_guid(), new_guid())


def suggestion(start, length, code, score, reason):
    return Suggestion(
        source_guid=SOURCE, segment=Segment(start, start + length), quote="x" * length, code_guid=CODES[code],
        score=score, reason=reason,
    )  # fmt: skip


suggestions = st.lists(
    st.builds(
        suggestion, st.integers(0, 20), st.integers(1, 9), st.integers(0, 1), st.sampled_from([0.5, 0.9]),
        st.sampled_from(["cue", "learned"]),
    ),
    max_size=12, unique=True,
)  # fmt: skip


@given(suggestions, st.data())
def test_parts_taken_out_and_put_back(every, data):
    """What is left is what a list without them is; put back, all are in their places again."""
    found = in_place(every)
    gone = data.draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    left = without(found, gone)

    assert set(left) == set(every) - set(gone)
    assert [by_place(one) for one in left] == sorted(by_place(one) for one in left)
    assert set(with_more(left, gone)) == set(every)
    assert [by_place(one) for one in with_more(left, gone)] == [by_place(one) for one in found]


@given(suggestions)
def test_each_has_its_place(every):
    """Two of one code at one place are told apart by their reason; none has no place."""
    found = in_place(every)

    assert [place_of(found, one) for one in found] == list(range(len(found)))
    assert place_of(found, None) is None
    assert [place_of(without(found, [one]), one) for one in found] == [None] * len(found)


@given(suggestions, st.integers(0, 25), st.integers(1, 9))
def test_touching_is_sharing_a_character(every, start, length):
    """All that overlap a segment and no others, however long they are."""
    found, segment = in_place(every), Segment(start, start + length)

    shared = [one for one in found if one.segment.start < segment.end and segment.start < one.segment.end]
    assert list(touching(found, segment, longest(found))) == shared
