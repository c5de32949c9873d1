"""Connections to a project file: what every one of them is set to, and SQLite's complaints in our words.

Reading goes through the standard library's driver alone: importing SQLModel takes longer than most questions do.
Everything that only SQLite understands stands in this module and in `schema`.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcode.errors.base import QualcodeError
from qualcode.errors.projects import (
    DamagedProjectError,
    NotAProjectError,
    ProjectLockedError,
    ProjectMissingError,
    StorageError,
)
from qualcode.errors.values import InvalidValueError
from qualcode.files import is_there

ENDING = ".qualcode"  # of a project file
APPLICATION_ID = 0x51434F44  # "QCOD": what `file` and other tools know a project by
PATIENCE = 8.0  # seconds to wait for another process that is writing
_MAGIC = b"SQLite format 3\x00"


def connect(path: Path, *, is_read_only: bool = False) -> sqlite3.Connection:
    """Return a connection with this program's settings, transactions left to the caller.

    One connection may be used by one thread at a time. One that only reads leaves no files beside the project; where
    another process has left some, it takes what stands in them for part of it.
    """
    where: Path | str = path
    if is_read_only:
        target = path.resolve()
        is_alone = not is_there(target.with_name(f"{target.name}-wal"))
        where = f"{target.as_uri()}?mode=ro{'&immutable=1' if is_alone else ''}"
    connection = sqlite3.connect(
        where, timeout=PATIENCE, isolation_level=None, check_same_thread=False, uri=is_read_only
    )
    connection.execute("PRAGMA foreign_keys = ON")
    wait_for_disk(connection, True)
    connection.execute("PRAGMA cache_size = -65536")
    return connection


def wait_for_disk(connection: sqlite3.Connection, is_wanted: bool) -> None:
    """Let commits wait until they would survive a power cut, or not; they survive the end of the program always."""
    connection.execute(f"PRAGMA synchronous = {'FULL' if is_wanted else 'NORMAL'}")


def bring_to_disk(path: Path) -> None:
    """Wait until everything that was committed would survive a power cut.

    Raises:
        OSError: the disk did not take it.
    """
    # What is newest stands in this file until SQLite moves it over, which waits for the disk itself.
    newest = path.with_name(f"{path.name}-wal")
    if is_there(newest):
        file = os.open(newest, os.O_RDWR)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def check_file(path: Path) -> None:
    """Check, without opening it as a database, that the path is a project file.

    Raises:
        ProjectMissingError: nothing is there.
        NotAProjectError: something else is there.
        StorageError: it cannot be read.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise NotAProjectError(path, "it is a folder")
        if not stat.S_ISREG(mode):
            raise NotAProjectError(path, "it is no ordinary file")
        with path.open("rb") as file:
            head = file.read(100)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ProjectMissingError(path) from error
    except OSError as error:
        raise StorageError(path, error.strerror or str(error)) from error
    if not head:
        raise NotAProjectError(path, "it is empty")
    if not head.startswith(_MAGIC):
        raise NotAProjectError(path, "it is not an SQLite file")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotAProjectError(path, "it is a database of another program")


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turn the driver's errors, raw or wrapped by SQLAlchemy, into this program's."""
    try:
        yield
    except QualcodeError:
        raise
    except UnicodeEncodeError as error:
        raise InvalidValueError("Text", error.object[:40], "holds half a character (a lone surrogate).") from error
    except UnicodeDecodeError as error:  # of the driver itself
        raise DamagedProjectError(path, "a text in it is not UTF-8") from error
    except Exception as error:
        raw = getattr(error, "orig", None) or error
        if not isinstance(raw, sqlite3.Error) or isinstance(raw, sqlite3.ProgrammingError):
            raise
        raise _plainly(path, str(raw)) from error


def _plainly(path: Path, reason: str) -> QualcodeError:
    if "locked" in reason or "busy" in reason:
        return ProjectLockedError(path)
    if any(sign in reason for sign in ("not a database", "malformed", "Could not decode")):
        return DamagedProjectError(path, reason)
    if "readonly" in reason:
        return StorageError(path, "it is read-only")
    if "no such" in reason:
        return NotAProjectError(path, f"it is not in the format of this version: {reason}")
    return StorageError(path, reason)
