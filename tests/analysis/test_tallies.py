"""Counting by several numbers at once, with a place for every key and without."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.tallies import distinct, numbered, tallied

_KEYS = st.lists(st.integers(0, 30), max_size=40)
_MANY = pytest.mark.parametrize("many", [31, 10**12], ids=["places", "sorted"])


@_MANY
@given(keys=_KEYS, more=_KEYS)
def test_different_keys_are_told_once_and_in_order(many: int, keys: list[int], more: list[int]) -> None:
    """Whether each key has a place or the rows are sorted."""
    found = distinct([_array(keys), _array(more)], many)

    assert sorted({*keys, *more}) == found.tolist()


@_MANY
@given(rows=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=40))
def test_keys_are_counted_and_added_up(many: int, rows: list[tuple[int, int]]) -> None:
    """As a dictionary would."""
    keys, numbers = (_array([row[place] for row in rows]) for place in (0, 1))
    often = Counter(key for key, _ in rows)
    sums = {key: sum(number for one, number in rows if one == key) for key in often}

    found = tallied(keys, many, numbers)

    assert [(key, often[key], sums[key]) for key in sorted(often)] == list(
        zip(*(part.tolist() for part in found), strict=True)
    )


@pytest.mark.parametrize("step", [1, 10**6], ids=["places", "sorted"])
@given(rows=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=30))
def test_rows_are_numbered_by_what_stands_in_them(step: int, rows: list[tuple[int, int]]) -> None:
    """The same rows have the same number, from 0 on in order, and a row with it is named."""
    one, other = (_array([row[place] * step for row in rows]) for place in (0, 1))

    numbers, places = numbered(one, other)

    order = sorted(set(rows))
    assert [order.index(row) for row in rows] == numbers.tolist()
    assert order == [rows[place] for place in places]


def _array(numbers: list[int]) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)
