"""Probabilities that mean what they say, and thresholds that hold their promise."""

import numpy as np

from qualcode.suggestions.calibrating import (
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
    chances = Curve().probabilities(scores, shares)
    thresholds = measured_thresholds(chances, coded, np.array([500, 100]))

    for code, threshold in enumerate(thresholds):
        above = chances[:, code] >= threshold
        assert coded[above, code].mean() >= LEAST_PRECISION


def test_a_code_with_few_codings_has_no_threshold():
    """Nothing is shown for it."""
    chances, coded = np.full((30, 1), 0.9), np.ones((30, 1), dtype=bool)

    assert [NEVER] == measured_thresholds(chances, coded, np.array([19])).tolist()
    assert measured_thresholds(chances, coded, np.array([20]))[0] < 1


def test_a_code_nobody_can_tell_has_no_threshold():
    """Where chance decides, no score is precise enough."""
    rng = np.random.default_rng(0)
    coded = rng.random((500, 1)) < 0.1

    assert [NEVER] == measured_thresholds(np.full((500, 1), 0.5), coded, np.array([50])).tolist()
