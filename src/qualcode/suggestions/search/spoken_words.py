"""The words of a source by their lemmas, so that "big people" finds "bigger people" too.

Lemmas are those that cues are matched by, one language at a time. A word is a run of letters, digits and combining
marks; hyphens and apostrophes part words, so "cease-fire" is found by "cease fire". The words of a phrase stand side by
side in one turn, with nothing between them but a space, a hyphen or an apostrophe.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

import regex

from qualcode.model.transcript import Segment
from qualcode.suggestions.language.folding import PARAGRAPH, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.transcript import Turn
    from qualcode.suggestions.language.lemmas import Lemmas

_IDEOGRAPHS = r"[\p{Han}\p{Hiragana}\p{Katakana}]"
_WORD = regex.compile(rf"(?V1){_IDEOGRAPHS}|[\p{{L}}\p{{N}}\p{{M}}--{_IDEOGRAPHS}]+")
_BETWEEN = frozenset({"", "-", "'"})


class SpokenWords:
    """Every word of a source's talk, made once for any number of searches. Loads spaCy: seconds at first."""

    def __init__(self, text: str, turns: Iterable[Turn], language: str) -> None:
        self._lemmas = _lemmas(language)
        self._starts, self._ends = array("i"), array("i")
        self._follows: list[bool] = []  # whether a word may continue a phrase with the word before it
        self._spoken: list[str] = []
        self._places: dict[str, array[int]] = {}
        known: dict[str, str] = {}
        for turn in turns:
            self._add(text[turn.speech : turn.end], turn.speech, known)

    @property
    def has_lemmas(self) -> bool:
        """Whether forms of a word are known in this language; without, a word is found as it is written."""
        return self._lemmas is None or self._lemmas.source != "none"

    def hits(self, wanted: str) -> tuple[Segment, ...]:
        """Return where the words of a phrase are said in any of their forms, in order, without overlaps."""
        words = [frozenset(self._variants(word)) for word in _WORD.findall(folded(wanted).text)]
        if not words:
            return ()
        hits: list[Segment] = []
        after = 0  # the first word that is in no hit yet
        for place in sorted(place for lemma in words[0] for place in self._places.get(lemma, ())):
            if place >= after and self._is_said(words, place):
                after = place + len(words)
                hits.append(Segment(self._starts[place], self._ends[after - 1]))
        return tuple(hits)

    def _is_said(self, words: Sequence[frozenset[str]], place: int) -> bool:
        if place + len(words) > len(self._spoken):
            return False
        return all(
            self._spoken[place + step] in lemmas and (step == 0 or self._follows[place + step])
            for step, lemmas in enumerate(words)
        )

    def _add(self, talk: str, offset: int, known: dict[str, str]) -> None:
        ready = folded(talk)
        end = None
        for match in _WORD.finditer(ready.text):
            form = match.group()
            if form not in known:
                known[form] = self._lemma(form)
            between = ready.text[end : match.start()] if end is not None else PARAGRAPH
            end = match.end()
            self._follows.append(between.strip() in _BETWEEN and PARAGRAPH not in between)
            self._places.setdefault(known[form], array("i")).append(len(self._spoken))
            self._spoken.append(known[form])
            self._starts.append(offset + ready.stored_start(match.start()))
            self._ends.append(offset + ready.stored_end(end))

    def _lemma(self, form: str) -> str:
        return self._lemmas.lemma(form) if self._lemmas else form.lower()

    def _variants(self, word: str) -> tuple[str, ...]:
        return self._lemmas.variants(word) if self._lemmas else (word.lower(),)


def in_turns(hits: tuple[Segment, ...], turns: Sequence[Turn]) -> tuple[Segment, ...]:
    """Return the hits that lie in the talk of those turns; both in order."""
    kept: list[Segment] = []
    for turn in turns:
        place = bisect_left(hits, turn.speech, key=_start)
        while place < len(hits) and hits[place].end <= turn.end:
            kept.append(hits[place])
            place += 1
    return tuple(kept)


def _start(hit: Segment) -> int:
    return hit.start


def _lemmas(language: str) -> Lemmas | None:
    from qualcode.suggestions.language.lemmas import lemmas_of
    from qualcode.suggestions.language.pipelines import load_pipeline

    return lemmas_of(load_pipeline(language))
