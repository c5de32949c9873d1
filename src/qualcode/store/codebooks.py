"""Codebooks as they stand in a project, and where their codes came from."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

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
_KNOWN_ROWS = 16_384  # a few codebooks of thousands of codes, in their last states


class Origins(NamedTuple):
    """The codes that went into a code, and the one it was split from."""

    merged_guids: tuple[str, ...] = ()
    split_from_guid: str | None = None


_NO_ORIGINS = Origins()


def read_codebooks(asked: Asked) -> tuple[Codebook, ...]:
    """Return all codebooks of the project, in order."""
    codes = defaultdict(list)
    origins = read_origins(asked)
    for row in asked.rows(_CODES):
        codes[row[2]].append(_code(row, origins.get(row[0], _NO_ORIGINS)))
    books = asked.rows("SELECT guid, name, description FROM codebooks ORDER BY position, id")
    return tuple(
        Codebook(guid=guid, name=name, description=description, codes=tuple(codes[guid]))
        for guid, name, description in books
    )


# A large codebook is read at every edit, and all but one of its rows are as they were.
@lru_cache(maxsize=_KNOWN_ROWS)
def _code(row: tuple[str, ...], origins: Origins) -> Code:
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
        merged_guids=origins.merged_guids,
        split_from_guid=origins.split_from_guid,
    )


def codebook_names(asked: Asked) -> dict[str, str]:
    """Return the codebooks' GUIDs by their names."""
    return dict(asked.rows("SELECT name, guid FROM codebooks"))


def last_position(asked: Asked) -> int:
    """Return the place of the last codebook, or -1 where there is none."""
    return int(asked.rows("SELECT coalesce(max(position), -1) FROM codebooks")[0][0])


def read_origins(asked: Asked) -> dict[str, Origins]:
    """Return where the codes came from that came from others, by their GUIDs."""
    found: dict[str, Origins] = {}
    rows = asked.rows(
        "SELECT codes.guid, kind, other_guid FROM code_origins JOIN codes ON codes.id = code_id "
        "ORDER BY code_origins.id"
    )
    for guid, kind, other in rows:
        of_code = found.get(guid, _NO_ORIGINS)
        if kind == "merged":
            found[guid] = of_code._replace(merged_guids=(*of_code.merged_guids, other))
        else:
            found[guid] = of_code._replace(split_from_guid=other)
    return found


def write_origins(unit: Writing, codes: Iterable[Code], ids: Mapping[str, int]) -> None:
    """Keep where codes came from, as rows that undo takes back.

    Args:
        codes: of which to keep it.
        ids: row ids of codes, by GUID.
    """
    known: dict[tuple[int, str, str], int] = {
        (code_id, kind, other): row_id
        for row_id, code_id, kind, other in unit.rows("SELECT id, code_id, kind, other_guid FROM code_origins")
    }
    wanted: dict[tuple[int, str, str], None] = {}
    for code in codes:
        others = [("merged", guid) for guid in code.merged_guids]
        others += [("split", code.split_from_guid)] if code.split_from_guid else []
        wanted.update({(ids[code.guid], kind, guid): None for kind, guid in others})
    told = {ids[code.guid] for code in codes}
    unit.delete("code_origins", [row_id for key, row_id in known.items() if key[0] in told and key not in wanted])
    unit.insert("code_origins", ("code_id", "kind", "other_guid"), [key for key in wanted if key not in known])


def delete_origins(unit: Writing, code_ids: Collection[int]) -> None:
    """Forget where codes came from that are about to be deleted."""
    rows = unit.rows("SELECT id, code_id FROM code_origins") if code_ids else []
    unit.delete("code_origins", [row_id for row_id, code_id in rows if code_id in code_ids])
