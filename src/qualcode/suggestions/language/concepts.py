"""Concepts that codes are named after, and the words of talk that voice them, in English and Russian.

*Gratitude* is voiced by "thanks", *Dealmaking* by "bargain": who knows that can tell what a code may be about before
anybody has coded, also where the codebook is in one language and the talk in the other; and that two passages without a
common word are alike. The words stand in `concepts.txt`, composed for this program. Words that stand in too many
concepts tell none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "ru")
# Features of concepts are numbered by their names, below this.
NUMBERS = 1 << 16
_FILE = Path(__file__).with_name("concepts.txt")
_MOST_WORDS = 1 << 10  # of a concept
_TELLING = 4  # concepts; a word that stands in more tells little of each


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept.

    Attributes:
        name: unique, for the reader of the file.
        words: by language, in dictionary form, those that name it first.
    """

    name: str
    words: Mapping[str, tuple[str, ...]]

    @property
    def number(self) -> int:
        """A number of its own below `NUMBERS`, the same in every version that knows it."""
        return crc32(self.name.encode("utf-8")) % NUMBERS


@lru_cache(maxsize=1)
def concepts() -> tuple[Concept, ...]:
    """Return all concepts there are, in the order of their file."""
    found = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, *parts = (part.strip() for part in line.split("|"))
            words = {
                language: tuple(word.strip().replace("ё", "е") for word in part.split(","))
                for language, part in zip(LANGUAGES, parts, strict=True)
            }
            found.append(Concept(name, words))
    return tuple(found)


def concepts_of(*words: str) -> dict[int, int]:
    """Return the places of the concepts that a word stands in, and how far from the front of each.

    Args:
        words: the word in its forms, in lower case, without ё.
    """
    found: dict[int, int] = {}
    for word in words:
        for told in _by_word().get(word, ()):
            place, rank = divmod(told, _MOST_WORDS)
            found[place] = min(rank, found.get(place, rank))
    return found


def concept_numbers(form: str, lemma: str) -> tuple[int, ...]:
    """Return the numbers of the concepts that a word of the talk tells of."""
    known = _by_word()
    if form not in known and lemma not in known:  # as most words
        return ()
    found = concepts_of(form, lemma)
    return tuple(concepts()[place].number for place in found) if len(found) <= _TELLING else ()


@lru_cache(maxsize=1)
def _by_word() -> dict[str, tuple[int, ...]]:
    """Return where each word stands: the place of the concept times `_MOST_WORDS`, and how far from its front."""
    found: dict[str, tuple[int, ...]] = {}
    for place, concept in enumerate(concepts()):
        for words in concept.words.values():
            for rank, word in enumerate(words):
                told = place * _MOST_WORDS + rank
                known = found.get(word)
                if known is None:
                    found[word] = (told,)
                elif all(one // _MOST_WORDS != place for one in known):
                    found[word] = (*known, told)
    return found
