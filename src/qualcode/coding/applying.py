"""What a coder does to codings: apply, remove, recode, resize, rate, mark for the report. Each is one act."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from qualcode.coding.memos import add_memo
from qualcode.errors.coding import CodingExistsError, NotCodableError
from qualcode.errors.source_texts import TextChangedError
from qualcode.model.codebook import Code
from qualcode.model.coding import Origin, checked_confidence
from qualcode.model.identity import new_guid
from qualcode.model.transcript import Segment, turn_range
from qualcode.store.acts import Writing
from qualcode.store.code_rows import CodeRowFacts, code_row
from qualcode.store.coding_rows import (
    CodingRowFacts,
    NewCoding,
    coding_at,
    coding_row,
    coding_sentence,
    delete_codings,
    insert_codings,
    put_coding,
    segments_coded,
)
from qualcode.store.database import Store
from qualcode.store.finding import coder_name
from qualcode.store.standing_texts import checked_quote, place_of, standing_text

Codable = TypeVar("Codable", Code, CodeRowFacts)


def apply_code(  # noqa: PLR0913  # all of them make one coding
    store: Store,
    source_guid: str,
    segment: Segment,
    code_guid: str,
    *,
    coder: str,
    at: datetime,
    origin: Origin = "hand",
    memo: str = "",
    confidence: int | None = None,
    quote: str | None = None,
) -> str:
    """Code a segment, with a memo on the coding where there is something to say, and return the coding's GUID.

    Raises:
        TextChangedError: `quote` was given, and other words stand there.
        InvalidValueError: the confidence is none of 1, 2, 3.
        OffsetError: the segment reaches past the text.
        NotCodableError: the code only groups others, or was retired.
        CodingExistsError: this coder coded this segment so before.
        UnknownSourceError, UnknownCodeError: they are not there.
    """
    with store.act("apply code", "coded", coder=coder, at=at) as unit:
        guid = add_coding(unit, source_guid, segment, code_guid, origin=origin, confidence=confidence, quote=quote)
        add_memo(unit, "coding", guid, memo)
        unit.say(f"coded {coding_sentence(unit, guid)}")
    return guid


def add_coding(
    unit: Writing,
    source_guid: str,
    segment: Segment,
    code_guid: str,
    *,
    origin: Origin,
    confidence: int | None = None,
    quote: str | None = None,
) -> str:
    """Add a coding inside an act and return its GUID; `quote` are the words that were seen there."""
    code = checked_codable(code_row(unit, code_guid))
    place = place_of(unit, source_guid, segment, quote=quote)
    start, end = segment.start, segment.end
    if coding_at(unit, place.revision_id, start, end, code_id=code.row_id, coder_id=unit.coder_id):
        raise CodingExistsError(code.name, coder_name(unit))
    made = NewCoding(
        guid=new_guid(),
        revision_id=place.revision_id,
        start=start,
        end=end,
        code_id=code.row_id,
        coder_id=unit.coder_id,
        codebook_revision_id=code.codebook_revision_id,
        first_turn=place.first_turn,
        last_turn=place.last_turn,
        origin=origin,
        at=unit.at.isoformat(),
        quote=place.quote,
        confidence=checked_confidence(confidence),
    )
    insert_codings(unit, [made])
    return made.guid


class Wanted(NamedTuple):
    """A segment that is to have a code, and the words that whoever chose it saw there; None where nobody did."""

    segment: Segment
    code: CodeRowFacts
    quote: str | None


def add_codings(unit: Writing, source_guid: str, wanted: Sequence[Wanted], *, origin: Origin) -> list[str]:
    """Add many codings of one source inside an act, reading its text once.

    Returns:
        The GUID of each, in order; empty where this coder coded it so before.

    Raises:
        OffsetError: a segment reaches past the text.
        TextChangedError: other words stand there now.
        UnknownSourceError: no source has that GUID.
    """
    text = standing_text(unit, source_guid)
    starts = [turn.start for turn in text.turns]
    known = set(segments_coded(unit, text.revision_id, unit.coder_id))
    guids: list[str] = []
    made: list[NewCoding] = []
    for segment, code, seen in wanted:
        key = (segment.start, segment.end, code.row_id)
        if key in known:
            guids.append("")
            continue
        known.add(key)
        quote = checked_quote(text, segment, seen)
        first, last = turn_range(starts, text.turns, segment)
        guids.append(new_guid())
        made.append(
            NewCoding(
                guid=guids[-1],
                revision_id=text.revision_id,
                start=segment.start,
                end=segment.end,
                code_id=code.row_id,
                coder_id=unit.coder_id,
                codebook_revision_id=code.codebook_revision_id,
                first_turn=first,
                last_turn=last,
                origin=origin,
                at=unit.at.isoformat(),
                quote=quote,
            )
        )
    insert_codings(unit, made)
    return guids


def checked_codable(code: Codable) -> Codable:
    """Return the code unchanged.

    Raises:
        NotCodableError: it may not be applied.
    """
    if code.is_retired:
        raise NotCodableError(code.name, "it was retired")
    if not code.is_codable:
        raise NotCodableError(code.name, "it only groups other codes")
    return code


def remove_codings(store: Store, guids: Sequence[str], *, coder: str, at: datetime) -> None:
    """Remove codings and their memos, in one act.

    Raises:
        UnknownCodingError: one is gone already; nothing is removed.
    """
    with store.act("remove coding", "removed", coder=coder, at=at) as unit:
        rows = [coding_row(unit, guid) for guid in guids]
        if len(guids) == 1:
            unit.say(f"removed {coding_sentence(unit, guids[0])}")
        else:
            unit.say(f"removed {len(guids)} codings")
        delete_codings(unit, [row.row_id for row in rows])


def recode(store: Store, guid: str, code_guid: str, *, coder: str, at: datetime) -> None:
    """Give a coding another code, keeping its segment, memo and identity.

    Raises:
        NotCodableError, CodingExistsError, UnknownCodingError, UnknownCodeError
    """
    with store.act("recode", "recoded", coder=coder, at=at) as unit:
        before = coding_sentence(unit, guid)
        unit.say(f"recoded {before} to {give_code(unit, guid, code_guid)}")


def give_code(unit: Writing, guid: str, code_guid: str) -> str:
    """Give a coding another code inside an act and return that code's name; nothing changes where it has it already."""
    row = coding_row(unit, guid)
    code = checked_codable(code_row(unit, code_guid))
    if code.row_id != row.code_id:
        _refuse_twin(unit, row, row.start, row.end, code)
        unit.update("codings", row.row_id, {"code_id": code.row_id, "codebook_revision_id": code.codebook_revision_id})
    return code.name


def resize_coding(
    store: Store, guid: str, segment: Segment, *, coder: str, at: datetime, quote: str | None = None
) -> None:
    """Give a coding another segment of the same source; `quote` are the words that were seen there.

    Raises:
        TextChangedError: other words stand there now, or the coding's own are in no text that stands.
        OffsetError, CodingExistsError, UnknownCodingError
    """
    with store.act("resize coding", "resized", coder=coder, at=at) as unit:
        row = coding_row(unit, guid)
        place = place_of(unit, row.source_guid, segment, quote=quote)
        if place.revision_id != row.revision_id:
            raise TextChangedError(place.source_name)
        if (segment.start, segment.end) != (row.start, row.end):
            _refuse_twin(unit, row, segment.start, segment.end, code_row(unit, row.code_guid))
        put_coding(unit, row.row_id, segment, place)
        unit.say(f"resized {coding_sentence(unit, guid)}")


def select_for_report(store: Store, guid: str, is_selected: bool, *, coder: str, at: datetime) -> None:
    """Mark a coding as a quote for the report, or take the mark off."""
    with store.act("select quote", "selected", coder=coder, at=at) as unit:
        unit.update("codings", coding_row(unit, guid).row_id, {"is_selected": int(is_selected)})
        unit.say(f"{'chose' if is_selected else 'unchose'} for the report {coding_sentence(unit, guid)}")


def set_confidence(store: Store, guid: str, confidence: int | None, *, coder: str, at: datetime) -> None:
    """Say how sure a coding is, from 1 (doubtful) to 3 (sure), or None to say nothing of it.

    Raises:
        InvalidValueError: it is none of these.
        UnknownCodingError: the coding is gone.
    """
    checked_confidence(confidence)
    with store.act("set confidence", "rated", coder=coder, at=at) as unit:
        unit.update("codings", coding_row(unit, guid).row_id, {"confidence": confidence})
        said = f"gave confidence {confidence} to" if confidence else "took the confidence off"
        unit.say(f"{said} {coding_sentence(unit, guid)}")


def select_quotes(store: Store, guids: Sequence[str], is_selected: bool, *, coder: str, at: datetime) -> None:
    """Mark several codings as quotes for the report, or take their marks off, in one act.

    Raises:
        UnknownCodingError: one is gone; nothing is marked.
    """
    verb = "chose" if is_selected else "unchose"
    with store.act("select quote", f"{verb} {len(guids)} quotes for the report", coder=coder, at=at) as unit:
        for guid in guids:
            unit.update("codings", coding_row(unit, guid).row_id, {"is_selected": int(is_selected)})
        if len(guids) == 1:
            unit.say(f"{verb} for the report {coding_sentence(unit, guids[0])}")


def _refuse_twin(unit: Writing, row: CodingRowFacts, start: int, end: int, code: CodeRowFacts) -> None:
    if coding_at(unit, row.revision_id, start, end, code_id=code.row_id, coder_id=row.coder_id):
        raise CodingExistsError(code.name, row.coder)
