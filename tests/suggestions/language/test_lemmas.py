"""Lemmas that depend on the word alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.suggestions.language.lemmas import lemmas_of
from qualcode.suggestions.language.pipelines import load_pipeline


def lemmas(language, text):
    return [token.lemma_ for token in load_pipeline(language)(text)]


@pytest.mark.parametrize(
    ("language", "forms", "lemma"),
    [
        ("en", "big bigger biggest Bigger BIG", "big"),
        ("en", "loss losses Losses", "loss"),
        ("en", "do does did", "do"),
        ("en", "decide decides decided deciding", "decide"),
        ("ru", "большой большая большие больших Большим больший", "большой"),
        ("ru", "человек люди людей Людям", "человек"),
        ("ru", "потеря потери потерь", "потеря"),
        ("ru", "еще", "еще"),
        ("ru", "нашли нашла найдут", "найти"),
        ("de", "Verlust Verluste", "verlust"),
        ("xx", "Losses losses", "losses"),
    ],
)
def test_forms_of_a_word_have_one_lemma(language, forms, lemma):
    """Case, number, degree and letter size do not matter."""
    assert set(lemmas(language, forms)) == {lemma}


@pytest.mark.parametrize("language", ["en", "ru", "de", "xx"])
@given(word=st.text(alphabet="abdeginorstабвеийлмнорстьы", min_size=1, max_size=9))
def test_the_lemma_of_a_lemma_is_itself(language, word):
    """A cue may be written in any form, its lemma too."""
    component = lemmas_of(load_pipeline(language))
    lemma = component.lemma(word)

    assert component.lemma(lemma) == lemma


def test_a_form_of_two_words_has_the_lemmas_of_both():
    """A cue written «погибшие» means those who died and that they died."""
    assert set(lemmas_of(load_pipeline("ru")).variants("погибшие")) == {"погибший", "погибнуть"}


def test_a_pipeline_without_the_component_has_lemmas_of_its_own():
    """Nothing is taken for granted about pipelines that others made."""
    import spacy

    assert lemmas_of(spacy.blank("en")) is None
