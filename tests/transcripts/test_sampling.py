"""Turns drawn at random: as many as asked, each source its share, the same for the same seed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors.samples import TooFewTurnsError
from qualcode.errors.values import InvalidValueError
from qualcode.transcripts.sampling import drawn

TURNS = {"a": list(range(2, 62, 2)), "b": list(range(1, 11)), "c": []}
studies = st.dictionaries(st.text(max_size=3), st.sets(st.integers(1, 60)).map(sorted), max_size=4)


def numbers(stretches, turns):
    return [turn for first, last in stretches for turn in turns if first <= turn <= last]


@given(studies, st.integers(1, 80), st.integers(1, 7), st.integers(0, 9))
def test_as_many_as_asked_are_drawn_and_none_twice(turns, count, together, seed):
    """Or it is refused, where there are not so many."""
    total = sum(map(len, turns.values()))
    if count > total:
        with pytest.raises(TooFewTurnsError):
            drawn(turns, count, together=together, seed=seed)
        return
    found = drawn(turns, count, together=together, seed=seed)

    taken = [(source, turn) for source, stretches in found.items() for turn in numbers(stretches, turns[source])]
    assert len(taken) == len(set(taken)) == count
    for source in turns:
        share = count * len(turns[source]) / total
        assert abs(len(numbers(found.get(source, []), turns[source])) - share) < 1


def test_the_seed_decides():
    """The same one draws the same on every machine; another draws others."""
    assert drawn(TURNS, 6, together=1, seed=1) == {
        "a": [(14, 14), (26, 26), (30, 30), (32, 32), (52, 52)],
        "b": [(8, 8)],
    }
    assert drawn(TURNS, 6, together=1, seed=1) != drawn(TURNS, 6, together=1, seed=2)


def test_turns_that_follow_each_other_are_drawn_together():
    """What stands between them is in the stretch."""
    found = drawn(TURNS, 12, together=5, seed=3)

    assert {source: [last - first for first, last in runs] for source, runs in found.items()} == {
        "a": [8, 6],
        "b": [2],
    }


@pytest.mark.parametrize(("count", "together"), [(0, 1), (3, 0), (-1, 1)])
def test_less_than_one_is_refused(count, together):
    """Of turns, and of turns together."""
    with pytest.raises(InvalidValueError, match="must be 1 or more"):
        drawn(TURNS, count, together=together, seed=1)
