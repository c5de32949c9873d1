"""The words that speak for codes: those of their texts, and those of the concepts that these tell of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.suggestions.language.concepts import concepts, concepts_of
from qualcode.suggestions.language.folding import folded_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from spacy.language import Language

    from qualcode.model.codebook import Code

WORD = re.compile(r"[^\W\d_]{3,}")
# How much of a word's say depends on where in the codebook it stands.
_NAME, _CUE, _TEXT, _TEXT_BESIDE_MEANING = 1.0, 1.0, 0.6, 0.3
# What a word of a concept says beside a word that tells of it; a text has many words, and tells of many concepts.
_OF_CONCEPT, _TEXT_TELLS = 0.7, 0.3
# A word that names a concept tells of it; one that only speaks of it tells less.
_NAMING, _VOICING_TELLS = 5, 0.3
_MOST_CONCEPTS, _MOST_CONCEPTS_OF_ALL = 12, 2000


class Word(NamedTuple):
    """One word of one code; without a form where it is known by its lemma alone."""

    code: int
    form: str
    lemma: str
    says: float


def words_of(codes: Sequence[Code], pipelines: Sequence[Language], *, beside_meaning: bool = False) -> tuple[Word, ...]:
    """Return the words of codes in the languages of pipelines; a word that many codes have says less for each.

    Args:
        beside_meaning: the semantic extra knows what texts mean, so that their words say less.
    """
    from qualcode.suggestions.language.lemmas import lemmas_of

    stop_words = frozenset[str]().union(*(nlp.Defaults.stop_words for nlp in pipelines))
    told = [_told_concepts(one, stop_words, _most_concepts(len(codes))) for one in codes]
    said: dict[tuple[int, str], Word] = {}
    for nlp in pipelines:
        lemmas = lemmas_of(nlp)
        for code, one in enumerate(codes):
            own = _forms(one, _TEXT_BESIDE_MEANING if beside_meaning else _TEXT)
            for form, spelled, says in (
                *((form, form, says) for form, says in own),
                *_kindred(told[code], nlp.lang or "xx"),
            ):
                lemma = lemmas.spoken(form) if lemmas else form
                known = said.get((code, lemma))
                if form not in stop_words and lemma not in stop_words and (known is None or known.says < says):
                    said[code, lemma] = Word(code, spelled or (known.form if known else ""), lemma, says)
    sharing: dict[str, int] = {}
    for word in said.values():
        sharing[word.lemma] = sharing.get(word.lemma, 0) + 1
    return tuple(
        word._replace(says=float(word.says * (1 - np.log(sharing[word.lemma]) / np.log(1 + max(len(codes), 2)))))
        for word in said.values()
    )


def _most_concepts(codes: int) -> int:
    return min(_MOST_CONCEPTS, _MOST_CONCEPTS_OF_ALL // max(codes, 1) + 1)


def _told_concepts(code: Code, stop_words: Set[str], most: int) -> dict[int, float]:
    """Return the concepts that a code's words tell of, by their places, and how much; of many the clearest."""
    from qualcode.suggestions.language.lemmas import dictionary_form

    told: dict[int, float] = {}
    for form, says in _forms(code, _TEXT_TELLS):
        found = concepts_of(form, dictionary_form(form)) if form not in stop_words else {}
        for place, rank in found.items():
            tells = says * (1.0 if rank < _NAMING else _VOICING_TELLS) / len(found) ** 0.5
            told[place] = max(tells, told.get(place, 0.0))
    return dict(sorted(told.items(), key=lambda one: -one[1])[:most])


def _kindred(told: Mapping[int, float], language: str) -> Iterator[tuple[str, str, float]]:
    """Yield the words of concepts in a language, not to be looked up by their letters, and how much each says."""
    for place, tells in told.items():
        for word in concepts()[place].words.get(language, ()):
            yield word, "", tells * _OF_CONCEPT


def _forms(code: Code, text_says: float) -> Iterator[tuple[str, float]]:
    cues = [cue.text for cue in code.cues if cue.form != "pattern" and not cue.is_negative]
    for texts, says in (
        ([code.name], _NAME),
        (cues, _CUE),
        ([*code.examples, code.definition, code.use_when], text_says),
    ):
        for text in texts:
            for form in WORD.findall(folded_phrase(text).lower()):
                yield form, says


def name_words(code: Code) -> set[str]:
    """Return the words of a code's name."""
    return set(WORD.findall(folded_phrase(code.name).lower()))
