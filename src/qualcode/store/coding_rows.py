"""Rows of codings, made, looked up, moved and removed inside an act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.errors.lookups import UnknownCodingError
from qualcode.model.display import harmless_line
from qualcode.model.transcript import Segment
from qualcode.store.acts import Writing
from qualcode.store.finding import ids_where
from qualcode.store.standing_texts import Place


class NewCoding(NamedTuple):
    """A coding to be stored, its fields called as the columns are.

    A tuple, because files of codings have many rows.
    """

    guid: str
    revision_id: int
    start: int
    end: int
    code_id: int
    coder_id: int
    codebook_revision_id: int
    first_turn: int
    last_turn: int
    origin: str
    at: str
    quote: str
    confidence: int | None = None
    is_selected: int = 0


def insert_codings(unit: Writing, codings: Iterable[NewCoding]) -> range:
    """Store codings and return their ids, in order."""
    return unit.insert("codings", NewCoding._fields, codings)


def delete_codings(unit: Writing, row_ids: Sequence[int]) -> None:
    """Remove codings and the memos on them."""
    for row_id in row_ids:
        unit.delete("memos", ids_where(unit, "memos", coding_id=row_id))
    unit.delete("codings", row_ids)


def put_coding(unit: Writing, row_id: int, segment: Segment, place: Place) -> None:
    """Let a coding lie on another segment, which lies at that place."""
    cells = {
        "revision_id": place.revision_id,
        "start": segment.start,
        "end": segment.end,
        "quote": place.quote,
        "first_turn": place.first_turn,
        "last_turn": place.last_turn,
    }
    unit.update("codings", row_id, cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRowFacts:
    """A coding's row and the ids it points to."""

    row_id: int
    revision_id: int
    start: int
    end: int
    code_id: int
    code_guid: str
    coder_id: int
    coder: str
    source_guid: str


def coding_row(unit: Writing, guid: str) -> CodingRowFacts:
    """Return the row of a coding.

    Raises:
        UnknownCodingError: it is not there (any more).
    """
    rows = unit.rows(
        'SELECT codings.id, revision_id, codings.start, codings."end", code_id, codes.guid, coder_id, coders.name, '
        "sources.guid FROM codings JOIN codes ON codes.id = code_id JOIN coders ON coders.id = coder_id "
        "JOIN source_revisions ON source_revisions.id = revision_id JOIN sources ON sources.id = source_id "
        "WHERE codings.guid = :guid",
        guid=guid,
    )
    if not rows:
        raise UnknownCodingError(guid)
    row_id, revision_id, start, end, code_id, code_guid, coder_id, coder, source_guid = rows[0]
    return CodingRowFacts(
        row_id=row_id,
        revision_id=revision_id,
        start=start,
        end=end,
        code_id=code_id,
        code_guid=code_guid,
        coder_id=coder_id,
        coder=coder,
        source_guid=source_guid,
    )


def coding_at(unit: Writing, revision_id: int, start: int, end: int, *, code_id: int, coder_id: int) -> int | None:
    """Return the id of that coder's coding of that segment with that code, or None."""
    rows = unit.rows(
        'SELECT id FROM codings WHERE revision_id = :revision AND start = :start AND "end" = :end '
        "AND code_id = :code AND coder_id = :coder",
        revision=revision_id,
        start=start,
        end=end,
        code=code_id,
        coder=coder_id,
    )
    return int(rows[0][0]) if rows else None


def segments_coded(unit: Writing, revision_id: int, coder_id: int) -> list[tuple[int, int, int]]:
    """Return start, end and code id of every coding of one coder in one text."""
    return unit.rows(
        'SELECT start, "end", code_id FROM codings WHERE revision_id = :revision AND coder_id = :coder',
        revision=revision_id,
        coder=coder_id,
    )


def coding_sentence(unit: Writing, guid: str) -> str:
    """Return a coding as the journal speaks of it: its words (cut to 48 characters), its source, its code.

    Raises:
        UnknownCodingError: it is not there (any more).
    """
    rows = unit.rows(
        "SELECT codes.name, quote, sources.name FROM codings JOIN codes ON codes.id = code_id "
        "JOIN source_revisions ON source_revisions.id = revision_id JOIN sources ON sources.id = source_id "
        "WHERE codings.guid = :guid",
        guid=guid,
    )
    if not rows:
        raise UnknownCodingError(guid)
    code, quote, source = rows[0]
    short = harmless_line(quote)
    short = short if len(short) <= 48 else short[:47] + "…"
    return f"“{short}” in {source} as {code}"
