"""Texts of sources as rows, with the ids that a new text needs, and what hangs on them."""

from dataclasses import dataclass
from typing import Any

from qualcode.errors.lookups import SourceGoneError
from qualcode.errors.source_texts import UnknownTextRevisionError
from qualcode.store.database import Asked
from qualcode.store.standing import STANDING_TEXTS


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
        UnknownTextRevisionError: it has no such revision.
    """
    wanted = " AND number = coalesce(:number, revision)"
    rows = asked.rows(_TEXT + wanted, guid=source_guid, number=number)
    if not rows:
        known = asked.rows("SELECT name, revision FROM sources WHERE guid = :guid", guid=source_guid)
        if not known:
            raise SourceGoneError
        raise UnknownTextRevisionError(known[0][0], number or 0, known[0][1])
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
        raise SourceGoneError
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
    rows = asked.rows(f"SELECT name FROM {STANDING_TEXTS} WHERE sha256 = :sha256", sha256=sha256)
    return str(rows[0][0]) if rows else None


def rows_on(asked: Asked, table: str, columns: str, revision_id: int) -> list[tuple[Any, ...]]:
    """Return cells of the rows of a table that point to a revision, in order of birth."""
    return asked.rows(f"SELECT {columns} FROM {table} WHERE revision_id = :id ORDER BY id", id=revision_id)
