"""Resampled groups: weights, products of sums, intervals and what is remarked."""

import numpy as np
import pytest

from qualcode.analysis.agreement import coefficients
from qualcode.analysis.agreement.coefficients import alpha_with
from qualcode.analysis.agreement.reliability import bootstrap_interval, krippendorff_alpha, ratings
from qualcode.analysis.agreement.set_distances import masi_distance
from qualcode.analysis.resampling import drawn_groups, estimated, interval_of, weighed_products


@pytest.mark.parametrize("values", [2, 6, 30])
def test_products_are_the_same_whichever_way_they_are_summed(values):
    """Few values, more, and more than groups."""
    rng = np.random.default_rng(3)
    weights, left, right = rng.random((7, 9)), rng.random((9, values)), rng.random((9, values))

    assert ((weights @ left) * (weights @ right)).sum(axis=1) == pytest.approx(weighed_products(weights, left, right))


def test_as_many_groups_are_drawn_as_there_are():
    """With replacement; none from a single group."""
    drawn = drawn_groups(5, seed=1, resamples=50)

    assert {5.0} == set(drawn.sum(axis=1))
    assert drawn_groups(1, seed=1) is None


def test_resamples_without_a_value_are_told_of():
    """They are left out of the interval and remarked."""
    found = np.array([0.5, 0.1, np.nan, 0.9, np.nan])

    assert (0.1, 0.9, 0.5) == pytest.approx(interval_of(found[1:], level=1.0))
    figures, remark = estimated("alpha", found)
    assert (0.5, "alpha: 50 % of the resamples had no value") == (figures["alpha"], remark)
    assert {"alpha": None, "alpha_low": None, "alpha_high": None} == estimated("alpha", np.array([np.nan, 1.0]))[0]


def test_many_sets_in_many_groups_have_nearly_the_same_interval(monkeypatch):
    """What is told to first order there: the figure is exact, the interval close."""
    rng = np.random.default_rng(5)
    sets = [frozenset(rng.choice(6, size=size, replace=False).tolist()) for size in rng.integers(0, 4, size=600)]
    units = [(one, one if rng.random() < 0.6 else other) for one, other in zip(sets, reversed(sets), strict=True)]
    told = ratings(units, [place % 40 for place in range(600)])
    exact = krippendorff_alpha(told, masi_distance), bootstrap_interval(told, alpha_with(masi_distance), seed=2)

    monkeypatch.setattr(coefficients, "_DEAR", 0)

    assert exact[0] == pytest.approx(krippendorff_alpha(told, masi_distance))
    assert exact[1] == pytest.approx(bootstrap_interval(told, alpha_with(masi_distance), seed=2), abs=0.002)
