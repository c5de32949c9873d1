from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebooks.editing import with_moved
from qualcode.codebooks.places import place_above, place_below, place_inwards, place_outwards
from qualcode.model.codebook import Code, Codebook


def guid(number):
    return str(UUID(int=0x40008000000000000000 << 48 | number, version=4))


def tree(*parents):
    """Codes 1, 2, 3 … each under the one whose number is given, 0 for the top."""
    codes = tuple(
        Code(guid=guid(number), name=str(number), parent_guid=guid(parent) if parent else None)
        for number, parent in enumerate(parents, start=1)
    )
    return Codebook(guid=guid(1000), name="Any", codes=codes)


def moved(book, number, step):
    place = step(book, guid(number))
    after = with_moved(book, guid(number), place.parent_guid, before_guid=place.before_guid)
    return " ".join("." * after.depth(code.guid) + code.name for code in after.codes)


BOOK = tree(0, 1, 1, 3, 0, 0)  # 1 .2 .3 ..4 5 6


@pytest.mark.parametrize(
    ("number", "step", "expected"),
    [
        (3, place_above, "1 .3 ..4 .2 5 6"),
        (6, place_above, "1 .2 .3 ..4 6 5"),
        (2, place_below, "1 .3 ..4 .2 5 6"),
        (1, place_below, "5 1 .2 .3 ..4 6"),
        (5, place_below, "1 .2 .3 ..4 6 5"),
        (3, place_inwards, "1 .2 ..3 ...4 5 6"),
        (5, place_inwards, "1 .2 .3 ..4 .5 6"),
        (4, place_outwards, "1 .2 .3 .4 5 6"),
        (2, place_outwards, "1 .3 ..4 2 5 6"),
    ],
)
def test_a_step_moves_a_code_and_all_under_it(number, step, expected):
    """Up and down among its siblings, under the sibling above, and out after what it stood under."""
    assert moved(BOOK, number, step) == expected


@pytest.mark.parametrize(
    ("number", "step"),
    [(1, place_above), (2, place_above), (6, place_below), (3, place_below), (2, place_inwards), (5, place_outwards)],
)
def test_there_is_no_step_past_the_edge(number, step):
    """The first goes neither up nor under another, the last not down, a theme not out."""
    assert step(BOOK, guid(number)) is None


@given(st.data())
def test_up_and_down_undo_each_other(data):
    """A step up and a step down lead back, in any tree."""
    count = data.draw(st.integers(1, 8))
    book = tree(*(data.draw(st.integers(0, number)) for number in range(count)))
    chosen = guid(data.draw(st.integers(1, count)))
    place = place_above(book, chosen)
    if place is not None:
        up = with_moved(book, chosen, place.parent_guid, before_guid=place.before_guid)
        back = place_below(up, chosen)

        assert with_moved(up, chosen, back.parent_guid, before_guid=back.before_guid) == book
