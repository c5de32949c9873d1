"""Segments and the turns they lie in."""

import pytest

from qualcode.errors.values import InvalidValueError, OffsetError
from qualcode.model.transcript import Segment, Turn, turn_range

CASE = "0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0009"
#        preamble 0-10 | turn 1: label 10-15, talk 15-30 | gap 30-32 | turn 2: label 32-36, talk 36-50
TURNS = (
    Turn(number=1, start=10, speech=15, end=30, case_guid=CASE),
    Turn(number=2, start=32, speech=36, end=50, case_guid=CASE),
)
STARTS = [10, 32]


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        (Segment(0, 5), (0, 0)),
        (Segment(5, 12), (0, 0)),
        (Segment(5, 16), (0, 1)),
        (Segment(5, 40), (0, 2)),
        (Segment(16, 20), (1, 1)),
        (Segment(16, 31), (1, 1)),
        (Segment(16, 34), (1, 1)),
        (Segment(16, 37), (1, 2)),
        (Segment(30, 34), (1, 1)),
        (Segment(31, 40), (2, 2)),
        (Segment(33, 35), (2, 2)),
        (Segment(49, 60), (2, 2)),
    ],
)
def test_a_segment_lies_in_the_turns_whose_talk_it_touches(segment: Segment, expected: tuple[int, int]) -> None:
    """Labels and the space between turns do not count as talk, unless nothing else is touched."""
    assert expected == turn_range(STARTS, TURNS, segment)


def test_turns_before_the_segments_tile_may_be_left_out() -> None:
    """A store reads only the turns it needs; the numbers are the same."""
    assert (2, 2) == turn_range([32], TURNS[1:], Segment(40, 45))


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_an_empty_or_reversed_segment_is_refused(start: int, end: int) -> None:
    """A segment covers at least one character from 0 on."""
    with pytest.raises(InvalidValueError):
        Segment(start, end)


def test_offsets_count_code_points() -> None:
    """An emoji outside the basic plane is one."""
    assert "🙂b" == Segment(1, 3).quote("a🙂b", "fg1")


def test_a_segment_past_the_end_names_source_and_length() -> None:
    """The message tells what offsets are possible."""
    with pytest.raises(OffsetError, match="'fg1', which has 3 characters"):
        Segment(1, 4).quote("abc", "fg1")
