"""What a coder says of codings that a new text left in doubt: right as they are, elsewhere, gone; in one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is said of codings in doubt, each by its GUID.

    Attributes:
        removed: to be removed, with their memos.
        placed: those that belong elsewhere in the text that stands, also lost ones, and where.
        seen: the words that stood where those are to be placed, for whoever looked there; not looked at where none.
        confirmed: right as the new text left them; a lost one stays on the older text and is asked about no more.
    """

    removed: Sequence[str] = ()
    placed: Mapping[str, Segment] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    confirmed: Sequence[str] = ()


def review_revised(store: Store, review: Review, *, coder: str, at: datetime) -> None:
    """Settle codings that a new text left in doubt, in one act: all of them, or none when one cannot be settled so.

    Raises:
        UnknownDoubtError: one is not in doubt.
        OffsetError: a segment reaches past the text.
        TextChangedError: other words stand there than were seen.
        CodingExistsError: a coding's coder coded the segment it is put on so already.
    """
    with store.act("review revision", "reviewed carried codings", coder=coder, at=at) as unit:
        said = []
        for guid in review.removed:
            said.append(f"removed {coding_sentence(unit, guid)}")
            _remove(unit, guid)
        for guid, segment in review.placed.items():
            _place(unit, guid, segment, review.seen.get(guid))
            said.append(f"placed {coding_sentence(unit, guid)}")
        for guid in review.confirmed:
            _settle(unit, guid, "confirmed")
            said.append(f"confirmed {coding_sentence(unit, guid)}")
        unit.say(said[0] if len(said) == 1 else f"reviewed {len(said)} carried codings ({_counts(review)})")


def _counts(review: Review) -> str:
    counts = {"removed": review.removed, "placed": review.placed, "confirmed": review.confirmed}
    return ", ".join(f"{len(some)} {verb}" for verb, some in counts.items() if some)


def _remove(unit: Writing, guid: str) -> None:
    _settle(unit, guid, "removed")
    delete_codings(unit, [coding_row(unit, guid).row_id])


def _place(unit: Writing, guid: str, segment: Segment, seen: str | None) -> None:
    _settle(unit, guid, "placed")
    row = coding_row(unit, guid)
    place = place_of(unit, row.source_guid, segment, quote=seen)
    twin = coding_at(unit, place.revision_id, segment.start, segment.end, code_id=row.code_id, coder_id=row.coder_id)
    if twin not in (None, row.row_id):
        raise CodingExistsError(code_row(unit, row.code_guid).name, row.coder)
    put_coding(unit, row.row_id, segment, place)


def _settle(unit: Writing, guid: str, how: str) -> None:
    doubts = open_doubts(unit, guid)
    if not doubts:
        raise UnknownDoubtError(guid)
    unit.update_many("revised_codings", ("settled",), [(row_id, (how,)) for row_id in doubts])
