"""A project file that is open: rows out by SQL text, changes in by acts.

`Store` is the one handle the rooms above hold. It may be used from several threads; each gets its own connection.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from qualcode.errors.projects import ProjectExistsError, ProjectMovedError, StorageError
from qualcode.files import is_there, is_writable, move_whole
from qualcode.model.identity import checked_name, new_guid
from qualcode.store.connections import bring_to_disk, check_file, connect, said_plainly, wait_for_disk
from qualcode.store.schema import back_up, bring_forward, create_schema, mark_file
from qualcode.store.text_memory import TextMemory

if TYPE_CHECKING:
    from qualcode.model.act_kinds import ActKind
    from qualcode.store.acts import Writing

Rows = list[tuple[Any, ...]]
LONGEST_QUESTION = 30.0  # seconds that closing waits for a question another thread is asking


class Asked(Protocol):
    """What can be asked for rows: a store, or an act that is being written."""

    def rows(self, sql: str, **parameters: object) -> Rows:
        """Return all rows of a question, its parameters named `:like_this`."""


class Store:
    """An open project file.

    Close it, or use it as a context manager. Where the file or its folder cannot be written to, it `is_read_only`: acts
    are refused, and nothing is written beside it either.

    Attributes:
        is_unsettled: acts were done that are not known to survive a power cut yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_read_only = not is_writable(path)
        self.is_unsettled = False
        self._file: tuple[int, int] | None = None  # which file stood at the path when it was opened
        self._waits_for_disk = True
        self._texts = TextMemory()
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[tuple[sqlite3.Connection, threading.RLock, threading.Thread]] = []

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def hurry(self) -> None:
        """Do not wait for the disk at each act from now on; `settle` does, for all of them at once.

        The end of the program, however sudden, loses nothing; a power cut may lose what was done since `settle`.
        """
        self._waits_for_disk = False
        with self._lock:
            for connection, busy, _ in self._connections:
                with busy:
                    wait_for_disk(connection, False)

    def settle(self) -> None:
        """Wait until all that was done would survive a power cut: some milliseconds, so not on a screen's own thread.

        Raises:
            StorageError: the disk did not take it.
        """
        if not self.is_unsettled:
            return
        self.is_unsettled = False
        try:
            bring_to_disk(self.path)
        except OSError as error:
            self.is_unsettled = True
            raise StorageError(self.path, (error.strerror or str(error)).lower()) from error

    def close(self) -> None:
        """Close every thread's connection, each when the question it is answering is done."""
        with suppress(StorageError):
            self.settle()
        with self._lock:
            for connection, busy, _ in self._connections:
                # Closed under a running question, SQLite takes the whole program down.
                if busy.acquire(timeout=LONGEST_QUESTION):
                    connection.close()
                    busy.release()
            self._connections.clear()
        self._local = threading.local()

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection, opened at first use."""
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None:
            self._check_file()  # SQLite would make a new one
            with said_plainly(self.path):
                known = connect(self.path, is_read_only=self.is_read_only)
                if not self._waits_for_disk:
                    wait_for_disk(known, False)
            self._file = self._file or _which(self.path)
            self._local.connection = known
            self._local.busy = threading.RLock()
            with self._lock:
                self._close_left()
                self._connections.append((known, self._local.busy, threading.current_thread()))
        return known

    def _close_left(self) -> None:
        """Close the connections of threads that have ended: each holds two open files and some memory."""
        for connection, _, thread in self._connections:
            if not thread.is_alive():
                connection.close()
        self._connections = [one for one in self._connections if one[2].is_alive()]

    def _check_file(self) -> None:
        """Check that the file that was opened still stands at the path: what is written elsewhere is lost.

        Raises:
            ProjectMovedError: another one or none does.
        """
        if self._file is not None and _which(self.path) != self._file:
            raise ProjectMovedError(self.path)

    @contextmanager
    def in_use(self) -> Iterator[sqlite3.Connection]:
        """Hold this thread's connection, so that it is not closed meanwhile."""
        connection = self.connection()
        with self._local.busy:
            yield connection

    def rows(self, sql: str, **parameters: object) -> Rows:
        """Return all rows of a question, its parameters named `:like_this`."""
        with said_plainly(self.path), self.in_use() as connection:
            return connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, **parameters: object) -> Any:  # noqa: ANN401  # a cell has the type its column has
        """Return the first cell of the first row, or None."""
        rows = self.rows(sql, **parameters)
        return rows[0][0] if rows else None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Answer several questions from one and the same state of the project."""
        with self.in_use() as connection:
            if connection.in_transaction:
                yield
                return
            with said_plainly(self.path):
                connection.execute("BEGIN")
            try:
                yield
            finally:
                # Of a damaged file SQLite may have ended it by itself; nothing was written that could be lost.
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")

    @contextmanager
    def act(self, kind: "ActKind", summary: str, *, coder: str, at: datetime) -> "Iterator[Writing]":
        """Write one act: all that is written inside stands, with its journal row, or nothing does.

        An act that wrote nothing leaves no journal row.

        Raises:
            ProjectLockedError: another process has been writing for too long.
            ProjectMovedError: the file is not at its path any more.
        """
        from qualcode.store.acts import writing

        self._check_file()
        with (
            said_plainly(self.path),
            self.in_use() as connection,
            writing(connection, self._texts, kind, summary, coder=coder, at=at) as unit,
        ):
            yield unit
        self.is_unsettled = not self._waits_for_disk

    def last_act(self) -> int:
        """Return the number of the newest act; it grows with every change anybody makes.

        Raises:
            ProjectMovedError: the file is not at its path any more.
        """
        self._check_file()
        return int(self.value("SELECT coalesce(max(id), 0) FROM acts"))

    def back_up(self, target: Path) -> Path:
        """Write a consistent copy to a file that does not exist yet.

        Raises:
            ProjectExistsError: the target exists.
            StorageError: it cannot be written.
        """
        if is_there(target):
            raise ProjectExistsError(target)
        try:
            with self.in_use() as connection:
                return back_up(connection, target)
        except FileExistsError as error:
            raise ProjectExistsError(target) from error
        except OSError as error:
            raise StorageError(target, (error.strerror or str(error)).lower()) from error
        except sqlite3.Error as error:
            raise StorageError(target, str(error)) from error


def _which(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def create_store(path: Path, *, name: str, coder: str, at: datetime) -> Store:
    """Make a new project file with nothing in it and return it open.

    The file appears under its name only when it is whole.

    Raises:
        ProjectExistsError: something is at that path.
        StorageError: the folder cannot be written to.
    """
    name = checked_name("Project name", name)
    if is_there(path):
        raise ProjectExistsError(path)
    if not is_there(path.parent):
        raise StorageError(path, f"there is no folder {str(path.parent)!r}")
    draft = path.with_name(f".{path.name}.{new_guid()[:8]}")
    try:
        with said_plainly(path):
            _fill(draft, name=name, at=at)
            move_whole(draft, path)
    except FileExistsError as error:
        raise ProjectExistsError(path) from error
    except OSError as error:
        raise StorageError(path, (error.strerror or str(error)).lower()) from error
    finally:
        if is_there(draft):
            draft.unlink()
    store = open_store(path)
    try:
        with store.act("create project", f"created project “{name}”", coder=coder, at=at) as unit:
            unit.record_always()
    except BaseException:
        store.close()
        raise
    return store


def _fill(path: Path, *, name: str, at: datetime) -> None:
    connection = connect(path)
    try:
        mark_file(connection)
        connection.execute("BEGIN IMMEDIATE")
        create_schema(connection)
        connection.execute("INSERT INTO project VALUES (1, ?, ?, ?)", (new_guid(), name, at.isoformat()))
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # Closing in rollback mode leaves one file and no companions; readers turn WAL on again.
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def open_store(path: Path) -> Store:
    """Open a project file, bringing it to today's format first if it is older.

    Raises:
        ProjectMissingError, NotAProjectError, DamagedProjectError, NewerProjectError, ProjectLockedError, StorageError,
        MigrationError
    """
    check_file(path)
    store = Store(path)
    try:
        with said_plainly(path):
            connection = store.connection()
            bring_forward(path, connection)
            if not store.is_read_only and connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        store.close()
        raise
    return store
