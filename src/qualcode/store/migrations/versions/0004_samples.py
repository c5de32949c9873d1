"""Samples that are coded without suggestions, and the score from which on a code is suggested.

Frozen: it calls nothing of today's code.
"""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
CREATE TABLE samples (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	is_released BOOLEAN NOT NULL,
	seed INTEGER,
	coder_id INTEGER NOT NULL,
	at VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	CONSTRAINT ck_samples_name CHECK (length(name) > 0),
	UNIQUE (guid),
	UNIQUE (name),
	FOREIGN KEY(coder_id) REFERENCES coders (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TABLE sample_stretches (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	sample_id INTEGER NOT NULL,
	source_id INTEGER NOT NULL,
	first_turn INTEGER NOT NULL,
	last_turn INTEGER NOT NULL,
	act_id INTEGER NOT NULL,
	CONSTRAINT ck_sample_stretches_turns CHECK (1 <= first_turn and first_turn <= last_turn),
	FOREIGN KEY(sample_id) REFERENCES samples (id),
	FOREIGN KEY(source_id) REFERENCES sources (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    "CREATE INDEX ix_sample_stretches_sample_id ON sample_stretches (sample_id)",
    "CREATE INDEX ix_sample_stretches_source_id ON sample_stretches (source_id)",
    """
CREATE TABLE code_thresholds (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	code_id INTEGER NOT NULL,
	score FLOAT NOT NULL,
	act_id INTEGER NOT NULL,
	CONSTRAINT ck_code_thresholds_score CHECK (score between 0 and 1),
	UNIQUE (code_id),
	FOREIGN KEY(code_id) REFERENCES codes (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
)


def upgrade() -> None:
    """Make the tables; no sample and no threshold is there yet."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
