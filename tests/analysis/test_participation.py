"""Participation, against tables counted by hand and the same counted with loops."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from qualcode.analysis.participation import follows, participation, participation_by_group
from qualcode.analysis.selection import Level, Selection
from qualcode.errors.analysis import EmptySelectionError
from tests.analysis.studies import by_hand, guid, studies, tables

LAW = settings(deadline=None)


def group_of(*words):
    """Return a study of one source in which each participant says so many words, the moderator ten."""
    speakers = range(2, len(words) + 2)
    return tables(
        sources=[(1, guid(1), "s", "en")],
        cases=[(1, guid(11), "Mod", "moderator"), *((n, guid(10 + n), f"p{n}", "participant") for n in speakers)],
        turns=[(1, 1, 1, 10, 50), *((1, n, n, said, 50) for n, said in zip(speakers, words, strict=True))],
    )


def test_speakers_counted_by_hand():
    """Who says most comes first; shares are of the group's participants."""
    frame = participation(by_hand())

    assert frame.drop("role", "case_guid").rows() == [
        ("Moscow", "Anna", 2, 9, 4.5, 50.0, 37.5, False),
        ("Moscow", "Vera", 1, 8, 8.0, 25.0, 33.3, False),
        ("Moscow", "Boris", 1, 7, 7.0, 25.0, 29.2, False),
        ("fg3.txt", "Anna", 1, 9, 9.0, 100.0, 100.0, False),
    ]


def test_speakers_with_the_moderator():
    """Shares are of everybody's talk, with observers."""
    frame = participation(by_hand(), with_moderator=True)

    assert frame.select("group", "speaker", "role", "turns", "words", "words_percent").rows() == [
        ("Moscow", "Mod", "moderator", 3, 19, 42.2),
        ("Moscow", "Anna", "participant", 2, 9, 20.0),
        ("Moscow", "Vera", "participant", 1, 8, 17.8),
        ("Moscow", "Boris", "participant", 1, 7, 15.6),
        ("Moscow", "Watcher", "observer", 1, 2, 4.4),
        ("fg3.txt", "Anna", "participant", 1, 9, 90.0),
        ("fg3.txt", "Mod", "moderator", 1, 1, 10.0),
    ]


def test_groups_counted_by_hand():
    """The moderator's share is of everybody's words; one participant has no Gini and dominates nobody."""
    assert participation_by_group(by_hand()).rows() == [
        ("Moscow", 2, 3, 4, 24, 6.0, 3, 19, 42.2, "Anna", 37.5, 0.083, False),
        ("fg3.txt", 1, 1, 1, 9, 9.0, 1, 1, 10.0, "Anna", 100.0, None, False),
    ]


def test_the_moderators_share_is_that_of_the_group_whoever_is_selected():
    """Women only: her figures, and the moderator's share of all the talk."""
    frame = participation_by_group(by_hand(), Selection(levels=(Level("gender", "woman"),), sources=("fg1",)))

    assert frame.drop("most", "gini").rows() == [("Moscow", 1, 1, 2, 9, 4.5, 2, 13, 44.8, 100.0, False)]


@pytest.mark.parametrize(
    ("words", "gini"),
    [((5, 5, 5), 0.0), ((10, 0, 0), 1.0), ((1, 2, 3, 4), 0.333), ((0, 0), None), ((7,), None)],
)
def test_the_gini_coefficient(words, gini):
    """0 where all say alike, 1 where one says all; of 1 to 4 it is 0.25 times 4 / 3."""
    assert participation_by_group(group_of(*words))["gini"].to_list() == [gini]


@pytest.mark.parametrize(("words", "is_dominated"), [((6, 3, 2), True), ((5, 3, 2), False), ((9,), False)])
def test_most_of_the_talk_is_more_than_half(words, is_dominated):
    """Exactly half is not; nobody dominates alone. The speaker's own row says so too, the moderator's never."""
    study = group_of(*words)

    assert participation_by_group(study)["is_dominated"].to_list() == [is_dominated]
    rows = participation(study, with_moderator=True).select("speaker", "is_dominant").rows()
    assert {speaker for speaker, is_dominant in rows if is_dominant} == ({"p2"} if is_dominated else set())


def test_who_follows_whom_counted_by_hand():
    """Without the moderator only Boris takes up Anna; with, each turn but the last of a source is followed."""
    assert follows(by_hand()).drop("speaker_guid", "next_guid").rows() == [("Moscow", "Anna", "Boris", 1, 100.0)]
    assert follows(by_hand(), with_moderator=True).drop("speaker_guid", "next_guid").rows() == [
        ("Moscow", "Mod", "Anna", 2, 66.7),
        ("Moscow", "Mod", "Vera", 1, 33.3),
        ("Moscow", "Anna", "Boris", 1, 100.0),
        ("Moscow", "Boris", "Mod", 1, 100.0),
        ("Moscow", "Vera", "Watcher", 1, 100.0),
        ("fg3.txt", "Mod", "Anna", 1, 100.0),
    ]


def test_who_was_filtered_out_keeps_two_speakers_apart():
    """Anna's turns 2 and 5 do not follow each other because Boris and the moderator are not counted."""
    assert follows(by_hand(), Selection(levels=(Level("gender", "woman"),))).height == 0


def test_an_empty_selection_is_said():
    """Nobody but the moderator speaks in it."""
    only = by_hand(turns=[(1, 1, 1, 5, 20)])

    for table in (participation, participation_by_group, follows):
        with pytest.raises(EmptySelectionError, match="only moderators"):
            table(only, Selection(sources=("fg1",)))


@pytest.mark.parametrize("table", [participation, participation_by_group, follows])
def test_a_study_with_nothing_in_it_has_no_rows(table):
    """All columns are there, with their types."""
    assert (table(tables()).height, table(tables()).schema) == (0, table(by_hand()).schema)


def slow(rows, with_moderator):
    """Count turns, words and followings by group and speaker with loops."""
    role = {case[0]: case[3] for case in rows["cases"]}
    shared = {source: value for source, name, value in rows["source_variables"] if name == "group"}
    talk, after = {}, {}
    for source in (row[0] for row in rows["sources"]):
        group = ("g", shared[source]) if source in shared else ("s", source)
        turns = sorted(turn for turn in rows["turns"] if turn[0] == source)
        for turn, following in itertools.zip_longest(turns, turns[1:]):
            counts = [
                one is not None and (role[one[2]] == "participant" or with_moderator) for one in (turn, following)
            ]
            if counts[0]:
                before = talk.get((group, turn[2]), (0, 0))
                talk[group, turn[2]] = (before[0] + 1, before[1] + turn[3])
            if all(counts):
                key = (group, turn[2], following[2])
                after[key] = after.get(key, 0) + 1
    return talk, after


@LAW
@given(studies(), st.booleans())
def test_participation_is_that_counted_the_slow_way(rows, with_moderator):
    """Turns, words and followings, and shares that make a whole."""
    talk, after = slow(rows, with_moderator)
    ids = {case[1]: case[0] for case in rows["cases"]}

    frame = participation(tables(**rows), with_moderator=with_moderator)
    assert sorted((case, *figures) for (_, case), figures in talk.items()) == sorted(
        (ids[row[0]], *row[1:]) for row in frame.select("case_guid", "turns", "words").iter_rows()
    )
    pairs = follows(tables(**rows), with_moderator=with_moderator)
    assert sorted((one, other, n) for (_, one, other), n in after.items()) == sorted(
        (ids[row[0]], ids[row[1]], row[2]) for row in pairs.select("speaker_guid", "next_guid", "n").iter_rows()
    )


@LAW
@given(st.lists(st.integers(0, 50), min_size=2, max_size=8))
def test_the_gini_coefficient_is_the_mean_difference(words):
    """All pairs compared one by one: mean difference over twice the mean."""
    gini = participation_by_group(group_of(*words))["gini"][0]

    pairs = [abs(a - b) for a, b in itertools.permutations(words, 2)]
    mean = sum(words) / len(words)
    assert gini == (pytest.approx(sum(pairs) / len(pairs) / (2 * mean), abs=0.0005001) if mean else None)


@LAW
@given(studies(), st.randoms(use_true_random=False))
def test_the_order_of_turns_in_the_table_does_not_matter(rows, chance: random.Random):
    """Cases and sources have an order; all else may be shuffled."""
    kept = ("codes", "sources", "cases")
    shuffled = {name: values if name in kept else chance.sample(values, len(values)) for name, values in rows.items()}

    for table in (participation, participation_by_group, follows):
        assert_frame_equal(table(tables(**rows)), table(tables(**shuffled)))
