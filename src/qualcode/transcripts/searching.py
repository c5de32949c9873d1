"""Finding words in a text: plain (letter case and white space do not matter) or by regular expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import SearchPatternError
from qualcode.model.transcript import Segment

if TYPE_CHECKING:
    import regex

LONGEST_SEARCH = 5.0  # seconds: some expressions would never end


def found(text: str, wanted: str, *, is_regex: bool = False) -> tuple[Segment, ...]:
    """Return where the words stand, in order, without overlaps.

    Args:
        wanted: the words; nothing is found for an empty text.
        is_regex: take them as a regular expression (of the `regex` package; `^` and `$` are ends of lines).

    Raises:
        SearchPatternError: the expression is broken, or takes too long on this text.
    """
    if not wanted.strip():
        return ()
    import regex

    if not is_regex:
        wanted = r"\s+".join(regex.escape(word) for word in wanted.split())
    try:
        pattern = regex.compile(wanted, regex.IGNORECASE | regex.MULTILINE)
        return tuple(_segments(pattern, text))
    except regex.error as error:
        raise SearchPatternError(wanted, f"{error.msg} at character {(error.pos or 0) + 1}") from error
    except TimeoutError as error:
        raise SearchPatternError(wanted, f"it takes longer than {LONGEST_SEARCH:.0f} seconds") from error


def _segments(pattern: regex.Pattern[str], text: str) -> list[Segment]:
    return [
        Segment(*match.span())
        for match in pattern.finditer(text, timeout=LONGEST_SEARCH)
        if match.end() > match.start()
    ]
