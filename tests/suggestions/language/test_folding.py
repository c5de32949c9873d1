"""Folded text: one spelling for what means the same, and the way back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.suggestions.language.folding import folded, folded_phrase

TALK = st.text(alphabet=st.sampled_from("abё’е и\u0306\u0301\u00ad\n\t\u00a0  👨\u200d\ud800.!"), max_size=60)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ещё Ёлка", "еще Елка"),
        ("don’t", "don't"),
        ("call\u2011up", "call-up"),
        ("big\u00a0people", "big people"),
        ("big\npeople", "big people"),
        ("big   people", "big people"),
        ("one.\n\nTwo", "one.\n\nTwo"),
        ("one.\n \n\t\nTwo", "one.\n\nTwo"),
        ("peo\u00adple", "people"),
        ("и\u0306", "й"),
        ("лю\u0301ди", "люди"),
        ("cafe\u0301", "café"),
        ("broken\ud800", "broken\ufffd"),
        ("plain words.", "plain words."),
    ],
)
def test_spellings_that_mean_the_same_become_one(written, read):
    """Letters, apostrophes, hyphens and spaces have one spelling in folded text."""
    assert folded(written).text == read


def test_an_endless_word_is_broken():
    """No run of characters is longer than the tokenizer can bear."""
    assert max(map(len, folded("!" * 1000).text.split())) <= 200


def test_a_place_after_a_region_is_told_in_the_stored_text():
    """Behind a soft hyphen, a double space and a decomposed letter, positions still point at the same words."""
    stored = "peo\u00adple 👨\u200d👩\u200d👧  и\u0306 end"
    ready = folded(stored)
    place = ready.text.index("end")

    assert stored[ready.stored_start(place) : ready.stored_end(place + 3)] == "end"


def test_a_letter_with_its_accent_is_never_cut():
    """The end of a word is behind the mark that belongs to its last letter."""
    stored = "мои\u0306 дом"

    assert stored[: folded(stored).stored_end(3)] == "мои\u0306"


@given(TALK)
def test_every_word_of_folded_text_is_told_in_the_stored_text(stored):
    """Folding the stored words at a folded word's place gives that word again."""
    ready = folded(stored)
    for word in re.finditer(r"\S+", ready.text):
        there = stored[ready.stored_start(word.start()) : ready.stored_end(word.end())]
        assert folded(there).text == word.group()


@given(TALK)
def test_places_in_the_stored_text_keep_their_order(stored):
    """A later place in the folded text is never an earlier one in the stored text."""
    ready = folded(stored)
    places = [ready.stored_start(place) for place in range(len(ready.text) + 1)]

    assert places == sorted(places)
    assert all(0 <= place <= len(stored) for place in places)


@given(st.text(alphabet="aё’\u2011\u00ad\n\t\u00a0 👨.", max_size=60))
def test_folding_twice_changes_nothing(stored):
    """Folded text is its own folded text."""
    once = folded(stored).text

    assert folded(once).text == once


def test_a_phrase_stands_on_one_line():
    """A cue is compared as words with single spaces."""
    assert folded_phrase("  big\n\n people ") == "big people"
