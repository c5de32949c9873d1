"""The second format: revisions of sources and what became of their codings, languages of turns, the guide, rules.

Frozen once released: it calls nothing of today's code.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """
CREATE TABLE guide_questions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	text TEXT NOT NULL,
	act_id INTEGER NOT NULL,
	CONSTRAINT ck_guide_questions_name CHECK (length(name) > 0),
	UNIQUE (guid),
	UNIQUE (name),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TABLE variable_rules (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	variable_id INTEGER NOT NULL,
	is_typed BOOLEAN NOT NULL,
	missing TEXT NOT NULL,
	derivation TEXT,
	act_id INTEGER NOT NULL,
	UNIQUE (variable_id),
	FOREIGN KEY(variable_id) REFERENCES variables (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TABLE revised_codings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	revision_id INTEGER NOT NULL,
	from_revision_id INTEGER NOT NULL,
	coding_guid VARCHAR NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	outcome VARCHAR NOT NULL,
	likeness FLOAT NOT NULL,
	note VARCHAR NOT NULL,
	is_doubtful BOOLEAN NOT NULL,
	settled VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	UNIQUE (revision_id, coding_guid),
	CONSTRAINT ck_revised_codings_segment CHECK (0 <= start and start < "end"),
	CONSTRAINT ck_revised_codings_outcome CHECK (outcome in ('exact', 'moved', 'changed', 'lost')),
	CONSTRAINT ck_revised_codings_settled CHECK (settled in ('', 'confirmed', 'placed', 'removed')),
	CONSTRAINT ck_revised_codings_likeness CHECK (likeness between 0 and 1),
	FOREIGN KEY(revision_id) REFERENCES source_revisions (id),
	FOREIGN KEY(from_revision_id) REFERENCES source_revisions (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE INDEX ix_revised_codings_coding_guid ON revised_codings (coding_guid)
""",
    """
CREATE TABLE revision_origins (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	revision_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	details TEXT NOT NULL,
	original TEXT,
	act_id INTEGER NOT NULL,
	UNIQUE (revision_id),
	CONSTRAINT ck_revision_origins_kind CHECK (kind in ('file', 'edit', 'pseudonyms')),
	FOREIGN KEY(revision_id) REFERENCES source_revisions (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TABLE sections (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	revision_id INTEGER NOT NULL,
	turn INTEGER NOT NULL,
	question_id INTEGER NOT NULL,
	act_id INTEGER NOT NULL,
	UNIQUE (revision_id, turn),
	FOREIGN KEY(revision_id) REFERENCES source_revisions (id),
	FOREIGN KEY(question_id) REFERENCES guide_questions (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE INDEX ix_sections_question_id ON sections (question_id)
""",
    """
CREATE TABLE turn_languages (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	revision_id INTEGER NOT NULL,
	turn INTEGER NOT NULL,
	language VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	UNIQUE (revision_id, turn),
	FOREIGN KEY(revision_id) REFERENCES source_revisions (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
)


def upgrade() -> None:
    """Make the new tables; nothing that was there changes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
