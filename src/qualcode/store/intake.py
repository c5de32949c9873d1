"""Rows of new sources, their texts, turns and cases, written inside an act."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.model.identity import new_guid
from qualcode.store.acts import Writing
from qualcode.store.standing import STANDING_TEXTS, standing

_SOURCE = ("guid", "name", "language", "revision")
_REVISION = (
    "source_id", "number", "sha256", "characters", "words", "file_name", "file_sha256", "encoding", "format",
    "imported_at", "text",
)  # fmt: skip
_TURN = ("revision_id", "number", "start", "speech", "end", "case_id", "seconds", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source to be stored, its cases numbered by their place in `cases`.

    Attributes:
        cases: `(label, role)`.
        turns: `(number, start, speech, end, place of the case, seconds, words)`.
        turn_languages: number and language of turns in another language than the source's.
        kind: how its text came about: from a file, by an edit, with pseudonyms.
        details: how it was read, for people: options that were told, doubts.
        original: the file's bytes, to be kept; None where they are not.
    """

    name: str
    language: str
    text: str
    sha256: str
    file_name: str
    file_sha256: str
    encoding: str
    format: str
    cases: Sequence[tuple[str, str]]
    turns: Sequence[tuple[int, int, int, int, int, float | None, int]]
    turn_languages: Sequence[tuple[int, str]] = ()
    kind: str = "file"
    details: Mapping[str, object] = field(default_factory=dict)
    original: bytes | None = None


def add_source(unit: Writing, source: NewSource) -> tuple[int, range]:
    """Store a source, its text, cases and turns; return its id and those of its cases, in their order."""
    source_id = unit.insert("sources", _SOURCE, [(new_guid(), source.name, source.language, 1)])[0]
    cases = unit.insert("cases", ("guid", "label", "role"), [(new_guid(), label, role) for label, role in source.cases])
    add_revision(unit, source_id, 1, source, cases)
    return source_id, cases


def add_revision(unit: Writing, source_id: int, number: int, source: NewSource, cases: Sequence[int]) -> int:
    """Store one text of a source with its turns and where it came from; return its id.

    Args:
        unit: the act.
        source_id: whose text it is.
        number: of the revision.
        source: what is stored; its name and its cases are not looked at.
        cases: ids of the cases, in the order that the turns count them in.
    """
    revision_id = unit.insert(
        "source_revisions",
        _REVISION,
        [
            (
                source_id, number, source.sha256, len(source.text), sum(turn[6] for turn in source.turns),
                source.file_name, source.file_sha256, source.encoding, source.format, unit.at.isoformat(), source.text,
            )
        ],
    )[0]  # fmt: skip
    unit.insert(
        "turns",
        _TURN,
        (
            (revision_id, number, start, speech, end, cases[case], seconds, words)
            for number, start, speech, end, case, seconds, words in source.turns
        ),
    )
    languages = [(revision_id, turn, language) for turn, language in source.turn_languages]
    unit.insert("turn_languages", ("revision_id", "turn", "language"), languages)
    details = json.dumps(dict(source.details), ensure_ascii=False)
    origin = (revision_id, source.kind, details, packed(source.original))
    unit.insert("revision_origins", ("revision_id", "kind", "details", "original"), [origin])
    return revision_id


def packed(content: bytes | None) -> str | None:
    """Return bytes as text that a journal of JSON can hold."""
    return None if content is None else base64.b64encode(zlib.compress(content)).decode("ascii")


def unpacked(content: str) -> bytes:
    """Return what `packed` was given."""
    return zlib.decompress(base64.b64decode(content))


def standing_names(unit: Writing) -> tuple[dict[str, str], dict[str, str]]:
    """Return the project's sources by name and by the SHA-256 of their standing text, each giving the name."""
    rows = unit.rows(f"SELECT name, sha256 FROM {STANDING_TEXTS}")
    return {name: name for name, _ in rows}, {sha256: name for name, sha256 in rows}


def source_ids(unit: Writing) -> dict[str, int]:
    """Return each source's name and row id, in order of import."""
    return dict(unit.rows("SELECT name, id FROM sources ORDER BY id"))


def case_ids(unit: Writing, source_id: int) -> dict[str, int]:
    """Return the labels and row ids of those who speak in a source."""
    return dict(
        unit.rows(
            "SELECT DISTINCT label, cases.id FROM turns JOIN cases ON cases.id = case_id "
            f"JOIN {standing('turns')} WHERE sources.id = :source ORDER BY cases.id",
            source=source_id,
        )
    )
