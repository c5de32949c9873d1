"""Codes that go together, against tables counted by hand and the same counted with loops."""

import itertools
import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from qualcode.analysis.cooccurrence import OF, cooccurrences, square, strongest
from qualcode.analysis.selection import Selection
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.values import InvalidValueError
from tests.analysis.studies import BY_HAND, by_hand, guid, studies, tables

LAW = settings(deadline=None)


def figures(frame, *columns):
    columns = columns or ("n_a", "n_b", "n_both", "units")
    return frame.select("code_a", "code_b", *columns).rows()


def test_pairs_in_turns_counted_by_hand():
    """Leaders are in four turns, agreement in one of them; dealmakers and leaders are no pair."""
    assert figures(cooccurrences(by_hand())) == [
        ("Leaders", "Agreement", 4, 1, 1, 5),
        ("Dealmakers", "Agreement", 3, 1, 1, 5),
        ("Trump", "Agreement", 3, 1, 1, 5),
    ]


def test_pairs_in_exchanges_counted_by_hand():
    """Turns 2 and 3 of fg1 are one exchange, 5 another; agreement shares the first with all that is in it."""
    assert figures(cooccurrences(by_hand(), within="exchange")) == [
        ("Leaders", "Agreement", 3, 1, 1, 4),
        ("Dealmakers", "Agreement", 2, 1, 1, 4),
        ("Trump", "Agreement", 2, 1, 1, 4),
    ]


def test_pairs_in_participants_counted_by_hand():
    """Anna voices both, Boris leaders alone, Vera neither of the two."""
    frame = cooccurrences(by_hand(), within="participant", of="themes")

    assert figures(frame, "n_a", "n_b", "n_both", "units", "percent_a", "percent_b", "jaccard", "lift") == [
        ("Leaders", "Agreement", 2, 1, 1, 3, 50.0, 100.0, 0.5, 1.5)
    ]


def test_without_roll_up_a_code_has_its_own_codings_only():
    """Of leaders itself there is a coding in fg3 only, where nothing else is; it makes no pair in turns."""
    assert figures(cooccurrences(by_hand(), of="own")) == [
        ("Dealmakers", "Agreement", 1, 1, 1, 5),
        ("Trump", "Agreement", 3, 1, 1, 5),
    ]


def test_pairs_that_never_meet_can_be_kept():
    """Six codes make fifteen pairs, less the three within leaders; a code nobody voiced has no Jaccard with another."""
    frame = cooccurrences(by_hand(codings=[]), keep_zero=True)

    assert frame.height == 12
    assert set(frame.select("n_both", "jaccard", "lift").rows()) == {(0, None, None)}


# One source: the moderator asks (0 to 8), Anna says 20 characters from 10 on, Boris 20 from 40 on.
SAID = {
    "codes": [(number, guid(number), name, name, 0, None, "A", False) for number, name in enumerate("ABC", 1)],
    "sources": [(1, guid(11), "s", "en")],
    "cases": [
        (1, guid(21), "Mod", "moderator"),
        (2, guid(22), "Anna", "participant"),
        (3, guid(23), "Boris", "participant"),
    ],
    "turns": [(1, 1, 1, 2, 8), (1, 2, 2, 4, 20), (1, 3, 3, 4, 20)],
    "turn_places": [(1, 1, 0, 8, None), (1, 2, 10, 30, None), (1, 3, 40, 60, None)],
}


def said(*codings):
    rows = [
        (number, code, 1, start, end, first, last, coder, "hand")
        for number, (code, start, end, first, last, coder) in enumerate(codings, 1)
    ]
    return tables(**{**SAID, "codings": rows})


OVERLAPPING = [
    (1, 5, 22, 1, 2, "Kim"),  # from the moderator's words into Anna's: 12 of hers
    (1, 12, 20, 2, 2, "Lee"),  # inside the same
    (2, 20, 26, 2, 2, "Kim"),  # overlaps A in 20 to 22
    (1, 24, 45, 2, 3, "Kim"),  # overlaps B in 24 to 26, goes on into Boris's turn
    (2, 42, 43, 3, 3, "Kim"),
    (3, 30, 60, 2, 3, "Kim"),  # begins where Anna ends: nothing of it is in her turn
    (3, 22, 24, 2, 2, "Kim"),  # touches A on both sides
]


def test_overlaps_counted_by_hand():
    """In characters of what participants say, once however many codings cover them; places end with the turn."""
    frame = cooccurrences(said(*OVERLAPPING), within="overlap")

    assert figures(frame, "n_a", "n_b", "n_both", "units", "passages") == [
        ("A", "B", 12 + 6 + 5, 7, 2 + 2 + 1, 40, 3),
        ("A", "C", 23, 22, 5, 40, 1),
        ("B", "C", 7, 22, 2 + 1, 40, 2),
    ]


def test_a_place_that_goes_on_under_another_coding_is_one():
    """Two codings of A side by side over one of B make one place."""
    frame = cooccurrences(
        said((1, 10, 15, 2, 2, "Kim"), (1, 15, 20, 2, 2, "Lee"), (2, 12, 18, 2, 2, "Kim")), within="overlap"
    )

    assert figures(frame, "n_both", "passages") == [("A", "B", 6, 1)]


def test_the_places_of_turns_are_needed_for_overlaps():
    """It is said how to read them."""
    with pytest.raises(InvalidValueError, match="is_whole=True"):
        from dataclasses import replace

        cooccurrences(replace(by_hand(), turn_places=None), within="overlap")


@pytest.mark.parametrize("asked", [{"within": "sentence"}, {"of": "subcodes"}])
def test_what_there_is_none_of_is_said(asked):
    """With what there is."""
    with pytest.raises(InvalidValueError, match="is none of"):
        cooccurrences(by_hand(), **asked)


def test_exchanges_need_a_moderator():
    """Without one there is nothing to count in."""
    nobody = [(*case[:3], "participant") for case in BY_HAND["cases"]]

    with pytest.raises(EmptySelectionError, match="no moderator"):
        cooccurrences(by_hand(cases=nobody), within="exchange")


def test_an_exchange_is_opened_by_a_moderator_who_was_filtered_out():
    """Exchanges are those of the source, whoever is counted in them."""
    frame = cooccurrences(by_hand(), Selection(sources=("fg1",)), within="exchange")

    assert frame["units"].to_list() == [2, 2, 2]


def test_the_strongest_come_first():
    """By units with both, then by Jaccard."""
    assert figures(strongest(cooccurrences(by_hand()), 2)) == [
        ("Dealmakers", "Agreement", 3, 1, 1, 5),
        ("Trump", "Agreement", 3, 1, 1, 5),
    ]


def test_the_square_is_the_same_on_both_sides():
    """Codes that have a pair, in the order of the codebook."""
    table = square(cooccurrences(by_hand(), within="participant", of="themes"), "n_both")

    assert table.drop("path", "guid").rows() == [("Leaders", 2, None, 1), ("Agreement", 1, 1, None)]


def test_a_study_with_nothing_in_it_has_no_pairs():
    """All columns are there, with their types; overlaps too."""
    for within in ("turn", "participant", "overlap"):
        empty, full = cooccurrences(tables(), within=within), cooccurrences(said(*OVERLAPPING), within=within)
        assert (empty.height, empty.schema) == (0, full.schema)
    assert square(cooccurrences(tables())).height == 0


def slow_pairs(rows, within, of, with_moderator):
    """Count with sets and loops only; a piece of an overlap is a character."""
    role = {case[0]: case[3] for case in rows["cases"]}
    parent = {code[0]: code[5] for code in rows["codes"]}
    place = {(p[0], p[1]): (p[2], p[3]) for p in rows["turn_places"]}
    opener, current = {}, {}
    for source, number, case, _, _ in sorted(rows["turns"]):
        if role[case] == "moderator":
            current[source] = number
        opener[source, number] = (source, current[source]) if source in current else None
    counted = [turn for turn in rows["turns"] if role[turn[2]] == "participant" or with_moderator]
    units, met = set(), {}
    for source, number, case, _, _ in counted:
        inside = [c for c in rows["codings"] if c[2] == source and c[5] <= number <= c[6]]
        places = range(*place[source, number])
        mine = {
            "overlap": {(source, at) for at in places},
            "turn": {(source, number)},
            "exchange": {opener[source, number]} - {None},
            "participant": {case},
        }[within]
        units |= mine
        for c in inside:
            hit = {unit for unit in mine if within != "overlap" or c[3] <= unit[1] < c[4]}
            lineage = [c[1]]
            while parent[lineage[-1]] is not None:
                lineage.append(parent[lineage[-1]])
            for code in {"codes": lineage, "themes": lineage[-1:], "own": lineage[:1]}[of]:
                met.setdefault(code, set()).update(hit)

    def stands_under(code, other):
        while code is not None and code != other:
            code = parent[code]
        return code == other

    return len(units), {
        (a, b): (len(met[a]), len(met[b]), len(met[a] & met[b]))
        for a, b in itertools.combinations([code for code in parent if code in met], 2)
        if met[a] & met[b] and not stands_under(b, a)
    }


@st.composite
def placed_studies(draw):
    """Return a study whose turns have places, ten characters each, and whose codings have borders in their turns."""
    rows = draw(studies())
    places = [(turn[0], turn[1], 20 * turn[1], 20 * turn[1] + 10, None) for turn in rows["turns"]]
    codings = []
    for row in rows["codings"]:
        start = 20 * row[5] + draw(st.integers(0, 15))
        codings.append((*row[:3], start, draw(st.integers(start + 1, 20 * row[6] + 18)), *row[5:]))
    return {**rows, "turn_places": places, "codings": codings}


@LAW
@given(
    placed_studies(),
    st.sampled_from(["overlap", "turn", "exchange", "participant"]),
    st.sampled_from(OF),
    st.booleans(),
)
def test_pairs_are_those_counted_the_slow_way(rows, within, of, with_moderator):
    """Every figure, and no pair more or less."""
    try:
        frame = cooccurrences(tables(**rows), within=within, of=of, with_moderator=with_moderator)
    except EmptySelectionError:
        return
    units, pairs = slow_pairs(rows, within, of, with_moderator)

    ids = {code[1]: code[0] for code in rows["codes"]}
    quick = {
        (ids[row[0]], ids[row[1]]): row[2:] for row in frame.select("guid_a", "guid_b", "n_a", "n_b", "n_both").rows()
    }
    assert quick == pairs
    assert set(frame["units"]) <= {units}
    for n_a, n_b, both, jaccard, lift in frame.select("n_a", "n_b", "n_both", "jaccard", "lift").iter_rows():
        assert both <= min(n_a, n_b)
        assert jaccard == pytest.approx(both / (n_a + n_b - both), abs=0.0005001)
        assert lift == pytest.approx(both * units / (n_a * n_b), abs=0.0005001)


@LAW
@given(placed_studies(), st.sampled_from(["overlap", "turn", "participant"]), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_to_pairs(rows, within, chance: random.Random):
    """Only codes have an order."""
    shuffled = {
        name: values if name == "codes" else chance.sample(values, len(values)) for name, values in rows.items()
    }

    assert_frame_equal(cooccurrences(tables(**rows), within=within), cooccurrences(tables(**shuffled), within=within))


@LAW
@given(placed_studies())
def test_coding_everything_twice_changes_no_pair(rows):
    """A second coder who agrees adds nothing, not even places."""
    again = [(row[0] + 1000, *row[1:7], "Max", row[8]) for row in rows["codings"]]
    twice = {**rows, "codings": rows["codings"] + again}

    for within in ("overlap", "turn"):
        assert_frame_equal(cooccurrences(tables(**rows), within=within), cooccurrences(tables(**twice), within=within))


def test_a_unit_with_many_codes_is_counted_alike():
    """Sixty codes in one turn and two of them in another: all pairs, one of them twice."""
    codes = [(number, guid(number), f"c{number}", f"c{number}", 0, None, "A", False) for number in range(1, 61)]
    codings = [(number, number, 1, 0, 1, 2, 2, "Kim", "hand") for number in range(1, 61)]
    codings += [(100 + number, number, 1, 0, 1, 3, 3, "Kim", "hand") for number in (7, 9)]

    frame = cooccurrences(by_hand(codes=codes, codings=codings))

    assert frame.height == 60 * 59 // 2
    assert figures(frame.filter(pl.col("n_both") == 2)) == [("c7", "c9", 2, 2, 2, 5)]
    assert frame["n_both"].sum() == 60 * 59 // 2 + 1
