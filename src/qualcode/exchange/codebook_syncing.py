"""One codebook file in a shared folder and a project, brought to the same: read, merged, written back whole.

Two who do it at once wait for each other, by a lock file beside the shared one. Where a drive knows no locks, and where
a cloud's program writes the file meanwhile, nobody's change is overwritten all the same: the file is looked at once
more just before it is replaced, and all is done again if it is another. The project is changed first; what dies between
the two is caught up with by the next time.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qualcode.codebooks.ancestry import lineage
from qualcode.codebooks.conflicted_copies import copies_beside
from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import codebook_bytes
from qualcode.errors.base import QualcodeError
from qualcode.errors.codebooks import BusyFileError
from qualcode.errors.files import UnknownFormatError, UnwritableFileError
from qualcode.errors.lookups import UnknownCodebookError
from qualcode.exchange.arriving import arrival
from qualcode.exchange.codebook_merging import MergePlan, Wishes, merge_codebook
from qualcode.files import is_there, replace_whole
from qualcode.store.codebooks import read_codebooks
from qualcode.store.database import Asked, Store
from qualcode.store.revisions import read_revision_hashes, read_revisions

SYNCED = (".yaml", ".yml")  # formats that hold all of a codebook and where it comes from
LONGEST_WAIT = 30.0  # seconds for another program that has the file
_MOST_TRIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What came of it.

    Attributes:
        plan: what was merged into the project; None where the file was not there yet.
        has_written: whether the file was written.
        merged_copies: conflicted copies that were merged too, with what came of each.
        copies: conflicted copies that hold something the project does not have.
        spent: conflicted copies of which the project has everything, so that they can be deleted.
    """

    plan: MergePlan | None
    has_written: bool
    merged_copies: tuple[tuple[Path, MergePlan], ...] = ()
    copies: tuple[Path, ...] = ()
    spent: tuple[Path, ...] = ()


def sync_codebook(
    store: Store,
    path: Path,
    *,
    coder: str,
    at: datetime,
    wishes: Wishes | None = None,
    with_copies: bool = False,
) -> SyncReport:
    """Bring a shared file and the project to the same codebook; the file is made where it is not there.

    Args:
        store: the project.
        path: the shared file, in YAML.
        coder: who does it.
        at: when.
        wishes: how clashes are settled.
        with_copies: merge the conflicted copies beside it, too.

    Raises:
        OpenClashesError: not all is settled; neither project nor file is changed.
        BusyFileError: others keep the file.
        UnknownFormatError: it is not YAML.
        UnknownCodebookError: neither the project nor the folder has a codebook.
        UnwritableFileError: the file cannot be written; the project has what was merged.
    """
    if path.suffix.lower() not in SYNCED:
        raise UnknownFormatError(path, SYNCED)
    if not path.parent.is_dir():
        raise UnwritableFileError(path, f"there is no folder {str(path.parent)!r}")
    asked = wishes or Wishes()
    with _locked(path):
        for _ in range(_MOST_TRIES):
            seen = path.read_bytes() if is_there(path) else None
            plan, guid = _taken(store, path, asked, is_there_now=seen is not None, coder=coder, at=at)
            merged = []
            for copy in _telling_copies(store, path, guid)[0] if with_copies else ():
                own = replace(asked, codebook_guid=guid)
                merged.append(
                    (copy, merge_codebook(store, read_codebook(copy), name=copy.name, coder=coder, at=at, wishes=own))
                )
            if (has_written := _written(store, path, guid, seen)) is not None:
                copies, spent = _telling_copies(store, path, guid)
                return SyncReport(
                    plan=plan, has_written=has_written, merged_copies=tuple(merged), copies=copies, spent=spent
                )
    raise BusyFileError(path)


def _taken(
    store: Store, path: Path, wishes: Wishes, *, is_there_now: bool, coder: str, at: datetime
) -> tuple[MergePlan | None, str]:
    """Merge the file into the project, and return what came of it and which codebook it is."""
    if is_there_now:
        plan = merge_codebook(store, read_codebook(path), name=path.name, coder=coder, at=at, wishes=wishes)
        return plan, plan.after.guid
    books = [book.guid for book in read_codebooks(store)]
    if not books:
        raise UnknownCodebookError("", [])
    return None, wishes.codebook_guid or books[0]


def _written(store: Store, path: Path, guid: str, seen: bytes | None) -> bool | None:
    """Write the project's codebook into the file if that holds another; None where it changed meanwhile."""
    with store.snapshot():
        book = next(book for book in read_codebooks(store) if book.guid == guid)
        told = lineage(read_revision_hashes(store)[guid], read_revisions(store, guid))
    if seen is not None:
        file = read_codebook(path)
        if (file.revision, file.codebook) == (told.revision, book):
            return False
    return True if replace_whole(path, codebook_bytes(book, path, told), seen) else None


def _telling_copies(asked: Asked, path: Path, guid: str) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the conflicted copies of this codebook that hold something new, and those that do not."""
    new: list[Path] = []
    spent: list[Path] = []
    for copy in copies_beside(path):
        try:
            file = read_codebook(copy)
        except QualcodeError:
            continue  # not a codebook, then no copy of one
        if file.codebook.guid == guid:
            (spent if arrival(asked, file, codebook_guid=guid).is_known else new).append(copy)
    return tuple(new), tuple(spent)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock beside a file; where the drive knows no locks, or none can be made there, go on without."""
    from filelock import FileLock, Timeout

    beside = path.with_name(f".{path.name}.lock")
    lock = FileLock(beside, timeout=LONGEST_WAIT)
    try:
        _make_lock_file(beside)  # where that cannot be, the lock would wait for it
        lock.acquire()
    except Timeout as error:
        raise BusyFileError(path) from error
    except (OSError, NotImplementedError):
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _make_lock_file(path: Path) -> None:
    """Make the file that is locked, or see that it can be written to.

    Raises:
        OSError: it cannot.
    """
    opened = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0))
    try:
        # A colleague with another account has to be able to lock it, too.
        with suppress(OSError, AttributeError):
            os.fchmod(opened, 0o666)
    finally:
        os.close(opened)
