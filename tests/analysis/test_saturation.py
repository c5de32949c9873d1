"""Saturation, on a sequence worked out by hand, and recounted with sets."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from qualcode.analysis.saturation import saturation, saturation_points
from qualcode.analysis.selection import Selection
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.lookups import UnknownVariableError
from qualcode.errors.values import InvalidValueError
from tests.analysis.studies import BY_HAND, by_hand, coding, guid, studies, tables

LAW = settings(deadline=None)


def study_of(groups, **values):
    """Return a study of one-turn sources, each with the codes of its set, and source variables by name."""
    codes = sorted(set().union(*groups))
    return tables(
        codes=[(code, guid(code), f"c{code}", f"c{code}", 0, None, "A", False) for code in codes],
        sources=[(number, guid(1000 + number), f"s{number}", "en") for number in range(1, len(groups) + 1)],
        cases=[(number, guid(2000 + number), f"p{number}", "participant") for number in range(1, len(groups) + 1)],
        turns=[(number, 1, number, 5, 20) for number in range(1, len(groups) + 1)],
        codings=[
            coding(1000 * number + code, code, number, 1, 1, "Kim")
            for number, group in enumerate(groups, 1)
            for code in group
        ],
        source_variables=[
            (number, name, value)
            for name, column in values.items()
            for number, value in enumerate(column, 1)
            if value is not None
        ],
    )


def sequence(*new):
    """Return groups that bring so many new codes one after another, and each the first code as well."""
    groups, first = [], 1
    for number in new:
        groups.append({1, *range(first, first + number)})
        first += number
    return groups


def figures(frame, *columns):
    return frame.select("group", *columns).rows()


# Guest, Namey and Chen (2020) work their figure out on a base of 37 themes and a first run of 7 new ones, 19 %.
WORKED = sequence(16, 9, 7, 5, 4, 3, 1, 0, 0)


def test_the_worked_sequence():
    """7 of 37 are 18.9 %, 4 are 10.8, 1 is 2.7; runs overlap, each begins one group later."""
    frame = saturation(study_of(WORKED))

    assert figures(frame, "place", "codes", "new", "cumulative", "base_codes", "run_new", "new_percent") == [
        ("s1", 1, 16, 16, 16, 37, None, None),
        ("s2", 2, 10, 9, 25, 37, None, None),
        ("s3", 3, 8, 7, 32, 37, None, None),
        ("s4", 4, 6, 5, 37, 37, None, None),
        ("s5", 5, 5, 4, 41, 37, None, None),
        ("s6", 6, 4, 3, 44, 37, 7, 18.9),
        ("s7", 7, 2, 1, 45, 37, 4, 10.8),
        ("s8", 8, 1, 0, 45, 37, 1, 2.7),
        ("s9", 9, 1, 0, 45, 37, 0, 0.0),
    ]


def test_the_point_of_saturation():
    """At most 5 % after six groups, shown by the two that follow; nothing new after seven."""
    frame = saturation(study_of(WORKED))

    assert saturation_points(frame) == {0.0: 7, 5.0: 6}
    assert saturation_points(frame, thresholds=[2.7, 11, 20]) == {2.7: 7, 11: 5, 20: 4}  # 1 of 37 is more than 2.7 %


def test_a_threshold_is_met_by_what_equals_it():
    """1 of 20 is 5 %."""
    frame = saturation(study_of(sequence(20, 0, 0, 0, 1, 0)))

    assert saturation_points(frame) == {0.0: None, 5.0: 4}


def test_base_and_run_can_be_other():
    """A base of two and runs of three."""
    frame = saturation(study_of(WORKED), base=2, run=3)

    assert figures(frame, "base_codes", "run_new", "new_percent")[3:6] == [
        ("s4", 25, None, None),
        ("s5", 25, 16, 64.0),
        ("s6", 25, 12, 48.0),
    ]
    assert saturation_points(frame, run=3) == {0.0: None, 5.0: 6}


def test_too_few_groups_have_no_run():
    """The base is told where it is whole."""
    frame = saturation(study_of(WORKED[:3]))

    assert (frame["base_codes"].to_list(), frame["new_percent"].to_list()) == ([None] * 3, [None] * 3)
    assert saturation_points(frame) == {0.0: None, 5.0: None}


def test_groups_stand_by_date_then_by_wave_then_by_import():
    """What is there says the order; days of one month and waves by number."""
    groups = [{1}, {2}, {3}]
    dates, waves = ["2025-02-10", "2025-02-09", "2024-12-30"], ["10", "9", "2"]

    by_date = saturation(study_of(groups, date=dates, wave=["1", "2", "3"]))
    assert figures(by_date, "order_variable", "order")[0] == ("s3", "date", "2024-12-30")
    assert by_date["group"].to_list() == ["s3", "s2", "s1"]
    assert saturation(study_of(groups, Wave=waves))["group"].to_list() == ["s3", "s2", "s1"]
    assert saturation(study_of(groups))["group"].to_list() == ["s1", "s2", "s3"]
    assert saturation(study_of(groups, date=dates), order="import")["group"].to_list() == ["s1", "s2", "s3"]


def test_dotted_dates_are_read_and_slashed_ones_refused():
    """3.12.2024 is before 2.1.2025; 03/04/2025 can be March or April."""
    groups = [{1}, {2}, {3}]

    dotted = saturation(study_of(groups, date=["2.1.2025", "3.12.2024", "11.1.2025"]))
    assert dotted["group"].to_list() == ["s2", "s1", "s3"]
    with pytest.raises(InvalidValueError, match="two ways; write it like 2025-03-01"):
        saturation(study_of(groups, date=["03/04/2025", "2025-01-01", None]))


def test_groups_without_a_value_are_last():
    """In the order of import."""
    frame = saturation(study_of([{1}, {2}, {3}], wave=[None, "2", None]))

    assert figures(frame, "order") == [("s2", "2"), ("s1", None), ("s3", None)]


def test_a_group_of_several_sources_stands_where_its_first_does():
    """And counts once."""
    frame = saturation(study_of([{1}, {2}, {1, 3}], group=["x", None, "x"], wave=["3", "2", "1"]))

    assert figures(frame, "order", "sources", "codes", "new", "cumulative") == [
        ("x", "1", 2, 2, 2, 2),
        ("s2", "2", 1, 1, 1, 3),
    ]


def test_a_group_not_coded_yet_says_nothing():
    """It stands at the end without figures, and brings no saturation."""
    frame = saturation(study_of([*sequence(20, 5, 3, 2), set(), set()]))

    assert figures(frame, "place", "new")[3:] == [("s4", 4, 2), ("s5", None, None), ("s6", None, None)]
    assert saturation_points(frame) == {0.0: None, 5.0: None}


def test_a_coded_group_without_the_codes_asked_for_brings_nothing_new():
    """It was coded, so that is a finding."""
    frame = saturation(study_of([{1, 2}, {2}, {2}]), Selection(codes=("c1",)))

    assert figures(frame, "place", "codes", "new") == [("s1", 1, 1, 1), ("s2", 2, 0, 0), ("s3", 3, 0, 0)]


def test_the_study_counted_by_hand():
    """Moscow has dealmakers, Trump, fear and agreement; fg3 leaders itself. Of themes, leaders are not new there."""
    assert figures(saturation(by_hand()), "order", "sources", "codes", "new", "cumulative") == [
        ("Moscow", "2", 2, 4, 4, 4),
        ("fg3.txt", None, 1, 1, 1, 5),
    ]
    assert figures(saturation(by_hand(), order="group"), "codes", "new") == [("fg3.txt", 1, 1), ("Moscow", 4, 4)]
    assert figures(saturation(by_hand(), of="themes"), "codes", "new", "cumulative_percent") == [
        ("Moscow", 3, 3, 100.0),
        ("fg3.txt", 1, 0, 100.0),
    ]


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"base": 0}, InvalidValueError, "Base size 0: must be 1"),
        ({"run": 0}, InvalidValueError, "Run length 0: must be 1"),
        ({"of": "turns"}, InvalidValueError, "is none of codes, themes"),
        ({"order": "gender"}, InvalidValueError, "variable of cases"),
        ({"order": "wafe"}, UnknownVariableError, "Did you mean 'wave'"),
    ],
)
def test_what_cannot_be_asked_is_said(asked, error, said):
    """With the way out."""
    with pytest.raises(error, match=said):
        saturation(by_hand(), **asked)
    with pytest.raises(InvalidValueError, match="0 to 100"):
        saturation_points(saturation(by_hand()), thresholds=[101])
    with pytest.raises(EmptySelectionError):
        saturation(by_hand(), Selection(coders=("Lee",), codes=("Fear",)))


def test_a_study_with_nothing_in_it_has_no_groups():
    """All columns are there, with their types."""
    empty, full = saturation(tables()), saturation(by_hand())

    assert (empty.height, empty.schema) == (0, full.schema)


@LAW
@given(
    st.lists(st.sets(st.integers(1, 12), min_size=1, max_size=6), min_size=1, max_size=9),
    st.integers(1, 4),
    st.integers(1, 3),
)
def test_runs_are_those_counted_the_slow_way(groups, base, run):
    """From sets: what the run has and nothing before it had."""
    frame = saturation(study_of(groups), base=base, run=run)

    known = set().union(*groups[:base])
    for place, run_new, percent in frame.select("place", "run_new", "new_percent").iter_rows():
        if place < base + run:
            assert run_new is None
            continue
        before, inside = set().union(*groups[: place - run]), set().union(*groups[place - run : place])
        assert run_new == len(inside - before)
        assert percent == pytest.approx(100 * run_new / len(known), abs=0.0500001)
    assert frame["new"].sum() == frame["cumulative"][-1] == len(set().union(*groups))
    points = [point for point in saturation_points(frame, run, [100, 50, 5, 0]).values() if point is not None]
    assert points == sorted(points)  # asking for less new information never comes sooner


@LAW
@given(studies(), st.sampled_from(["codes", "themes"]), st.randoms(use_true_random=False))
def test_the_order_of_codings_does_not_matter_to_saturation(rows, of, chance: random.Random):
    """Sources are in order of import; all else may be shuffled."""
    kept = ("codes", "sources")
    shuffled = {name: values if name in kept else chance.sample(values, len(values)) for name, values in rows.items()}

    assert_frame_equal(saturation(tables(**rows), of=of), saturation(tables(**shuffled), of=of))


def test_the_curve_ends_at_all_codes_ever_used():
    """However groups are ordered; nobody used hope."""
    frames = [saturation(by_hand(), order=order) for order in ("import", "wave", "group", "source")]

    assert {frame["cumulative"].max() for frame in frames} == {len(BY_HAND["codes"]) - 1}
