"""Codebook files in REFI-QDA (`.qdc`), read as programs write them, which is rarely as the standard has it.

Any namespace of the standard's history and none; GUIDs in any spelling; colors in most; codes without a `Codes` around
them; the folder that NVivo puts around all; the dots of Taguette's tags. What is mended or passed over is remarked.
No entity is resolved, nothing is fetched or included, and nothing is read beyond what a codebook can be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.codebooks.drafts import (
    BOOK_DESCRIPTION,
    BOOK_NAME,
    CODE_FIELDS,
    DEEPEST,
    MOST_CODES,
    ORIGIN_FIELDS,
    PARENT,
    BookDraft,
    CodeDraft,
    Remarks,
    truth,
)
from qualcode.codebooks.lineage import lineage_told
from qualcode.codebooks.names import mended_name
from qualcode.codebooks.refi.descriptions import described
from qualcode.codebooks.refi.qdc_text import INSTRUCTION, NAMESPACE, ORIGIN
from qualcode.codebooks.refi.trees import flat_to_tree, without_folder
from qualcode.codebooks.refi.xml_tree import line_of, local_name, xml_root
from qualcode.errors.codebooks import CodebookFileError

_KNOWN_NAMESPACES = re.compile(r"urn:QDA-XML:(codebook|project):(1\.0|1:0|0[:.]4|0[:.]5)")


def read_qdc(path: Path, content: bytes, remarks: Remarks) -> BookDraft:
    """Return what a REFI-QDA codebook says; one that does not tell its name is called as the file is.

    Raises:
        CodebookFileError: it is no XML, declares entities, or holds no codebook.
        NotTextError: its bytes are no text.
    """
    root = xml_root(path, content)
    book = root if local_name(root) == "CodeBook" else next((e for e in root if local_name(e) == "CodeBook"), None)
    if book is None:
        reason = f"is no REFI-QDA codebook: it begins with <{local_name(root)}>, not with <CodeBook>."
        raise CodebookFileError(path, line_of(root), None, reason)
    _remark_namespace(book, remarks)
    about = _about(root, remarks)
    is_ours = about is not None and (book.get("origin") or "").startswith(ORIGIN)
    reading = _Reading(path, remarks, is_ours=is_ours)
    reading.add(book)
    codes = reading.codes
    if not is_ours:
        codes = without_folder(codes, remarks)
        if (book.get("origin") or "").casefold().startswith("taguette"):
            codes = flat_to_tree(codes, remarks)
    told = about or {}
    return BookDraft(
        name=told.get("name", "").strip() or path.stem,
        guid=told.get("guid", ""),
        description=told.get("description", ""),
        **lineage_told(told)._asdict(),
        codes=tuple(codes),
        fields=_fields(reading, about)
        if not is_ours
        else frozenset({*CODE_FIELDS, *ORIGIN_FIELDS, PARENT, BOOK_NAME, BOOK_DESCRIPTION}),
    )


def _fields(reading: _Reading, about: dict[str, str] | None) -> frozenset[str]:
    """Return what a file of another program speaks of; sections only where it has such."""
    fields = {PARENT, "definition", "is_codable", *reading.seen}
    return frozenset({*fields, BOOK_NAME, BOOK_DESCRIPTION} if about else fields)


def _remark_namespace(book: Any, remarks: Remarks) -> None:  # noqa: ANN401 - lxml ships no types
    namespace = book.tag.rpartition("}")[0].removeprefix("{")
    if namespace == NAMESPACE:
        return
    if not namespace:
        told = "has no namespace"
    elif _KNOWN_NAMESPACES.fullmatch(namespace):
        told = f"is of the namespace {namespace}"
    else:
        told = f"is of a namespace that is not known ({namespace[:80]!r})"
    remarks.add("namespace", None, f"{told}; it is read as {NAMESPACE}.")


def _about(root: Any, remarks: Remarks) -> dict[str, str] | None:  # noqa: ANN401 - as above
    """Return what our processing instruction tells of the codebook, or None where there is none."""
    for before in root.itersiblings(preceding=True):
        if getattr(before, "target", None) == INSTRUCTION:
            try:
                told = json.loads(before.text or "")
            except (ValueError, RecursionError):
                told = None
            if isinstance(told, dict) and all(isinstance(value, str) for value in told.values()):
                return {str(key): value for key, value in told.items()}
            remarks.add("instruction", None, f"what <?{INSTRUCTION}?> tells of the codebook is broken and is not read.")
    return None


@dataclass(slots=True)
class _Open:
    """A code whose sub-codes are still to be read."""

    element: Any
    place: int | None
    depth: int


class _Reading:
    """One codebook being read: the codes so far and what is remarked on the way."""

    def __init__(self, path: Path, remarks: Remarks, *, is_ours: bool) -> None:
        self.path = path
        self.remarks = remarks
        self.is_ours = is_ours
        self.codes: list[CodeDraft] = []
        self.seen: set[str] = set()
        self.names: set[tuple[int | None, str]] = set()

    def add(self, book: Any) -> None:  # noqa: ANN401 - as above
        """Read all codes, then tell of the sets."""
        self._add_codes(book)
        for element in book:
            if local_name(element) == "Sets":
                self._tell_sets(element)

    def _add_codes(self, book: Any) -> None:  # noqa: ANN401 - as above
        stack = [_Open(element, None, 1) for element in reversed([*self._codes_in(book)])]
        while stack:
            code = stack.pop()
            if code.depth > DEEPEST:
                raise self._fault(code.element, f"codes stand more than {DEEPEST} levels deep here.")
            if len(self.codes) >= MOST_CODES:
                raise self._fault(code.element, f"more than {MOST_CODES:,} codes are no codebook.")
            place = len(self.codes)
            self.codes.append(self._code(code.element, code.place))
            below = [_Open(child, place, code.depth + 1) for child in self._codes_in(code.element)]
            stack += reversed(below)

    def _codes_in(self, element: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
        """Yield the codes directly in an element, and those in what some programs put around them."""
        for child in element:
            name = local_name(child)
            inside = [each for each in child if local_name(each) == "Code"]
            if name == "Code":
                yield child
            elif inside:
                yield from inside
            elif name not in ("Codes", "Description", "Sets"):
                self._unknown(child)

    def _code(self, element: Any, parent: int | None) -> CodeDraft:  # noqa: ANN401 - as above
        line = line_of(element)
        name = self._name(element, parent, line)
        told = described(self._description(element))
        self.seen.update(told.fields)
        guid, color = element.get("guid") or "", element.get("color") or ""
        if color:
            self.seen.add("color")
        return CodeDraft(
            line=line,
            name=name,
            parent=parent,
            guid=guid,
            definition=told.definition,
            use_when=told.use_when,
            not_when=told.not_when,
            cues=told.cues,
            examples=told.examples,
            color=color,
            key=told.key,
            is_codable=self._is_codable(element, name),
            is_retired=told.is_retired,
            merged_guids=told.merged_guids,
            split_from_guid=told.split_from_guid,
        )

    def _name(self, element: Any, parent: int | None, line: int) -> str:  # noqa: ANN401 - as above
        """Return a name that a code can have, and that no sibling has."""
        written = element.get("name") or ""
        name = written if self.is_ours else mended_name(written)
        if name != written.strip() and written.strip():
            self.remarks.add("name", line, f"the name {written[:60]!r} is written {name[:60]!r} now.")
        elif not name:
            name = "unnamed code"
            self.remarks.add("no name", line, f"this code has no name; it is called {name!r}.")
        free, number = name, 2
        while (parent, free.casefold()) in self.names and not self.is_ours:
            free = f"{name[:190]} ({number})"
            number += 1
        if free != name:
            self.remarks.add("name twice", line, f"two codes are called {name!r} here; the second is {free!r} now.")
        self.names.add((parent, free.casefold()))
        return free

    def _description(self, element: Any) -> str:  # noqa: ANN401 - as above
        texts = ["".join(child.itertext()) for child in element if local_name(child) == "Description"]
        text = "\n\n".join(texts) or element.get("description") or ""  # some write it as an attribute
        return text if self.is_ours else text.replace("\r\n", "\n").replace("\r", "\n").strip()

    def _is_codable(self, element: Any, name: str) -> bool:  # noqa: ANN401 - as above
        written = element.get("isCodable")
        meant = None if written is None else truth(written)
        if meant is None and written is not None:
            self.remarks.add("isCodable", line_of(element), f"isCodable={written!r} of {name!r} is not read.")
        return meant is not False

    def _tell_sets(self, sets: Any) -> None:  # noqa: ANN401 - as above
        for each in sets:
            if local_name(each) != "Set":
                self._unknown(each)
                continue
            members = sum(local_name(member) == "MemberCode" for member in each)
            name = mended_name(each.get("name") or "") or "without a name"
            codes = "1 code" if members == 1 else f"{members} codes"
            told = f"the set {name!r} of {codes} is not kept; a codebook here has no sets."
            self.remarks.add("set", line_of(each), told)

    def _unknown(self, element: Any) -> None:  # noqa: ANN401 - as above
        name = local_name(element)
        if name:
            self.remarks.add("element", line_of(element), f"the element <{name[:60]}> is not read.")

    def _fault(self, element: Any, reason: str) -> CodebookFileError:  # noqa: ANN401 - as above
        return CodebookFileError(self.path, line_of(element), None, reason)
