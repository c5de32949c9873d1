"""Moving between words, sentences and turns, growing and shrinking a selection by them."""

import pytest

from qualcode.tui.transcript.selection import Selection, moved, with_end_moved, with_start_moved
from tests.transcripts.test_units import TEXT, UNITS_OF_TEXT, segment_of


@pytest.mark.parametrize(
    ("start", "made_by", "unit", "forward", "expected"),
    [
        ("No.", "turn", "turn", False, "Yes, let's… well, begin! I don't re-read \"ours.\" (laughter)"),
        ("Good evening. Shall we begin?", "turn", "sentence", True, "Good evening."),
        ("Good evening. Shall we begin?", "turn", "sentence", False, "Shall we begin?"),
        ("No.", "turn", "sentence", True, "你好。"),
        ("(laughter)", "sentence", "turn", False, "Yes, let's… well, begin! I don't re-read \"ours.\" (laughter)"),
        ("(laughter)", "sentence", "turn", True, "No."),
        ("Shall we begin?", "sentence", "word", True, "Shall"),
        ("evening", "word", "sentence", False, "Good evening."),
        ("evening", "word", "sentence", True, "Shall we begin?"),
        ("Good", "word", "word", False, "Good"),
        ("Good evening. Shall", "word", "word", True, "we"),
    ],
)
def test_moving(start, made_by, unit, forward, expected):
    """A smaller unit goes into the selection, a larger one back takes what is around, else the next one is taken."""
    after = moved(UNITS_OF_TEXT, Selection(segment_of(start), made_by), unit, forward)

    assert expected == after.segment.quote(TEXT, "x")


@pytest.mark.parametrize(
    ("start", "unit", "forward", "expected"),
    [
        ("Good", "word", True, "Good evening"),
        ("Good evening", "word", False, "Good"),
        ("Good", "word", False, "Good"),
        ("Good", "sentence", True, "Good evening."),
        ("evening.", "sentence", True, "evening. Shall we begin?"),
        ("evening.", "turn", True, "evening. Shall we begin?"),
        ("No.", "turn", True, "No.\n\nM: 你好。再见 e\u0301te\u0301 👩‍👧!"),
        ("No.\n\nM: 你好。再见 e\u0301te\u0301 👩‍👧!", "turn", False, "No."),
        ("Go", "character", True, "Goo"),
        ("e\u0301t", "character", False, "e\u0301"),
    ],
)
def test_moving_the_end(start, unit, forward, expected):
    """The end goes to the next or previous end of such a unit and never to the start."""
    after = with_end_moved(UNITS_OF_TEXT, Selection(segment_of(start), "word"), unit, forward)

    assert expected == after.segment.quote(TEXT, "x")


@pytest.mark.parametrize(
    ("start", "unit", "forward", "expected"),
    [
        ("evening", "word", False, "Good evening"),
        ("Good evening", "word", True, "evening"),
        ("evening", "word", True, "evening"),
        ("ning", "word", False, "evening"),
        ("Good", "word", False, "Good"),
        ("te\u0301", "character", False, "e\u0301te\u0301"),
    ],
)
def test_moving_the_start(start, unit, forward, expected):
    """The start goes to the next or previous start of such a unit and never past the end."""
    after = with_start_moved(UNITS_OF_TEXT, Selection(segment_of(start), "word"), unit, forward)

    assert expected == after.segment.quote(TEXT, "x")
