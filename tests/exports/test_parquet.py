"""Parquet files, read back with Polars."""

import datetime as dt
import io

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from qualcode.exports.parquet import parquet_bytes
from tests.exports.hostile import ABOUT, HOSTILE


def read(data: bytes) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(data))


def test_a_frame_comes_back_with_its_types():
    """Also without rows."""
    frame = pl.DataFrame(
        {
            "code": ["Надежда", None],
            "n": [3, 0],
            "at": [dt.date(2025, 2, 14), None],
            "ok": [True, False],
            "l": [["a"], []],
        }
    )

    assert_frame_equal(read(parquet_bytes(frame, ABOUT)), frame)
    assert_frame_equal(read(parquet_bytes(frame.head(0), ABOUT)), frame.head(0))


def test_rows_of_one_type_keep_it():
    """Mixed columns are text, and whole numbers without end too."""
    rows = [{"n": 1, "share": 1, "mixed": 1, "huge": 2**70, "at": dt.date(2025, 2, 14)}, {"share": 0.5, "mixed": "a"}]

    assert read(parquet_bytes(rows, {})).rows(named=True) == [
        {"n": 1, "share": 1.0, "mixed": "1", "huge": str(2**70), "at": dt.date(2025, 2, 14)},
        {"n": None, "share": 0.5, "mixed": "a", "huge": None, "at": None},
    ]


@pytest.mark.parametrize("what", HOSTILE)
def test_text_is_kept_as_it_is(what):
    """It is for programs; only half characters cannot be written."""
    text = HOSTILE[what].encode("utf-8", "replace").decode()

    frame = read(parquet_bytes([{HOSTILE[what].encode("utf-8", "replace").decode(): HOSTILE[what]}], {}))

    assert frame.rows() == [(text,)]
