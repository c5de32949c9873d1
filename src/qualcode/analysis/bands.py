"""Bands: numbers such as ages, and dates, put together into a few levels.

Bands of numbers are written `18-29,30-44,45-59,60+`; `<18` is below 18. A band holds both its ends; one that ends in a
whole number also holds the decimals up to the next, so that 29.5 years are in 18-29. Bands of dates are `year`,
`quarter` or `month`. What is in no band is `(other)`; what is missing stays `(missing)`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.analysis.variables import MISSING, natural_order
from qualcode.errors.values import InvalidValueError

OTHER = "(other)"

_NUMBER = r"\d+(?:\.\d+)?"
_FROM_TO = re.compile(rf"({_NUMBER})\s*[-–]\s*({_NUMBER})")  # the dash that word processors write
_FROM = re.compile(rf"({_NUMBER})\s*\+")
_BELOW = re.compile(rf"<\s*({_NUMBER})")
_DATE = re.compile(r"(\d{4})-(\d\d)(?:-\d\d)?(?:[T ].*)?")
_EXAMPLE = "is not like 18-29,30-44,45+ or month, quarter, year."


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
        InvalidValueError: they are not written like that, or two of them overlap.
    """
    written = text.strip().casefold()
    if written in _PERIODS:
        return Bands((), _by_date(_PERIODS[written]))
    edges = [(name, *_edges(name, text)) for name in (part.strip() for part in written.split(","))]
    for (one, _, high), (other, low, _) in zip(sorted(edges, key=_low), sorted(edges, key=_low)[1:], strict=False):
        if high > low:
            raise InvalidValueError("Bands", text, f"{one} and {other} overlap.")
    return Bands(tuple(name for name, _, _ in edges), _by_number(edges))


def _low(edge: tuple[str, float, float]) -> float:
    return edge[1]


def _edges(name: str, text: str) -> tuple[float, float]:
    """Return where a band begins and the first number beyond it."""
    if found := _FROM_TO.fullmatch(name):
        low, high = float(found[1]), float(found[2])
        if low > high:
            raise InvalidValueError("Bands", text, f"{name} ends before it begins.")
        return low, high + 1 if high.is_integer() else math.nextafter(high, math.inf)
    if found := _FROM.fullmatch(name):
        return float(found[1]), math.inf
    if found := _BELOW.fullmatch(name):
        return -math.inf, float(found[1])
    raise InvalidValueError("Bands", text, _EXAMPLE)


def _by_number(edges: Sequence[tuple[str, float, float]]) -> Callable[[str], str]:
    def band(value: str) -> str:
        if value == MISSING:
            return value
        try:
            number = float(value.replace(",", "."))
        except ValueError:
            return OTHER
        return next((name for name, low, beyond in edges if low <= number < beyond), OTHER)

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
