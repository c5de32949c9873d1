"""What values of a variable can be, told from how they are written, and which spellings name one variable."""

from collections.abc import Sequence
from datetime import date

KINDS = ("text", "integer", "decimal", "boolean", "date")


def variable_key(name: str) -> str:
    """Return what makes two spellings one variable: letter case and runs of space make no difference."""
    return " ".join(name.split()).casefold()


def misfit(kind: str, values: Sequence[str]) -> str | None:
    """Return the first value that does not fit a kind, or None."""
    fits = _FITS.get(kind)
    return None if fits is None else next((value for value in values if not fits(value)), None)


def kind_of(values: Sequence[str]) -> str:
    """Return the narrowest kind that fits all values: boolean, integer, decimal, date, or else text."""
    for kind, fits in _FITS.items():
        if values and all(fits(value) for value in values):
            return kind
    return "text"


def _is_boolean(value: str) -> bool:
    return value.casefold() in ("true", "false")


def _is_integer(value: str) -> bool:
    return value.removeprefix("-").isdecimal() and value.isascii()


def _is_decimal(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return "n" not in value.casefold()  # neither nan nor inf is a measurement


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10


_FITS = {"boolean": _is_boolean, "integer": _is_integer, "decimal": _is_decimal, "date": _is_date}
