"""Products without threads are products."""

import numpy as np
import pytest

from qualcode.analysis.products import product, product_of_rows

SHAPES = [(1, 1, 1), (2001, 200, 41), (7, 0, 3), (0, 4, 2), (50, 3000, 700), (33, 5, 1)]


@pytest.mark.parametrize(("rows", "inner", "columns"), SHAPES)
def test_blocks_give_what_the_whole_gives(rows, inner, columns):
    """Matrices, vectors and rows with rows; whole numbers, so that nothing is rounded."""
    rng = np.random.default_rng(1)
    left, right = rng.integers(0, 9, (rows, inner)) * 1.0, rng.integers(0, 9, (inner, columns)) * 1.0

    assert np.array_equal(product(left, right), left @ right)
    assert np.array_equal(product(left, right[:, 0]), left @ right[:, 0])
    assert np.array_equal(product_of_rows(left, right.T), left @ right)
