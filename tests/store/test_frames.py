"""The frames that analysis reads, as they come out of a project file."""

import polars as pl
from polars.testing import assert_frame_equal

from qualcode.analysis.tables import ON_DEMAND, Tables
from qualcode.coding.applying import apply_code, select_for_report
from qualcode.coding.memos import write_memo
from qualcode.model.transcript import Segment
from qualcode.store.frames import read_frames
from tests.conftest import CODE, TEXT, later


def test_what_is_seldom_needed_is_read_on_demand(store, source):
    """When a coding was made, its memo and quote; where each turn is."""
    at, place = later(1), TEXT.index("big people")
    guid = apply_code(store, source, Segment(place, place + 10), CODE, coder="Vera", at=at, confidence=2)
    write_memo(store, "coding", guid, "Said twice.", coder="Vera", at=at)
    select_for_report(store, guid, True, coder="Vera", at=at)

    tables = Tables(**read_frames(store, is_whole=True))

    assert [(1, guid, at.isoformat(), True, True, 2, "big people")] == tables.coding_facts.rows()
    assert (TEXT.index("Let the"), TEXT.index("\n\nIVAN")) == tables.turn_places.row(1)[2:4]
    assert not set(ON_DEMAND) & set(read_frames(store))
    assert {"turn_places"} == set(ON_DEMAND) & set(read_frames(store, demanded=("turn_places",)))


def test_frames_without_rows_have_their_types(store):
    """A project in which nothing was coded."""
    frame = Tables(**read_frames(store, is_whole=True)).coding_facts

    assert frame.schema == pl.Schema(
        {"coding_id": pl.Int64, "guid": pl.String, "at": pl.String, "has_memo": pl.Boolean, "is_selected": pl.Boolean,
         "confidence": pl.Int64, "quote": pl.String}
    )  # fmt: skip
    assert_frame_equal(frame, frame.clear())
