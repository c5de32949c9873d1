"""What a memo can be on, looked up inside an act."""

from qualcode.errors.lookups import SourceGoneError
from qualcode.errors.variables import CaseGoneError
from qualcode.store.acts import Writing
from qualcode.store.code_rows import code_row
from qualcode.store.coding_rows import coding_row, coding_sentence


def memo_target_id(unit: Writing, target: str, guid: str) -> tuple[str, int]:
    """Return what a memo is on, in words, and the id of its row (0 for the project).

    Raises:
        UnknownCodingError, UnknownCodeError, UnknownSourceError, CaseGoneError: it is not there.
    """
    if target == "coding":
        row = coding_row(unit, guid)
        return coding_sentence(unit, guid), row.row_id
    if target == "code":
        code = code_row(unit, guid)
        return code.name, code.row_id
    if target == "source":
        rows = unit.rows("SELECT name, id FROM sources WHERE guid = :guid", guid=guid)
        if not rows:
            raise SourceGoneError
        return rows[0][0], rows[0][1]
    if target == "case":
        rows = unit.rows("SELECT label, id FROM cases WHERE guid = :guid", guid=guid)
        if not rows:
            raise CaseGoneError
        return rows[0][0], rows[0][1]
    return "the project", 0
