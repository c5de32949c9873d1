"""What a coder says of codings that a new text left in doubt: right as they are, elsewhere, gone. Each is one act."""

from collections.abc import Sequence
from datetime import datetime

from qualcode.errors.coding import CodingExistsError
from qualcode.errors.source_texts import UnknownDoubtError
from qualcode.model.transcript import Segment
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.finding import code_row, coding_row, coding_sentence, ids_where, place_of, same_coding_exists
from qualcode.store.source_texts import open_doubts


def confirm_revised(store: Store, guids: Sequence[str], *, coder: str, at: datetime) -> None:
    """Leave codings as the new text left them; a lost one stays on the older text and is asked about no more.

    Raises:
        UnknownDoubtError: one is not in doubt; nothing is confirmed.
    """
    with store.act("review revision", f"confirmed {len(guids)} carried codings", coder=coder, at=at) as unit:
        for guid in guids:
            _settle(unit, guid, "confirmed")
        if len(guids) == 1:
            unit.say(f"confirmed {coding_sentence(unit, guids[0])}")


def place_revised(store: Store, guid: str, segment: Segment, *, coder: str, at: datetime) -> None:
    """Put a coding elsewhere in the text that stands, also one that was lost.

    Raises:
        UnknownDoubtError: it is not in doubt.
        OffsetError: the segment reaches past the text.
        CodingExistsError: its coder coded that segment so already.
    """
    with store.act("review revision", "placed", coder=coder, at=at) as unit:
        _settle(unit, guid, "placed")
        row = coding_row(unit, guid)
        place = place_of(unit, row.source_guid, segment)
        is_same = (place.revision_id, segment.start, segment.end) == (row.revision_id, row.start, row.end)
        if not is_same and same_coding_exists(
            unit, place.revision_id, segment.start, segment.end, code_id=row.code_id, coder_id=row.coder_id
        ):
            raise CodingExistsError(code_row(unit, row.code_guid).name, row.coder)
        values = {
            "revision_id": place.revision_id,
            "start": segment.start,
            "end": segment.end,
            "quote": place.quote,
            "first_turn": place.first_turn,
            "last_turn": place.last_turn,
        }
        unit.update("codings", row.row_id, values)
        unit.say(f"placed {coding_sentence(unit, guid)}")


def remove_revised(store: Store, guids: Sequence[str], *, coder: str, at: datetime) -> None:
    """Remove codings, and their memos, that a new text left in doubt.

    Raises:
        UnknownDoubtError: one is not in doubt; nothing is removed.
    """
    with store.act("review revision", f"removed {len(guids)} carried codings", coder=coder, at=at) as unit:
        for guid in guids:
            _settle(unit, guid, "removed")
            if len(guids) == 1:
                unit.say(f"removed {coding_sentence(unit, guid)}")
            row = coding_row(unit, guid)
            unit.delete("memos", ids_where(unit, "memos", coding_id=row.row_id))
            unit.delete("codings", [row.row_id])


def _settle(unit: Writing, guid: str, how: str) -> None:
    doubts = open_doubts(unit, guid)
    if not doubts:
        raise UnknownDoubtError(guid)
    unit.update_many("revised_codings", ("settled",), [(row_id, (how,)) for row_id in doubts])
