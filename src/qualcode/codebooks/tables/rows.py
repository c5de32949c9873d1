"""The rows of a codebook's table, from whatever file they came: one row a code, its parent named by what it can be.

A `path` or a `theme` instead of a parent, paths in the column of names, and parents that have no row are all read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from qualcode.codebooks.drafts import (
    MOST_CODES,
    ORIGIN_FIELDS,
    PARENT,
    BookDraft,
    CodeDraft,
    Remarks,
    mended_guid,
    truth,
)
from qualcode.codebooks.parents import Row, path_key, with_parents
from qualcode.codebooks.tables.cells import read_cues_cell, read_examples_cell
from qualcode.codebooks.tables.columns import Header
from qualcode.codebooks.tables.paths import with_plain_paths
from qualcode.errors.codebooks import CodebookFileError

_TEXTS = ("definition", "use_when", "not_when")
_WORDS = ("color", "key", "guid")
_ORIGINS = dict(zip(ORIGIN_FIELDS, ("merged", "split_from"), strict=True))


def table_draft(
    path: Path, header: Header, records: Iterable[tuple[int, Sequence[str]]], remarks: Remarks
) -> BookDraft:
    """Return what a table says of a codebook; it is called as the file is.

    Args:
        path: the file, named in refusals.
        header: which column holds what; names of codes are among them.
        records: the number of each line and its cells.

    Raises:
        CodebookFileError: a row without a name, with more cells than columns; a parent that is not there; rows without
            end.
    """
    cells = list(_cells(path, header, records))
    cells = [_with_name_on_one_line(line, each, remarks) for line, each in cells]
    rows = [_row(path, line, each, header) for line, each in with_plain_paths(cells, header, remarks)]
    parents = with_parents(path, rows, remarks, can_make="parent" not in header.places)
    places = {id(row): place for place, row in enumerate(parents)}
    if header.has_tags:
        told = {id(row) for row in rows}
        for row in parents:
            if id(row) not in told:
                row.cells = {"is_codable": "no"}  # a level of Taguette's tags that is no tag has never been applied
    fields = {field for field in header.places if field in (*_TEXTS, *_WORDS[:2], "cues", "examples")}
    fields |= {field for field in ("is_codable", "is_retired") if field in header.places}
    fields |= {field for field, column in _ORIGINS.items() if column in header.places}
    if header.places.keys() & {"parent", "path", "theme", "subtheme"} or any(row.parent for row in rows):
        fields.add(PARENT)
    return BookDraft(
        name=path.stem,
        codes=tuple(_draft(row, places, header, remarks) for row in parents),
        fields=frozenset(fields),
    )


def _cells(
    path: Path, header: Header, records: Iterable[tuple[int, Sequence[str]]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line and the known cells of each record that is not blank."""
    for number, (line, record) in enumerate(records):
        if number >= MOST_CODES:
            raise CodebookFileError(path, line, None, f"more than {MOST_CODES:,} codes are no codebook.")
        if any(cell.strip() for cell in record[header.width :]):
            reason = f"has {len(record)} cells where the first line has {header.width}; is a quote missing?"
            raise CodebookFileError(path, line, header.width + 1, reason)
        yield line, {field: record[place] if place < len(record) else "" for field, place in header.places.items()}


def _with_name_on_one_line(line: int, cells: dict[str, str], remarks: Remarks) -> tuple[int, dict[str, str]]:
    """Return the cells; a name that was broken to fit its cell is on one line."""
    name = cells["name"].strip()
    if "\n" not in name:
        return line, cells
    whole = " ".join(name.split())
    remarks.add("name", line, f"the name {whole!r} stood on several lines.")
    return line, {**cells, "name": whole}


def _row(path: Path, line: int, cells: dict[str, str], header: Header) -> Row:
    name, parent = _name_and_parent(cells, header)
    if not name:
        raise CodebookFileError(path, line, header.column("name"), "this row has no name; give the code one.")
    guid = cells.get("guid", "").strip()
    identifier = cells.get("id", "").strip()
    if not guid and mended_guid(identifier):
        guid = identifier
    return Row(
        line,
        name,
        parent=parent,
        identifier=identifier,
        guid=guid,
        cells=cells,
        column=header.column("name"),
        parent_column=header.column("parent", "path", "theme", "subtheme", "name"),
    )


def _name_and_parent(cells: Mapping[str, str], header: Header) -> tuple[str, str]:
    name = cells["name"].strip()
    if "parent" in cells:
        return name, cells["parent"].strip()
    if header.places.get("path") == header.places["name"] or not header.places.keys() & {"path", "theme", "subtheme"}:
        parent, _, last = (part.strip() for part in name.rpartition(" > "))
        return (last, parent) if parent and last else (name, "")
    if "path" not in cells:
        above = [cells.get(field, "").strip() for field in ("theme", "subtheme")]
        line = [each for each in above if each]
        # A row may be that of the theme itself.
        return (name, " > ".join(line)) if name or not line else (line[-1], " > ".join(line[:-1]))
    path = cells["path"].strip()
    if path_key(path) == path_key(name):
        return name, ""
    # Either the code's own path or that of its parent.
    above_name = path.removesuffix(name).rstrip()
    is_own = path != above_name and above_name.endswith(">")
    return name, above_name.removesuffix(">").rstrip() if is_own else path


def _draft(row: Row, places: dict[int, int], header: Header, remarks: Remarks) -> CodeDraft:
    cells = row.cells
    told = [cells.get("definition", ""), cells.get("memo", "")]
    return CodeDraft(
        line=row.line,
        column=row.column,
        name=row.name,
        parent=None if row.above is None else places[id(row.above)],
        guid=row.guid,
        definition="\n\n".join(told) if all(text.strip() for text in told) else "".join(told),
        use_when=cells.get("use_when", ""),
        not_when=cells.get("not_when", ""),
        cues=read_cues_cell(cells.get("cues", ""), commas=header.has_keywords),
        examples=read_examples_cell(cells.get("examples", "")),
        color=cells.get("color", "").strip(),
        key=cells.get("key", "").strip(),
        is_codable=_truth(row, "is_codable", True, remarks),
        is_retired=_truth(row, "is_retired", False, remarks),
        merged_guids=tuple(cells.get("merged", "").split()),
        split_from_guid=cells.get("split_from", "").strip(),
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
