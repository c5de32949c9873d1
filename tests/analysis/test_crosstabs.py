"""Cross-tabulations, against tables counted by hand and the same counted with loops."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from qualcode.analysis.crossing import UNITS, cells_across
from qualcode.analysis.crosstabs import NONE, crosstab
from qualcode.analysis.selection import Level, Selection
from qualcode.analysis.variables import MISSING
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.lookups import AmbiguousDimensionError, UnknownDimensionError, UnknownVariableError
from qualcode.errors.values import InvalidValueError
from tests.analysis.studies import BY_HAND, by_hand, coding, studies, tables

LAW = settings(deadline=None)


def lines(frame, percent=None):
    table = cells_across(frame, percent)
    return [tuple(table.columns[1:]), *table.rows()]


def test_a_theme_by_a_variable_counted_by_hand():
    """Sub-codes are the rows; who has turns of the level and never voices the theme is in the last."""
    assert lines(crosstab(by_hand(), "Leaders", "gender")) == [
        ("man", "woman", "(missing)", "total"),
        ("Dealmakers", 1, 1, 0, 2),
        ("Leaders (itself)", 0, 1, 0, 1),
        ("(none)", 0, 0, 1, 1),
        ("total", 1, 1, 1, 3),
    ]


def test_in_codings_a_coding_across_two_speakers_is_in_both_levels():
    """Coding 3 is Boris's and Anna's: 1 and 4 make 4, not 5. Codings of other codes are in the last row."""
    assert lines(crosstab(by_hand(), "Leaders", "gender", unit="codings")) == [
        ("man", "woman", "(missing)", "total"),
        ("Dealmakers", 1, 4, 0, 4),
        ("Leaders (itself)", 0, 1, 0, 1),
        ("(none)", 0, 1, 1, 2),
        ("total", 1, 6, 1, 7),
    ]


def test_two_codes_meet_in_a_group_and_not_in_a_turn():
    """Anna and Boris voice dealmakers, Vera fear, all in Moscow."""
    in_turns = crosstab(by_hand(), "Leaders", "Fear", unit="turns", is_whole=True)
    in_groups = crosstab(by_hand(), "Leaders", "Fear", unit="groups", is_whole=True)

    assert (lines(in_turns)[1:], lines(in_groups)[1:]) == (
        [("Leaders", 0, 4, 4), ("(none)", 1, 0, 1), ("total", 1, 4, 5)],
        [("Leaders", 1, 1, 2), ("(none)", 0, 0, 0), ("total", 1, 1, 2)],
    )


def test_two_variables_counted_by_hand():
    """Anna speaks in wave 2 and in the source without a wave: she is in both rows and once in the total."""
    assert lines(crosstab(by_hand(), "wave", "gender")) == [
        ("man", "woman", "(missing)", "total"),
        ("2", 1, 1, 0, 2),
        ("10", 0, 0, 1, 1),
        ("(missing)", 0, 1, 0, 1),
        ("total", 1, 1, 1, 3),
    ]


def test_who_voices_a_code_in_one_of_two_waves_is_in_both_rows():
    """Anna voices dealmakers in wave 2 and not where the wave is missing."""
    assert lines(crosstab(by_hand(), "Dealmakers", "wave", is_whole=True)) == [
        ("2", "10", "(missing)", "total"),
        ("Dealmakers", 2, 0, 0, 2),
        ("(none)", 0, 1, 1, 2),
        ("total", 2, 1, 1, 3),
    ]


def test_the_long_table():
    """A row a cell, with totals and percents to one decimal."""
    frame = crosstab(by_hand(), "Leaders", "gender", Selection(levels=(Level("wave", "2"),)), is_whole=True)

    assert frame.rows() == [
        ("Leaders", "Leaders", "gender", "man", 1, 2, 1, 2, 50.0, 100.0, 50.0),
        ("Leaders", "Leaders", "gender", "woman", 1, 2, 1, 2, 50.0, 100.0, 50.0),
        ("Leaders", "(none)", "gender", "man", 0, 0, 1, 2, None, 0.0, 0.0),
        ("Leaders", "(none)", "gender", "woman", 0, 0, 1, 2, None, 0.0, 0.0),
    ]


def test_percents_stand_beside_what_they_are_of():
    """Of a column: the last row holds the denominators, the last column its own share of all."""
    frame = crosstab(by_hand(), "Leaders", "gender", unit="turns", is_whole=True)

    assert lines(frame, "column")[1:] == [
        ("Leaders", "1 (100 %)", "3 (100 %)", "0 (0 %)", "4 (80 %)"),
        ("(none)", "0 (0 %)", "0 (0 %)", "1 (100 %)", "1 (20 %)"),
        ("total", "1", "3", "1", "5"),
    ]
    assert lines(frame, "row")[1:] == [
        ("Leaders", "1 (25 %)", "3 (75 %)", "0 (0 %)", "4"),
        ("(none)", "0 (0 %)", "0 (0 %)", "1 (100 %)", "1"),
        ("total", "1 (20 %)", "3 (60 %)", "1 (20 %)", "5"),
    ]
    assert lines(frame, "total")[1:] == [
        ("Leaders", "1 (20 %)", "3 (60 %)", "0 (0 %)", "4 (80 %)"),
        ("(none)", "0 (0 %)", "0 (0 %)", "1 (20 %)", "1 (20 %)"),
        ("total", "1 (20 %)", "3 (60 %)", "1 (20 %)", "5"),
    ]


def test_presence_is_one_or_nothing():
    """Totals are sums of the ones."""
    frame = crosstab(by_hand(), "Leaders", "gender", unit="turns", is_whole=True, presence=True)

    assert lines(frame)[1:] == [("Leaders", 1, 1, 0, 2), ("(none)", 0, 0, 1, 1), ("total", 1, 1, 1, 3)]


def test_a_name_that_is_code_and_variable_is_refused_with_the_way_out():
    """`code:` and `case:` say which."""
    study = by_hand(case_variables=[*BY_HAND["case_variables"], (2, "fear", "much")])

    with pytest.raises(AmbiguousDimensionError, match="write 'code:Fear' or 'case:fear'"):
        crosstab(study, "Fear", "gender")
    assert crosstab(study, "code:fear", "case:Fear")["column"].to_list() == ["much", MISSING] * 2


def test_a_name_that_is_nothing_offers_the_nearest():
    """Codes and variables alike."""
    with pytest.raises(UnknownDimensionError, match="Did you mean 'Dealmakers'"):
        crosstab(by_hand(), "Dealmaker", "gender")
    with pytest.raises(UnknownDimensionError, match="Did you mean 'gender'"):
        crosstab(by_hand(), "Leaders", "gendr")
    with pytest.raises(UnknownVariableError):
        crosstab(by_hand(), "Leaders", "case:Leaders")


def test_codings_have_one_code_and_units_are_known():
    """Both are said before anything is counted."""
    with pytest.raises(InvalidValueError, match="one code only"):
        crosstab(by_hand(), "Leaders", "Fear", unit="codings")
    with pytest.raises(InvalidValueError, match="'words': is none of codings"):
        crosstab(by_hand(), "Leaders", "gender", unit="words")
    with pytest.raises(InvalidValueError, match="'columns': is none of row"):
        cells_across(crosstab(by_hand(), "Leaders", "gender"), "columns")


def test_a_code_outside_of_the_selection_is_said():
    """Its row would be empty for a reason that can be named."""
    with pytest.raises(EmptySelectionError, match="'Fear' is outside"):
        crosstab(by_hand(), "Fear", "gender", Selection(codes=("Leaders",)))


def test_a_study_without_turns_has_a_table_without_rows():
    """All columns are there, with their types."""
    empty, full = crosstab(tables(), "group", "source"), crosstab(by_hand(), "group", "source")

    assert (empty.height, empty.schema) == (0, full.schema)
    assert cells_across(empty).columns == ["row", "total"]


def test_a_level_called_total_keeps_its_name():
    """Its variable stands before it."""
    study = by_hand(case_variables=[(number, "sum", "total") for number in (2, 3, 4)])

    assert cells_across(crosstab(study, "wave", "sum")).columns == ["row", "sum: total", "total"]


def slow_levels(rows, asked):
    """Return the level, or levels, of one turn for a variable, or for a code with its sub-codes; and all levels."""
    if asked == "gender":
        own = {case: value for case, _, value in rows["case_variables"]}
        return lambda turn, _: {own.get(turn[2], MISSING)}
    if asked == "wave":
        own = {source: value for source, name, value in rows["source_variables"] if name == "wave"}
        return lambda turn, _: {own.get(turn[0], MISSING)}
    parent = {code[0]: code[5] for code in rows["codes"]}
    name = {code[0]: code[2] for code in rows["codes"]}
    wanted = int(asked[1:])
    has_branches = wanted in parent.values()

    def branch(code):
        if code == wanted:
            return f"{name[code]} (itself)" if has_branches else name[code]
        while code is not None and parent[code] != wanted:
            code = parent[code]
        return None if code is None else name[code]

    return lambda _, codes: {branch(code) for code in codes} - {None}


def slow_crosstab(rows, down, across, unit, with_moderator):
    """Count with sets and loops only."""
    role = {case[0]: case[3] for case in rows["cases"]}
    group = {source: value for source, name, value in rows["source_variables"] if name == "group"}
    turns = [turn for turn in rows["turns"] if role[turn[2]] == "participant" or with_moderator]
    facts = []  # unit, codes in it, turn
    for turn in turns:
        inside = [c for c in rows["codings"] if c[2] == turn[0] and c[5] <= turn[1] <= c[6]]
        if unit == "codings":
            facts += [(c[0], {c[1]}, turn) for c in inside]
        else:
            own_group = ("g", group[turn[0]]) if turn[0] in group else ("s", turn[0])
            key = {"turns": turn[:2], "participants": turn[2], "groups": own_group}[unit]
            facts.append((key, {c[1] for c in inside}, turn))
    sides = {}
    for place, asked in (("row", down), ("column", across)):
        levels = slow_levels(rows, asked)
        sides[place] = [(key, turn, level) for key, codes, turn in facts for level in levels(turn, codes)]
    is_code = {"row": down.startswith("c"), "column": across.startswith("c")}
    cells = set()
    if all(is_code.values()):
        whole = {place: {(key, level) for key, _, level in side} for place, side in sides.items()}
        for key in {key for key, _, _ in facts}:
            mine = [{lv for k, lv in whole[place] if k == key} or {NONE} for place in ("row", "column")]
            cells |= {(row, column, key) for row, column in itertools.product(*mine)}
    elif not any(is_code.values()):
        at = {(key, turn): level for key, turn, level in sides["column"]}
        cells = {(level, at[key, turn], key) for key, turn, level in sides["row"]}
    else:
        variable = "column" if is_code["row"] else "row"
        code = "row" if is_code["row"] else "column"
        for key, turn, level in sides[variable]:
            voiced = {
                other
                for k, t, other in sides[code]
                if k == key and any(k2 == key and t2 == t and lv == level for k2, t2, lv in sides[variable])
            }
            cells |= {(other, level, key) if code == "row" else (level, other, key) for other in (voiced or {NONE})}
            assert turn
    return cells


ASKED = st.sampled_from(["gender", "wave", "c1", "c2"])


@LAW
@given(studies(), ASKED, ASKED, st.sampled_from(UNITS), st.booleans())
def test_crosstabs_are_those_counted_the_slow_way(rows, down, across, unit, with_moderator):
    """Cells, margins and total; every level that is not listed is zero."""
    is_refused = unit == "codings" and down[0] == across[0] == "c"
    known = {name for _, name, _ in (*rows["case_variables"], *rows["source_variables"])}
    if is_refused or not all(asked[0] == "c" or asked in known for asked in (down, across)):
        return
    frame = crosstab(tables(**rows), down, across, unit=unit, with_moderator=with_moderator)

    cells = slow_crosstab(rows, down, across, unit, with_moderator)
    assert {(row, column) for row, column, _ in cells} <= set(frame.select("row", "column").rows())
    for row, column, n, row_total, column_total, total in frame.select(
        "row", "column", "n", "row_total", "column_total", "total"
    ).iter_rows():
        assert n == sum(cell[:2] == (row, column) for cell in cells)
        assert row_total == len({cell[2] for cell in cells if cell[0] == row})
        assert column_total == len({cell[2] for cell in cells if cell[1] == column})
        assert total == len({cell[2] for cell in cells})


@LAW
@given(studies(), st.sampled_from(UNITS))
def test_rows_and_columns_change_places(rows, unit):
    """Asked the other way round, the same cells."""
    frame = crosstab(tables(**rows), "c1", "group", unit=unit)
    other = crosstab(tables(**rows), "group", "c1", unit=unit)

    turned = other.select("column", "row", "n", "column_total", "row_total", "total", "column_percent", "row_percent")
    assert sorted(turned.rows()) == sorted(
        frame.select("row", "column", "n", "row_total", "column_total", "total", "row_percent", "column_percent").rows()
    )


@LAW
@given(studies(), st.sampled_from(UNITS), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_here(rows, unit, chance: random.Random):
    """Only codes have an order."""
    shuffled = {
        name: values if name == "codes" else chance.sample(values, len(values)) for name, values in rows.items()
    }

    assert_frame_equal(
        crosstab(tables(**rows), "c1", "group", unit=unit), crosstab(tables(**shuffled), "c1", "group", unit=unit)
    )


def test_coding_twice_changes_no_turn():
    """A second coder who agrees adds codings only."""
    again = [coding(row[0] + 100, row[1], row[2], row[5], row[6], "Max") for row in BY_HAND["codings"]]
    twice = by_hand(codings=BY_HAND["codings"] + again)

    assert_frame_equal(
        crosstab(by_hand(), "Leaders", "wave", unit="turns"), crosstab(twice, "Leaders", "wave", unit="turns")
    )
