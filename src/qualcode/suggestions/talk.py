"""One source read once: its sentences as words, and what the cues found in it; all that suggestions need of a text.

Reading is what takes time; it depends on the text, the language and the cues alone, never on who coded what.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.folding import folded
from qualcode.suggestions.passages import passages_of, pieces
from qualcode.suggestions.pipelines import load_pipeline, primary_code
from qualcode.suggestions.sentences import Tokens
from qualcode.suggestions.suggesting import cues_for, found_parts, sentence_part
from qualcode.suggestions.words import Units, units_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.codebook import Codebook
    from qualcode.model.transcript import Source
    from qualcode.suggestions.folding import Folded
    from qualcode.suggestions.passages import Passage
    from qualcode.suggestions.scoring import Evidence
    from qualcode.suggestions.words import Array, WordTable


@dataclass(frozen=True, slots=True)
class CueHit:
    """What the cues of one code found in one place of a source, in code points."""

    start: int
    end: int
    code_guid: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """One source as read.

    Attributes:
        starts: of its sentences in the stored text, in order.
        ends: likewise.
        turns: the place of each sentence's turn in the source's turns.
        units: the words of each sentence.
        cue_hits: by place.
    """

    source_guid: str
    starts: Array
    ends: Array
    turns: Array
    units: Units
    cue_hits: tuple[CueHit, ...] = ()

    def __len__(self) -> int:
        return len(self.starts)

    def in_turns(self) -> tuple[Array, Units]:
        """Return the turns that have sentences and the words of each."""
        firsts = np.flatnonzero(np.concatenate(([True], self.turns[1:] != self.turns[:-1]))[: len(self)])
        starts = self.units.starts[np.append(firsts, len(self))]
        return self.turns[firsts], Units(self.units.types, starts)


@dataclass(slots=True)
class _Reading:
    """A source being read."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    borders: list[int] = field(default_factory=lambda: [0])
    hits: list[CueHit] = field(default_factory=list)


def read_talk(
    source: Source,
    codebooks: tuple[Codebook, ...],
    table: WordTable,
    *,
    only_turns: frozenset[int] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Talk:
    """Return a source as read; incomplete once `stop` says so.

    Args:
        table: takes the words that are new to it.
        only_turns: numbers of the turns to be read, all for None.

    Raises:
        CuePatternError: a cue's pattern is not one.
    """
    reading = _Reading()
    places = {turn.number: place for place, turn in enumerate(source.turns)}
    order = {code.guid: place for place, code in enumerate(code for book in codebooks for code in book.codes)}
    passages = (one for one in passages_of(source) if only_turns is None or one.turn_number in only_turns)
    for language, group in groupby(passages, key=lambda passage: primary_code(passage.language)):
        nlp = load_pipeline(language)
        cues = cues_for(language, codebooks)
        texts = (
            (ready.text, (passage, offset, ready))
            for passage in group
            for offset, piece in pieces(passage.text)
            for ready in (folded(piece),)
        )
        for doc, (passage, offset, ready) in nlp.pipe(texts, as_tuples=True):
            if stop():
                break
            tokens = Tokens.of(doc)
            types = table.numbers(doc, tokens.orths, tokens.lemmas)
            _take_sentences(reading, tokens, types, passage, offset, ready, places[passage.turn_number])
            if found := cues.found(doc):
                parts = found_parts(found, tokens, passage.text, offset, ready)
                for (part, code), evidence in sorted(parts.items(), key=lambda one: (*one[0][0], order[one[0][1]])):
                    start, end = passage.offset + part[0], passage.offset + part[1]
                    reading.hits.append(CueHit(start, end, code, tuple(evidence)))
    return Talk(
        source.guid,
        np.array(reading.starts, dtype=np.int64),
        np.array(reading.ends, dtype=np.int64),
        np.array(reading.turns, dtype=np.int64),
        Units(np.array(reading.words, dtype=np.int32), np.array(reading.borders, dtype=np.int64)),
        tuple(reading.hits),
    )


def quote_units(texts: list[tuple[str, str]], table: WordTable) -> Units:
    """Return the words of some texts, each with its language."""
    words: list[Array] = [np.zeros(0, dtype=np.int32)] * len(texts)
    languages = [primary_code(language) for _, language in texts]
    for language in dict.fromkeys(languages):
        places = [place for place, one in enumerate(languages) if one == language]
        ready = (folded(texts[place][0]).text for place in places)
        for place, doc in zip(places, load_pipeline(language).pipe(ready), strict=True):
            types = table.types(doc)
            words[place] = types[types >= 0]
    return units_of(words)


def _take_sentences(
    reading: _Reading, tokens: Tokens, types: list[int], passage: Passage, offset: int, ready: Folded, turn: int
) -> None:
    for start, end in pairwise(tokens.borders):
        try:
            word = tokens.is_word.index(1, start, end)
        except ValueError:
            continue
        first, last = sentence_part(tokens, word, word + 1, passage.text, offset, ready)
        reading.starts.append(passage.offset + first)
        reading.ends.append(passage.offset + last)
        reading.turns.append(turn)
        reading.words += [number for number in types[start:end] if number >= 0]
        reading.borders.append(len(reading.words))
