"""Concepts: what codes are named after, and the words of talk that voice them."""

from itertools import chain

import numpy as np
import pytest

from qualcode.model.codebook import Code
from qualcode.suggestions.language.concepts import LANGUAGES, concept_numbers, concepts, concepts_of
from qualcode.suggestions.language.pipelines import load_pipeline
from qualcode.suggestions.language.words import WordTable, units_of
from qualcode.suggestions.learned.codebook_words import codebook_words
from qualcode.suggestions.learned.judged import Judged
from qualcode.suggestions.learned.learning import learn
from qualcode.suggestions.learned.vectors import Space, background_of
from qualcode.suggestions.talk.reading import quote_units
from tests.suggestions.small_books import guid


def code(number: int, name: str, definition: str = "") -> Code:
    """Return a code without cues."""
    return Code(guid=guid(number), name=name, definition=definition)


def heard(texts: list[str], codes: list[Code], language: str) -> np.ndarray:
    """Return what the words of codes say of texts, in a project whose talk these are."""
    table = WordTable()
    units = quote_units([(text, language) for text in texts], table)
    return codebook_words(codes, [load_pipeline(language)], table, units_of([])).evidence(units)


def test_the_file_says_what_its_head_promises():
    """Names and numbers are unique; words are single, in lower case, and stand once in a concept; both languages."""
    every = concepts()

    assert len(every) > 900
    assert len({one.name for one in every}) == len({one.number for one in every}) == len(every)
    for one in every:
        assert tuple(one.words) == LANGUAGES
        for language, words in one.words.items():
            assert len(words) >= 8, one.name
            assert len(set(words)) == len(words), one.name
            letters = "abcdefghijklmnopqrstuvwxyz" if language == "en" else "абвгдежзийклмнопрстуфхцчшщъыьэюя"
            assert set(chain.from_iterable(words)) <= set(letters) | {"-", "'"}, one.name


@pytest.mark.parametrize(
    ("language", "name", "voiced", "other"),
    [
        ("en", "Gratitude", "Thanks, I owe you one.", "The bus was late again."),
        ("en", "Leaders", "The president says so.", "The soup was cold."),
        ("ru", "Благодарность", "Спасибо вам большое!", "Автобус опять опоздал."),
        ("ru", "Fear", "Мы все очень боимся.", "Суп остыл."),
        ("en", "Страх", "We are all scared.", "The soup was cold."),
    ],
)
def test_a_name_is_met_by_words_that_voice_it(language, name, voiced, other):
    """Without a word, or a run of letters, in common; also where codebook and talk are in two languages."""
    said = heard([voiced, other], [code(1, name), code(2, "Kvark")], language)

    assert said[0, 0] > 0.2
    assert said[1, 0] == 0
    np.testing.assert_array_equal(said[:, 1], 0.0)


def test_a_word_of_the_code_says_more_than_one_of_its_concept():
    """And one that names the concept tells more of it than one that only speaks of it."""
    said = heard(["gratitude", "thanks"], [code(1, "Gratitude")], "en")
    named, voiced = (heard(["appreciate"], [code(1, name)], "en")[0, 0] for name in ("Gratitude", "Kudos"))

    assert said[0, 0] > said[1, 0] > 0
    assert named > voiced > 0


def test_of_many_codes_each_takes_few_concepts():
    """A codebook of two thousand long definitions is not a thesaurus."""
    text = "Fear, hope, money, war, family, school, hospital, prison, music, travel, religion and gratitude."
    table = WordTable()
    few, many = (
        codebook_words([code(number, "Kvark", text) for number in range(1, size + 1)], [load_pipeline("en")], table,
                       units_of([])).parts()[1]["words"]
        for size in (3, 2000)
    )  # fmt: skip

    assert len(few) / 3 > 100
    assert len(many) / 2000 < 80


def test_a_word_in_too_many_concepts_tells_of_none():
    """It would make all talk alike."""
    many = [word for one in concepts() for word in one.words["en"] if len(concepts_of(word)) > 4]

    assert many
    assert all(concept_numbers(word, word) == () for word in many)
    assert len(concept_numbers("thanks", "thank")) >= 1


def test_units_without_a_common_word_are_alike_by_what_they_speak_of():
    """By no other view of them."""
    table = WordTable()
    units = quote_units([(text, "en") for text in ("grateful", "thanks", "soup")], table)
    space = Space.knowing(table, background_of(table, units_of([])), units)
    vectors = space.vectors(units)
    alike = vectors.products(vectors)

    assert alike[0, 1] > 0.05
    assert alike[0, 2] == pytest.approx(0, abs=1e-6)


def test_what_was_learned_of_one_word_is_known_of_its_kind():
    """A passage that shares no word with what was coded is still ranked."""
    table = WordTable()
    texts = ["We were grateful.", "I appreciate it.", "The soup was cold.", "He cooked dinner."]
    units = quote_units([(text, "en") for text in [*texts, "Thanks!", "What a tasty breakfast."]], table)
    words = codebook_words([code(1, "Kvark"), code(2, "Zubr")], [load_pipeline("en")], table, units_of([]))
    coded = np.array([[True, False], [True, False], [False, True], [False, True]])
    lessons = Judged(units=units.chosen(range(4)), coded=coded, groups=np.arange(4))
    model = learn([guid(1), guid(2)], table, background_of(table, units_of([])), words, lessons)

    assert model.scores(units.chosen([4, 5])).argmax(axis=1).tolist() == [0, 1]


def test_before_anybody_coded_the_reason_is_the_word_that_voices_the_name():
    """And where many were coded, only what was learned counts."""
    table = WordTable()
    units = quote_units([("Well, thanks for the soup.", "en")], table)
    words = codebook_words([code(1, "Gratitude"), code(2, "Food")], [load_pipeline("en")], table, units_of([]))
    nothing = Judged(units=units.chosen([]), coded=np.zeros((0, 2), dtype=bool), groups=np.zeros(0, dtype=int))
    model = learn([guid(1), guid(2)], table, background_of(table, units_of([])), words, nothing)

    assert model.words_for(units, [0, 0], [0, 1]) == [("thanks",), ("soup",)]


def test_a_code_nobody_has_applied_yet_may_still_be_the_likelier_one():
    """Also by its probability, not by its score alone: not yet applied is not never applied."""
    names = ("Food", "School", "Money", "Music", "Travel", "Gratitude", "Weather")
    coded = {
        "Food": ("The soup was cold.", "We had a late dinner.", "That cake is tasty."),
        "School": ("The teacher was strict.", "I failed my exam.", "Pupils sat still."),
        "Money": ("Wages are low.", "He owes the bank.", "Prices went up."),
        "Music": ("She sings in a band.", "The concert was loud.", "A guitar stood there."),
        "Travel": ("Our flight was late.", "The hotel was full.", "We went abroad."),
    }
    asked = {
        "Gratitude": "Thanks, I am grateful.",
        "Weather": "Rain, rain and snow.",
    }
    table = WordTable()
    known = [(text, name) for name, texts in coded.items() for text in texts]
    units = quote_units([(text, "en") for text in [*(text for text, _ in known), *asked.values()]], table)
    codes = [code(number, name) for number, name in enumerate(names, 1)]
    words = codebook_words(codes, [load_pipeline("en")], table, units_of([]))
    lessons = Judged(
        units=units.chosen(range(len(known))),
        coded=np.array([[name == one for name in names] for _, one in known]),
        groups=np.arange(len(known)) % 3,
    )
    model = learn([one.guid for one in codes], table, background_of(table, units_of([])), words, lessons, [lessons])
    likeliest = model.chances(units.chosen(range(len(known), len(known) + len(asked)))).argmax(axis=1)

    assert [names[place] for place in likeliest] == list(asked)
