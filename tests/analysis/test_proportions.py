"""Intervals of shares, against published figures and against resampling done the slow way."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.proportions import Level, difference, drawn_together, drawn_units, intervals, newcombe, wilson


@pytest.mark.parametrize(
    ("n", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_newcombe_prints_it(n, total, low, high):
    """Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I."""
    assert [round(float(end[0]), 4) for end in wilson(np.array([n]), np.array([total]))] == [low, high]


def side(n, total):
    numbers = np.array([n]), np.array([total])
    return (numbers[0] / numbers[1], *wilson(*numbers))


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_as_he_prints_it(one, other, low, high):
    """Newcombe, Interval estimation for the difference (1998), table II, method 10."""
    assert [round(float(end[0]), 4) for end in newcombe(side(*one), side(*other))] == [low, high]


def test_nobody_has_no_interval():
    """0 of 0 is not 0 %."""
    assert all(np.isnan(end[0]) for end in wilson(np.array([0]), np.array([0])))


@st.composite
def level_pairs(draw):
    """Return two levels of people in some of the same units, with the number of units."""
    count, codes = draw(st.integers(1, 8)), draw(st.integers(1, 3))
    found = []
    for _ in range(2):
        units = sorted(draw(st.sets(st.integers(0, count - 1), min_size=1)))
        people = [draw(st.integers(1, 9)) for _ in units]
        voiced = [[draw(st.integers(0, most)) for _ in range(codes)] for most in people]
        found.append(Level(np.array(units), np.array(people), np.array(voiced)))
    return count, *found


def slow_shares(level, drawn, code):
    """Return the share in each resample, unit by unit; None where nobody is there."""
    shares = []
    for weights in drawn:
        n = sum(weights[unit] * voiced[code] for unit, voiced in zip(level.units, level.voiced, strict=True))
        total = sum(weights[unit] * people for unit, people in zip(level.units, level.people, strict=True))
        shares.append(n / total if total else None)
    return shares


@given(level_pairs(), st.integers(0, 3))
def test_intervals_are_those_computed_the_slow_way(pair, seed):
    """The middle 95 % of the resampled shares, or Wilson's interval where that is wider."""
    count, one, other = pair
    drawn = drawn_units(count, seed=seed, resamples=40)
    for code in range(one.voiced.shape[1]):
        sides = [(int(level.voiced[:, code].sum()), int(level.people.sum())) for level in (one, other)]
        shares = [slow_shares(level, drawn, code) for level in (one, other)]
        both = [a - b for a, b in zip(*shares, strict=True) if a is not None and b is not None]
        plain = [end[0] for end in wilson(*(np.array([number]) for number in sides[0]))]
        apart = [end[0] for end in newcombe(side(*sides[0]), side(*sides[1]))]
        enough = len(one.units) > 1, min(len(one.units), len(other.units)) > 1
        for found, least, told, is_enough in (
            (intervals(one, drawn), plain, [share for share in shares[0] if share is not None], enough[0]),
            (difference(one, other, drawn), apart, both, enough[1]),
        ):
            low, high = np.quantile(told, [0.025, 0.975]) if told else (0, 0)
            expected = (low, high) if is_enough and high - low > least[1] - least[0] else least
            assert (found.low[code], found.high[code]) == pytest.approx(tuple(expected), abs=1e-9)


def test_the_same_seed_draws_the_same():
    """And each resample draws as many units as there are."""
    drawn = drawn_units(5, seed=3)

    assert (drawn == drawn_units(5, seed=3)).all()
    assert not (drawn == drawn_units(5, seed=4)).all()
    assert set(drawn.sum(axis=1)) == {5.0}


def test_groups_that_share_a_participant_are_drawn_together():
    """Directly or through another group; the others stay alone."""
    spoken = pl.DataFrame({"case_id": [1, 1, 2, 2, 3, 4, 4], "group": [10, 20, 20, 30, 40, 50, 50]})

    assert dict(drawn_together(spoken).rows()) == {1: 0, 2: 0, 3: 1, 4: 2}
