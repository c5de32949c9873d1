"""Going back through the places that were left."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.transcript import Segment
from qualcode.tui.transcript.places_left import MOST_PLACES, PlacesLeft
from qualcode.tui.transcript.selection import Selection

PLACES = st.integers(0, 20).map(lambda start: Selection(Segment(start, start + 1), "word"))


def left(places):
    made = PlacesLeft()
    for place in places:
        made.leave(place)
    return made


def all_back(places, is_shown=lambda _: True):
    went, here = [], None
    while (here := places.back(here, is_shown)) is not None:
        went.append(here)
    return went


@given(st.lists(PLACES))
def test_places_come_back_last_first(places):
    """Each place once for every time it was left, without repetitions in a row."""
    expected = [place for number, place in enumerate(places) if places[number - 1 : number] != [place]]

    assert expected[::-1] == all_back(left(places))


@given(st.lists(PLACES), PLACES)
def test_hidden_places_are_passed_over(places, hidden):
    """What a filter hides is not gone back to, and neither is the place one is at."""
    went = all_back(left(places), lambda place: place != hidden)

    assert hidden not in went
    assert all(one != other for one, other in pairwise(went))


def test_the_oldest_places_are_forgotten():
    """A day of work does not pile up."""
    places = [Selection(Segment(number, number + 1), "word") for number in range(MOST_PLACES + 5)]

    assert places[5:][::-1] == all_back(left(places))
