"""Acts: every change to a project is one transaction and one journal row that can reverse it.

What the journal keeps of a change, as JSON lists:

- `["insert", table, [[first id, last id, act id], …]]`: rows that were made. To reverse: delete them.
- `["update", table, columns, [[id, before, after], …]]`: cells that were changed. To reverse: put `before` back.
- `["delete", table, columns, rows]`: rows that were removed, whole. To reverse: insert them again.

Reversing checks first that the rows still are as the act left them (`act_id` tells), so that undoing never overwrites
what somebody else did since. Ids are never given out twice.
"""

import gc
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from qualcode.errors.coding import UndoConflictError
from qualcode.model.identity import checked_name, new_guid
from qualcode.store.text_memory import TextMemory

if TYPE_CHECKING:
    from qualcode.model.act_kinds import ActKind

Change = list[Any]
JOURNAL_COLUMNS = "id, guid, at, coder_id, kind, summary, changes, undoes_id, redoes_id"
_MOST_CELLS = 999  # of one statement, in every SQLite there is


class Writing:
    """The unit of work of one act; made by `Store.act`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        texts: TextMemory,
        *,
        kind: "ActKind",
        act_id: int,
        coder_id: int,
        at: datetime,
    ) -> None:
        self.connection = connection
        self.texts = texts
        self.kind = kind
        self.act_id = act_id
        self.coder_id = coder_id
        self.at = at
        self.changes: list[Change] = []
        self.must_record = False
        self.summary: str | None = None
        self.undoes_id: int | None = None
        self.redoes_id: int | None = None

    def record_always(self) -> None:
        """Write a journal row even if no row is changed."""
        self.must_record = True

    def say(self, summary: str, *, kind: "ActKind | None" = None) -> None:
        """Replace the act's summary, and its kind where one is given, by what is known only now."""
        self.summary = summary
        self.kind = kind or self.kind

    def rows(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Return rows as they stand inside this act."""
        return self.connection.execute(sql, parameters).fetchall()

    def next_id(self, table: str) -> int:
        """Return the id the next inserted row of that table will have."""
        row = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return int(row[0]) + 1 if row else 1

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> range:
        """Insert rows (cells in the order of `columns`, without id and act_id) and return their ids."""
        first = self.next_id(table)
        act = self.act_id
        numbered = ((number, act, *row) for number, row in enumerate(rows, start=first))
        made = _insert(self.connection, table, ("id", "act_id", *columns), numbered)
        if made:
            self.changes.append(["insert", table, [[first, first + made - 1, act]]])
        return range(first, first + made)

    def update(self, table: str, row_id: int, values: Mapping[str, object]) -> None:
        """Change cells of one row; cells that have the value already are left alone."""
        columns = (*values, "act_id")
        quoted = ", ".join(f'"{column}"' for column in columns)
        found = self.connection.execute(f'SELECT {quoted} FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
        before = list(found)
        after = [*values.values(), self.act_id]
        if before[:-1] == after[:-1]:
            return
        assignments = ", ".join(f'"{column}" = ?' for column in columns)
        self.connection.execute(f'UPDATE "{table}" SET {assignments} WHERE id = ?', (*after, row_id))
        self.changes.append(["update", table, list(columns), [[row_id, before, after]]])

    def update_many(self, table: str, columns: Sequence[str], rows: Iterable[tuple[int, Sequence[object]]]) -> None:
        """Change the same cells of many rows, each given by its id and the cells' new values in the order of `columns`.

        Rows that have the values already are left alone.
        """
        all_columns = (*columns, "act_id")
        quoted = ", ".join(f'"{column}"' for column in all_columns)
        cells: list[list[object]] = []
        waiting = iter(rows)
        while batch := dict(islice(waiting, _MOST_CELLS)):
            question = f'SELECT id, {quoted} FROM "{table}" WHERE id IN ({", ".join("?" * len(batch))})'
            standing = {row_id: before for row_id, *before in self.connection.execute(question, [*batch])}
            for row_id, values in batch.items():
                before = standing[row_id]
                if before[:-1] != list(values):
                    cells.append([row_id, before, [*values, self.act_id]])
        if not cells:
            return
        assignments = ", ".join(f'"{column}" = ?' for column in all_columns)
        self.connection.executemany(
            f'UPDATE "{table}" SET {assignments} WHERE id = ?',
            ((*after, row_id) for row_id, _, after in cells),  # type: ignore[misc]  # lists of cells
        )
        self.changes.append(["update", table, list(all_columns), cells])

    def delete(self, table: str, row_ids: Sequence[int]) -> None:
        """Remove rows, keeping them whole in the journal."""
        if row_ids:
            self.changes.append(_take_out(self.connection, table, row_ids))

    def revert(self, changes: Sequence[Change], *, summary: str, verb: str) -> None:
        """Reverse another act's changes, last first, journaling the reversal.

        Raises:
            UndoConflictError: a row is not as that act left it.
        """
        for change in reversed(changes):
            reversal = {"insert": _unmake, "update": _put_back, "delete": _remake}[change[0]]
            try:
                self.changes.append(reversal(self.connection, change))
            except _ChangedSinceError as error:
                raise UndoConflictError(summary, verb, self._later_act(error.act_id)) from error
            except sqlite3.IntegrityError as error:
                raise UndoConflictError(summary, verb, None) from error

    def _later_act(self, act_id: int | None) -> str | None:
        rows = self.rows(
            "SELECT acts.summary, coders.name FROM acts JOIN coders ON coders.id = coder_id WHERE acts.id = :id",
            id=act_id,
        )
        return f"{rows[0][1]} {rows[0][0]}" if rows else None


class _ChangedSinceError(Exception):
    def __init__(self, act_id: int | None) -> None:
        self.act_id = act_id


@contextmanager
def writing(
    connection: sqlite3.Connection, texts: TextMemory, kind: "ActKind", summary: str, *, coder: str, at: datetime
) -> Iterator[Writing]:
    """Run one act in one transaction and write its journal row at the end.

    Python looks for no circles meanwhile: rows have none, and a look goes over all that are waiting to be written.
    """
    connection.execute("BEGIN IMMEDIATE")
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        acting = coder_id(connection, coder)
        last = connection.execute("SELECT id, chain FROM acts ORDER BY id DESC LIMIT 1").fetchone() or (0, "")
        unit = Writing(connection, texts, kind=kind, act_id=last[0] + 1, coder_id=acting, at=at)
        opened = _open_journal_row(unit)
        yield unit
        if unit.changes or unit.must_record:
            _close_journal_row(unit, opened, unit.summary or summary, before=last[1])
            connection.execute("COMMIT")
        else:
            connection.execute("ROLLBACK")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        if is_collecting:
            gc.enable()


def chained(before: str, *cells: object) -> str:
    """Return the link of the journal's chain: SHA-256 over the link before and the row's own cells."""
    return hashlib.sha256("\x1f".join([before, *(str(cell) for cell in cells)]).encode()).hexdigest()


def journal_cells(row: Sequence[object]) -> tuple[object, ...]:
    """Return what the chain is made over, from `id, guid, at, coder_id, kind, summary, changes, undoes, redoes`."""
    return tuple("" if cell is None else cell for cell in row)


def _open_journal_row(unit: Writing) -> tuple[object, ...]:
    # The row stands before what it did, so that rows may point to it; its chain is empty until all is done.
    columns = ("id", "guid", "at", "coder_id", "kind", "summary", "changes", "chain")
    cells = (unit.act_id, new_guid(), unit.at.isoformat(), unit.coder_id)
    unit.connection.execute(_insert_sql("acts", columns), (*cells, unit.kind, "", "", ""))
    return cells


def _close_journal_row(unit: Writing, opened: tuple[object, ...], summary: str, *, before: str) -> None:
    changes = json.dumps(unit.changes, ensure_ascii=False, separators=(",", ":"))
    closed = (unit.kind, summary, changes, unit.undoes_id, unit.redoes_id)
    unit.connection.execute(
        "UPDATE acts SET kind = ?, summary = ?, changes = ?, undoes_id = ?, redoes_id = ?, chain = ? WHERE id = ?",
        (*closed, chained(before, *journal_cells((*opened, *closed))), unit.act_id),
    )


def coder_id(connection: sqlite3.Connection, coder: str) -> int:
    """Return the id of a coder, who is added when new; coders are outside of undo.

    Raises:
        InvalidValueError: the name is empty or has control characters.
    """
    name = checked_name("Coder", coder)
    row = connection.execute("SELECT id FROM coders WHERE name = ?", (name,)).fetchone()
    if row:
        return int(row[0])
    made = connection.execute("INSERT INTO coders (guid, name) VALUES (?, ?)", (new_guid(), name)).lastrowid
    return int(made or 0)


def _insert_sql(table: str, columns: Sequence[str], rows: int = 1) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    return f'INSERT INTO "{table}" ({names}) VALUES ' + ", ".join([f"({marks})"] * rows)


def _insert(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Insert rows and return how many; many in one statement, which takes less than half the time of `executemany`."""
    waiting = iter(rows)
    made = 0
    while batch := tuple(islice(waiting, max(1, _MOST_CELLS // len(columns)))):
        connection.execute(_insert_sql(table, columns, len(batch)), [*chain.from_iterable(batch)])
        made += len(batch)
    return made


def _take_out(connection: sqlite3.Connection, table: str, row_ids: Sequence[int]) -> Change:
    columns: list[str] = []
    rows: list[list[object]] = []
    for start in range(0, len(row_ids), 500):
        part = list(row_ids[start : start + 500])
        where = f"id IN ({','.join('?' * len(part))})"
        cursor = connection.execute(f'SELECT * FROM "{table}" WHERE {where} ORDER BY id', part)
        columns = [column[0] for column in cursor.description]
        rows.extend(list(row) for row in cursor)
        connection.execute(f'DELETE FROM "{table}" WHERE {where}', part)
    return ["delete", table, columns, rows]


def _unmake(connection: sqlite3.Connection, change: Change) -> Change:
    _, table, ranges = change
    ids: list[int] = []
    for first, last, act_id in ranges:
        found = connection.execute(
            f'SELECT id, act_id FROM "{table}" WHERE id BETWEEN ? AND ?',
            (first, last),
        ).fetchall()
        if len(found) != last - first + 1:
            raise _ChangedSinceError(None)
        for row_id, row_act in found:
            if row_act != act_id:
                raise _ChangedSinceError(row_act)
            ids.append(row_id)
    return _take_out(connection, table, ids)


def _put_back(connection: sqlite3.Connection, change: Change) -> Change:
    _, table, columns, cells = change
    quoted = ", ".join(f'"{column}"' for column in columns)
    assignments = ", ".join(f'"{column}" = ?' for column in columns)
    for row_id, before, after in cells:
        found = connection.execute(f'SELECT {quoted} FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
        if found is None:
            raise _ChangedSinceError(None)
        if list(found) != after:
            raise _ChangedSinceError(found[-1])
        connection.execute(f'UPDATE "{table}" SET {assignments} WHERE id = ?', (*before, row_id))
    return ["update", table, columns, [[row_id, after, before] for row_id, before, after in cells]]


def _remake(connection: sqlite3.Connection, change: Change) -> Change:
    _, table, columns, rows = change
    _insert(connection, table, columns, rows)
    id_place, act_place = columns.index("id"), columns.index("act_id")
    return ["insert", table, [[row[id_place], row[id_place], row[act_place]] for row in rows]]
