"""Agreement as tables: published examples through the whole path, a study by hand, other programs, and laws."""

import json
import math
from itertools import pairwise

import krippendorff
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import masi_distance as nltk_masi
from polars.testing import assert_frame_equal

from qualcode.analysis.agreement.agreement import agreement, pair_agreement
from qualcode.analysis.agreement.unit_agreement import units_needed
from qualcode.analysis.selection import Selection
from qualcode.errors.analysis import EmptySelectionError, TooFewCodersError
from qualcode.errors.lookups import UnknownCoderError
from qualcode.errors.values import InvalidValueError
from tests.analysis.studies import by_hand, coding, guid, studies, tables

BINARY = [(0, 0), (1, 1), (0, 1), (0, 0), (0, 0), (0, 1), (0, 0), (0, 1), (0, 0), (1, 0)]  # Krippendorff 2004, p. 224
FLEISS_1971 = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)
COHEN_1960 = [25, 13, 2, 12, 2, 16, 15, 13, 2]


def study_of(units, *, groups=None, origins=None, codes=3):
    """A study in which each unit is a turn and each value, or set of values, the codes its coders gave it.

    The first source has turn 0, coded by everybody, so that all have coded it; 0 in a row is no code.
    """
    coders = len(units[0])
    groups = groups or [1] * len(units)
    numbers = {}
    turns, codings = [], []
    for unit, (row, group) in enumerate(zip(units, groups, strict=True)):
        numbers[group] = numbers.get(group, 0) + 1
        turns.append((group, numbers[group], 1, 5, 10))
        for coder, said in enumerate(row):
            for code in said if isinstance(said, frozenset | set) else {said} - {0}:
                origin = origins(unit, coder) if origins else "hand"
                codings.append(coding(len(codings) + 1, code, group, *[numbers[group]] * 2, f"C{coder}", origin))
    for group in numbers:
        codings += [coding(10_000 + group * 100 + coder, 1, group, 0, 0, f"C{coder}") for coder in range(coders)]
    return tables(
        codes=[(code, guid(code), f"c{code}", f"c{code}", 0, None, "Talks", False) for code in range(1, codes + 1)],
        cases=[(1, guid(90), "Anna", "participant")],
        sources=[(group, guid(100 + group), f"s{group}.txt", "en") for group in numbers],
        turns=turns,
        codings=codings,
    )


def row_of(frame, code="(overall)", basis="all"):
    return frame.row(by_predicate=(pl.col("code") == code) & (pl.col("basis") == basis), named=True)


def test_krippendorffs_binary_example_through_the_whole_path():
    """Ten turns, two coders, one code: .6 and .095 as printed."""
    row = row_of(agreement(study_of(BINARY)), "c1")

    assert (60.0, 0.095) == (row["percent"], round(row["alpha"], 3))
    assert ([2, 4], 5, 1, 10) == (row["coded_each"], row["coded_any"], row["coded_all"], row["units"])


def test_cohens_table_through_the_whole_path():
    """Cohen 1960, p. 37: 29 % alike where 35 % would be by chance."""
    cells = [(first, second) for first in (1, 2, 3) for second in (1, 2, 3)]
    units = [cell for cell, count in zip(cells, COHEN_1960, strict=True) for _ in range(count)]
    row = row_of(agreement(study_of(units)))

    first, second = (40, 30, 30), (52, 28, 20)
    chance = sum(a * b for a, b in zip(first, second, strict=True)) / 100**2
    assert 29.0 == row["percent"]
    assert (0.29 - chance) / (1 - chance) == pytest.approx(row["cohen_kappa"])


def test_fleiss_table_through_the_whole_path():
    """Thirty patients, six psychiatrists, five diagnoses: .430."""
    units = [
        [value for value, count in enumerate(row, start=1) for _ in range(int(count))] for row in FLEISS_1971.split()
    ]

    assert 0.430 == round(row_of(agreement(study_of(units, codes=5)))["fleiss_kappa"], 3)


def test_how_many_units_are_needed_is_as_published():
    """A quarter of the units, alpha of .667, 5 %, two coders: 81 (Krippendorff 2019, after Bloch and Kraemer)."""
    assert 81 == units_needed(0.25, 2)
    assert units_needed(0.01, 2) > units_needed(0.1, 2)
    assert (None, None) == (units_needed(0, 2), units_needed(1, 2))


HAND = by_hand()


def test_by_hand():
    """Kim and Lee in fg1 and fg2, participants' turns 2, 3 and 5 of fg1 and 2 of fg2.

    Kim: Dealmakers and Trump in 2, Trump in 3 and 5, Fear in fg2. Lee: Trump and Agreement in 2.
    """
    frame = agreement(HAND)

    figures = ("code", "kind", "units", "coded_each", "coded_any", "coded_all", "suggested", "percent")
    assert [
        ("Leaders", "theme", 4, [3, 1], 3, 1, 1, 50.0),
        ("Dealmakers", "code", 4, [3, 1], 3, 1, 1, 50.0),
        ("Trump", "code", 4, [3, 1], 3, 1, 1, 50.0),
        ("Fear", "theme", 4, [1, 0], 1, 0, 0, 75.0),
        ("Hope", "theme", 4, [0, 0], 0, 0, 0, 100.0),
        ("Agreement", "theme", 4, [0, 1], 1, 0, 0, 75.0),
        ("(overall)", "overall", 4, [4, 1], 4, 1, 1, 0.0),
    ] == frame.select(figures).rows()
    assert "all said the same of all 4 units: nobody coded any of them" == row_of(frame, "Hope")["note"]
    assert (None, None) == (row_of(frame, "Hope")["alpha"], row_of(frame, "Hope")["alpha_low"])
    trump = row_of(frame, "Trump")
    assert 1 - 7 * 4 / (2 * 4 * 4) == pytest.approx(trump["alpha"])  # 4 of 8 said yes, 2 units apart
    assert (0.5 - 0.375) / (1 - 0.375) == pytest.approx(trump["cohen_kappa"])


def test_what_was_suggested_is_set_aside():
    """By hand, Lee's suggested Trump in turn 2 leaves turns 3 and 5, which only Kim coded, and fg2."""
    frame = agreement(HAND, by_origin=True)

    assert 14 == len(frame)
    row = row_of(frame, "Trump", "by hand")
    assert (3, [2, 0], 33.3, 1) == (row["units"], row["coded_each"], row["percent"], row["suggested"])


def test_what_counts_as_seen():
    """Sources both coded: fg1 and fg2. Coded by one at least, and all: fg3's turn as well."""
    units = {seen: row_of(agreement(HAND, seen=seen))["units"] for seen in ("sources", "coded", "all")}

    assert {"sources": 4, "coded": 5, "all": 5} == units
    assert 8 == row_of(agreement(HAND, with_moderator=True))["units"]
    only_fg3 = by_hand(codings=[row for row in HAND.codings.rows() if row[0] in (2, 4)])
    assert [3, 1, 5] == [row_of(agreement(only_fg3, seen=seen))["units"] for seen in ("sources", "coded", "all")]


def test_filters_of_codes_do_not_change_what_was_seen():
    """Lee never said Fear, and has still read fg1."""
    frame = agreement(HAND, Selection(codes=("Fear",)), seen="coded")

    assert [5, 5] == frame["units"].to_list()


def test_fewer_than_two_coders_is_an_error_with_a_reason():
    """One, nobody, one of that name, or two who read nothing together."""
    with pytest.raises(TooFewCodersError, match="two coders or more, and only Kim has"):
        agreement(HAND, Selection(coders=("Kim",)))
    with pytest.raises(TooFewCodersError, match="nobody has"):
        agreement(by_hand(codings=[]))
    with pytest.raises(UnknownCoderError):
        agreement(HAND, Selection(coders=("Kim", "Max")))
    with pytest.raises(EmptySelectionError, match="no source has codings of each of Kim, Lee"):
        agreement(HAND, Selection(sources=("fg3",), coders=("Kim", "Lee")))
    for wrong in ({"unit": "word"}, {"seen": "some"}, {"unit": "sentence"}):
        with pytest.raises(InvalidValueError):
            agreement(HAND, **wrong)


SETS = st.frozensets(st.integers(1, 3))


@st.composite
def judged(draw, *, coders=None):
    width = coders or draw(st.integers(2, 4))
    units = draw(st.lists(st.tuples(*[SETS] * width), min_size=2, max_size=20))
    return units, [draw(st.integers(1, 4)) for _ in units]


@given(judged())
def test_coefficients_are_what_other_programs_compute(study):
    """The krippendorff package and NLTK, each code by itself and all as sets."""
    units, groups = study
    frame = agreement(study_of(units, groups=groups))

    for code in (1, 2, 3):
        told = [[int(code in said) for said in row] for row in units]
        if len({value for row in told for value in row}) > 1:
            theirs = krippendorff.alpha(list(zip(*told, strict=True)), level_of_measurement="nominal")
            assert theirs == pytest.approx(row_of(frame, f"c{code}")["alpha"])
            task = AnnotationTask([(c, u, value) for u, row in enumerate(told) for c, value in enumerate(row)])
            assert 100 * task.avg_Ao() == pytest.approx(row_of(frame, f"c{code}")["percent"], abs=0.051)
    if len({said for row in units for said in row}) > 1:
        triples = [(c, u, said) for u, row in enumerate(units) for c, said in enumerate(row)]
        task = AnnotationTask(triples, distance=lambda one, other: nltk_masi(one, other) if one | other else 0)
        assert task.alpha() == pytest.approx(row_of(frame)["alpha_masi"])


@given(judged(coders=2))
def test_cohens_kappa_is_what_another_program_computes(study):
    """NLTK, for two coders."""
    units, groups = study
    frame = agreement(study_of(units, groups=groups))

    for code in (1, 2, 3):
        told = [[int(code in said) for said in row] for row in units]
        kappa = row_of(frame, f"c{code}")["cohen_kappa"]
        if kappa is not None:
            task = AnnotationTask([(c, u, value) for u, row in enumerate(told) for c, value in enumerate(row)])
            assert task.kappa() == pytest.approx(kappa)


@given(judged(), st.randoms())
def test_the_order_of_coders_and_codes_says_nothing(study, chance):
    """Coders change names, codes change places."""
    units, groups = study
    order = list(range(len(units[0])))
    chance.shuffle(order)
    codes = dict(zip((1, 2, 3), chance.sample((1, 2, 3), 3), strict=True))
    turned = [tuple(frozenset(codes[code] for code in row[place]) for place in order) for row in units]
    figures = ("units", "coded_any", "coded_all", "percent", "cohen_kappa", "fleiss_kappa", "alpha", "alpha_low",
               "alpha_high", "alpha_jaccard", "alpha_masi", "is_rare")  # fmt: skip

    before = agreement(study_of(units, groups=groups))
    after = agreement(study_of(turned, groups=groups))
    for code in (1, 2, 3):
        one = before.filter(code=f"c{code}").select(figures)
        assert_frame_equal(one, after.filter(code=f"c{codes[code]}").select(figures))
    assert_frame_equal(before.tail(1).select(figures), after.tail(1).select(figures))


@given(studies())
def test_any_study_gives_figures_or_a_reason(rows):
    """Never NaN, never nothing said; a theme is said wherever a code under it is."""
    for unit in ("turn", "character"):
        study = tables(**{**rows, "codings": placed(rows)}, turn_places=places_of(rows))
        try:
            frame = agreement(study, unit=unit, by_origin=True)
        except (TooFewCodersError, EmptySelectionError):
            return
        figures = frame.select(pl.selectors.float())
        assert not figures.select(pl.any_horizontal(pl.all().is_nan())).to_series().any()
        name = "alpha" if unit == "turn" else "u_alpha"
        assert [] == frame.filter(pl.col(name).is_null() & (pl.col("note").fill_null("") == "")).rows()
        by_path = {
            (row["path"], row["codebook"], row["basis"]): row["coded_any"] for row in frame.iter_rows(named=True)
        }
        for (path, book, basis), said in by_path.items():
            above = path.rpartition(" > ")[0]
            assert not above or basis != "all" or said <= by_path[above, book, basis]


def placed(rows):
    """The codings where their turns are: from the first turn's third character to the last one's number-th."""
    return [(n, code, s, 100 * first + 2, 100 * last + 3 + n % 7, first, last, *more)
            for n, code, s, _, _, first, last, *more in rows["codings"]]  # fmt: skip


def places_of(rows):
    return [(source, number, 100 * number, 100 * number + 10, None) for source, number, *_ in rows["turns"]]


def test_intervals_need_groups_and_come_from_the_seed():
    """One group has none; the same seed gives the same."""
    groups = [1, 1, 1, 2, 2, 2, 3, 3, 3, 3]
    one, many = agreement(study_of(BINARY)), agreement(study_of(BINARY, groups=groups))

    assert (None, 1) == (one["alpha_low"][0], one["groups"][0])
    assert many["alpha_low"][0] < many["alpha"][0] < many["alpha_high"][0]
    assert_frame_equal(many, agreement(study_of(BINARY, groups=groups), seed=1))


def test_pairs_are_told_by_themselves():
    """Three coders: each pair as if there were no third, with what it has seen."""
    units = [(1, 1, 0), (0, 1, 0), (1, 0, 1), (0, 0, 0), (2, 2, 1)]
    frame = pair_agreement(study_of(units))
    alone = agreement(study_of(units), Selection(coders=("C0", "C2")))

    assert [("C0", "C1"), ("C0", "C2"), ("C1", "C2")] == frame.select("coder_a", "coder_b").unique().sort(
        "coder_a", "coder_b"
    ).rows()
    theirs = frame.filter(coder_a="C0", coder_b="C2").drop("coder_a", "coder_b")
    assert_frame_equal(alone, theirs)


def test_a_pair_that_shares_nothing_says_so():
    """Kim never coded fg3, Max nothing else."""
    study = by_hand(codings=[*HAND.codings.rows(), coding(50, 5, 3, 2, 2, "Max")])

    row = pair_agreement(study).filter(coder_a="Kim", coder_b="Max").row(0, named=True)
    assert (0, "(overall)", ["Kim", "Max"]) == (row["units"], row["code"], row["coders"])
    assert "no source has codings of each of Kim, Max" in row["note"]


def test_hostile_texts_change_nothing():
    """Names are names."""
    study = by_hand()
    renamed = study.codes.with_columns(name=pl.lit("=cmd\x1b[2J\u202e|<b>"))
    frame = agreement(by_hand(codes=renamed.rows()))

    assert math.isclose(frame["alpha"][2], agreement(study)["alpha"][2])
    assert json.dumps(frame["note"].to_list())


def test_borders_of_pieces_are_half_open():
    """A sentence is said by who covers at least one of its characters."""
    pieces = [
        (1, number, start, end)
        for number in (2, 3, 5)
        for start, end in pairwise((100 * number, 100 * number + 10, 100 * number + 20))
    ]
    places = [
        (1, 2, 2, 210, 215, "Kim"),
        (1, 2, 2, 209, 215, "Lee"),
        (1, 3, 3, 300, 301, "Kim"),
        (1, 5, 5, 520, 540, "Lee"),
    ]
    codings = [
        (number, 5, source, start, end, first, last, coder, "hand")
        for number, (source, first, last, start, end, coder) in enumerate(places, start=1)
    ]
    frame = agreement(
        by_hand(codings=codings),
        unit="sentence",
        pieces=pl.DataFrame(pieces, schema=["source_id", "number", "start", "end"], orient="row"),
    )

    row = row_of(frame, "Hope")
    assert (6, [2, 2], 3, 1) == (row["units"], row["coded_each"], row["coded_any"], row["coded_all"])


def test_sets_differ_by_any_of_many_codes():
    """A hundred codes are more than one number has bits for: of two units, one is told apart by the last alone."""
    row = row_of(agreement(study_of([({1}, {1}), ({2}, {2}), ({1, 100}, {1})], codes=100)))

    assert 66.7 == row["percent"]
