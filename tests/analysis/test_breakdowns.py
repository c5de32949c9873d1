"""Frequencies by levels: several variables, bands, intervals, differences, small bases."""

import polars as pl
import pytest
from hypothesis import given, settings

from qualcode.analysis.breakdowns import frequencies_by
from qualcode.analysis.selection import Selection
from qualcode.analysis.trends import trend
from qualcode.analysis.wide_tables import largest_levels, levels_across
from qualcode.errors.lookups import UnknownVariableError
from qualcode.errors.values import InvalidValueError
from tests.analysis.studies import by_hand, coding, guid, studies, tables

HOPE = Selection(codes=("Hope",))


def big_study(**changes):
    """Eight groups of six: men 1 to 3, women 4 to 6; ages 20, 30, …; in every group k of 0 to 2 men voice Hope."""
    cases = [(number, guid(number), f"P{number}", "participant") for number in range(1, 49)]
    turns = [((case - 1) // 6 + 1, (case - 1) % 6 + 1, case, 2, 9) for case, *_ in cases]
    rows = {
        "cases": cases,
        "turns": turns,
        "sources": [(number, guid(50 + number), f"g{number}.txt", "en") for number in range(1, 9)],
        "codings": [
            coding(source * 10 + number, 5, source, number, number, "Kim")
            for source in range(1, 9)
            for number in range(1, source % 3 + 1)
        ],
        "case_variables": [
            row
            for case, *_ in cases
            for row in (
                (case, "gender", "man" if (case - 1) % 6 < 3 else "woman"),
                (case, "age", str(20 + 10 * ((case - 1) % 6))),
            )
        ],
        "source_variables": [(source, "wave", f"wave {2 if source > 4 else 10}") for source in range(1, 9)],
    }
    return by_hand(**{**rows, **changes})


def rows(frame, *columns):
    return frame.select("level", *columns).rows()


def test_several_variables_follow_one_another():
    """Each as it is alone."""
    both = frequencies_by(big_study(), ["gender", "wave"])

    assert both.equals(pl.concat([frequencies_by(big_study(), "gender"), frequencies_by(big_study(), "wave")]))
    assert both["variable"].unique(maintain_order=True).to_list() == ["gender", "wave"]


@pytest.mark.parametrize("asked", ["gender×wave", "gender * wave"])
def test_two_variables_can_be_crossed(asked):
    """Every pair that occurs is a level, in the order of both."""
    frame = frequencies_by(big_study(), asked, HOPE)

    assert frame["variable"].unique().to_list() == ["gender × wave"]
    assert rows(frame, "participants", "participants_total", "groups_total") == [
        ("man × wave 2", 5, 12, 4),
        ("man × wave 10", 4, 12, 4),
        ("woman × wave 2", 0, 12, 4),
        ("woman × wave 10", 0, 12, 4),
    ]


def test_a_crossing_with_an_unknown_variable_names_it():
    """The nearest name is offered."""
    with pytest.raises(UnknownVariableError, match="Did you mean 'wave'"):
        frequencies_by(big_study(), "gender×wafe")


def test_ages_are_put_into_bands():
    """In the order they are written; what is in none is a level, what is missing another."""
    values = [(1, "age", "29.5"), (2, "age", "30"), (3, "age", "17"), (4, "age", "old"), (5, "age", "60")]
    study = big_study(case_variables=values)

    frame = frequencies_by(study, "age", HOPE, bands={"Age": "18-29, 30-59, 60+"})

    assert rows(frame, "participants_total") == [
        ("18-29", 1), ("30-59", 1), ("60+", 1), ("(other)", 2), ("(missing)", 43),
    ]  # fmt: skip


def test_dates_are_put_into_periods():
    """What is no date is a level of its own."""
    dates = [(1, "date", "2025-03-31"), (2, "date", "2025-04-01"), (3, "date", "soon"), (4, "date", "2024-12-01")]

    def found(period):
        frame = frequencies_by(big_study(source_variables=dates), "date", HOPE, bands={"date": period})
        return frame["level"].to_list()

    assert found("quarter") == ["2024 Q4", "2025 Q1", "2025 Q2", "(other)", "(missing)"]
    assert found("year")[:2] == ["2024", "2025"]
    assert found("month")[:3] == ["2024-12", "2025-03", "2025-04"]


@pytest.mark.parametrize("bands", ["18-30,30-40", "a-b", "40-30", "18-29,,30+", "<20,18+", ""])
def test_bands_that_cannot_be_are_refused(bands):
    """They overlap, end before they begin, or are none."""
    with pytest.raises(InvalidValueError, match="Bands"):
        frequencies_by(big_study(), "age", bands={"age": bands})


def test_bands_of_a_variable_that_was_not_asked_for_are_refused():
    """They would be passed over in silence."""
    with pytest.raises(InvalidValueError, match="not by"):
        frequencies_by(big_study(), "gender", bands={"age": "18+"})


def test_intervals_and_difference_of_two_levels():
    """9 of 24 men, no woman: groups differ, so their interval is drawn; that of the women is Wilson's."""
    frame = frequencies_by(big_study(), "gender", HOPE)

    assert rows(frame, "participants", "participants_percent", "interval", "versus", "difference", "is_small") == [
        ("man", 9, 37.5, "wilson", None, None, False),
        ("woman", 0, 0.0, "wilson", "man", -37.5, False),
    ]
    low, high, low_apart, high_apart = frame.select("low", "high", "difference_low", "difference_high").row(1)
    assert (low, high) == (0.0, 13.8)
    assert -60 < low_apart < -37.5 < high_apart < 0


def test_what_whole_groups_say_alike_widens_the_interval():
    """Half of the groups all say it, the others not at all: 24 of 48 people know less than their number."""
    codings = [coding(10 * s + n, 5, s, n, n, "Kim") for s in range(1, 5) for n in range(1, 7)]

    row = frequencies_by(big_study(codings=codings), "gender", HOPE).row(0, named=True)

    assert (row["participants_percent"], row["interval"], row["low"], row["high"]) == (50.0, "bootstrap", 12.5, 87.5)


def test_the_seed_makes_the_table():
    """The same gives the same; another moves the ends a little."""
    codings = [coding(10 * s + n, 5, s, n, n, "Kim") for s in (1, 2, 5) for n in range(1, 1 + s)]
    first, again, other = (frequencies_by(big_study(codings=codings), "gender", seed=seed) for seed in (1, 1, 2))

    assert first.equals(again)
    assert not first.equals(other)


def test_levels_are_compared_as_asked():
    """The first less the second; names in any letter case."""
    frame = frequencies_by(big_study(), ["gender", "wave"], HOPE, compare=["Man,woman"])

    assert rows(frame, "versus", "difference") == [
        ("man", "woman", 37.5), ("woman", None, None), ("wave 2", None, None), ("wave 10", "wave 2", -4.2),
    ]  # fmt: skip


@pytest.mark.parametrize("pair", ["man", "man,man", "man,men", "man,20", ","])
def test_a_comparison_that_is_none_is_refused(pair):
    """Two different levels of one variable are told."""
    with pytest.raises(InvalidValueError, match="like man,woman"):
        frequencies_by(big_study(), ["gender", "age"], compare=[pair])


def test_a_level_is_the_first_of_one_pair_only():
    """Its row has room for one difference."""
    with pytest.raises(InvalidValueError, match="second of 20"):
        frequencies_by(big_study(), "age", compare=["20,30", "20,40"])


def test_a_small_base_is_marked():
    """Fewer than five people, or one group however large."""
    one_group = [(1, "wave", "1"), *((source, "wave", "2") for source in range(2, 9))]
    few = [(case, "age", "20") for case in (1, 7, 13, 19)] + [(case, "age", "30") for case in (2, 8, 14, 20, 26)]
    by_wave = frequencies_by(big_study(source_variables=one_group), "wave", HOPE)
    by_age = frequencies_by(big_study(case_variables=few), "age", HOPE)

    assert rows(by_wave, "participants_total", "groups_total", "is_small") == [("1", 6, 1, True), ("2", 42, 7, False)]
    assert rows(by_age, "participants_total", "is_small")[:2] == [("20", 4, True), ("30", 5, False)]


def test_with_the_moderator_there_is_no_interval():
    """Moderators are no sample of anybody; the counts stand."""
    frame = frequencies_by(by_hand(), "wave", with_moderator=True)

    assert frame.select("low", "high", "interval", "difference_low").null_count().row(0) == (len(frame),) * 4
    assert frame["difference"].null_count() < len(frame)


def test_missing_values_are_not_compared():
    """Two levels beside those that have none make a pair."""
    values = [row for row in big_study().case_variables.rows() if row[0] > 3 or row[1] != "gender"]
    frame = frequencies_by(big_study(case_variables=values), "gender", HOPE)

    assert rows(frame, "versus") == [("man", None), ("woman", "man"), ("(missing)", None)]


def test_a_people_table_shows_intervals_marks_and_differences():
    """`*` where the base is too small; the difference in points."""
    table = levels_across(frequencies_by(big_study(), "gender", HOPE), with_intervals=True)

    assert table.columns[3:] == ["man", "woman", "woman − man"]
    assert table.row(0)[3:5] == ("9 of 24 (38 %, 21 to 57)", "0 of 24 (0 %, 0 to 14)")
    assert table.row(0)[5].startswith("-37 (-5")
    assert levels_across(frequencies_by(by_hand(), "gender", HOPE), with_intervals=True).row(0)[3:] == (
        "0 of 1 *", "0 of 1 *", "0 of 1 *", "*",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "cell"), [("codings", "9"), ("turns", "9"), ("words", "18"), ("groups", "6 of 8 (75 %)")]
)
def test_other_units_can_stand_in_the_cells(unit, cell):
    """Groups of their N, the others as they are."""
    assert levels_across(frequencies_by(big_study(), "gender", HOPE), unit)["man"].to_list() == [cell]


def test_levels_of_several_variables_bear_their_variables_name():
    """Two variables may have levels of the same name."""
    table = levels_across(frequencies_by(big_study(), ["gender", "wave"], HOPE))

    assert table.columns[3:] == ["gender: man", "gender: woman", "wave: wave 2", "wave: wave 10"]


def test_the_largest_levels_stay_and_so_do_those_compared():
    """Of equally large ones the first, in their order."""
    values = [(case, "city", name) for case, name in zip(range(1, 11), "AABCCCDDEF", strict=True)]
    frame = frequencies_by(big_study(case_variables=values), "city", HOPE, compare=["F,E"])

    assert largest_levels(frame, 3)["level"].to_list() == ["A", "C", "E", "F", "(missing)"]


def test_a_trend_counted_by_hand():
    """Waves by size, what has none last; the last wave less the first."""
    frame = trend(by_hand(), ["Leaders", "fear"])

    assert frame.select("code", *frame.columns[3:7], "versus", "difference").rows() == [
        ("Leaders", "wave", "2", 2, 2, None, None),
        ("Leaders", "wave", "10", 0, 1, "2", -100.0),
        ("Leaders", "wave", "(missing)", 1, 1, None, None),
        ("Fear", "wave", "2", 0, 2, None, None),
        ("Fear", "wave", "10", 1, 1, "2", 100.0),
        ("Fear", "wave", "(missing)", 0, 1, None, None),
    ]


def test_a_trend_without_codes_is_of_all_themes():
    """Sub-codes are rolled up into them; over dates where there is no wave."""
    dates = [(1, "date", "2025-02-01"), (2, "date", "2025-01-01"), (3, "date", "2025-01-01")]
    frame = trend(by_hand(source_variables=dates))

    assert frame["code"].unique(maintain_order=True).to_list() == ["Leaders", "Fear", "Hope", "Agreement"]
    assert frame.filter(pl.col("code") == "Leaders").select("level", "participants", "versus").rows() == [
        ("2025-01-01", 1, None),
        ("2025-02-01", 2, "2025-01-01"),
    ]


def test_a_trend_without_waves_or_dates_is_said():
    """What to do is told."""
    with pytest.raises(UnknownVariableError, match="'wave'"):
        trend(by_hand(source_variables=[]))


def test_tables_of_nothing_have_their_columns():
    """An empty project, by two variables and over time."""
    for make in (lambda study: frequencies_by(study, ["group", "source"]), lambda study: trend(study, over="source")):
        assert (make(tables()).height, make(tables()).schema) == (0, make(by_hand()).schema)


@settings(max_examples=25)
@given(studies())
def test_intervals_hold_what_they_are_of(study):
    """Low and high lie in 0 to 100 in order, Wilson's about the share, and small bases are told by their size."""
    frame = frequencies_by(tables(**study), ["group", "source"])

    assert frame.filter((pl.col("low") > pl.col("high")) | (pl.col("low") < 0) | (pl.col("high") > 100)).is_empty()
    outside = (pl.col("participants_percent") < pl.col("low")) | (pl.col("participants_percent") > pl.col("high"))
    assert frame.filter((pl.col("interval") == "wilson") & outside).is_empty()
    is_small = (pl.col("participants_total") < 5) | (pl.col("groups_total") < 2)
    assert frame.filter(pl.col("is_small") != is_small).is_empty()
