"""Agreement over characters: the published continuum through the whole path, and what is the same as on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.agreement.agreement import agreement
from qualcode.analysis.agreement.coinciding import Unit, coincidences
from qualcode.analysis.agreement.unitizing import cu_alpha, ku_alphas, u_alpha, u_alpha_binary
from qualcode.errors.analysis import NoVariationError, TooFewRatingsError
from tests.analysis.agreement.test_agreement import row_of
from tests.analysis.agreement.test_unitizing import ALEX, BOOK, PAUL, SUZAN
from tests.analysis.studies import guid, tables


def study_of(tellings, length, *, turns=1, offset=7, parents=None, origin="hand"):
    """A source whose talk begins after a label; each coder's segments are codings of the codes c1, c2, …"""
    size = length // turns
    places = [(1, number, 100 * number + offset, 100 * number + offset + size, None) for number in range(1, turns + 1)]

    def at(position, *, is_end=False):
        turn = min((position - is_end) // size, turns - 1)
        return 100 * (turn + 1) + offset + position - turn * size

    codings = []
    for coder, units in enumerate(tellings):
        for unit in units:
            how = origin if coder else "hand"
            place = (at(unit.start), at(unit.end, is_end=True))
            turn_range = (place[0] // 100, (place[1] - 1) // 100)
            codings.append((len(codings) + 1, unit.value, 1, *place, *turn_range, f"C{coder}", how))
    codes = max(unit.value for units in tellings for unit in units)
    return tables(
        codes=[
            (
                n,
                guid(n),
                f"c{n}",
                f"c{n}",
                int(bool(parents and parents.get(n))),
                (parents or {}).get(n),
                "Talks",
                False,
            )
            for n in range(1, codes + 1)
        ],
        cases=[(1, guid(90), "Anna", "participant")],
        sources=[(1, guid(100), "s.txt", "en")],
        turns=[(1, number, 1, 5, size) for number in range(1, turns + 1)],
        turn_places=places,
        codings=codings,
    )


@pytest.mark.parametrize("turns", [1, 3, 12])
def test_the_books_example_through_the_whole_path(turns):
    """Krippendorff 2019, figure 12.11, as one turn or cut into several: .510, .413, .724; 1 or 0 for the values."""
    frame = agreement(study_of([ALEX, PAUL, SUZAN], 60, turns=turns), unit="character")

    overall = row_of(frame)
    assert (0.510, 0.724) == (round(overall["u_alpha"], 3), round(overall["cu_alpha"], 3))
    assert 0.413 == pytest.approx(overall["u_alpha_binary"], abs=0.001)
    told = {row["code"]: row["ku_alpha"] for row in frame.iter_rows(named=True)}
    assert {f"c{value}": alpha for value, alpha in ku_alphas(BOOK).items()} == {
        code: alpha and pytest.approx(alpha, abs=1e-9) for code, alpha in told.items() if code != "(overall)"
    }
    assert (60, None) == (overall["units"], overall["cohen_kappa"])


@st.composite
def cuttings(draw):
    found = []
    for _ in range(draw(st.integers(2, 3))):
        borders = sorted(draw(st.sets(st.integers(0, 24), max_size=8)))
        said = [draw(st.sampled_from([None, 1, 2])) for _ in borders[1:]]
        found.append([Unit(a, b, v) for a, b, v in zip(borders, borders[1:], said, strict=False) if v])
    return found


def told(coefficient, found):
    try:
        return coefficient(found)
    except (NoVariationError, TooFewRatingsError):
        return None


@given(cuttings())
def test_the_tables_are_the_coefficients(tellings):
    """Over all codes, and each code alone, as if it were computed from a cutting on paper."""
    tellings = [units or [Unit(0, 1, 3)] for units in tellings]  # everybody has read it
    frame = agreement(study_of(tellings, 24, turns=4), unit="character")

    paper = coincidences([(24, tellings)])
    overall = row_of(frame)
    for name, coefficient in (("u_alpha", u_alpha), ("u_alpha_binary", u_alpha_binary), ("cu_alpha", cu_alpha)):
        assert pytest.approx(told(coefficient, paper)) == overall[name]
    for code in (1, 2):
        alone = coincidences([(24, [[unit for unit in units if unit.value == code] for units in tellings])])
        if f"c{code}" in frame["code"]:
            assert pytest.approx(told(u_alpha, alone)) == row_of(frame, f"c{code}")["u_alpha"]


def test_overlapping_codings_of_a_coder_are_one():
    """0-6 and 4-10 of one code are 0-10; under a theme those of its codes are joined too; what touches is not."""
    parents = {2: 1, 3: 1}
    apart = study_of([[Unit(0, 6, 2), Unit(4, 10, 2)], [Unit(0, 10, 3)]], 20, parents=parents)
    frame = agreement(apart, unit="character")

    assert (1.0, [10, 10], 10, 10) == tuple(
        row_of(frame, "c1")[name] for name in ("u_alpha", "coded_each", "coded_any", "coded_all")
    )
    assert ([10, 0], 0) == (row_of(frame, "c2")["coded_each"], row_of(frame, "c2")["coded_all"])
    halves, whole = [Unit(0, 5, 1), Unit(5, 10, 1)], [Unit(0, 10, 1)]
    touching = agreement(study_of([halves, [Unit(0, 8, 1)]], 20), unit="character")
    assert u_alpha(coincidences([(20, [halves, [Unit(0, 8, 1)]])])) == pytest.approx(row_of(touching, "c1")["u_alpha"])
    assert u_alpha(coincidences([(20, [whole, [Unit(0, 8, 1)]])])) != pytest.approx(row_of(touching, "c1")["u_alpha"])


def test_suggested_text_is_taken_out():
    """What a suggestion led to leaves the line; the rest is as if it had never been there."""
    tellings = [[Unit(0, 5, 1), Unit(10, 15, 1)], [Unit(0, 5, 1)]]
    frame = agreement(study_of(tellings, 20, origin="suggestion"), unit="character", by_origin=True)

    row = row_of(frame, "c1", "by hand")
    assert (15, [5, 0], 5) == (row["units"], row["coded_each"], row["suggested"])
    left = coincidences([(15, [[Unit(5, 10, 1)], []])])
    assert u_alpha(left) == pytest.approx(row["u_alpha"])
