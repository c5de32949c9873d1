"""Which codes a turn of talk, or any text, may have: all of them, the likeliest first, worth suggesting or not.

Cues and what was learned speak independently, as in suggestions; but nothing is cut at a threshold, so that there is an
order before anybody has coded, from what the codebook says alone.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.display import harmless_line
from qualcode.model.identity import new_guid
from qualcode.model.transcript import Case, Source, Turn
from qualcode.suggestions.cues.scoring import Judge, record_of
from qualcode.suggestions.language.threads import one_thread
from qualcode.suggestions.learned.unseen import overlapping_examples
from qualcode.suggestions.talk.contexts import turns_around
from qualcode.suggestions.talk.lessons import turn_places

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.suggestions.cues.scoring import Evidence
    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.learned.learning import Learned
    from qualcode.suggestions.learned.trained import Trained
    from qualcode.suggestions.talk.study import Study
    from qualcode.suggestions.talk.talk import Talk

_HIGHEST = 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyCode:
    """A code that a turn or a text may have.

    Attributes:
        score: how likely, from 0 to 1.
        reason: what speaks for it; empty where nothing in particular does.
    """

    code_guid: str
    score: float
    reason: str


def likely_codes(
    trained: Trained,
    study: Study,
    source: Source,
    talk: Talk,
    meant: Array | None,
    *,
    turns: Collection[int],
    most: int,
    alone: bool = False,
) -> dict[int, tuple[LikelyCode, ...]]:
    """Return the likeliest codes of turns, by their places in the source; turns without a word are left out.

    A turn is judged as if nobody had coded it, and no word is told that nothing but its own codings taught.

    Args:
        meant: what the turns that have sentences mean, from the semantic extra; None without.
        turns: places of those that are asked about.
        most: how many codes of each; 0 for all.
        alone: no turn answers another.
    """
    model = trained.model
    spoken, starts, ends = turn_places(talk)
    rows = np.flatnonzero(np.isin(spoken, list(turns)))
    answers = model.space.around.weight > 0 and not alone
    units = (turns_around(talk, source) if answers else talk.in_turns()[1]).chosen(rows)
    seen = overlapping_examples(trained.examples, source.guid, starts, ends)
    with one_thread():
        learned = model.scores(
            units, None if meant is None else meant[rows], unseen=[seen[row] for row in rows.tolist()]
        )
    chances = model.probabilities(learned)
    cues = _cues(trained, study, source, talk)
    heard = np.zeros_like(chances)
    for row, place in enumerate(spoken[rows].tolist()):
        for code, (score, _) in cues.get(place, {}).items():
            heard[row, code] = score
    scores = np.minimum(1 - (1 - chances) * (1 - heard), _HIGHEST)
    order = np.lexsort((-learned, -scores), axis=1)[:, : most or None]
    asked = [(row, code) for row, codes in enumerate(order.tolist()) for code in codes]
    words = model.words_for(units, [row for row, _ in asked], [code for _, code in asked])
    untold = [_only_there(model, seen[row]) for row in rows.tolist()]
    found: dict[int, list[LikelyCode]] = {int(place): [] for place in spoken[rows]}
    for (row, code), told in zip(asked, words, strict=True):
        place = int(spoken[rows[row]])
        loudest = [word for word in told if word not in untold[row] or model.words.says_of(untold[row][word], code)]
        reasons = [cues[place][code][1]] if code in cues.get(place, {}) else []
        reasons += ["words " + ", ".join(f"*{harmless_line(word)}*" for word in loudest)] if loudest else []
        score = round(float(scores[row, code]), 4)
        found[place].append(LikelyCode(code_guid=model.codes[code], score=score, reason=" · ".join(reasons)))
    return {place: tuple(codes) for place, codes in found.items()}


def _only_there(model: Learned, lessons: Sequence[int]) -> Mapping[str, Sequence[int]]:
    """Return the forms of the words that stand in these lessons and in no other, with the words' numbers."""
    if not lessons or model.system is None:
        return {}
    units, forms = model.system.units, model.space.table.forms
    here = np.bincount(units.chosen(lessons).types, minlength=len(forms))
    only = np.flatnonzero((here > 0) & (here == np.bincount(units.types, minlength=len(forms))))
    found: dict[str, list[int]] = {}
    for number in only.tolist():
        found.setdefault(forms[number], []).append(number)
    return found


def _cues(trained: Trained, study: Study, source: Source, talk: Talk) -> Mapping[int, Mapping[int, tuple[float, str]]]:
    """Return for turns, by their places, what cues say for codes, by their columns: how much, and why."""
    judge = Judge(record_of(study.verdicts), trained.cues.elsewhere(source.guid))
    columns = {code: column for column, code in enumerate(trained.model.codes)}
    starts = [turn.start for turn in source.turns]
    evidence: dict[tuple[int, str], list[Evidence]] = {}
    for hit in talk.cue_hits:
        if hit.code_guid in columns:
            evidence.setdefault((bisect_right(starts, hit.start) - 1, hit.code_guid), []).extend(hit.evidence)
    found: dict[int, dict[int, tuple[float, str]]] = {}
    for (turn, code), said in evidence.items():
        judgement = judge.judged(code, said)
        found.setdefault(turn, {})[columns[code]] = judgement.score, judgement.reason
    return found


def source_of_texts(texts: Sequence[str], language: str) -> Source:
    """Return texts as a source that is in no project, one turn each, said by somebody."""
    somebody = Case(guid=new_guid(), label="somebody")
    turns, start = [], 0
    for number, text in enumerate(texts, 1):
        end = start + len(text)
        turns.append(Turn(number=number, case_guid=somebody.guid, start=start, speech=start, end=end))
        start = end + 2
    return Source(
        guid=new_guid(), name="texts", text="\n\n".join(texts), sha256="", language=language, encoding="utf-8",
        turns=tuple(turns), cases=(somebody,),
    )  # fmt: skip
