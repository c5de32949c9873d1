"""Ids and rows looked up inside an act, so that what is checked is what is written to.

Longer than most modules: one look-up for each kind of thing an act can be about.
"""

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from qualcode.errors.lookups import UnknownCaseError, UnknownCodeError, UnknownCodingError, UnknownSourceError
from qualcode.errors.source_texts import TextChangedError
from qualcode.errors.values import OffsetError
from qualcode.model.codebook import Code
from qualcode.model.display import harmless_line
from qualcode.model.transcript import Segment, TurnPlace, turn_range
from qualcode.store.acts import Writing

CODE_COLUMNS = (
    "guid", "codebook_id", "parent_id", "position", "name", "definition", "use_when", "not_when", "cues", "examples",
    "color", "key", "is_codable", "is_retired",
)  # fmt: skip
CODING_COLUMNS = (
    "guid", "revision_id", "start", "end", "code_id", "coder_id", "codebook_revision_id", "first_turn", "last_turn",
    "origin", "is_selected", "confidence", "at", "quote",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a segment lies: the text it points into, its words, the turns it touches."""

    source_name: str
    revision_id: int
    quote: str
    first_turn: int
    last_turn: int


def place_of(unit: Writing, source_guid: str, segment: Segment, *, quote: str | None = None) -> Place:
    """Return where a segment of a source's standing text lies.

    Args:
        unit: the act.
        source_guid: whose text it is.
        segment: of the text that stands.
        quote: the words that whoever chose the segment saw there.

    Raises:
        TextChangedError: other words stand there now.
        UnknownSourceError: no source has that GUID.
        OffsetError: the segment reaches past the text's end.
    """
    rows = unit.rows(
        "SELECT name, source_revisions.id, characters, sha256 FROM sources "
        "JOIN source_revisions ON source_id = sources.id AND number = revision WHERE sources.guid = :guid",
        guid=source_guid,
    )
    if not rows:
        raise UnknownSourceError(source_guid)
    name, revision_id, characters, sha256 = rows[0]
    standing = _text(unit, revision_id, sha256)[segment.start : segment.end]
    if quote is not None and quote != standing:
        raise TextChangedError(name)
    if segment.end > characters:
        raise OffsetError(name, segment.start, segment.end, characters)
    first, last = _tiles(unit, revision_id, segment)
    turns = [
        TurnPlace._make(row)
        for row in unit.rows(
            'SELECT number, start, speech, "end" FROM turns '
            "WHERE revision_id = :id AND number BETWEEN :first AND :last ORDER BY number",
            id=revision_id,
            first=first,
            last=last,
        )
    ]
    first, last = turn_range([turn.start for turn in turns], turns, segment)
    return Place(source_name=name, revision_id=revision_id, quote=standing, first_turn=first, last_turn=last)


def _text(unit: Writing, revision_id: int, sha256: str) -> str:
    def read() -> str:
        return str(unit.rows("SELECT text FROM source_revisions WHERE id = :id", id=revision_id)[0][0])

    return unit.texts.text(sha256, read)


def _tiles(unit: Writing, revision_id: int, segment: Segment) -> tuple[int, int]:
    """Return the numbers of the turns in whose tiles a segment starts and ends; 0 is the text before all turns.

    Turns are numbered without gaps, so a dozen looks find a place that a search without an index would scan for.
    """

    def start_of(number: int) -> int:
        where = {"id": revision_id, "number": number}
        return int(unit.rows("SELECT start FROM turns WHERE revision_id = :id AND number = :number", **where)[0][0])

    count = unit.rows("SELECT coalesce(max(number), 0) FROM turns WHERE revision_id = :id", id=revision_id)[0][0]
    numbers = range(1, count + 1)
    first = bisect_right(numbers, segment.start, key=start_of)
    if first == count or segment.end <= start_of(first + 1):
        return first, first
    return first, bisect_left(numbers, segment.end, lo=first, key=start_of)


def standing_revision(unit: Writing, source_guid: str, *, before: int | None = None) -> tuple[str, int]:
    """Return a source's name and the id of its text that stands now.

    Args:
        unit: the act.
        source_guid: whose text it is.
        before: number of the revision that whoever acts on it saw.

    Raises:
        TextChangedError: another revision stands.
        UnknownSourceError: no source has that GUID.
    """
    rows = unit.rows(
        "SELECT name, source_revisions.id, number FROM sources JOIN source_revisions ON source_id = sources.id "
        "AND number = revision WHERE sources.guid = :guid",
        guid=source_guid,
    )
    if not rows:
        raise UnknownSourceError(source_guid)
    name, revision_id, number = rows[0]
    if before is not None and before != number:
        raise TextChangedError(name)
    return name, revision_id


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


def same_coding_exists(unit: Writing, revision_id: int, start: int, end: int, *, code_id: int, coder_id: int) -> bool:
    """Tell whether that coder gave that segment that code already."""
    return bool(
        unit.rows(
            'SELECT 1 FROM codings WHERE revision_id = :revision AND start = :start AND "end" = :end '
            "AND code_id = :code AND coder_id = :coder",
            revision=revision_id,
            start=start,
            end=end,
            code=code_id,
            coder=coder_id,
        )
    )


def segments_coded(unit: Writing, revision_id: int, coder_id: int) -> list[tuple[int, int, int]]:
    """Return start, end and code id of every coding of one coder in one text."""
    return unit.rows(
        'SELECT start, "end", code_id FROM codings WHERE revision_id = :revision AND coder_id = :coder',
        revision=revision_id,
        coder=coder_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRowFacts:
    """A code's row as far as coding needs it."""

    row_id: int
    name: str
    is_codable: bool
    is_retired: bool
    codebook_id: int
    codebook_revision_id: int


def code_row(unit: Writing, guid: str) -> CodeRowFacts:
    """Return the row of a code.

    Raises:
        UnknownCodeError: it is not there (any more).
    """
    rows = unit.rows(
        "SELECT codes.id, codes.name, is_codable, is_retired, codebook_id, revision_id FROM codes "
        "JOIN codebooks ON codebooks.id = codebook_id WHERE codes.guid = :guid",
        guid=guid,
    )
    if not rows:
        raise UnknownCodeError(guid)
    row_id, name, is_codable, is_retired, codebook_id, revision_id = rows[0]
    return CodeRowFacts(
        row_id=row_id,
        name=name,
        is_codable=bool(is_codable),
        is_retired=bool(is_retired),
        codebook_id=codebook_id,
        codebook_revision_id=revision_id,
    )


def code_cells(code: Code, codebook_id: int, parent_id: int | None, position: int) -> dict[str, object]:
    """Return a code as the cells of its row."""
    cues = [[cue.text, cue.form, cue.language, cue.is_negative] for cue in code.cues]
    return {
        "guid": code.guid,
        "codebook_id": codebook_id,
        "parent_id": parent_id,
        "position": position,
        "name": code.name,
        "definition": code.definition,
        "use_when": code.use_when,
        "not_when": code.not_when,
        "cues": json.dumps(cues, ensure_ascii=False),
        "examples": json.dumps(list(code.examples), ensure_ascii=False),
        "color": code.color,
        "key": code.key,
        "is_codable": int(code.is_codable),
        "is_retired": int(code.is_retired),
    }


def ids_where(unit: Writing, table: str, **equal: object) -> list[int]:
    """Return the ids of a table's rows whose cells equal the given values (None finds null)."""
    condition = " AND ".join(f'"{column}" IS :{column}' for column in equal)
    return [row[0] for row in unit.rows(f'SELECT id FROM "{table}" WHERE {condition} ORDER BY id', **equal)]


def coder_name(unit: Writing) -> str:
    """Return the name of the coder whose act this is."""
    return str(unit.rows("SELECT name FROM coders WHERE id = :id", id=unit.coder_id)[0][0])


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


def memo_target_id(unit: Writing, target: str, guid: str) -> tuple[str, int]:
    """Return what a memo is on, in words, and the id of its row (0 for the project).

    Raises:
        UnknownCodingError, UnknownCodeError, UnknownSourceError, UnknownCaseError: it is not there.
    """
    if target == "coding":
        row = coding_row(unit, guid)
        return coding_sentence(unit, guid), row.row_id
    if target == "code":
        code = code_row(unit, guid)
        return code.name, code.row_id
    if target == "source":
        rows = unit.rows("SELECT name, id FROM sources WHERE guid = :guid", guid=guid)
        if not rows:
            raise UnknownSourceError(guid)
        return rows[0][0], rows[0][1]
    if target == "case":
        rows = unit.rows("SELECT label, id FROM cases WHERE guid = :guid", guid=guid)
        if not rows:
            raise UnknownCaseError(guid, "the project")
        return rows[0][0], rows[0][1]
    return "the project", 0


def codebook_ids(unit: Writing) -> dict[str, int]:
    """Return each codebook's GUID and the id of its row."""
    return dict(unit.rows("SELECT guid, id FROM codebooks"))


def code_ids(unit: Writing, codebook_id: int | None = None) -> dict[str, int]:
    """Return the GUIDs and row ids of the codes of one codebook or of all."""
    return dict(
        unit.rows("SELECT guid, id FROM codes WHERE :book IS NULL OR codebook_id = :book ORDER BY id", book=codebook_id)
    )


def codes_in_use(unit: Writing, code_ids: list[int]) -> list[str]:
    """Return the names of those of the codes that codings, memos or verdicts point to."""
    used: list[str] = []
    for code_id in code_ids:
        rows = unit.rows(
            "SELECT name FROM codes WHERE id = :id AND (EXISTS (SELECT 1 FROM codings WHERE code_id = :id) "
            "OR EXISTS (SELECT 1 FROM memos WHERE code_id = :id) "
            "OR EXISTS (SELECT 1 FROM verdicts WHERE code_id = :id))",
            id=code_id,
        )
        used.extend(name for (name,) in rows)
    return used


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingText:
    """The whole text of a source that stands now, for checking many segments against it."""

    source_name: str
    revision_id: int
    text: str
    turns: tuple[TurnPlace, ...]


def checked_quote(text: StandingText, segment: Segment, seen: str | None) -> str:
    """Return the words of a segment.

    Args:
        text: that stands.
        segment: of it.
        seen: the words that whoever chose the segment saw there; None where nobody did.

    Raises:
        OffsetError: the segment reaches past the text's end.
        TextChangedError: other words stand there now.
    """
    quote = segment.quote(text.text, text.source_name)
    if seen is not None and seen != quote:
        raise TextChangedError(text.source_name)
    return quote


def standing_text(unit: Writing, source_guid: str) -> StandingText:
    """Return the text and turns of a source as they stand.

    Raises:
        UnknownSourceError: no source has that GUID.
    """
    rows = unit.rows(
        "SELECT name, source_revisions.id, sha256 FROM sources JOIN source_revisions ON source_id = sources.id "
        "AND number = revision WHERE sources.guid = :guid",
        guid=source_guid,
    )
    if not rows:
        raise UnknownSourceError(source_guid)
    name, revision_id, sha256 = rows[0]
    turns = unit.rows(
        'SELECT number, start, speech, "end" FROM turns WHERE revision_id = :id ORDER BY number', id=revision_id
    )
    return StandingText(
        source_name=name,
        revision_id=revision_id,
        text=_text(unit, revision_id, sha256),
        turns=tuple(map(TurnPlace._make, turns)),
    )
