"""Suggestions of one source, put together from what each component of the pipeline says.

Cues speak with the record of their verdicts. The learned part speaks where its probability reaches the code's
threshold; what it says is moved by how its earlier suggestions of the code fared. Likeness speaks where talk is nearly
the words of a quote that was coded. Where several speak for a code in one place, they make one suggestion, and speak
independently.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.coding import COMPONENTS, Suggestion, SuggestionPart
from qualcode.model.display import harmless_line
from qualcode.model.transcript import Segment
from qualcode.suggestions.calibrating import NEVER
from qualcode.suggestions.scoring import Judge, record_of
from qualcode.suggestions.spans import clause, several

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence, Set

    from qualcode.model.coding import Component
    from qualcode.model.transcript import Source
    from qualcode.suggestions.alike import Nearest
    from qualcode.suggestions.engine import Engine, View
    from qualcode.suggestions.study import Study
    from qualcode.suggestions.talk import CueHit, Talk
    from qualcode.suggestions.trained import Trained
    from qualcode.suggestions.words import Array

_HIGHEST = 0.99
_RECORD_WEIGHT = 8.0
_ALIKE_SAYS = 0.85


@dataclass(slots=True)
class _Proposal:
    """One place and code, as it comes together."""

    start: int
    end: int
    code_guid: str
    parts: list[SuggestionPart]
    cue: str = ""


class Proposer:
    """Makes the suggestions of sources, for one state of the project."""

    def __init__(
        self, engine: Engine, study: Study, trained: Trained | None, parts: Collection[Component] = COMPONENTS
    ) -> None:
        self._parts = frozenset(parts)
        self._engine = engine
        self._study = study
        self._trained = trained
        record = record_of(study.verdicts)
        self._judge = Judge(record)
        self._learned_record = {code: counts for (code, cue), counts in record.items() if not cue}
        self._records: dict[str, dict[str, tuple[int, int]]] = {}
        for (code, cue), counts in record.items():
            self._records.setdefault(code, {})[cue] = counts

    def proposals(
        self, source: Source, talk: Talk, *, with_moderator: bool = False, hidden: Set[int] = frozenset()
    ) -> Iterator[Suggestion]:
        """Yield the suggestions for one source, by place; only those of codes about which something changed are made.

        Args:
            hidden: numbers of turns in which nothing is suggested.
        """
        talking = {case.guid for case in source.cases if case.role == "participant"}
        allowed = np.array(
            [(with_moderator or turn.case_guid in talking) and turn.number not in hidden for turn in source.turns],
            dtype=bool,
        )
        hits: dict[str, list[CueHit]] = {}
        for hit in talk.cue_hits if "cues" in self._parts else ():
            hits.setdefault(hit.code_guid, []).append(hit)
        learns = self._trained is not None and len(talk) > 0
        codes = dict.fromkeys((*hits, *(self._trained.model.codes if self._trained and learns else ())))
        view = self._engine.view(self._trained, talk, source, self._study) if self._trained and learns else None
        kept = self._engine.kept(talk, view, (self._parts, allowed.tobytes()))
        found: list[Suggestion] = []
        for code in codes:
            asked = (self._records.get(code), self._study.thresholds.get(code))
            known = kept.get(code)
            if known is None or known[0] != asked:
                made = [self._suggestion(one, source) for one in self._of_code(code, hits, view, source, talk, allowed)]
                known = kept[code] = asked, tuple(one for one in made if one.score >= one.threshold)
            found.extend(known[1])
        if view is not None:
            view.alike.forget()
        order = {code.guid: place for place, code in enumerate(self._study.codes())}
        found.sort(key=lambda one: (one.segment.start, one.segment.end, order.get(one.code_guid, 0)))
        yield from found

    def _of_cue(self, hit: CueHit) -> _Proposal:
        judgement = self._judge.judged(hit.code_guid, hit.evidence)
        part = SuggestionPart(component="cues", score=judgement.score, reason=judgement.reason)
        return _Proposal(hit.start, hit.end, hit.code_guid, [part], judgement.cue)

    @staticmethod
    def _is_allowed(hit: CueHit, source: Source, allowed: Array) -> bool:
        turn = bisect_left(source.turns, hit.start + 1, key=lambda turn: turn.start) - 1
        return turn >= 0 and bool(allowed[turn])

    def _of_code(
        self, code: str, hits: Mapping[str, Sequence[CueHit]], view: View | None, source: Source, talk: Talk,
        allowed: Array,
    ) -> list[_Proposal]:  # fmt: skip
        """Return the proposals for a code: of its cues, with those of the other components beside or in them."""
        found = [self._of_cue(hit) for hit in hits.get(code, ()) if self._is_allowed(hit, source, allowed)]
        if view is None or code not in view.trained.model.codes:
            return found
        trained, chances, turn_chances, alike = view.trained, view.chances, view.turn_chances, view.alike
        column = trained.model.codes.index(code)
        spoken = allowed[talk.turns]
        turns, _ = talk.in_turns()
        span = trained.spans[column]
        threshold = self._threshold(trained, column) if "learned" in self._parts else NEVER
        is_turn = span.kind == "turn"
        likely, counts = (turn_chances[:, column], allowed[turns]) if is_turn else (chances[:, column], spoken)
        segments, places, sure = [], [], []
        for place in np.flatnonzero((likely >= threshold) & counts).tolist():
            if is_turn:
                inside = np.flatnonzero(talk.turns == turns[place])
                places.append(int(inside[np.argmax(chances[inside, column])]))
                segments.append((int(talk.starts[inside[0]]), int(talk.ends[inside[-1]])))
            else:
                places.append(place)
                segments.append(_segment(trained, source, talk, place, column, chances[:, column]))
            sure.append(float(likely[place]))
        nearest_ones = alike.nearest(places, column) if places else []
        for segment, place, chance, nearest in zip(segments, places, sure, nearest_ones, strict=True):
            _add(found, segment, code, self._learned_part(trained, nearest, talk, place, column, chance))
        for place, nearest in alike.nearly_same(column, spoken) if "likeness" in self._parts else ():
            part = SuggestionPart(
                component="likeness", score=round(nearest.likeness * _ALIKE_SAYS, 4), reason=nearest.reason()
            )
            _add(found, (int(talk.starts[place]), int(talk.ends[place])), code, part)
        return found

    def _threshold(self, trained: Trained, column: int) -> float:
        return self._study.thresholds.get(trained.model.codes[column], float(trained.model.thresholds[column]))

    def _learned_part(
        self, trained: Trained, nearest: Nearest | None, talk: Talk, place: int, column: int, chance: float
    ) -> SuggestionPart:
        code = trained.model.codes[column]
        accepted, rejected = self._learned_record.get(code, (0, 0))
        score = (accepted + chance * _RECORD_WEIGHT) / (accepted + rejected + _RECORD_WEIGHT)
        words = trained.model.words_for(_words_at(talk, place), column)
        reasons = ["words " + ", ".join(f"*{harmless_line(word)}*" for word in words)] if words else []
        if nearest is not None:
            reasons.append(nearest.reason())
        if accepted + rejected:
            reasons.append(f"{accepted} of {accepted + rejected} accepted so far")
        reason = " · ".join(reasons) or "learned from your codings"
        return SuggestionPart(component="learned", score=round(min(score, _HIGHEST), 4), reason=reason)

    def _suggestion(self, one: _Proposal, source: Source) -> Suggestion:
        parts = tuple(sorted(one.parts, key=lambda part: -part.score))
        silent = 1.0
        for part in parts:
            silent *= 1 - part.score
        component: Component = parts[0].component
        return Suggestion(
            source_guid=source.guid,
            segment=Segment(one.start, one.end),
            quote=source.text[one.start : one.end],
            code_guid=one.code_guid,
            score=parts[0].score if len(parts) == 1 else round(min(1 - silent, _HIGHEST), 4),
            reason=" · ".join(dict.fromkeys(part.reason for part in parts)),
            cue=one.cue,
            component=component,
            parts=parts,
            threshold=min(max(self._study.thresholds.get(one.code_guid, 0.0), 0.0), 1.0),
        )


def _add(proposals: list[_Proposal], segment: tuple[int, int], code: str, part: SuggestionPart) -> None:
    """Add what a component says to the proposal it overlaps, or as one of its own."""
    for one in proposals:
        if one.start < segment[1] and segment[0] < one.end:
            known = next((place for place, other in enumerate(one.parts) if other.component == part.component), None)
            if known is None:
                one.parts.append(part)
            elif one.parts[known].score < part.score:
                one.parts[known] = part
            return
    proposals.append(_Proposal(segment[0], segment[1], code, [part]))


def _segment(trained: Trained, source: Source, talk: Talk, place: int, column: int, chances: Array) -> tuple[int, int]:
    """Return what a coder would mark around a sentence."""
    span = trained.spans[column]
    start, end = int(talk.starts[place]), int(talk.ends[place])
    if span.kind == "sentences":
        first, last = several(chances, talk, place, span.sentences)
        return int(talk.starts[first]), int(talk.ends[last])
    if span.kind == "words":
        return clause(source.text, start, end, trained.model.words_for(_words_at(talk, place), column))
    return start, end


def _words_at(talk: Talk, place: int) -> Array:
    return talk.units.types[talk.units.starts[place] : talk.units.starts[place + 1]]
