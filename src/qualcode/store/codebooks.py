"""Codebooks as they stand in a project, and the revisions they stand at."""

import json
from collections import defaultdict

from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.store.acts import Writing
from qualcode.store.database import Asked

_CODES = (
    "SELECT codes.guid, parents.guid, codebooks.guid, codes.name, codes.definition, codes.use_when, codes.not_when, "
    "codes.cues, codes.examples, codes.color, codes.key, codes.is_codable, codes.is_retired "
    "FROM codes JOIN codebooks ON codebooks.id = codes.codebook_id "
    "LEFT JOIN codes AS parents ON parents.id = codes.parent_id "
    "ORDER BY codes.position, codes.id"
)


def read_codebooks(asked: Asked) -> tuple[Codebook, ...]:
    """Return all codebooks of the project, in order."""
    codes = defaultdict(list)
    for row in asked.rows(_CODES):
        codes[row[2]].append(_code(row))
    books = asked.rows("SELECT guid, name, description FROM codebooks ORDER BY position, id")
    return tuple(
        Codebook(guid=guid, name=name, description=description, codes=tuple(codes[guid]))
        for guid, name, description in books
    )


def _code(row: tuple[str, ...]) -> Code:
    guid, parent, _, name, definition, use_when, not_when, cues, examples, color, key, is_codable, is_retired = row
    return Code(
        guid=guid,
        name=name,
        parent_guid=parent,
        definition=definition,
        use_when=use_when,
        not_when=not_when,
        cues=tuple(Cue(*cue) for cue in json.loads(cues)),
        examples=tuple(json.loads(examples)),
        color=color,
        key=key,
        is_codable=bool(is_codable),
        is_retired=bool(is_retired),
    )


def read_revision_hashes(asked: Asked) -> dict[str, str]:
    """Return each codebook's GUID and the content hash of the revision it stands at."""
    return dict(
        asked.rows(
            "SELECT codebooks.guid, codebook_revisions.hash FROM codebooks "
            "JOIN codebook_revisions ON codebook_revisions.id = revision_id"
        )
    )


def revision_id(unit: Writing, *, codebook_guid: str, content_hash: str, content: str, parents: str) -> int:
    """Return the id of that revision of a codebook, keeping it if it is new.

    Revisions are outside of undo: what was once shared stays known.
    """
    known = unit.rows(
        "SELECT id FROM codebook_revisions WHERE codebook_guid = :guid AND hash = :hash",
        guid=codebook_guid,
        hash=content_hash,
    )
    if known:
        return int(known[0][0])
    columns = "codebook_guid, hash, parents, content, at, coder_id"
    cells = (codebook_guid, content_hash, parents, content, unit.at.isoformat(), unit.coder_id)
    made = unit.connection.execute(f"INSERT INTO codebook_revisions ({columns}) VALUES (?, ?, ?, ?, ?, ?)", cells)
    return int(made.lastrowid or 0)
