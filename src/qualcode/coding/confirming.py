"""Confirming codings: somebody looked again and they hold under what the codebook says today."""

from collections.abc import Sequence
from datetime import datetime

from qualcode.store.code_rows import code_row
from qualcode.store.coding_rows import coding_row, coding_sentence
from qualcode.store.database import Store


def confirm_codings(store: Store, guids: Sequence[str], *, coder: str, at: datetime) -> int:
    """Let codings remember the revision their codebook stands at, in one act, and return how many did not before.

    Raises:
        UnknownCodingError: one is gone; nothing is changed.
    """
    with store.act("confirm codings", f"confirmed {len(guids)} codings", coder=coder, at=at) as unit:
        rows = [coding_row(unit, guid) for guid in guids]
        if len(guids) == 1:
            unit.say(f"confirmed {coding_sentence(unit, guids[0])}")
        before = len(unit.changes)
        for row in rows:
            revision = code_row(unit, row.code_guid).codebook_revision_id
            unit.update("codings", row.row_id, {"codebook_revision_id": revision})
        return len(unit.changes) - before
