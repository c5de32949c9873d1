"""How good suggestions are on a project's own codings: each source is judged by models that have not seen it.

Two things are asked. *Ranking*: of a quote that was coded, how far up the list stand its codes? *Suggesting*: of all
sentences and turns of what was coded, which would the program show as suggestions (`shown.py`), and are they coded?
Beside it stand the plain ways: the most frequent codes, cues alone, words with logistic regression.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from qualcode.suggestions.cues.scoring import Judge
from qualcode.suggestions.evaluation.plain_models import most_frequent, words_with_regression
from qualcode.suggestions.evaluation.ranked_codes import Ranked, average_precision, ranked, ranked_by_code
from qualcode.suggestions.evaluation.shown import Fold
from qualcode.suggestions.learned.judged import Judged
from qualcode.suggestions.learned.learning import folds, learn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.suggestions.evaluation.shown import Showing
    from qualcode.suggestions.language.words import Array, WordTable
    from qualcode.suggestions.learned.material import Material
    from qualcode.suggestions.talk.talk import CueHit

Method = Literal["most frequent", "cues alone", "words with regression", "qualcode"]
METHODS: tuple[Method, ...] = ("most frequent", "cues alone", "words with regression", "qualcode")
SIZES = (25, 50, 100, 200, 400, 800)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFigures:
    """How suggestions of one code fare.

    Attributes:
        codings: segments it was coded for.
        suggested: sentences or turns it would be suggested for: those that are shown.
        precision: share of these that are coded; None where nothing is suggested.
        recall: share of the coded ones that are suggested; None where none is coded.
        average_precision: of the coded quotes ordered by their score for it.
        first_right: of the coded quotes whose first code it is, the share that have it (P@1); None for none.
        recall_at_3: of the quotes that have it, the share of which it is among the first three codes.
    """

    code_guid: str
    codings: int
    suggested: int
    precision: float | None
    recall: float | None
    f1: float | None
    average_precision: float | None
    first_right: float | None
    recall_at_3: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """How well codes are ordered when so many coded quotes are known."""

    quotes: int
    method: Method
    ranking: Ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was found.

    Attributes:
        folds: how many times sources were left out; fewer than two, and nothing could be judged.
        overall: figures over all codes, its `code_guid` empty.
        rankings: how well each method orders codes.
        curve: the same with fewer quotes known, ours and words with regression.
        missing: what stands in the way of better figures, one line each.
    """

    folds: int
    overall: CodeFigures
    codes: tuple[CodeFigures, ...]
    rankings: tuple[tuple[Method, Ranked], ...]
    curve: tuple[CurvePoint, ...]
    missing: tuple[str, ...]


@dataclass(slots=True)
class _Said:
    """What was said of units not seen, and the truth."""

    scores: dict[Method, Array]
    known: Array
    suggested: list[Array]
    coded: list[Array]


def cue_scores(material: Material, hits: Mapping[str, Sequence[CueHit]]) -> Array:
    """Return what cues alone say of each example: the loudest in it, without the record of verdicts.

    Args:
        hits: what the cues found in each source, by GUID.
    """
    columns = {code: place for place, code in enumerate(material.codes)}
    scores = np.zeros(material.coded.shape)
    judge = Judge({})
    for row, one in enumerate(material.examples):
        for hit in hits[one.source_guid]:
            if hit.start < one.end and one.start < hit.end and hit.code_guid in columns:
                column = columns[hit.code_guid]
                scores[row, column] = max(scores[row, column], judge.judged(hit.code_guid, hit.evidence).score)
    return scores


def evaluate(
    material: Material,
    table: WordTable,
    cue_scores: Array,
    showing: Showing,
    *,
    seed: int = 0,
    stop: Callable[[], bool] = lambda: False,
    step: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Return how good suggestions are; of what was found by then, once `stop` says so.

    Args:
        cue_scores: what cues alone say of each example, examples × codes.
        showing: what is shown in sources left out.
        seed: which quotes are known where only some are.
        step: called after each part of the work; there are `len(SIZES) + 1` for each fold.
    """
    coded_at = np.flatnonzero(np.any(material.coded, axis=1))
    fold_of = folds(material.groups[coded_at], np.ones(len(coded_at))) if len(coded_at) else {}
    many = len(set(fold_of.values()))
    said = _Said(
        {method: np.zeros(material.coded.shape) for method in METHODS}, np.zeros(len(material.coded), bool), [], []
    )
    points: dict[tuple[int, Method], Array] = {}
    few = len(coded_at)
    codings = fewest = material.sampling_weights @ material.coded
    for fold in range(many if many > 1 else 0):
        groups = np.array([group for group, place in fold_of.items() if place == fold], dtype=str)
        asked = coded_at[np.isin(material.groups[coded_at], groups)]
        train = np.flatnonzero(~np.isin(material.groups, groups))
        if stop() or not len(asked) or not np.any(material.coded[train]):
            continue
        _judge_fold(material, table, cue_scores, showing, train, asked, groups, said)
        step()
        fewest = np.minimum(fewest, material.sampling_weights[train] @ material.coded[train])
        few = min(few, int(np.any(material.coded[train], axis=1).sum()))
        order = np.random.default_rng([seed, fold]).permutation(train[np.any(material.coded[train], axis=1)])
        for size in SIZES:
            if size <= len(order) and not stop():
                _judge_some(material, table, np.sort(order[:size]), asked, size, points)
            step()
    found = _evaluation(
        material, many, said, {(size, method): made for (size, method), made in points.items() if size <= few}
    )
    return replace(found, missing=(*found.missing, *_fewer(codings, fewest)))


def _judge_fold(
    material: Material, table: WordTable, cue_scores: Array, showing: Showing, train: Array, asked: Array,
    groups: Array, said: _Said,
) -> None:  # fmt: skip
    checks = (material.sentences, material.turns)
    kept = [_without(check, groups) for check in checks]
    by_code = (~material.whole_turns, material.whole_turns)
    others = np.unique(material.sentences.groups[~np.isin(material.sentences.groups, groups)])
    model = learn(
        material.codes, table, material.background, material.words, material.lessons(train, others), kept,
        checked_codes=by_code,
    )  # fmt: skip
    if model is None:
        return
    said.known[asked] = True
    said.scores["qualcode"][asked] = model.scores(material.units.chosen(asked), _rows(material.meanings, asked))
    said.scores["cues alone"][asked] = cue_scores[asked]
    weights = material.sampling_weights[train]
    said.scores["most frequent"][asked] = most_frequent(material.coded[train], len(asked), weights)
    said.scores["words with regression"][asked] = _regression(material, train, asked)
    shown = showing.shown(Fold(model, train, groups))
    for check, suggested, columns in zip(checks, shown, by_code, strict=True):
        here = np.flatnonzero(np.isin(check.groups, groups))
        if len(here):
            asked_about = columns if check.known is None else columns & check.known[here]
            said.suggested.append(suggested[here] & asked_about)
            said.coded.append(check.coded[here] & asked_about)


def _judge_some(
    material: Material, table: WordTable, train: Array, asked: Array, size: int, points: dict[tuple[int, Method], Array]
) -> None:
    """Order the codes of some quotes, knowing few others."""
    groups = np.unique(material.groups[train])
    model = learn(material.codes, table, material.background, material.words, material.lessons(train, groups))
    made: dict[Method, Array] = {"words with regression": _regression(material, train, asked)}
    if model is not None:
        made["qualcode"] = model.scores(material.units.chosen(asked), _rows(material.meanings, asked))
    for method, scores in made.items():
        known = points.setdefault((size, method), np.full(material.coded.shape, np.nan))
        known[asked] = scores


def _regression(material: Material, train: Array, asked: Array) -> Array:
    texts = [one.quote for one in material.examples]
    coded = train[np.any(material.coded[train], axis=1)]
    return words_with_regression([texts[one] for one in coded], material.coded[coded], [texts[one] for one in asked])


def _without(check: Judged, groups: Array) -> Judged:
    places = np.flatnonzero(~np.isin(check.groups, groups))
    return Judged(
        units=check.units.chosen(places),
        coded=check.coded[places],
        groups=check.groups[places],
        known=_rows(check.known, places),
        meanings=_rows(check.meanings, places),
    )


def _rows(rows: Array | None, places: Array) -> Array | None:
    return None if rows is None else rows[places]


def _evaluation(material: Material, many: int, said: _Said, points: dict[tuple[int, Method], Array]) -> Evaluation:
    codings = np.rint(material.sampling_weights @ material.coded).astype(int)
    nothing = np.zeros((0, len(material.codes)), dtype=bool)
    suggested, coded = np.concatenate([nothing, *said.suggested]), np.concatenate([nothing, *said.coded])
    truth, scores = material.coded[said.known], said.scores["qualcode"][said.known]
    counts = material.sampling_weights[said.known]
    order = ranked_by_code(scores, truth, counts)
    codes = tuple(
        _figures(
            guid,
            int(codings[place]),
            suggested[:, place],
            coded[:, place],
            scores[:, place],
            truth[:, place],
            counts,
            order[place],
        )
        for place, guid in enumerate(material.codes)
        if codings[place]
    )
    ranking = ranked(scores, truth, counts)
    overall = _figures(
        "",
        int(codings.sum()),
        suggested.ravel(),
        coded.ravel(),
        scores.ravel(),
        truth.ravel(),
        np.repeat(counts, truth.shape[1]),
        (ranking.first_right, ranking.recall_at_3) if ranking.units else (None, None),
    )
    curve = []
    for (size, method), made in sorted(points.items()):
        here = ~np.isnan(made[:, 0])
        curve.append(
            CurvePoint(
                quotes=size,
                method=method,
                ranking=ranked(made[here], material.coded[here], material.sampling_weights[here]),
            )
        )
    return Evaluation(
        folds=many if many > 1 else 0,
        overall=overall,
        codes=codes,
        rankings=tuple((method, ranked(said.scores[method][said.known], truth, counts)) for method in METHODS),
        curve=tuple(curve),
        missing=_missing(material, codings, many),
    )


def _figures(
    guid: str, codings: int, suggested: Array, coded: Array, scores: Array, truth: Array,
    counts: Array, order: tuple[float | None, float | None],
) -> CodeFigures:  # fmt: skip
    right = int((suggested & coded).sum())
    precision = right / int(suggested.sum()) if suggested.any() else None
    recall = right / int(coded.sum()) if coded.any() else None
    both = (precision or 0.0) + (recall or 0.0)
    return CodeFigures(
        code_guid=guid,
        codings=codings,
        suggested=int(suggested.sum()),
        precision=precision,
        recall=recall,
        f1=None if precision is None or recall is None else (2 * precision * recall / both if both else 0.0),
        average_precision=average_precision(scores, truth, counts),
        first_right=order[0],
        recall_at_3=order[1],
    )


def _missing(material: Material, codings: Array, many: int) -> tuple[str, ...]:
    from qualcode.suggestions.learned.calibrating import FEWEST_CODINGS

    told = []
    sources = len({one.source_guid for one in material.examples if one.codes})
    used = int((codings > 0).sum())
    if not used:
        told.append("Nothing is coded yet: there is nothing to judge suggestions by.")
    elif many < 2:
        told.append("All codings lie in one place: code in more of the transcripts.")
    elif sources < 2:
        told.append("Only one source is coded: parts of it stand for sources, which flatters the figures.")
    if used == 1:
        told.append("Only one code is used: codes cannot be ranked.")
    few = int(((codings > 0) & (codings < FEWEST_CODINGS)).sum())
    if few:
        told.append(
            f"{few} of {used} codes used {'has' if few == 1 else 'have'} fewer than {FEWEST_CODINGS} codings: "
            "there, only cues and near repetitions are suggested."
        )
    searched = int(((codings >= FEWEST_CODINGS) & ~_is_measurable(material)).sum())
    if searched:
        told.append(
            f"Of {searched} of {used} codes used it is hardly known where they are not, as after searches and accepted "
            "suggestions: what was learned of them is suggested once somebody has read and coded for them by hand."
        )
    return tuple(told)


def _is_measurable(material: Material) -> Array:
    """Return of which codes enough is known that does not have them, as thresholds ask."""
    having, lacking = np.zeros(len(material.codes)), np.zeros(len(material.codes))
    for check, codes in ((material.sentences, ~material.whole_turns), (material.turns, material.whole_turns)):
        known = np.ones_like(check.coded) if check.known is None else check.known
        having += (known & check.coded).sum(axis=0) * codes
        lacking += (known & ~check.coded).sum(axis=0) * codes
    enough: Array = (lacking > 0) & (lacking >= having)
    return enough


def _fewer(codings: Array, fewest: Array) -> tuple[str, ...]:
    """Return that codes have enough codings to be learned, but not without the sources of a fold; or nothing.

    Args:
        fewest: how many codings each code has where most of them are left out.
    """
    from qualcode.suggestions.learned.calibrating import FEWEST_CODINGS

    many = int(((codings >= FEWEST_CODINGS) & (fewest < FEWEST_CODINGS)).sum())
    if not many:
        return ()
    whose = "1 code has" if many == 1 else f"{many} codes have"
    return (
        f"{whose} {FEWEST_CODINGS} codings or more, but fewer without the transcripts that are left out to judge by: "
        "less is shown here than will be when you code.",
    )
