"""Going back to an older revision of a codebook, and giving revisions names. Each is one act."""

from dataclasses import dataclass
from datetime import datetime

from qualcode.codebooks.merge.keeping import with_kept, without_codes
from qualcode.coding.codebook_making import standing_codebook
from qualcode.coding.codebook_writing import write_codebook
from qualcode.errors.codebooks import CodebookError, UnknownRevisionError
from qualcode.model.codebook import Codebook
from qualcode.model.identity import checked_name
from qualcode.store.acts import Writing
from qualcode.store.codebooks import read_codebooks
from qualcode.store.database import Store
from qualcode.store.finding import ids_where
from qualcode.store.recoding import used_codes
from qualcode.store.revisions import known_revision_id, read_contents, read_revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoring:
    """What came of it: the codebook before and after, and what was kept or left out, a line each."""

    before: Codebook
    after: Codebook
    remarks: tuple[str, ...] = ()


def restore_revision(store: Store, guid: str, revision: str, *, coder: str, at: datetime) -> Restoring:
    """Make a codebook what it was at a revision (by its whole hash); that is a new revision.

    Codes that are not in it but have codings, memos or verdicts stay, with what they stand under.

    Raises:
        UnknownCodebookError, UnknownRevisionError
    """
    with store.act("restore codebook", "restored codebook", coder=coder, at=at) as unit:
        before = standing_codebook(unit, guid)
        found = read_contents(unit, guid, [revision]).get(revision)
        if found is None:
            raise UnknownRevisionError(revision, "See `qualcode codebook log`.")
        wanted, elsewhere = _without_moved_away(unit, found)
        after, kept = with_kept(wanted, before, used_codes(unit))
        remarks = [*elsewhere, *(f"{path!r} is not in that revision but is used: it stays." for path in kept)]
        if after != before:
            write_codebook(unit, after)
        unit.say(f"restored codebook {before.name} to {revision[:12]}")
    return Restoring(before=before, after=after, remarks=tuple(remarks))


def name_revision(store: Store, guid: str, revision: str, name: str, *, coder: str, at: datetime) -> None:
    """Give a revision (by its whole hash) a name, another one, or none for an empty one.

    Raises:
        InvalidValueError: it is no name.
        UnknownRevisionError: there is no such revision.
        CodebookError: another revision has the name.
    """
    with store.act("name revision", "named revision", coder=coder, at=at) as unit:
        number = known_revision_id(unit, guid, revision)
        if number is None:
            raise UnknownRevisionError(revision, "See `qualcode codebook log`.")
        standing = ids_where(unit, "revision_names", revision_id=number)
        if not name.strip():
            unit.delete("revision_names", standing)
            unit.say(f"took the name from revision {revision[:12]}")
            return
        called = checked_name("Revision name", name)
        for other in read_revisions(unit, guid).values():
            if other.hash != revision and other.name and other.name.casefold() == called.casefold():
                raise CodebookError(called, f"revision {other.hash[:12]} has this name already; choose another.")
        if standing:
            unit.update("revision_names", standing[0], {"name": called})
        else:
            unit.insert("revision_names", ("revision_id", "name"), [(number, called)])
        unit.say(f"named revision {revision[:12]} “{called}”")


def _without_moved_away(unit: Writing, book: Codebook) -> tuple[Codebook, list[str]]:
    """Return the codebook without the codes that stand in another codebook of the project now, and a line for each."""
    found = {
        code.guid: other.name
        for other in read_codebooks(unit)
        for code in other.codes
        if other.guid != book.guid and code.guid in book
    }
    lines = [f"{book.path(guid)!r} stands in codebook {name!r} now and stays there." for guid, name in found.items()]
    return without_codes(book, found), lines
