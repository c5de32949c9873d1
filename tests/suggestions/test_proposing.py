"""What is shown of what each part of the pipeline says."""

from dataclasses import replace

from qualcode.model.coding import Verdict
from qualcode.model.transcript import Segment
from qualcode.suggestions.engine import Engine
from tests.suggestions.small_books import guid
from tests.suggestions.test_engine import AT, HEALTH, MONEY, proposed, study  # noqa: F401  # a fixture


def rejected(many, code=MONEY):
    """As many rejections of what was learned, each somewhere else."""
    return tuple(
        Verdict(source_guid=guid(703), segment=Segment(place, place + 1), code_guid=code, cue="", kind="reject",
                coder="Vera", at=AT)
        for place in range(many)
    )  # fmt: skip


def test_what_was_rejected_time_and_again_is_shown_no_more(study):  # noqa: F811  # the fixture
    """At once, without training; other codes are not touched."""
    engine = Engine()
    before = proposed(engine, study)
    some = proposed(engine, replace(study, verdicts=rejected(2)), again=False)
    none = proposed(engine, replace(study, verdicts=rejected(30)), again=False)

    assert 8 == sum(one.code_guid == MONEY for one in before)
    assert 8 == sum(one.code_guid == MONEY for one in some)
    assert not [one for one in none if one.code_guid == MONEY]
    assert [one for one in before if one.code_guid == HEALTH] == [one for one in none if one.code_guid == HEALTH]


def test_every_score_shown_reaches_the_threshold_it_is_shown_with(study):  # noqa: F811  # the fixture
    """Measured or set."""
    for thresholds in ({}, {MONEY: 0.5}):
        found = proposed(Engine(), replace(study, thresholds=thresholds))

        assert found
        assert all(one.score >= one.threshold > 0 for one in found)


def test_near_repetitions_are_a_reason_only_once_a_code_has_enough_codings(study):  # noqa: F811  # the fixture
    """Before that they are suggested: nothing else is known."""
    few = replace(study, codings=study.codings[:16])
    engine = Engine()
    alone = [one for one in proposed(engine, few) if one.component == "likeness"]
    model = engine.trained(study)
    never = replace(model, model=replace(model.model, thresholds=model.model.thresholds + 2))
    engine._trained = engine._trained[0], never
    engine.views.forget_views()

    assert alone
    assert all(len(one.parts) == 1 for one in alone)
    assert not [one for one in proposed(engine, study) if one.component == "likeness"]
