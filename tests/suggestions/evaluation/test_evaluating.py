"""Evaluation, its figures computed again by scikit-learn from what was said in the same folds."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import (
    average_precision_score,
    label_ranking_average_precision_score,
)
from sklearn.metrics import precision_recall_fscore_support as figures_of

from qualcode.suggestions.engine import Engine
from qualcode.suggestions.evaluation import evaluating
from tests.suggestions.test_engine import study  # noqa: F401  # a fixture


@pytest.fixture
def judged(study, monkeypatch):  # noqa: F811  # the fixture
    """An evaluation, and what was said in its folds."""
    said = []
    made = evaluating._evaluation
    monkeypatch.setattr("qualcode.suggestions.learned.calibrating.FEWEST_CODINGS", 8)  # two thirds are enough

    def seen(material, many, told, points):
        said.append((material, told))
        return made(material, many, told, points)

    monkeypatch.setattr(evaluating, "_evaluation", seen)
    return Engine().evaluation(study), *said[0]


def test_precision_recall_and_f1_are_scikit_learns(judged):
    """Per code and over all, of every sentence and turn that was looked at."""
    found, material, told = judged
    truth, shown = np.concatenate(told.coded), np.concatenate(told.suggested)
    by_code = np.array(figures_of(truth, shown, zero_division=0)[:3])
    overall = figures_of(truth.ravel(), shown.ravel(), average="binary", zero_division=0)[:3]

    assert truth.any()
    assert shown.any()
    for one in found.codes:
        expected = by_code[:, material.codes.index(one.code_guid)]
        np.testing.assert_allclose([one.precision or 0, one.recall or 0, one.f1 or 0], expected)
    np.testing.assert_allclose([found.overall.precision, found.overall.recall, found.overall.f1], overall)


def test_average_precision_is_scikit_learns(judged):
    """Of each code over the quotes, and of the codes of each quote."""
    found, material, told = judged
    truth, scores = material.coded[told.known], told.scores["qualcode"][told.known]
    has_code = truth.any(axis=1)

    for one in found.codes:
        column = material.codes.index(one.code_guid)
        assert one.average_precision == pytest.approx(average_precision_score(truth[:, column], scores[:, column]))
    for method, ranking in found.rankings:
        given = told.scores[method][told.known][has_code]
        if all(len(np.unique(row)) == len(row) for row in given):  # ties are another matter there
            expected = label_ranking_average_precision_score(truth[has_code], given)
            assert ranking.average_precision == pytest.approx(expected)
    assert dict(found.rankings)["qualcode"].first_right == np.mean(
        truth[has_code][np.arange(has_code.sum()), scores[has_code].argmax(axis=1)]
    )


def test_no_source_is_on_both_sides_of_a_fold(study, monkeypatch):  # noqa: F811  # the fixture
    """What is asked about is never from a source that was learned from, its uncoded talk included."""
    seen = []
    made = evaluating.learn

    def noted(codes, table, background, words, examples, *rest, **options):
        seen.append(set(examples.groups.tolist()))
        return made(codes, table, background, words, examples, *rest, **options)

    judged = []
    judge = evaluating._judge_fold

    def fold(material, table, cue_scores, showing, train, asked, groups, said):
        judge(material, table, cue_scores, showing, train, asked, groups, said)
        judged.append((set(groups.tolist()), set(material.groups[asked].tolist()), seen[-1]))

    monkeypatch.setattr(evaluating, "learn", noted)
    monkeypatch.setattr(evaluating, "_judge_fold", fold)
    Engine().evaluation(study)

    assert len(judged) > 1
    for left_out, asked, learned in judged:
        assert asked <= left_out
        assert learned
        assert not left_out & learned


def test_all_that_is_coded_is_told_where_only_some_is_learned_from(study, monkeypatch):  # noqa: F811  # the fixture
    """What was left out counts by what stands for it, also for the plain ways."""
    fewer = replace(study, codings=study.codings[::2] + study.codings[1::6])
    monkeypatch.setattr("qualcode.suggestions.talk.lessons._MOST_EXAMPLES", 16)
    found = Engine().evaluation(fewer)
    many = Counter(one.code_guid for one in fewer.codings)

    assert dict(many) == {one.code_guid: one.codings for one in found.codes}
    assert len(fewer.codings) == found.overall.codings
    share = max(many.values()) / many.total()
    assert dict(found.rankings)["most frequent"].first_right == pytest.approx(share, abs=0.02)


def test_codes_found_by_searches_alone_are_told(study):  # noqa: F811  # the fixture
    """Nothing learned is shown of them, and a column of noughts would not say why."""
    searched = replace(study, codings=tuple(replace(one, origin="auto") for one in study.codings))
    told = [line for line in Engine().evaluation(searched).missing if "where they are not" in line]

    assert [True] == [line.startswith("Of 2 of 2 codes used") for line in told]
    assert not [line for line in Engine().evaluation(study).missing if "where they are not" in line]


def test_codes_with_too_few_codings_once_sources_are_left_out_are_told(study, monkeypatch):  # noqa: F811  # the fixture
    """Each of both has 24 codings in all, and 16 without one source."""
    told = {}
    for fewest in (16, 24, 25):
        monkeypatch.setattr("qualcode.suggestions.learned.calibrating.FEWEST_CODINGS", fewest)
        told[fewest] = [line for line in Engine().evaluation(study).missing if "left out to judge by" in line]

    assert [] == told[16] == told[25]
    assert told[24] == [
        "2 codes have 24 codings or more, but fewer without the transcripts that are left out to judge by: less is "
        "shown here than will be when you code."
    ]
