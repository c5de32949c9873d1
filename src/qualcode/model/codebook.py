"""Code, cue and codebook: a tree of codes with an identity, kept in the order a person gave it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from qualcode.errors.codebooks import CodebookError
from qualcode.errors.lookups import AmbiguousCodeError, CodeGoneError, UnknownCodeError
from qualcode.errors.values import InvalidValueError
from qualcode.model.identity import checked_guid, checked_name, is_guid, unprintable
from qualcode.model.lookup import near_names

PATH_SEPARATOR = " > "
CueForm = Literal["lemma", "lower", "exact", "pattern"]
_FORMS = get_args(CueForm)
_COLOR = re.compile(r"#[0-9a-f]{6}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Cue:
    """What makes a code suggestible: a keyword, a phrase or a token pattern.

    Attributes:
        text: the phrase; for `pattern`, spaCy Matcher syntax as JSON.
        form: what the phrase is compared on: lemmas, lower-cased words, exact words; or a token pattern.
        language: code of the language it is written in, or None for every language.
        is_negative: True where it speaks against the code.
    """

    text: str
    form: CueForm = "lemma"
    language: str | None = None
    is_negative: bool = False

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidValueError("Cue", self.text, "a cue needs at least one character.")
        if self.form not in _FORMS:
            raise InvalidValueError("Cue form", self.form, f"is none of {', '.join(_FORMS)}.")
        if self.language is not None and (self.language == "any" or not _LANGUAGE.fullmatch(self.language)):
            raise InvalidValueError("Cue language", self.language, "is not a language code such as en or ru.")


def grouped_cues(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Return the cues without repeats, those for before those against, each by language in order of first use.

    Order between languages carries no meaning; fixing it makes two spellings of one codebook equal.
    """
    languages: dict[tuple[bool, str | None], list[Cue]] = {}
    for cue in dict.fromkeys(cues):
        languages.setdefault((cue.is_negative, cue.language), []).append(cue)
    groups = sorted(languages.items(), key=lambda item: item[0][0])
    return tuple(cue for _, group in groups for cue in group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One entry of the codebook.

    Attributes:
        parent_guid: the code it stands under, or None for a theme.
        color: `#rrggbb` in lower case, or None.
        key: the one or more characters a coder types to apply it, or None.
        is_codable: False for a category that only groups others.
        is_retired: True when it may no longer be applied; its codings stay.
        merged_guids: the codes that were merged into it, sorted; what is still coded with one of them belongs here.
        split_from_guid: the code whose codings it took when it was made, or None.
    """

    guid: str
    name: str
    parent_guid: str | None = None
    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    cues: tuple[Cue, ...] = ()
    examples: tuple[str, ...] = ()
    color: str | None = None
    key: str | None = None
    is_codable: bool = True
    is_retired: bool = False
    merged_guids: tuple[str, ...] = ()
    split_from_guid: str | None = None

    def __post_init__(self) -> None:
        checked_guid(self.guid)
        object.__setattr__(self, "name", checked_name("Code name", self.name))
        for guid in (self.parent_guid, self.split_from_guid, *self.merged_guids):
            if guid is not None:
                checked_guid(guid)
        if self.merged_guids:
            object.__setattr__(self, "merged_guids", tuple(sorted({*self.merged_guids} - {self.guid})))
        if len(self.cues) > 1:
            object.__setattr__(self, "cues", grouped_cues(self.cues))
        if self.color is not None and not _COLOR.fullmatch(self.color):
            raise InvalidValueError("Color", self.color, f"of code {self.name!r} is not like #c0392b.")
        if self.key is not None and (
            not 1 <= len(self.key) <= 4 or " " in self.key or unprintable(self.key) is not None
        ):
            raise InvalidValueError("Key", self.key, f"of code {self.name!r} is not one to four visible characters.")

    @property
    def is_applicable(self) -> bool:
        """Whether something may be coded with it."""
        return self.is_codable and not self.is_retired


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """A tree of codes in preorder: each code stands after its parent, siblings in the order a person gave.

    Codes may be handed over in any order; siblings keep their relative order.

    Raises:
        CodebookError: a GUID, a sibling's name or a key twice; a parent that is missing; a cycle of parents.
    """

    guid: str
    name: str
    description: str = ""
    codes: tuple[Code, ...] = ()
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        checked_guid(self.guid)
        object.__setattr__(self, "name", checked_name("Codebook name", self.name))
        object.__setattr__(self, "codes", _preorder(self.name, self.codes))
        object.__setattr__(self, "_places", {code.guid: place for place, code in enumerate(self.codes)})
        _check_unique(self)

    def code(self, guid: str) -> Code:
        """Return the code of that GUID.

        Raises:
            UnknownCodeError: it is not in this codebook.
        """
        place = self._places.get(guid)
        if place is None:
            raise CodeGoneError
        return self.codes[place]

    def __contains__(self, guid: object) -> bool:
        return guid in self._places

    def children(self, guid: str | None) -> tuple[Code, ...]:
        """Return the codes directly under that one (the themes for None), in order."""
        return tuple(code for code in self.codes if code.parent_guid == guid)

    def lineage(self, guid: str) -> tuple[Code, ...]:
        """Return the theme, the codes below it and at last the code itself."""
        code = self.code(guid)
        above: list[Code] = [code]
        while code.parent_guid is not None:
            code = self.code(code.parent_guid)
            above.append(code)
        return tuple(reversed(above))

    def path(self, guid: str) -> str:
        """Return the names from theme to code, joined by ` > `."""
        return PATH_SEPARATOR.join(code.name for code in self.lineage(guid))

    def depth(self, guid: str) -> int:
        """Return 0 for a theme, 1 for a code under it, and so on."""
        return len(self.lineage(guid)) - 1

    def descendants(self, guid: str) -> tuple[Code, ...]:
        """Return every code below that one, in order."""
        below = {guid}
        found = []
        for code in self.codes:
            if code.parent_guid in below:
                below.add(code.guid)
                found.append(code)
        return tuple(found)


def _preorder(codebook: str, codes: tuple[Code, ...]) -> tuple[Code, ...]:
    known = {code.guid: code for code in codes}
    if len(known) != len(codes):
        twice = next(guid for guid, count in Counter(code.guid for code in codes).items() if count > 1)
        raise CodebookError(codebook, f"two codes have the GUID {twice} ({known[twice].name!r} is one of them).")
    below: dict[str | None, list[Code]] = {}
    for code in codes:
        if code.parent_guid is not None and code.parent_guid not in known:
            raise CodebookError(codebook, f"the parent of {code.name!r} is not in it.")
        below.setdefault(code.parent_guid, []).append(code)
    ordered: list[Code] = []
    stack = list(reversed(below.get(None, [])))
    while stack:
        code = stack.pop()
        ordered.append(code)
        stack.extend(reversed(below.get(code.guid, [])))
    if len(ordered) != len(codes):
        reached = {code.guid for code in ordered}
        circle = next(code for code in codes if code.guid not in reached)
        raise CodebookError(codebook, f"{circle.name!r} stands under itself (a circle of parents).")
    return tuple(ordered)


def _check_unique(book: Codebook) -> None:
    names: set[tuple[str | None, str]] = set()
    keys: dict[str, str] = {}
    for code in book.codes:
        sibling = (code.parent_guid, code.name.casefold())
        if sibling in names:
            under = f"under {book.code(code.parent_guid).name!r}" if code.parent_guid else "at the top"
            raise CodebookError(book.name, f"two codes are called {code.name!r} {under}.")
        names.add(sibling)
        if code.key is not None and code.key in keys:
            raise CodebookError(book.name, f"{code.name!r} and {keys[code.key]!r} have the same key {code.key!r}.")
        if code.key is not None:
            keys[code.key] = code.name


def squeezed(text: str) -> str:
    """Return a name or path so that letter case and runs of space make no difference."""
    return " ".join(text.casefold().split())


def code_paths(codebooks: Iterable[Codebook]) -> dict[str, str]:
    """Return the path of every code, by its GUID."""
    return {code.guid: book.path(code.guid) for book in codebooks for code in book.codes}


def find_code(codebooks: tuple[Codebook, ...], wanted: str) -> tuple[Codebook, Code]:
    """Return the one code that goes by that GUID, path or unambiguous name (letter case does not matter).

    A path's names are joined by ` > ` or `/`; it may start with the codebook's name.

    Raises:
        UnknownCodeError: none does; the nearest name is offered.
        AmbiguousCodeError: several do.
    """
    guid = wanted.strip().lower()
    if is_guid(guid):
        found = [(book, book.code(guid)) for book in codebooks if guid in book]
    else:
        found = _called(codebooks, squeezed(wanted))
    if len(found) == 1:
        return found[0]
    if found:
        many = len({book.guid for book, _ in found}) > 1
        raise AmbiguousCodeError(
            wanted,
            [(f"{book.name}{PATH_SEPARATOR}" if many else "") + book.path(code.guid) for book, code in found],
        )
    raise UnknownCodeError(wanted, near_names(wanted, [code.name for book in codebooks for code in book.codes]))


def _called(codebooks: tuple[Codebook, ...], wanted: str) -> list[tuple[Codebook, Code]]:
    """Return the codes whose path that is or else, when no path is, those whose name it is."""
    # A path ends in its code's name: comparing that first spares spelling every path of a large codebook.
    named = [
        (book, code, name) for book in codebooks for code in book.codes if wanted.endswith(name := squeezed(code.name))
    ]
    by_path = [
        (book, code)
        for book, code, _ in named
        if wanted in path_spellings(book.name, [above.name for above in book.lineage(code.guid)])
    ]
    return by_path or [(book, code) for book, code, name in named if name == wanted]


def path_spellings(codebook: str, names: Sequence[str]) -> set[str]:
    """Return how a code may be typed by its path, as `squeezed` has it.

    Args:
        codebook: the name of its codebook, which a path may start with.
        names: of the codes that it stands under, from the theme down, and its own.
    """
    return {squeezed(join.join(start)) for join in (">", " > ", "/", " / ") for start in (names, [codebook, *names])}
