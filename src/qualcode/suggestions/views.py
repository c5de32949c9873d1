"""What a model says of whole sources; and what is remembered of the few that are on a screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.language.meaning_models import named_meanings
from qualcode.suggestions.language.threads import one_thread
from qualcode.suggestions.learned.alike import Alike, Quoted
from qualcode.suggestions.learned.unseen import overlapping_examples
from qualcode.suggestions.talk.contexts import sentences_around, turns_around
from qualcode.suggestions.talk.lessons import turn_places

if TYPE_CHECKING:
    from qualcode.model.transcript import Source
    from qualcode.suggestions.cache import Made
    from qualcode.suggestions.kept_talk import KeptTalk
    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.learned.trained import Trained
    from qualcode.suggestions.talk.study import Study
    from qualcode.suggestions.talk.talk import Talk

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
class Views:
    """The views of sources and what was suggested in them, of those asked for last.

    Attributes:
        kept: what was read.
    """

    kept: KeptTalk
    _views: dict[str, View] = field(default_factory=dict)
    _quoted: tuple[Trained, Quoted] | None = None
    _made: dict[str, tuple[str, Made]] = field(default_factory=dict)

    def view(self, trained: Trained, talk: Talk, source: Source, study: Study) -> View:
        """Return what a model says of a source of a study, `talk` being that source as read."""
        known = self._views.get(talk.source_guid)
        if known is None or known.talk is not talk or known.trained is not trained:
            self._views.pop(talk.source_guid, None)
            known = self._views[talk.source_guid] = self._view(trained, talk, source, study)
            if len(self._views) > _MOST_KEPT and self.kept.cache(study):  # what came of the others is kept
                del self._views[next(iter(self._views))]
        return known

    def is_of(self, guid: str, trained: Trained) -> bool:
        """Return whether what this very model says of a source is at hand."""
        return guid in self._views and self._views[guid].trained is trained

    def forget_views(self) -> None:
        """Let go of what a model says, since there is another one."""
        self._views.clear()

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
        """Let go of what was found in a source."""
        self._views.pop(guid, None)
        self._made.pop(guid, None)

    def _view(self, trained: Trained, talk: Talk, source: Source, study: Study) -> View:
        meanings = named_meanings() if trained.model.knows_meanings else None
        meant = self.kept.meant(study, source, "sentences", talk.starts, talk.ends, meanings)
        own = overlapping_examples(trained.examples, talk.source_guid, talk.starts, talk.ends)
        turns, starts, ends = turn_places(talk)
        by_turns = any(span.kind == "turn" for span in trained.spans)
        meant_by_turns = self.kept.meant(study, source, "turns", starts, ends, meanings) if by_turns else None
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
            quoted = self._quoted_of(trained)
            worth = np.flatnonzero(chances.max(axis=1, initial=0.0) >= _WORTH_A_LOOK)
            space = trained.model.space
            alike = Alike(quoted, vectors.sparse, worth, own, lambda: space.rows(talk.units))
            return View(talk, trained, chances, turn_chances, alike)

    def _quoted_of(self, trained: Trained) -> Quoted:
        if self._quoted is None or self._quoted[0] is not trained:
            self._quoted = trained, Quoted(trained)
        return self._quoted[1]
