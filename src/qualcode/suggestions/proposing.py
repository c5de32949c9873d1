"""Suggestions of one source, put together from what each component of the pipeline says.

Cues speak with the record of their verdicts, and of the places where they turned out to be coded. The learned part
speaks where its probability reaches the code's threshold, also when moved by how its earlier suggestions of the code
fared. Likeness speaks where talk is nearly the words of a quote that was coded. Where several speak for a code in one
place, they make one suggestion, and speak independently.

What is hardly ever right is not suggested. Once a code has enough codings, its cues have to be as precise as what was
learned. How precise likeness is cannot be
measured on the few passages that repeat each other: for such a code it is a reason, and no suggestion by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.model.coding import COMPONENTS, Suggestion, SuggestionPart
from qualcode.model.transcript import Segment
from qualcode.suggestions.cues.scoring import Judge, record_of
from qualcode.suggestions.learned.calibrating import NEVER
from qualcode.suggestions.talk.spans import clause, several

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from qualcode.model.coding import Component
    from qualcode.model.transcript import Source
    from qualcode.suggestions.cues.scoring import Evidence
    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.learned.alike import Nearest
    from qualcode.suggestions.learned.trained import Trained
    from qualcode.suggestions.talk.study import Study
    from qualcode.suggestions.talk.talk import CueHit, Talk
    from qualcode.suggestions.views import View, Views

_HIGHEST = 0.99
_RECORD_WEIGHT = 8.0
# Of talk that all but repeats a coded quote, hardly half means the same: what is said often is short.
_ALIKE_SAYS = 0.5
_HARDLY_EVER = 0.25


@dataclass(slots=True)
class _Proposal:
    """One place and code, as it comes together; `cautious` is how surely its cues are right."""

    start: int
    end: int
    code_guid: str
    parts: tuple[SuggestionPart, ...]
    cue: str = ""
    cautious: float = 0.0


class _Likely(NamedTuple):
    """A sentence for which a code is likely enough; `turn` is where its turn is, where that is what is likely."""

    column: int
    place: int
    chance: float
    turn: tuple[int, int] | None = None


class _CueSpeaker:
    """Says what cues come to; once for all places where a single cue says it."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._said: dict[tuple[str, Evidence], tuple[tuple[SuggestionPart], str, float]] = {}

    def proposal(self, hit: CueHit) -> _Proposal:
        """Return what the cues found in one place, as a proposal."""
        return _Proposal(hit.start, hit.end, hit.code_guid, *self._part(hit.code_guid, hit.evidence))

    def _part(self, code: str, evidence: tuple[Evidence, ...]) -> tuple[tuple[SuggestionPart], str, float]:
        """Return what cues say for a code, the loudest, and how surely they are right."""
        is_usual = len(evidence) == 1 and evidence[0].kind != "pattern"
        known = self._said.get((code, evidence[0])) if is_usual else None
        if known is None:
            judgement = self._judge.judged(code, evidence)
            part = SuggestionPart(component="cues", score=judgement.score, reason=judgement.reason)
            known = (part,), judgement.cue, judgement.cautious
            if is_usual:
                self._said[code, evidence[0]] = known
        return known


class Proposer:
    """Makes the suggestions of sources, for one state of the project; `Renewer` knows which have to be made.

    Args:
        views: what the model says of sources.
    """

    def __init__(
        self, views: Views, study: Study, trained: Trained | None, parts: Collection[Component] = COMPONENTS
    ) -> None:
        self._parts = frozenset(parts)
        self._views = views
        self._study = study
        self._trained = trained
        record = record_of(study.verdicts)
        self._record = record
        by_source = trained.cues.counts.values() if trained else ()
        self._looked_at = frozenset(guid for counts in by_source for guid in counts)
        self._cues: dict[str, _CueSpeaker] = {}
        self._learned_record = {code: counts for (code, cue), counts in record.items() if not cue}

    def made(
        self, source: Source, talk: Talk, allowed: Array, codes: Sequence[str]
    ) -> dict[str, tuple[Suggestion, ...]]:
        """Return the suggestions of codes in one source.

        Args:
            allowed: whether something may be suggested in each turn.
        """
        hits: dict[str, list[CueHit]] = {}
        for hit in talk.cue_hits if "cues" in self._parts else ():
            hits.setdefault(hit.code_guid, []).append(hit)
        learned: dict[str, list[tuple[tuple[int, int], SuggestionPart]]] = {}
        if self._trained is not None and len(talk) > 0:
            view = self._views.view(self._trained, talk, source, self._study)
            learned = self._learned(codes, view, source, allowed)
        cues = self._cue_speaker(source.guid)
        starts = [turn.start for turn in source.turns]
        made: dict[str, tuple[Suggestion, ...]] = {}
        for code in codes:
            by_turn: dict[int, list[_Proposal]] = {}
            for hit in hits.get(code, ()):
                turn = bisect_right(starts, hit.start) - 1
                if turn >= 0 and allowed[turn]:
                    by_turn.setdefault(turn, []).append(cues.proposal(hit))
            for segment, part in learned.get(code, ()):
                _add(by_turn.setdefault(bisect_right(starts, segment[0]) - 1, []), segment, code, part)
            proposals = [one for proposed in by_turn.values() for one in proposed]
            made[code] = tuple(self._suggestions(code, proposals, source))
        return made

    def _suggestions(self, code: str, proposals: Iterable[_Proposal], source: Source) -> Iterator[Suggestion]:
        """Yield what is worth suggesting of what was proposed for a code."""
        chosen = self._study.thresholds.get(code)
        if chosen is not None:
            threshold = min(max(chosen, 0.0), 1.0)
            found = (_suggestion(one, source, threshold) for one in proposals)
            yield from (one for one in found if one.score >= threshold)
            return
        promised, measured = self._trained.least(code) if self._trained else (0.0, NEVER)
        least = max(promised, _HARDLY_EVER)
        for one in proposals:
            said = {part.component: part.score for part in one.parts}
            if "learned" in said:
                yield _suggestion(one, source, measured)
            elif (one.cautious if promised else max(said.values())) >= least:
                yield _suggestion(one, source, least)

    def _cue_speaker(self, source_guid: str) -> _CueSpeaker:
        """Return what speaks for cues in a source: all sources that nobody has looked at have the same."""
        which = source_guid if source_guid in self._looked_at else ""
        if which not in self._cues:
            coded = self._trained.cues.elsewhere(which) if self._trained else {}
            self._cues[which] = _CueSpeaker(Judge(self._record, coded))
        return self._cues[which]

    def _learned(
        self, codes: Sequence[str], view: View, source: Source, allowed: Array
    ) -> dict[str, list[tuple[tuple[int, int], SuggestionPart]]]:
        """Return what the learned part and likeness say for codes, and of which segments.

        Args:
            allowed: whether something may be suggested in each turn.
        """
        trained, talk = view.trained, view.talk
        spoken = allowed[talk.turns]
        turns, _ = talk.in_turns()
        columns = {code: place for place, code in enumerate(trained.model.codes)}
        likely = [
            one
            for code in codes
            if code in columns
            for one in self._likely(columns[code], view, spoken, (turns, allowed[turns]))
            if self._moved(code, one.chance) >= self._threshold(trained, columns[code])
        ]
        asked = [one.place for one in likely], [one.column for one in likely]
        nearest_ones = view.alike.nearest(*asked, is_same_asked="likeness" in self._parts)
        loudest = trained.model.words_for(talk.units, *asked)
        found: dict[str, list[tuple[tuple[int, int], SuggestionPart]]] = {}
        for one, nearest, words in zip(likely, nearest_ones, loudest, strict=True):
            part = self._learned_part(trained.model.codes[one.column], one.chance, words, nearest)
            segment = one.turn or _segment(view, source, one, words)
            found.setdefault(trained.model.codes[one.column], []).append((segment, part))
        for code in codes if "likeness" in self._parts else ():
            for place, nearest in view.alike.nearly_same(columns[code], spoken) if code in columns else ():
                score = round(self._moved(code, nearest.likeness * _ALIKE_SAYS), 4)
                part = SuggestionPart(component="likeness", score=score, reason=nearest.reason())
                found.setdefault(code, []).append(((int(talk.starts[place]), int(talk.ends[place])), part))
        view.alike.forget()
        return found

    def _likely(self, column: int, view: View, spoken: Array, turns: tuple[Array, Array]) -> Iterator[_Likely]:
        """Yield the sentences for which a code is likely enough, or the loudest sentences of such turns.

        Args:
            spoken: whether each sentence counts.
            turns: that have sentences, and whether each counts.
        """
        trained, talk, chances = view.trained, view.talk, view.chances[:, column]
        threshold = self._threshold(trained, column) if "learned" in self._parts else NEVER
        if trained.spans[column].kind == "turn":
            likely = view.turn_chances[:, column]
            for place in np.flatnonzero((likely >= threshold) & turns[1]).tolist():
                inside = np.flatnonzero(talk.turns == turns[0][place])
                segment = (int(talk.starts[inside[0]]), int(talk.ends[inside[-1]]))
                yield _Likely(column, int(inside[np.argmax(chances[inside])]), float(likely[place]), segment)
        else:
            for place in np.flatnonzero((chances >= threshold) & spoken).tolist():
                yield _Likely(column, place, float(chances[place]))

    def _threshold(self, trained: Trained, column: int) -> float:
        return self._study.thresholds.get(trained.model.codes[column], float(trained.model.thresholds[column]))

    def _moved(self, code: str, chance: float) -> float:
        """Return a probability moved by how what was learned of a code fared."""
        accepted, rejected = self._learned_record.get(code, (0, 0))
        if not accepted + rejected:
            return chance
        return (accepted + chance * _RECORD_WEIGHT) / (accepted + rejected + _RECORD_WEIGHT)

    def _learned_part(self, code: str, chance: float, words: Sequence[str], nearest: Nearest | None) -> SuggestionPart:
        accepted, rejected = self._learned_record.get(code, (0, 0))
        score = self._moved(code, chance)
        reasons = ["words " + ", ".join([f"*{word}*" for word in words])] if words else []  # letters alone
        if nearest is not None:
            reasons.append(nearest.reason())
        if accepted + rejected:
            reasons.append(f"{accepted} of {accepted + rejected} accepted so far")
        reason = " · ".join(reasons) or "learned from codings and codebook"
        return SuggestionPart(component="learned", score=round(min(score, _HIGHEST), 4), reason=reason)


def in_place(found: Iterable[Suggestion], codes: Sequence[str]) -> list[Suggestion]:
    """Return suggestions of one source by place; those of one place in the order of codes."""
    order = {code: place for place, code in enumerate(codes)}
    return sorted(found, key=lambda one: (one.segment.start, one.segment.end, order.get(one.code_guid, 0)))


def _suggestion(one: _Proposal, source: Source, threshold: float) -> Suggestion:
    parts = one.parts
    score, reason = parts[0].score, parts[0].reason
    if len(parts) > 1:
        parts = tuple(sorted(parts, key=lambda part: -part.score))
        score = round(min(1 - prod(1 - part.score for part in parts), _HIGHEST), 4)
        reasons = list(dict.fromkeys(part.reason for part in parts))
        # The quote that talk is nearly the words of is often the one that what was learned names too.
        told = [one for one in reasons if not any(one != other and one in other for other in reasons)]
        reason = " · ".join(told)
    return Suggestion(
        source_guid=source.guid,
        segment=Segment(one.start, one.end),
        quote=source.text[one.start : one.end],
        code_guid=one.code_guid,
        score=score,
        reason=reason,
        cue=one.cue,
        component=parts[0].component,
        parts=parts,
        threshold=threshold,
    )


def _add(proposals: list[_Proposal], segment: tuple[int, int], code: str, part: SuggestionPart) -> None:
    """Add what a component says to the proposal of its turn that it overlaps, or as one of its own."""
    for one in proposals:
        if one.start < segment[1] and segment[0] < one.end:
            known = next((place for place, other in enumerate(one.parts) if other.component == part.component), None)
            if known is None:
                one.parts = (*one.parts, part)
            elif one.parts[known].score < part.score:
                one.parts = (*one.parts[:known], part, *one.parts[known + 1 :])
            return
    proposals.append(_Proposal(segment[0], segment[1], code, (part,)))


def _segment(view: View, source: Source, likely: _Likely, words: Sequence[str]) -> tuple[int, int]:
    """Return what a coder would mark around a sentence, whose words speak for a code."""
    talk, place, span = view.talk, likely.place, view.trained.spans[likely.column]
    start, end = int(talk.starts[place]), int(talk.ends[place])
    if span.kind == "sentences":
        first, last = several(view.chances[:, likely.column], talk, place, span.sentences)
        return int(talk.starts[first]), int(talk.ends[last])
    if span.kind == "words":
        return clause(source.text, start, end, words)
    return start, end
