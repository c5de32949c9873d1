"""Distances between thousands of sets, added up by the parts that sets share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.agreement.set_distances import apart_and_sums, jaccard_distance, masi_distance
from qualcode.analysis.agreement.set_parts import LARGEST

_NOBODY = np.zeros((0, 2), dtype=np.int64)
_SETS = st.lists(st.frozensets(st.integers(0, 63), max_size=LARGEST), min_size=1, max_size=12, unique=True)


@given(sets=_SETS, data=st.data())
def test_sums_by_parts_are_those_of_all_pairs(sets: list[frozenset[int]], data: st.DataObject) -> None:
    """Of small sets, the empty one among them, said more or less often."""
    said = np.array([data.draw(st.lists(st.integers(0, 9), min_size=len(sets), max_size=len(sets)))], dtype=float)

    for distance, (_, found) in zip(
        (jaccard_distance, masi_distance),
        apart_and_sums(tuple(sets), _NOBODY, said, (jaccard_distance, masi_distance)),
        strict=True,
    ):
        expected = [
            sum(often * distance(one, other) for often, other in zip(said[0], sets, strict=True)) for one in sets
        ]
        assert expected == pytest.approx(found[0].tolist(), abs=1e-11)


@pytest.mark.parametrize("size", [LARGEST, LARGEST + 1, 70], ids=["by parts", "too large", "more than a word"])
def test_larger_sets_are_compared_pair_by_pair(size: int) -> None:
    """What cannot be done by parts comes out as well."""
    sets = (frozenset(range(size)), frozenset(range(1, size, 2)), frozenset({0, 3}), frozenset())
    said = np.array([[3.0, 1.0, 4.0, 1.0]])

    ((_, found),) = apart_and_sums(sets, _NOBODY, said, (masi_distance,))

    expected = [
        sum(often * masi_distance(one, other) for often, other in zip(said[0], sets, strict=True)) for one in sets
    ]
    assert expected == pytest.approx(found[0].tolist(), abs=1e-11)
