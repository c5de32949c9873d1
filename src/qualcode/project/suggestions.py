"""What a project is asked about suggestions; loads spaCy where it must."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.model.coding import COMPONENTS
from qualcode.model.sample import outside
from qualcode.project.codebooks import ProjectCodebooks
from qualcode.project.samples import ProjectSamples
from qualcode.project.thresholds import ProjectThresholds
from qualcode.store.codings import read_coding_counts, read_codings, read_settled
from qualcode.store.samples import read_blind_segments
from qualcode.store.sources import read_case_state, read_turn_languages
from qualcode.store.verdicts import read_verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from qualcode.model.coding import Component, Settled, Suggestion, Verdict
    from qualcode.suggestions.evaluation.evaluating import Evaluation
    from qualcode.suggestions.learned.trained import MeasuredThreshold
    from qualcode.suggestions.talk.study import Study


class ProjectSuggestions(ProjectSamples, ProjectThresholds, ProjectCodebooks):
    """One open project as suggestions."""

    __slots__ = ()

    def suggestions(
        self,
        source: str | None = None,
        *,
        with_moderator: bool = False,
        stop: Callable[[], bool] = lambda: False,
        parts: Collection[Component] = COMPONENTS,
        train: bool = True,
        thresholds: Mapping[str, float] | None = None,
    ) -> tuple[Suggestion, ...]:
        """Return what is suggested in one source (by GUID) or in all, best first.

        What this coder (or anybody, if no coder is known) has coded or judged already is left out, and so is what lies
        in a sample that is not released, or below what somebody set for its code. Loads spaCy: seconds at first, so not
        on a screen's own thread; afterwards only what changed is read and trained again. Once `stop` says so, what was
        found by then is returned.

        Args:
            parts: of the pipeline, that are asked; cues alone are quickest.
            train: learn from what was coded and judged since; otherwise only scores and records are brought up to date,
                but for a sample that was marked or released.
            thresholds: of codes (by GUID), instead of those that were measured or set.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        from dataclasses import replace

        from qualcode.suggestions.engines import engine_of
        from qualcode.suggestions.ranking import ranked

        learns = "learned" in parts or "likeness" in parts
        train = train or engine_of(self.store.path.resolve()).has_seen_otherwise(self.blind())
        study = self.study(with_codings=learns and train)
        if thresholds:
            study = replace(study, thresholds={**study.thresholds, **thresholds})
        found = [
            one
            for _, several in self._proposed(
                study, source, with_moderator=with_moderator, stop=stop, parts=parts, train=train
            )
            for one in several
        ]
        settled = read_settled(self.store, source, self.coder or None)
        return ranked(found, settled, read_verdicts(self.store, source), coder=self.coder or None)

    def suggestions_by_source(
        self, *, with_moderator: bool = False, stop: Callable[[], bool] = lambda: False, study: Study | None = None
    ) -> Iterator[tuple[str, tuple[Suggestion, ...]]]:
        """Yield the GUID of each source and what is suggested in it, best first, as soon as it is known.

        What is left out is said by `suggestions`. Nobody else may ask for suggestions of this project meanwhile.

        Args:
            study: the project as suggestions see it, where that was asked for just now.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        from qualcode.suggestions.ranking import ranked

        study = study or self.study()
        codings: dict[str, list[Settled]] = {}
        for settled in read_settled(self.store, None, self.coder or None):
            codings.setdefault(settled.source_guid, []).append(settled)
        verdicts: dict[str, list[Verdict]] = {}
        for verdict in read_verdicts(self.store):
            verdicts.setdefault(verdict.source_guid, []).append(verdict)
        for guid, found in self._proposed(study, None, with_moderator=with_moderator, stop=stop):
            yield guid, ranked(found, codings.get(guid, ()), verdicts.get(guid, ()), coder=self.coder or None)

    def is_anything_coded(self) -> bool:
        """Return whether there is any coding that cues can be held to."""
        return bool(self._seen_counts())

    def _proposed(
        self,
        study: Study,
        source: str | None,
        *,
        with_moderator: bool,
        stop: Callable[[], bool],
        parts: Collection[Component] = COMPONENTS,
        train: bool = True,
    ) -> Iterator[tuple[str, list[Suggestion]]]:
        """Yield what the pipeline says of each source, whatever was coded or judged."""
        from qualcode.model.sample import blind_turns
        from qualcode.suggestions.engines import engine_of
        from qualcode.suggestions.renewing import Renewer

        engine = engine_of(self.store.path.resolve())
        blind = blind_turns(study.blind)
        with engine.lock:
            renewer = Renewer(engine, study, parts, again=train, stop=stop)
            for key in study.sources:
                if source not in (None, key.guid):
                    continue
                if stop():
                    break
                hidden = {number for guid, number in blind if guid == key.guid}
                yield key.guid, renewer.suggested(key, with_moderator=with_moderator, hidden=hidden)
            if source is None and not stop():
                engine.kept.tidy(study)

    def usual_language(self) -> str:
        """Return the language of most words of the project; `xx` where there is none."""
        words: dict[str, int] = {}
        for one in self.source_list():
            words[one.language] = words.get(one.language, 0) + one.words
        return max(words, key=lambda code: words[code], default="xx")

    def measured_thresholds(self, *, train: bool = True) -> tuple[MeasuredThreshold, ...]:
        """Return from which score on what was learned is suggested for each code, as measured; loads spaCy.

        Args:
            train: learn from what was coded and judged since; otherwise what was measured last is as good.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        from qualcode.suggestions.engines import engine_of

        engine = engine_of(self.store.path.resolve())
        with engine.lock:
            trained = engine.trained(self.study(), again=train)
        return trained.thresholds() if trained else ()

    def evaluated_suggestions(
        self, *, seed: int = 0, stop: Callable[[], bool] = lambda: False, step: Callable[[], None] = lambda: None
    ) -> Evaluation | None:
        """Return how good suggestions are on what was coded so far, or None once `stop` says so at the beginning.

        Each source is judged by models that have not seen it. Takes several seconds for a thousand codings.

        Args:
            seed: which quotes are known where only some are.
            step: called after each part of the work.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        from qualcode.suggestions.engines import engine_of

        engine = engine_of(self.store.path.resolve())
        with engine.lock:
            return engine.evaluation(self.study(), seed=seed, stop=stop, step=step)

    def study(self, *, with_codings: bool = True) -> Study:
        """Return the project as suggestions see it: its sources' state, its codebooks, what was coded and judged."""
        from qualcode.suggestions.talk.study import SourceKey, Study

        heads, languages, unseen = self.source_list(), read_turn_languages(self.store), read_blind_segments(self.store)
        return Study(
            sources=tuple(
                SourceKey(
                    guid=one.guid,
                    state=f"{one.sha256} {one.language} {one.turns} {one.talk_turns} {one.name} "
                    + " ".join(f"{turn}:{language}" for turn, language in languages.get(one.guid, ())),
                    words=one.words,
                )
                for one in heads
            ),
            languages=tuple(
                dict.fromkeys(
                    [one.language for one in heads] + [told for turns in languages.values() for _, told in turns]
                )
            ),
            read_source=self.source,
            codebooks=self.codebooks(),
            codings=outside(read_codings(self.store), unseen) if with_codings else (),
            verdicts=outside(read_verdicts(self.store, None), unseen),
            thresholds=self.thresholds(),
            blind=self.blind(),
            unseen=unseen,
            cases=read_case_state(self.store),
        )

    def save_pipeline(self, folder: Path, *, language: str | None = None) -> tuple[str, ...]:
        """Write what suggests codes as a spaCy pipeline into a new folder; return what is to be known of it, in lines.

        Args:
            language: of the texts it is for; that of most words of the project where nothing is said.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
            UnwritableFileError: the folder is there already, or cannot be made.
        """
        import os

        from qualcode.suggestions.engines import engine_of
        from qualcode.suggestions.language.meaning_models import VARIABLE
        from qualcode.suggestions.language.pipelines import pipeline_remarks
        from qualcode.suggestions.learned.model_components import shared_pipeline, write_pipeline

        chosen = language or self.usual_language()
        engine, study = engine_of(self.store.path.resolve()), self.study()
        with engine.lock:
            trained = engine.trained(study)
        meanings = os.environ.get(VARIABLE, "").strip()
        write_pipeline(shared_pipeline(chosen, study.codebooks, trained, meanings), folder)
        told = [f"For texts in language {chosen!r}. It holds quotes and words of the transcripts."]
        if trained is not None and trained.model.knows_meanings:
            told.append(f"It needs the model of meanings {meanings!r} where it is loaded.")
        return (*told, *pipeline_remarks([chosen]), *self.pattern_remarks(), *self.missing_remarks())

    def missing_remarks(self) -> tuple[str, ...]:
        """Return what suggestions would need that this project does not have yet, one line each."""
        from qualcode.suggestions.learned.calibrating import FEWEST_CODINGS

        codes = [code for book in self.codebooks() for code in book.codes if code.is_applicable]
        if not codes:
            return ("There is no code to suggest yet. Bring a codebook in: qualcode codebook import FILE",)
        has_cues = any(not cue.is_negative for code in codes for cue in code.cues)
        counts = self._seen_counts()
        most = max(codes, key=lambda code: counts.get(code.guid, 0))
        many = counts.get(most.guid, 0)
        if not many and not has_cues:
            where = " outside of what is blind" if self.blind() else ""
            told = f"No code has cues and nothing is coded yet{where}: give codes cues, or code some quotes."
            return (told, *self.blind_remarks())
        if not 0 < many < FEWEST_CODINGS:
            return self.blind_remarks()
        told = f"It takes {FEWEST_CODINGS} codings of a code to learn from them; {most.name!r} has most, {many}."
        return (f"{told} Until then cues speak, and quotes that are nearly the same.", *self.blind_remarks())

    def _seen_counts(self) -> Mapping[str, int]:
        """Return how many codings each code (by GUID) has that are learned from; those without any are left out."""
        if not self.blind():
            return read_coding_counts(self.store)
        return Counter(one.code_guid for one in self.seen_codings())

    def pattern_remarks(self) -> tuple[str, ...]:
        """Return which token patterns are none, so that suggestions do without, and where the fault is; a line each."""
        from qualcode.suggestions.engines import engine_of

        if not any(cue.form == "pattern" for book in self.codebooks() for code in book.codes for cue in code.cues):
            return ()
        return engine_of(self.store.path.resolve()).kept.left_out(self.study(with_codings=False))

    def language_remarks(self, source: str | None = None) -> tuple[str, ...]:
        """Return what suggestions cannot do as well in the languages of what is said, one line each.

        Args:
            source: only this one (by GUID).
        """
        from qualcode.suggestions.language.pipelines import pipeline_remarks

        turns = read_turn_languages(self.store)
        heads = [one for one in self.source_list() if source in (None, one.guid)]
        spoken = [told for one in heads for told in (one.language, *(code for _, code in turns.get(one.guid, ())))]
        return pipeline_remarks(dict.fromkeys(spoken))
