"""What codings and verdicts teach."""

from dataclasses import replace
from datetime import timedelta

from qualcode.suggestions import lessons
from qualcode.suggestions.lessons import examples_of
from tests.suggestions.test_engine import AT, HEALTH, MONEY, guid, interview


def test_a_quote_several_have_coded_is_one_example_of_whoever_was_first():
    """In whatever order the codings come."""
    source, codings = interview(0)
    first = replace(codings[0], coder="Boris", guid=guid(9001), at=AT - timedelta(days=1), code_guid=HEALTH)
    made = examples_of((*codings, first), (), {source.guid: source})

    assert made == examples_of((first, *codings[::-1]), (), {source.guid: source})
    assert len(codings) == len(made)
    assert ("Boris", {MONEY, HEALTH}) == (made[0].coder, made[0].codes)
    assert {"Vera"} == {one.coder for one in made[1:]}


def test_of_very_many_some_evenly_spread_are_taken(monkeypatch):
    """The first and the last among them."""
    source, codings = interview(0)
    every = examples_of(codings, (), {source.guid: source})
    monkeypatch.setattr(lessons, "_MOST_EXAMPLES", 5)
    some = examples_of(codings, (), {source.guid: source})

    assert 5 == len(some)
    assert (every[0], every[-1]) == (some[0], some[-1])
    assert set(some) < set(every)
