"""Codebooks with a history: the steps they took, names of revisions, where codes came from.

Frozen: it calls nothing of today's code. The steps that a project took before are read from its journal.
"""

import json
from collections.abc import Iterator
from typing import Any

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    """
CREATE TABLE revision_names (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	revision_id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	CONSTRAINT ck_revision_names_name CHECK (length(name) > 0),
	UNIQUE (revision_id),
	FOREIGN KEY(revision_id) REFERENCES codebook_revisions (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TABLE codebook_steps (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	codebook_guid VARCHAR NOT NULL,
	before_id INTEGER,
	revision_id INTEGER,
	act_id INTEGER NOT NULL,
	FOREIGN KEY(before_id) REFERENCES codebook_revisions (id),
	FOREIGN KEY(revision_id) REFERENCES codebook_revisions (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    "CREATE INDEX ix_codebook_steps_codebook_guid ON codebook_steps (codebook_guid)",
    """
CREATE TABLE code_origins (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	code_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	other_guid VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	UNIQUE (code_id, kind, other_guid),
	CONSTRAINT ck_code_origins_kind CHECK (kind in ('merged', 'split')),
	FOREIGN KEY(code_id) REFERENCES codes (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
)


def upgrade() -> None:
    """Make the tables and fill in the steps."""
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
    rows = connection.exec_driver_sql("SELECT id, guid, revision_id FROM codebooks").fetchall()
    guids = {row_id: guid for row_id, guid, _ in rows}
    standing = {row_id: revision_id for row_id, _, revision_id in rows}
    acts = connection.exec_driver_sql(
        "SELECT id, changes FROM acts WHERE changes LIKE '%\"codebooks\"%' ORDER BY id DESC"
    ).fetchall()
    steps: list[tuple[object, ...]] = []
    # The journal tells what was before each change, so it is walked from today back.
    for act_id, changes in acts:
        for change in reversed(json.loads(changes)):
            if change[1] == "codebooks":
                steps += [(guids[row_id], *step, act_id) for row_id, *step in _steps(change, guids, standing)]
    for step in reversed(steps):
        connection.exec_driver_sql(
            "INSERT INTO codebook_steps (codebook_guid, before_id, revision_id, act_id) VALUES (?, ?, ?, ?)", step
        )


def _steps(
    change: list[Any], guids: dict[int, str], standing: dict[int, int]
) -> Iterator[tuple[int, int | None, int | None]]:
    """Yield the row, the revision before and the one after of each codebook that one change moved on."""
    if change[0] == "insert":
        for first, last, _ in change[2]:
            for row_id in range(first, last + 1):
                yield row_id, None, standing.pop(row_id, None)
    elif change[0] == "delete":
        for cells in change[3]:
            row = dict(zip(change[2], cells, strict=True))
            guids[row["id"]] = row["guid"]
            standing[row["id"]] = row["revision_id"]
            yield row["id"], row["revision_id"], None
    elif "revision_id" in change[2]:
        place = change[2].index("revision_id")
        for row_id, before, after in change[3]:
            standing[row_id] = before[place]
            if before[place] != after[place]:
                yield row_id, before[place], after[place]
