"""Words as numbers that scores are made from."""

from itertools import pairwise

import numpy as np

from qualcode.suggestions.language.words import BORDER, WordTable, letter_features, units_of
from qualcode.suggestions.learned.vectors import Space, background_of


def _number(table: WordTable, word: str) -> int:
    return table.number(word, word)


def test_letters_of_a_word_are_its_runs_of_three_to_five_with_borders() -> None:
    """A run that stands in a word twice is there once, in any script."""
    assert 3 + 2 + 1 == len(letter_features("abc"))
    assert 3 + 3 + 2 == len(letter_features("aaaa"))
    assert 3 + 2 + 1 == len(letter_features("дом"))
    assert (letter_features("дом") >= BORDER).all()


def test_features_of_all_words_are_those_of_each() -> None:
    """However often the table grew in between, and from whichever word on they are asked for."""
    table, alone = WordTable(), []
    for word in ("bus", "stop", "late"):
        _number(table, word)
        table.features_from(0)
        alone.append(WordTable())
        _number(alone[-1], word)
    features, starts = table.features_from(1)

    assert [one.features_from(0)[0].tolist() for one in alone[1:]] == [
        features[start:end].tolist() for start, end in pairwise(starts)
    ]


def test_vectors_hang_on_words_not_on_what_was_met_before() -> None:
    """The same sentence has the same vector, to the last bit, whatever numbers its words have."""
    said = ("the", "bus", "is", "late", "again", "bus", "stop")
    made = []
    for before in ((), ("again", "queue", "stop", "tram", "bus")):
        table = WordTable()
        for word in before:
            _number(table, word)
        known = units_of([np.array([_number(table, word) for word in part]) for part in (said[:4], said[2:], said)])
        rows = Space.knowing(table, background_of(table, known), known).vectors(known).sparse
        made.append((rows.indices.tolist(), rows.data.tolist(), rows.indptr.tolist()))

    assert made[0] == made[1]
