"""Codings, verdicts and memos that follow a code into the one that took its place, inside an act."""

from collections.abc import Mapping, Sequence

from qualcode.store.acts import Writing
from qualcode.store.code_rows import code_row
from qualcode.store.coding_rows import coding_at, coding_row
from qualcode.store.recoding import codings_of_code, join_memos, verdicts_on_code


def follow(unit: Writing, went_into: Mapping[str, str]) -> int:
    """Let everything that points to codes that are about to go point to those they went into; return how many codings.

    Args:
        unit: the act.
        went_into: GUIDs of codes, by those of the codes that are about to go; the rows of both are there.
    """
    count = 0
    for guid, into_guid in went_into.items():
        count += move_codings(unit, codings_of_code(unit, guid), into_guid)
        _move_pointers(unit, guid, into_guid)
    return count


def move_codings(unit: Writing, guids: Sequence[str], to_guid: str) -> int:
    """Give codings another code and return how many there were.

    A coding whose twin (same segment, same coder) stands under the other code already is joined with it, memos too.
    """
    to = code_row(unit, to_guid)
    for guid in guids:
        row = coding_row(unit, guid)
        twin = coding_at(unit, row.revision_id, row.start, row.end, code_id=to.row_id, coder_id=row.coder_id)
        if twin is not None:
            join_memos(unit, "coding_id", row.row_id, twin)
            unit.delete("codings", [row.row_id])
        else:
            # Nobody judged it anew, so it keeps the codebook revision it was made under.
            unit.update("codings", row.row_id, {"code_id": to.row_id})
    return len(guids)


def _move_pointers(unit: Writing, guid: str, into_guid: str) -> None:
    gone, into = code_row(unit, guid).row_id, code_row(unit, into_guid).row_id
    for verdict in verdicts_on_code(unit, gone):
        unit.update("verdicts", verdict, {"code_id": into})
    join_memos(unit, "code_id", gone, into)
