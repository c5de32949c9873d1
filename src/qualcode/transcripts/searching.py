"""Finding words in a text: plain (letter case and white space do not matter) or by regular expression."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from qualcode.errors.source_texts import WordsNotThereError
from qualcode.errors.suggestions import SearchPatternError
from qualcode.model.transcript import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import regex

    from qualcode.model.transcript import Turn

LONGEST_SEARCH = 5.0  # seconds: some expressions would never end
MOST_HITS = 50_000


def found(text: str, wanted: str, *, is_regex: bool = False) -> tuple[Segment, ...]:
    """Return where the words stand, in order, without overlaps.

    Args:
        wanted: the words; nothing is found for an empty text.
        is_regex: take them as a regular expression (of the `regex` package; `^` and `$` are ends of lines).

    Raises:
        SearchPatternError: the expression is broken, or takes too long on this text.
    """
    return _found([(0, text)], wanted, is_regex=is_regex)


def found_in_talk(
    text: str, turns: Iterable[Turn], wanted: str, *, is_regex: bool = False, most: int = MOST_HITS
) -> tuple[Segment, ...]:
    """Return where the words stand in the talk of those turns, each searched by itself: labels are not talk.

    Raises:
        SearchPatternError: as `found`; or they stand in more than `most` places.
    """
    talk = ((turn.speech, text[turn.speech : turn.end]) for turn in turns)
    return _found(talk, wanted, is_regex=is_regex, most=most)


def holding(texts: Iterable[str], wanted: str, *, is_regex: bool = False) -> list[bool]:
    """Return which of many texts have the words in them, as `found` finds them.

    Raises:
        SearchPatternError: the expression is broken, or takes too long on all of the texts together.
    """
    if not wanted.strip():
        return [False for _ in texts]
    pattern = _pattern(wanted, is_regex=is_regex)
    end = monotonic() + LONGEST_SEARCH
    held = []
    try:
        for text in texts:
            hits = pattern.finditer(text, timeout=max(0.0, end - monotonic()))
            held.append(any(match.end() > match.start() for match in hits))
    except TimeoutError as error:
        raise _too_long(wanted) from error
    return held


def nearest(text: str, words: str, near: int, source: str) -> Segment:
    """Return the segment of those words that is nearest to a place of the text; just as written, where they stand so.

    Raises:
        WordsNotThereError: they stand nowhere.
    """
    hits = found(text, words)
    if not hits:
        raise WordsNotThereError(words, source)
    return min(hits, key=lambda hit: (text[hit.start : hit.end] != words, abs(hit.start - near)))


def check_search(wanted: str, *, is_regex: bool = False) -> None:
    """Check what is to be searched for.

    Raises:
        SearchPatternError: the expression is broken.
    """
    _pattern(wanted, is_regex=is_regex)


def _found(
    pieces: Iterable[tuple[int, str]], wanted: str, *, is_regex: bool, most: int | None = None
) -> tuple[Segment, ...]:
    if not wanted.strip():
        return ()
    pattern = _pattern(wanted, is_regex=is_regex)
    hits: list[Segment] = []
    try:
        for hit in _segments(pattern, pieces):
            hits.append(hit)
            if most is not None and len(hits) > most:
                raise SearchPatternError(wanted, f"it stands in more than {most:,} places")
    except TimeoutError as error:
        raise _too_long(wanted) from error
    return tuple(hits)


def _pattern(wanted: str, *, is_regex: bool) -> regex.Pattern[str]:
    import regex

    expression = wanted if is_regex else r"\s+".join(regex.escape(word) for word in wanted.split())
    try:
        return regex.compile(expression, regex.IGNORECASE | regex.MULTILINE)
    except regex.error as error:
        raise SearchPatternError(wanted, f"{error.msg} at character {(error.pos or 0) + 1}") from error


def _too_long(wanted: str) -> SearchPatternError:
    return SearchPatternError(wanted, f"it takes longer than {LONGEST_SEARCH:.0f} seconds")


def _segments(pattern: regex.Pattern[str], pieces: Iterable[tuple[int, str]]) -> Iterator[Segment]:
    end = monotonic() + LONGEST_SEARCH
    for offset, piece in pieces:
        left = end - monotonic()
        if left <= 0:
            raise TimeoutError
        for match in pattern.finditer(piece, timeout=left):
            if match.end() > match.start():
                yield Segment(offset + match.start(), offset + match.end())
