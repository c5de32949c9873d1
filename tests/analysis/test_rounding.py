"""Halves round up everywhere, whichever way a figure is asked for."""

from fractions import Fraction
from math import floor

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.rounding import percent, percent_of, ratio, whole_percent, whole_percents

PAIRS = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 5000)), min_size=1)


def half_up(value: Fraction, digits: int) -> float:
    return floor(value * 10**digits + Fraction(1, 2)) / 10**digits


@given(PAIRS)
def test_frames_and_single_figures_are_rounded_alike(pairs):
    frame = pl.DataFrame(pairs, schema=["n", "total"], orient="row")
    n, total = pl.col("n"), pl.col("total")
    shares = [Fraction(*pair) for pair in pairs]

    told = frame.select(
        percent=percent(n, total),
        whole=whole_percents(n, total),
        one=ratio(n, total, digits=1),
        three=ratio(n, total, digits=3),
    )

    assert [half_up(100 * share, 1) for share in shares] == told["percent"].to_list()
    assert [half_up(100 * share, 1) for share in shares] == [percent_of(*pair) for pair in pairs]
    assert [int(half_up(100 * share, 0)) for share in shares] == told["whole"].to_list()
    assert told["whole"].to_list() == [whole_percent(*pair) for pair in pairs]
    assert [half_up(share, 1) for share in shares] == told["one"].to_list()
    assert [half_up(share, 3) for share in shares] == told["three"].to_list()


def test_of_nothing_there_is_no_share():
    frame = pl.DataFrame({"n": [0], "total": [0]})

    told = frame.select(percent(pl.col("n"), pl.col("total")), one=ratio(pl.col("n"), pl.col("total"), digits=1))

    assert [(None, None)] == told.rows()
    assert percent_of(0, 0) is None
