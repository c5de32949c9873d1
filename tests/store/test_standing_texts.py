"""What is looked up inside an act is what stands in the project."""

import pytest

from qualcode.errors.values import OffsetError
from qualcode.model.transcript import Segment, turn_range
from qualcode.store.database import Store
from qualcode.store.sources import read_source
from qualcode.store.standing_texts import place_of
from tests.conftest import AT, TEXT, later


def test_a_place_is_found_as_if_all_turns_were_looked_at(study: Store, source: str) -> None:
    """Every segment of a text with a preamble and three turns: its words and its first and last turn."""
    stored = read_source(study, source)
    starts = [turn.start for turn in stored.turns]
    segments = [Segment(start, end) for start in range(len(TEXT)) for end in range(start + 1, len(TEXT) + 1)]

    found = []
    with study.act("look", "looked", coder="Vera", at=AT) as unit:
        for segment in segments:
            place = place_of(unit, source, segment)
            found.append((place.quote, (place.first_turn, place.last_turn)))

    assert [
        (TEXT[segment.start : segment.end], turn_range(starts, stored.turns, segment)) for segment in segments
    ] == found


def test_a_segment_past_the_end_has_no_place(study: Store, source: str) -> None:
    """The text ends where it ends."""
    with (
        pytest.raises(OffsetError, match="not inside"),
        study.act("look", "looked", coder="Vera", at=later(1)) as unit,
    ):
        place_of(unit, source, Segment(0, len(TEXT) + 1))
