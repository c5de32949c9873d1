"""Turns as a person names them on the command line: `12` or `10-25`."""

import re

import typer

_TURNS = re.compile(r"\s*([0-9]{1,9})\s*(?:[-–]\s*([0-9]{1,9})\s*)?")


def turn_range(written: str) -> tuple[int, int]:
    """Return the first and the last turn of what `--turns` was given.

    Raises:
        typer.BadParameter: it is not like that.
    """
    found = _TURNS.fullmatch(written)
    if found is None:
        raise typer.BadParameter(f"{written!r} is not like 10-25 or 12", param_hint="--turns")
    first = int(found[1])
    return first, int(found[2] or first)
