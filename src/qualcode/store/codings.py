"""Codings as they stand in a project."""

from datetime import datetime
from typing import Any, TypeAlias

from qualcode.model.coding import Coding, Settled
from qualcode.model.transcript import Segment
from qualcode.store.database import Asked
from qualcode.store.standing import standing

CodingAct: TypeAlias = tuple[int, int, int, int, int]  # row id of the text, start, end, row ids of code and coder


_CODINGS = f"""
SELECT codings.guid, sources.guid, codings.start, codings."end", quote, codes.guid, coders.name, codings.at, origin,
    coalesce(memos.text, ''), first_turn, last_turn, codebook_revisions.hash, is_selected,
    confidence
FROM codings
JOIN {standing("codings")}
JOIN codes ON codes.id = codings.code_id
JOIN coders ON coders.id = codings.coder_id
JOIN codebook_revisions ON codebook_revisions.id = codebook_revision_id
LEFT JOIN memos ON memos.coding_id = codings.id AND memos.coder_id = codings.coder_id
"""
_IN_PLACE = ' ORDER BY sources.id, codings.start, codings."end", codings.id'


def read_codings(asked: Asked, source: str | None = None) -> tuple[Coding, ...]:
    """Return the codings of one source (by GUID) or of all, in order of place."""
    where = " WHERE sources.guid = :source" if source else ""
    return tuple(_coding(row) for row in asked.rows(_CODINGS + where + _IN_PLACE, source=source))


def read_settled(asked: Asked, source: str | None = None, coder: str | None = None) -> tuple[Settled, ...]:
    """Return where something was coded in one source (by GUID) or in all, by one coder or anybody; no more of it."""
    rows = asked.rows(
        'SELECT sources.guid, codes.guid, start, "end", coders.name FROM codings '
        f"JOIN {standing('codings')} JOIN codes ON codes.id = code_id JOIN coders ON coders.id = coder_id "
        "WHERE (:source IS NULL OR sources.guid = :source) AND (:coder IS NULL OR coders.name = :coder)",
        source=source,
        coder=coder,
    )
    return tuple(Settled(guid, code, Segment(start, end), name) for guid, code, start, end, name in rows)


def read_coding_counts(asked: Asked) -> dict[str, int]:
    """Return how many standing codings each code (by GUID) has; those without any are left out."""
    rows = asked.rows(
        f"SELECT codes.guid, count(*) FROM codings JOIN {standing('codings')} JOIN codes ON codes.id = code_id "
        "GROUP BY codes.id"
    )
    return {str(code): int(count) for code, count in rows}


def _coding(row: tuple[Any, ...]) -> Coding:
    guid, source, start, end, quote, code, coder, at, origin, memo, first, last, revision, selected, confidence = row
    return Coding(
        guid=guid,
        source_guid=source,
        segment=Segment(start, end),
        quote=quote,
        code_guid=code,
        coder=coder,
        at=datetime.fromisoformat(at),
        origin=origin,
        memo=memo,
        first_turn=first,
        last_turn=last,
        codebook_revision=revision,
        is_selected=bool(selected),
        confidence=confidence,
    )


def read_recent_codes(asked: Asked, coder: str, limit: int) -> tuple[str, ...]:
    """Return the GUIDs of the codes a coder used last, the latest first, of those that may still be applied."""
    rows = asked.rows(
        "SELECT codes.guid FROM codings JOIN codes ON codes.id = codings.code_id "
        "JOIN coders ON coders.id = codings.coder_id WHERE coders.name = :coder AND is_codable AND NOT is_retired "
        "GROUP BY codes.id ORDER BY max(codings.at) DESC, max(codings.id) DESC LIMIT :limit",
        coder=coder,
        limit=limit,
    )
    return tuple(guid for (guid,) in rows)


def standing_codings(asked: Asked) -> dict[str, CodingAct]:
    """Return what tells codings apart: the GUID of each, and whose coding of what it is."""
    rows = asked.rows('SELECT guid, revision_id, start, "end", code_id, coder_id FROM codings')
    return {row[0]: row[1:] for row in rows}
