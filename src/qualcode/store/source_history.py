"""All texts that a source has had: where each came from, and the files they were read from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from qualcode.errors.source_texts import NoOriginalError
from qualcode.store.database import Asked
from qualcode.store.intake import unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionFacts:
    """One stored text of a source, and where it came from.

    Attributes:
        kind: `file`, `edit` or `pseudonyms`.
        details: how it was read, and what it did to codings.
        has_original: whether the file's bytes are kept.
        left_codings: how many codings lie on it still though it stands no more.
    """

    number: int
    stands: bool
    kind: str
    file_name: str
    file_sha256: str
    sha256: str
    encoding: str
    format: str
    at: datetime
    coder: str
    characters: int
    words: int
    turns: int
    details: Mapping[str, object]
    has_original: bool
    left_codings: int


_REVISIONS = """
SELECT number, number = revision, coalesce(revision_origins.kind, 'file'), file_name, file_sha256, sha256, encoding,
    format, imported_at, coders.name, characters, words,
    (SELECT count(*) FROM turns WHERE revision_id = source_revisions.id), coalesce(details, '{}'),
    original IS NOT NULL, (SELECT count(*) FROM codings WHERE revision_id = source_revisions.id)
FROM sources JOIN source_revisions ON source_id = sources.id
JOIN acts ON acts.id = source_revisions.act_id JOIN coders ON coders.id = coder_id
LEFT JOIN revision_origins ON revision_id = source_revisions.id WHERE sources.guid = :guid ORDER BY number
"""


def read_revisions(asked: Asked, source_guid: str) -> tuple[RevisionFacts, ...]:
    """Return the texts of a source, the first one first."""
    rows = asked.rows(
        _REVISIONS,
        guid=source_guid,
    )
    return tuple(
        RevisionFacts(
            number=number,
            stands=bool(stands),
            kind=kind,
            file_name=file_name,
            file_sha256=file_sha256,
            sha256=sha256,
            encoding=encoding,
            format=form,
            at=datetime.fromisoformat(at),
            coder=coder,
            characters=characters,
            words=words,
            turns=turns,
            details=json.loads(details),
            has_original=bool(original),
            left_codings=0 if stands else codings,
        )
        for number, stands, kind, file_name, file_sha256, sha256, encoding, form, at, coder, characters, words, turns,
        details, original, codings in rows
    )  # fmt: skip


def read_original(asked: Asked, source_guid: str, number: int | None = None) -> tuple[str, bytes]:
    """Return name and bytes of the file a text of a source was read from, the newest kept one unless told.

    Raises:
        NoOriginalError: it was not kept.
    """
    rows = asked.rows(
        "SELECT file_name, original FROM sources JOIN source_revisions ON source_id = sources.id "
        "JOIN revision_origins ON revision_id = source_revisions.id WHERE sources.guid = :guid "
        "AND original IS NOT NULL AND (:number IS NULL OR number = :number) ORDER BY number DESC LIMIT 1",
        guid=source_guid,
        number=number,
    )
    if not rows:
        name = asked.rows("SELECT name FROM sources WHERE guid = :guid", guid=source_guid)
        raise NoOriginalError(name[0][0] if name else source_guid)
    return rows[0][0], unpacked(rows[0][1])
