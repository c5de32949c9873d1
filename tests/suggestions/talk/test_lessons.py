"""What codings and verdicts teach."""

from dataclasses import replace
from datetime import timedelta

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
    assert (every[0], every[-1]) == (ours[0], ours[-1])
    assert set(some) < set(every)


def test_all_that_was_judged_in_a_source_is_told_whatever_is_learned_from(monkeypatch):
    """So that coded talk is never taken for uncoded talk."""
    source, codings = interview(0)
    monkeypatch.setattr(lessons, "_MOST_EXAMPLES", 5)
    _, places = examples_of(codings, (), {source.guid: source}, (source.guid,))

    assert len(codings) == len(places[source.guid])
    assert {one.segment.start for one in codings} == {one.start for one in places[source.guid]}
