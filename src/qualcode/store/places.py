"""Where a coder is: bookmarks, the last place in each source, which turns were read.

Reading is not an act. It writes outside the journal, so it never stands in the way of undo; and it is lost with its
source when an import is undone.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from qualcode.model.transcript import Segment
from qualcode.store.acts import Writing, coder_id
from qualcode.store.connections import PATIENCE, said_plainly
from qualcode.store.database import Asked, Store
from qualcode.store.standing import STANDING_TEXTS, standing

_PATIENCE = 0.3  # seconds; a place is tried again soon, and leaving the program does not wait for it


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPlace:
    """The last place of a coder in a source, and the turns read so far as `(first, last)` numbers in order."""

    segment: Segment
    turns_read: tuple[tuple[int, int], ...]
    at: datetime


def read_bookmarks(asked: Asked, source_guid: str, coder: str) -> tuple[int, ...]:
    """Return the numbers of the turns a coder has bookmarked in a source, in order."""
    rows = asked.rows(
        f"SELECT turn FROM bookmarks JOIN {standing('bookmarks')} JOIN coders ON coders.id = coder_id "
        "WHERE sources.guid = :source AND coders.name = :coder ORDER BY turn",
        source=source_guid,
        coder=coder,
    )
    return tuple(turn for (turn,) in rows)


def read_places(asked: Asked, coder: str) -> dict[str, ReadingPlace]:
    """Return a coder's place in each source read so far, by the source's GUID, the latest first."""
    rows = asked.rows(
        f'SELECT sources.guid, start, "end", turns_read, at FROM reading_places '
        f"JOIN {standing('reading_places')} "
        "JOIN coders ON coders.id = coder_id WHERE coders.name = :coder ORDER BY at DESC",
        coder=coder,
    )
    return {
        guid: ReadingPlace(
            segment=Segment(start, end),
            turns_read=tuple((first, last) for first, last in json.loads(turns)),
            at=datetime.fromisoformat(at),
        )
        for guid, start, end, turns, at in rows
    }


def keep_place(store: Store, source_guid: str, coder: str, place: ReadingPlace) -> None:
    """Keep where a coder is in a source; nothing happens if the source is gone meanwhile, or the project is read-only.

    Raises:
        ProjectLockedError: another process is writing, and longer than a place is worth waiting for.
    """
    if store.is_read_only:
        return
    with said_plainly(store.path), store.in_use() as connection, _soon(connection):
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(
                'INSERT INTO reading_places (revision_id, coder_id, start, "end", turns_read, at) '
                "SELECT source_revisions.id, :coder, :start, :end, :turns, :at "
                f"FROM {STANDING_TEXTS} WHERE sources.guid = :source "
                'ON CONFLICT (revision_id, coder_id) DO UPDATE SET start = excluded.start, "end" = excluded."end", '
                "turns_read = excluded.turns_read, at = excluded.at",
                {
                    "coder": coder_id(connection, coder),
                    "start": place.segment.start,
                    "end": place.segment.end,
                    "turns": json.dumps([list(turns) for turns in place.turns_read]),
                    "at": place.at.isoformat(),
                    "source": source_guid,
                },
            )
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk has ended it already
                connection.execute("ROLLBACK")
            raise


def add_places(unit: Writing, rows: list[tuple[int, int, int, int, str, str]]) -> None:
    """Write reading places (text, coder, start, end, turns read, time); reading is not journaled."""
    unit.connection.executemany(
        'INSERT INTO reading_places (revision_id, coder_id, start, "end", turns_read, at) VALUES (?, ?, ?, ?, ?, ?)',
        rows,
    )


@contextmanager
def _soon(connection: sqlite3.Connection) -> Iterator[None]:
    """Wait only a little for others who write."""
    connection.execute(f"PRAGMA busy_timeout = {round(_PATIENCE * 1000)}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {round(PATIENCE * 1000)}")
