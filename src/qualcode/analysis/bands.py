"""Bands: numbers such as ages, and dates, put together into a few levels.

Bands of numbers are written `18-29,30-44,60+` (`model.number_bands`), those of dates `year`, `quarter` or `month`. What
is in no band is `(other)`; what is missing stays `(missing)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.analysis.variables import MISSING, natural_order
from qualcode.errors.variables import BandsError
from qualcode.model.number_bands import NumberBand, band_name, number_bands

OTHER = "(other)"

_DATE = re.compile(r"(\d{4})-(\d\d)(?:-\d\d)?(?:[T ].*)?")


@dataclass(frozen=True, slots=True)
class Bands:
    """How the values of a variable are put together.

    Attributes:
        names: of the bands, in order; none for dates, whose bands are known when the dates are.
        band: the name of a value's band.
    """

    names: tuple[str, ...]
    band: Callable[[str], str]

    def order(self, found: Sequence[str]) -> list[str]:
        """Return the bands that were found, in order, `(other)` and `(missing)` last."""
        plain = [name for name in found if name not in (OTHER, MISSING)]
        ordered = [name for name in self.names if name in plain] if self.names else natural_order(plain)
        return [*ordered, *(name for name in (OTHER, MISSING) if name in found)]


def bands_of(text: str) -> Bands:
    """Return the bands that are written so.

    Raises:
        BandsError: they are not written like that, or two of them overlap.
    """
    written = text.strip().casefold()
    if written in _PERIODS:
        return Bands((), _by_date(_PERIODS[written]))
    try:
        bands = number_bands(text)
    except BandsError as error:
        raise BandsError(error.written, error.reason, ", for dates month, quarter or year") from error
    return Bands(tuple(band.name for band in bands), _by_number(bands))


def _by_number(bands: tuple[NumberBand, ...]) -> Callable[[str], str]:
    def band(value: str) -> str:
        return value if value == MISSING else band_name(bands, value) or OTHER

    return band


def _by_date(period: Callable[[str, int], str]) -> Callable[[str], str]:
    def band(value: str) -> str:
        if value == MISSING:
            return value
        found = _DATE.fullmatch(value)
        return period(found[1], int(found[2])) if found else OTHER

    return band


_PERIODS: dict[str, Callable[[str, int], str]] = {
    "year": lambda year, _: year,
    "quarter": lambda year, month: f"{year} Q{(month + 2) // 3}",
    "month": lambda year, month: f"{year}-{month:02}",
}
