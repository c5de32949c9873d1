"""Pages: what a reader of a paper wants of a table."""

import polars as pl

from qualcode.analysis.agreement.agreement import agreement, pair_agreement
from qualcode.analysis.breakdowns import frequencies_by
from qualcode.analysis.crosstabs import crosstab
from qualcode.analysis.frequencies import frequencies
from qualcode.analysis.list_pages import agreement_page, pair_agreement_page
from qualcode.analysis.matrices import matrix
from qualcode.analysis.selection import Selection
from qualcode.analysis.theme_pages import MOST_LEVELS, crossing_page, frequency_page, level_page
from tests.analysis.studies import by_hand, coding
from tests.analysis.test_breakdowns import HOPE, big_study

TALKS = Selection(codebooks=("Talks",))


def test_a_frequency_is_read_as_n_of_n_with_its_percent_beside():
    """And nothing is in it that only a program wants."""
    page = frequency_page(frequencies(by_hand(), TALKS), "Participants only.")

    row = page.frame.row(0, named=True)
    assert (row["theme, code"], row["participants"], row["participants, %"]) == ("Leaders", "2 of 3", 66.7)
    assert (row["groups"], row["sources"], row["first"]) == ("2 of 2", "2 of 3", "fg1.txt, turn 2")
    assert page.depths == (0, 1, 2, 0, 0)
    assert page.notes == ("Participants only.",)
    assert not any("guid" in name or "_" in name for name in page.frame.columns)


def test_a_retired_code_and_its_codebook_are_told():
    """The book only where there are several."""
    one, several = frequency_page(frequencies(by_hand(), TALKS)), frequency_page(frequencies(by_hand()))

    assert one.frame["theme, code"].to_list()[3] == "Fear (retired)"
    assert ("codebook" in one.frame.columns, "codebook" in several.frame.columns) == (False, True)


def test_levels_stand_side_by_side_with_the_interval_in_the_cell():
    """Codes in the rows."""
    page = level_page(frequencies_by(big_study(), ["gender", "wave"], HOPE), "participants")

    assert page.frame.columns[:5] == ["theme, code", "gender: man", "gender: woman", "wave: wave 2", "wave: wave 10"]
    assert page.frame.row(0)[1].startswith("9 of 24 (38 %, ")


def test_of_many_levels_the_largest_stand_on_the_page():
    """And it says how many there are."""
    places = [(case, "place", f"level {case}") for case in range(1, 49)]
    page = level_page(frequencies_by(big_study(case_variables=places), "place", HOPE), "participants")

    assert page.frame.width <= MOST_LEVELS + 2
    assert page.notes == (
        f"place: the {MOST_LEVELS} largest of 48 levels; all of them are in .csv, .json and .parquet.",
    )


def test_a_level_called_like_a_heading_is_no_trouble():
    """It gets its variable before its name."""
    odd = [(case, "odd", ("codebook", "theme, code", "code")[case % 3]) for case in range(1, 49)]
    page = level_page(frequencies_by(big_study(case_variables=odd), "odd", HOPE), "participants")

    assert {"odd: code", "odd: codebook", "odd: theme, code"} <= set(page.frame.columns)


def test_a_crosstab_is_named_by_what_is_crossed():
    """Totals last; codes are set in."""
    page = crossing_page(crosstab(big_study(), "gender", "wave"), "row")
    codes = crossing_page(matrix(by_hand(), selection=TALKS), None)

    assert page.frame.columns == ["gender × wave", "wave 2", "wave 10", "total"]
    assert page.frame.row(-1)[0] == "total"
    assert codes.depths == (0, 1, 2, 0, 0, 0)
    assert codes.frame.schema["total"] == pl.Int64


def test_agreement_has_each_interval_in_a_cell():
    """Numbers stay numbers; of pairs, each has a column."""
    study = big_study(codings=[*_two_coders()])
    page = agreement_page(agreement(study, HOPE))
    pairs = pair_agreement_page(pair_agreement(study, HOPE))

    assert page.frame.schema["α"] == pl.Float64
    assert " to " in page.frame["α, 95 %"][0]
    assert pairs.frame.columns == ["theme, code", "Kim & Lee"]
    assert pairs.frame["theme, code"].to_list() == page.frame["theme, code"].to_list()


def _two_coders():
    for source in range(1, 9):
        for number in (1, 2, 3):
            yield coding(source * 100 + number, 5, source, number, number, "Kim")
            yield coding(source * 100 + 50 + number, 5, source, number + source % 2, number + source % 2, "Lee")
