"""Matrices of codes and sources or cases, against tables counted by hand and the frequency table."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.breakdowns import frequencies_by
from qualcode.analysis.crossing import UNITS, cells_across
from qualcode.analysis.frequencies import frequencies
from qualcode.analysis.matrices import matrix
from qualcode.analysis.selection import Selection
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.values import InvalidValueError
from tests.analysis.studies import BY_HAND, by_hand, guid, studies, tables

LAW = settings(deadline=None)


def lines(frame, percent=None):
    return [row[:1] + row[3:] for row in cells_across(frame, percent).rows()]


def test_codes_by_sources_counted_by_hand():
    """Sub-codes rolled up; the last row holds all turns of each source, voiced in or not."""
    frame = matrix(by_hand())

    assert cells_across(frame).columns == ["code", "path", "depth", "fg1.txt", "fg2.txt", "fg3.txt", "total"]
    assert lines(frame) == [
        ("Leaders", 3, 0, 1, 4),
        ("Dealmakers", 3, 0, 0, 3),
        ("Trump", 3, 0, 0, 3),
        ("Fear", 0, 1, 0, 1),
        ("Hope", 0, 0, 0, 0),
        ("Agreement", 1, 0, 0, 1),
        ("total", 3, 1, 1, 5),
    ]


def test_codes_by_cases_counted_by_hand():
    """Only who counts has a column; with the moderator, everybody who speaks."""
    frame = matrix(by_hand(), "case", Selection(codes=("Leaders",)), unit="codings")

    assert cells_across(frame).columns[3:] == ["Anna", "Boris", "Vera", "total"]
    assert lines(frame) == [
        ("Leaders", 5, 1, 0, 5),
        ("Dealmakers", 4, 1, 0, 4),
        ("Trump", 3, 1, 0, 3),
        ("total", 5, 1, 0, 5),
    ]
    assert cells_across(matrix(by_hand(), "case", with_moderator=True)).columns[3:] == [
        *("Mod", "Anna", "Boris", "Vera", "Watcher", "total")
    ]


def test_presence_counts_sources():
    """A code's total is the number of sources it is in."""
    frame = matrix(by_hand(), presence=True, keep_zero=False)

    assert lines(frame) == [
        ("Leaders", 1, 0, 1, 2),
        ("Dealmakers", 1, 0, 0, 1),
        ("Trump", 1, 0, 0, 1),
        ("Fear", 0, 1, 0, 1),
        ("Agreement", 1, 0, 0, 1),
        ("total", 4, 1, 1, 6),
    ]


def test_cases_called_alike_are_told_apart():
    """By the source they speak in first."""
    cases = [(*case[:2], "Anna", case[3]) if case[0] == 4 else case for case in BY_HAND["cases"]]

    assert cells_across(matrix(by_hand(cases=cases), "case")).columns[3:6] == [
        "Anna (fg1.txt)",
        "Boris",
        "Anna (fg2.txt)",
    ]


def test_two_sources_of_one_name_keep_their_columns():
    """Each cell says whose it is."""
    sources = [(1, guid(11), "a", "en"), (2, guid(12), "a", "en"), (3, guid(13), "b", "en")]

    frame = matrix(by_hand(sources=sources), keep_zero=False).filter(pl.col("code") == "Leaders")

    assert frame.select("column_guid", "n").rows() == [(guid(11), 3), (guid(12), 0), (guid(13), 1)]
    assert cells_across(matrix(by_hand(sources=sources))).columns[3:] == ["a (1)", "a (2)", "b", "total"]


def test_what_cannot_be_asked_is_said():
    """Columns, units, and a selection that leaves nothing."""
    with pytest.raises(InvalidValueError, match="'speaker': are none of source, case"):
        matrix(by_hand(), "speaker")
    with pytest.raises(InvalidValueError, match="'words': is none of"):
        matrix(by_hand(), unit="words")
    with pytest.raises(EmptySelectionError, match="none of the codes"):
        matrix(by_hand(), selection=Selection(codes=("Hope",)), keep_zero=False)


def test_a_project_with_nothing_in_it_has_a_matrix_without_rows():
    """All columns are there, with their types."""
    empty, full = matrix(tables()), matrix(by_hand())

    assert (empty.height, empty.schema) == (0, full.schema)


@LAW
@given(studies(), st.sampled_from(UNITS), st.booleans())
def test_rows_are_those_of_the_frequency_tables(rows, unit, with_moderator):
    """A cell is that of `freq --by source`, a row's total that of `freq`."""
    study = tables(**rows)
    frame = matrix(study, unit=unit, with_moderator=with_moderator)

    by_source = frequencies_by(study, "source", with_moderator=with_moderator)
    totals = frequencies(study, with_moderator=with_moderator)
    assert sorted(frame.select("code_guid", "column", "n").rows()) == sorted(
        by_source.select("code_guid", "level", unit).rows()
    )
    if frame.height:
        assert dict(totals.select("code_guid", unit).rows()) == dict(frame.select("code_guid", "row_total").rows())


@LAW
@given(studies(), st.sampled_from(UNITS), st.sampled_from(["source", "case"]))
def test_a_cell_is_at_most_its_totals(rows, unit, across):
    """And a total at most the sum of its cells."""
    frame = matrix(tables(**rows), across, unit=unit)

    assert frame.filter(
        (pl.col("n") > pl.col("row_total"))
        | (pl.col("n") > pl.col("column_total"))
        | (pl.col("row_total") > pl.col("total"))
        | (pl.col("row_total") > pl.col("n").sum().over("code_guid"))
    ).is_empty()
