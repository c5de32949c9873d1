"""What points to a code, and memos joined with others, inside an act."""

from qualcode.store.acts import Writing
from qualcode.store.database import Asked


def codings_of_code(unit: Writing, code_guid: str) -> list[str]:
    """Return the GUIDs of the codings of a code, oldest first."""
    rows = unit.rows(
        "SELECT codings.guid FROM codings JOIN codes ON codes.id = code_id WHERE codes.guid = :guid "
        "ORDER BY codings.id",
        guid=code_guid,
    )
    return [guid for (guid,) in rows]


def verdicts_on_code(unit: Writing, code_id: int) -> list[int]:
    """Return the ids of the verdicts on suggestions of a code."""
    return [row[0] for row in unit.rows("SELECT id FROM verdicts WHERE code_id = :id ORDER BY id", id=code_id)]


def join_memos(unit: Writing, column: str, from_id: int, to_id: int) -> None:
    """Move the memos on one thing to another; where a coder has one there already, the texts are joined.

    Args:
        column: which kind of thing: `coding_id` or `code_id`.
    """
    there = dict(unit.rows(f"SELECT coder_id, id FROM memos WHERE {column} = :id", id=to_id))
    for memo_id, coder_id, text in unit.rows(f"SELECT id, coder_id, text FROM memos WHERE {column} = :id", id=from_id):
        if coder_id not in there:
            unit.update("memos", memo_id, {column: to_id})
            continue
        before = unit.rows("SELECT text FROM memos WHERE id = :id", id=there[coder_id])[0][0]
        unit.update("memos", there[coder_id], {"text": f"{before}\n\n{text}"})
        unit.delete("memos", [memo_id])


def used_codes(asked: Asked) -> frozenset[str]:
    """Return the GUIDs of the codes that codings, memos or verdicts point to."""
    rows = asked.rows(
        "SELECT guid FROM codes WHERE id IN (SELECT code_id FROM codings) OR id IN (SELECT code_id FROM memos) "
        "OR id IN (SELECT code_id FROM verdicts)"
    )
    return frozenset(guid for (guid,) in rows)
