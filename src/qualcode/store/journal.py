"""The journal as read: what was done, what can be undone or done again, and whether the chain is whole."""

import json
from dataclasses import dataclass
from datetime import datetime

from qualcode.errors.lookups import UnknownCoderError
from qualcode.store.acts import JOURNAL_COLUMNS, Change, Writing, chained, journal_cells
from qualcode.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One row of the journal.

    Attributes:
        is_undone: True while its effect is taken back.
    """

    number: int
    guid: str
    at: datetime
    coder: str
    kind: str
    summary: str
    undoes: int | None
    redoes: int | None
    is_undone: bool


def read_acts(store: Store, *, limit: int | None = None, coder: str | None = None) -> tuple[Act, ...]:
    """Return the newest acts first.

    Raises:
        UnknownCoderError: nobody of that name has done anything here.
    """
    names = [name for (name,) in store.rows("SELECT name FROM coders ORDER BY id")]
    if coder is not None and coder not in names:
        raise UnknownCoderError(coder, names)
    rows = store.rows(
        "SELECT acts.id, acts.guid, at, name, kind, summary, undoes_id, redoes_id, "
        "(SELECT count(*) FROM acts AS u WHERE u.undoes_id = acts.id) > "
        "(SELECT count(*) FROM acts AS r WHERE r.redoes_id = acts.id) "
        "FROM acts JOIN coders ON coders.id = coder_id WHERE :coder IS NULL OR name = :coder "
        "ORDER BY acts.id DESC LIMIT :limit",
        coder=coder,
        limit=-1 if limit is None else limit,
    )
    return tuple(
        Act(
            number=number,
            guid=guid,
            at=datetime.fromisoformat(at),
            coder=name,
            kind=kind,
            summary=summary,
            undoes=undoes,
            redoes=redoes,
            is_undone=bool(undone),
        )
        for number, guid, at, name, kind, summary, undoes, redoes, undone in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversible:
    """An act that can be undone (or done again): its number, kind, summary, and the changes to reverse."""

    number: int
    kind: str
    summary: str
    changes: list[Change]


def act_to_undo(unit: Writing) -> Reversible | None:
    """Return the coder's last act that stands and can be undone, or None.

    Undoing takes the top of a stack that acts and redoings push on; walked from the newest back, every undoing met
    cancels the next push.
    """
    skip = 0
    for number, undoes, redoes in _walk(unit):
        if undoes is not None:
            skip += 1
        elif skip:
            skip -= 1
        else:
            return _reversible(unit, redoes or number, effect=number)
    return None


def act_to_redo(unit: Writing) -> Reversible | None:
    """Return the coder's last undone act that nothing new was done after, or None."""
    skip = 0
    for number, undoes, redoes in _walk(unit):
        if redoes is not None:
            skip += 1
        elif undoes is None:
            return None
        elif skip:
            skip -= 1
        else:
            return _reversible(unit, undoes, effect=number)
    return None


def _walk(unit: Writing) -> list[tuple[int, int | None, int | None]]:
    # The newest acts nearly always hold the answer; only a coder who undid hundreds in a row makes this read on.
    rows: list[tuple[int, int | None, int | None]] = []
    limit = 200
    while True:
        rows = [
            (int(row[0]), row[1], row[2])
            for row in unit.rows(
                "SELECT id, undoes_id, redoes_id FROM acts WHERE coder_id = :coder AND id < :now AND "
                "kind NOT IN ('create project') ORDER BY id DESC LIMIT :limit",
                coder=unit.coder_id,
                now=unit.act_id,
                limit=limit,
            )
        ]
        reversals = sum(1 for row in rows if row[1] is not None or row[2] is not None)
        if len(rows) < limit or reversals < len(rows) // 2:
            return rows
        limit *= 8


def _reversible(unit: Writing, number: int, *, effect: int) -> Reversible:
    kind, summary = unit.rows("SELECT kind, summary FROM acts WHERE id = :id", id=number)[0]
    changes = unit.rows("SELECT changes FROM acts WHERE id = :id", id=effect)[0][0]
    return Reversible(number=number, kind=kind, summary=summary, changes=json.loads(changes))


def first_broken_act(store: Store) -> int | None:
    """Return the number of the first journal row that was removed or altered, or None when the chain is whole."""
    chain = ""
    expected = 1
    for *row, link in store.rows(f"SELECT {JOURNAL_COLUMNS}, chain FROM acts ORDER BY id"):
        chain = chained(chain, *journal_cells(row))
        if row[0] != expected or chain != link:
            return expected
        expected += 1
    return None
