"""Sources read: their sentences as words, and what the cues find in them. Imported with spaCy.

Reading is what takes time; it depends on the text, the language and the cues alone, never on who coded what.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.cues.cue_places import cues_for, merged_parts, sentence_part
from qualcode.suggestions.language.folding import folded
from qualcode.suggestions.language.lexicon import lexicon_of
from qualcode.suggestions.language.passages import passages_of, pieces
from qualcode.suggestions.language.pipelines import primary_code
from qualcode.suggestions.language.stretches import Piece, read_pieces
from qualcode.suggestions.language.words import Units, joined, units_of
from qualcode.suggestions.talk.talk import CueHit, Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qualcode.model.codebook import Codebook
    from qualcode.model.transcript import Source
    from qualcode.suggestions.cues.cues import Cues
    from qualcode.suggestions.cues.scoring import Evidence
    from qualcode.suggestions.language.stretches import Stretch
    from qualcode.suggestions.language.words import Array, WordTable


@dataclass(slots=True)
class _Reading:
    """A source being read: arrays, one a stretch."""

    text: str
    starts: list[Array] = field(default_factory=list)
    ends: list[Array] = field(default_factory=list)
    turns: list[Array] = field(default_factory=list)
    units: list[Units] = field(default_factory=list)
    hits: list[CueHit] = field(default_factory=list)

    def talk(self, source_guid: str, order: dict[str, int]) -> Talk:
        """Return the source as read, by place."""
        starts, ends, turns = (
            np.concatenate([np.zeros(0, dtype=np.int64), *parts]) for parts in (self.starts, self.ends, self.turns)
        )
        units = self.units[0] if len(self.units) == 1 else joined(self.units)
        if np.any(starts[1:] < starts[:-1]):
            places = np.argsort(starts, kind="stable")
            starts, ends, turns, units = starts[places], ends[places], turns[places], units.chosen(places)
        self.hits.sort(key=lambda hit: (hit.start, hit.end, order[hit.code_guid]))
        return Talk(source_guid, starts, ends, turns, units, tuple(self.hits))


def read_talk(
    source: Source,
    codebooks: tuple[Codebook, ...],
    table: WordTable,
    *,
    stop: Callable[[], bool] = lambda: False,
) -> Talk:
    """Return a source as read; incomplete once `stop` says so.

    Args:
        table: takes the words that are new to it.

    Raises:
        CuePatternError: a token pattern takes too long on a word.
    """
    reading = _Reading(source.text)
    places = {turn.number: place for place, turn in enumerate(source.turns)}
    order = {code.guid: place for place, code in enumerate(code for book in codebooks for code in book.codes)}
    by_language: dict[str, list[Piece]] = {}
    for passage in passages_of(source):
        ready = by_language.setdefault(primary_code(passage.language), [])
        turn = places[passage.turn_number]
        ready.extend(Piece(passage.offset + offset, turn, folded(piece)) for offset, piece in pieces(passage.text))
    for language, ready in by_language.items():
        cues = cues_for(language, codebooks)
        for stretch in read_pieces(ready, lexicon_of(table, language), stop=stop):
            sentences = _Sentences.of(stretch, source.text)
            _take_sentences(reading, stretch, sentences)
            reading.hits.extend(_cue_hits(stretch, sentences, cues))
    return reading.talk(source.guid, order)


def cue_hits(stretch: Stretch, text: str, cues: Cues) -> Iterator[CueHit]:
    """Yield what the cues find in a stretch of a text; what stands in one sentence for one code is one hit."""
    return _cue_hits(stretch, _Sentences.of(stretch, text), cues)


def quote_units(texts: list[tuple[str, str]], table: WordTable) -> Units:
    """Return the words of some texts, each with its language."""
    words: list[Array] = [np.zeros(0, dtype=np.int32)] * len(texts)
    by_language: dict[str, list[Piece]] = {}
    for place, (text, language) in enumerate(texts):
        by_language.setdefault(primary_code(language), []).append(Piece(0, place, folded(text)))
    for language, ready in by_language.items():
        lexicon = lexicon_of(table, language)
        for stretch in read_pieces(ready, lexicon):
            types = lexicon.words(stretch.tokens)
            for piece, (first, last) in zip(stretch.pieces, pairwise(stretch.firsts.tolist()), strict=True):
                own = types[first:last]
                words[piece.turn] = own[own >= 0]
    return units_of(words)


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences of a stretch in the stored text, before anything around them is left off."""

    text: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, stretch: Stretch, text: str) -> _Sentences:
        firsts, lasts = stretch.borders[:-1], stretch.borders[1:] - 1
        starts = stretch.stored_starts(stretch.starts[firsts], firsts)
        return cls(text, starts.tolist(), stretch.stored_ends(stretch.ends[lasts], lasts).tolist())

    def part(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """Return what is shown of sentences around what stands at `[start, end)`."""
        return sentence_part(self.text, self.starts[first], self.ends[last], start, end)


def _take_sentences(reading: _Reading, stretch: Stretch, sentences: _Sentences) -> None:
    """Take the sentences that have words."""
    borders = stretch.borders
    spoken = np.flatnonzero(stretch.lexicon.are_words(stretch.tokens))
    places, firsts = np.unique(np.searchsorted(borders, spoken, side="right") - 1, return_index=True)
    words = spoken[firsts]
    word_starts = stretch.stored_starts(stretch.starts[words], words)
    word_ends = stretch.stored_ends(stretch.ends[words], words)
    parts = [
        sentences.part(place, place, start, end)
        for place, start, end in zip(places.tolist(), word_starts.tolist(), word_ends.tolist(), strict=True)
    ]
    starts, ends = np.array(parts, dtype=np.int64).reshape(-1, 2).T
    reading.starts.append(starts)
    reading.ends.append(ends)
    owners = np.searchsorted(stretch.firsts, borders[places], side="right") - 1
    reading.turns.append(np.array([piece.turn for piece in stretch.pieces], dtype=np.int64)[owners])
    types = stretch.lexicon.words(stretch.tokens)
    is_taken = np.zeros(len(borders) - 1, dtype=bool)
    is_taken[places] = True
    taken = (types >= 0) & np.repeat(is_taken, np.diff(borders))
    counted = np.concatenate(([0], np.cumsum(taken)))
    many = counted[borders[places + 1]] - counted[borders[places]]
    reading.units.append(Units(types[taken], np.concatenate(([0], np.cumsum(many)))))


def _cue_hits(stretch: Stretch, sentences: _Sentences, cues: Cues) -> Iterator[CueHit]:
    found = cues.found_in(stretch)
    if not found:
        return
    starts = np.array([one.start for one in found], dtype=np.int64)
    lasts = np.array([one.end for one in found], dtype=np.int64) - 1
    firsts = np.searchsorted(stretch.borders, starts, side="right") - 1
    beyonds = np.searchsorted(stretch.borders, lasts, side="right") - 1
    froms = stretch.stored_starts(stretch.starts[starts], starts)
    order = np.argsort(lasts, kind="stable")
    untils = np.empty_like(froms)
    untils[order] = stretch.stored_ends(stretch.ends[lasts[order]], lasts[order])
    spans = zip(firsts.tolist(), beyonds.tolist(), froms.tolist(), untils.tolist(), strict=True)
    parts = [sentences.part(*span) for span in spans]
    alone: dict[Evidence, tuple[Evidence]] = {}
    for (part, code), (first, *others) in merged_parts(zip(parts, found, strict=True)).items():
        evidence = (first, *others) if others else alone.setdefault(first, (first,))
        yield CueHit(*part, code, evidence)
