"""Codings by place, and the lanes of their stripes."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.coding import Coding
from qualcode.model.identity import new_guid
from qualcode.model.transcript import Segment, Turn
from qualcode.tui.desk.placed_codings import PlacedCodings, by_place
from qualcode.tui.transcript.layout import lay_out
from qualcode.tui.transcript.stripes import Stripes

AT = datetime(2025, 2, 20, tzinfo=UTC)
GUID = new_guid()
TEXT = "".join(f"A: {'talk ' * 6}\n" for _ in range(60))
TILE = 34
TURNS = tuple(
    Turn(number=n + 1, start=n * TILE, speech=n * TILE + 3, end=(n + 1) * TILE - 2, case_guid=GUID) for n in range(60)
)
LAYOUT = lay_out(TEXT, TURNS, 10)


def coding(start, end, *, coder="Vera", code=GUID):
    first, last = start // TILE + 1, (end - 1) // TILE + 1
    return Coding(
        guid=new_guid(), source_guid=GUID, segment=Segment(start, end), quote=TEXT[start:end], code_guid=code,
        coder=coder, at=AT, first_turn=first, last_turn=last,
    )  # fmt: skip


def stripes_of(*codings):
    return Stripes(LAYOUT, PlacedCodings(TURNS, codings))


def drawn(stripes):
    """Every line as it looks: its stripes and the coding that is named on it."""
    return [(stripes.on_line(line), stripes.named_on(line)) for line in range(LAYOUT.height)]


places = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 5 * TILE) | st.integers(1, len(TEXT))).map(
    lambda place: coding(place[0], min(len(TEXT), sum(place)))
)


@given(st.lists(places, max_size=25))
def test_codings_on_one_line_are_in_different_lanes(codings):
    """Whatever overlaps, no two stripes of a line share a lane."""
    stripes = stripes_of(*codings)

    for line in range(LAYOUT.height):
        lanes = [stripe.lane for stripe in stripes.on_line(line)]
        assert len(set(lanes)) == len(lanes)


@given(st.lists(places, max_size=12), st.lists(places, min_size=1, max_size=6), st.data())
def test_lanes_after_changes_are_those_of_a_fresh_start(standing, added, data):
    """Adding and taking out codings one by one leaves the lanes and names that the rest has from the beginning.

    Only lines that are told of look different.
    """
    codings = PlacedCodings(TURNS, standing)
    stripes = Stripes(LAYOUT, codings)
    before = drawn(stripes)
    changes = [(codings.put, one) for one in added]
    gone = data.draw(st.lists(st.sampled_from([*standing, *added]), unique_by=id))
    changes += [(lambda one: codings.drop(one.guid), one) for one in gone]
    for change, one in changes:
        change(one)
        told = stripes.changed(one)
        after = drawn(stripes)
        assert {line for line in range(LAYOUT.height) if before[line] != after[line]} <= set(told)
        before = after

    assert drawn(stripes_of(*codings.all())) == drawn(stripes)


@given(st.lists(places, max_size=25))
def test_each_coding_is_named_once_near_its_beginning(codings):
    """At most once, no more than four lines below its stripe's first, in the turn where that is."""
    stripes = stripes_of(*codings)
    firsts = {
        stripe.coding.guid: line for line in range(LAYOUT.height) for stripe in stripes.on_line(line) if stripe.is_first
    }
    named = [(line, stripes.named_on(line)) for line in range(LAYOUT.height)]
    found = [(line, one) for line, one in named if one is not None]

    assert len({one.guid for _, one in found}) == len(found)
    for line, one in found:
        first = firsts[one.guid]
        assert first <= line <= first + 4
        assert LAYOUT.turn_at(line) == LAYOUT.turn_at(first)


def test_names_move_down_where_others_stand():
    """Five codings in a turn of three lines: four are named, the last on the empty line, the fifth not at all."""
    codings = [coding(3, 18) for _ in range(5)]
    stripes = stripes_of(*codings)
    ordered = sorted(codings, key=by_place)

    assert [stripes.named_on(line) for line in range(5)] == [*ordered[:4], None]


def test_five_codings_of_one_segment_take_five_lanes():
    """They stand side by side from the first lane on."""
    codings = [coding(3, 20) for _ in range(5)]
    stripes = stripes_of(*codings)

    assert [stripe.lane for stripe in stripes.on_line(0)] == [0, 1, 2, 3, 4]


def test_a_lane_is_used_again_in_the_next_turn():
    """Within a turn each coding has its own letter, though they share no line."""
    codings = [coding(3, 8), coding(14, 20), coding(TILE + 3, TILE + 8)]
    stripes = stripes_of(*codings)

    assert [stripes.lane(one) for one in codings] == [0, 1, 0]


def test_a_lane_is_used_again_on_the_next_line_where_no_other_can_be_seen():
    """The sixth coding of a turn takes the lane of one that ended on a line above."""
    codings = [coding(3, 8), *(coding(4, 30) for _ in range(4)), coding(25, 30)]
    stripes = stripes_of(*codings)

    assert [stripes.lane(codings[0]), stripes.lane(codings[-1])] == [0, 0]


def test_a_stripe_knows_its_first_line():
    """A coding that starts in the label or in the space at which a line was broken has its first line all the same."""
    for start in (0, 3, 12, 13):
        stripes = stripes_of(coding(start, 30))
        firsts = [stripe.is_first for line in range(3) for stripe in stripes.on_line(line)]
        assert (firsts[0], any(firsts[1:])) == (True, False)


def test_a_stripe_goes_on_between_the_turns_it_covers():
    """The empty line after a turn has the stripe only of what goes on in the next turn."""
    ending, going_on = coding(3, TILE - 2), coding(5, TILE + 8)
    stripes = stripes_of(ending, going_on)

    assert [stripe.coding for stripe in stripes.on_line(LAYOUT.first_lines[1] - 1)] == [going_on]


def test_a_coding_over_very_many_turns_keeps_its_lane_to_itself():
    """Nothing else is put into the lane of a coding over the whole source, and turns are not chained by it."""
    everything, here, far = coding(0, len(TEXT)), coding(3, 20), coding(3 + 50 * TILE, 20 + 50 * TILE)
    stripes = stripes_of(everything, here, far)

    assert [stripes.lane(one) for one in (everything, here, far)] == [0, 1, 1]


def test_touching_is_sharing_a_character():
    """Neighbors that only meet do not touch."""
    left, right, over = coding(3, 8), coding(8, 12), coding(5, TILE + 9)
    codings = PlacedCodings(TURNS, [left, right, over])

    assert [one.guid for one in codings.touching(3, 8)] == [left.guid, over.guid]
    assert [one.guid for one in codings.touching(12, TILE + 4)] == [over.guid]


def test_one_coder_can_be_shown_alone():
    """Lines, counts and coded turns are of the coder who is shown."""
    hers, his = coding(3, 8), coding(TILE + 3, TILE + 8, coder="Pavel")
    codings = PlacedCodings(TURNS, [hers, his])
    everybody = (codings.counts(), codings.is_coded(1), codings.is_coded(2), len(codings.touching(0, len(TEXT))))
    codings.show("Vera")

    assert everybody == ({GUID: 2}, True, True, 2)
    assert (codings.counts(), codings.is_coded(1), codings.is_coded(2)) == ({GUID: 1}, True, False)
    assert codings.touching(0, len(TEXT)) == [hers]


def test_some_codes_can_be_shown_alone():
    """Lines, counts and coded turns are of those codes, also after codings were added and taken out."""
    other = new_guid()
    first, second, third = coding(3, 8), coding(TILE + 3, TILE + 8, code=other), coding(2 * TILE + 3, 2 * TILE + 8)
    codings = PlacedCodings(TURNS, [first, second])
    codings.show(None, {GUID})
    before = (codings.counts(), codings.coded_talk, codings.touching(0, len(TEXT)))
    codings.put(third)
    codings.put(coding(3 * TILE + 3, 3 * TILE + 8, code=other))
    codings.drop(first.guid)

    assert before == ({GUID: 1}, 1, [first])
    assert (codings.counts(), codings.touching(0, len(TEXT))) == ({GUID: 1}, [third])
    assert [number for number in range(1, 5) if codings.is_coded(number)] == [3]


def test_coders_are_those_with_codings():
    """By name; who has none left is not among them."""
    hers, his = coding(3, 8), coding(3, 8, coder="Pavel")
    codings = PlacedCodings(TURNS, [hers, his])
    both = codings.coders()
    codings.drop(hers.guid)

    assert (both, codings.coders()) == (["Pavel", "Vera"], ["Pavel"])


def test_a_coding_put_again_is_replaced():
    """The same GUID on another segment leaves the old one."""
    before = coding(3, 8)
    codings = PlacedCodings(TURNS, [before])
    after = Coding(
        guid=before.guid, source_guid=GUID, segment=Segment(TILE + 3, TILE + 8), quote=TEXT[TILE + 3 : TILE + 8],
        code_guid=GUID, coder="Vera", at=AT, first_turn=2, last_turn=2,
    )  # fmt: skip
    codings.put(after)

    assert (codings.all(), codings.touching(0, TILE), codings.is_coded(1)) == ((after,), [], False)
