"""What a file says of a codebook before it is checked: the ground that every format's reader stands on."""

import re
import uuid
from collections import Counter
from dataclasses import dataclass

from qualcode.model.codebook import Cue

CODE_FIELDS = (
    "definition",
    "use_when",
    "not_when",
    "cues",
    "examples",
    "color",
    "key",
    "is_codable",
    "is_retired",
)
# Where a code came from, which is never edited by hand.
ORIGIN_FIELDS = ("merged_guids", "split_from_guid")
# Beside the fields of a code, what a file may or may not say.
PARENT = "parent"
BOOK_NAME = "codebook name"
BOOK_DESCRIPTION = "codebook description"
DEEPEST = 50
# Far beyond any codebook; what is longer is a mistake or meant to harm.
MOST_CODES = 50_000
_MOST_OF_A_KIND = 5
_TRUE = frozenset(("true", "yes", "y", "1", "x", "on"))
_FALSE = frozenset(("false", "no", "n", "0", "off"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeDraft:
    """One code as a file gives it.

    Attributes:
        line: where it stands in the file, from 1.
        column: where in that line, from 1: of a table, which cell.
        parent: the place of its parent among the drafts, or None for a theme.
        guid: as written, or empty.
        color: as written, or empty.
        key: as written, or empty.
    """

    line: int
    name: str
    column: int | None = None
    parent: int | None = None
    guid: str = ""
    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    cues: tuple[Cue, ...] = ()
    examples: tuple[str, ...] = ()
    color: str = ""
    key: str = ""
    is_codable: bool = True
    is_retired: bool = False
    merged_guids: tuple[str, ...] = ()
    split_from_guid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookDraft:
    """A codebook as a file gives it.

    Attributes:
        fields: what the file speaks of: fields of a code, `PARENT`, `BOOK_NAME`, `BOOK_DESCRIPTION`.
        parents: hashes of the revisions that its revision was made from.
        ancestors: beginnings of the hashes of older ones, the newest first.
        is_mended: a GUID that stands twice is made anew, since other programs and copied rows make such; in our own
            format, where a person wrote it, it is refused.
    """

    name: str
    codes: tuple[CodeDraft, ...]
    fields: frozenset[str]
    guid: str = ""
    description: str = ""
    revision: str | None = None
    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    is_mended: bool = True


class Remarks:
    """Lines for the reader of a file: what was mended or passed over, a few of each kind, then their number."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}
        self._counts: Counter[str] = Counter()

    def add(self, kind: str, line: int | None, sentence: str) -> None:
        """Keep a sentence about a line of the file; after five of a kind, count only."""
        self._counts[kind] += 1
        if self._counts[kind] <= _MOST_OF_A_KIND:
            place = f"line {line}: " if line else ""
            self._lines.setdefault(kind, []).append(place + sentence)

    def lines(self) -> tuple[str, ...]:
        """Return the lines, kinds in order of first appearance."""
        told: list[str] = []
        for kind, lines in self._lines.items():
            told += lines
            if self._counts[kind] > len(lines):
                told.append(f"… and {self._counts[kind] - len(lines)} more like this ({kind}).")
        return tuple(told)


def mended_guid(written: str) -> str | None:
    """Return a GUID in its stored form from any usual spelling (braces, `urn:uuid:`, upper case), or None."""
    bare = re.sub(r"[-\s]", "", written.strip().lower().removeprefix("urn:uuid:").strip("{}"))
    return str(uuid.UUID(bare)) if re.fullmatch(r"[0-9a-f]{32}", bare) else None


def truth(written: str) -> bool | None:
    """Return what a yes or no in a file means, or None when it is neither."""
    word = written.strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None
