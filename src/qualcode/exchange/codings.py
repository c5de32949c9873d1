"""Codings in and out as CSV.

Columns: `source,start,end,code,coder,quote,memo`, and on the way out also `guid,origin,at,turn,speaker`. Offsets are
code points into the stored text, the end exclusive. `source` is a name (with or without its file ending) or a GUID,
`code` a path, an unambiguous name or a GUID. A coding whose quote does not stand at its offsets is refused.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import (
    CodingsRefusedError,
    InvalidValueError,
    QualcodeError,
    TableFormatError,
)
from qualcode.files import restored
from qualcode.model.codebook import PATH_SEPARATOR, Codebook, find_code
from qualcode.model.coding import ORIGINS
from qualcode.model.display import harmless_line
from qualcode.model.identity import is_guid, new_guid
from qualcode.model.transcript import Segment, Turn, turn_range
from qualcode.store.acts import Writing, coder_id
from qualcode.store.codebooks import read_codebooks
from qualcode.store.codings import read_codings, standing_codings
from qualcode.store.database import Store
from qualcode.store.finding import CODING_COLUMNS, CodeRowFacts, StandingText, code_row, standing_text
from qualcode.store.sources import read_source_list, read_turn_speakers, source_guid
from qualcode.transcripts.decoding import decoded
from qualcode.transcripts.files import file_bytes

COLUMNS = ("source", "start", "end", "code", "coder", "quote", "memo")
_SYNONYMS = {"document": "source", "file": "source", "transcript": "source", "codes": "code", "user": "coder"}
_OPTIONAL = ("guid", "origin", "at")
_WRITTEN_ONLY = ("turn", "speaker")
WRITTEN = (*COLUMNS, *_OPTIONAL, *_WRITTEN_ONLY)


class CodingRow(NamedTuple):
    """One row of a codings file, its line number in the file, everything still as written.

    A tuple, because files have many rows and making a tuple takes a fifth of the time.
    """

    line: int
    source: str
    start: str
    end: str
    code: str
    coder: str = ""
    quote: str = ""
    memo: str = ""
    guid: str = ""
    origin: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingsReport:
    """What came of an import of codings.

    Attributes:
        made: how many codings are new.
        known: how many were in the project already.
        refused: `(line, why)` of each row that did not fit.
    """

    made: int
    known: int
    refused: tuple[tuple[int, str], ...]


def read_coding_rows(path: Path) -> tuple[tuple[CodingRow, ...], tuple[str, ...]]:
    """Return the rows of a codings file, and the names of its columns that are not used.

    Raises:
        UnreadableFileError, UnknownFormatError, NotTextError, EmptyTextError: it is no readable text.
        TableFormatError: a needed column is missing, or a row has too many cells.
    """
    text, _ = decoded(file_bytes(path, (".csv", ".tsv", ".txt")), path.name)
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [_SYNONYMS.get(name.strip().casefold(), name.strip().casefold()) for name in next(reader, [])]
        missing = [name for name in ("source", "start", "end", "code") if name not in names]
        if missing:
            raise TableFormatError(path, 1, f"there is no column {missing[0]!r}; needed are source, start, end, code.")
        return tuple(_rows(path, reader, names)), _unused(names)
    except csv.Error as error:
        raise TableFormatError(path, reader.line_num, f"{error}.") from error


def _unused(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in WRITTEN)


def _rows(path: Path, reader: Iterator[list[str]], names: Sequence[str]) -> Iterator[CodingRow]:
    wanted = CodingRow._fields[1:]
    pick = itemgetter(*(names.index(name) if name in names else len(names) for name in wanted))
    for cells in reader:
        line = reader.line_num  # type: ignore[attr-defined]  # a csv reader has it
        if not any(cells):
            continue
        if len(cells) != len(names):
            raise TableFormatError(path, line, f"{len(cells)} cells, but the header has {len(names)}.")
        cells.append("")  # what a column that is not there says
        yield CodingRow(line, *pick(cells))


def import_codings(
    store: Store, path: Path, rows: Sequence[CodingRow], *, coder: str, at: datetime, keep_going: bool = False
) -> CodingsReport:
    """Add codings in one act: all of them, or none when one is refused, or the good ones with `keep_going`.

    Rows without a coder are the importing coder's. Codings that are in the project already are counted, not doubled.

    Raises:
        CodingsRefusedError: a row was refused and `keep_going` is False; its `refused` lists them all.
    """
    with store.act("import codings", f"imported codings from {path.name}", coder=coder, at=at) as unit:
        intake = _Intake(unit, default_coder=coder)
        for row in rows:
            intake.take(row)
        if intake.refused and not keep_going:
            first_line, why = intake.refused[0]
            error = CodingsRefusedError(path, len(intake.refused), len(rows), f"line {first_line}: {why}")
            error.refused = tuple(intake.refused)
            raise error
        intake.write()
        unit.say(f"imported {len(intake.cells)} codings from {path.name}")
        return CodingsReport(made=len(intake.cells), known=intake.known, refused=tuple(intake.refused))


@dataclass(slots=True)
class _Text:
    guid: str
    standing: StandingText
    turns: tuple[Turn, ...]
    starts: list[int]


@dataclass(slots=True)
class _Intake:
    """Rows looked up, checked and gathered; each name is looked up once."""

    unit: Writing
    default_coder: str
    cells: list[tuple[object, ...]] = field(default_factory=list)
    memos: list[tuple[int, int, str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    known: int = 0
    _texts: dict[str, _Text | QualcodeError] = field(default_factory=dict)
    _codes: dict[str, CodeRowFacts | QualcodeError] = field(default_factory=dict)
    _coders: dict[str, int] = field(default_factory=dict)
    _books: tuple[Codebook, ...] = ()
    _now: str = ""
    _guids: set[str] = field(default_factory=set)
    _acts: set[tuple[int, int, int, int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._books = read_codebooks(self.unit)
        self._now = self.unit.at.isoformat()
        self._guids, self._acts = standing_codings(self.unit)

    def take(self, row: CodingRow) -> None:
        """Check one row and keep its cells, or why it does not fit."""
        try:
            self._take(row)
        except QualcodeError as error:
            self.refused.append((row.line, str(error)))

    def _take(self, row: CodingRow) -> None:
        text = self._text(row.source)
        code = self._code(row.code)
        segment = _segment(row)
        quote = segment.quote(text.standing.text, text.standing.source_name)
        if row.quote and not _says(row.quote, quote):
            told = harmless_line(quote)[:60]
            raise InvalidValueError(
                "Quote",
                harmless_line(row.quote)[:60],
                f"does not stand at {row.start}-{row.end}, where {told!r} stands.",
            )
        coder_id = self._coder(row.coder.strip() or self.default_coder)
        origin = row.origin or "import"
        if origin not in ORIGINS:
            raise InvalidValueError("Origin", origin, f"is none of {', '.join(ORIGINS)}.")
        guid = row.guid.strip().lower()
        act = (text.standing.revision_id, segment.start, segment.end, code.row_id, coder_id)
        if act in self._acts or guid in self._guids:
            self.known += 1
            return
        guid = guid if guid and is_guid(guid) else new_guid()
        self._acts.add(act)
        self._guids.add(guid)
        first, last = turn_range(text.starts, text.turns, segment)
        at = _time(row.at, self.unit.at) if row.at else self._now
        if row.memo.strip():
            self.memos.append((len(self.cells), coder_id, restored(row.memo.strip())))
        self.cells.append(
            (
                guid, text.standing.revision_id, segment.start, segment.end, code.row_id, coder_id,
                code.codebook_revision_id, first, last, origin, 0, at, quote,
            )
        )  # fmt: skip

    def write(self) -> None:
        """Write what was gathered."""
        ids = self.unit.insert("codings", CODING_COLUMNS, self.cells)
        self.unit.insert(
            "memos",
            ("guid", "coding_id", "coder_id", "at", "text"),
            [(new_guid(), ids[place], coder_id, self._now, text) for place, coder_id, text in self.memos],
        )

    def _text(self, wanted: str) -> _Text:
        known = self._texts.get(wanted)
        if known is None:
            try:
                guid = source_guid(self.unit, restored(wanted))
                standing = standing_text(self.unit, guid)
                known = _Text(guid, standing, standing.turns, [turn.start for turn in standing.turns])
            except QualcodeError as error:
                known = error
            self._texts[wanted] = known
        if isinstance(known, QualcodeError):
            raise known
        return known

    def _code(self, wanted: str) -> CodeRowFacts:
        known = self._codes.get(wanted)
        if known is None:
            try:
                known = code_row(self.unit, find_code(self._books, restored(wanted))[1].guid)
            except QualcodeError as error:
                known = error
            self._codes[wanted] = known
        if isinstance(known, QualcodeError):
            raise known
        return known

    def _coder(self, name: str) -> int:
        if name not in self._coders:
            self._coders[name] = coder_id(self.unit.connection, restored(name))
        return self._coders[name]


def _segment(row: CodingRow) -> Segment:
    try:
        return Segment(int(row.start), int(row.end))
    except ValueError as error:
        raise InvalidValueError("Segment", f"{row.start}-{row.end}", "start and end are whole numbers.") from error


def _says(written: str, quote: str) -> bool:
    # Spreadsheets turn newlines into CR LF, and a quote that begins like a formula was written with an apostrophe.
    plain = written.replace("\r\n", "\n").replace("\r", "\n")
    return quote in (written, plain, restored(written), restored(plain))


def _time(written: str, otherwise: datetime) -> str:
    if not written.strip():
        return otherwise.isoformat()
    try:
        at = datetime.fromisoformat(written.strip())
    except ValueError as error:
        raise InvalidValueError("Time", written, "is not like 2025-02-14T10:30:00+00:00.") from error
    return (at if at.tzinfo else at.replace(tzinfo=otherwise.tzinfo)).astimezone(otherwise.tzinfo).isoformat()


def coding_rows(store: Store) -> list[dict[str, object]]:
    """Return all codings as the rows of a codings file, in order of place."""
    with store.snapshot():
        books = read_codebooks(store)
        codings = read_codings(store)
        sources = {source.guid: source.name for source in read_source_list(store)}
        speakers = read_turn_speakers(store)
    paths = written_paths(books)
    return [
        {
            "source": sources[coding.source_guid],
            "start": coding.segment.start,
            "end": coding.segment.end,
            "code": paths[coding.code_guid],
            "coder": coding.coder,
            "quote": coding.quote,
            "memo": coding.memo,
            "guid": coding.guid,
            "origin": coding.origin,
            "at": coding.at.isoformat(),
            "turn": coding.first_turn,
            "speaker": speakers.get((coding.source_guid, coding.first_turn), ""),
        }
        for coding in codings
    ]


def written_paths(books: Iterable[Codebook]) -> dict[str, str]:
    """Return each code's GUID and the path that finds it again, led by its codebook's name where two share a path."""
    plain = [(book, code.guid, book.path(code.guid)) for book in books for code in book.codes]
    uses: dict[str, int] = {}
    for _, _, path in plain:
        uses[path.casefold()] = uses.get(path.casefold(), 0) + 1
    return {
        guid: path if uses[path.casefold()] == 1 else f"{book.name}{PATH_SEPARATOR}{path}" for book, guid, path in plain
    }
