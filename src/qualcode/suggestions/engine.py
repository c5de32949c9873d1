"""What suggestions of one project are made from, kept between questions: what was read, and the model last trained.

A question reads only sources that are new or changed, trains only when codings, verdicts or codes did, and otherwise
puts together what it has: that is why a verdict is felt at once. Used by one thread at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.codebook_words import codebook_words
from qualcode.suggestions.learning import Judged, learn
from qualcode.suggestions.lessons import examples_of, truth_of, turn_places
from qualcode.suggestions.pipelines import load_pipeline, primary_code
from qualcode.suggestions.spans import Span, usual_spans
from qualcode.suggestions.talk import quote_units, read_talk
from qualcode.suggestions.vectors import background_of
from qualcode.suggestions.words import WordTable, joined, units_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.model.transcript import Source
    from qualcode.suggestions.learning import Learned
    from qualcode.suggestions.lessons import Example
    from qualcode.suggestions.study import SourceKey, Study
    from qualcode.suggestions.talk import Talk
    from qualcode.suggestions.vectors import Background
    from qualcode.suggestions.words import Array, Units

# Beyond this many words the background is made from turns evenly spread over the project.
_MOST_BACKGROUND_WORDS = 60_000
_MOST_EXAMPLES = 1200
_MOST_UNCODED = 400
_MOST_CHECKED_SOURCES = 40
_PARTS_OF_ONE_SOURCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model and what it was trained on.

    Attributes:
        examples: coded segments and rejected ones, those that gave reasons first come first.
        units: of the examples.
        spans: what each code is usually applied to.
    """

    model: Learned
    examples: tuple[Example, ...]
    units: Units
    spans: tuple[Span, ...]


@dataclass(slots=True)
class Engine:
    """Reads, trains and remembers."""

    table: WordTable = field(default_factory=WordTable)
    lock: RLock = field(default_factory=RLock)
    _talks: dict[tuple[object, ...], Talk] = field(default_factory=dict)
    _sources: dict[SourceKey, Source] = field(default_factory=dict)
    _background: tuple[object, Background, Units] | None = None
    _trained: tuple[object, Trained] | None = None
    _chances: dict[tuple[int, str], tuple[Array, Array]] = field(default_factory=dict)

    def source(self, study: Study, key: SourceKey) -> Source:
        """Return a source as it stands."""
        known = self._sources.get(key)
        if known is None:
            known = self._sources[key] = study.read_source(key.guid)
        return known

    def talk(self, study: Study, key: SourceKey, *, stop: Callable[[], bool] = lambda: False) -> Talk:
        """Return a source as read.

        Raises:
            CuePatternError: a cue's pattern is not one.
        """
        asked = (key, study.codebooks)
        known = self._talks.get(asked)
        if known is None:
            known = read_talk(self.source(study, key), study.codebooks, self.table, stop=stop)
            if not stop():
                for other in [one for one in self._talks if one[0] == key]:
                    del self._talks[other]
                self._talks[asked] = known
        return known

    def trained(self, study: Study, *, again: bool = True, stop: Callable[[], bool] = lambda: False) -> Trained | None:
        """Return the model for what is known now; None where there is no code to learn, or once `stop` says so.

        Args:
            again: train where something was coded or judged since; otherwise the last model is as good.
        """
        codes = study.codes()
        if not codes:
            return None
        asked = (study.sources, codes, study.codings, study.verdicts)
        if self._trained is not None and (
            self._trained[0] == asked
            or (not again and self._trained[1].model.codes == tuple(one.guid for one in codes))
        ):
            return self._trained[1]
        import scipy.linalg  # as below
        import scipy.sparse.linalg  # noqa: F401  # limits hold for what is loaded already
        from threadpoolctl import threadpool_limits

        # One thread: the sums come out the same on every machine, and other work keeps its cores.
        with threadpool_limits(1):
            made = self._train(study, stop)
        if made is not None and not stop():
            self._trained = (asked, made)
            self._chances.clear()
        return made

    def chances(self, trained: Trained, talk: Talk) -> tuple[Array, Array]:
        """Return how likely each code is for each sentence of a source, and for each of its turns."""
        asked = (id(trained.model), talk.source_guid)
        known = self._chances.get(asked)
        if known is None:
            _, turns = talk.in_turns()
            known = self._chances[asked] = (trained.model.chances(talk.units), trained.model.chances(turns))
        return known

    def background(self, study: Study, stop: Callable[[], bool]) -> tuple[Background, Units]:
        """Return the project's talk as a whole, and the units it was made from."""
        if self._background is None or self._background[0] != study.sources:
            units = self._background_units(study, stop)
            if stop():
                return background_of(self.table, units_of([])), units
            self._background = (study.sources, background_of(self.table, units), units)
        return self._background[1:]

    def _background_units(self, study: Study, stop: Callable[[], bool]) -> Units:
        total = sum(key.words for key in study.sources)
        parts: list[Units] = []
        for key in study.sources:
            if stop():
                break
            source = self.source(study, key)
            talking = {case.guid for case in source.cases if case.role == "participant"}
            numbers = [turn.number for turn in source.turns if turn.case_guid in talking]
            if total <= _MOST_BACKGROUND_WORDS:
                talk = self.talk(study, key, stop=stop)
                wanted = np.isin(
                    talk.turns, [place for place, turn in enumerate(source.turns) if turn.case_guid in talking]
                )
                parts.append(talk.units.chosen(np.flatnonzero(wanted)))
                continue
            many = max(1, round(len(numbers) * _MOST_BACKGROUND_WORDS / total))
            chosen = (
                frozenset(numbers[place] for place in np.linspace(0, len(numbers) - 1, many).astype(int))
                if numbers
                else frozenset()
            )
            parts.append(read_talk(source, (), self.table, only_turns=chosen, stop=stop).units)
        return joined(parts)

    def _train(self, study: Study, stop: Callable[[], bool]) -> Trained | None:
        coded = {one.source_guid for one in study.codings} | {one.source_guid for one in study.verdicts}
        keys = [key for key in study.sources if key.guid in coded]
        sources = {key.guid: self.source(study, key) for key in keys}
        examples = examples_of(study.codings, study.verdicts, sources)
        background, talk_units = self.background(study, stop)
        if stop():
            return None
        codes = study.codes()
        columns = {code.guid: place for place, code in enumerate(codes)}
        many: dict[str, int] = {}
        for one in examples:
            many[one.source_guid] = many.get(one.source_guid, 0) + len(one.codes)
        checked = sorted(keys, key=lambda key: (-many.get(key.guid, 0), key.guid))[:_MOST_CHECKED_SOURCES]
        talks = {key.guid: self.talk(study, key, stop=stop) for key in keys if key in checked}
        if stop():
            return None
        spans = usual_spans(examples, talks, tuple(columns))
        examples = _thinned(examples)
        units = quote_units([(one.quote, one.language) for one in examples], self.table)
        languages = dict.fromkeys(primary_code(source.language) for source in self._sources.values()) or {"xx": None}
        words = codebook_words(codes, [load_pipeline(language) for language in languages], self.table, talk_units)
        by_source = {guid: [one for one in examples if one.source_guid == guid] for guid in talks}
        parts = len(many) < 2
        sentences, turns = _checks(talks, sources, by_source, columns, in_parts=parts)
        groups = [_group(one.source_guid, one.start, sources[one.source_guid], in_parts=parts) for one in examples]
        whole_turns = np.array([span.kind == "turn" for span in spans], dtype=bool)
        model = learn(
            tuple(columns), self.table, background, words, _judged(examples, units, groups, columns, sentences),
            (sentences, turns),
            checked_codes=(~whole_turns, whole_turns),
            stop=stop,
        )  # fmt: skip
        return None if model is None else Trained(model=model, examples=examples, units=units, spans=spans)


def _thinned(examples: tuple[Example, ...]) -> tuple[Example, ...]:
    if len(examples) <= _MOST_EXAMPLES:
        return examples
    return tuple(examples[place] for place in np.linspace(0, len(examples) - 1, _MOST_EXAMPLES).astype(int))


def _judged(
    examples: Sequence[Example], units: Units, groups: list[str], columns: Mapping[str, int], sentences: Judged
) -> Judged:
    """Return what the model is trained on: the examples, and sentences that were left uncoded beside them."""
    uncoded = np.flatnonzero(~np.any(sentences.coded, axis=1))
    most = min(_MOST_UNCODED, max(len(examples), 50))
    if len(uncoded) > most:
        uncoded = uncoded[np.linspace(0, len(uncoded) - 1, most).astype(int)]
    coded = np.zeros((len(examples) + len(uncoded), len(columns)), dtype=bool)
    rejected = np.zeros_like(coded)
    for place, one in enumerate(examples):
        coded[place, [columns[code] for code in one.codes if code in columns]] = True
        rejected[place, [columns[code] for code in one.against if code in columns]] = True
    return Judged(
        units=joined((units, sentences.units.chosen(uncoded))),
        coded=coded,
        rejected=rejected,
        groups=np.array([*groups, *sentences.groups[uncoded].tolist()], dtype=object).astype(str),
    )


def _checks(
    talks: Mapping[str, Talk], sources: Mapping[str, Source], examples: Mapping[str, Sequence[Example]],
    columns: Mapping[str, int], *, in_parts: bool,
) -> tuple[Judged, Judged]:  # fmt: skip
    """Return the sentences and the turns of what was coded, as they would be suggested."""
    made: list[Judged] = []
    for is_turns in (False, True):
        units: list[Units] = []
        coded: list[Array] = [np.zeros((0, len(columns)), dtype=bool)]
        groups: list[str] = []
        for guid, talk in talks.items():
            source = sources[guid]
            if is_turns:
                turns, starts, ends = turn_places(talk)
                here = talk.in_turns()[1]
            else:
                turns, starts, ends, here = talk.turns, talk.starts, talk.ends, talk.units
            truth = truth_of(starts, ends, examples[guid], columns)
            talking = {case.guid for case in source.cases if case.role == "participant"}
            kept = np.array(
                [source.turns[turn].case_guid in talking for turn in turns[truth.places].tolist()], dtype=bool
            )
            kept |= np.any(truth.coded, axis=1)
            places = truth.places[kept]
            units.append(here.chosen(places))
            coded.append(truth.coded[kept])
            groups += [_group(guid, int(start), source, in_parts=in_parts) for start in starts[places].tolist()]
        made.append(Judged(units=joined(units), coded=np.concatenate(coded), groups=np.array(groups, dtype=str)))
    return made[0], made[1]


def _group(guid: str, start: int, source: Source, *, in_parts: bool) -> str:
    """Return what belongs together when a model is checked: a source; where there is only one, quarters of it."""
    return f"{guid} {min(start * _PARTS_OF_ONE_SOURCE // max(len(source.text), 1), 3)}" if in_parts else guid
