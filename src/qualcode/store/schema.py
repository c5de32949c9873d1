"""The format of a project file: its number, how a new one is made, how an old one is brought forward.

A new file is made from the tables as they are declared today and marked with the newest format; Alembic is imported
only for a file that is behind. A migration copies the file first and runs in one transaction.
"""

import sqlite3
from pathlib import Path

from qualcode.errors.projects import MigrationError, NewerProjectError, NotAProjectError
from qualcode.files import is_there, move_whole
from qualcode.model.identity import new_guid
from qualcode.store.connections import APPLICATION_ID

FORMATS = ("0001", "0002", "0003", "0004")  # oldest first; the last is today's

# What a row says may be corrected by a later act, but what was done and what was read stays as it was.
_GUARDS = (
    "CREATE TRIGGER acts_stay BEFORE UPDATE ON acts WHEN OLD.chain <> '' "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER acts_remain BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER texts_stay BEFORE UPDATE OF text, sha256 ON source_revisions "
    "BEGIN SELECT RAISE(ABORT, 'a stored text never changes'); END",
    "CREATE TRIGGER revisions_stay BEFORE UPDATE OF codebook_guid, hash, parents, content ON codebook_revisions "
    "BEGIN SELECT RAISE(ABORT, 'a codebook revision never changes'); END",
)


def create_schema(connection: sqlite3.Connection) -> None:
    """Make all tables in an empty database, inside the caller's transaction."""
    for statement in schema_statements():
        connection.execute(statement)


def schema_statements() -> tuple[str, ...]:
    """Return the statements that make today's tables, guards and format mark."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable
    from sqlmodel import SQLModel

    from qualcode.store.tables import acts, codebooks, codings, sources, variables  # noqa: F401  # declare the tables

    dialect = sqlite.dialect()
    statements = []
    for table in SQLModel.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements.extend(str(CreateIndex(index).compile(dialect=dialect)) for index in indexes)
    statements.extend(_GUARDS)
    statements.append("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    statements.append(f"INSERT INTO alembic_version VALUES ('{FORMATS[-1]}')")
    return tuple(statements)


def mark_file(connection: sqlite3.Connection) -> None:
    """Mark a new database as a project, outside any transaction."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")


def bring_forward(path: Path, connection: sqlite3.Connection) -> None:
    """Bring an older project file to today's format; do nothing when it is there already.

    Raises:
        NotAProjectError: the file carries our mark but not our tables.
        NewerProjectError: it was written by a newer program.
        MigrationError: a migration failed; the file is as it was and a copy stands beside it.
    """
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        raise NotAProjectError(path, "it has no project in it") from error
    found = row[0] if row else ""
    if found == FORMATS[-1]:
        return
    if found not in FORMATS:
        raise NewerProjectError(path, found)
    backup = back_up(connection, _free_name(path, found))
    from qualcode.store.migrating import upgrade

    try:
        upgrade(path)
    except Exception as error:
        raise MigrationError(path, backup, str(error).splitlines()[0]) from error


def back_up(connection: sqlite3.Connection, target: Path) -> Path:
    """Write a consistent copy of an open database, even while others write to it, and return its path.

    The copy has its name only when it is whole.

    Raises:
        FileExistsError: something has that name.
        OSError, sqlite3.Error: it cannot be written.
    """
    draft = target.with_name(f".{target.name}.{new_guid()[:8]}")
    try:
        copy = sqlite3.connect(draft)
        try:
            connection.backup(copy)
        finally:
            copy.close()
        move_whole(draft, target)
    finally:
        if is_there(draft):
            draft.unlink()
    return target


def _free_name(path: Path, format_number: str) -> Path:
    base = path.with_name(f"{path.stem}-format-{format_number}{path.suffix}")
    number = 1
    while base.exists():
        number += 1
        base = path.with_name(f"{path.stem}-format-{format_number}-{number}{path.suffix}")
    return base
