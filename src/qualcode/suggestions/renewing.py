"""The suggestions of sources brought up to date: only what changed is made again.

What was suggested in a source hangs on its text as it stands, on the cues, on the grounds of the model, on the turns
in which something may be suggested and, for each code, on the record of its verdicts and its threshold. Where all that
is as it was, neither reading nor the model is needed. Suggestions are remembered by code: after a verdict one code's
are made. With a cache they outlive the process, else those of the sources asked for last are remembered.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.coding import COMPONENTS
from qualcode.model.transcript import cases_heard
from qualcode.suggestions.cache import cues_hash, suggested_key
from qualcode.suggestions.cues.scoring import record_of
from qualcode.suggestions.proposing import Proposer, in_place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Set

    from qualcode.model.coding import Component, Suggestion
    from qualcode.model.transcript import Source
    from qualcode.suggestions.engine import Engine
    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.talk.grounds import Grounds
    from qualcode.suggestions.talk.study import SourceKey, Study

# One for usual questions, one for what was missed of a code, where less likely ones are shown.
_MOST_OF_ONE_CODE = 2


class Renewer:
    """Brings suggestions up to date, for one state of the project.

    Args:
        parts: of the pipeline, that are asked.
        again: learn from what was coded and judged since; otherwise the last model is as good.
        stop: once it says so, nothing more is made, and nothing half made is remembered.
    """

    def __init__(
        self,
        engine: Engine,
        study: Study,
        parts: Collection[Component] = COMPONENTS,
        *,
        again: bool = True,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._engine = engine
        self._study = study
        self._parts = frozenset(parts)
        self._again = again
        self._stop = stop
        self._codes = [code.guid for code in study.codes()]
        self._asked = _asked(study, self._codes)
        self._cues = cues_hash(study.codebooks)
        self._grounds = self._present_grounds()
        is_usual = self._grounds is not None and self._parts == frozenset(COMPONENTS)
        self._cache = engine.kept.cache(study) if is_usual else None
        self._proposer: Proposer | None = None

    def suggested(
        self, key: SourceKey, *, with_moderator: bool = False, hidden: Set[int] = frozenset()
    ) -> list[Suggestion]:
        """Return what is suggested in a source, by place; nothing once it was told to stop.

        Args:
            hidden: numbers of turns in which nothing is suggested.
        """
        source = self._engine.kept.source(self._study, key)
        allowed = _allowed(source, hidden, with_moderator=with_moderator)
        hangs_on = self._hangs_on(key, allowed)
        made = self._engine.views.remembered(key.guid, hangs_on)
        if made is None:
            made = self._cache.suggested(_name(key, with_moderator), hangs_on, source) if self._cache else {}
        new = [code for code in self._codes if self._asked[code] not in made.get(code, ())]
        if new:
            talk = self._engine.kept.talk(self._study, key, stop=self._stop)
            proposer = self._making()
            if proposer is None or self._stop():
                return []
            for code, suggestions in proposer.made(source, talk, allowed, new).items():
                known = made.setdefault(code, {})
                known[self._asked[code]] = suggestions
                if len(known) > _MOST_OF_ONE_CODE:
                    del known[next(iter(known))]
            if self._cache and self._again:
                self._cache.keep_suggested(_name(key, with_moderator), hangs_on, made)
        self._engine.views.remember(key.guid, hangs_on, made)
        return in_place((one for code in self._codes for one in made[code][self._asked[code]]), self._codes)

    def is_made(self, key: SourceKey, *, with_moderator: bool = False, hidden: Set[int] = frozenset()) -> bool:
        """Return whether all suggestions of a source are in the cache."""
        if self._cache is None:
            return False
        source = self._engine.kept.source(self._study, key)
        hangs_on = self._hangs_on(key, _allowed(source, hidden, with_moderator=with_moderator))
        known = self._cache.what_is_suggested(_name(key, with_moderator), hangs_on)
        return all(self._asked[code] in known.get(code, ()) for code in self._codes)

    def _present_grounds(self) -> Grounds | None:
        """Return the grounds of the model that speaks; None where none does."""
        if not self._codes or not self._parts & {"learned", "likeness"}:
            return None
        return self._engine.grounds(self._study) if self._again else self._engine.last_grounds(self._study)

    def _making(self) -> Proposer | None:
        """Return what makes suggestions; None once it was told to stop."""
        if self._proposer is None:
            trained = None
            if self._grounds is not None:
                trained = self._engine.trained(self._study, again=self._again, stop=self._stop)
                if trained is None:
                    return None
            self._proposer = Proposer(self._engine.views, self._study, trained, self._parts)
        return self._proposer

    def _hangs_on(self, key: SourceKey, allowed: Array) -> str:
        grounds = (self._grounds.key, self._grounds.own(key.guid)) if self._grounds else ("", "")
        return suggested_key(key, self._cues, *grounds, *sorted(self._parts), allowed.tobytes().hex())


def _asked(study: Study, codes: Iterable[str]) -> dict[str, str]:
    """Return for each code what its suggestions hang on beside the source and the model."""
    records: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for (code, cue), counts in record_of(study.verdicts).items():
        records.setdefault(code, []).append((cue, counts))
    return {code: json.dumps([sorted(records.get(code, ())), study.thresholds.get(code)]) for code in codes}


def _allowed(source: Source, hidden: Set[int], *, with_moderator: bool) -> Array:
    """Return for each turn whether something may be suggested in it."""
    talking = cases_heard(source)
    return np.array(
        [(with_moderator or turn.case_guid in talking) and turn.number not in hidden for turn in source.turns],
        dtype=bool,
    )


def _name(key: SourceKey, with_moderator: bool) -> str:  # what it is called by
    return f"suggested-with-moderator-{key.guid}" if with_moderator else f"suggested-{key.guid}"
