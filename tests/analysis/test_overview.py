"""What a study is made of, counted by hand for a tiny one."""

import pytest
from hypothesis import given

from qualcode.analysis.frequencies import frequencies
from qualcode.analysis.overview import participant_overview, source_overview, study_overview
from qualcode.analysis.selection import Selection
from qualcode.errors.analysis import EmptySelectionError
from tests.analysis.studies import by_hand, studies, tables


def test_a_study_in_one_row():
    """Participants' turns only: five, of two people in Moscow's group and Anna again in fg3's."""
    expected = {
        "sources": 3,
        "groups": 2,
        "waves": 3,  # 2, 10, and fg3 without one
        "participants": 3,
        "turns": 5,
        "words": 33,
        "coded_turns": 5,
        "coded_percent": 100.0,
        "coded_sources": 3,
        "codings": 7,
        "coders": ["Kim", "Lee"],
    }

    assert [expected] == study_overview(by_hand()).to_dicts()


def test_each_source_in_a_row():
    """With its group and wave; what only the observer or nobody said is not counted."""
    frame = source_overview(by_hand()).drop("guid", "language")

    assert [
        ("fg1.txt", "Moscow", "2", 2, 3, 16, 3, 100.0, 5),
        ("fg2.txt", "Moscow", "10", 1, 1, 8, 1, 100.0, 1),
        ("fg3.txt", "fg3.txt", "(missing)", 1, 1, 9, 1, 100.0, 1),
    ] == frame.rows()


def test_without_waves_there_is_no_such_column():
    """Nothing is made up."""
    frame = source_overview(by_hand(source_variables=[]))

    assert "wave" not in frame.columns
    assert study_overview(by_hand(source_variables=[]))["waves"].to_list() == [None]


def test_people_by_the_levels_of_their_variables():
    """Those without a value are a level; the moderator and the observer are not there."""
    assert [
        ("gender", "man", 1, 3, 33.3),
        ("gender", "woman", 1, 3, 33.3),
        ("gender", "(missing)", 1, 3, 33.3),
        ("city", "Omsk", 1, 3, 33.3),
        ("city", "(missing)", 2, 3, 66.7),
        ("age", "40", 1, 3, 33.3),
        ("age", "(missing)", 2, 3, 66.7),
    ] == participant_overview(by_hand()).rows()


def test_an_empty_project_has_zeros():
    """Nothing is divided by nothing."""
    row = study_overview(tables()).row(0, named=True)

    assert (0, 0, None, None, []) == tuple(row[key] for key in ("turns", "codings", "waves", "coded_percent", "coders"))
    assert source_overview(tables()).is_empty()
    assert participant_overview(tables()).is_empty()


def test_an_empty_selection_is_said():
    """As in every table."""
    with pytest.raises(EmptySelectionError):
        study_overview(by_hand(), Selection(coders=("Lee",), origins=("auto",)))


@given(studies())
def test_totals_are_those_of_the_frequency_table(study):
    """Participants and groups have one meaning, and sources add up."""
    made = tables(**study)
    row = study_overview(made).row(0, named=True)
    per_source = source_overview(made)

    first = frequencies(made).row(0, named=True)
    assert (first["participants_total"], first["groups_total"]) == (row["participants"], row["groups"])
    assert [row[key] for key in ("turns", "words", "coded_turns", "codings")] == [
        per_source[key].sum() for key in ("turns", "words", "coded_turns", "codings")
    ]
