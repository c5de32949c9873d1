"""The component `qualcode_lemmas`: dictionary forms, with a trained pipeline or without; imported only with spaCy.

Without one, a word's lemma depends on the word alone, not on its sentence, so each form is looked up once and
remembered, and the lemma of a lemma is itself: a cue may be written in any form, "bigger people" or "big people". With
one, the component stands behind it, keeps the lemmas that it gave, and looks up those that it did not give. Lemmas are
in lower case.
"""

import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, Literal, cast

import numpy as np
from spacy.attrs import LEMMA, ORTH
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from qualcode.suggestions.language.unkept import Unkept

NAME = "qualcode_lemmas"
LemmaSource = Literal["table", "dictionary", "none"]
Readings = Callable[[str], Mapping[str, float]]
# spaCy's English table takes "does" for the plural of "doe".
_TABLE_FAULTS = {"en": {"does": "do"}}
# "больший" and "большой" share most of their forms, so that no form tells which is meant.
_SAME_WORD = {"больший": "большой"}
# People tell more than they order: «нашли» is "we found", not "send more", though the dictionary rates both alike.
_COMMAND = 0.5
# A reading less likely than this is not what the writer of a cue had in mind.
_LIKELY = 0.1


@Language.factory(NAME, default_config={"pipeline": ""}, assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str, pipeline: str) -> "Lemmas":
    """Return the component for the pipeline's language.

    Args:
        pipeline: whose components stand before it and give lemmas; empty where none do.
    """

    def alone(form: str) -> str:
        doc = Doc(nlp.vocab, words=[form])
        for before, part in nlp.pipeline:
            if before == name:
                break
            doc = part(doc)
        return doc[0].lemma_

    return Lemmas(nlp.vocab, nlp.lang or "xx", name, pipeline=pipeline, alone=alone if pipeline else None)


class _Known(dict[int, int]):
    """The lemma of each form, both by the numbers spaCy has for them; found out at first sight."""

    def __init__(self, vocab: Vocab, lemma: Callable[[str], str]) -> None:
        super().__init__()
        self._vocab = vocab
        self._lemma = lemma

    def __missing__(self, orth: int) -> int:
        strings = self._vocab.strings
        lemma = self[orth] = strings.add(self._lemma(strings[orth]))
        return lemma


class Lemmas(Unkept):
    """Sets every token's lemma.

    Attributes:
        source: a table of word forms, a dictionary with all readings of a form, or none: then the lemma is the form.
        pipeline: the trained pipeline whose lemmas are kept; empty where all are looked up.
    """

    def __init__(
        self,
        vocab: Vocab,
        language: str,
        name: str = NAME,
        *,
        pipeline: str = "",
        alone: Callable[[str], str] | None = None,
    ) -> None:
        """Make the component.

        Args:
            vocab: of the pipeline.
            language: its code.
            name: of the component.
            pipeline: whose components stand before it.
            alone: gives the lemma that these give a word which stands alone.
        """
        self.name = name
        self.pipeline = pipeline
        self.source, self._readings = _readings(language)
        self._known = _Known(vocab, self.lemma)
        self._tidy = _Known(vocab, partial(_tidy, language))
        self._alone = lru_cache(maxsize=50_000)(alone) if alone else None
        self._language = language
        self._ends: dict[str, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas."""
        known = self._known
        if self._alone is None:
            lemmas: Any = np.array([known[orth] for orth in doc.to_array(ORTH).tolist()], dtype=np.uint64)
            if len(doc):
                doc.from_array([LEMMA], lemmas.reshape(-1, 1))
            return doc
        tidy = self._tidy
        for token in doc:
            given = token.lemma
            token.lemma = tidy[given] if given else known[token.orth]
        return doc

    def spoken(self, form: str) -> str:
        """Return the lemma that a word has in a text of its own: a trained pipeline's, where there is one."""
        given = _tidy(self._language, self._alone(form)) if self._alone else ""
        return given or self.lemma(form)

    def lemma(self, form: str) -> str:
        """Return the lemma of a word form that is looked up, whatever stands around it.

        Of several readings it is the likeliest, of equally likely ones the first.
        """
        seen: list[str] = []
        lemma = form
        while lemma not in seen:
            if lemma in self._ends:
                return self._ends[lemma]
            seen.append(lemma)
            readings = self._readings(lemma)
            lemma = max(readings, key=readings.__getitem__) if len(readings) > 1 else next(iter(readings))
        # A table that sends two words to each other has no last lemma; either serves, as long as it is always the same.
        circle = seen[seen.index(lemma) :]
        last = min(circle)
        self._ends.update(dict.fromkeys(seen, last))
        return last

    def variants(self, form: str) -> tuple[str, ...]:
        """Return the lemma of every likely reading of a form, the likeliest first: a cue may mean any of them.

        A trained pipeline may take the form for another kind of word, "tired" for one that has no other form: where
        one serves, the form itself is among them.
        """
        readings = self._readings(form)
        ordered = sorted(readings, key=lambda reading: -readings[reading])
        looked_up = [self.lemma(form), *(self.lemma(one) for one in ordered if readings[one] >= _LIKELY)]
        trained = [self.spoken(form), _tidy(self._language, form)] if self._alone else []
        return tuple(dict.fromkeys([*trained[:1], *looked_up, *trained[1:]]))


def lemmas_of(nlp: Language) -> Lemmas | None:
    """Return the component of that pipeline, or None where it has lemmas of its own."""
    return cast("Lemmas", nlp.get_pipe(NAME)) if nlp.has_pipe(NAME) else None


@lru_cache(maxsize=50_000)
def dictionary_form(form: str) -> str:
    """Return what a dictionary of English, or of Russian, has a word under, by the letters it is written in."""
    language = "ru" if any("\u0400" <= letter <= "\u04ff" for letter in form) else "en"
    readings = _readings(language)[1](form)
    return max(readings, key=lambda reading: readings[reading])


def _tidy(language: str, lemma: str) -> str:
    """Return a lemma as we write them."""
    lemma = lemma.lower()
    if language != "ru":
        return lemma
    lemma = lemma.replace("ё", "е")
    return _SAME_WORD.get(lemma, lemma)


@lru_cache(maxsize=8)  # a table of English forms takes 7 MB
def _readings(language: str) -> tuple[LemmaSource, Readings]:
    if language == "ru":
        return "dictionary", _russian_readings()
    from spacy.lookups import load_lookups

    lookups = load_lookups(language, ["lemma_lookup"], strict=False)
    if not lookups.has_table("lemma_lookup"):
        return "none", lambda form: {form.lower(): 1.0}
    table = lookups.get_table("lemma_lookup")
    faults = _TABLE_FAULTS.get(language, {})

    def looked_up(form: str) -> Mapping[str, float]:
        lower = form.lower()
        lemma = faults.get(lower) or table.get(lower)
        if not lemma:
            lemma = (table.get(form) if form != lower else None) or table.get(lower.capitalize()) or lower
        return {lemma.lower(): 1.0}

    return "table", looked_up


@lru_cache(maxsize=1)
def russian_analyzer() -> Any:  # noqa: ANN401  # pymorphy3 has no types
    """Return the dictionary of Russian forms, read once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pymorphy3 import MorphAnalyzer
    return MorphAnalyzer(lang="ru")


def _russian_readings() -> Readings:
    analyzer = russian_analyzer()

    def parsed(form: str) -> Mapping[str, float]:
        readings: dict[str, float] = {}
        for parse in analyzer.parse(form.lower()):
            lemma = parse.normal_form.replace("ё", "е")
            lemma = _SAME_WORD.get(lemma, lemma)
            # Rounded, so that sums that differ in the last bit only count as equal.
            score = parse.score * (_COMMAND if "impr" in parse.tag else 1.0)
            readings[lemma] = round(readings.get(lemma, 0.0) + score, 6)
        return readings or {form.lower(): 1.0}

    return parsed
