"""What the program shows in sources that were left out: made as suggestions are, from what the other sources tell.

Cues speak with their record in the other sources, of places and of verdicts; thresholds are those of the model that has
not seen the source, or the coder's own. Where there is only one source, parts of it stand for sources.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.transcript import cases_heard
from qualcode.suggestions.learned.trained import Trained
from qualcode.suggestions.proposing import Proposer
from qualcode.suggestions.talk.lessons import covered
from qualcode.suggestions.views import Views

if TYPE_CHECKING:
    from qualcode.model.coding import Suggestion
    from qualcode.suggestions.kept_talk import KeptTalk
    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.learned.learning import Learned
    from qualcode.suggestions.learned.material import Material
    from qualcode.suggestions.talk.study import Study


@dataclass(frozen=True, slots=True)
class Fold:
    """What is left out, and the model that has not seen it.

    Attributes:
        train: places of the examples that it was trained on.
        groups: those that are left out.
    """

    model: Learned
    train: Array
    groups: Array


@dataclass(frozen=True, slots=True)
class Showing:
    """Shows what would be suggested, as `Renewer` does in a source that nobody has coded.

    Attributes:
        kept: what was read of the study.
        material: of the study.
    """

    kept: KeptTalk
    study: Study
    material: Material

    def shown(self, fold: Fold) -> tuple[Array, Array]:
        """Return which of the sentences and which of the turns are suggested, units × codes.

        A unit is where a suggestion covers half of it, or half of one lies in it. Of units that are not left out,
        nothing is said.
        """
        checks = (self.material.sentences, self.material.turns)
        made = np.zeros(checks[0].coded.shape, dtype=bool), np.zeros(checks[1].coded.shape, dtype=bool)
        rows = [np.flatnonzero(np.isin(check.groups, fold.groups)) for check in checks]
        columns = {code: place for place, code in enumerate(self.material.codes)}
        for guid, suggestions in self._suggestions(fold, rows).items():
            segments = [(one.segment.start, one.segment.end, (one.code_guid,)) for one in suggestions]
            for check, here, said in zip(checks, rows, made, strict=True):
                if check.stands is not None:
                    its = here[check.stands.source_guids[here] == guid]
                    said[its] = covered(check.stands.starts[its], check.stands.ends[its], segments, columns)
        return made

    def _suggestions(self, fold: Fold, rows: list[Array]) -> dict[str, list[Suggestion]]:
        """Return what is suggested in the sources that have some of these units, by GUID."""
        material = self.material
        asked: set[str] = set()
        for check, here in zip((material.sentences, material.turns), rows, strict=True):
            if check.stands is not None:
                asked |= set(check.stands.source_guids[here].tolist())
        proposer = Proposer(Views(self.kept), self._without(fold), self._trained(fold))
        made: dict[str, list[Suggestion]] = {}
        for key in self.study.sources:
            if key.guid in asked:
                source, talk = self.kept.source(self.study, key), self.kept.talk(self.study, key)
                talking = cases_heard(source)
                allowed = np.array([turn.case_guid in talking for turn in source.turns], dtype=bool)
                found = proposer.made(source, talk, allowed, material.codes)
                made[key.guid] = [one for suggestions in found.values() for one in suggestions]
        return made

    def _trained(self, fold: Fold) -> Trained:
        """Return the model with what it was trained on, and with the record of cues in the other groups.

        Of parts of a source all of it counts, as none of them is the source itself.
        """
        material = self.material
        return Trained(
            model=fold.model,
            examples=tuple(material.examples[place] for place in fold.train.tolist()),
            units=material.units.chosen(fold.train).with_around(None),
            spans=material.spans,
            cues=material.cues_by_group.outside(frozenset(fold.groups.tolist())),
        )

    def _without(self, fold: Fold) -> Study:
        """Return the study without the verdicts in what is left out."""
        gone, group_of = frozenset(fold.groups.tolist()), self.material.group_of
        kept = tuple(one for one in self.study.verdicts if group_of(one.source_guid, one.segment.start) not in gone)
        return replace(self.study, verdicts=kept)
