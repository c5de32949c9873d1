"""The project's own facts; codings, memos and verdicts as they stand in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from qualcode.model.coding import Coding, Memo, Settled, Verdict
from qualcode.model.transcript import Segment
from qualcode.store.database import Asked
from qualcode.store.standing import standing

CodingAct: TypeAlias = tuple[int, int, int, int, int]  # row id of the text, start, end, row ids of code and coder


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """What the project says of itself."""

    guid: str
    name: str
    created_at: datetime


def read_project(asked: Asked) -> ProjectFacts:
    """Return what the project says of itself."""
    guid, name, created = asked.rows("SELECT guid, name, created_at FROM project")[0]
    return ProjectFacts(guid=guid, name=name, created_at=datetime.fromisoformat(created))


def read_coders(asked: Asked) -> tuple[str, ...]:
    """Return everybody who has codings, in order of first act."""
    rows = asked.rows("SELECT name FROM coders WHERE id IN (SELECT coder_id FROM codings) ORDER BY id")
    return tuple(name for (name,) in rows)


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


def read_verdicts(asked: Asked, source: str | None = None) -> tuple[Verdict, ...]:
    """Return the verdicts on suggestions in one source or in all, oldest first."""
    where = "WHERE sources.guid = :source " if source else ""
    rows = asked.rows(
        'SELECT sources.guid, start, "end", codes.guid, cue, kind, coders.name, at, score FROM verdicts '
        f"JOIN {standing('verdicts')} JOIN codes ON codes.id = code_id JOIN coders ON coders.id = coder_id "
        + where
        + "ORDER BY verdicts.id",
        source=source,
    )
    return tuple(
        Verdict(
            source_guid=guid,
            segment=Segment(start, end),
            code_guid=code,
            cue=cue,
            kind=kind,
            coder=coder,
            at=datetime.fromisoformat(at),
            score=score,
        )
        for guid, start, end, code, cue, kind, coder, at, score in rows
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


def read_memos(asked: Asked, *, besides_codings: bool = False) -> tuple[Memo, ...]:
    """Return all memos, or those that are not on codings, newest first."""
    where = "WHERE memos.coding_id IS NULL " if besides_codings else ""
    rows = asked.rows(
        "SELECT memos.guid, codings.guid, codes.guid, sources.guid, cases.guid, memos.text, coders.name, memos.at "
        "FROM memos JOIN coders ON coders.id = memos.coder_id LEFT JOIN codings ON codings.id = coding_id "
        "LEFT JOIN codes ON codes.id = memos.code_id LEFT JOIN sources ON sources.id = memos.source_id "
        "LEFT JOIN cases ON cases.id = memos.case_id " + where + "ORDER BY memos.at DESC, memos.id DESC"
    )
    project = read_project(asked).guid
    memos = []
    for guid, coding, code, source, case, text, coder, at in rows:
        targets = (("coding", coding), ("code", code), ("source", source), ("case", case), ("project", project))
        target, target_guid = next((kind, found) for kind, found in targets if found)
        memos.append(
            Memo(
                guid=guid,
                target=target,  # type: ignore[arg-type]  # one of the five literals above
                target_guid=target_guid,
                text=text,
                coder=coder,
                at=datetime.fromisoformat(at),
            )
        )
    return tuple(memos)


def standing_codings(asked: Asked) -> dict[str, CodingAct]:
    """Return what tells codings apart: the GUID of each, and whose coding of what it is."""
    rows = asked.rows('SELECT guid, revision_id, start, "end", code_id, coder_id FROM codings')
    return {row[0]: row[1:] for row in rows}
