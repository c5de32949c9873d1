"""What could be better in a codebook that is whole: findings for its authors.

None stops any work but a broken pattern, without whose mending nothing is suggested.

Each check is one function from codebook to findings; `CHECKS` lists them in the order they are told.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qualcode.codebooks.cue_patterns import pattern_value
from qualcode.codebooks.likeness import alike_names, plain_text
from qualcode.model.codebook import Code, Codebook

DEEPEST_TO_OVERSEE = 5
_MOST_NAMED = 4


BROKEN_PATTERN = "broken pattern"
CLASHING_KEYS = "clashing keys"
_FEWEST_SAME_CUES = 2
_SAME_CUES = 0.8
_MOST_USERS = 20
# Cyrillic letters that look like Latin ones.
_LOOK_ALIKES = str.maketrans("асеорхукмтвн", "aceopxykmtbh")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that could be better.

    Attributes:
        kind: what it is, in two or three words.
        path: the code it is about, the first of several.
        sentence: what was found, in one line that names all codes concerned.
    """

    kind: str
    path: str
    sentence: str


def check_codebook(codebook: Codebook) -> tuple[Finding, ...]:
    """Return what could be better, check by check, within each in the order of the codes."""
    return tuple(finding for check in CHECKS for finding in check(codebook))


def _without_definition(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        if not code.definition.strip() and not code.is_retired:
            path = book.path(code.guid)
            yield Finding("no definition", path, f"{path}: says nowhere what it means.")


def _same_names(book: Codebook) -> Iterator[Finding]:
    named = defaultdict(list)
    for code in book.codes:
        named[plain_text(code.name)].append(code)
    for codes in named.values():
        if len(codes) > 1:
            paths = [book.path(code.guid) for code in codes]
            yield Finding("same name", paths[0], f"{listed(paths)}: have the same name.")


def _similar_names(book: Codebook) -> Iterator[Finding]:
    by_name: dict[str, Code] = {}
    for code in book.codes:
        by_name.setdefault(plain_text(code.name), code)
    for names in alike_names(tuple(by_name)):
        paths = [book.path(by_name[name].guid) for name in names]
        yield Finding("similar names", paths[0], f"{listed(paths)}: have nearly the same name.")


def _shared_cues(book: Codebook) -> Iterator[Finding]:
    """Find cues that speak for several codes; a cue of no language meets those of every language."""
    cued: dict[str, dict[str | None, list[Code]]] = defaultdict(lambda: defaultdict(list))
    for code in book.codes:
        if not code.is_retired:
            for cue in code.cues:
                if not cue.is_negative:
                    cued[plain_text(cue.text)][cue.language].append(code)
    for text, by_language in cued.items():
        languages: list[str | None] = [each for each in by_language if each is not None]
        for language in languages or [None]:
            met = by_language[language] + (by_language.get(None, []) if language is not None else [])
            paths = list(dict.fromkeys(book.path(code.guid) for code in met))
            if len(paths) > 1:
                yield Finding("shared cue", paths[0], f"cue “{text}” speaks for several codes: {listed(paths)}.")


def _same_cues(book: Codebook) -> Iterator[Finding]:
    """Find codes with nearly the same cues: of those that either has, four in five are the other's too."""
    cues = {
        code.guid: {(plain_text(cue.text), cue.language) for cue in code.cues if not cue.is_negative}
        for code in book.codes
        if not code.is_retired
    }
    cued: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for guid, own in cues.items():
        for cue in own:
            cued[cue].append(guid)
    # A cue of very many codes tells nothing of two of them.
    shared = Counter(
        (one, other)
        for guids in cued.values()
        if len(guids) <= _MOST_USERS
        for place, one in enumerate(guids)
        for other in guids[place + 1 :]
    )
    for (one, other), number in shared.items():
        if number >= _FEWEST_SAME_CUES and number >= _SAME_CUES * len(cues[one] | cues[other]):
            paths = [book.path(one), book.path(other)]
            yield Finding("same cues", paths[0], f"{listed(paths)}: have nearly the same cues ({number} of them).")


def _doubtful_keys(book: Codebook) -> Iterator[Finding]:
    """Find keys that no coder can type apart: those that begin as a command does, or differ in letter case only."""
    holders: dict[str, Code] = {}
    for code in book.codes:
        if code.key is None or not code.is_applicable:
            continue
        path = book.path(code.guid)
        first = code.key[0]
        if not (first.isdigit() or (first.isalpha() and first == first.lower())):
            told = f"{path}: the key {code.key!r} begins like a command; take a lower-case letter or a digit."
            yield Finding(CLASHING_KEYS, path, told)
        other = holders.setdefault(code.key.casefold().translate(_LOOK_ALIKES), code)
        if other is not code:
            paths = [book.path(other.guid), path]
            told = f"{listed(paths)}: the keys {other.key!r} and {code.key!r} look the same."
            yield Finding(CLASHING_KEYS, paths[0], told)


def clashing_keys(books: tuple[Codebook, ...]) -> tuple[Finding, ...]:
    """Return the keys that codes of several codebooks of one project have."""
    holders: dict[str, tuple[Codebook, Code]] = {}
    found = []
    for book in books:
        for code in book.codes:
            if code.key is None or not code.is_applicable:
                continue
            first, other = holders.setdefault(code.key, (book, code))
            if first is not book:
                path = book.path(code.guid)
                told = f"{path}: its key {code.key!r} is that of {other.name!r} in {first.name!r} too."
                found.append(Finding(CLASHING_KEYS, path, told))
    return tuple(found)


def _broken_patterns(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        for cue in code.cues:
            fault = pattern_fault(cue.text) if cue.form == "pattern" else None
            if fault:
                path = book.path(code.guid)
                yield Finding(BROKEN_PATTERN, path, f"{path}: the token pattern {cue.text!r} {fault}.")


def pattern_fault(text: str) -> str | None:
    """Return what is wrong with the shape of a token pattern; whether spaCy takes it is not asked here."""
    try:
        value = pattern_value(text)
    except json.JSONDecodeError as error:
        return f"is not JSON ({error.msg} at character {error.pos + 1})"
    except ValueError as error:
        return f"is not JSON ({error})"
    if not isinstance(value, list) or not value:
        return "is not a list of tokens such as [{LOWER: peace}]"
    if not all(isinstance(token, dict) for token in value):
        return "holds something else than tokens such as {LOWER: peace}"
    return None


def _single_codes(book: Codebook) -> Iterator[Finding]:
    below = Counter(code.parent_guid for code in book.codes)
    for code in book.codes:
        if code.parent_guid is None and below[code.guid] == 1:
            yield Finding("single code", code.name, f"{code.name}: the theme has one code only; are they the same?")


def _deep_codes(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        # The first that is too deep stands for all below it.
        if book.depth(code.guid) == DEEPEST_TO_OVERSEE:
            path = book.path(code.guid)
            yield Finding("too deep", path, f"{path}: stands more than {DEEPEST_TO_OVERSEE} levels deep.")


def listed(paths: list[str]) -> str:
    """Return paths in a row, of many the first few and how many more there are."""
    more = f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
    return "; ".join(paths[:_MOST_NAMED]) + more


CHECKS: tuple[Callable[[Codebook], Iterator[Finding]], ...] = (
    _without_definition,
    _same_names,
    _similar_names,
    _shared_cues,
    _same_cues,
    _doubtful_keys,
    _broken_patterns,
    _single_codes,
    _deep_codes,
)
