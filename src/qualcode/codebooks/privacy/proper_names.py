"""Names of people and places in texts, in the cases of Russian and with the endings of English.

A name is compared by its key: folded, and without an ending that declension could have given it. That is crude on
purpose: what it finds too much is looked at by a person, what it misses is shared.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from qualcode.codebooks.privacy.verbatim import folded_word

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = (
    *("иями", "ией", "иях", "иям", "ами", "ями", "ого", "ому", "ыми", "ими", "ией", "еем", "ием"),
    *("ой", "ою", "ей", "ею", "ом", "ем", "ия", "ии", "ию", "ие", "ея", "ов", "ев", "ам", "ям", "ах", "ях", "ая", "ую"),
    *("ый", "ий", "ое", "ые", "ым", "им", "а", "я", "ы", "и", "е", "у", "ю", "й", "ь", "о"),
)
_FEWEST_LETTERS = 3
# What people are called who are not named.
_GENERIC_WORDS = (
    "moderator interviewer researcher facilitator observer participant respondent speaker woman man girl boy male "
    "female person group voice unknown user client patient teacher student mother father student and the of "
    "модератор интервьюер исследователь ведущий ведущая наблюдатель участник участница респондент респондентка "
    "женщина мужчина девушка парень голос неизвестный неизвестная группа жен муж "
    "moderatorin interviewerin teilnehmer teilnehmerin befragter frau herr mann sprecher gruppe "
    "modérateur animateur enquêteur chercheur participante femme homme moderador entrevistador mujer hombre"
)
_GENERIC = frozenset(map(folded_word, _GENERIC_WORDS.split()))


class Word(NamedTuple):
    """One word of a text and where it stands."""

    text: str
    start: int
    end: int
    folded: str
    key: str
    is_capital: bool


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of a text."""
    for found in _WORD.finditer(text):
        word = found[0]
        yield Word(word, found.start(), found.end(), folded_word(word), name_key(word), word[0].isupper())


@lru_cache(maxsize=1 << 16)
def name_key(word: str) -> str:
    """Return what the forms of a name have in common."""
    folded = folded_word(word)
    if not "а" <= folded[-1] <= "я":
        return folded
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _FEWEST_LETTERS:
            return folded[: -len(ending)]
    return folded


def names_of(labels: Iterable[str], *, is_whole: bool = False) -> set[tuple[str, ...]]:
    """Return the keys of the names in labels: each word that could be a name, or all the words of a label together.

    Words for what a person is (moderator, woman), and numbers, are none; P1 is, as a whole.
    """
    names: set[tuple[str, ...]] = set()
    for label in labels:
        words = _WORD.findall(label)
        if is_whole:
            if words and any(len(word) >= _FEWEST_LETTERS and not word.isdigit() for word in words):
                names.add(tuple(map(name_key, words)))
            continue
        for word in words:
            has_digit = any(char.isdigit() for char in word)
            is_label = has_digit and word[0].isalpha() and len(words) == 1
            if is_label or (not has_digit and len(word) >= _FEWEST_LETTERS and folded_word(word) not in _GENERIC):
                names.add((name_key(word),))
    return names
