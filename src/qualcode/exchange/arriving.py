"""A colleague's codebook as it arrives: which revision it is, where it comes from, what it began with here."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode.codebooks.adopting import spelled_out
from qualcode.codebooks.ancestry import common_ancestor, lineage
from qualcode.codebooks.merge.keeping import without_codes
from qualcode.codebooks.merge.pairing import Pair, proposed_pairs, sure_pairs, with_pairs
from qualcode.codebooks.reading import CodebookFile, read_codebook
from qualcode.coding.codebook_writing import KnownRevision
from qualcode.errors.lookups import UnknownCodebookError
from qualcode.exchange.codebook_files import own_copy, refuse_strayed
from qualcode.exchange.known_revisions import EVERYTHING, known_revision, revision_of
from qualcode.model.codebook import Codebook
from qualcode.store.codebooks import read_codebooks
from qualcode.store.connections import ENDING, check_file
from qualcode.store.database import Asked, open_store
from qualcode.store.revisions import read_contents, read_revision_hashes, read_revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A colleague's codebook, held against the project's copy.

    Attributes:
        ours: the project's copy; None where it has none.
        theirs: what arrived, whole: what a file does not speak of is as it was when both began.
        base: what both began with, or None where that is not known.
        standing: hash of the revision that stands here.
        base_hash: that of the one both began with.
        revision: what theirs is known by, and what it was made from.
        remarks: what was taken for what, a line each.
        proposals: codes that may be the same, for a person to say.
    """

    ours: Codebook | None
    theirs: Codebook
    base: Codebook | None = None
    standing: str | None = None
    base_hash: str | None = None
    revision: KnownRevision
    remarks: tuple[str, ...] = ()
    proposals: tuple[Pair, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the project has all of it already: it stands at that revision, or came from it."""
        return self.revision.hash in (self.standing, self.base_hash)

    @property
    def is_ahead(self) -> bool:
        """Whether it came from the revision that stands here, so that it can be taken as it is."""
        return self.standing is not None and self.base_hash == self.standing


def read_arriving(path: Path, wanted: Sequence[str] = ()) -> CodebookFile:
    """Return the codebook of a file, or of another researcher's project, which is not changed.

    Args:
        path: a codebook file, or a project.
        wanted: GUIDs of codebooks, the best first; of a project that has none of them, the first codebook is taken.

    Raises:
        UnknownCodebookError: the project has no codebook.
        QualcodeError: whatever reading the file or opening the project refuses.
    """
    if path.suffix.lower() != ENDING:
        return read_codebook(path)
    check_file(path)
    with TemporaryDirectory() as folder:
        # A copy is opened: an older project is brought forward by that, and this one is not ours.
        copy = Path(folder) / path.name
        for ending in ("", "-wal"):
            if path.with_name(path.name + ending).is_file():
                shutil.copyfile(path.with_name(path.name + ending), copy.with_name(copy.name + ending))
        with open_store(copy) as store:
            return _of_project(store, wanted)


def _of_project(asked: Asked, wanted: Sequence[str]) -> CodebookFile:
    books = read_codebooks(asked)
    if not books:
        raise UnknownCodebookError("", [])
    meant = next((book for guid in wanted for book in books if book.guid == guid), books[0])
    told = lineage(read_revision_hashes(asked)[meant.guid], read_revisions(asked, meant.guid))
    return CodebookFile(
        codebook=meant,
        fields=EVERYTHING,
        revision=told.revision,
        parents=told.parents,
        ancestors=told.ancestors,
    )


def arrival(
    asked: Asked,
    file: CodebookFile,
    *,
    codebook_guid: str | None = None,
    pairs: Mapping[str, str] | None = None,
) -> Arrival:
    """Return a codebook held against the project's copy of it.

    Args:
        asked: the project.
        file: what arrived.
        codebook_guid: the project's copy; unless told, the one that has its GUID or, without one, its name or codes.
        pairs: GUIDs of our codes by those of theirs that a person said are the same.

    Raises:
        CodebookError: the project has no copy, but a code of it in another codebook.
    """
    standing = read_codebooks(asked)
    told = [book for book in standing if book.guid == codebook_guid]
    ours = told[0] if told else own_copy(standing, file)
    if ours is None:
        refuse_strayed(standing, file.codebook)
        return Arrival(ours=None, theirs=file.codebook, revision=revision_of(file, file.codebook))
    stands_at = read_revision_hashes(asked)[ours.guid]
    revisions = read_revisions(asked, ours.guid)
    known = known_revision(file)
    ids = (
        *((known.hash,) if known else ()),
        *([file.revision] if file.revision else ()),
        *file.parents,
        *file.ancestors,
    )
    base_hash = common_ancestor(stands_at, ids, revisions)
    base = read_contents(asked, ours.guid, [base_hash])[base_hash] if base_hash else None
    theirs = spelled_out(base or ours, file)
    revision = known or revision_of(file, theirs)
    if revision.hash == stands_at:
        base_hash, base = stands_at, ours
    theirs, remarks = _without_strayed(standing, ours, theirs)
    sure = sure_pairs(base, ours, theirs)
    taken = {**sure, **{guid: own for guid, own in (pairs or {}).items() if guid in theirs and own in ours}}
    remarks += [
        f"{theirs.path(guid)!r} there is taken for {ours.path(own)!r} here."
        for guid, own in taken.items()
        if guid not in file.without_guid and guid not in ours.code(own).merged_guids
    ]
    proposals = proposed_pairs(base, ours, theirs, taken)
    return Arrival(
        ours=ours,
        theirs=with_pairs(theirs, taken, forgotten=file.without_guid),
        base=with_pairs(base, taken, forgotten=taken) if base else None,
        standing=stands_at,
        base_hash=base_hash,
        revision=revision,
        remarks=tuple(remarks),
        proposals=proposals,
    )


def _without_strayed(standing: tuple[Codebook, ...], ours: Codebook, theirs: Codebook) -> tuple[Codebook, list[str]]:
    """Return what arrived without codes that stand in another codebook of the project, and a line for each."""
    found = {
        code.guid: other.name
        for other in standing
        if other.guid != ours.guid
        for code in other.codes
        if code.guid in theirs
    }
    lines = [f"{theirs.path(guid)!r} stands in codebook {name!r} here and stays there." for guid, name in found.items()]
    return without_codes(theirs, found), lines
