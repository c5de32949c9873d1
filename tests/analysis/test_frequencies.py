"""Frequency tables, against tables counted by hand."""

import polars as pl
import pytest

from qualcode.analysis.breakdowns import frequencies_by
from qualcode.analysis.frequencies import frequencies
from qualcode.analysis.selection import Level, Selection
from qualcode.analysis.wide_tables import levels_across
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.lookups import UnknownVariableError
from tests.analysis.studies import BY_HAND, by_hand, coding, guid, tables

FIRST = ["code", "path", "depth", "codings", "turns", "participants", "participants_total", "groups", "groups_total"]


def figures(frame, *columns):
    return frame.select("code", *columns).rows()


def test_the_table_counted_by_hand():
    """Sub-codes are rolled up, nobody is counted twice, the moderator and the text before the first turn are out."""
    assert frequencies(by_hand()).select(FIRST).rows() == [
        ("Leaders", "Leaders", 0, 5, 4, 2, 3, 2, 2),
        ("Dealmakers", "Leaders > Dealmakers", 1, 4, 3, 2, 3, 1, 2),
        ("Trump", "Leaders > Dealmakers > Trump", 2, 3, 3, 2, 3, 1, 2),
        ("Fear", "Fear", 0, 1, 1, 1, 3, 1, 2),
        ("Hope", "Hope", 0, 0, 0, 0, 3, 0, 2),
        ("Agreement", "Agreement", 0, 1, 1, 1, 3, 1, 2),
    ]


def test_the_table_with_the_moderator_counted_by_hand():
    """Moderators and observers count when asked for; what lies only before the first turn never does."""
    assert frequencies(by_hand(), with_moderator=True).select(FIRST[3:]).rows() == [
        (5, 5, 3, 5, 2, 2),
        (4, 4, 3, 5, 1, 2),
        (3, 4, 3, 5, 1, 2),
        (2, 3, 3, 5, 1, 2),
        (0, 0, 0, 5, 0, 2),
        (2, 3, 3, 5, 1, 2),
    ]


def test_the_further_columns():
    """Percent have one decimal, words are those of whole turns, and each row says which code of which codebook."""
    frame = frequencies(by_hand())

    columns = ("participants_percent", "groups_percent", "words", "codebook", "code_guid", "is_retired")
    assert frame.columns[:9] == FIRST
    assert [figures(frame, *columns)[row] for row in (0, 1, 3)] == [
        ("Leaders", 66.7, 100.0, 25, "Talks", guid(1), False),
        ("Dealmakers", 66.7, 50.0, 16, "Talks", guid(2), False),
        ("Fear", 33.3, 50.0, 8, "Talks", guid(4), True),
    ]


def test_half_a_tenth_of_a_percent_is_rounded_up():
    """1 of 16 is 6.25 %, told as 6.3."""
    cases = [(number, guid(number), f"P{number}", "participant") for number in range(1, 17)]
    turns = [(1, number, number, 1, 1) for number in range(1, 17)]
    study = by_hand(cases=cases, turns=turns, codings=[coding(1, 5, 1, 1, 1, "Kim")])

    assert frequencies(study).filter(pl.col("code") == "Hope")["participants_percent"].to_list() == [6.3]


def test_codes_nobody_voiced_can_be_left_out():
    """keep_zero=False leaves out Hope, and keeps a retired code that was voiced."""
    frame = frequencies(by_hand(), keep_zero=False)

    assert frame["code"].to_list() == ["Leaders", "Dealmakers", "Trump", "Fear", "Agreement"]


def test_two_coders_of_one_turn_are_one_participant():
    """The same turn coded alike by two makes 2 codings, 1 turn, 1 participant."""
    study = by_hand(codings=[coding(1, 5, 1, 2, 2, "Kim"), coding(2, 5, 1, 2, 2, "Lee")])

    frame = frequencies(study).filter(pl.col("code") == "Hope")

    assert figures(frame, "codings", "turns", "participants") == [("Hope", 2, 1, 1)]


def test_a_source_without_a_group_is_one_even_when_a_group_bears_its_name():
    """fg3 has no group and is its own, though the group of fg1 and fg2 is called fg3.txt."""
    frame = frequencies(by_hand(source_variables=[(1, "group", "fg3.txt"), (2, "group", "fg3.txt")]))

    assert frame["groups_total"].to_list() == [2] * 6


def test_a_project_with_nothing_in_it_has_a_table_without_rows():
    """All columns are there, with their types."""
    empty, full = frequencies(tables()), frequencies(by_hand())

    assert (empty.height, empty.schema) == (0, full.schema)


def test_codes_without_codings_are_zeros():
    """A codebook nobody has used yet: a row a code, with the denominators."""
    frame = frequencies(by_hand(codings=[]))

    assert figures(frame, "codings", "participants", "participants_total")[0] == ("Leaders", 0, 0, 3)


def test_codes_without_sources_have_no_percent():
    """0 of 0 has no percent; it is not 0 %."""
    frame = frequencies(tables(codes=BY_HAND["codes"]))

    assert figures(frame, "participants_total", "participants_percent")[0] == ("Leaders", 0, None)


def test_a_coder_and_a_source_are_counted_alone():
    """Lee in fg1: the denominators are those of fg1, the codings Lee's."""
    frame = frequencies(by_hand(), Selection(coders=("Lee",), sources=("fg1",)), keep_zero=False)

    assert figures(frame, *FIRST[3:]) == [
        ("Leaders", 1, 1, 1, 2, 1, 1),
        ("Dealmakers", 1, 1, 1, 2, 1, 1),
        ("Trump", 1, 1, 1, 2, 1, 1),
        ("Agreement", 1, 1, 1, 2, 1, 1),
    ]


def test_a_level_of_a_case_variable_restricts_who_could_have_voiced_it():
    """Women only: one of one, in the two groups she speaks in."""
    frame = frequencies(by_hand(), Selection(levels=(Level("gender", "woman"),), codes=("Leaders",)))

    assert figures(frame, *FIRST[3:]) == [
        ("Leaders", 5, 3, 1, 1, 2, 2),
        ("Dealmakers", 4, 2, 1, 1, 1, 2),
        ("Trump", 3, 2, 1, 1, 1, 2),
    ]


def test_a_selection_in_which_only_the_moderator_speaks_is_said():
    """It is an error with the way out, not a table of zeros."""
    moderator_only = by_hand(turns=[turn for turn in BY_HAND["turns"] if turn[0] != 3 or turn[1] == 1])

    with pytest.raises(EmptySelectionError, match="only moderators and observers"):
        frequencies(moderator_only, Selection(sources=("fg3",)))


def test_a_selection_without_any_voiced_code_is_said_when_zeros_are_left_out():
    """Nothing would be left of the table."""
    with pytest.raises(EmptySelectionError, match="none of the codes"):
        frequencies(by_hand(), Selection(codes=("Hope",)), keep_zero=False)


def test_by_a_case_variable_counted_by_hand():
    """A turn belongs to its speaker's level; missing values are a level, the last."""
    frame = frequencies_by(by_hand(), "gender").filter(pl.col("code").is_in(["Leaders", "Trump"]))

    assert frame.columns[:12] == [
        *("code", "path", "depth", "variable", "level", "codings", "turns"),
        *("participants", "participants_total", "participants_percent", "groups", "groups_total"),
    ]
    assert frame.select("code", *frame.columns[3:12]).rows() == [
        ("Leaders", "gender", "man", 1, 1, 1, 1, 100.0, 1, 1),
        ("Leaders", "gender", "woman", 5, 3, 1, 1, 100.0, 2, 2),
        ("Leaders", "gender", "(missing)", 0, 0, 0, 1, 0.0, 0, 1),
        ("Trump", "gender", "man", 1, 1, 1, 1, 100.0, 1, 1),
        ("Trump", "gender", "woman", 3, 2, 1, 1, 100.0, 1, 2),
        ("Trump", "gender", "(missing)", 0, 0, 0, 1, 0.0, 0, 1),
    ]


def test_by_a_source_variable_counted_by_hand():
    """Waves stand by size; someone who speaks in two levels is a participant of each."""
    frame = frequencies_by(by_hand(), "wave", keep_zero=False).filter(pl.col("code").is_in(["Leaders", "Fear"]))

    assert figures(frame, "level", *FIRST[3:]) == [
        ("Leaders", "2", 4, 3, 2, 2, 1, 1),
        ("Leaders", "10", 0, 0, 0, 1, 0, 1),
        ("Leaders", "(missing)", 1, 1, 1, 1, 1, 1),
        ("Fear", "2", 0, 0, 0, 2, 0, 1),
        ("Fear", "10", 1, 1, 1, 1, 1, 1),
        ("Fear", "(missing)", 0, 0, 0, 1, 0, 1),
    ]


def test_by_group_is_always_possible():
    """A source without the variable is its own level."""
    levels = frequencies_by(by_hand(), "group")["level"].unique(maintain_order=True)

    assert levels.to_list() == ["fg3.txt", "Moscow"]


def test_more_than_forty_levels_are_all_computed():
    """Whoever draws the table decides what to show of them."""
    cases = [(number, guid(number), f"P{number}", "participant") for number in range(1, 201)]
    turns = [(1, number, number, 1, 1) for number in range(1, 201)]
    values = [(number, "nickname", f"n{number}") for number in range(1, 201)]

    frame = frequencies_by(by_hand(cases=cases, turns=turns, case_variables=values), "nickname")

    assert frame["level"].unique(maintain_order=True).to_list() == [f"n{number}" for number in range(1, 201)]
    assert frame.height == 6 * 200


def test_by_an_unknown_variable_offers_the_nearest():
    """A slip of the finger is answered with the name that was meant."""
    with pytest.raises(UnknownVariableError, match="Did you mean 'gender'"):
        frequencies_by(by_hand(), "gendre")


def test_by_a_variable_of_a_project_with_nothing_in_it():
    """All columns are there, with their types."""
    empty, full = frequencies_by(tables(), "group"), frequencies_by(by_hand(), "group")

    assert (empty.height, empty.schema) == (0, full.schema)


def test_the_cross_tabulation():
    """Codes in the rows, levels in the columns, `n of N (p %)` in the cells."""
    table = levels_across(frequencies_by(by_hand(), "group", Selection(codes=("Leaders",))))

    assert table.columns == ["code", "path", "depth", "fg3.txt", "Moscow"]
    assert table.drop("path", "depth").rows() == [
        ("Leaders", "1 of 1 (100 %)", "2 of 3 (67 %)"),
        ("Dealmakers", "0 of 1 (0 %)", "2 of 3 (67 %)"),
        ("Trump", "0 of 1 (0 %)", "2 of 3 (67 %)"),
    ]


def test_the_cross_tabulation_of_groups():
    """Groups can stand in the cells instead."""
    table = levels_across(frequencies_by(by_hand(), "gender", Selection(codes=("Dealmakers",))), "groups")

    assert table.drop("path", "depth").row(0) == (
        "Dealmakers",
        "1 of 1 (100 %)",
        "1 of 2 (50 %)",
        "0 of 1 (0 %)",
    )


def test_the_cross_tabulation_keeps_a_level_called_like_a_column():
    """The level gets its variable's name in front, and the code stays."""
    study = by_hand(case_variables=[(number, "dress", "code") for number in (2, 3, 4)])

    assert levels_across(frequencies_by(study, "dress")).columns == ["code", "path", "depth", "dress: code"]


def test_the_cross_tabulation_of_nothing():
    """No levels: the columns that are always there, and no rows."""
    table = levels_across(frequencies_by(tables(), "group"))

    assert (table.columns, table.height) == (["code", "path", "depth"], 0)


def test_share_of_talk_and_sources_counted_by_hand():
    """25 of 33 words are 75.8 %; Leaders was voiced in two of three transcripts."""
    frame = frequencies(by_hand())

    assert figures(frame, "words", "words_total", "talk_share", "sources", "sources_total")[::4] == [
        ("Leaders", 25, 33, 75.8, 2, 3),
        ("Hope", 0, 33, 0.0, 0, 3),
    ]


def test_prompted_and_spontaneous_counted_by_hand():
    """The moderator's turn 4 carries Trump, so turn 5 is prompted; turn 1 carries Fear and Agreement, not Leaders."""
    frame = frequencies(by_hand())

    assert figures(frame, "turns_spontaneous", "turns_prompted", "participants_spontaneous") == [
        ("Leaders", 3, 1, 2),
        ("Dealmakers", 2, 1, 2),
        ("Trump", 2, 1, 2),
        ("Fear", 1, 0, 1),
        ("Hope", 0, 0, 0),
        ("Agreement", 0, 1, 0),
    ]


@pytest.mark.parametrize(
    ("raised", "prompted"),
    [
        (coding(9, 1, 1, 1, 1, "Lee"), 1),  # the theme itself
        (coding(9, 2, 1, 1, 1, "Lee"), 1),  # a code beside it in the theme
        (coding(9, 5, 1, 1, 1, "Lee"), 0),  # another theme
        (coding(9, 1, 1, 4, 4, "Lee"), 1),  # the later of two moderator's turns
        (coding(9, 1, 2, 1, 1, "Lee"), 0),  # another source
        (coding(9, 1, 1, 2, 2, "Lee"), 0),  # no moderator's turn
    ],
)
def test_what_prompts_is_the_theme_on_the_moderators_turn(raised, prompted):
    """Any code of the same theme, by any coder, on the turn that opened the exchange."""
    study = by_hand(codings=[coding(1, 3, 1, 2, 2, "Kim"), coding(2, 3, 1, 5, 5, "Kim"), raised])

    assert frequencies(study).filter(pl.col("code") == "Trump")["turns_prompted"].item() == prompted


def test_filters_of_codes_and_people_do_not_hide_what_prompted():
    """Only women, only one code: the moderator's turn carries another code of the theme, and is no woman's."""
    study = by_hand(codings=[coding(1, 3, 1, 2, 2, "Kim"), coding(2, 2, 1, 1, 1, "Lee")])
    selection = Selection(codes=("Trump",), levels=(Level("gender", "woman"),))

    assert frequencies(study, selection)["turns_prompted"].to_list() == [1]


def test_a_filter_of_coders_hides_what_others_saw_prompted():
    """Kim did not code the moderator's turn."""
    study = by_hand(codings=[coding(1, 3, 1, 2, 2, "Kim"), coding(2, 2, 1, 1, 1, "Lee")])

    assert frequencies(study, Selection(coders=("Kim",)))["turns_prompted"].sum() == 0


def test_a_moderators_own_turn_does_not_prompt_itself():
    """With the moderator, turn 1 counts and is spontaneous."""
    frame = frequencies(by_hand(codings=[coding(1, 5, 1, 1, 2, "Kim")]), with_moderator=True)

    assert figures(frame, "turns_spontaneous", "turns_prompted")[4] == ("Hope", 1, 1)


def test_turns_before_the_first_moderators_turn_are_spontaneous():
    """No exchange was opened yet."""
    turns = [turn for turn in BY_HAND["turns"] if turn[:2] not in ((1, 1), (1, 4))]

    assert frequencies(by_hand(turns=turns))["turns_prompted"].to_list() == [0] * 6


def voices(*codings):
    frame = frequencies(by_hand(codings=[coding(number, 5, *place, "Kim") for number, place in enumerate(codings, 1)]))
    return figures(frame, "top_speaker_share", "groups_by_one", "voiced_by_one")[4][1:]


@pytest.mark.parametrize(
    ("codings", "expected"),
    [
        ([], (None, 0, False)),
        ([(1, 2, 2)], (100.0, 0, False)),  # once only: nothing can be said
        ([(1, 2, 2), (1, 5, 5)], (100.0, 1, True)),  # Anna twice in Moscow
        ([(1, 2, 2), (3, 2, 2)], (100.0, 0, True)),  # Anna once in each group
        ([(1, 2, 2), (1, 3, 3)], (50.0, 0, False)),  # Anna and Boris
        ([(1, 2, 2), (1, 3, 3), (1, 5, 5), (3, 2, 2)], (75.0, 0, False)),
        ([(1, 2, 3), (1, 5, 5)], (66.7, 0, False)),
    ],
)
def test_a_theme_that_one_person_carries_is_flagged(codings, expected):
    """In each group where it was voiced twice or more, one person has all of it, and half of the whole."""
    assert voices(*codings) == expected


def test_first_and_last_are_in_order_of_fieldwork():
    """By date where there is one, else by import; sources without a date come last."""
    dated = [*BY_HAND["source_variables"], (1, "Date", "2025-03-10"), (3, "Date", "2025-03-09")]
    ends = ("first_source", "first_turn", "last_source", "last_turn")

    assert figures(frequencies(by_hand()), *ends)[::4] == [
        ("Leaders", "fg1.txt", 2, "fg3.txt", 2),
        ("Hope", None, None, None, None),
    ]
    assert figures(frequencies(by_hand(source_variables=dated)), *ends)[0] == ("Leaders", "fg3.txt", 2, "fg1.txt", 5)
