"""What the characters typed so far mean as a code key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codebook import Code, Codebook
from qualcode.model.identity import new_guid
from qualcode.tui.keys.code_keys import (
    Apply,
    Unknown,
    Wait,
    command_key,
    extended,
    is_key_start,
    key_table,
    latin_key,
    meaning,
    sign_key,
)


def codebook(*keys, name="Talks", **facts):
    return Codebook(
        guid=new_guid(), name=name, codes=tuple(Code(guid=new_guid(), name=f"Code {k}", key=k, **facts) for k in keys)
    )


BOOK = codebook("d", "d1", "d2", "h", "ж")
TABLE = key_table((BOOK,))
BY_KEY = {code.key: code for code in BOOK.codes}


def test_a_key_that_begins_no_other_applies_at_once():
    """`h` begins no longer key."""
    assert Apply(BY_KEY["h"]) == meaning(TABLE, "h")


def test_a_key_that_begins_others_waits_and_names_them():
    """`d` is a code and the beginning of two."""
    assert Wait("d", BY_KEY["d"], (("1", BY_KEY["d1"]), ("2", BY_KEY["d2"]))) == meaning(TABLE, "d")


def test_a_longer_key_applies_when_complete():
    """`d2` is complete."""
    assert Apply(BY_KEY["d2"]) == meaning(TABLE, "d2")


@pytest.mark.parametrize("typed", ["x", "d3", "hh"])
def test_what_begins_no_key_is_unknown(typed):
    """Unknown is told with what was typed."""
    assert Unknown(typed) == meaning(TABLE, typed)


@pytest.mark.parametrize("facts", [{"is_codable": False}, {"is_retired": True}])
def test_codes_that_cannot_be_applied_have_no_key(facts):
    """A category and a retired code are not reached by key."""
    assert Unknown("d") == meaning(key_table((codebook("d", **facts),)), "d")


def test_of_two_codebooks_the_earlier_has_the_key_and_the_clash_is_told():
    """The second code is named among the faults."""
    other = codebook("h", name="Dynamics")
    table = key_table((BOOK, other))

    assert (table.codes["h"], len(table.faults)) == (BY_KEY["h"], 1)
    assert "same key 'h'" in table.faults[0]


@pytest.mark.parametrize("key", ["M", "+", "?a", "Ж"])
def test_a_key_that_begins_like_a_command_is_reported(key):
    """Capitals and signs belong to the screen."""
    table = key_table((codebook(key),))

    assert (dict(table.codes), len(table.faults)) == ({}, 1)


@pytest.mark.parametrize(
    ("character", "expected"),
    [("d", True), ("7", True), ("ж", True), ("你", True), ("ß", True), ("D", False), ("+", False), ("", False)],
)
def test_what_may_begin_a_key(character, expected):
    """Lower-case letters, digits and letters without case."""
    assert expected is is_key_start(character)


def test_a_russian_letter_counts_as_the_latin_one_on_its_key():
    """With the Russian keyboard left on, `в1` types `d1`; a key that is Russian itself comes first."""
    assert (extended(TABLE, "", "в"), extended(TABLE, "d", "1"), extended(TABLE, "", "ж")) == ("d", "d1", "ж")


def test_commands_are_found_on_a_russian_keyboard():
    """A capital stands for the capital on the same key."""
    assert (latin_key("Ь"), latin_key("Г"), latin_key("d")) == ("M", "U", "d")


@given(st.lists(st.text("dhж12", min_size=1, max_size=4), unique=True, max_size=12), st.text("dhж12", max_size=4))
def test_every_key_can_be_typed(keys, typed):
    """Each key is reached by its own characters, at once or by Enter; whatever else is typed waits or is unknown."""
    table = key_table((codebook(*keys),))
    reached = meaning(table, typed)
    longer = [key for key in keys if key.startswith(typed) and key != typed]

    assert isinstance(reached, Wait) == bool(longer)
    assert (typed in keys) == (bool(getattr(reached, "exact", None)) or isinstance(reached, Apply))


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("Г", "U"),
        ("Ь", "M"),
        ("Х", "left_curly_bracket"),
        ("Ж", "colon"),
        ("M", None),
        ("в", None),
        ("+", None),
        ("", None),
    ],
)
def test_the_command_on_a_russian_key(character, expected):
    """Capitals and brackets; what is a command already, or a code key, is none."""
    assert expected == command_key(character)


@pytest.mark.parametrize(("character", "expected"), [("ж", "semicolon"), ("ю", "full_stop"), ("в", None), (";", None)])
def test_the_sign_on_a_russian_key(character, expected):
    """A small letter of a Russian keyboard that stands where a Latin one has a sign."""
    assert expected == sign_key(character)
