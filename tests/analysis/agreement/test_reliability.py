"""Agreement on units: published tables, independent programs, and what must hold of any ratings."""

from itertools import permutations

import krippendorff
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance as nltk_jaccard

from qualcode.analysis.agreement.coefficients import COHEN, alpha_with
from qualcode.analysis.agreement.reliability import (
    bootstrap_interval,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
    ratings,
)
from qualcode.analysis.agreement.set_distances import jaccard_distance, masi_distance
from qualcode.errors.analysis import NoVariationError, TooFewRatingsError
from qualcode.errors.values import InvalidValueError

BINARY = ratings([(0, 0), (1, 1), (0, 1), (0, 0), (0, 0), (0, 1), (0, 0), (0, 1), (0, 0), (1, 0)])
THREE = ratings(
    zip(
        [None, None, None, None, None, 3, 4, 1, 2, 1, 1, 3, 3, None, 3],
        [1, None, 2, 1, 3, 3, 4, 3, None, None, None, None, None, None, None],
        [None, None, 2, 1, 3, 4, 4, None, 2, 1, 1, 3, 3, None, 4],
        strict=True,
    )
)
COHEN_1960 = [25, 13, 2, 12, 2, 16, 15, 13, 2]  # two judges, three categories, 100 patients


def random_ratings(*, coders=None, values=None, missing=True):
    coders = st.integers(2, 4) if coders is None else coders
    values = st.sampled_from("abc") if values is None else values
    said = st.one_of(st.none(), values) if missing else values
    return coders.flatmap(lambda count: st.lists(st.tuples(*[said] * count), min_size=2, max_size=30))


def test_krippendorffs_binary_example():
    """Ten units, two observers: Krippendorff 2004, p. 224."""
    assert (0.6, 0.095) == (percent_agreement(BINARY), round(krippendorff_alpha(BINARY), 3))


def test_three_coders_who_left_much_out():
    """Fifteen units of which three coders judged some: alpha is 0.691."""
    assert 0.691358 == round(krippendorff_alpha(THREE), 6)


def test_cohens_table():
    """The table of Cohen 1960, p. 37: 29 of 100 alike where 35 would be by chance."""
    rows = [(first, second) for first in range(3) for second in range(3)]
    told = ratings([row for row, count in zip(rows, [*COHEN_1960], strict=True) for _ in range(count)])

    first, second = (25 + 13 + 2, 12 + 2 + 16, 15 + 13 + 2), (25 + 12 + 15, 13 + 2 + 13, 2 + 16 + 2)
    by_chance = sum(a * b for a, b in zip(first, second, strict=True)) / 100**2
    assert 0.29 == percent_agreement(told)
    assert (0.29 - by_chance) / (1 - by_chance) == pytest.approx(cohen_kappa(told))


def test_fleiss_psychiatric_diagnoses():
    """Thirty patients, six psychiatrists, five diagnoses: 0.430."""
    published = (
        "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
        "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
    )
    told = ratings([value for value, count in enumerate(row) for _ in range(int(count))] for row in published.split())

    assert 0.430 == round(fleiss_kappa(told), 3)


@given(random_ratings())
def test_alpha_is_what_another_program_computes(units):
    """The krippendorff package, on any ratings with gaps."""
    told = ratings(units)
    try:
        found = krippendorff_alpha(told)
    except (TooFewRatingsError, NoVariationError):
        return
    numbers = [[None if row[coder] is None else ord(row[coder]) for row in units] for coder in range(len(units[0]))]
    theirs = krippendorff.alpha(
        reliability_data=[[float("nan") if value is None else value for value in row] for row in numbers],
        level_of_measurement="nominal",
    )

    assert theirs == pytest.approx(found)


@given(random_ratings(missing=False))
def test_kappas_are_what_another_program_computes(units):
    """NLTK's agreement, on any complete ratings."""
    told = ratings(units)
    task = AnnotationTask([(coder, item, value) for item, row in enumerate(units) for coder, value in enumerate(row)])
    try:
        found = fleiss_kappa(told)
    except NoVariationError:
        return

    expected = sum((sum(row.count(value) for row in units) / len(units) / len(units[0])) ** 2 for value in "abc")
    assert task.avg_Ao() == pytest.approx(percent_agreement(told))
    assert (task.avg_Ao() - expected) / (1 - expected) == pytest.approx(found)
    if len(units[0]) == 2:
        try:
            kappa = cohen_kappa(told)
        except NoVariationError:
            return
        assert task.kappa() == pytest.approx(kappa)


SETS = st.frozensets(st.sampled_from("abc"))


@given(random_ratings(coders=st.just(2), values=SETS, missing=False))
def test_alpha_of_sets_is_what_another_program_computes(units):
    """NLTK's alpha under the same distances, on units that bear several codes."""
    for distance in (jaccard_distance, masi_distance):
        try:
            found = krippendorff_alpha(ratings(units), distance)
        except NoVariationError:
            assume(False)
        task = AnnotationTask(
            [(coder, item, value) for item, row in enumerate(units) for coder, value in enumerate(row)],
            distance=distance,
        )

        assert task.alpha() == pytest.approx(found)


@given(SETS, SETS)
def test_the_distances_are_those_of_the_papers(one, other):
    """Jaccard's as NLTK has it; MASI is no nearer than Jaccard's, and 0 only for the same set."""
    if one | other:
        assert nltk_jaccard(one, other) == pytest.approx(jaccard_distance(one, other))
    assert jaccard_distance(one, other) <= masi_distance(one, other) <= 1
    assert (one == other) == (masi_distance(one, other) == 0)


def test_masi_of_a_part():
    """Half the codes found, nothing wrong: 1 - 2/3 · 1/2; one of three alike: 1 - 1/3 · 1/3."""
    assert 1 - 1 / 3 == pytest.approx(masi_distance(frozenset("a"), frozenset("ab")))
    assert 1 - 1 / 9 == pytest.approx(masi_distance(frozenset("ab"), frozenset("bc")))


@given(random_ratings(), st.randoms())
def test_the_order_of_coders_values_and_units_says_nothing(units, chance):
    """Permuting any of them changes no coefficient."""
    try:
        expected = krippendorff_alpha(ratings(units)), percent_agreement(ratings(units))
    except (TooFewRatingsError, NoVariationError):
        return
    order = chance.choice(list(permutations(range(len(units[0])))))
    names = dict(zip("abc", chance.sample("xyz", 3), strict=True))
    turned = [tuple(names.get(row[place]) for place in order) for row in units]
    chance.shuffle(turned)

    assert expected == pytest.approx((krippendorff_alpha(ratings(turned)), percent_agreement(ratings(turned))))


def test_too_few_units_is_an_error_with_a_reason():
    """One unit, or none that two judged."""
    for units in ([("a", "a")], [("a", None), (None, "b"), ("a", None)], []):
        for coefficient in (percent_agreement, krippendorff_alpha, fleiss_kappa):
            with pytest.raises(TooFewRatingsError, match="two units"):
                coefficient(ratings(units, coders=2))


def test_one_value_everywhere_is_an_error_with_a_reason():
    """Chance would agree as well, so there is nothing to tell."""
    told = ratings([("a", "a")] * 5)

    assert 1 == percent_agreement(told)
    for coefficient in (cohen_kappa, fleiss_kappa, krippendorff_alpha):
        with pytest.raises(NoVariationError, match="all 5 units"):
            coefficient(told)


def test_cohens_kappa_is_of_two():
    """Three coders are refused."""
    with pytest.raises(InvalidValueError, match="two"):
        cohen_kappa(ratings([("a", "a", "b")] * 3))


def test_intervals_come_from_whole_groups():
    """Two groups, one all right, one all wrong: what is drawn is one of them, or both."""
    told = ratings([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")], ["one", "one", "two", "two"])
    alphas = sorted(
        krippendorff_alpha(ratings(rows)) for rows in ([("a", "a"), ("b", "b")] * 2, [("a", "b"), ("b", "a")] * 2)
    )

    low, high, share = bootstrap_interval(told, alpha_with(), seed=7)
    assert [*alphas, 1] == pytest.approx([low, high, share])
    assert bootstrap_interval(told, COHEN, seed=7) == bootstrap_interval(told, COHEN, seed=7)


def test_one_group_has_no_interval():
    """There is nothing to draw from."""
    assert bootstrap_interval(BINARY, alpha_with(), seed=1) is None


@given(random_ratings(values=SETS))
def test_distances_of_many_sets_are_those_of_two(units):
    """Computed many at a time or one by one."""
    for distance in (jaccard_distance, masi_distance):
        try:
            expected = krippendorff_alpha(ratings(units), lambda one, other, by=distance: by(one, other))
        except (TooFewRatingsError, NoVariationError):
            return

        assert expected == pytest.approx(krippendorff_alpha(ratings(units), distance))
