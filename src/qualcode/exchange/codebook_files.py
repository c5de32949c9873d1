"""Codebook files into a project, and what changed by it, in one act."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qualcode.codebooks.adopting import Adoption, adoption
from qualcode.codebooks.changes import Change
from qualcode.codebooks.differences import codebook_changes
from qualcode.codebooks.reading import CodebookFile
from qualcode.coding.codebook_writing import KnownRevision, keep_revision, write_codebook
from qualcode.errors.codebooks import CodebookError
from qualcode.exchange.known_revisions import known_revision
from qualcode.model.codebook import Codebook
from qualcode.store.acts import Writing
from qualcode.store.codebooks import read_codebooks
from qualcode.store.database import Store
from qualcode.store.revisions import read_revision_hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookReport:
    """What came of an import: the codebook as it stands now, what changed, what had to give way."""

    codebook: Codebook
    changes: tuple[Change, ...]
    remarks: tuple[str, ...]


def import_codebook(store: Store, path: Path, file: CodebookFile, *, coder: str, at: datetime) -> CodebookReport:
    """Add a file's codebook to the project, or bring the project's own copy of it up to the file.

    Codes are added and updated by GUID; codes that are only in the project stay.

    Raises:
        CodebookError: a name would stand twice, or a code belongs to another codebook of the project.
    """
    with store.act("import codebook", f"imported codebook {path.name}", coder=coder, at=at) as unit:
        mine, before, adopted = _adopted(read_codebooks(unit), file)
        after = adopted.codebook
        if mine is None or after != mine:
            _write(unit, file, after, is_new=mine is None)
        changes = codebook_changes(before, after)
        unit.say(f"imported codebook {after.name} from {path.name} ({len(changes)} changes)")
    return CodebookReport(codebook=after, changes=changes, remarks=adopted.remarks)


def _write(unit: Writing, file: CodebookFile, after: Codebook, *, is_new: bool) -> None:
    """Write the result as the file's own revision where it is just that, or as one that comes from it too."""
    known = known_revision(file)
    if known is None:
        write_codebook(unit, after, parents=(file.revision,) if file.revision else ())
    elif after == file.codebook and (is_new or _comes_from_here(unit, after.guid, known)):
        write_codebook(unit, after, revision=known)
    else:
        keep_revision(unit, after.guid, file.codebook, known)
        write_codebook(unit, after, parents=(known.hash,))


def _comes_from_here(unit: Writing, guid: str, known: KnownRevision) -> bool:
    """Tell whether a file was made from what stands here."""
    stands_at = read_revision_hashes(unit)[guid]
    return any(stands_at.startswith(each) for each in known.parents)


def _adopted(standing: tuple[Codebook, ...], file: CodebookFile) -> tuple[Codebook | None, Codebook, Adoption]:
    mine = own_copy(standing, file)
    before = mine or Codebook(guid=file.codebook.guid, name=file.codebook.name)
    adopted = adoption(before, file)
    after = adopted.codebook
    refuse_strayed(standing, after)
    return mine, before, adopted


def refuse_strayed(standing: tuple[Codebook, ...], book: Codebook) -> None:
    """Refuse a codebook with a code that stands in another codebook of the project.

    Raises:
        CodebookError: there is one.
    """
    for other in standing:
        strayed = next((code for code in book.codes if code.guid in other), None) if other.guid != book.guid else None
        if strayed is not None:
            raise CodebookError(book.name, f"{strayed.name!r} belongs to codebook {other.name!r} of the project.")


def own_copy(standing: tuple[Codebook, ...], file: CodebookFile) -> Codebook | None:
    """Return the project's codebook that a file speaks of: by GUID; where it carries none, by name or by its codes."""
    for book in standing:
        if book.guid == file.codebook.guid:
            return book
    if file.codebook.guid not in file.without_guid:
        return None
    for book in standing:
        if book.name.casefold() == file.codebook.name.casefold():
            return book
    return next((book for book in standing if any(code.guid in book for code in file.codebook.codes)), None)
