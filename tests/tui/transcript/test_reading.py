"""What counts as read, and going on where one was."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.transcript import Segment
from qualcode.model.turn_ranges import numbers_of, ranges_of
from qualcode.project.snapshots import ReadingPlace
from qualcode.tui.transcript.layout import lay_out
from qualcode.tui.transcript.reading import keep, passed, resumed
from tests.tui.coding_scenes import TEXT, make_study

NUMBERS = st.sets(st.integers(1, 60))
AT = datetime(2025, 3, 2, 14, 5, tzinfo=UTC)


@given(NUMBERS)
def test_ranges_hold_the_same_numbers(numbers):
    """In order, and with a gap between each two."""
    ranges = ranges_of(numbers)

    assert numbers == numbers_of(ranges)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(ranges))


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    with make_study(tmp_path_factory.mktemp("study")) as project:
        yield project.source("fg1")


@given(st.integers(20, 90), st.integers(0, 40), st.integers(0, 40), st.integers(1, 50))
def test_turns_are_passed_when_their_last_line_is(source, width, before, now, most):
    """Those that ended between the two topmost lines; none when the text went back or on by more than a screen."""
    lines = lay_out(source.text, source.turns, width)
    before, now = (min(line, lines.height - 1) for line in (before, now))
    expected = [
        turn
        for place, turn in enumerate(source.turns)
        if (first := next(iter([*lines.first_lines[place + 1 :], None]))) and before < first <= now
    ]

    found = passed(lines, lines.starts[before], lines.starts[now], most)

    assert (expected if now - before <= most else []) == list(found)


@pytest.mark.parametrize(
    ("words", "turn", "unit", "quote"),
    [
        ("Not at all.", 5, "sentence", "Not at all."),
        ("I do not follow the news. Not at all.", 5, "turn", "I do not follow the news. Not at all."),
        ("CLARA", 5, "turn", "I do not follow the news. Not at all."),
        ("Me neither.", 6, "turn", "Me neither."),
        ("Group one", None, None, None),
    ],
)
def test_a_place_is_gone_back_to(source, words, turn, unit, quote):
    """The words that were selected; of a label, its turn; before the first turn there is nothing to select."""
    start = TEXT.index(words)
    found = resumed(Segment(start, start + len(words)), source.turns)

    if turn is None:
        assert found is None
    else:
        assert (turn, unit) == (found[0].number, found[1].unit)
        assert quote == found[1].segment.quote(source.text, "fg1")


def test_what_two_programs_read_is_kept_together(tmp_path):
    """Neither loses what the other has read; the place is the later one, whichever is kept last."""
    with make_study(tmp_path) as project:
        guid = project.source("fg1").guid
        keep(project, guid, Segment(30, 40), frozenset({4, 5}), AT + timedelta(seconds=9))
        keep(project, guid, Segment(20, 30), frozenset({1, 2}), AT)

        assert project.reading_places() == {
            guid: ReadingPlace(segment=Segment(30, 40), turns_read=((1, 2), (4, 5)), at=AT + timedelta(seconds=9))
        }
