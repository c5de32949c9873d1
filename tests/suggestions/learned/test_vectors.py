"""Units as vectors."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from qualcode.suggestions.learned.vectors import Vectors


@pytest.mark.parametrize(("rows", "others"), [(7, 60), (60, 60), (0, 60), (7, 0), (1, 1)])
def test_products_are_those_of_plain_arrays(rows, others):
    """Features that many have and features that few have alike, and none at all."""
    rng = np.random.default_rng(1)

    def vectors(many):
        seldom = rng.random((many, 40)) < np.linspace(0.0, 1.0, 40) ** 3
        sparse = np.where(seldom, rng.random((many, 40)), 0.0).astype(np.float32)
        return sparse, Vectors(csr_matrix(sparse), rng.random((many, 3), dtype=np.float32))

    (plain, one), (other_plain, other) = vectors(rows), vectors(others)

    np.testing.assert_allclose(
        one.products(other), plain @ other_plain.T + one.dense @ other.dense.T, rtol=1e-5, atol=1e-6
    )
