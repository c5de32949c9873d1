"""The score from which on a code is suggested, where a person has set it."""

from collections.abc import Collection

from qualcode.store.acts import Writing
from qualcode.store.code_rows import code_row
from qualcode.store.database import Asked


def read_thresholds(asked: Asked) -> dict[str, float]:
    """Return the scores that were set, by the GUID of the code."""
    return dict(
        asked.rows("SELECT guid, score FROM code_thresholds JOIN codes ON codes.id = code_id ORDER BY codes.id")
    )


def write_threshold(unit: Writing, code_guid: str, score: float | None) -> str:
    """Set the score from which on a code is suggested, or leave it to the program for None; return the code's name.

    Raises:
        UnknownCodeError: no code has that GUID.
    """
    code = code_row(unit, code_guid)
    known = unit.rows("SELECT id FROM code_thresholds WHERE code_id = :id", id=code.row_id)
    if score is None:
        unit.delete("code_thresholds", [row_id for (row_id,) in known])
    elif known:
        unit.update("code_thresholds", known[0][0], {"score": score})
    else:
        unit.insert("code_thresholds", ("code_id", "score"), [(code.row_id, score)])
    return code.name


def delete_thresholds(unit: Writing, code_ids: Collection[int]) -> None:
    """Forget what was set for codes that are about to be deleted."""
    rows = unit.rows("SELECT id, code_id FROM code_thresholds") if code_ids else []
    unit.delete("code_thresholds", [row_id for row_id, code_id in rows if code_id in code_ids])
