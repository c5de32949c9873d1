"""What a model is trained on and checked with, put together from examples and the talk around them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.transcript import cases_heard
from qualcode.suggestions.language.words import joined
from qualcode.suggestions.learned.cue_records import cue_record
from qualcode.suggestions.learned.judged import Judged, Stands
from qualcode.suggestions.talk.contexts import examples_around, sentences_around, turns_around
from qualcode.suggestions.talk.lessons import truth_of, turn_places
from qualcode.suggestions.talk.spans import usual_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.model.transcript import Source
    from qualcode.suggestions.language.meaning_models import Meanings
    from qualcode.suggestions.language.words import Array, Units
    from qualcode.suggestions.learned.codebook_words import CodebookWords
    from qualcode.suggestions.learned.cue_records import CueRecord
    from qualcode.suggestions.learned.vectors import Background
    from qualcode.suggestions.talk.grounds import Grounds
    from qualcode.suggestions.talk.lessons import Example
    from qualcode.suggestions.talk.looking import Look
    from qualcode.suggestions.talk.spans import Span
    from qualcode.suggestions.talk.talk import Talk

_MOST_UNCODED = 400
_FEWEST_UNCODED = 50
_PARTS_OF_ONE_SOURCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All there is to learn from.

    Attributes:
        codes: GUIDs, in the order of all columns.
        units: the words of the examples.
        groups: of the examples: which source each is from, or which part of the only one.
        coded: examples × codes.
        rejected: likewise.
        known: likewise, whether somebody has looked for the code there, or judged it.
        again: likewise, whether a coding before it is of the same passage.
        sampling_weights: how many judged passages each example stands for.
        sentences: of what was coded, as they would be suggested.
        turns: likewise.
        spans: what each code is usually applied to.
        cues: how often each cue was right.
        cues_by_group: the same, by groups instead of sources.
        group_of: which group a place in a source belongs to, by its GUID and where it starts.
        meanings: of the examples, from the semantic extra; None without.
    """

    codes: tuple[str, ...]
    examples: tuple[Example, ...]
    units: Units
    groups: Array
    coded: Array
    rejected: Array
    known: Array
    again: Array
    sampling_weights: Array
    sentences: Judged
    turns: Judged
    spans: tuple[Span, ...]
    background: Background
    words: CodebookWords
    cues: CueRecord
    cues_by_group: CueRecord
    group_of: Callable[[str, int], str]
    meanings: Array | None = None

    @property
    def whole_turns(self) -> Array:
        """Whether each code is usually applied to whole turns."""
        return np.array([span.kind == "turn" for span in self.spans], dtype=bool)

    def lessons(self, chosen: Array | None = None, groups: Array | None = None) -> Judged:
        """Return what a model is trained on: examples, and sentences of the same sources that were left uncoded.

        Args:
            chosen: places of the examples; all of them for None.
            groups: those whose uncoded sentences are taken; all of them for None.
        """
        places = np.arange(len(self.examples)) if chosen is None else chosen
        free = ~np.any(self.sentences.coded, axis=1)
        if groups is not None:
            free &= np.isin(self.sentences.groups, groups)
        looked = np.ones_like(free) if self.sentences.known is None else np.any(self.sentences.known, axis=1)
        most = min(_MOST_UNCODED, max(len(places), _FEWEST_UNCODED))
        uncoded = _spread(np.flatnonzero(free & looked), most)
        known = self._known(uncoded)
        # Of a code that was found by searches alone, nobody has told where it is not: there, what was coded otherwise
        # and talk that nobody has looked at have to do.
        lacking = (self.known[places] & ~self.coded[places]).sum(axis=0) + known.sum(axis=0)
        searched = 2 * lacking < self.coded[places].sum(axis=0)
        if searched.any():
            others = _spread(np.flatnonzero(free & ~looked), most)
            uncoded = np.concatenate((uncoded, others))
            known = np.concatenate((known, self._known(others))) | searched
        nothing = np.zeros((len(uncoded), len(self.codes)), dtype=bool)
        counts = self.sampling_weights[places]
        return Judged(
            units=joined((self.units.chosen(places), self.sentences.units.chosen(uncoded))),
            coded=np.concatenate((self.coded[places], nothing)),
            rejected=np.concatenate((self.rejected[places], nothing)),
            known=np.concatenate((self.known[places] | searched, known)),
            again=np.concatenate((self.again[places], nothing)),
            groups=np.concatenate((self.groups[places], self.sentences.groups[uncoded])),
            sampling_weights=None if (counts == 1).all() else np.concatenate((counts, np.ones(len(uncoded)))),
            meanings=None
            if self.meanings is None or self.sentences.meanings is None
            else np.concatenate((self.meanings[places], self.sentences.meanings[uncoded])),
        )

    def _known(self, sentences: Array) -> Array:
        """Return of which codes it is known whether these sentences have them."""
        everything = np.ones((len(sentences), len(self.codes)), dtype=bool)
        return everything if self.sentences.known is None else self.sentences.known[sentences]


def _spread(places: Array, most: int) -> Array:
    """Return places; of very many so many, evenly spread."""
    return places if len(places) <= most else places[np.linspace(0, len(places) - 1, most).astype(int)]


def material_of(
    codes: tuple[str, ...],
    grounds: Grounds,
    units: Units,
    talks: Mapping[str, Talk],
    sources: Mapping[str, Source],
    background: Background,
    words: CodebookWords,
    *,
    meanings: Meanings | None = None,
) -> Material:
    """Return what there is to learn from.

    Args:
        units: the words of the examples.
        talks: of the sources that are checked, by GUID.
        sources: likewise, and of all examples.
        meanings: the semantic extra, where it is in use.
    """
    examples, columns = grounds.examples, {code: place for place, code in enumerate(codes)}
    in_parts = len({one.source_guid for one in examples}) < 2
    coded = np.zeros((len(examples), len(columns)), dtype=bool)
    rejected = np.zeros_like(coded)
    for place, one in enumerate(examples):
        coded[place, [columns[code] for code in one.codes if code in columns]] = True
        rejected[place, [columns[code] for code in one.against if code in columns]] = True

    def group_of(guid: str, start: int) -> str:
        return _part(guid, start, sources[guid]) if in_parts and guid in sources else guid

    sentences, turns = _checks(talks, sources, grounds, columns, meanings, group_of)
    groups = [group_of(one.source_guid, one.start) for one in examples]
    cues = cue_record(talks, grounds)
    return Material(
        codes=codes,
        examples=examples,
        units=examples_around(units, examples, talks, sources),
        groups=np.array(groups, dtype=str),
        coded=coded,
        rejected=rejected,
        known=coded | rejected | _looked_for(examples, talks, grounds.looks, columns),
        again=_again(examples, columns),
        sampling_weights=np.array([one.sampling_weight for one in examples]),
        sentences=sentences,
        turns=turns,
        spans=usual_spans(examples, talks, codes),
        background=background,
        words=words,
        cues=cues,
        cues_by_group=cue_record(talks, grounds, group_of) if in_parts else cues,
        group_of=group_of,
        meanings=meanings.meanings([one.quote for one in examples]) if meanings else None,
    )


def _checks(
    talks: Mapping[str, Talk],
    sources: Mapping[str, Source],
    grounds: Grounds,
    columns: Mapping[str, int],
    meanings: Meanings | None,
    group_of: Callable[[str, int], str],
) -> tuple[Judged, Judged]:
    """Return the sentences and the turns of what was coded, as they would be suggested."""
    made: list[Judged] = []
    for is_turns in (False, True):
        units: list[Units] = []
        coded: list[Array] = [np.zeros((0, len(columns)), dtype=bool)]
        groups: list[str] = []
        known = [coded[0]]
        guids: list[str] = []
        stands: list[tuple[Array, Array]] = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
        texts: list[str] = []
        for guid, talk in talks.items():
            source = sources[guid]
            if is_turns:
                turns, starts, ends = turn_places(talk)
                here = turns_around(talk, source)
            else:
                turns, starts, ends, here = talk.turns, talk.starts, talk.ends, sentences_around(talk, source)
            looks = grounds.looks.get(guid, ())
            truth = truth_of(starts, ends, grounds.judged[guid], looks, columns, is_whole=not looks)
            talking = cases_heard(source)
            kept = np.array(
                [source.turns[turn].case_guid in talking for turn in turns[truth.places].tolist()], dtype=bool
            )
            kept |= np.any(truth.coded, axis=1)
            places = truth.places[kept]
            units.append(here.chosen(places))
            texts += [source.text[starts[place] : ends[place]] for place in places.tolist()]
            coded.append(truth.coded[kept])
            known.append(truth.known[kept])
            stands.append((starts[places], ends[places]))
            guids += [guid] * len(places)
            groups += [group_of(guid, start) for start in starts[places].tolist()]
        made.append(
            Judged(
                units=joined(units),
                coded=np.concatenate(coded),
                groups=np.array(groups, dtype=str),
                known=np.concatenate(known),
                meanings=meanings.meanings(texts) if meanings else None,
                stands=Stands(np.array(guids, dtype=str), *(np.concatenate(one) for one in zip(*stands, strict=True))),
            )
        )
    return made[0], made[1]


def _looked_for(
    examples: Sequence[Example],
    talks: Mapping[str, Talk],
    looks: Mapping[str, Sequence[Look]],
    columns: Mapping[str, int],
) -> Array:
    """Return for each example which codes somebody has looked for there: examples × codes."""
    made = np.zeros((len(examples), len(columns)), dtype=bool)
    asked = {
        guid: [(look, [columns[code] for code in look.codes if code in columns]) for look in several]
        for guid, several in looks.items()
    }
    for row, one in enumerate(examples):
        for look, codes in asked.get(one.source_guid, ()):
            if one.source_guid not in talks or (one.start < look.end and look.start < one.end):
                made[row, codes] = True
    return made


def _again(examples: Sequence[Example], columns: Mapping[str, int]) -> Array:
    """Return which codings are of a passage that one before it, by place, is of: examples × codes."""
    made = np.zeros((len(examples), len(columns)), dtype=bool)
    ends: dict[tuple[str, str], int] = {}
    for row, one in enumerate(examples):
        for code in one.codes:
            end = ends.get((one.source_guid, code), 0)
            if code in columns:
                made[row, columns[code]] = one.start < end
            ends[one.source_guid, code] = max(one.end, end)
    return made


def _part(guid: str, start: int, source: Source) -> str:
    """Return the quarter of a source that belongs together when a model is checked, where it is the only one."""
    return f"{guid} {min(start * _PARTS_OF_ONE_SOURCE // max(len(source.text), 1), 3)}"
