"""Variables derived from others: age bands, levels put together. A derivation is kept and followed."""

import json
import math
import re
from dataclasses import dataclass
from itertools import pairwise

from qualcode.errors.variables import BandsError, RecodeError

_BAND = re.compile(
    r"(?P<low>-?\d+)\s*[-–—]\s*(?P<high>-?\d+)|(?P<single>-?\d+)|(?P<over>-?\d+)\s*\+|<\s*(?P<under>-?\d+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How the values of one variable come from those of another.

    Attributes:
        base: name of the other variable.
        bands: what the bands are called, in order, such as `18-34`, `55+`, `<18`; both ends belong to a band.
        levels: level of the other variable and the level it becomes; letter case makes no difference.
        otherwise: what levels become that are not told: None leaves them as they are, empty makes them missing.
    """

    base: str
    bands: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    otherwise: str | None = None

    def value(self, written: str) -> str:
        """Return the derived value of a value; empty where it has none."""
        if self.bands:
            return self._band(written)
        told = {before.casefold(): after for before, after in self.levels}
        otherwise = written if self.otherwise is None else self.otherwise
        return told.get(written.strip().casefold(), otherwise)

    def _band(self, written: str) -> str:
        try:
            number = math.floor(float(written))
        except (ValueError, OverflowError):
            return ""
        return next((band for band in self.bands if _limits(band)[0] <= number <= _limits(band)[1]), "")

    def said(self) -> str:
        """Return it for people."""
        if self.bands:
            return f"{self.base} in bands {', '.join(self.bands)}"
        return f"{self.base}: " + "; ".join(f"{before} → {after}" for before, after in self.levels)

    def to_json(self) -> str:
        """Return it as it is stored."""
        told = {"base": self.base, "bands": self.bands, "levels": self.levels, "otherwise": self.otherwise}
        return json.dumps(told, ensure_ascii=False)


def derivation_from(stored: str) -> Derivation:
    """Return what `Derivation.to_json` was stored from."""
    told = json.loads(stored)
    return Derivation(
        base=told["base"],
        bands=tuple(told["bands"]),
        levels=tuple((before, after) for before, after in told["levels"]),
        otherwise=told["otherwise"],
    )


def bands_of(written: str) -> tuple[str, ...]:
    """Return the bands in `18-34,35-54,55+`.

    Raises:
        BandsError: one is not like that, or two overlap.
    """
    bands = tuple(band.strip() for band in written.split(",") if band.strip())
    if not bands:
        raise BandsError(written, "names no band")
    limits = []
    for band in bands:
        if _BAND.fullmatch(band) is None:
            raise BandsError(band, "is no band")
        low, high = _limits(band)
        if low > high:
            raise BandsError(band, "ends before it begins")
        limits.append((low, high, band))
    limits.sort()
    for (_, high, one), (low, _, other) in pairwise(limits):
        if low <= high:
            raise BandsError(f"{one},{other}", "overlap")
    return bands


def levels_of(written: list[str]) -> tuple[tuple[str, str], ...]:
    """Return the levels in `NEW=OLD,OLD` options.

    Raises:
        RecodeError: one is not like that, or one level becomes two.
    """
    told: dict[str, tuple[str, str]] = {}
    for one in written:
        new, equals, olds = one.partition("=")
        if not equals or not new.strip() or not olds.strip():
            raise RecodeError(one, "is not like NEW=OLD,OLD")
        for old in filter(None, (part.strip() for part in olds.split(","))):
            known = told.setdefault(old.casefold(), (old, new.strip()))
            if known[1] != new.strip():
                raise RecodeError(one, f"{old!r} becomes {known[1]!r} already")
    return tuple(told.values())


def _limits(band: str) -> tuple[float, float]:
    found = _BAND.fullmatch(band)
    if found is None:
        raise BandsError(band, "is no band")
    if found["low"] is not None:
        return int(found["low"]), int(found["high"])
    if found["single"] is not None:
        return int(found["single"]), int(found["single"])
    if found["over"] is not None:
        return int(found["over"]), math.inf
    return -math.inf, int(found["under"]) - 1
