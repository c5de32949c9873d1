"""What codings and verdicts teach."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from qualcode.model.transcript import Segment
from qualcode.suggestions.talk import lessons
from qualcode.suggestions.talk.lessons import examples_of
from tests.suggestions.test_engine import AT, HEALTH, MONEY, guid, interview


def test_a_quote_several_have_coded_is_one_example_of_whoever_was_first():
    """In whatever order the codings come."""
    source, codings = interview(0)
    first = replace(codings[0], coder="Boris", guid=guid(9001), at=AT - timedelta(days=1), code_guid=HEALTH)
    made, _ = examples_of((*codings, first), (), {source.guid: source})

    assert made == examples_of((first, *codings[::-1]), (), {source.guid: source})[0]
    assert len(codings) == len(made)
    assert ("Boris", {MONEY, HEALTH}) == (made[0].coder, made[0].codes)
    assert {"Vera"} == {one.coder for one in made[1:]}


def test_of_very_many_some_of_each_code_are_taken(monkeypatch):
    """Evenly spread of the frequent ones, its first and last among them; of rare ones all."""
    source, codings = interview(0)
    money = [one for one in codings if one.code_guid == MONEY]
    health = [one for one in codings if one.code_guid == HEALTH][3:5]
    every, _ = examples_of((*money, *health), (), {source.guid: source})
    monkeypatch.setattr(lessons, "_MOST_EXAMPLES", 5)
    some, _ = examples_of((*money, *health), (), {source.guid: source})
    ours = [one for one in some if MONEY in one.codes]

    assert (10, 5, 3) == (len(every), len(some), len(ours))
    assert (every[0].start, every[-1].start) == (ours[0].start, ours[-1].start)
    assert {one.start for one in some} < {one.start for one in every}


@pytest.mark.parametrize("seed", range(5))
def test_what_is_taken_sampling_weight_all_of_each_code(seed, monkeypatch):
    """However often codes are applied, and together with others: of each as many are stood for as there are."""
    shares = np.array([0.6, 0.3, 0.2, 0.1, 0.05, 0.01])
    coded = np.random.default_rng(seed).random((400, len(shares))) < shares
    source, codings = interview(0)
    several = [
        replace(codings[0], segment=Segment(place, place + 1), quote="W", code_guid=guid(int(code) + 1))
        for place, code in zip(*np.nonzero(coded), strict=True)
    ]
    monkeypatch.setattr(lessons, "_MOST_EXAMPLES", 100)
    some, _ = examples_of(several, (), {source.guid: source})

    assert len(some) <= 100
    assert sum(one.sampling_weight for one in some) == pytest.approx(coded.any(axis=1).sum(), rel=0.1)
    for code, there in enumerate(coded.sum(axis=0).tolist(), 1):
        assert there == pytest.approx(sum(one.sampling_weight for one in some if guid(code) in one.codes), rel=0.01)


def test_where_all_is_learned_from_each_sampling_weight_itself():
    """As in most projects."""
    source, codings = interview(0)

    assert {1.0} == {one.sampling_weight for one in examples_of(codings, (), {source.guid: source})[0]}


def test_all_that_was_judged_in_a_source_is_told_whatever_is_learned_from(monkeypatch):
    """So that coded talk is never taken for uncoded talk."""
    source, codings = interview(0)
    monkeypatch.setattr(lessons, "_MOST_EXAMPLES", 5)
    _, places = examples_of(codings, (), {source.guid: source}, (source.guid,))

    assert len(codings) == len(places[source.guid])
    assert {one.segment.start for one in codings} == {one.start for one in places[source.guid]}
