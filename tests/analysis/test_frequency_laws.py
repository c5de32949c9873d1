"""What must hold of frequencies in any study, and the same figures computed the slow way."""

import itertools
import random

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from qualcode.analysis.breakdowns import frequencies_by
from qualcode.analysis.frequencies import frequencies
from qualcode.analysis.selection import Level, Selection, selected
from qualcode.analysis.variables import MISSING
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.lookups import UnknownCoderError, UnknownSourceError
from tests.analysis.studies import coding, studies, tables

LAW = settings(deadline=None)  # how long it takes says nothing here
COUNTS = ("codings", "turns", "participants", "groups", "words")


def slow_turns(rows, *, with_moderator=False, sources=None, genders=None, by=None):
    """Return the speaker, group, words and level of every counted turn; `by` is None, "gender" or "wave"."""
    role = {case[0]: case[3] for case in rows["cases"]}
    gender = {case: value for case, _, value in rows["case_variables"]}
    group = {source: value for source, name, value in rows["source_variables"] if name == "group"}
    wave = {source: value for source, name, value in rows["source_variables"] if name == "wave"}
    counted = {}
    for source, number, case, words, _ in rows["turns"]:
        is_asked = sources is None or source in sources
        is_asked = is_asked and (genders is None or gender.get(case, MISSING) in genders)
        if is_asked and (role[case] == "participant" or with_moderator):
            group_of = ("shared", group[source]) if source in group else ("own", source)
            level = {None: "", "gender": gender.get(case, MISSING), "wave": wave.get(source, MISSING)}[by]
            counted[source, number] = (case, group_of, words, level)
    return counted


def slow_table(rows, *, coders=None, by=None, **which):
    """Count with sets and loops only."""
    parent = {code[0]: code[5] for code in rows["codes"]}
    counted = slow_turns(rows, by=by, **which)
    levels = {figures[3] for figures in counted.values()} | ({""} if by is None else set())
    table = {}
    for code, level in itertools.product(parent, levels):
        base = [turn for turn, figures in counted.items() if figures[3] == level]
        found, hit = set(), set()
        for number, own, source, _, _, first, last, coder, _ in rows["codings"]:
            ancestor = own
            while ancestor is not None and ancestor != code:
                ancestor = parent[ancestor]
            inside = {turn for turn in base if turn[0] == source and first <= turn[1] <= last}
            if inside and ancestor == code and (coders is None or coder in coders):
                found.add(number)
                hit |= inside
        table[f"c{code}", level] = (
            len(found),
            len(hit),
            len({counted[turn][0] for turn in hit}),
            len({counted[turn][1] for turn in hit}),
            sum(counted[turn][2] for turn in hit),
            len({counted[turn][0] for turn in base}),
            len({counted[turn][1] for turn in base}),
        )
    return table


def quick_table(frame):
    level = "level" if "level" in frame.columns else pl.lit("").alias("level")
    columns = frame.select("code", level, *COUNTS, "participants_total", "groups_total")
    return {row[:2]: row[2:] for row in columns.rows()}


@LAW
@given(studies(), st.booleans())
def test_frequencies_are_those_computed_the_slow_way(rows, with_moderator):
    """Loops over sets come to the same figures."""
    frame = frequencies(tables(**rows), with_moderator=with_moderator)

    assert slow_table(rows, with_moderator=with_moderator) == quick_table(frame)


@LAW
@given(studies(), st.booleans())
def test_frequencies_by_a_case_variable_are_those_computed_the_slow_way(rows, with_moderator):
    """Each level is counted within its own turns."""
    if not rows["case_variables"]:
        return
    frame = frequencies_by(tables(**rows), "gender", with_moderator=with_moderator)

    assert slow_table(rows, with_moderator=with_moderator, by="gender") == quick_table(frame)


@LAW
@given(studies(), st.booleans())
def test_frequencies_by_a_source_variable_are_those_computed_the_slow_way(rows, with_moderator):
    """Someone who speaks in two levels counts in both."""
    if not any(name == "wave" for _, name, _ in rows["source_variables"]):
        return
    frame = frequencies_by(tables(**rows), "wave", with_moderator=with_moderator)

    assert slow_table(rows, with_moderator=with_moderator, by="wave") == quick_table(frame)


@LAW
@given(studies(), st.sampled_from([None, "s1", "s2"]), st.booleans(), st.sampled_from([None, "1", MISSING]))
def test_a_selection_counts_what_the_slow_way_counts(rows, source, kim_only, gender):
    """Filters of sources, coders and case variables, alone and together; what is left empty is said."""
    names = {f"s{row[0]}" for row in rows["sources"]}
    genders = {value for _, _, value in rows["case_variables"]}
    source = source if source in names else None
    kim_only = kim_only and any(row[7] == "Kim" for row in rows["codings"])
    gender = gender if gender in genders else None
    selection = Selection(
        sources=(source,) if source else (),
        coders=("Kim",) if kim_only else (),
        levels=(Level("case:gender", gender),) if gender else (),
    )
    slow = slow_table(
        rows,
        sources={int(source[1:])} if source else None,
        coders={"Kim"} if kim_only else None,
        genders={gender} if gender else None,
    )

    try:
        quick = quick_table(frequencies(tables(**rows), selection))
    except EmptySelectionError:
        assert not any(figures[0] for figures in slow.values())
    else:
        assert slow == quick


@LAW
@given(studies())
def test_a_roll_up_is_at_least_its_greatest_part_and_at_most_their_sum(rows):
    """Of participants, turns and groups: own codings and each sub-code are the parts."""
    table = quick_table(frequencies(tables(**rows)))
    parent = {code[0]: code[5] for code in rows["codes"]}
    for code in parent:
        below = [child for child in parent if parent[child] == code]
        own = quick_table(frequencies(tables(**{**rows, "codings": [c for c in rows["codings"] if c[1] == code]})))
        parts = [own[f"c{code}", ""], *(table[f"c{child}", ""] for child in below)]
        for figure in range(5):
            whole = table[f"c{code}", ""][figure]
            assert max(part[figure] for part in parts) <= whole <= sum(part[figure] for part in parts)


@LAW
@given(studies(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, chance: random.Random):
    """Only codes have an order; shuffling everything else changes nothing."""
    shuffled = {
        name: values if name == "codes" else chance.sample(values, len(values)) for name, values in rows.items()
    }

    assert_frame_equal(frequencies(tables(**rows)), frequencies(tables(**shuffled)))


@LAW
@given(studies())
def test_coding_everything_twice_doubles_the_codings_and_nothing_else(rows):
    """A second coder who agrees changes no turn, participant or group."""
    again = [coding(row[0] + 1000, row[1], row[2], row[5], row[6], "Max") for row in rows["codings"]]

    once = frequencies(tables(**rows))
    twice = frequencies(tables(**{**rows, "codings": rows["codings"] + again}))

    assert_frame_equal(once.with_columns(pl.col("codings") * 2), twice)


@LAW
@given(studies())
def test_turns_of_all_levels_make_the_turns_of_the_whole(rows):
    """Each counted turn belongs to exactly one level."""
    whole = frequencies(tables(**rows))
    levels = (
        frequencies_by(tables(**rows), "group").group_by("code_guid", maintain_order=True).agg(pl.col("turns").sum())
    )

    assert levels["turns"].sum() == whole["turns"].sum()
    assert dict(levels.rows()) == dict(whole.filter(pl.col("groups_total") > 0).select("code_guid", "turns").rows())


@LAW
@given(studies(), st.data())
def test_filters_compose(rows, data):
    """Selecting by some filters, then by the others, is selecting by all, in either order."""
    asked = {
        "sources": [row[2] for row in rows["sources"]],
        "coders": [row[7] for row in rows["codings"]],
        "codes": [row[1] for row in rows["codes"]],
        "levels": [Level(f"source:{name}", value) for _, name, value in rows["source_variables"]],
    }
    drawn = {kind: data.draw(st.lists(st.sampled_from(names), max_size=2)) for kind, names in asked.items() if names}
    parts = {kind: (tuple(values), data.draw(st.booleans())) for kind, values in drawn.items()}
    both = Selection(**{kind: values for kind, (values, _) in parts.items()})
    one = Selection(**{kind: values for kind, (values, is_first) in parts.items() if is_first})
    other = Selection(**{kind: values for kind, (values, is_first) in parts.items() if not is_first})
    try:
        expected = frequencies(tables(**rows), both)
    except EmptySelectionError:
        return
    for first, second in ((one, other), (other, one)):
        try:
            actual = frequencies(selected(tables(**rows), first), second)
        except (UnknownCoderError, UnknownSourceError, EmptySelectionError):
            continue  # what the first filters leave does not know that coder, source or level
        assert_frame_equal(expected, actual)


def slow_voices(rows, *, with_moderator=False):
    """Return for each code: turns prompted, people spontaneous, largest share, groups of one, flag; by loops."""
    parent = {code[0]: code[5] for code in rows["codes"]}
    role = {case[0]: case[3] for case in rows["cases"]}
    speaker = {turn[:2]: turn[2] for turn in rows["turns"]}
    counted = slow_turns(rows, with_moderator=with_moderator)

    def lineage(code):
        return [code, *(lineage(parent[code]) if parent[code] is not None else [])]

    def carries(code, turn):
        return any(
            code in lineage(own) and source == turn[0] and first <= turn[1] <= last
            for _, own, source, _, _, first, last, _, _ in rows["codings"]
        )

    def opener(turn):
        before = [number for number in range(turn[1], 0, -1) if role[speaker[turn[0], number]] == "moderator"]
        return (turn[0], before[0]) if before and before[0] != turn[1] else None

    table = {}
    for code in parent:
        hit = [turn for turn in counted if carries(code, turn)]
        theme = lineage(code)[-1]
        led = [turn for turn in hit if opener(turn) and carries(theme, opener(turn))]
        people = [counted[turn][0] for turn in hit]
        top = max((people.count(person) for person in people), default=0)
        groups = {}
        for turn in hit:
            groups.setdefault(counted[turn][1], []).append(counted[turn][0])
        twice = [voices for voices in groups.values() if len(voices) > 1]
        by_one = [voices for voices in twice if len(set(voices)) == 1]
        is_carried = bool(twice) and len(by_one) == len(twice) and 2 * top >= len(hit)
        table[f"c{code}"] = (
            len(led),
            len({counted[turn][0] for turn in hit if turn not in led}),
            len(by_one),
            len(hit) > 1 and (len(set(people)) == 1 or is_carried),
        )
    return table


@LAW
@given(studies(), st.booleans())
def test_prompted_turns_and_single_voices_are_those_computed_the_slow_way(rows, with_moderator):
    """Exchange by exchange and group by group."""
    frame = frequencies(tables(**rows), with_moderator=with_moderator)
    columns = ("code", "turns_prompted", "participants_spontaneous", "groups_by_one", "voiced_by_one")

    assert slow_voices(rows, with_moderator=with_moderator) == {row[0]: row[1:] for row in frame.select(columns).rows()}
    assert (frame["turns_prompted"] + frame["turns_spontaneous"]).equals(frame["turns"], check_names=False)


@LAW
@given(studies(), st.sampled_from(["case:gender", "source:wave", "question"]))
def test_a_level_is_the_table_of_that_level_alone(rows, variable):
    """Every figure, those that tell of single voices too; of people, of sources and of single turns."""
    asked = [(source, number, f"Q{number % 3}") for source, number, *_ in rows["turns"] if number % 2]
    study = tables(**rows, sections=asked)
    scope, _, name = variable.rpartition(":")
    assume(not scope or any(row[1] == name for row in rows[f"{scope}_variables"]))
    assume(scope or asked)
    shared = [*COUNTS, "participants_total", "groups_total", "top_speaker_share", "groups_by_one", "voiced_by_one"]

    whole = frequencies_by(study, variable)

    for level in whole["level"].unique():
        alone = frequencies(study, Selection(levels=(Level(variable, level),)))
        assert_frame_equal(alone.select("code", *shared), whole.filter(level=level).select("code", *shared))
