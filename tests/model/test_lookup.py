"""What a person types, and what is meant."""

import pytest

from qualcode.errors.lookups import UnknownSourceError
from qualcode.model.lookup import find_source, near_names

A, B, C = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2, 3))
SOURCES = [(A, "Kyiv.men.txt"), (B, "kyiv.men.md"), (C, "Odesa.txt")]


@pytest.mark.parametrize(
    ("wanted", "guid"),
    [
        ("Odesa.txt", C),
        ("odesa.TXT", C),
        (" odesa ", C),
        (C.upper(), C),
        ("Kyiv.men", A),
        ("kyiv.men", B),
        ("KYIV.MEN.TXT", A),
    ],
)
def test_a_source_goes_by_name_stem_and_guid(wanted, guid):
    """In any letter case; what is spelled exactly so comes first."""
    assert find_source(SOURCES, wanted) == guid


@pytest.mark.parametrize(("wanted", "offered"), [("KYIV.MEN", "Kyiv.men.txt"), ("Odessa.txt", "Odesa.txt")])
def test_what_is_not_clear_is_refused_with_an_offer(wanted, offered):
    """Several sources of a name, or none."""
    with pytest.raises(UnknownSourceError, match=f"Did you mean '{offered}'"):
        find_source(SOURCES, wanted)


def test_the_name_of_one_source_is_meant_before_the_stem_of_another():
    """So that no source is out of reach."""
    assert find_source([(A, "Group.txt"), (B, "group")], "GROUP") == B


@pytest.mark.parametrize(
    ("wanted", "near"), [("DEFERENCE to autority", ["Deference to Authority"]), ("xyz", []), ("", [])]
)
def test_the_nearest_name_is_given_as_it_is_spelled(wanted, near):
    """Letter case neither hinders nor changes it."""
    assert near_names(wanted, ["Leaders", "Deference to Authority"]) == near


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("Fear", ["Fear of war"]),
        ("of  WAR", ["Fear of war"]),
        ("fear of wra", ["Fear of war"]),
        ("Fe", []),
        ("news", []),
    ],
)
def test_a_name_that_holds_the_words_is_offered(wanted, near):
    """Before one that is spelled alike: who asks for fear means a fear."""
    assert near == near_names(wanted, ["War fear of all", "Fear of war", "Tear"])
