"""What the words of a possible speaker label look like: a name, a number in a series, a role, or a sentence."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Literal

from qualcode.transcripts.labels.vocabulary import (
    DISCOURSE,
    EVENT_STEMS,
    EVENT_WORDS,
    FUNCTION_WORDS,
    GROUPS,
    HEADERS,
    MODERATORS,
    OBSERVERS,
    PARTICLES,
    PERSONS,
)

Shape = Literal["role", "series", "caps", "title", "initial", "uncased", "person", "sentence", "discourse", "never"]

# R1, P-03, Speaker 2, Участник №3, FG1-P4b
_SERIES = re.compile(r"(?P<stem>[^\W\d_](?:.*[^\W\d])?)(?P<gap>[ \xa0.\-_#№]*)(?P<number>\d{1,4})[a-zа-я]?\.?")
# 1-й участник, 2nd woman
_ORDINAL = re.compile(r"\d{1,3}[\-. \xa0]*(?:й|я|ый|ая|ой|st|nd|rd|th|er|e)?[\- \xa0]+(?P<stem>[^\W\d_]+)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ \xa0]?){1,3}")
# Written in what Unicode calls small letters, and in no others.
_GEORGIAN = re.compile("[\u10d0-\u10ff]").match
_DIGITS = re.compile(r"\d+")
_NUMBER_GAP = re.compile(r"(?<=[^\W\d_])(?: [№#]?|[№#])(?=\d+$)")


@lru_cache(maxsize=8192)
def label_key(name: str) -> str:
    """Return what makes two spellings of a speaker label one speaker.

    Case, space or № before a number, a final full stop, Unicode composition and ё for е make no difference.
    """
    folded = unicodedata.normalize("NFC", name).casefold().replace("ё", "е")
    key = " ".join(folded.split()).rstrip(".").rstrip()
    if key.startswith("?"):
        return "?"
    return _NUMBER_GAP.sub("", key) or folded


def is_event(name: str) -> bool:
    """Tell whether bracketed words are something that happened, or a placeholder, rather than a speaker."""
    first = name.casefold().split()[0].strip(".,-")
    return first in EVENT_WORDS or first.startswith(EVENT_STEMS)


@lru_cache(maxsize=8192)
def label_shape(name: str) -> tuple[Shape, str]:
    """Return what the label looks like, and the letters of a numbered one ("r" of R1; empty for the others)."""
    words = [word.strip(".,") for word in name.casefold().split()]
    series = _series_stem(name)
    if series is not None:
        return series
    bare = [word.rstrip("0123456789-") for word in words]
    is_sentence = any(word in FUNCTION_WORDS for word in words) and not (len(words) == 1 and words[0] in GROUPS)
    shape: Shape
    if name[0] == "?":
        shape = "person"
    elif _is_initials(name):
        shape = "initial"
    elif len(words) == 1 and 2 <= len(name) <= 3 and name.isupper() and words[0] in FUNCTION_WORDS:
        shape = "caps"  # AS, IM, WE: initials, if they come back
    elif len(words) == 1 and (words[0] in DISCOURSE or words[0] in HEADERS):
        shape = "discourse"
    elif is_sentence:
        shape = "person" if words[0] in PERSONS and len(words) < 5 else "never"
    elif any(word in MODERATORS or word in OBSERVERS for word in bare):
        shape = "role"
    elif any(word in PERSONS or word in GROUPS for word in bare):
        shape = "person"
    else:
        shape = _cased_shape(name)
    return shape, ""


def _series_stem(name: str) -> tuple[Shape, str] | None:
    match = _SERIES.fullmatch(name) or _ORDINAL.fullmatch(name)
    if match is None:
        return None
    stem = match["stem"].casefold().rstrip(" .-_#№")
    gap = match.groupdict().get("gap")
    first = stem.split()[0]
    if gap is None:
        return ("series", "1 " + stem) if stem in PERSONS | MODERATORS | OBSERVERS else ("never", "")
    if first in MODERATORS or first in OBSERVERS:
        return "role", ""
    is_year = bool(gap) and 1900 <= int(match["number"]) < 2100
    if is_year or first in HEADERS or first in DISCOURSE or (gap and first in FUNCTION_WORDS):
        return "never", ""
    return "series", stem


def _is_initials(name: str) -> bool:
    letters = [char for char in name if char.isalpha()]
    if not letters or any(char.islower() for char in letters) or _INITIALS.fullmatch(name) is None:
        return False
    return len(letters) == 1 or "." in name or " " in name


def _cased_shape(name: str) -> Shape:
    words = name.split()
    letters = [char for char in name if char.isalpha()]
    if not letters:
        return "never"
    if not any(char.isupper() or char.islower() for char in letters) or all(map(_GEORGIAN, letters)):
        return "uncased"
    if len(letters) > 1 and not any(char.islower() for char in letters):
        return "caps"
    lower = [word for word in words if word[0].islower()]
    if len(lower) < len(words) and all(word.casefold() in PARTICLES for word in lower):
        return "title"
    return "sentence"


def near_key(key: str, others: Collection[str]) -> str | None:
    """Return another key that is one slip of the keyboard away, or None.

    Keys of fewer than four letters, and keys that differ in their number only, are never near; among hundreds of keys
    nothing is looked for.
    """
    from rapidfuzz.distance import OSA

    if len(key) < 4 or len(others) > 400:
        return None
    letters = _DIGITS.sub("", key)
    for other in others:
        if other != key and _DIGITS.sub("", other) != letters and OSA.distance(key, other, score_cutoff=1) <= 1:
            return other
    return None
