from dataclasses import replace

import pytest
from hypothesis import given

from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.model.display import harmless
from qualcode.tui.codebook.code_fields import FIELDS, cues_remark, field_text, key_remark, read_fields
from tests.codebooks.generated_codebooks import codebooks

THEME = Code(guid="00000000-0000-4000-8000-000000000001", name="Leaders", key="d", color="#c0392b")
TRADER = Code(
    guid="00000000-0000-4000-8000-000000000002",
    name="Businessman",
    parent_guid=THEME.guid,
    key="d1",
    definition="A trader.\x1b[2J",
    cues=(Cue("big deal", language="en"), Cue("a; b", is_negative=True), Cue('[{"LOWER":"deal"}]', "pattern")),
    examples=("one", "two\nlines"),
)
BOOK = Codebook(guid="00000000-0000-4000-8000-00000000000a", name="Peace talks", codes=(THEME, TRADER))


def typed(code, **fields):
    return {field.name: field_text(code, field.name) for field in FIELDS} | fields


@given(codebooks())
def test_what_is_left_as_shown_changes_nothing(book):
    """Whatever a code holds, reading its fields as they are shown finds no change and no fault."""
    for code in book.codes:
        reading = read_fields(book, code, typed(code))

        assert (reading.changed, reading.faults) == ({}, {})


@given(codebooks())
def test_cues_and_examples_come_back_whole_when_one_is_added(book):
    """Adding a line to them keeps all the others, wherever they can be shown as they are."""
    for code in book.codes:
        if any(harmless(text) != text for text in (*(cue.text for cue in code.cues), *code.examples)):
            continue
        cues, examples = field_text(code, "cues"), field_text(code, "examples")
        reading = read_fields(book, code, typed(code, cues=f"{cues}\nfurther", examples=f"{examples}\nfurther"))
        after = replace(code, **reading.changed)

        assert set(code.cues) <= set(after.cues)
        assert set(code.examples) <= set(after.examples)


def test_only_what_was_changed_is_read():
    """So that what somebody else changed meanwhile in another field stays."""
    reading = read_fields(BOOK, TRADER, typed(TRADER, definition=" He trades.\n\nAlways. ", key=" t "))

    assert (reading.changed, reading.faults) == ({"definition": "He trades.\n\nAlways.", "key": "t"}, {})


@pytest.mark.parametrize(
    ("field", "text", "fault"),
    [
        ("name", " ", "Code name '': a name needs at least one character."),
        ("key", "d", "Codebook 'Peace talks': 'Businessman' and 'Leaders' have the same key 'd'."),
        ("key", "toolong", "Key 'toolong': of code 'Businessman' is not one to four visible characters."),
        ("color", "mauve", "Color 'mauve': of code 'Businessman' is not like #c0392b."),
        ("cues", "en pattern: {", "The token pattern { is not JSON (Expecting property name enclosed in double quotes"),
    ],
)
def test_what_cannot_be_is_told_field_by_field(field, text, fault):
    """The others are read all the same."""
    reading = read_fields(BOOK, TRADER, typed(TRADER, use_when="now") | {field: text})

    assert list(reading.faults) == [field]
    assert reading.faults[field].startswith(fault)
    assert reading.changed["use_when"] == "now"


def test_emptied_lines_take_key_and_color_off():
    """Nothing typed is none."""
    reading = read_fields(BOOK, THEME, typed(THEME, key="", color=" "))

    assert reading.changed == {"key": None, "color": None}


def test_cues_are_told_as_they_are_understood():
    """How many, in which language, how many against; nothing for nothing."""
    assert cues_remark("en: a\nen not: b\nru: в\nc") == "4 cues: 2 en, 1 ru, 1 any language; 1 of them against"
    assert cues_remark(" \n") == ""


@pytest.mark.parametrize(
    ("key", "remark"),
    [
        ("", ""),
        ("x", ""),
        ("d1", ""),
        ("d", "“Leaders” in Peace talks has this key, too."),
        ("+", "Capitals and signs are commands on the coding screen: this key cannot be typed there."),
    ],
)
def test_a_key_that_may_not_do_what_is_hoped_for_is_remarked_on(key, remark):
    """Its own key is nothing to remark on."""
    assert key_remark((BOOK,), TRADER, key) == remark
