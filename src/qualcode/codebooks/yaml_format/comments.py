"""Comments of a YAML codebook, kept when the file is written anew.

A comment above an entry belongs to that entry, a comment beside a value to that value, and both follow it wherever it
moves; with them go the blank lines that people put between entries. Comments of entries that are gone go with them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.codebooks.drafts import mended_guid
from qualcode.codebooks.yaml_format.cues import ANY_LANGUAGE, cue_forms, is_by_language
from qualcode.codebooks.yaml_format.file import BARE_COLOR, BOOK_KEYS, CODE_KEYS, entry_key
from qualcode.codebooks.yaml_format.text import HEAD, Line, Place, item_place
from qualcode.codebooks.yaml_format.tree import Listing, Mapping, Scalar, Value, is_nothing, text_of, yaml_tree
from qualcode.model.codebook import PATH_SEPARATOR, Codebook

_BESIDE = re.compile(r"\s*,?\s+(#.*)$")
_BESIDE_BLOCK = re.compile(r"[|>][-+0-9]*\s+(#.*)$")
_BESIDE_KEY = re.compile(r"\s*:\s+(#.*)$")
_ALONE = re.compile(r"\s*(?:-\s+)*(#.*)")
_MARKER = re.compile(r"---|\.\.\.|%")


@dataclass(slots=True)
class Comments:
    """The comments of a file by the places they belong to; `below` stand after the last entry."""

    above: dict[Place, list[str]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[Place, str] = field(default_factory=dict)
    below: list[str] = field(default_factory=list)


def with_comments(lines: Iterable[Line], comments: Comments) -> Iterator[str]:
    """Yield the lines of a file with the comments that belong to them."""
    for line in lines:
        indent = line.text[: len(line.text) - len(line.text.lstrip())]
        for place in line.places:
            for comment in comments.above.get(place, ()):
                yield indent + comment if comment else ""
        yield "  ".join([line.text, *(comments.beside[place] for place in line.places if place in comments.beside)])
    yield from comments.below


def comments_of(path: Path, text: str, codebook: Codebook) -> Comments:
    """Return the comments of a codebook file, by places in the codebook that is to be written there.

    Codes are the same by GUID, or by path where the file has no GUID of this codebook.

    Raises:
        CodebookFileError: the file cannot be read as a codebook.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    root = yaml_tree(path, text)
    found = _Found(path, text.split("\n"), codebook)
    if isinstance(root, Mapping):
        found.visit_entries(root, "", BOOK_KEYS, path="")
    return found.comments()


class _Found:
    """A walk over the values of a file: which place begins in which line, and what stands beside it."""

    def __init__(self, path: Path, lines: list[str], codebook: Codebook) -> None:
        self.path = path
        self.lines = lines
        self.codebook = codebook
        self.by_path = {codebook.path(code.guid).casefold(): code.guid for code in codebook.codes}
        self.starts: dict[int, Place] = {}
        self.beside: dict[Place, str] = {}
        self.inner: set[int] = set()

    def comments(self) -> Comments:
        found = Comments(beside=self.beside)
        waiting: list[str] = []
        is_first = True
        for number, line in enumerate(self.lines):
            if number in self.inner:
                continue
            alone = _ALONE.fullmatch(line)
            if alone or not line.strip():
                waiting.append(alone[1] if alone else "")
            elif number in self.starts:
                found.above[HEAD if is_first else self.starts[number]] += waiting
                waiting = []
                is_first = False
        while waiting and not waiting[-1]:
            waiting.pop()
        found.below = waiting
        return found

    def visit_entries(self, entry: Mapping, guid: str, keys: tuple[str, ...], path: str) -> None:
        """Note the places of a codebook's or a code's entry, and of all below it."""
        spelled = {entry_key(entry, key): key for key in keys}
        for written, (start, value) in entry.entries.items():
            key = spelled.get(written)
            if key is None:
                continue
            self._note_entry(start, value, (guid, key))
            if key == "codes" and isinstance(value, Listing):
                for item in value.items:
                    self._visit_code(item, path)
            elif key == "examples" and isinstance(value, Listing):
                for item in value.items:
                    self._note(item, (guid, key, text_of(item) if isinstance(item, Scalar) else ""))
            elif key in ("cues", "not_cues"):
                self._visit_cues(value, (guid, key))

    def _visit_code(self, item: Value, above: str) -> None:
        named = item.entries.get(entry_key(item, "name")) if isinstance(item, Mapping) else None
        name = named[1] if named else item
        path = above + (name.text.strip().casefold() if isinstance(name, Scalar) else "")
        written = item.entries.get("guid") if isinstance(item, Mapping) else None
        guid = mended_guid(written[1].text) if written and isinstance(written[1], Scalar) else None
        if guid not in self.codebook:
            guid = self.by_path.get(path)
        # A place that no line of the new file has: what belongs to it goes.
        place = guid or f"gone {item.line}"
        self.starts.setdefault(item.line, (place,))
        if isinstance(item, Mapping):
            self.visit_entries(item, place, CODE_KEYS, path + PATH_SEPARATOR)
        else:
            self._note(item, (place,))

    def _visit_cues(self, value: Value, place: Place) -> None:
        if isinstance(value, Mapping) and is_by_language(value):
            for language, (start, items) in value.entries.items():
                self._note_entry(start, items, (*place, language))
                self._visit_items(items, (*place, language))
        else:
            self._visit_items(value, (*place, ANY_LANGUAGE))

    def _visit_items(self, value: Value, place: Place) -> None:
        for item in value.items if isinstance(value, Listing) else ():
            forms = cue_forms(self.path, item)
            its_place = (*place, item_place(*forms[0])) if forms else place
            self.starts.setdefault(item.line, its_place)
            for part in (inner for _, inner in item.entries.values()) if isinstance(item, Mapping) else (item,):
                self._note(part, its_place)

    def _note_entry(self, start: Scalar, value: Value, place: Place) -> None:
        """Note a key and its value."""
        self.starts.setdefault(start.line, place)
        line = self.lines[start.line] if start.line < len(self.lines) else ""
        if place[-1] == "color" and is_nothing(value) and BARE_COLOR.search(line):
            return
        self._match(_BESIDE_KEY, start.end_line, start.end_column, place)
        self._note(value, place)

    def _note(self, value: Value, place: Place) -> None:
        """Note what stands beside a value, and which lines are inside of it."""
        if isinstance(value, Scalar):
            self._note_scalar(value, place)
        elif value.flow_end is not None:
            self._match(_BESIDE, *value.flow_end, place)

    def _note_scalar(self, value: Scalar, place: Place) -> None:
        self.starts.setdefault(value.line, place)
        end = value.end_line
        if value.is_block:
            self._match(_BESIDE_BLOCK, value.line, value.column, place)
            end = min(end, len(self.lines)) - 1
            while end > value.line and not self.lines[end].strip():
                end -= 1
        else:
            self._match(_BESIDE, end, value.end_column, place)
        self.inner.update(range(value.line + 1, end + 1))

    def _match(self, pattern: re.Pattern[str], line: int, column: int, place: Place) -> None:
        found = pattern.match(self.lines[line], column) if line < len(self.lines) else None
        if found:
            self.beside[place] = found[1]
