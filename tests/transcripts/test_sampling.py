"""Turns drawn at random: as many as asked, each source its share, the same for the same seed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding.applying import apply_code
from qualcode.errors.samples import TooFewTurnsError
from qualcode.errors.values import InvalidValueError
from qualcode.model.identity import new_guid
from qualcode.model.sample import Sample, Stretch
from qualcode.model.transcript import Segment
from qualcode.store.codings import read_codings
from qualcode.store.sources import read_source
from qualcode.transcripts.sampling import SampleFacts, drawn, drawn_stretches, sample_facts
from tests.conftest import AT, CODE

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


@pytest.mark.parametrize(("percent", "count"), [(1, 1), (50, 1), (51, 2), (100, 2)])
def test_a_share_is_rounded_up_and_only_talk_of_participants_is_drawn(study, source, percent, count):
    """Anna and Ivan say something, the moderator does not count."""
    whole = read_source(study, source)

    found = drawn_stretches([whole], count=None, percent=percent, together=1, seed=3)

    assert count == sum(one.last_turn - one.first_turn + 1 for one in found)
    assert {2, 3} >= {turn for one in found for turn in range(one.first_turn, one.last_turn + 1)}


def test_who_has_coded_in_a_sample_is_counted(study, source):
    """Vera has coded Anna's turn, which is in it; Pavel only Ivan's, which is not."""
    whole = read_source(study, source)
    for turn, coder in ((whole.turns[1], "Vera"), (whole.turns[2], "Pavel")):
        apply_code(study, source, Segment(turn.speech, turn.end), CODE, coder=coder, at=AT)
    stretch = Stretch(source_guid=source, first_turn=1, last_turn=2)
    sample = Sample(guid=new_guid(), name="pilot", stretches=(stretch,), is_released=False, coder="Vera", at=AT)

    assert SampleFacts(turns=1, sources=1, coders=1) == sample_facts(sample, [whole], read_codings(study))
