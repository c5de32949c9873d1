"""Finding a code by a few letters: name, initials, key, path and cues, forgiving a typing error.

Pure functions over entries made once; with 2,000 codes looking takes a few milliseconds.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from operator import itemgetter
from typing import TYPE_CHECKING

from qualcode.model.codebook import PATH_SEPARATOR

if TYPE_CHECKING:
    from qualcode.model.codebook import Code, Codebook

_WORD = re.compile(r"[^\W_]+")
_COMBINING = re.compile("[\u0300-\u036f]")
_ENOUGH = 12  # so many codes that hold the letters as typed, and those that nearly do are not looked for
_NEAR_NAME, _NEAR_CUE = 76, 88  # of 100; below, what comes up looks like chance


class Fit(IntEnum):
    """What of a code fits the letters, the best first."""

    KEY = 0
    NAME = 1  # it begins so
    WORDS = 2  # words of the name begin so
    INSIDE = 3  # the name holds it
    INITIALS = 4
    PATH = 5  # words of the name and of those above it begin so
    CUES = 6
    NEARLY = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as it is looked for.

    Attributes:
        path: the names above it, as they are shown.
        name: folded: lower case without accents, as all that follow.
        words: those of the name, each after a space, so that a word that begins so is found as a substring.
        initials: of the words.
        path_words: those of the names above it, likewise each after a space.
        cues: what speaks for the code.
    """

    book: Codebook
    code: Code
    path: str
    name: str
    words: str
    initials: str
    path_words: str
    cues: str


def entries(codebooks: tuple[Codebook, ...], *, with_all: bool = False) -> tuple[Entry, ...]:
    """Return the codes that can be applied, in tree order; paths name the codebook where there are several.

    Args:
        codebooks: where the codes stand.
        with_all: take in those that were retired or only group others, too.
    """
    found = []
    for book in codebooks:
        start = book.name if len(codebooks) > 1 else ""
        above: dict[str | None, tuple[str, str]] = {None: (start, _words(_folded(start)))}
        for code in book.codes:
            path, path_words = above[code.parent_guid]
            name = _folded(code.name)
            words = _words(name)
            above[code.guid] = (f"{path}{PATH_SEPARATOR}{code.name}" if path else code.name, path_words + words)
            if with_all or code.is_applicable:
                initials = "".join(word[0] for word in words.split())
                found.append(Entry(book, code, path, name, words, initials, path_words, _cues(code)))
    return tuple(found)


def _cues(code: Code) -> str:
    return _folded(" · ".join(cue.text for cue in code.cues if cue.form != "pattern" and not cue.is_negative))


def _folded(text: str) -> str:
    plain = text.casefold()
    return plain if plain.isascii() else _COMBINING.sub("", unicodedata.normalize("NFKD", plain))


def _words(folded: str) -> str:
    return "".join(f" {word}" for word in _WORD.findall(folded))


def ranked(found: tuple[Entry, ...], typed: str, recent: tuple[str, ...] = ()) -> list[Entry]:
    """Return the entries that fit what was typed, the best first.

    Among equals the recent codes come first, then tree order. Nothing typed fits everything.

    Args:
        found: from `entries`.
        typed: letters of name, path or cues, in any case, with or without accents.
        recent: GUIDs of codes used lately, the latest first.
    """
    return [entry for _, entry in fitting(found, typed, recent)]


def fitting(found: tuple[Entry, ...], typed: str, recent: tuple[str, ...] = ()) -> list[tuple[Fit, Entry]]:
    """Return what `ranked` does, each entry with what of it fits."""
    wanted = _folded(" ".join(typed.split()))
    lately = {guid: place for place, guid in enumerate(recent)}
    far = len(lately)
    key, pieces = typed.strip(), [f" {word}" for word in _WORD.findall(wanted)]
    fits: list[tuple[Fit, int, Entry]] = []
    rest = []
    for entry in found:
        fit = _fit(entry, key, wanted, pieces)
        if fit is None:
            rest.append(entry)
        else:
            fits.append((fit, lately.get(entry.code.guid, far), entry))
    if len(fits) < _ENOUGH and len(wanted) > 2:
        fits += [(Fit.NEARLY, far + unlikeness, entry) for unlikeness, entry in _nearly(rest, wanted)]
    return [(fit, entry) for fit, _, entry in sorted(fits, key=itemgetter(0, 1))]


def _fit(entry: Entry, key: str, wanted: str, pieces: list[str]) -> Fit | None:
    """Return how well an entry fits, or None where it does not hold what is wanted."""
    fit = None
    if not wanted or key == entry.code.key:
        fit = Fit.KEY
    elif entry.name.startswith(wanted):
        fit = Fit.NAME
    elif pieces and all(piece in entry.words for piece in pieces):
        fit = Fit.WORDS
    elif wanted in entry.name:
        fit = Fit.INSIDE
    elif 1 < len(wanted) <= len(entry.initials) and _in_order(wanted, entry.initials):
        fit = Fit.INITIALS
    elif pieces and all(piece in entry.words or piece in entry.path_words for piece in pieces):
        fit = Fit.PATH
    elif len(wanted) > 2 and wanted in entry.cues:
        fit = Fit.CUES
    return fit


def _in_order(letters: str, initials: str) -> bool:
    left = iter(initials)
    return all(letter in left for letter in letters)


def _nearly(found: list[Entry], wanted: str) -> list[tuple[int, Entry]]:
    """Return those whose name nearly holds what is wanted or, when none does, whose cues do; each with what lacks."""
    from rapidfuzz import fuzz, process

    for texts, enough in (([entry.name for entry in found], _NEAR_NAME), ([entry.cues for entry in found], _NEAR_CUE)):
        near = process.extract(wanted, texts, scorer=fuzz.partial_ratio, score_cutoff=enough, limit=None)
        if near:
            return [(100 - int(score), found[place]) for _, score, place in near]
    return []
