"""Quotes: which are found, what stands beside them, and how a balanced set is picked."""

from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.quotes import Wanted, picked, quotes, with_context
from qualcode.analysis.selection import Selection, level_of
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.lookups import UnknownCodeError
from qualcode.errors.suggestions import SearchPatternError
from qualcode.errors.values import InvalidValueError
from tests.analysis.studies import by_hand, guid, studies, tables

HOSTILE = "=cmd|' /C calc'!A0 \x1b[2J \u202e <script> | `x` \n# no heading"


def facts(codings, words="q{}", marked=()):
    return [
        (row[0], guid(1000 + row[0]), "2025-02-14T10:00:00+00:00", False, row[0] in marked, None, words.format(row[0]))
        for row in codings
    ]


def places(turns):
    return [(source, number, 100 * number, 100 * number + 50, 60.5 * number) for source, number, *_ in turns]


def whole(study=None, *, words="q{}", marked=(), **changes):
    study = study or by_hand(**changes)
    made = {name: getattr(study, name).rows() for name in
            ("codes", "codings", "turns", "cases", "sources", "case_variables", "source_variables")}  # fmt: skip
    return tables(**made, coding_facts=facts(made["codings"], words, marked), turn_places=places(made["turns"]))


def words(frame):
    return frame["quote"].to_list()


def test_by_hand():
    """All that lies in a participant's turn, with the first such turn, in order of place."""
    frame = quotes(whole())

    shown = frame.select("quote", "code", "group", "turn", "last_turn", "time", "speaker", "variables", "coder")
    anna = ("0:02:01", "Anna", ["gender=woman", "city=Omsk"])
    assert [
        ("q1", "Dealmakers", "Moscow", 2, 2, *anna, "Kim"),
        ("q2", "Trump", "Moscow", 2, 2, *anna, "Kim"),
        ("q4", "Trump", "Moscow", 2, 2, *anna, "Lee"),
        ("q9", "Agreement", "Moscow", 2, 2, *anna, "Lee"),
    ] == [row for row in shown.rows() if row[3] == 2 and row[0] not in ("q5", "q6")]
    assert {"q1", "q2", "q3", "q4", "q5", "q6", "q9"} == set(words(frame))
    assert {"q7", "q8", "q10"} == set(words(quotes(whole(), with_moderator=True))) - set(words(frame)) | {"q8"}
    assert "fg3.txt" == frame.filter(quote="q5")["group"][0]


def test_selections_compose():
    """Code with all under it, variable, coder."""
    assert ["q1", "q2", "q3", "q4"] == words(quotes(whole(), Selection(codes=("Leaders",), sources=("fg1",))))
    assert ["q3"] == words(quotes(whole(), Selection(levels=(level_of("gender=man"),))))
    assert ["q4"] == words(quotes(whole(), Selection(codes=("Trump",), coders=("Lee",))))


def test_words_are_found_plain_or_by_expression():
    """Letter case and white space aside."""
    study = whole(words="The  Big\npeople {}")

    assert 7 == len(quotes(study, wanted=Wanted(text="big people")))
    assert ["The  Big\npeople 1"] == words(quotes(study, wanted=Wanted(text="people [12]$", is_regex=True)))[:1]
    with pytest.raises(SearchPatternError):
        quotes(study, wanted=Wanted(text="(", is_regex=True))
    with pytest.raises(EmptySelectionError, match="with 'small' in it"):
        quotes(study, wanted=Wanted(text="small"))


def test_codes_that_overlap():
    """Half-open: what only touches does not overlap."""
    at = [(1, 5, 1, 210, 220), (2, 4, 1, 219, 225), (3, 4, 1, 205, 210), (4, 5, 1, 300, 310), (5, 4, 1, 310, 320)]
    codings = [(n, code, s, a, b, a // 100, a // 100, "Kim", "hand") for n, code, s, a, b in at]
    study = whole(codings=codings)

    assert ["q1"] == words(quotes(study, Selection(codes=("Hope",)), Wanted(also=("Fear",))))
    assert ["q2"] == words(quotes(study, Selection(codes=("Fear",)), Wanted(also=("Hope",))))
    with pytest.raises(UnknownCodeError):
        quotes(study, wanted=Wanted(also=("Nothing",)))
    with pytest.raises(EmptySelectionError, match="overlaps Trump"):
        quotes(study, wanted=Wanted(also=("Trump",)))


@given(studies())
def test_overlaps_are_what_loops_find(rows):
    """The slow way: every coding against every other."""
    codings = [(n, code, s, 10 * first + n % 5, 10 * last + 4 + n % 7, first, last, *more)
               for n, code, s, _, _, first, last, *more in rows["codings"]]  # fmt: skip
    study = whole(tables(**{**rows, "codings": codings}))
    path = f"{rows['codes'][0][6]} > {rows['codes'][0][3]}"
    below = {row[0] for row in rows["codes"] if (row[6], row[3].split(" > ")[0]) == ("A", "c1")}
    try:
        every = set(words(quotes(study)))
    except EmptySelectionError:
        return
    also = [row for row in codings if row[1] in below]
    slow = {f"q{one[0]}" for one, other in product(codings, also)
            if one[2] == other[2] and one[3] < other[4] and other[3] < one[4]} & every  # fmt: skip
    try:
        found = set(words(quotes(study, wanted=Wanted(also=(path,)))))
    except EmptySelectionError:
        found = set()

    assert slow == found


def test_marked_quotes():
    """Only those, or a line that says there is none."""
    assert ["q4"] == words(quotes(whole(marked=(4,)), wanted=Wanted(is_selected=True)))
    with pytest.raises(EmptySelectionError, match="marked for the report"):
        quotes(whole(), wanted=Wanted(is_selected=True))


def found_frame(rows):
    """Quotes of (group, speaker, length, is_selected), far apart."""
    return pl.DataFrame(
        [(g, s, "x", 10_000 * at, 10_000 * at + length, marked, at) for at, (g, s, length, marked) in enumerate(rows)],
        schema=["group", "speaker", "source_guid", "start", "end", "is_selected", "at"],
        orient="row",
    )


def test_a_pick_hears_every_group_and_speaker_first():
    """Groups, then speakers, then readable length, then order; the marked count and are left out."""
    found = found_frame(
        [("A", "a", 10, False), ("A", "a", 100, False), ("A", "b", 700, False), ("B", "c", 5000, False),
         ("B", "c", 90, False), ("C", "d", 90, True), ("C", "d", 95, False)]
    )  # fmt: skip

    assert [1, 4, 2, 6, 3, 0] == picked(found, 9)["at"].to_list()
    assert [1, 4] == picked(found, 2)["at"].to_list()


@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("abcd"), st.integers(1, 900), st.booleans()), min_size=1
    ),
    st.integers(1, 12),
)
def test_picks_are_balanced_and_the_same_each_time(rows, count):
    """No group is heard twice more than another that still has something to say."""
    rows = [(group, group + speaker, length, marked) for group, speaker, length, marked in rows]
    found = found_frame(rows)
    try:
        pick = picked(found, count)
    except EmptySelectionError:
        assert all(row[3] for row in rows)
        return

    free = sum(not row[3] for row in rows)
    assert min(count, free) == len(pick)
    assert not pick["is_selected"].any()
    assert pick["at"].to_list() == picked(found, count)["at"].to_list()
    heard = {group: sum(row[0] == group and row[3] for row in rows) for group, *_ in rows}
    left = {group: sum(row[0] == group and not row[3] for row in rows) for group in heard}
    for group in pick["group"]:
        assert heard[group] == min(heard[one] for one in heard if left[one])
        heard[group] += 1
        left[group] -= 1


def test_what_overlaps_a_taken_quote_is_not_taken():
    """Two coders marked or coded the same words: they are heard once."""
    found = found_frame([("A", "a", 100, True), ("A", "b", 100, False), ("B", "c", 100, False)])
    same = found.with_columns(start=pl.Series([0, 50, 900]), end=pl.Series([100, 150, 1000]))

    assert [2] == picked(same, 3)["at"].to_list()
    with pytest.raises(EmptySelectionError, match="marked for the report already"):
        picked(found.filter("is_selected"), 3)
    with pytest.raises(InvalidValueError):
        picked(found, 0)


def test_context_is_the_rest_of_the_turn_or_turns_around():
    """Turns around have their speakers, the quote's own turn does not."""
    talk = pl.DataFrame(
        [("s", 1, "M", 0, "Why?"), ("s", 2, "A", 10, "Well, let them. Yes."), ("s", 3, "B", 40, "No.")],
        schema=["source_guid", "number", "speaker", "start", "text"],
        orient="row",
    )
    one = pl.DataFrame({"source_guid": ["s"], "turn": [2], "last_turn": [2], "start": [16], "end": [25]})

    assert [("Well,", "Yes.")] == with_context(one, talk, 0).select("before", "after").rows()
    assert [("M: Why?\nWell,", "Yes.\nB: No.")] == with_context(one, talk, 3).select("before", "after").rows()


def test_hostile_words_stay_what_they_are():
    """The frame says exactly what was stored."""
    assert HOSTILE == words(quotes(whole(words=HOSTILE)))[0]
