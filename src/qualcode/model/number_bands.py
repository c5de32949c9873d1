"""Numbers put together into bands, such as ages: `18-29,30-44,45+`, `<18`, `7`.

A band holds both its ends; one that ends in a whole number also holds the decimals up to the next, so that 29.5 years
are in 18-29. A number may have a decimal comma.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qualcode.errors.variables import BandsError

_NUMBER = r"-?\d+(?:\.\d+)?"
_BAND = re.compile(
    rf"(?P<low>{_NUMBER})\s*[-–—]\s*(?P<high>{_NUMBER})|(?P<single>{_NUMBER})|(?P<over>{_NUMBER})\s*\+|"
    rf"<\s*(?P<under>{_NUMBER})"
)


@dataclass(frozen=True, slots=True)
class NumberBand:
    """What a band is called, where it begins, and the first number beyond it."""

    name: str
    low: float
    beyond: float


@lru_cache(maxsize=64)
def number_bands(written: str) -> tuple[NumberBand, ...]:
    """Return the bands that are written so, in order.

    Raises:
        BandsError: there is none, one is not like that, or two overlap.
    """
    if not written.strip():
        raise BandsError(written, "names no band")
    bands = tuple(_band(part.strip()) for part in written.split(","))
    for one, other in pairwise(sorted(bands, key=lambda band: band.low)):
        if one.beyond > other.low:
            raise BandsError(f"{one.name},{other.name}", "overlap")
    return bands


def band_name(bands: tuple[NumberBand, ...], written: str) -> str | None:
    """Return the name of the band that a number is in; None where it is in none, or is no number."""
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return next((band.name for band in bands if band.low <= number < band.beyond), None)


def _band(name: str) -> NumberBand:
    found = _BAND.fullmatch(name)
    if found is None:
        raise BandsError(name, "is no band")
    if found["over"] is not None:
        return NumberBand(name, float(found["over"]), math.inf)
    if found["under"] is not None:
        return NumberBand(name, -math.inf, float(found["under"]))
    low = float(found["low"] or found["single"])
    high = float(found["high"] or found["single"])
    if low > high:
        raise BandsError(name, "ends before it begins")
    return NumberBand(name, low, high + 1 if high.is_integer() else math.nextafter(high, math.inf))
