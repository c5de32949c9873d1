"""What a coder says of codings that a new text left in doubt: right as they are, elsewhere, gone. Each is one act."""

from collections.abc import Sequence
from datetime import datetime

from qualcode.errors.coding import CodingExistsError
from qualcode.errors.source_texts import UnknownDoubtError
from qualcode.model.transcript import Segment
from qualcode.store.acts import Writing
from qualcode.store.code_rows import code_row
from qualcode.store.coding_rows import coding_at, coding_row, coding_sentence, delete_codings, put_coding
from qualcode.store.database import Store
from qualcode.store.revised_codings import open_doubts
from qualcode.store.standing_texts import place_of


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
        if not is_same and coding_at(
            unit, place.revision_id, segment.start, segment.end, code_id=row.code_id, coder_id=row.coder_id
        ):
            raise CodingExistsError(code_row(unit, row.code_guid).name, row.coder)
        put_coding(unit, row.row_id, segment, place)
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
            delete_codings(unit, [coding_row(unit, guid).row_id])


def _settle(unit: Writing, guid: str, how: str) -> None:
    doubts = open_doubts(unit, guid)
    if not doubts:
        raise UnknownDoubtError(guid)
    unit.update_many("revised_codings", ("settled",), [(row_id, (how,)) for row_id in doubts])
