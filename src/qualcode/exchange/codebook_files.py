"""Codebook files into a project, and what changed by it, in one act."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qualcode.codebooks.adopting import Adoption, adoption
from qualcode.codebooks.differences import Change, codebook_changes
from qualcode.codebooks.reading import CodebookFile
from qualcode.coding.codebook_writing import write_codebook
from qualcode.errors.codebooks import CodebookError
from qualcode.model.codebook import Codebook
from qualcode.store.codebooks import read_codebooks
from qualcode.store.database import Store


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
            write_codebook(unit, after, parents=(file.revision,) if file.revision else ())
        changes = codebook_changes(before, after)
        unit.say(f"imported codebook {after.name} from {path.name} ({len(changes)} changes)")
    return CodebookReport(codebook=after, changes=changes, remarks=adopted.remarks)


def changes_by(store: Store, file: CodebookFile) -> tuple[Change, ...]:
    """Return what importing a file would change, and change nothing.

    Raises:
        CodebookError: importing it would be refused.
    """
    _, before, adopted = _adopted(read_codebooks(store), file)
    return codebook_changes(before, adopted.codebook)


def _adopted(standing: tuple[Codebook, ...], file: CodebookFile) -> tuple[Codebook | None, Codebook, Adoption]:
    mine = own_copy(standing, file)
    before = mine or Codebook(guid=file.codebook.guid, name=file.codebook.name)
    adopted = adoption(before, file)
    after = adopted.codebook
    for other in standing:
        strayed = next((code for code in after.codes if code.guid in other), None) if other.guid != after.guid else None
        if strayed is not None:
            raise CodebookError(after.name, f"{strayed.name!r} belongs to codebook {other.name!r} of the project.")
    return mine, before, adopted


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
