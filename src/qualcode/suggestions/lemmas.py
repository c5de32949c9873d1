"""The component `qualcode_lemmas`: dictionary forms without a trained pipeline; imported only with spaCy.

A word's lemma depends on the word alone, not on its sentence, so each form is looked up once and remembered. Lemmas are
in lower case, and the lemma of a lemma is itself: a cue may be written in any form, "bigger people" or "big people".
"""

import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

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


@Language.factory(NAME, assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str) -> "Lemmas":
    """Return the component for the pipeline's language."""
    return Lemmas(nlp.vocab, nlp.lang or "xx", name)


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


class Lemmas:
    """Sets every token's lemma.

    Attributes:
        source: a table of word forms, a dictionary with all readings of a form, or none: then the lemma is the form.
    """

    def __init__(self, vocab: Vocab, language: str, name: str = NAME) -> None:
        self.name = name
        self.source, self._readings = _readings(language)
        self._known = _Known(vocab, self.lemma)

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas."""
        known = self._known
        for token in doc:
            token.lemma = known[token.orth]
        return doc

    def lemma(self, form: str) -> str:
        """Return the lemma of a word form; of several readings the likeliest, of equally likely ones the first."""
        seen: list[str] = []
        lemma = form
        while lemma not in seen:
            seen.append(lemma)
            readings = self._readings(lemma)
            lemma = max(readings, key=lambda reading: readings[reading])
        # A table that sends two words to each other has no last lemma; either serves, as long as it is always the same.
        circle = seen[seen.index(lemma) :]
        return min(circle)

    def variants(self, form: str) -> tuple[str, ...]:
        """Return the lemma of every likely reading of a form, the likeliest first: a cue may mean any of them."""
        readings = self._readings(form)
        ordered = sorted(readings, key=lambda reading: -readings[reading])
        return tuple(
            dict.fromkeys([self.lemma(form), *(self.lemma(one) for one in ordered if readings[one] >= _LIKELY)])
        )

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401 - spaCy's own signature
        """Return nothing to keep: tables and dictionaries are installed, not carried along."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "Lemmas":  # noqa: ANN401 - spaCy's own signature
        """Return the component as it is."""
        return self

    def to_disk(self, _path: Path, **_: Any) -> None:  # noqa: ANN401 - spaCy's own signature
        """Write nothing."""

    def from_disk(self, _path: Path, **_: Any) -> "Lemmas":  # noqa: ANN401 - spaCy's own signature
        """Return the component as it is."""
        return self


def lemmas_of(nlp: Language) -> Lemmas | None:
    """Return the component of that pipeline, or None where it has lemmas of its own."""
    return cast("Lemmas", nlp.get_pipe(NAME)) if nlp.has_pipe(NAME) else None


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
        lemma = faults.get(lower) or table.get(lower) or table.get(form) or table.get(lower.capitalize()) or lower
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
