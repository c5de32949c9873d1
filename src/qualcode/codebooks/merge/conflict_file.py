"""Clashes of a merge as a file to edit and feed back: each says who stands, ours or theirs, or in which words.

A YAML file, read as codebook files are: nothing is constructed from it.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qualcode.codebooks.changes import FieldValue, shown_value
from qualcode.codebooks.decoding import read_text
from qualcode.codebooks.drafts import truth
from qualcode.codebooks.merge.clashes import OWN_WORDS, Clash, Settled, Side
from qualcode.codebooks.merge.pairing import Pair
from qualcode.codebooks.yaml_format.scalars import inline, lines
from qualcode.codebooks.yaml_format.tree import Listing, Mapping, Scalar, Value, fault, is_nothing, text_of, yaml_tree
from qualcode.errors.codebooks import CodebookFileError
from qualcode.files import write_whole

FORMAT = "conflicts/1"
_SIDES: tuple[Side, ...] = ("ours", "theirs")


class Answers(NamedTuple):
    """What a person wrote into the file: how clashes are settled, by id, and our codes by those of theirs."""

    settled: dict[str, Settled]
    pairs: dict[str, str]


def write_conflicts(path: Path, clashes: Sequence[Clash], proposals: Sequence[Pair], *, name: str) -> None:
    """Write a file in which a person can settle clashes and say which codes are the same.

    Raises:
        UnwritableFileError: the folder or file refuses.
    """
    write_whole(path, ("\n".join(_file_lines(clashes, proposals, name)) + "\n").encode("utf-8", "replace"))


def _file_lines(clashes: Sequence[Clash], proposals: Sequence[Pair], name: str) -> Iterator[str]:
    yield f"# What the project's codebook (ours) and {inline(name)} (theirs) both changed, each in its own way."
    yield "# Write ours or theirs behind each `take:`; for a text you may write your own words behind `words:` instead."
    yield f"qualcode: {FORMAT}"
    yield "clashes:" if clashes else "clashes: []"
    for clash in clashes:
        yield f"- id: {inline(clash.id)}"
        yield f"  code: {inline(clash.path)}" if clash.path else "  code: ''"
        yield f"  field: {inline(clash.field)}"
        for side, value in (("base", clash.base), ("ours", clash.ours), ("theirs", clash.theirs)):
            yield from lines(f"  {side}:", _plain(value), "    ")
        yield f"  take: {clash.settled.side if clash.settled else ''}".rstrip()
        if clash.field in OWN_WORDS:
            yield from lines("  words:", clash.settled.words or "", "    ") if clash.settled else ("  words:",)
    if proposals:
        yield "# Codes that may be the same: yes makes them one, with the name here and both GUIDs known."
        yield "same:"
        for pair in proposals:
            yield f"- theirs: {inline(pair.theirs_path)}"
            yield f"  ours: {inline(pair.ours_path)}"
            yield f"  likeness: {pair.likeness}"
            yield f"  theirs_guid: {pair.theirs_guid}"
            yield f"  ours_guid: {pair.ours_guid}"
            yield "  take: no"


def _plain(value: FieldValue) -> str:
    if isinstance(value, tuple):
        return ", ".join(shown_value(item) for item in value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value or ""


def read_conflicts(path: Path) -> Answers:
    """Return what a person settled in a file of conflicts; what was left empty stays open.

    Raises:
        UnreadableFileError, NotTextError: it cannot be read.
        CodebookFileError: it is no such file, or an answer is neither ours nor theirs; with line and column.
    """
    root = yaml_tree(path, read_text(path))
    if not isinstance(root, Mapping) or _text(root, "qualcode") != FORMAT:
        raise CodebookFileError(path, 1, 1, f"a file of conflicts says `qualcode: {FORMAT}`.")
    settled: dict[str, Settled] = {}
    for entry in _entries(path, root, "clashes"):
        take, words = _text(entry, "take").casefold(), _text(entry, "words")
        if take and take not in _SIDES:
            raise fault(path, entry.entries["take"][1], f"`take: {take}` is neither ours nor theirs.")
        if take or words:
            side: Side = "theirs" if take == "theirs" else "ours"
            settled[_text(entry, "id")] = Settled(side, words or None)
    pairs = {
        _text(entry, "theirs_guid"): _text(entry, "ours_guid")
        for entry in _entries(path, root, "same")
        if truth(_text(entry, "take"))
    }
    return Answers(settled, pairs)


def _entries(path: Path, root: Mapping, key: str) -> Iterable[Mapping]:
    found = root.entries.get(key)
    if found is None or is_nothing(found[1]):
        return []
    listing: Value = found[1]
    if not isinstance(listing, Listing):
        raise fault(path, listing, f"`{key}:` should be a list.")
    for item in listing.items:
        if not isinstance(item, Mapping):
            raise fault(path, item, f"an entry of `{key}:` should have keys, as `take:`.")
    return [item for item in listing.items if isinstance(item, Mapping)]


def _text(entry: Mapping, key: str) -> str:
    found = entry.entries.get(key)
    if found is None or not isinstance(found[1], Scalar) or is_nothing(found[1]):
        return ""
    return text_of(found[1]).strip()
