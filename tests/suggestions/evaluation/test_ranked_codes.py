"""How good an order of codes is, on worked examples."""

import numpy as np
import pytest

from qualcode.suggestions.evaluation.ranked_codes import average_precision, ranked, ranked_by_code


def test_figures_of_two_units():
    """Codes at places 1 and 3 of the first unit, at place 2 of the second; the third has none."""
    scores = np.array([[0.9, 0.5, 0.4], [0.9, 0.5, 0.4], [0.9, 0.5, 0.4]])
    coded = np.array([[True, False, True], [False, True, False], [False, False, False]])
    made = ranked(scores, coded)

    assert pytest.approx(((1 + 2 / 3) / 2 + 1 / 2) / 2) == made.average_precision
    assert (0.5, 1.0, 2) == (made.first_right, made.recall_at_3, made.units)


def test_a_unit_that_sampling_weight_three_counts_thrice():
    """In every figure, as if it were there three times."""
    rng = np.random.default_rng(1)
    scores, coded, many = rng.random((12, 4)), rng.random((12, 4)) < 0.4, rng.integers(1, 4, 12)
    every = np.repeat(scores, many, axis=0), np.repeat(coded, many, axis=0)
    figures = ("average_precision", "first_right", "recall_at_3")
    ours, theirs = ranked(scores, coded, many), ranked(*every)

    assert [getattr(ours, one) for one in figures] == pytest.approx([getattr(theirs, one) for one in figures])
    assert ours.units < theirs.units
    assert np.ravel(ranked_by_code(scores, coded, many)) == pytest.approx(np.ravel(ranked_by_code(*every)))
    assert average_precision(scores[:, 0], coded[:, 0], many) == pytest.approx(
        average_precision(every[0][:, 0], every[1][:, 0])
    )


def test_nothing_coded_is_no_order_to_be_right_about():
    """All figures are 0, of no units."""
    assert 0 == ranked(np.zeros((2, 3)), np.zeros((2, 3), dtype=bool)).units


def test_figures_of_each_code():
    """The first code comes first twice, right once; the last one comes nowhere near; nobody used the fourth."""
    scores = np.array([[0.9, 0.5, 0.4, 0.1, 0.0], [0.9, 0.5, 0.4, 0.1, 0.0], [0.1, 0.9, 0.8, 0.7, 0.0]])
    coded = np.array(
        [[True, False, True, False, False], [False, False, True, False, True], [False, True, False, False, False]]
    )

    assert ranked_by_code(scores, coded) == [(0.5, 1.0), (1.0, 1.0), (None, 1.0), (None, None), (None, 0.0)]
    assert ranked_by_code(scores[:0], coded[:0]) == [(None, None)] * 5


def test_average_precision_of_one_code_is_sklearns():
    """Ties included."""
    from sklearn.metrics import average_precision_score

    rng = np.random.default_rng(0)
    scores, coded = np.round(rng.random(200), 1), rng.random(200) < 0.2

    assert pytest.approx(average_precision_score(coded, scores)) == average_precision(scores, coded)
    assert average_precision(scores, np.zeros(200, dtype=bool)) is None
