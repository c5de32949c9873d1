"""Codings into a project from the rows of a file, in one act.

A coding whose quote does not stand at its offsets is refused.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from qualcode.errors.base import QualcodeError
from qualcode.errors.coding import CodingsRefusedError
from qualcode.errors.values import InvalidValueError
from qualcode.exchange.coding_files import CodingRow
from qualcode.files import restored
from qualcode.model.codebook import Codebook, find_code
from qualcode.model.coding import ORIGINS, checked_confidence
from qualcode.model.identity import is_guid, new_guid
from qualcode.model.transcript import Segment, turn_range
from qualcode.store.acts import Writing, coder_id
from qualcode.store.code_rows import CodeRowFacts, code_row
from qualcode.store.codebooks import read_codebooks
from qualcode.store.coding_rows import NewCoding, insert_codings
from qualcode.store.codings import CodingAct, standing_codings
from qualcode.store.database import Store
from qualcode.store.sources import source_guid
from qualcode.store.standing_texts import StandingText, standing_text

_WHOLE = re.compile(r"\s*\+?([0-9]{1,18})(?:\.0+)?\s*")
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingsReport:
    """What came of an import of codings.

    Attributes:
        made: how many codings are new.
        known: how many were in the project already.
        regiven: how many came with a GUID that is none, and have one of their own instead.
        refused: `(line, why)` of each row that did not fit.
    """

    made: int
    known: int
    regiven: int
    refused: tuple[tuple[int, str], ...]


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
        unit.say(f"imported {len(intake.codings)} codings from {path.name}")
        return CodingsReport(
            made=len(intake.codings), known=intake.known, regiven=intake.regiven, refused=tuple(intake.refused)
        )


@dataclass(slots=True)
class _Intake:
    """Rows looked up, checked and gathered; each name is looked up once."""

    unit: Writing
    default_coder: str
    codings: list[NewCoding] = field(default_factory=list)
    memos: list[tuple[int, int, str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    known: int = 0
    regiven: int = 0
    _texts: dict[str, tuple[StandingText, list[int]] | QualcodeError] = field(default_factory=dict)
    _codes: dict[str, CodeRowFacts | QualcodeError] = field(default_factory=dict)
    _coders: dict[str, int] = field(default_factory=dict)
    _books: tuple[Codebook, ...] = ()
    _now: str = ""
    _guids: dict[str, CodingAct] = field(default_factory=dict)
    _acts: set[CodingAct] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._books = read_codebooks(self.unit)
        self._now = self.unit.at.isoformat()
        self._guids = standing_codings(self.unit)
        self._acts = set(self._guids.values())

    def take(self, row: CodingRow) -> None:
        """Check one row and keep its cells, or why it does not fit."""
        try:
            self._take(row)
        except QualcodeError as error:
            self.refused.append((row.line, str(error)))

    def _take(self, row: CodingRow) -> None:
        text, starts = self._text(row.source)
        code = self._code(row.code)
        segment = _segment(row)
        quote = segment.quote(text.text, text.source_name)
        if row.quote and not _says(row.quote, quote):
            raise _misquoted(row.quote, segment, text.text)
        coder_id = self._coder(row.coder.strip() or self.default_coder)
        origin = row.origin or "import"
        if origin not in ORIGINS:
            raise InvalidValueError("Origin", origin, f"is none of {', '.join(ORIGINS)}.")
        confidence = _confidence(row.confidence)
        guid = row.guid.strip().lower()
        act = (text.revision_id, segment.start, segment.end, code.row_id, coder_id)
        if self._guids.get(guid, act) != act:
            raise InvalidValueError("GUID", guid, "belongs to another coding; leave it out to make a new one.")
        if act in self._acts:
            self.known += 1
            return
        if not is_guid(guid):
            self.regiven += bool(guid)
            guid = new_guid()
        self._acts.add(act)
        self._guids[guid] = act
        first, last = turn_range(starts, text.turns, segment)
        at = _time(row.at, self.unit.at) if row.at else self._now
        if row.memo.strip():
            self.memos.append((len(self.codings), coder_id, restored(row.memo.strip())))
        self.codings.append(
            NewCoding(
                guid=guid,
                revision_id=text.revision_id,
                start=segment.start,
                end=segment.end,
                code_id=code.row_id,
                coder_id=coder_id,
                codebook_revision_id=code.codebook_revision_id,
                first_turn=first,
                last_turn=last,
                origin=origin,
                at=at,
                quote=quote,
                confidence=confidence,
            )
        )

    def write(self) -> None:
        """Write what was gathered."""
        ids = insert_codings(self.unit, self.codings)
        self.unit.insert(
            "memos",
            ("guid", "coding_id", "coder_id", "at", "text"),
            [(new_guid(), ids[place], coder_id, self._now, text) for place, coder_id, text in self.memos],
        )

    def _text(self, wanted: str) -> tuple[StandingText, list[int]]:
        """Return a source's text that stands, and where its turns start."""
        known = self._texts.get(wanted)
        if known is None:
            try:
                text = standing_text(self.unit, source_guid(self.unit, restored(wanted)))
                known = text, [turn.start for turn in text.turns]
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
    start, end = _WHOLE.fullmatch(row.start), _WHOLE.fullmatch(row.end)
    if start is None or end is None:
        written = f"{row.start[:20]} to {row.end[:20]}"
        raise InvalidValueError("Segment", written, "start and end are whole numbers, from 0 on.")
    return Segment(int(start[1]), int(end[1]))


def _confidence(written: str) -> int | None:
    if not written.strip():
        return None
    whole = _WHOLE.fullmatch(written)
    if whole is None:
        raise InvalidValueError("Confidence", written[:_SHOWN], "is none of 1 (doubtful), 2, 3 (sure).")
    return checked_confidence(int(whole[1]))


def _misquoted(written: str, segment: Segment, text: str) -> InvalidValueError:
    """Return the refusal of a quote, with what may help to mend it."""
    quote = text[segment.start : segment.end]
    hint = f" where {quote[:_SHOWN]!r} stands."
    place = text.find(written)
    if _squeezed(written) == _squeezed(quote):
        hint += " It differs only in white space or in how letters are composed."
    elif place >= 0 and text.find(written, place + 1) < 0:
        hint += f" It stands at {place}-{place + len(written)}."
    return InvalidValueError("Quote", written[:_SHOWN], f"does not stand at {segment.start}-{segment.end},{hint}")


def _squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _says(written: str, quote: str) -> bool:
    # Spreadsheets turn newlines into CR LF, and a quote that begins like a formula was written with an apostrophe.
    plain = written.replace("\r\n", "\n").replace("\r", "\n")
    return quote in (written, plain, restored(written), restored(plain))


def _time(written: str, otherwise: datetime) -> str:
    if not written.strip():
        return otherwise.isoformat()
    try:
        at = datetime.fromisoformat(written.strip())
        at = (at if at.tzinfo else at.replace(tzinfo=otherwise.tzinfo)).astimezone(otherwise.tzinfo)
    except (ValueError, OverflowError) as error:
        raise InvalidValueError("Time", written[:_SHOWN], "is not like 2025-02-14T10:30:00+00:00.") from error
    return at.isoformat()
