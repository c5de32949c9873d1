"""Lists in one cell: what a person may type, and that nothing is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebooks.tables.cells import (
    cues_cell,
    examples_cell,
    read_cues_cell,
    read_examples_cell,
)
from qualcode.model.codebook import Cue, grouped_cues
from tests.codebooks.generated_codebooks import cues, texts


@given(st.lists(cues(), max_size=5).map(tuple))
def test_cues_come_back(several):
    """Whatever the cues are, the cell gives them back in order."""
    assert grouped_cues(read_cues_cell(cues_cell(several))) == grouped_cues(several)


@given(st.lists(texts, max_size=4).map(tuple))
def test_examples_come_back(several):
    """Whatever the examples are, the cell gives them back."""
    assert read_examples_cell(examples_cell(several)) == several


@pytest.mark.parametrize(
    ("several", "cell"),
    [
        ((), ""),
        ((Cue("big people"), Cue("those above")), "big people; those above"),
        ((Cue("Deal", "exact", "en"), Cue("дело", language="ru", is_negative=True)), "en exact: Deal; ru not: дело"),
        ((Cue("a", "lower", None, is_negative=True),), "not lower: a"),
        ((Cue("a; b"), Cue("a: b"), Cue(" a")), '"a; b"; a: b; " a"'),
        ((Cue("not: a"), Cue("en: a")), '"not: a"; "en: a"'),
        ((Cue('[{"LOWER":"a;"}]', "pattern", "en"),), 'en pattern: [{"LOWER":"a;"}]'),
        ((Cue("a", language="qqq"),), '{"text": "a", "form": "lemma", "language": "qqq", "not": false}'),
    ],
)
def test_cues_are_written_plainly(several, cell):
    """Quotes stand only around what would be misread."""
    assert cues_cell(several) == cell


@pytest.mark.parametrize(
    ("cell", "several"),
    [
        ("a;b", (Cue("a"), Cue("b"))),
        (" a ;; b ; ", (Cue("a"), Cue("b"))),
        ("a\nb; c", (Cue("a"), Cue("b"), Cue("c"))),
        ("a | b", (Cue("a"), Cue("b"))),
        ("a|b; c", (Cue("a|b"), Cue("c"))),
        ("a, b", (Cue("a, b"),)),
        ("en:a", (Cue("a", language="en"),)),
        ("pt-BR not exact: A", (Cue("A", "exact", "pt-BR", is_negative=True),)),
        ("he said: no", (Cue("he said: no"),)),
        ("note: a", (Cue("note: a"),)),
        ("exact en: a", (Cue("exact en: a"),)),
        ("not not: a", (Cue("not not: a"),)),
        ("lemma: a", (Cue("a"),)),
        ("en:", ()),
        ('"so", he said', (Cue('"so", he said'),)),
        ('"a', (Cue('"a'),)),
        ('pattern: [ {"OP": "?"} ]', (Cue('[{"OP":"?"}]', "pattern"),)),
        ("pattern: [{OP}]", (Cue("[{OP}]", "pattern"),)),
        ("[laughter]", (Cue("[laughter]"),)),
        ("[1]", (Cue("[1]"),)),
        ('{"text": "a", "form": "none"}', (Cue("a"),)),
        ('{"text": "a", "language": "x1"}', ()),
        ('{"name": "a"}', (Cue('{"name": "a"}'),)),
        ('"\\ud800"', (Cue('"\\ud800"'),)),
    ],
)
def test_cues_are_read_as_a_person_types_them(cell, several):
    """Prefixes are only words that are prefixes; JSON is only what is JSON."""
    assert read_cues_cell(cell) == several


def test_commas_part_keywords_only_where_nothing_else_does():
    """In a column of keywords commas part them, unless semicolons do."""
    assert read_cues_cell("tax, levy", commas=True) == (Cue("tax"), Cue("levy"))
    assert read_cues_cell("tax, levy; duty", commas=True) == (Cue("tax, levy"), Cue("duty"))


@pytest.mark.parametrize(
    ("cell", "several"),
    [
        ("", ()),
        ("One; and two.", ("One; and two.",)),
        ("One.\n\n Two. ", ("One.", "Two.")),
        ('"Said."', ("Said.",)),
        ('"Said." Then left.', ('"Said." Then left.',)),
        ("[1]", ("[1]",)),
    ],
)
def test_examples_stand_one_a_line(cell, several):
    """Quotes hold any punctuation, so only line breaks part examples."""
    assert read_examples_cell(cell) == several


def test_deep_json_in_a_cell_is_text():
    """A cell of brackets without end is text, not a fault."""
    assert read_cues_cell("pattern: " + "[" * 100_000) == (Cue("[" * 100_000, "pattern"),)
