"""Variables by name, and the order of their levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.variables import Variable, find_variable, group_numbers, levels, natural_order
from qualcode.errors.lookups import UnknownVariableError
from tests.analysis.studies import by_hand, tables


def test_a_name_that_cases_and_sources_share_means_that_of_the_cases():
    """With its scope in front it means the other."""
    study = by_hand()

    assert find_variable(study, "City") == Variable("case", "city", "city")
    assert find_variable(study, "source:city") == Variable("source", "city", "source:city")


def test_a_project_without_variables_has_group_and_source():
    """Each source is its own group."""
    assert find_variable(tables(), "GROUP") == Variable("source", "group", "group")
    assert find_variable(tables(), "source") == Variable("source", "source", "source")


def test_an_unknown_variable_offers_the_nearest():
    """Of cases or of sources."""
    with pytest.raises(UnknownVariableError, match="Did you mean 'wave'"):
        find_variable(by_hand(), "waves")


def test_the_level_of_a_source_is_its_name():
    """The variable that is always there."""
    study = by_hand()

    assert levels(study, find_variable(study, "source")).rows() == [(1, "fg1.txt"), (2, "fg2.txt"), (3, "fg3.txt")]


def test_a_stored_variable_called_source_comes_before_the_one_that_is_always_there():
    """A study may keep where its transcripts came from."""
    study = by_hand(source_variables=[(1, "source", "archive")])

    assert levels(study, find_variable(study, "source")).rows() == [
        (1, "archive"),
        (2, "(missing)"),
        (3, "(missing)"),
    ]


def test_every_case_has_a_level():
    """Those without a value are missing, not left out."""
    study = by_hand()

    assert levels(study, find_variable(study, "age"))["level"].to_list() == [
        *("(missing)", "(missing)", "40", "(missing)", "(missing)")
    ]


def test_the_group_variable_is_found_in_any_letter_case():
    """`Group` in somebody's CSV means the groups."""
    numbers = group_numbers(by_hand(source_variables=[(1, "Group", "A"), (3, "Group", "A")]))["group"].to_list()

    assert (numbers[0] == numbers[2], numbers[0] == numbers[1]) == (True, False)


def test_numbers_stand_by_size_and_before_words():
    """Decimal commas too; what is missing is last."""
    texts = ["(missing)", "10", "9", "-1", "2,5", "2.25", "none", "65+", "18-29", "wave 10", "wave 2", "Äther"]

    assert natural_order(texts) == [
        *("-1", "2.25", "2,5", "9", "10", "18-29", "65+", "none", "wave 2", "wave 10", "Äther", "(missing)")
    ]


def test_numbers_of_any_length_stand_by_size():
    """Also those that are longer than Python reads, and with zeros before them."""
    long = "9" * 5000

    assert natural_order([f"id{long}1", f"id{long}", "id007", "id8"]) == ["id007", "id8", f"id{long}", f"id{long}1"]


@given(st.lists(st.text(max_size=6)))
def test_any_texts_have_one_natural_order(texts):
    """Whatever they are and however they come: once each, and the same from behind."""
    ordered = natural_order(texts)

    assert ordered == natural_order(reversed(texts))
    assert sorted(ordered) == sorted(set(texts))
