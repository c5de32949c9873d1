"""The tidy tables every count is made from.

One frame a noun, integer keys, one row a thing. The store fills them, analysis only reads them, and nothing here knows
where they came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# Columns and their Python types, a frame each; Polars takes one of these dictionaries as a frame's schema.
SCHEMAS: dict[str, dict[str, type[int] | type[str] | type[bool] | type[float]]] = {
    "codes": {
        "code_id": int,
        "guid": str,
        "name": str,
        "path": str,
        "depth": int,
        "parent_id": int,
        "codebook": str,
        "is_retired": bool,
    },
    "codings": {
        "coding_id": int,
        "code_id": int,
        "source_id": int,
        "start": int,
        "end": int,
        "first_turn": int,
        "last_turn": int,
        "coder": str,
        "origin": str,
    },
    "turns": {"source_id": int, "number": int, "case_id": int, "words": int, "characters": int},
    "cases": {"case_id": int, "guid": str, "label": str, "role": str},
    "sources": {"source_id": int, "guid": str, "name": str, "language": str},
    "case_variables": {"case_id": int, "variable": str, "value": str},
    "source_variables": {"source_id": int, "variable": str, "value": str},
    "coding_facts": {
        "coding_id": int,
        "guid": str,
        "at": str,
        "has_memo": bool,
        "is_selected": bool,
        "confidence": int,
        "quote": str,
    },
    "sections": {"source_id": int, "turn": int, "question": str},
    "turn_places": {"source_id": int, "number": int, "start": int, "end": int, "seconds": float},
}
ON_DEMAND = ("coding_facts", "turn_places")  # only some tables need them, and reading them takes time


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """A project as tidy frames.

    The columns named here take the types of `SCHEMAS` when the tables are made, so that a frame without rows has them
    too; further columns are kept as they are.

    Attributes:
        codes: `code_id, guid, name, path, depth, parent_id (null for a theme), codebook, is_retired`, one row a code,
            codebooks one after another, each in tree order (preorder).
        codings: `coding_id, code_id, source_id, start, end, first_turn, last_turn, coder, origin`; turn numbers are
            those of `turns`, 0 is the text before the first turn.
        turns: `source_id, number, case_id, words, characters`, in order.
        cases: `case_id, guid, label, role` (role is moderator, participant or observer).
        sources: `source_id, guid, name, language`, in the order of import.
        case_variables: `case_id, variable, value` (all text), no row where a value is missing.
        source_variables: `source_id, variable, value`, likewise.
        coding_facts: `coding_id, guid, at (ISO 8601, UTC), has_memo, is_selected, confidence (1 to
            3, null where the coder did not say), quote`; None where it was not read.
        sections: `source_id, turn, question`: the turns in which questions of the discussion guide are asked; each
            section reaches to the next one of its source. None where it was not read.
        turn_places: `source_id, number, start, end, seconds (null where the source has no times)`, the segment of what
            was said; None where it was not read.
    """

    codes: pl.DataFrame
    codings: pl.DataFrame
    turns: pl.DataFrame
    cases: pl.DataFrame
    sources: pl.DataFrame
    case_variables: pl.DataFrame
    source_variables: pl.DataFrame
    coding_facts: pl.DataFrame | None = None
    sections: pl.DataFrame | None = None
    turn_places: pl.DataFrame | None = None

    def __post_init__(self) -> None:
        import polars as pl

        for name, schema in SCHEMAS.items():
            frame: pl.DataFrame | None = getattr(self, name)
            if frame is None:
                continue
            typed = frame.with_columns(pl.col(column).cast(kind) for column, kind in schema.items())
            if typed.schema != frame.schema:  # otherwise the frame stays the very same one
                object.__setattr__(self, name, typed)
