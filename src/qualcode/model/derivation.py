"""Variables derived from others: age bands, levels put together. A derivation is kept and followed."""

import json
from dataclasses import dataclass

from qualcode.errors.variables import RecodeError
from qualcode.model.number_bands import band_name, number_bands


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
            return band_name(number_bands(",".join(self.bands)), written) or ""
        told = {before.casefold(): after for before, after in self.levels}
        otherwise = written if self.otherwise is None else self.otherwise
        return told.get(written.strip().casefold(), otherwise)

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
    return tuple(band.name for band in number_bands(written))


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
