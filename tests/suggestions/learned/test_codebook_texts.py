"""What definitions tell beyond their words, before anybody has coded."""

import numpy as np
import pytest

from qualcode.suggestions.language.pipelines import load_pipeline
from qualcode.suggestions.language.words import WordTable, units_of
from qualcode.suggestions.learned.codebook_texts import codebook_texts
from qualcode.suggestions.learned.codebook_words import codebook_words
from qualcode.suggestions.learned.judged import Judged
from qualcode.suggestions.learned.learning import learn
from qualcode.suggestions.learned.vectors import background_of
from qualcode.suggestions.talk.reading import quote_units
from tests.suggestions.small_books import code

HEALTH = (
    "hospital", "ward", "nurse", "surgeon", "bandage", "fever", "cough", "pill",
    "clinic", "wound", "pulse", "vaccine", "ulcer",
)  # fmt: skip
MONEY = (
    "wages", "loan", "mortgage", "bank", "salary", "debt", "euro", "invoice",
    "budget", "tariff", "price", "refund", "savings",
)  # fmt: skip
ASKED = ("surgeon bandage fever cough", "mortgage euro budget price")


def codes(**fields):
    return code(1, name="Kvark", **{key: one[0] for key, one in fields.items()}), code(
        2, name="Zubr", **{key: one[1] for key, one in fields.items()}
    )


@pytest.fixture(scope="module")
def talk():
    """A table, and talk of two things, five of their words at a time."""
    random, table = np.random.default_rng(0), WordTable()
    said = [" ".join(random.choice(words, 5, replace=False)) for _ in range(60) for words in (HEALTH, MONEY)]
    return table, quote_units([(text, "en") for text in said], table)


def scored(talk, made, coded=()):
    """What a model says of what is asked, trained on these quotes, each with which codes it has."""
    table, units = talk
    background = background_of(table, units)
    words = codebook_words(made, [load_pipeline("en")], table, units, None, background)
    lessons = Judged(
        units=quote_units([(text, "en") for text, _ in coded], table),
        coded=np.array([has for _, has in coded], dtype=bool).reshape(len(coded), 2),
        groups=np.arange(len(coded)),
    )
    model = learn([one.guid for one in made], table, background, words, lessons)
    return model.scores(quote_units([(text, "en") for text in ASKED], table))


@pytest.mark.parametrize("field", ["definition", "use_when"])
def test_talk_in_the_same_company_speaks_for_a_code(talk, field):
    """Though it has no word of the code's; with a name that says nothing alone, nothing is known."""
    told = scored(talk, codes(**{field: ("hospital, nurse", "wages, loan")}))

    assert told[0, 0] > told[0, 1]
    assert told[1, 1] > told[1, 0]
    np.testing.assert_array_equal(scored(talk, codes()), 0.0)


def test_examples_and_cues_are_texts(talk):
    """As good as a definition."""
    examples = scored(talk, codes(examples=(("The nurse of the hospital.",), ("More loan than wages.",))))
    cues = scored(talk, (code(1, "hospital", "nurse", name="Kvark"), code(2, "loan", "wages", name="Zubr")))

    assert [0, 1] == examples.argmax(axis=1).tolist() == cues.argmax(axis=1).tolist()


def test_codings_outweigh_what_texts_tell(talk):
    """Coded the other way round, the order turns."""
    swapped = codes(definition=("wages, loan", "hospital, nurse"))
    coded = [(" ".join(HEALTH), (True, False)), (" ".join(MONEY), (False, True))] * 20

    assert [1, 0] == scored(talk, swapped).argmax(axis=1).tolist()
    assert [0, 1] == scored(talk, swapped, coded).argmax(axis=1).tolist()


def test_a_code_that_talk_speaks_of_more_is_likelier_until_codings_tell():
    """It is met first in four of five units; the head start fades."""
    met = np.array([[0.5, 0.1]] * 4 + [[0.0, 0.3]])
    texts = codebook_texts(np.ones((2, 3)), np.zeros((5, 3)), met)
    at_once, later = (texts.told(np.ones(2), codings)[1] for codings in (0, 95))

    assert at_once[0] > 0 > at_once[1]
    np.testing.assert_allclose(later, at_once / 20)


def test_a_project_without_talk_has_nothing_to_lie_in(talk):
    """Nothing fails."""
    table = talk[0]
    nothing = units_of([])
    words = codebook_words(
        codes(definition=("a b", "c d")), [load_pipeline("en")], table, nothing, None, background_of(table, nothing)
    )

    assert words.texts is None
    assert codebook_texts(np.ones((1, 2)), np.zeros((0, 2)), np.zeros((0, 1))) is None
