"""What suggestions of one project are made from, kept between questions: what was read, and the model last trained.

A question reads only sources that are new or changed (`kept_talk`), trains only when codings, verdicts or codes did,
and otherwise puts together what it has (`views`): that is why a verdict is felt at once. Used by one thread at a time.
"""

from __future__ import annotations

from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING

from qualcode.suggestions.gathering import Gatherer
from qualcode.suggestions.kept_talk import KeptTalk
from qualcode.suggestions.language.meaning_models import named_meanings, named_state
from qualcode.suggestions.language.threads import one_thread
from qualcode.suggestions.language.words import WordTable
from qualcode.suggestions.learned.learning import learn
from qualcode.suggestions.learned.trained import Trained
from qualcode.suggestions.talk.grounds import grounds_of
from qualcode.suggestions.talk.lessons import turn_places
from qualcode.suggestions.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from qualcode.model.sample import Stretch
    from qualcode.suggestions.evaluation.evaluating import Evaluation
    from qualcode.suggestions.learned.material import Material
    from qualcode.suggestions.talk.grounds import Grounds
    from qualcode.suggestions.talk.study import SourceKey, Study


class Engine:
    """Knows which model speaks, and trains it where something was learned since.

    Args:
        folder: where what was read is kept for other processes; None for nowhere.
        table: of the words that were met.

    Attributes:
        kept: what was read.
        views: what the model says of the sources asked for last, and what was suggested there.
    """

    __slots__ = ("_blind", "_gatherer", "_grounds", "_trained", "kept", "lock", "views")

    def __init__(self, folder: Path | None = None, *, table: WordTable | None = None) -> None:
        self.lock = RLock()
        self.kept = KeptTalk(folder, table=table or WordTable())
        self.views = Views(self.kept)
        self._gatherer = Gatherer(self.kept)
        self._grounds: tuple[object, Grounds] | None = None
        self._trained: tuple[Grounds, Trained] | None = None
        self._blind: Mapping[str, tuple[Stretch, ...]] = {}

    def has_seen_otherwise(self, blind: Mapping[str, tuple[Stretch, ...]]) -> bool:
        """Return whether nothing was trained yet, or when something else was blind."""
        return self._trained is None or self._blind != blind

    def grounds(self, study: Study) -> Grounds:
        """Return what a model for what is known now hangs on; nothing is trained."""
        asked = (
            study.sources, study.languages, study.codes(), study.codings, study.verdicts, study.unseen, study.cases,
            named_state(),
        )  # fmt: skip
        if self._grounds is None or self._grounds[0] != asked:
            self._grounds = asked, grounds_of(study, lambda key: self.kept.source(study, key), asked[-1])
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
                self._blind = study.blind
                return model
            if known.key == grounds.key:
                self._blind = study.blind
                model = replace(model, examples=grounds.examples)  # they may have moved
                self.views.forget_views()
                self._trained = grounds, model
                return model
        with one_thread():
            cache = self.kept.cache(study)
            made = cache.trained(grounds, self.kept.table) if cache else None
            if made is None:
                made = self._train(study, stop)
                if cache and made is not None and not stop():
                    cache.keep_trained(grounds, made)
        if made is not None and not stop():
            self._trained, self._blind = (grounds, made), study.blind
            self.views.forget_views()
        return made

    def _train(self, study: Study, stop: Callable[[], bool]) -> Trained | None:
        material = self.material(study, stop=stop)
        if material is None:
            return None
        model = learn(
            material.codes, self.kept.table, material.background, material.words, material.lessons(),
            (material.sentences, material.turns), checked_codes=(~material.whole_turns, material.whole_turns),
            stop=stop,
        )  # fmt: skip
        if model is None:
            return None
        units = material.units.with_around(None)  # likeness is of what was said, not of what it answers
        return Trained(model=model, examples=material.examples, units=units, spans=material.spans, cues=material.cues)

    def material(self, study: Study, *, stop: Callable[[], bool] = lambda: False) -> Material | None:
        """Return what a model is trained on and checked with; None once `stop` says so."""
        return self._gatherer.material(study, self.grounds(study), stop)

    def read_ahead(self, study: Study, key: SourceKey) -> None:
        """Read a source into the cache and, with the semantic extra, find what learning asks of its passages.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
            MeaningModelError: the model of meanings that is named does not load.
        """
        source, talk, meanings = self.kept.source(study, key), self.kept.talk(study, key), named_meanings()
        if meanings is not None:
            self.kept.meant(study, source, "sentences", talk.starts, talk.ends, meanings)
            if key in self.grounds(study).checked:
                self.kept.meant(study, source, "turns", *turn_places(talk)[1:], meanings)

    def is_learned(self, study: Study) -> bool:
        """Return whether the model for what is known now need not be trained."""
        grounds, cache = self.grounds(study), self.kept.cache(study)
        if self._trained is not None and self._trained[0].key == grounds.key:
            return True
        return cache is not None and cache.knows_trained(grounds)

    def is_ready(self, guid: str) -> bool:
        """Return whether the last model and what it says of a source are at hand, so that a verdict is felt at once."""
        if self._trained is None or self._grounds is None or self._trained[0].key != self._grounds[1].key:
            return False
        return self.views.is_of(guid, self._trained[1])

    def get_ready(self, study: Study, key: SourceKey, *, stop: Callable[[], bool] = lambda: False) -> None:
        """Load or make the model and what it says of a source."""
        source, talk = self.kept.source(study, key), self.kept.talk(study, key, stop=stop)
        trained = self.trained(study, stop=stop)
        if trained is not None and len(talk) and not stop():
            self.views.view(trained, talk, source, study)

    def forget(self, guid: str) -> None:
        """Let go of what was read and found in a source, where all of it is kept."""
        self.views.forget(guid)
        self.kept.forget(guid)

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
        from qualcode.suggestions.evaluation.evaluating import cue_scores, evaluate
        from qualcode.suggestions.evaluation.shown import Showing

        with one_thread():
            material = self.material(study, stop=stop)
            if material is None:
                return None
            hits = {key.guid: self.kept.talk(study, key).cue_hits for key in study.judged_sources()}
            said = cue_scores(material, hits)
            showing = Showing(self.kept, study, material)
            return evaluate(material, self.kept.table, said, showing, seed=seed, stop=stop, step=step)
