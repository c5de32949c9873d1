"""Revisions of codebooks, outside of undo and never removed, and the steps by which codebooks came to stand at them."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from qualcode.codebooks.content import codebook_from_json
from qualcode.model.codebook import Codebook
from qualcode.model.revision import Revision, Step
from qualcode.store.acts import Writing
from qualcode.store.database import Asked


def read_revision_hashes(asked: Asked) -> dict[str, str]:
    """Return each codebook's GUID and the hash of the revision it stands at."""
    return dict(
        asked.rows(
            "SELECT codebooks.guid, codebook_revisions.hash FROM codebooks "
            "JOIN codebook_revisions ON codebook_revisions.id = revision_id"
        )
    )


def known_revision_id(asked: Asked, codebook_guid: str, revision: str) -> int | None:
    """Return the id of the revision of that hash, or None where this project never had it."""
    rows = asked.rows(
        "SELECT id FROM codebook_revisions WHERE codebook_guid = :guid AND hash = :hash",
        guid=codebook_guid,
        hash=revision,
    )
    return int(rows[0][0]) if rows else None


def revision_id(unit: Writing, *, codebook_guid: str, revision: str, content: str, parents: Sequence[str]) -> int:
    """Return the id of that revision of a codebook, keeping it if it is new.

    Revisions are outside of undo: what was once shared stays known.
    """
    known = known_revision_id(unit, codebook_guid, revision)
    if known is not None:
        return known
    columns = "codebook_guid, hash, parents, content, at, coder_id"
    cells = (codebook_guid, revision, json.dumps(list(parents)), content, unit.at.isoformat(), unit.coder_id)
    made = unit.connection.execute(f"INSERT INTO codebook_revisions ({columns}) VALUES (?, ?, ?, ?, ?, ?)", cells)
    return int(made.lastrowid or 0)


def standing_revisions(asked: Asked) -> dict[str, int]:
    """Return each codebook's GUID and the id of the revision it stands at."""
    return dict(asked.rows("SELECT guid, revision_id FROM codebooks ORDER BY id"))


def keep_steps(unit: Writing, before: Mapping[str, int]) -> None:
    """Keep which codebooks came to stand at another revision in this act.

    Args:
        before: what `standing_revisions` said when the act began.
    """
    now = standing_revisions(unit)
    for guid in dict.fromkeys((*before, *now)):
        if before.get(guid) != now.get(guid):
            unit.connection.execute(
                "INSERT INTO codebook_steps (codebook_guid, before_id, revision_id, act_id) VALUES (?, ?, ?, ?)",
                (guid, before.get(guid), now.get(guid), unit.act_id),
            )


def read_revisions(asked: Asked, codebook_guid: str) -> dict[str, Revision]:
    """Return all revisions of a codebook that this project knows, by their hashes, oldest first."""
    rows = asked.rows(
        "SELECT hash, parents, at, coders.name, revision_names.name FROM codebook_revisions "
        "JOIN coders ON coders.id = coder_id "
        "LEFT JOIN revision_names ON revision_names.revision_id = codebook_revisions.id "
        "WHERE codebook_guid = :guid ORDER BY codebook_revisions.id",
        guid=codebook_guid,
    )
    return {
        revision: Revision(
            hash=revision,
            parents=tuple(json.loads(parents)),
            at=datetime.fromisoformat(at),
            coder=coder,
            name=name,
        )
        for revision, parents, at, coder, name in rows
    }


def read_contents(asked: Asked, codebook_guid: str, hashes: Collection[str]) -> dict[str, Codebook]:
    """Return a codebook as it was at some of its revisions, by their hashes."""
    found = {}
    for revision in dict.fromkeys(hashes):
        rows = asked.rows(
            "SELECT content FROM codebook_revisions WHERE codebook_guid = :guid AND hash = :hash",
            guid=codebook_guid,
            hash=revision,
        )
        if rows:
            found[revision] = codebook_from_json(rows[0][0])
    return found


def read_any_contents(asked: Asked, hashes: Collection[str]) -> dict[str, Codebook]:
    """Return the content of some revisions by their hashes, whichever codebook they are of."""
    found = {}
    for revision in sorted(hashes):
        rows = asked.rows("SELECT content FROM codebook_revisions WHERE hash = :hash LIMIT 1", hash=revision)
        if rows:
            found[revision] = codebook_from_json(rows[0][0])
    return found


def read_steps(asked: Asked, codebook_guid: str) -> tuple[Step, ...]:
    """Return the steps a codebook took, the newest first."""
    rows = asked.rows(
        "SELECT acts.id, acts.at, coders.name, acts.summary, before.hash, after.hash, revision_names.name, "
        "(SELECT count(*) FROM acts AS u WHERE u.undoes_id = acts.id) > "
        "(SELECT count(*) FROM acts AS r WHERE r.redoes_id = acts.id) "
        "FROM codebook_steps JOIN acts ON acts.id = codebook_steps.act_id JOIN coders ON coders.id = acts.coder_id "
        "LEFT JOIN codebook_revisions AS before ON before.id = before_id "
        "LEFT JOIN codebook_revisions AS after ON after.id = codebook_steps.revision_id "
        "LEFT JOIN revision_names ON revision_names.revision_id = after.id "
        "WHERE codebook_steps.codebook_guid = :guid ORDER BY codebook_steps.id DESC",
        guid=codebook_guid,
    )
    return tuple(
        Step(
            act=act,
            at=datetime.fromisoformat(at),
            coder=coder,
            summary=summary,
            before=before,
            hash=after,
            name=name,
            is_undone=bool(undone),
        )
        for act, at, coder, summary, before, after, name, undone in rows
    )
