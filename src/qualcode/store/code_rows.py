"""Rows of codes, looked up and made inside an act."""

import json
from dataclasses import dataclass

from qualcode.errors.lookups import CodeGoneError
from qualcode.model.codebook import Code
from qualcode.store.acts import Writing

CODE_COLUMNS = (
    "guid", "codebook_id", "parent_id", "position", "name", "definition", "use_when", "not_when", "cues", "examples",
    "color", "key", "is_codable", "is_retired",
)  # fmt: skip


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
        raise CodeGoneError
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
