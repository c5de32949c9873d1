"""Probabilities that mean what they say, and thresholds that hold their promise."""

import numpy as np
import pytest

from qualcode.suggestions.learned.calibrating import (
    LEAST_PRECISION,
    NEVER,
    Curve,
    calibration_error,
    fitted_curve,
    measured_thresholds,
    reliability,
)


def pairs(seed, units=4000):
    """Scores of two codes, one common and one rare, and whether the units have them."""
    rng = np.random.default_rng(seed)
    shares = np.array([0.3, 0.05])
    coded = rng.random((units, 2)) < shares
    scores = np.clip(shares + coded * 0.25 + rng.normal(0, 0.12, (units, 2)), -0.2, 1.0)
    return scores, shares, coded


def test_probabilities_of_units_not_seen_are_what_share_is_coded():
    """A reliability curve lies on the diagonal: three in ten of those at 30 % are coded."""
    scores, shares, coded = pairs(0)
    others, _, truth = pairs(1)
    curve = reliability(fitted_curve(scores, shares, coded).probabilities(others, shares), truth)

    assert calibration_error(curve) < 0.03
    assert all(abs(mean - share) < 0.12 for mean, share, count in curve if count >= 100)


def test_a_higher_score_is_never_less_likely():
    """Whatever was learned."""
    scores, shares, coded = pairs(0)
    made = fitted_curve(scores, shares, ~coded).probabilities(np.linspace((-1, -1), (2, 2), 50), shares)

    assert (np.diff(made, axis=0) >= 0).all()


def test_nothing_to_learn_from_leaves_the_usual_curve():
    """No unit coded, or all of them."""
    scores, shares, coded = pairs(0, units=10)

    assert Curve() == fitted_curve(scores, shares, np.zeros_like(coded))
    assert Curve() == fitted_curve(scores, shares, np.ones_like(coded))


def test_thresholds_keep_the_precision_they_promise():
    """Of units at or above the threshold, at least six in ten are coded; one lower would not do."""
    scores, shares, coded = pairs(0)
    chances = fitted_curve(scores, shares, coded).probabilities(scores, shares)
    thresholds = measured_thresholds(chances, coded, np.array([500, 100]))

    for code, threshold in enumerate(thresholds):
        above = chances[:, code] >= threshold
        assert above.any()
        assert coded[above, code].mean() >= LEAST_PRECISION


def test_a_code_with_few_codings_has_no_threshold():
    """Nothing is shown for it."""
    coded = np.arange(60)[:, None] < 30
    chances = np.where(coded, 0.9, 0.1)

    assert [NEVER] == measured_thresholds(chances, coded, np.array([19])).tolist()
    assert measured_thresholds(chances, coded, np.array([20]))[0] < 1


def test_a_code_of_which_hardly_anything_is_known_not_to_have_it_has_no_threshold():
    """To suggest it everywhere would look as precise."""
    for lacking, is_shown in ((0, False), (29, False), (30, True)):
        coded = np.arange(30 + lacking)[:, None] < 30
        found = measured_thresholds(np.where(coded, 0.9, 0.1), coded, np.array([30]))

        assert is_shown == bool(found[0] < NEVER)


def test_a_code_nobody_can_tell_has_no_threshold():
    """Where chance decides, no score is precise enough."""
    rng = np.random.default_rng(0)
    coded = rng.random((500, 1)) < 0.1

    assert [NEVER] == measured_thresholds(np.full((500, 1), 0.5), coded, np.array([50])).tolist()


def told(seed, *, codes, units, skill=0.2):
    """Scores that tell codes in part, and whether the units have them."""
    random = np.random.default_rng(seed)
    coded = random.random((units, codes)) < 0.1
    return 0.05 + skill * coded + random.normal(0, 0.08, coded.shape), np.full(codes, 0.1), coded


def test_what_is_right_by_chance_makes_no_threshold():
    """Of scores that tell nothing, some begin with a few right ones; nothing is suggested on their word."""
    scores, shares, coded = told(0, codes=200, units=300, skill=0.0)
    chances = fitted_curve(scores, shares, coded).probabilities(scores, shares)
    thresholds = measured_thresholds(chances, coded, coded.sum(axis=0))

    assert (thresholds == NEVER).sum() >= 199


def test_a_code_nobody_can_tell_has_no_threshold_among_others_that_are_told_well():
    """What its probabilities promise, being those of all codes, is outweighed by what is seen of it."""
    scores, shares, coded = told(1, codes=400, units=300)
    vague = np.arange(400) % 4 == 0
    scores[:, vague] = np.random.default_rng(2).permutation(scores[:, vague])
    chances = fitted_curve(scores, shares, coded).probabilities(scores, shares)
    shown = measured_thresholds(chances, coded, coded.sum(axis=0)) < NEVER

    assert shown[vague].mean() < 0.05
    assert shown[~vague].mean() > 0.5


@pytest.mark.parametrize(("many", "shown"), [(1, False), (5, False), (6, True)])
def test_a_code_is_not_shown_on_the_word_of_a_few_places(many, shown):
    """However likely it is there: of many codes, some look right so often by luck."""
    chances = np.concatenate((np.full(many, 0.95), np.full(30, 0.01)))[:, None]
    coded = np.arange(many + 30)[:, None] < many

    assert shown == (measured_thresholds(chances, coded, np.array([25]))[0] < NEVER)


def test_a_threshold_found_on_few_holds_on_many():
    """Of codes that are learned in part, what is shown of other units is right in six of ten, on the whole."""
    random = np.random.default_rng(1)
    coded, others = random.random((2, 300, 200)) < 0.1
    chances, met = (np.clip(0.35 + 0.2 * one + random.normal(0, 0.11, one.shape), 0, 1) for one in (coded, others))
    shown = met >= measured_thresholds(chances, coded, coded.sum(axis=0))

    assert shown.any(axis=0).sum() > 20
    assert others[shown].mean() >= LEAST_PRECISION


def test_of_codes_that_are_shown_much_hardly_any_breaks_the_promise():
    """Each by itself, easy and hard ones, rare and common, on five times as many units as it was judged by."""
    random = np.random.default_rng(2)
    skills, shares = random.uniform(0.1, 0.3, 400), random.uniform(0.05, 0.2, 400)
    coded, others = random.random((400, 400)) < shares, random.random((2000, 400)) < shares
    chances, met = (np.clip(0.35 + skills * one + random.normal(0, 0.11, one.shape), 0, 1) for one in (coded, others))
    shown = met >= measured_thresholds(chances, coded, coded.sum(axis=0))
    much = shown.sum(axis=0) >= 25
    precise = (shown & others).sum(axis=0)[much] / shown.sum(axis=0)[much]

    assert much.sum() > 200
    assert (precise < LEAST_PRECISION).mean() < 0.1
    assert (precise < LEAST_PRECISION - 0.1).mean() < 0.01
