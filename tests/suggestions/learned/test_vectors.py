"""Units as vectors."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from qualcode.suggestions.language.words import BLOCK, FEATURES, WordTable
from qualcode.suggestions.learned.vectors import Space, Vectors, background_of
from qualcode.suggestions.talk.reading import quote_units


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


@pytest.mark.parametrize(
    ("said", "most"),
    [(["Yes."], 6), (["!"], 6), (["We met.", "It rained.", "Nobody came.", "The bus was late."], 4)],
)
def test_talk_that_repeats_itself_has_as_many_directions_as_it_has_sentences(said, most):
    """None is drawn by lot: so the same talk gives the same, and a transcript of nothing but "Yes." gives something."""
    table = WordTable()
    units = quote_units([(text, "en") for text in said] * 100, table)
    asked = quote_units([("Nobody was late.", "en"), ("Yes, it came.", "en")], table)
    made = [background_of(table, units) for _ in range(2)]
    once, again = (Space.knowing(table, one, asked).vectors(asked) for one in made)

    assert made[0].axes.shape[1] <= most
    np.testing.assert_allclose(once.products(once), again.products(again), atol=1e-5)


def test_units_have_the_same_vectors_however_many_are_looked_at_at_once():
    """To the last bit: what is read in blocks, so that memory stays small, is what is read alone."""
    table = WordTable()
    said = ["We met at the market.", "It rained and rained.", "Nobody came, nobody called.", "The bus was late again."]
    around = quote_units([("What happened?", "en")] * BLOCK + [("And the bus?", "en")] * 5, table)
    units = quote_units([(said[place % 4], "en") for place in range(BLOCK + 5)], table).with_around(around)
    space = Space.knowing(table, background_of(table, units), units).weighing(0.2)
    made = space.vectors(units)

    for place in (0, 3, BLOCK - 1, BLOCK, BLOCK + 4):
        alone = space.vectors(units.chosen([place]))
        assert (alone.sparse != made.sparse[[place]]).nnz == 0
        np.testing.assert_array_equal(alone.dense[0], made.dense[place])
    np.testing.assert_array_equal(np.bincount(table.counts(units).indices, minlength=FEATURES), table.found(units))
