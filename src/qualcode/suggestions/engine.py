"""What suggestions of one project are made from, kept between questions: what was read, and the model last trained.

A question reads only sources that are new or changed, trains only when codings, verdicts or codes did, and otherwise
puts together what it has: that is why a verdict is felt at once. Used by one thread at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.transcript import cases_heard
from qualcode.suggestions.alike import Alike, Quoted
from qualcode.suggestions.cache import FEWEST_WORDS, Cache
from qualcode.suggestions.codebook_words import codebook_words
from qualcode.suggestions.contexts import sentences_around, turns_around
from qualcode.suggestions.grounds import grounds_of
from qualcode.suggestions.learning import learn
from qualcode.suggestions.lessons import turn_places
from qualcode.suggestions.material import Material, material_of
from qualcode.suggestions.meanings import code_texts, named_meanings, named_state
from qualcode.suggestions.pipelines import load_pipeline, primary_code
from qualcode.suggestions.scoring import Judge
from qualcode.suggestions.talk import quote_units, read_talk
from qualcode.suggestions.threads import one_thread
from qualcode.suggestions.trained import Trained
from qualcode.suggestions.unseen import overlapping_examples
from qualcode.suggestions.vectors import background_of
from qualcode.suggestions.words import WordTable, joined, units_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.transcript import Source
    from qualcode.suggestions.cache import Made
    from qualcode.suggestions.codebook_words import CodebookWords
    from qualcode.suggestions.evaluating import Evaluation
    from qualcode.suggestions.grounds import Grounds
    from qualcode.suggestions.lessons import Example
    from qualcode.suggestions.meanings import Meanings
    from qualcode.suggestions.study import SourceKey, Study
    from qualcode.suggestions.talk import Talk
    from qualcode.suggestions.vectors import Background
    from qualcode.suggestions.words import Array, Units

_MOST_BACKGROUND = 12_000  # sentences; of more, as only a very long source has, some evenly spread are taken
_WORTH_A_LOOK = 0.1
_MOST_KEPT = 4  # sources: those whose suggestions are on a screen


@dataclass(frozen=True, slots=True)
class View:
    """What a model says of a source; of each passage, as if nobody had coded or judged it.

    Attributes:
        chances: how likely each code is for each sentence.
        turn_chances: likewise, for each of its turns that have sentences; 0 where no code is applied to whole turns.
        alike: the nearest quotes of the sentences that may have a code.
    """

    talk: Talk
    trained: Trained
    chances: Array
    turn_chances: Array
    alike: Alike


@dataclass(slots=True)
class Engine:
    """Reads, trains and remembers.

    More methods than most classes: each thing that is remembered is asked for by one, and made by another.

    Attributes:
        folder: where what was read is kept for other processes; None for nowhere.
        keeps_all: whether the smallest project is kept too.
    """

    folder: Path | None = None
    keeps_all: bool = False
    table: WordTable = field(default_factory=WordTable)
    lock: RLock = field(default_factory=RLock)
    _talks: dict[tuple[SourceKey, tuple[Codebook, ...]], Talk] = field(default_factory=dict)
    _sources: dict[SourceKey, Source] = field(default_factory=dict)
    _background: tuple[object, Background, Units] | None = None
    _grounds: tuple[object, Grounds] | None = None
    _trained: tuple[Grounds, Trained] | None = None
    _words: tuple[object, CodebookWords] | None = None
    _views: dict[str, View] = field(default_factory=dict)
    _quoted: tuple[Trained, Quoted] | None = None
    _made: dict[str, tuple[str, Made]] = field(default_factory=dict)
    _quotes: dict[tuple[str, str], Array] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether nothing was trained yet."""
        return self._trained is None

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
            cache = self.cache(study)
            known = cache.talk(key, study.codebooks, self.table) if cache else None
            if known is None:
                known = read_talk(self.source(study, key), study.codebooks, self.table, stop=stop)
                if cache and not stop():
                    cache.keep_talk(known, key, study.codebooks, self.table)
            if not stop():
                for other in [one for one in self._talks if one[0] == key]:
                    del self._talks[other]
                self._talks[asked] = known
        return known

    def grounds(self, study: Study) -> Grounds:
        """Return what a model for what is known now hangs on; nothing is trained."""
        asked = (study.sources, study.languages, study.codes(), study.codings, study.verdicts, named_state())
        if self._grounds is None or self._grounds[0] != asked:
            self._grounds = asked, grounds_of(study, lambda key: self.source(study, key), asked[-1])
        return self._grounds[1]

    def last_grounds(self, study: Study) -> Grounds | None:
        """Return what the last model hangs on, without looking whether something was coded since; None for none."""
        if self._trained is None:
            return self.grounds(study)
        return self._trained[0] if self.trained(study, again=False) is not None else None

    def trained(self, study: Study, *, again: bool = True, stop: Callable[[], bool] = lambda: False) -> Trained | None:
        """Return the model for what is known now; None where there is no code to learn, or once `stop` says so.

        Args:
            again: train where something was coded or judged since; otherwise the last model is as good.
        """
        codes = study.codes()
        if not codes:
            return None
        if self._trained is not None and not again:
            model = self._trained[1]
            return model if model.model.codes == tuple(one.guid for one in codes) else None
        grounds = self.grounds(study)
        if self._trained is not None:
            known, model = self._trained
            if known is grounds:
                return model
            if known.key == grounds.key:
                model = replace(model, examples=grounds.examples)  # they may have moved
                self._views.clear()
                self._trained = grounds, model
                return model
        with one_thread():
            cache = self.cache(study)
            made = cache.trained(grounds, self.table) if cache else None
            if made is None:
                made = self._train(study, stop)
                if cache and made is not None and not stop():
                    cache.keep_trained(grounds, made)
        if made is not None and not stop():
            self._trained = grounds, made
            self._views.clear()
        return made

    def view(self, trained: Trained, talk: Talk, source: Source, study: Study) -> View:
        """Return what a model says of a source of a study, `talk` being that source as read."""
        known = self._views.get(talk.source_guid)
        if known is None or known.talk is not talk or known.trained is not trained:
            self._views.pop(talk.source_guid, None)
            known = self._views[talk.source_guid] = self._view(trained, talk, source, study)
            if len(self._views) > _MOST_KEPT and self.cache(study):  # what came of the others is kept
                del self._views[next(iter(self._views))]
        return known

    def remembered(self, guid: str, hangs_on: str) -> Made | None:
        """Return what was suggested in a source when it was last asked for, if it hangs on the same."""
        known = self._made.get(guid)
        return known[1] if known is not None and known[0] == hangs_on else None

    def remember(self, guid: str, hangs_on: str, made: Made) -> None:
        """Remember what was suggested in a source; of the sources asked for last."""
        self._made.pop(guid, None)
        self._made[guid] = hangs_on, made
        if len(self._made) > _MOST_KEPT:
            del self._made[next(iter(self._made))]

    def forget(self, guid: str) -> None:
        """Let go of what was read and found in a source, where all of it is kept."""
        self._views.pop(guid, None)
        self._made.pop(guid, None)
        for asked in [one for one in self._talks if one[0].guid == guid]:
            del self._talks[asked]
        for key in [one for one in self._sources if one.guid == guid]:
            del self._sources[key]

    def is_ready(self, guid: str) -> bool:
        """Return whether the last model and what it says of a source are at hand, so that a verdict is felt at once."""
        if self._trained is None or self._grounds is None or self._trained[0].key != self._grounds[1].key:
            return False
        return guid in self._views and self._views[guid].trained is self._trained[1]

    def get_ready(self, study: Study, key: SourceKey, *, stop: Callable[[], bool] = lambda: False) -> None:
        """Load or make the model and what it says of a source."""
        source, talk = self.source(study, key), self.talk(study, key, stop=stop)
        trained = self.trained(study, stop=stop)
        if trained is not None and len(talk) and not stop():
            self.view(trained, talk, source, study)

    def is_learned(self, study: Study) -> bool:
        """Return whether the model for what is known now need not be trained."""
        grounds, cache = self.grounds(study), self.cache(study)
        if self._trained is not None and self._trained[0].key == grounds.key:
            return True
        return cache is not None and cache.knows_trained(grounds)

    def tidy(self, study: Study) -> None:
        """Remove what is kept of sources that are gone."""
        if cache := self.cache(study):
            cache.tidy([key.guid for key in study.sources])

    def background(self, study: Study, grounds: Grounds, stop: Callable[[], bool]) -> tuple[Background, Units]:
        """Return the project's talk as a whole, and the units it was made from."""
        if self._background is None or self._background[0] != grounds.background:
            cache = self.cache(study)
            made = cache.background(grounds, self.table) if cache else None
            if made is None:
                units = self._background_units(study, grounds, stop)
                if stop():
                    return background_of(self.table, units_of([])), units
                made = background_of(self.table, units), units
                if cache:
                    cache.keep_background(grounds, *made, self.table)
            self._background = (grounds.background, *made)
        return self._background[1:]

    def cache(self, study: Study) -> Cache | None:
        """Return the cache; None where none is kept."""
        if self.folder is None or not (self.keeps_all or sum(key.words for key in study.sources) >= FEWEST_WORDS):
            return None
        return Cache(self.folder)

    def _view(self, trained: Trained, talk: Talk, source: Source, study: Study) -> View:
        meanings = named_meanings() if trained.model.knows_meanings else None
        meant = self._meant(study, source, "sentences", talk.starts, talk.ends, meanings)
        own = overlapping_examples(trained.examples, talk.source_guid, talk.starts, talk.ends)
        turns, starts, ends = turn_places(talk)
        by_turns = any(span.kind == "turn" for span in trained.spans)
        meant_by_turns = self._meant(study, source, "turns", starts, ends, meanings) if by_turns else None
        with one_thread():
            is_answer = trained.model.space.around.weight > 0
            units = sentences_around(talk, source) if is_answer else talk.units
            vectors = trained.model.space.vectors(units, meant)
            chances = trained.model.chances(units, meant, unseen=own, vectors=vectors).astype(np.float32)
            turn_chances = np.zeros((len(turns), chances.shape[1]), dtype=np.float32)
            if by_turns:
                inside = overlapping_examples(trained.examples, talk.source_guid, starts, ends)
                units = turns_around(talk, source) if is_answer else talk.in_turns()[1]
                turn_chances = trained.model.chances(units, meant_by_turns, unseen=inside).astype(np.float32)
            if self._quoted is None or self._quoted[0] is not trained:
                self._quoted = trained, Quoted(trained)
            worth = np.flatnonzero(chances.max(axis=1, initial=0.0) >= _WORTH_A_LOOK)
            space = trained.model.space
            alike = Alike(self._quoted[1], vectors.sparse, worth, own, lambda: space.rows(talk.units))
            return View(talk, trained, chances, turn_chances, alike)

    def _meant(
        self, study: Study, source: Source, what: str, starts: Array, ends: Array, meanings: Meanings | None
    ) -> Array | None:
        """Return what passages of a source mean: looking takes a hundred times as long as reading, so it is kept."""
        if meanings is None:
            return None
        texts = [source.text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        cache, name = self.cache(study), f"{what}-{source.guid}"
        kept = cache.meant(name, texts, meanings.state) if cache else None
        if kept is not None:
            meanings.remember(texts, kept)
        rows = meanings.meanings(texts)
        if cache and kept is None and texts:
            cache.keep_meant(name, texts, meanings.state, rows)
        return rows

    def _background_units(self, study: Study, grounds: Grounds, stop: Callable[[], bool]) -> Units:
        parts: list[Units] = []
        for key in grounds.background:
            if stop():
                break
            source, talk = self.source(study, key), self.talk(study, key, stop=stop)
            talking = cases_heard(source)
            is_talk = np.array([turn.case_guid in talking for turn in source.turns], dtype=bool)
            parts.append(talk.units.chosen(np.flatnonzero(is_talk[talk.turns])))
        units = joined(parts)
        if len(units) <= _MOST_BACKGROUND:
            return units
        return units.chosen(np.linspace(0, len(units) - 1, _MOST_BACKGROUND).astype(int))

    def _train(self, study: Study, stop: Callable[[], bool]) -> Trained | None:
        material = self.material(study, stop=stop)
        if material is None:
            return None
        model = learn(
            material.codes, self.table, material.background, material.words, material.lessons(),
            (material.sentences, material.turns), checked_codes=(~material.whole_turns, material.whole_turns),
            stop=stop,
        )  # fmt: skip
        if model is None:
            return None
        units = material.units.with_around(None)  # likeness is of what was said, not of what it answers
        return Trained(model=model, examples=material.examples, units=units, spans=material.spans)

    def material(self, study: Study, *, stop: Callable[[], bool] = lambda: False) -> Material | None:
        """Return what a model is trained on and checked with; None once `stop` says so."""
        grounds = self.grounds(study)
        examples = grounds.examples
        sources = {key.guid: self.source(study, key) for key in self._coded(study)}
        background, talk_units = self.background(study, grounds, stop)
        talks = {key.guid: self.talk(study, key, stop=stop) for key in grounds.checked if not stop()}
        if stop():
            return None
        codes, meanings = study.codes(), named_meanings()
        words = self._codebook_words(study, codes, (grounds.background, talk_units, background), meanings)
        if meanings is not None and examples:
            for guid, talk in talks.items():
                self._meant(study, sources[guid], "sentences", talk.starts, talk.ends, meanings)
                self._meant(study, sources[guid], "turns", *turn_places(talk)[1:], meanings)
                if stop():
                    return None
            words = words.beside(meanings.meanings([one.quote for one in examples]).mean(axis=0))
        return material_of(
            tuple(code.guid for code in codes),
            examples,
            self._quote_units(examples),
            talks,
            sources,
            background,
            words,
            meanings=meanings,
        )

    def _quote_units(self, examples: Sequence[Example]) -> Units:
        """Return the words of the examples; a quote is read once, since a trained pipeline takes its time for each."""
        texts = [(one.quote, one.language) for one in examples]
        new = [text for text in dict.fromkeys(texts) if text not in self._quotes]
        self._quotes.update(zip(new, quote_units(new, self.table), strict=True))
        self._quotes = {text: self._quotes[text] for text in dict.fromkeys(texts)}
        return units_of([self._quotes[text] for text in texts])

    def _codebook_words(
        self, study: Study, codes: tuple[Code, ...], talk: tuple[object, Units, Background], meanings: Meanings | None
    ) -> CodebookWords:
        """Return the words of the codebooks; codings change nothing about them.

        Args:
            talk: what the units of talk were made from, those, and the background that they make.
        """
        languages = sorted({primary_code(one) for one in study.languages or ("xx",)})
        asked = (codes, talk[0], languages, meanings.state if meanings else "")
        if self._words is None or self._words[0] != asked:
            pipelines = [load_pipeline(one) for one in languages]
            sayings = None
            if meanings is not None:
                meant = meanings.sayings(code_texts(codes))
                sayings = meant, meant.mean(axis=0)
            self._words = asked, codebook_words(codes, pipelines, self.table, talk[1], sayings, talk[2])
        return self._words[1]

    def evaluation(
        self,
        study: Study,
        *,
        seed: int = 0,
        stop: Callable[[], bool] = lambda: False,
        step: Callable[[], None] = lambda: None,
    ) -> Evaluation | None:
        """Return how good suggestions are on what was coded; None once `stop` says so before anything was judged.

        Args:
            seed: which quotes are known where only some are.
            step: called after each part of the work.
        """
        from qualcode.suggestions.evaluating import evaluate

        with one_thread():
            material = self.material(study, stop=stop)
            if material is None:
                return None
            cue_scores = self._cue_scores(study, material)
            return evaluate(material, self.table, cue_scores, seed=seed, stop=stop, step=step)

    def _cue_scores(self, study: Study, material: Material) -> Array:
        """Return what cues alone say of each example: the loudest in it, without the record of verdicts."""
        columns = {code: place for place, code in enumerate(material.codes)}
        scores = np.zeros(material.coded.shape)
        judge = Judge({})
        talks = {key.guid: self.talk(study, key) for key in self._coded(study)}
        for row, one in enumerate(material.examples):
            for hit in talks[one.source_guid].cue_hits:
                if hit.start < one.end and one.start < hit.end and hit.code_guid in columns:
                    column = columns[hit.code_guid]
                    scores[row, column] = max(scores[row, column], judge.judged(hit.code_guid, hit.evidence).score)
        return scores

    @staticmethod
    def _coded(study: Study) -> list[SourceKey]:
        coded = {one.source_guid for one in study.codings} | {one.source_guid for one in study.verdicts}
        return [key for key in study.sources if key.guid in coded]
