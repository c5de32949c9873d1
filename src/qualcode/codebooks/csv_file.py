"""Codebook files in CSV, read: one row a code, its parent named by path, name, GUID or identifier.

Read is whatever spreadsheets and people make of it: commas, semicolons or tabs, other spellings of the columns, a
`path` or a `theme` instead of a parent, paths in the column of names. Only the column of names must be there.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode.codebooks.cells import read_cues_cell, read_examples_cell
from qualcode.codebooks.drafts import PARENT, BookDraft, CodeDraft, Remarks, mended_guid, truth
from qualcode.codebooks.parents import Row, path_key, with_parents
from qualcode.errors.codebooks import CodebookFileError
from qualcode.files import restored

# Columns by what they hold; the first spelling a table has is read.
_SPELLINGS = {
    "name": ("name", "code name"),
    "code": ("code",),
    "title": ("title",),
    "id": ("id", "code id"),
    "parent": ("parent", "parent code", "parent name", "parent id", "parent guid"),
    "path": ("path",),
    "theme": ("theme", "category"),
    "definition": ("definition", "description", "meaning"),
    "use_when": ("use when", "when to use", "inclusion", "inclusion criteria", "include"),
    "not_when": ("not when", "when not to use", "exclusion", "exclusion criteria", "exclude"),
    "cues": ("cues", "cue", "keywords", "keyword"),
    "examples": ("examples", "example", "example quote", "example quotes"),
    "color": ("color", "colour"),
    "key": ("key", "shortcut", "hotkey"),
    "guid": ("guid", "uuid"),
    "is_codable": ("is codable", "codable", "iscodable"),
    "is_retired": ("is retired", "retired"),
}
_TEXTS = ("definition", "use_when", "not_when")
_WORDS = ("color", "key", "guid")


@dataclass(frozen=True, slots=True)
class _Header:
    """Which column holds what, and how the columns are told apart."""

    delimiter: str
    places: dict[str, int]
    width: int
    has_keywords: bool

    def column(self, *fields: str) -> int:
        """Return the number, from 1, of the column that holds the first of these fields that has one."""
        return next(self.places[field] for field in fields if field in self.places) + 1


def read_csv(path: Path, text: str, remarks: Remarks) -> BookDraft:
    """Return what a CSV text says of a codebook; it is called as the file is.

    Raises:
        CodebookFileError: no column of names, a row without a name, a parent that is not there, broken quoting.
    """
    body, first_line = _without_hint(text)
    header = _header(path, body, first_line, remarks)
    rows = list(_rows(path, body, first_line, header))
    parents = with_parents(path, rows, remarks, can_make=_can_make(header))
    places = {id(row): place for place, row in enumerate(parents)}
    fields = {field for field in header.places if field in (*_TEXTS, *_WORDS[:2], "cues", "examples")}
    fields |= {field for field in ("is_codable", "is_retired") if field in header.places}
    if header.places.keys() & {"parent", "path", "theme"} or any(row.parent for row in rows):
        fields.add(PARENT)
    return BookDraft(
        name=path.stem,
        codes=tuple(_draft(row, places, header, remarks) for row in parents),
        fields=frozenset(fields),
    )


def _without_hint(text: str) -> tuple[str, int]:
    """Return the text without blank lines and Excel's `sep=;` at its start, and the number of its first line."""
    found = re.match(r"(?:\s*\n)?(?:sep=.\n)?", text)
    body = text[found.end() :] if found else text
    return body, text.count("\n") - body.count("\n") + 1


def _header(path: Path, body: str, line: int, remarks: Remarks) -> _Header:
    """Return the columns of the first line, taken apart by the delimiter under which most of them are known."""
    best: _Header | None = None
    names: list[str] = []
    fault: CodebookFileError | None = None
    for delimiter in (",", ";", "\t"):
        try:
            row = next(_records(path, body, line, delimiter), (line, []))[1]
        except CodebookFileError as error:
            fault = fault or error
            continue
        header = _placed(row, delimiter)
        if best is None or len(header.places) > len(best.places):
            best, names = header, row
    if best is None and fault is not None:
        raise fault
    if best is None or "name" not in best.places:
        found = ", ".join(repr(name) for name in names[:6])
        reason = f"the first line names no column `name` (it has {found or 'nothing'}); a codebook's table needs one."
        raise CodebookFileError(path, line, 1, reason)
    unread = [repr(name) for place, name in enumerate(names) if place not in best.places.values() and name.strip()]
    if unread:
        remarks.add("unknown column", line, f"not read: the columns {', '.join(unread)}.")
    return best


def _placed(names: list[str], delimiter: str) -> _Header:
    plain = [re.sub(r"[\s_-]+", " ", name).strip().casefold() for name in names]
    places: dict[str, int] = {}
    for field, spellings in _SPELLINGS.items():
        place = next((plain.index(spelling) for spelling in spellings if spelling in plain), None)
        if place is not None:
            places[field] = place
    code, title = places.pop("code", None), places.pop("title", None)
    # Where a code has a title, the code is an identifier; alone, either is the name.
    named = next((place for place in (places.get("name"), title, code) if place is not None), None)
    if named is not None:
        places["name"] = named
    elif "path" in places:
        places["name"] = places["path"]
    if code is not None and code != named:
        places.setdefault("id", code)
    has_keywords = "cues" in places and plain[places["cues"]].startswith("keyword")
    return _Header(delimiter, places, len(names), has_keywords)


def _records(path: Path, body: str, line: int, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank with the line it begins in."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    begins = line
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield begins, record
            begins = line + reader.line_num
    except csv.Error as error:
        cell = _broken_cell(body, begins - line, delimiter)
        reason = f"{error}; are the quotes in this row closed and doubled?"
        raise CodebookFileError(path, begins, cell, reason) from error


def _broken_cell(body: str, line: int, delimiter: str) -> int:
    """Return in which cell, from 1, the quotes break of the record that begins in that line, from 0."""
    end = re.escape(delimiter) + r"\n"
    cell = re.compile(rf'(?:"(?:[^"]|"")*+"|[^"{end}][^{end}]*+)?(?=[{end}]|\Z)')
    place = len("".join(body.splitlines(keepends=True)[:line])) if line else 0
    number = 1
    while (found := cell.match(body, place)) and body[found.end() : found.end() + 1] == delimiter:
        place = found.end() + 1
        number += 1
    return number


def _rows(path: Path, body: str, line: int, header: _Header) -> Iterator[Row]:
    records = _records(path, body, line, header.delimiter)
    next(records, None)
    for begins, record in records:
        if any(cell.strip() for cell in record[header.width :]):
            reason = f"has {len(record)} cells where the first line has {header.width}; is a quote missing?"
            raise CodebookFileError(path, begins, header.width + 1, reason)
        cells = {
            field: restored(record[place]) if place < len(record) else "" for field, place in header.places.items()
        }
        name, parent = _name_and_parent(cells, header)
        if not name:
            raise CodebookFileError(path, begins, header.column("name"), "this row has no name; give the code one.")
        guid = cells.get("guid", "").strip()
        identifier = cells.get("id", "").strip()
        if not guid and mended_guid(identifier):
            guid = identifier
        yield Row(
            begins,
            name,
            parent=parent,
            identifier=identifier,
            guid=guid,
            cells=cells,
            column=header.column("name"),
            parent_column=header.column("parent", "path", "theme", "name"),
        )


def _can_make(header: _Header) -> bool:
    """Tell whether parents stand in this table only as part of a path, or as the name of a theme."""
    return "parent" not in header.places


def _name_and_parent(cells: dict[str, str], header: _Header) -> tuple[str, str]:
    name = cells["name"].strip()
    if "parent" in cells:
        return name, cells["parent"].strip()
    if header.places.get("path") == header.places["name"] or not header.places.keys() & {"path", "theme"}:
        parent, _, last = (part.strip() for part in name.rpartition(" > "))
        return (last, parent) if parent and last else (name, "")
    if "theme" in cells and "path" not in cells:
        theme = cells["theme"].strip()
        return (name, theme) if name else (theme, "")
    path = cells["path"].strip()
    if path_key(path) == path_key(name):
        return name, ""
    # Either the code's own path or that of its parent.
    above = path.removesuffix(name).rstrip()
    return name, above.removesuffix(">").rstrip() if path != above and above.endswith(">") else path


def _draft(row: Row, places: dict[int, int], header: _Header, remarks: Remarks) -> CodeDraft:
    cells = row.cells
    return CodeDraft(
        line=row.line,
        column=row.column,
        name=row.name,
        parent=None if row.above is None else places[id(row.above)],
        guid=row.guid,
        definition=cells.get("definition", ""),
        use_when=cells.get("use_when", ""),
        not_when=cells.get("not_when", ""),
        cues=read_cues_cell(cells.get("cues", ""), commas=header.has_keywords),
        examples=read_examples_cell(cells.get("examples", "")),
        color=cells.get("color", "").strip(),
        key=cells.get("key", "").strip(),
        is_codable=_truth(row, "is_codable", True, remarks),
        is_retired=_truth(row, "is_retired", False, remarks),
    )


def _truth(row: Row, field: str, otherwise: bool, remarks: Remarks) -> bool:
    written = row.cells.get(field, "").strip()
    if not written:
        return otherwise
    meant = truth(written)
    if meant is None:
        remarks.add(field, row.line, f"{field} {written!r} of {row.name!r} is neither true nor false and is not read.")
        return otherwise
    return meant
