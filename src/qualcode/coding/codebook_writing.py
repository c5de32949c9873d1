"""Making a project's codebook be what a value says: rows, journal and revision in one act.

Every codebook change, by key or from a file, is a pure function from codebook to codebook; this module writes its
result. Each result is a revision, known by its content's hash and its parents' hashes.
"""

import json
from collections import defaultdict

from qualcode.codebooks.content import codebook_json, content_hash
from qualcode.errors.codebooks import CodebookError
from qualcode.model.codebook import Code, Codebook
from qualcode.store.acts import Writing
from qualcode.store.codebooks import read_codebooks, revision_id
from qualcode.store.finding import CODE_COLUMNS, code_cells, code_ids, codebook_ids, codes_in_use


def write_codebook(unit: Writing, book: Codebook, *, parents: tuple[str, ...] = ()) -> None:
    """Make the project hold this codebook, adding it if it is new.

    Args:
        parents: content hashes of further revisions this one comes from (a colleague's file that was merged in).

    Raises:
        CodebookError: another codebook has the name, or a code that is left out has codings.
    """
    standing = read_codebooks(unit)
    before = next((known for known in standing if known.guid == book.guid), None)
    if any(known.name == book.name and known.guid != book.guid for known in standing):
        raise CodebookError(book.name, "another codebook of the project has this name; rename one of them.")
    before_hash = (content_hash(before),) if before else ()
    revision = revision_id(
        unit,
        codebook_guid=book.guid,
        content_hash=content_hash(book),
        content=codebook_json(book),
        parents=json.dumps([*before_hash, *parents]),
    )
    cells = {"name": book.name, "description": book.description, "revision_id": revision}
    known_id = codebook_ids(unit).get(book.guid)
    if known_id is None:
        columns = ("guid", "position", *cells)
        known_id = unit.insert("codebooks", columns, [(book.guid, len(standing), *cells.values())])[0]
    else:
        unit.update("codebooks", known_id, cells)
    _write_codes(unit, book, known_id)


def _write_codes(unit: Writing, book: Codebook, codebook_id: int) -> None:
    ids = code_ids(unit)
    next_id = unit.next_id("codes")
    for code in book.codes:
        if code.guid not in ids:
            ids[code.guid] = next_id
            next_id += 1
    new: list[tuple[object, ...]] = []
    kept: list[tuple[int, dict[str, object]]] = []
    seen: dict[str | None, int] = defaultdict(int)
    first_new = unit.next_id("codes")
    for code in book.codes:
        cells = _cells(code, ids, codebook_id, seen)
        if ids[code.guid] >= first_new:
            new.append(tuple(cells[column] for column in CODE_COLUMNS))
        else:
            kept.append((ids[code.guid], cells))
    unit.insert("codes", CODE_COLUMNS, new)
    for row_id, cells in kept:
        unit.update("codes", row_id, cells)
    _delete_left_out(unit, book, codebook_id)


def _cells(code: Code, ids: dict[str, int], codebook_id: int, seen: dict[str | None, int]) -> dict[str, object]:
    parent = ids[code.parent_guid] if code.parent_guid else None
    position = seen[code.parent_guid]
    seen[code.parent_guid] += 1
    return code_cells(code, codebook_id, parent, position)


def _delete_left_out(unit: Writing, book: Codebook, codebook_id: int) -> None:
    left_out = {guid: row_id for guid, row_id in code_ids(unit, codebook_id).items() if guid not in book}
    used = codes_in_use(unit, list(left_out.values()))
    if used:
        raise CodebookError(book.name, f"{used[0]!r} has codings or memos; recode or retire it instead of removing it.")
    unit.delete("codes", list(left_out.values()))
