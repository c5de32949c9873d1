"""Where coders have looked, and what for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from qualcode.model.transcript import Segment
from qualcode.suggestions.talk.looking import Look, looks_of
from tests.suggestions.small_books import guid
from tests.suggestions.test_engine import HEALTH, MONEY, interview

BOTH = frozenset({MONEY, HEALTH})


@pytest.fixture
def codings():
    """Sixteen codings of one source by one coder, of two codes in turns, two hours apart."""
    return [
        replace(one, at=one.at + timedelta(hours=2 * place), guid=guid(5000 + place))
        for place, one in enumerate(interview(0)[1])
    ]


def span(codings):
    return codings[0].segment.start, codings[-1].segment.end


def test_a_coder_has_looked_from_the_first_to_the_last_coding_for_the_codes_in_use(codings):
    """In whatever order they come."""
    expected = {guid(700): (Look(*span(codings), BOTH),)}

    assert expected == looks_of(codings) == looks_of(codings[::-1])


@pytest.mark.parametrize("origin", ["suggestion", "suggestion-resized", "auto"])
def test_what_was_suggested_or_searched_for_says_nothing_of_the_talk_around(codings, origin):
    """Nobody has read up to there."""
    some = [*codings[:6], *(replace(one, origin=origin) for one in codings[6:])]

    assert {guid(700): (Look(*span(codings[:6]), BOTH),)} == looks_of(some)
    assert {} == looks_of(some[6:])


def test_coders_look_for_the_codes_they_use(codings):
    """Each where that coder has read; codes used elsewhere included."""
    boris = [replace(one, coder="Boris") for one in codings[4:9] if one.code_guid == HEALTH]
    elsewhere = replace(boris[0], source_guid=guid(701))
    looks = looks_of([*codings, *boris, elsewhere])

    assert {guid(700): (Look(*span(codings), BOTH), Look(*span(boris), frozenset({HEALTH}))),
            guid(701): (Look(*span([elsewhere]), frozenset({HEALTH})),)} == looks  # fmt: skip


def test_a_code_thought_of_later_was_not_looked_for_before(codings):
    """But in the source where it was first used it was."""
    first = [one for one in codings[:8] if one.code_guid == MONEY]
    later = [replace(one, source_guid=guid(701)) for one in codings[8:]]
    looks = looks_of([*first, *later])

    assert frozenset({MONEY}) == looks[guid(700)][0].codes
    assert looks[guid(701)][0].codes == BOTH


def test_nobody_has_looked_where_it_is_blind(codings):
    """A look goes on behind it; one that lies in it is none."""
    start, end = span(codings)
    blind = [
        Segment(0, start + 5),
        Segment(start + 10, start + 20),
        Segment(end - 5, end + 50),
        Segment(end + 60, end + 70),
    ]

    assert {guid(700): (Look(start + 5, start + 10, BOTH), Look(start + 20, end - 5, BOTH))} == looks_of(
        codings, {guid(700): blind}
    )
    assert {guid(700): ()} == looks_of(codings, {guid(700): [Segment(0, end)]})
    assert looks_of(codings) == looks_of(codings, {guid(701): blind})
