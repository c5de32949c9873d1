"""The project as tidy frames, read in one snapshot; analysis says what is in them.

Frames of many rows are asked for by numbers alone, without joining other tables: what the numbers mean is put in their
place by Polars, many times quicker than SQLite gives each row a text.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

import polars as pl

from qualcode.store.codebooks import read_codebooks
from qualcode.store.standing import STANDING_TEXTS, standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from qualcode.store.database import Store

Schema = dict[str, "pl.DataType | type[pl.DataType]"]

_NOT_MISSING = (
    "NOT EXISTS (SELECT 1 FROM variable_rules, json_each(missing) "
    "WHERE variable_rules.variable_id = variables.id AND json_each.value = variable_values.value)"
)
_QUESTIONS: dict[str, tuple[str, Schema]] = {
    "codings": (
        'SELECT id, code_id, revision_id, start, "end", first_turn, last_turn, coder_id, origin FROM codings',
        {
            "coding_id": pl.Int64,
            "code_id": pl.Int64,
            "revision_id": pl.Int64,
            "start": pl.Int64,
            "end": pl.Int64,
            "first_turn": pl.Int64,
            "last_turn": pl.Int64,
            "coder_id": pl.Int64,
            "origin": pl.String,
        },
    ),
    "turns": (
        'SELECT revision_id, number, case_id, words, "end" - speech FROM turns ORDER BY id',
        {
            "revision_id": pl.Int64,
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
        f"ON guide_questions.id = question_id JOIN {standing('sections')} ORDER BY sources.id, turn",
        {"source_id": pl.Int64, "turn": pl.Int64, "question": pl.String},
    ),
}
_ON_DEMAND: dict[str, tuple[str, Schema]] = {
    "coding_facts": (
        "SELECT codings.id, codings.guid, codings.at, memos.coding_id IS NOT NULL, is_selected, confidence, quote "
        f"FROM codings JOIN {standing('codings')} LEFT JOIN (SELECT DISTINCT coding_id FROM memos) AS memos "
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
        'SELECT revision_id, number, speech, "end", seconds FROM turns ORDER BY id',
        {
            "revision_id": pl.Int64,
            "number": pl.Int64,
            "start": pl.Int64,
            "end": pl.Int64,
            "seconds": pl.Float64,
        },
    ),
}
# What is meant by numbers, and what their column is called with that in it. Only texts that stand have a source.
_MEANT: dict[str, tuple[str, type[pl.DataType], str]] = {
    "revision_id": (
        "source_id",
        pl.Int64,
        f"SELECT source_revisions.id, source_id FROM {STANDING_TEXTS}",
    ),
    "coder_id": ("coder", pl.String, "SELECT id, name FROM coders"),
}


def read_frames(store: Store, *, is_whole: bool = False, demanded: Collection[str] = ()) -> dict[str, pl.DataFrame]:
    """Return the frames of `analysis.tables.Tables`, by name.

    Args:
        store: the project.
        is_whole: also all those that only some tables need.
        demanded: also these of them.
    """
    with store.snapshot(), _uncollected():
        more = {name: asked for name, asked in _ON_DEMAND.items() if is_whole or name in demanded}
        questions = _QUESTIONS | more
        frames = {name: _frame(store.rows(question), schema) for name, (question, schema) in questions.items()}
        for column, (called, kind, question) in _MEANT.items():
            meant = _frame(store.rows(question), {column: pl.Int64, called: kind})
            frames = {name: _told(frame, meant) for name, frame in frames.items()}
        frames["codes"] = _codes(store)
    return frames


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: among a million cells there is none, and looking takes longer than reading."""
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()


def _frame(rows: list[tuple[object, ...]], schema: Schema) -> pl.DataFrame:
    # All cells in one row, of which each column takes its part: quicker than to go through the rows column by column,
    # and twice as quick as handing Polars the rows.
    cells = list(chain.from_iterable(rows))
    width = len(schema)
    return pl.DataFrame(
        [pl.Series(name, cells[place::width], dtype=kind) for place, (name, kind) in enumerate(schema.items())]
    )


def _told(frame: pl.DataFrame, meant: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with what its numbers mean in their place, without the rows whose number means nothing."""
    column, called = meant.columns
    if column not in frame.columns:
        return frame
    told = frame.join(meant, on=column, how="inner", maintain_order="left")
    return told.select(called if name == column else name for name in frame.columns)


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
