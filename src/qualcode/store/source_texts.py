"""Revisions of sources as rows: what hangs on a text, what a new text did to it, where each text came from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from qualcode.errors.lookups import UnknownSourceError
from qualcode.errors.source_texts import NoOriginalError, UnknownRevisionError
from qualcode.model.transcript import Segment
from qualcode.store.acts import Writing
from qualcode.store.database import Asked
from qualcode.store.intake import unpacked

Outcome = Literal["exact", "moved", "changed", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTurn:
    """A turn's row as far as a revision needs it; positions as in `model.transcript.Turn`."""

    number: int
    start: int
    speech: int
    end: int
    case_id: int
    seconds: float | None
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """One stored text of a source, with the ids that a new one needs."""

    source_id: int
    revision_id: int
    number: int
    name: str
    language: str
    text: str
    sha256: str
    file_name: str
    file_sha256: str
    encoding: str
    format: str
    turns: tuple[StoredTurn, ...]
    turn_languages: tuple[tuple[int, str], ...]


_TEXT = """
SELECT sources.id, source_revisions.id, number, name, language, text, sha256, file_name, file_sha256, encoding, format
FROM sources JOIN source_revisions ON source_id = sources.id WHERE sources.guid = :guid
"""


def read_stored_text(asked: Asked, source_guid: str, number: int | None = None) -> StoredText:
    """Return the text of a source that stands, or that of a revision.

    Raises:
        UnknownSourceError: no source has that GUID.
        UnknownRevisionError: it has no such revision.
    """
    wanted = " AND number = coalesce(:number, revision)"
    rows = asked.rows(_TEXT + wanted, guid=source_guid, number=number)
    if not rows:
        known = asked.rows("SELECT name, revision FROM sources WHERE guid = :guid", guid=source_guid)
        if not known:
            raise UnknownSourceError(source_guid)
        raise UnknownRevisionError(known[0][0], number or 0, known[0][1])
    source_id, revision_id, found, name, language, text, sha256, file_name, file_sha256, encoding, kind = rows[0]
    turns = asked.rows(
        'SELECT number, start, speech, "end", case_id, seconds, words FROM turns WHERE revision_id = :id '
        "ORDER BY number",
        id=revision_id,
    )
    languages = asked.rows(
        "SELECT turn, language FROM turn_languages WHERE revision_id = :id ORDER BY turn", id=revision_id
    )
    return StoredText(
        source_id=source_id,
        revision_id=revision_id,
        number=found,
        name=name,
        language=language,
        text=text,
        sha256=sha256,
        file_name=file_name,
        file_sha256=file_sha256,
        encoding=encoding,
        format=kind,
        turns=tuple(
            StoredTurn(number=n, start=start, speech=speech, end=end, case_id=case, seconds=seconds, words=words)
            for n, start, speech, end, case, seconds, words in turns
        ),
        turn_languages=tuple((turn, told) for turn, told in languages),
    )


def read_text_number(asked: Asked, source_guid: str) -> int:
    """Return the number of the text of a source that stands.

    Raises:
        UnknownSourceError: no source has that GUID.
    """
    rows = asked.rows("SELECT revision FROM sources WHERE guid = :guid", guid=source_guid)
    if not rows:
        raise UnknownSourceError(source_guid)
    return int(rows[0][0])


@dataclass(frozen=True, slots=True, kw_only=True)
class HangingCoding:
    """A coding of a source, on the text that stands or, when it was lost, on an older one."""

    row_id: int
    guid: str
    revision_id: int
    start: int
    end: int
    quote: str
    code_id: int
    code: str
    coder_id: int
    coder: str
    first_turn: int
    last_turn: int


def read_hanging_codings(asked: Asked, source_id: int) -> tuple[HangingCoding, ...]:
    """Return every coding of a source, whichever of its texts it lies on, in order of place."""
    rows = asked.rows(
        'SELECT codings.id, codings.guid, revision_id, start, "end", quote, code_id, codes.name, coder_id, '
        "coders.name, first_turn, last_turn FROM codings JOIN source_revisions ON source_revisions.id = revision_id "
        "JOIN codes ON codes.id = code_id JOIN coders ON coders.id = coder_id WHERE source_id = :id "
        'ORDER BY start, "end", codings.id',
        id=source_id,
    )
    return tuple(
        HangingCoding(
            row_id=row_id,
            guid=guid,
            revision_id=revision_id,
            start=start,
            end=end,
            quote=quote,
            code_id=code_id,
            code=code,
            coder_id=coder_id,
            coder=coder,
            first_turn=first,
            last_turn=last,
        )
        for row_id, guid, revision_id, start, end, quote, code_id, code, coder_id, coder, first, last in rows
    )


def texts_of(asked: Asked, source_id: int) -> dict[int, tuple[int, str]]:
    """Return number and text of each revision of a source, by row id."""
    rows = asked.rows("SELECT id, number, text FROM source_revisions WHERE source_id = :id", id=source_id)
    return {row_id: (number, text) for row_id, number, text in rows}


def source_of_text(asked: Asked, sha256: str) -> str | None:
    """Return the name of a source that has that standing text, or None."""
    rows = asked.rows(
        "SELECT name FROM sources JOIN source_revisions ON source_id = sources.id AND number = revision "
        "WHERE sha256 = :sha256",
        sha256=sha256,
    )
    return str(rows[0][0]) if rows else None


def rows_on(asked: Asked, table: str, columns: str, revision_id: int) -> list[tuple[Any, ...]]:
    """Return cells of the rows of a table that point to a revision, in order of birth."""
    return asked.rows(f"SELECT {columns} FROM {table} WHERE revision_id = :id ORDER BY id", id=revision_id)


def add_places(unit: Writing, rows: list[tuple[int, int, int, int, str, str]]) -> None:
    """Write reading places (text, coder, start, end, turns read, time); reading is not journaled."""
    unit.connection.executemany(
        'INSERT INTO reading_places (revision_id, coder_id, start, "end", turns_read, at) VALUES (?, ?, ?, ?, ?, ?)',
        rows,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedCoding:
    """What a new text did to a coding that somebody should look at.

    Attributes:
        guid: of the coding.
        before: its words in the older text.
        revision: number of the older text.
        segment: where it lies in the text that stands; None when it is lost.
        quote: its words there.
    """

    guid: str
    source_guid: str
    source: str
    code: str
    coder: str
    outcome: Outcome
    likeness: float
    note: str
    revision: int
    before_segment: Segment
    before: str
    segment: Segment | None
    quote: str
    memo: str


_REVISED = """
SELECT codings.guid, sources.guid, sources.name, codes.name, coders.name, outcome, likeness, note, older.number,
    revised_codings.start, revised_codings."end",
    substr(older.text, revised_codings.start + 1, revised_codings."end" - revised_codings.start),
    current.number = sources.revision, codings.start, codings."end", quote, coalesce(memos.text, '')
FROM revised_codings
JOIN codings ON codings.guid = coding_guid
JOIN source_revisions AS older ON older.id = from_revision_id
JOIN source_revisions AS current ON current.id = codings.revision_id
JOIN sources ON sources.id = older.source_id
JOIN codes ON codes.id = codings.code_id
JOIN coders ON coders.id = codings.coder_id
LEFT JOIN memos ON memos.coding_id = codings.id AND memos.coder_id = codings.coder_id
WHERE settled = '' AND is_doubtful AND (:source IS NULL OR sources.guid = :source)
    AND revised_codings.id = (SELECT max(id) FROM revised_codings AS newest
        WHERE newest.coding_guid = codings.guid AND newest.settled = '' AND newest.is_doubtful)
ORDER BY sources.id, current.number = sources.revision DESC, codings.start, codings.id
"""


def read_doubtful(asked: Asked, source_guid: str | None = None) -> tuple[RevisedCoding, ...]:
    """Return the codings of one source or of all that a new text left in doubt, and nobody has settled since.

    Those that lie in the text that stands come first, in order of place; then those that are lost.
    """
    return tuple(
        RevisedCoding(
            guid=guid,
            source_guid=source_guid,
            source=source,
            code=code,
            coder=coder,
            outcome=outcome if stands else "lost",
            likeness=likeness,
            note=note,
            revision=revision,
            before_segment=Segment(old_start, old_end),
            before=before,
            segment=Segment(start, end) if stands else None,
            quote=quote if stands else "",
            memo=memo,
        )
        for guid, source_guid, source, code, coder, outcome, likeness, note, revision, old_start, old_end, before,
        stands, start, end, quote, memo in asked.rows(_REVISED, source=source_guid)
    )  # fmt: skip


def open_doubts(unit: Writing, coding_guid: str) -> list[int]:
    """Return the ids of what new texts said of a coding and nobody has settled."""
    rows = unit.rows(
        "SELECT id FROM revised_codings WHERE coding_guid = :guid AND settled = '' ORDER BY id", guid=coding_guid
    )
    return [row_id for (row_id,) in rows]


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
