"""Variables that tell how people are called or where they live."""

import pytest

from qualcode.model.telling_variables import holds_names, names_told, places_told


@pytest.mark.parametrize("variable", ["Surname", "first_name", "Vorname", "имя участника", "prénom"])
def test_a_variable_of_names_is_known_by_its_own_name(variable):
    """Alone or among other words; for pseudonyms and for what must not be shared alike."""
    assert holds_names(variable)
    assert ["Ivanova"] == names_told([(variable, "Ivanova"), ("gender", "woman")])


def test_other_variables_hold_no_names():
    """Words that only begin or end so."""
    assert not [one for one in ("gender", "tournament", "named group", "namesake") if holds_names(one)]


def test_places_are_told_apart_from_names():
    """Each kind by its own words."""
    told = [("home city", "Tula"), ("surname", "Orlova"), ("age", "34")]

    assert (["Orlova"], ["Tula"]) == (names_told(told), places_told(told))
