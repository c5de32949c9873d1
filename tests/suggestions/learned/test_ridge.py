"""The regression, and what it would say of units left out."""

import numpy as np
import pytest

from qualcode.suggestions.learned.ridge import (
    PENALTIES,
    WEIGHTS,
    chosen_penalty,
    chosen_weight,
    ranking_penalty,
    solved,
    without,
)


@pytest.fixture
def units():
    """Twelve units of three groups as vectors, what they are like, and two codes."""
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((12, 4))
    targets = (rng.random((12, 2)) > 0.6).astype(float)
    return vectors, vectors @ vectors.T, targets, np.repeat([0, 1, 2], 4)


def test_it_is_ridge_regression_with_an_intercept(units):
    """The dual form gives what least squares on the vectors gives."""
    vectors, likeness, targets, _ = units
    ridge = solved(likeness, targets, 0.5)
    centered = vectors - vectors.mean(axis=0)
    slopes = np.linalg.solve(centered.T @ centered + 0.5 * np.eye(4), centered.T @ (targets - targets.mean(axis=0)))

    np.testing.assert_allclose(centered @ slopes + targets.mean(axis=0), likeness @ ridge.alphas + ridge.intercepts)


def test_leaving_out_a_group_is_training_without_it(units):
    """Errors and alphas are those of a system that never saw the group."""
    _, likeness, targets, groups = units
    out, kept = np.flatnonzero(groups == 1), np.flatnonzero(groups != 1)
    alphas, errors = without(solved(likeness, targets, 0.5), out)
    alone = solved(likeness[np.ix_(kept, kept)], targets[kept], 0.5)
    said = likeness[np.ix_(out, kept)] @ alone.alphas + alone.intercepts

    np.testing.assert_allclose(alone.alphas, alphas[kept], atol=1e-10)
    np.testing.assert_allclose(targets[out] - said, errors, atol=1e-10)
    assert not alphas[out].any()


def test_the_penalty_is_the_one_that_errs_least_on_groups_left_out(units):
    """Among those that are tried."""
    _, likeness, targets, groups = units

    def squares(penalty):
        ridge = solved(likeness, targets, penalty)
        return sum((without(ridge, np.flatnonzero(groups == group))[1] ** 2).sum() for group in range(3))

    assert min(PENALTIES, key=squares) == chosen_penalty(likeness, targets, groups)


def test_one_group_alone_takes_the_usual_penalty(units):
    """There is nothing to check on."""
    _, likeness, targets, _ = units

    assert 0.5 == chosen_penalty(likeness, targets, np.zeros(12))


def test_another_likeness_counts_only_where_it_saves_errors(units):
    """What tells the codes does; what tells nothing does not, nor what only does as a larger penalty would."""
    _, likeness, targets, groups = units
    noise = np.random.default_rng(1).standard_normal((12, 3))
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    telling = (targets @ targets.T > 0).astype(float)

    assert chosen_weight(likeness, telling, targets, groups, 0.5) in WEIGHTS
    assert chosen_weight(likeness, noise @ noise.T, targets, groups, 0.5) == 0
    assert chosen_weight(likeness, np.eye(12), targets, groups, 0.5) == 0
    assert chosen_weight(likeness, telling, targets, np.zeros(12), 0.5) == 0


@pytest.mark.parametrize("penalty", [0.12, 0.7, 2.0])
def test_the_more_is_known_the_less_few_errors_decide_the_penalty(penalty):
    """It moves towards one that orders well, never beyond it."""
    moved = [abs(np.log(ranking_penalty(penalty, units) / 0.35)) for units in (0, 25, 100, 1000, 10**9)]

    assert moved[0] == pytest.approx(abs(np.log(penalty / 0.35)))
    assert (np.diff(moved) < 0).all()
    assert moved[-1] == pytest.approx(moved[0] / 4)


def test_the_inverse_is_that_of_the_bordered_system():
    """Also of more units than are worked on at once."""
    vectors = np.random.default_rng(1).standard_normal((300, 8))
    ridge = solved(vectors @ vectors.T, vectors[:, :1], 0.5)
    bordered = np.ones((301, 301))
    bordered[:300, :300] = vectors @ vectors.T + 0.5 * np.eye(300)
    bordered[300, 300] = 0.0

    np.testing.assert_allclose(np.linalg.inv(bordered)[:300, :300], ridge.inverse, atol=1e-9)
