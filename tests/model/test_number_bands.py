"""Numbers in bands: the same wherever they are asked for."""

import pytest

from qualcode.analysis.bands import OTHER, bands_of
from qualcode.errors.variables import BandsError
from qualcode.model.derivation import Derivation
from qualcode.model.derivation import bands_of as names_of
from qualcode.model.number_bands import band_name, number_bands

WRITTEN = "<0,0-1.5,2–17,18 - 29,30,31+"


@pytest.mark.parametrize(
    ("number", "band"),
    [
        ("-3", "<0"),
        ("0", "0-1.5"),
        ("1,5", "0-1.5"),
        ("1.6", None),
        ("17.9", "2–17"),
        ("18", "18 - 29"),
        ("29,5", "18 - 29"),
        ("30.2", "30"),
        ("31", "31+"),
        ("1000", "31+"),
        ("inf", None),
        ("nan", None),
        ("young", None),
        ("", None),
    ],
)
def test_a_number_is_in_the_same_band_everywhere(number, band):
    """In a table by bands and in a variable derived of them."""
    assert band == band_name(number_bands(WRITTEN), number)
    assert (band or OTHER) == bands_of(WRITTEN).band(number)
    assert (band or "") == Derivation(base="age", bands=names_of(WRITTEN)).value(number)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "names no band"),
        ("young", "is no band"),
        ("18-29,,30+", "'': is no band"),
        ("20-18", "ends before it begins"),
        ("18-29,29-40", "'18-29,29-40': overlap"),
        ("18+,<20", "overlap"),
    ],
)
def test_what_is_no_bands_is_told_alike_everywhere(written, said):
    """Which band, what is wrong with it and what bands are like."""
    for read in (number_bands, bands_of, names_of):
        with pytest.raises(BandsError, match=said):
            read(written)
