"""Making a project's codebook be what a value says: rows, journal and revision in one act.

Every codebook change, by key or from a file, is a pure function from codebook to codebook; this module writes its
result. Each result is a revision, known by its content's hash and its parents' hashes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qualcode.codebooks.content import codebook_json, later_hash
from qualcode.coding.codebook_following import follow
from qualcode.errors.codebooks import CodebookError
from qualcode.model.codebook import Code, Codebook
from qualcode.model.identity import text_sha256
from qualcode.store.acts import Writing
from qualcode.store.code_rows import CODE_COLUMNS, code_cells, code_ids, codebook_ids, codes_in_use
from qualcode.store.codebooks import codebook_names, delete_origins, last_position, read_codebooks, write_origins
from qualcode.store.revisions import (
    keep_steps,
    known_revision_id,
    read_revision_hashes,
    revision_id,
    standing_revisions,
)
from qualcode.store.thresholds import delete_thresholds


class KnownRevision(NamedTuple):
    """What a revision is known by, and the hashes of those it was made from."""

    hash: str
    parents: tuple[str, ...] = ()


def write_codebook(
    unit: Writing,
    book: Codebook,
    *,
    parents: Sequence[str] = (),
    revision: KnownRevision | None = None,
    went_into: Mapping[str, str] | None = None,
    before: Codebook | None = None,
) -> None:
    """Make the project hold this codebook, adding it if it is new.

    Args:
        unit: the act.
        book: what the project is to hold.
        parents: hashes of further revisions this one comes from (a colleague's file that was merged in).
        revision: which one it becomes, where that is known: what a file holds is what the file says it is.
        went_into: GUIDs of codes that are gone, and of those that their codings follow to.
        before: how it stands in this act; read unless given.

    Raises:
        CodebookError: another codebook has the name, or a code that is left out has codings.
    """
    before = before or next((known for known in read_codebooks(unit) if known.guid == book.guid), None)
    if codebook_names(unit).get(book.name, book.guid) != book.guid:
        raise CodebookError(book.name, "another codebook of the project has this name; rename one of them.")
    if before == book and not parents and revision is None:
        return
    stood_at = standing_revisions(unit)
    content = codebook_json(book)
    made = revision or _made(unit, book, before, parents, content)
    number = revision_id(unit, codebook_guid=book.guid, revision=made.hash, content=content, parents=made.parents)
    cells = {"name": book.name, "description": book.description, "revision_id": number}
    known_id = codebook_ids(unit).get(book.guid)
    if known_id is None:
        columns = ("guid", "position", *cells)
        known_id = unit.insert("codebooks", columns, [(book.guid, last_position(unit) + 1, *cells.values())])[0]
    else:
        unit.update("codebooks", known_id, cells)
    # A revision that is given may be one whose codes have changed hands already, which leaves gaps in their places.
    _write_codes(unit, book, known_id, _placed(before) if before and revision is None else {})
    follow(unit, went_into or {})
    _delete_left_out(unit, book, known_id)
    keep_steps(unit, stood_at)


def keep_revision(unit: Writing, codebook_guid: str, book: Codebook, revision: KnownRevision) -> None:
    """Keep a revision that the codebook does not stand at: a colleague's, which later merges will need."""
    revision_id(
        unit,
        codebook_guid=codebook_guid,
        revision=revision.hash,
        content=codebook_json(book),
        parents=revision.parents,
    )


def next_revision(unit: Writing, book: Codebook) -> KnownRevision:
    """Return what the next revision of a codebook that stands in the project is known by."""
    stood = read_revision_hashes(unit)[book.guid]
    content = codebook_json(book)
    made = text_sha256(content)
    if known_revision_id(unit, book.guid, made) is not None:
        made = later_hash(content, (stood,))
    return KnownRevision(made, (stood,))


def _made(
    unit: Writing, book: Codebook, before: Codebook | None, parents: Sequence[str], content: str
) -> KnownRevision:
    """Return what the revision is known by: its content's hash, unless that stood in its history before."""
    made = text_sha256(content)
    stood = (read_revision_hashes(unit)[book.guid],) if before else ()
    come_from = tuple(dict.fromkeys((*stood, *parents)))
    if before and (made in come_from or known_revision_id(unit, book.guid, made) is not None):
        made = later_hash(content, come_from)
    return KnownRevision(made, come_from)


def _placed(book: Codebook) -> dict[str, tuple[Code, int]]:
    """Return each code with its place among its siblings."""
    seen: dict[str | None, int] = defaultdict(int)
    placed = {}
    for code in book.codes:
        placed[code.guid] = (code, seen[code.parent_guid])
        seen[code.parent_guid] += 1
    return placed


def _write_codes(unit: Writing, book: Codebook, codebook_id: int, known: Mapping[str, tuple[Code, int]]) -> None:
    """Write the rows of the codes; those that are as they were, in their place, are not looked at."""
    ids = code_ids(unit)
    next_id = unit.next_id("codes")
    for code in book.codes:
        if code.guid not in ids:
            ids[code.guid] = next_id
            next_id += 1
    new: list[tuple[object, ...]] = []
    kept: list[tuple[int, dict[str, object]]] = []
    first_new = unit.next_id("codes")
    touched = []
    for code, position in _placed(book).values():
        if known.get(code.guid) == (code, position):
            continue
        touched.append(code)
        parent = ids[code.parent_guid] if code.parent_guid else None
        cells = code_cells(code, codebook_id, parent, position)
        if ids[code.guid] >= first_new:
            new.append(tuple(cells[column] for column in CODE_COLUMNS))
        else:
            kept.append((ids[code.guid], cells))
    unit.insert("codes", CODE_COLUMNS, new)
    for row_id, cells in kept:
        unit.update("codes", row_id, cells)
    write_origins(unit, touched, ids)


def _delete_left_out(unit: Writing, book: Codebook, codebook_id: int) -> None:
    left_out = {guid: row_id for guid, row_id in code_ids(unit, codebook_id).items() if guid not in book}
    used = codes_in_use(unit, list(left_out.values()))
    if used:
        raise CodebookError(book.name, f"{used[0]!r} has codings or memos; recode or retire it instead of removing it.")
    delete_origins(unit, set(left_out.values()))
    delete_thresholds(unit, set(left_out.values()))
    unit.delete("codes", list(left_out.values()))
