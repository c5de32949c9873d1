"""Alphas for unitizing: the published example, and what must hold of any cutting of a text."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.agreement.coinciding import Unit, coincidences
from qualcode.analysis.agreement.reliability import krippendorff_alpha, ratings
from qualcode.analysis.agreement.unitizing import (
    CU_ALPHA,
    U_ALPHA,
    U_ALPHA_BINARY,
    cu_alpha,
    ku_alphas,
    u_alpha,
    u_alpha_binary,
)
from qualcode.errors.analysis import NoVariationError, TooFewRatingsError
from qualcode.errors.values import InvalidValueError

# Krippendorff 2019, figure 12.11: three observers of a continuum of 60.
ALEX = [Unit(0, 7, 1), Unit(7, 13, 2), Unit(30, 32, 5), Unit(32, 37, 6), Unit(37, 44, 6), Unit(44, 60, 7)]
PAUL = [Unit(0, 7, 1), Unit(7, 13, 3), Unit(13, 21, 5), Unit(32, 44, 6)]
SUZAN = [Unit(0, 7, 1), Unit(7, 13, 4), Unit(13, 21, 5), Unit(32, 37, 6), Unit(37, 41, 6), Unit(41, 44, 6)]
BOOK = coincidences([(60, [ALEX, PAUL, SUZAN])])


@st.composite
def cuttings(draw):
    """A length, and what each coder found in it."""
    extent = draw(st.integers(1, 25))
    found = []
    for _ in range(draw(st.integers(2, 3))):
        borders = sorted(draw(st.sets(st.integers(0, extent), max_size=8)))
        said = [draw(st.sampled_from([None, "a", "b"])) for _ in borders[1:]]
        parts = zip(borders, borders[1:], said, strict=False)
        found.append([Unit(start, end, value) for start, end, value in parts if value])
    return extent, found


def test_the_books_example():
    """All four coefficients as printed: .510, .413, .724, and 1 or 0 for the single values.

    The second is .4136; printed is what lengths rounded to one decimal give: 26 apart, 44.3 of them by chance.
    """
    assert (0.510, 0.724) == (round(u_alpha(BOOK), 3), round(cu_alpha(BOOK), 3))
    binary = u_alpha_binary(BOOK)
    apart, by_chance = 26, 26 / (1 - binary)
    assert (0.4136, 44.3) == (round(binary, 4), round(by_chance, 1))
    assert 0.413 == round(1 - apart / round(by_chance, 1), 3)
    assert {1: 1, 2: 0, 3: 0, 4: 0, 5: 1, 6: 1, 7: None} == {
        value: alpha if alpha is None else pytest.approx(alpha, abs=1e-9) for value, alpha in ku_alphas(BOOK).items()
    }


def slow(length, tellings):
    """u-alpha and cu-alpha character by character, straight from the definitions."""
    coders = range(len(tellings))
    said = [[None] * length for _ in coders]
    for row, units in zip(said, tellings, strict=True):
        for unit in units:
            row[unit.start : unit.end] = [unit.value] * (unit.end - unit.start)
    pairs = list(permutations(coders, 2))
    values = {value for row in said for value in row}
    answers = []
    for kept in (values, values - {None}):
        seen = {
            (c, k): sum(said[i][at] == c and said[j][at] == k for i, j in pairs for at in range(length))
            / (len(tellings) - 1)
            for c in kept
            for k in kept
        }
        own = dict.fromkeys(kept, 0.0)
        for i in coders:
            for unit in tellings[i]:
                extent = unit.end - unit.start
                if None not in kept:
                    others = [said[j][at] for j in coders if j != i for at in range(unit.start, unit.end)]
                    extent = sum(value is not None for value in others) / (len(tellings) - 1)
                own[unit.value] += extent**2
            if None in kept:
                own[None] += said[i].count(None)
        total = sum(seen.values())
        possible = total**2 - sum(own.values())
        margin = {c: sum(seen[c, k] for k in kept) for c in kept}
        apart = sum(margin[c] * margin[k] for c in kept for k in kept if c != k)
        wrong = total - sum(seen[c, c] for c in kept)
        answers.append(1 - wrong * possible / (total * apart) if apart else None)
    return answers


def told(coefficient, *arguments):
    try:
        return coefficient(*arguments)
    except (NoVariationError, TooFewRatingsError):
        return None


@given(cuttings())
def test_the_alphas_are_what_the_definitions_say(cutting):
    """Counted character by character they are the same."""
    found = coincidences([cutting])

    for expected, actual in zip(slow(*cutting), (told(u_alpha, found), told(cu_alpha, found)), strict=True):
        if expected is not None and actual is not None:
            assert expected == pytest.approx(actual, abs=1e-9)


@given(cuttings())
def test_alpha_of_anything_at_all_is_that_of_one_value(cutting):
    """The same segments, all with one value, character by character."""
    length, tellings = cutting
    collapsed = [[unit._replace(value="x") for unit in units] for units in tellings]
    expected, actual = slow(length, collapsed)[0], told(u_alpha_binary, coincidences([cutting]))

    if expected is not None and actual is not None:
        assert expected == pytest.approx(actual, abs=1e-9)


@given(cuttings(), cuttings())
def test_resampled_groups_are_texts_taken_as_often(one, other):
    """Two groups with weights 2 and 1 are the first text twice and the second once."""
    coders = min(len(one[1]), len(other[1]))
    texts = [(length, tellings[:coders]) for length, tellings in (one, other)]
    found = coincidences(texts, ["a", "b"])
    thrice = coincidences([texts[0], texts[0], texts[1]])

    for alpha, coefficient in ((U_ALPHA, u_alpha), (U_ALPHA_BINARY, u_alpha_binary), (CU_ALPHA, cu_alpha)):
        weighed = alpha(found, np.array([[2.0, 1.0]]))[0]
        expected = told(coefficient, thrice)
        assert (expected is None and np.isnan(weighed)) or expected == pytest.approx(weighed)


@given(cuttings(), st.randoms())
def test_the_order_of_coders_and_the_names_of_values_say_nothing(cutting, chance):
    """Permuting either changes no coefficient."""
    length, tellings = cutting
    names = dict(zip("ab", chance.sample("xyz", 2), strict=True))
    turned = [[unit._replace(value=names[unit.value]) for unit in units] for units in tellings]
    chance.shuffle(turned)

    for coefficient in (u_alpha, u_alpha_binary, cu_alpha):
        expected = told(coefficient, coincidences([(length, tellings)]))
        assert expected == pytest.approx(told(coefficient, coincidences([(length, turned)])))


@given(cuttings())
def test_whoever_agrees_with_a_copy_agrees_wholly(cutting):
    """Twice the same cutting: 1, or nothing to tell."""
    length, tellings = cutting
    found = coincidences([(length, [tellings[0], tellings[0]])])

    assert {told(coefficient, found) for coefficient in (u_alpha, u_alpha_binary, cu_alpha)} <= {1.0, None}


def test_characters_one_by_one_are_units():
    """Where every segment is one character long and nothing is left out, u-alpha is plain alpha over the characters."""
    said = ["abbabcacab", "abaabcacbb"]
    found = coincidences([(10, [[Unit(at, at + 1, value) for at, value in enumerate(row)] for row in said])])

    assert krippendorff_alpha(ratings(zip(*said, strict=True))) == pytest.approx(u_alpha(found))


def test_several_texts_are_one_continuum():
    """Cut at a border between segments, the same comes out."""
    early, late = [[[unit for unit in units if (unit.end <= 30) is is_early] for units in (ALEX, PAUL, SUZAN)]
                   for is_early in (True, False)]  # fmt: skip
    late = [[Unit(unit.start - 30, unit.end - 30, unit.value) for unit in units] for units in late]

    assert u_alpha(BOOK) == pytest.approx(u_alpha(coincidences([(30, early), (30, late)], ["one", "two"])))


def test_nothing_found_is_an_error_with_a_reason():
    """Nobody found anything; or not at the same places."""
    with pytest.raises(NoVariationError):
        u_alpha(coincidences([(10, [[], []])]))
    with pytest.raises(TooFewRatingsError):
        cu_alpha(coincidences([(10, [[Unit(0, 2, "a")], [Unit(5, 7, "a")]])]))
    with pytest.raises(TooFewRatingsError):
        coincidences([(10, [[]])])


def test_overlapping_segments_are_refused():
    """A coder's segments bear one value each."""
    for units in ([Unit(0, 5, "a"), Unit(4, 6, "b")], [Unit(0, 11, "a")], [Unit(3, 3, "a")]):
        with pytest.raises(InvalidValueError):
            coincidences([(10, [units, []])])
