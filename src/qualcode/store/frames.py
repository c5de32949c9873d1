"""The project as tidy frames, read in one snapshot; analysis says what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from qualcode.store.codebooks import read_codebooks

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.store.database import Store

Schema = dict[str, "pl.DataType | type[pl.DataType]"]

_STANDING = (
    "source_revisions ON source_revisions.id = revision_id "
    "JOIN sources ON sources.id = source_id AND revision = source_revisions.number"
)
_NOT_MISSING = (
    "NOT EXISTS (SELECT 1 FROM variable_rules, json_each(missing) "
    "WHERE variable_rules.variable_id = variables.id AND json_each.value = variable_values.value)"
)
_QUESTIONS: dict[str, tuple[str, Schema]] = {
    "codings": (
        'SELECT codings.id, code_id, sources.id, start, "end", first_turn, last_turn, coders.name, origin FROM codings '
        f"JOIN {_STANDING} JOIN coders ON coders.id = coder_id",
        {
            "coding_id": pl.Int64,
            "code_id": pl.Int64,
            "source_id": pl.Int64,
            "start": pl.Int64,
            "end": pl.Int64,
            "first_turn": pl.Int64,
            "last_turn": pl.Int64,
            "coder": pl.String,
            "origin": pl.String,
        },
    ),
    "turns": (
        'SELECT sources.id, turns.number, case_id, turns.words, "end" - speech FROM turns '
        f"JOIN {_STANDING} ORDER BY turns.id",
        {
            "source_id": pl.Int64,
            "number": pl.Int64,
            "case_id": pl.Int64,
            "words": pl.Int64,
            "characters": pl.Int64,
        },
    ),
    "cases": (
        "SELECT id, guid, label, role FROM cases ORDER BY id",
        {"case_id": pl.Int64, "guid": pl.String, "label": pl.String, "role": pl.String},
    ),
    "sources": (
        "SELECT id, guid, name, language FROM sources ORDER BY id",
        {"source_id": pl.Int64, "guid": pl.String, "name": pl.String, "language": pl.String},
    ),
    "case_variables": (
        "SELECT case_id, name, value FROM variable_values JOIN variables ON variables.id = variable_id "
        f"WHERE case_id IS NOT NULL AND {_NOT_MISSING} ORDER BY variables.id, case_id",
        {"case_id": pl.Int64, "variable": pl.String, "value": pl.String},
    ),
    "source_variables": (
        "SELECT source_id, name, value FROM variable_values JOIN variables ON variables.id = variable_id "
        f"WHERE source_id IS NOT NULL AND {_NOT_MISSING} ORDER BY variables.id, source_id",
        {"source_id": pl.Int64, "variable": pl.String, "value": pl.String},
    ),
    "sections": (
        "SELECT sources.id, turn, guide_questions.name FROM sections JOIN guide_questions "
        f"ON guide_questions.id = question_id JOIN {_STANDING} ORDER BY sources.id, turn",
        {"source_id": pl.Int64, "turn": pl.Int64, "question": pl.String},
    ),
}
_ON_DEMAND: dict[str, tuple[str, Schema]] = {
    "coding_facts": (
        "SELECT codings.id, codings.guid, codings.at, memos.coding_id IS NOT NULL, is_selected, confidence, quote "
        f"FROM codings JOIN {_STANDING} LEFT JOIN (SELECT DISTINCT coding_id FROM memos) AS memos "
        "ON memos.coding_id = codings.id",
        {
            "coding_id": pl.Int64,
            "guid": pl.String,
            "at": pl.String,
            "has_memo": pl.Int8,  # SQLite's yes and no; the tables make them ours
            "is_selected": pl.Int8,
            "confidence": pl.Int64,
            "quote": pl.String,
        },
    ),
    "turn_places": (
        f'SELECT sources.id, turns.number, speech, "end", seconds FROM turns JOIN {_STANDING} ORDER BY turns.id',
        {
            "source_id": pl.Int64,
            "number": pl.Int64,
            "start": pl.Int64,
            "end": pl.Int64,
            "seconds": pl.Float64,
        },
    ),
}


def read_frames(store: Store, *, is_whole: bool = False, demanded: Collection[str] = ()) -> dict[str, pl.DataFrame]:
    """Return the frames of `analysis.tables.Tables`, by name.

    Args:
        store: the project.
        is_whole: also all those that only some tables need.
        demanded: also these of them.
    """
    with store.snapshot():
        more = {name: asked for name, asked in _ON_DEMAND.items() if is_whole or name in demanded}
        questions = _QUESTIONS | more
        frames = {name: _frame(store.rows(question), schema) for name, (question, schema) in questions.items()}
        frames["codes"] = _codes(store)
    return frames


def _frame(rows: list[tuple[object, ...]], schema: Schema) -> pl.DataFrame:
    # Column by column is a third quicker than handing Polars the rows.
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    return pl.DataFrame(
        [pl.Series(name, cells, dtype=kind) for (name, kind), cells in zip(schema.items(), columns, strict=True)]
    )


def _codes(store: Store) -> pl.DataFrame:
    ids: dict[str, int] = dict(store.rows("SELECT guid, id FROM codes"))
    rows: list[tuple[object, ...]] = [
        (
            ids[code.guid],
            code.guid,
            code.name,
            book.path(code.guid),
            book.depth(code.guid),
            ids[code.parent_guid] if code.parent_guid else None,
            book.name,
            code.is_retired,
        )
        for book in read_codebooks(store)
        for code in book.codes
    ]
    schema: Schema = {
        "code_id": pl.Int64,
        "guid": pl.String,
        "name": pl.String,
        "path": pl.String,
        "depth": pl.Int64,
        "parent_id": pl.Int64,
        "codebook": pl.String,
        "is_retired": pl.Boolean,
    }
    return _frame(rows, schema)
