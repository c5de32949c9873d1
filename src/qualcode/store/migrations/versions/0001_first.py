"""The first format: projects, sources, cases, codebooks, codings, memos, verdicts, the journal.

Frozen: it is what version 0.1 wrote, and calls nothing of today's code.
"""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
CREATE TABLE coders (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	CONSTRAINT ck_coders_name CHECK (length(name) > 0),
	UNIQUE (guid),
	UNIQUE (name)
)
""",
    """
CREATE TABLE project (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	created_at VARCHAR NOT NULL,
	CONSTRAINT ck_project_one CHECK (id = 1),
	UNIQUE (guid)
)
""",
    """
CREATE TABLE acts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	coder_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	summary VARCHAR NOT NULL,
	changes TEXT NOT NULL,
	undoes_id INTEGER,
	redoes_id INTEGER,
	chain VARCHAR NOT NULL,
	UNIQUE (guid),
	FOREIGN KEY(coder_id) REFERENCES coders (id),
	FOREIGN KEY(undoes_id) REFERENCES acts (id),
	FOREIGN KEY(redoes_id) REFERENCES acts (id)
)
""",
    """
CREATE INDEX ix_acts_coder_id ON acts (coder_id)
""",
    """
CREATE TABLE codebook_revisions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	codebook_guid VARCHAR NOT NULL,
	hash VARCHAR NOT NULL,
	parents VARCHAR NOT NULL,
	content TEXT NOT NULL,
	at VARCHAR NOT NULL,
	coder_id INTEGER NOT NULL,
	name VARCHAR,
	UNIQUE (codebook_guid, hash),
	FOREIGN KEY(coder_id) REFERENCES coders (id)
)
""",
    """
CREATE TABLE cases (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	role VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	CONSTRAINT ck_cases_role CHECK (role in ('moderator', 'participant', 'observer')),
	CONSTRAINT ck_cases_label CHECK (length(label) > 0),
	UNIQUE (guid),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TABLE codebooks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	description TEXT NOT NULL,
	position INTEGER NOT NULL,
	revision_id INTEGER NOT NULL,
	act_id INTEGER NOT NULL,
	CONSTRAINT ck_codebooks_name CHECK (length(name) > 0),
	UNIQUE (guid),
	UNIQUE (name),
	FOREIGN KEY(revision_id) REFERENCES codebook_revisions (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TABLE sources (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	language VARCHAR NOT NULL,
	revision INTEGER NOT NULL,
	act_id INTEGER NOT NULL,
	CONSTRAINT ck_sources_name CHECK (length(name) > 0),
	CONSTRAINT ck_sources_revision CHECK (revision >= 1),
	UNIQUE (guid),
	UNIQUE (name),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TABLE variables (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	scope VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	UNIQUE (scope, name),
	CONSTRAINT ck_variables_scope CHECK (scope in ('case', 'source')),
	CONSTRAINT ck_variables_kind CHECK (kind in ('text', 'integer', 'decimal', 'boolean', 'date')),
	UNIQUE (guid),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TABLE codes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	codebook_id INTEGER NOT NULL,
	parent_id INTEGER,
	position INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	definition TEXT NOT NULL,
	use_when TEXT NOT NULL,
	not_when TEXT NOT NULL,
	cues TEXT NOT NULL,
	examples TEXT NOT NULL,
	color VARCHAR,
	"key" VARCHAR,
	is_codable BOOLEAN NOT NULL,
	is_retired BOOLEAN NOT NULL,
	act_id INTEGER NOT NULL,
	CONSTRAINT ck_codes_name CHECK (length(name) > 0),
	CONSTRAINT ck_codes_parent CHECK (parent_id <> id),
	CONSTRAINT ck_codes_color CHECK (color is null or length(color) = 7),
	UNIQUE (guid),
	FOREIGN KEY(codebook_id) REFERENCES codebooks (id),
	FOREIGN KEY(parent_id) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE INDEX ix_codes_codebook_id ON codes (codebook_id)
""",
    """
CREATE INDEX ix_codes_parent_id ON codes (parent_id)
""",
    """
CREATE TABLE source_revisions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	source_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	sha256 VARCHAR NOT NULL,
	characters INTEGER NOT NULL,
	words INTEGER NOT NULL,
	file_name VARCHAR NOT NULL,
	file_sha256 VARCHAR NOT NULL,
	encoding VARCHAR NOT NULL,
	format VARCHAR NOT NULL,
	imported_at VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	text TEXT NOT NULL,
	UNIQUE (source_id, number),
	CONSTRAINT ck_source_revisions_characters CHECK (characters = length(text)),
	FOREIGN KEY(source_id) REFERENCES sources (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE INDEX ix_source_revisions_sha256 ON source_revisions (sha256)
""",
    """
CREATE TABLE variable_values (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	variable_id INTEGER NOT NULL,
	case_id INTEGER,
	source_id INTEGER,
	value VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	UNIQUE (variable_id, case_id),
	UNIQUE (variable_id, source_id),
	CONSTRAINT ck_variable_values_target CHECK ((case_id is null) <> (source_id is null)),
	FOREIGN KEY(variable_id) REFERENCES variables (id),
	FOREIGN KEY(case_id) REFERENCES cases (id),
	FOREIGN KEY(source_id) REFERENCES sources (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE INDEX ix_variable_values_case_id ON variable_values (case_id)
""",
    """
CREATE INDEX ix_variable_values_source_id ON variable_values (source_id)
""",
    """
CREATE TABLE bookmarks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	revision_id INTEGER NOT NULL,
	turn INTEGER NOT NULL,
	coder_id INTEGER NOT NULL,
	at VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	UNIQUE (revision_id, turn, coder_id),
	UNIQUE (guid),
	FOREIGN KEY(revision_id) REFERENCES source_revisions (id),
	FOREIGN KEY(coder_id) REFERENCES coders (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TABLE codings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	revision_id INTEGER NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	code_id INTEGER NOT NULL,
	coder_id INTEGER NOT NULL,
	codebook_revision_id INTEGER NOT NULL,
	first_turn INTEGER NOT NULL,
	last_turn INTEGER NOT NULL,
	origin VARCHAR NOT NULL,
	is_selected BOOLEAN NOT NULL,
	confidence INTEGER,
	at VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	quote TEXT NOT NULL,
	CONSTRAINT uq_codings_act UNIQUE (revision_id, start, "end", code_id, coder_id),
	CONSTRAINT ck_codings_segment CHECK (0 <= start and start < "end"),
	CONSTRAINT ck_codings_quote CHECK (length(quote) = "end" - start),
	CONSTRAINT ck_codings_turns CHECK (0 <= first_turn and first_turn <= last_turn),
	CONSTRAINT ck_codings_origin CHECK (origin in ('hand', 'suggestion', 'suggestion-resized', 'auto', 'import')),
	CONSTRAINT ck_codings_confidence CHECK (confidence is null or confidence between 1 and 3),
	UNIQUE (guid),
	FOREIGN KEY(revision_id) REFERENCES source_revisions (id),
	FOREIGN KEY(code_id) REFERENCES codes (id),
	FOREIGN KEY(coder_id) REFERENCES coders (id),
	FOREIGN KEY(codebook_revision_id) REFERENCES codebook_revisions (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE INDEX ix_codings_code_id ON codings (code_id)
""",
    """
CREATE TABLE reading_places (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	revision_id INTEGER NOT NULL,
	coder_id INTEGER NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	turns_read TEXT NOT NULL,
	at VARCHAR NOT NULL,
	UNIQUE (revision_id, coder_id),
	FOREIGN KEY(revision_id) REFERENCES source_revisions (id) ON DELETE CASCADE,
	FOREIGN KEY(coder_id) REFERENCES coders (id)
)
""",
    """
CREATE TABLE turns (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	revision_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	start INTEGER NOT NULL,
	speech INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	seconds FLOAT,
	words INTEGER NOT NULL,
	act_id INTEGER NOT NULL,
	UNIQUE (revision_id, number),
	CONSTRAINT ck_turns_order CHECK (0 <= start and start <= speech and speech <= "end"),
	CONSTRAINT ck_turns_number CHECK (number >= 1),
	FOREIGN KEY(revision_id) REFERENCES source_revisions (id),
	FOREIGN KEY(case_id) REFERENCES cases (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE INDEX ix_turns_case_id ON turns (case_id)
""",
    """
CREATE TABLE verdicts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	revision_id INTEGER NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	code_id INTEGER NOT NULL,
	coder_id INTEGER NOT NULL,
	cue VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	score FLOAT NOT NULL,
	at VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	CONSTRAINT ck_verdicts_segment CHECK (0 <= start and start < "end"),
	CONSTRAINT ck_verdicts_kind CHECK (kind in ('accept', 'reject')),
	FOREIGN KEY(revision_id) REFERENCES source_revisions (id),
	FOREIGN KEY(code_id) REFERENCES codes (id),
	FOREIGN KEY(coder_id) REFERENCES coders (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE INDEX ix_verdicts_code_id ON verdicts (code_id)
""",
    """
CREATE INDEX ix_verdicts_revision_id ON verdicts (revision_id)
""",
    """
CREATE TABLE memos (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	guid VARCHAR NOT NULL,
	coding_id INTEGER,
	code_id INTEGER,
	source_id INTEGER,
	case_id INTEGER,
	coder_id INTEGER NOT NULL,
	at VARCHAR NOT NULL,
	act_id INTEGER NOT NULL,
	text TEXT NOT NULL,
	UNIQUE (coding_id, coder_id),
	UNIQUE (code_id, coder_id),
	UNIQUE (source_id, coder_id),
	UNIQUE (case_id, coder_id),
	CONSTRAINT ck_memos_target CHECK ((case when coding_id is null then 0 else 1 end) + (case when code_id is null then 0 else 1 end) + (case when source_id is null then 0 else 1 end) + (case when case_id is null then 0 else 1 end) <= 1),
	UNIQUE (guid),
	FOREIGN KEY(coding_id) REFERENCES codings (id),
	FOREIGN KEY(code_id) REFERENCES codes (id),
	FOREIGN KEY(source_id) REFERENCES sources (id),
	FOREIGN KEY(case_id) REFERENCES cases (id),
	FOREIGN KEY(coder_id) REFERENCES coders (id),
	FOREIGN KEY(act_id) REFERENCES acts (id)
)
""",
    """
CREATE TRIGGER acts_stay BEFORE UPDATE ON acts WHEN OLD.chain <> '' BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
""",
    """
CREATE TRIGGER acts_remain BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
""",
    """
CREATE TRIGGER texts_stay BEFORE UPDATE OF text, sha256 ON source_revisions BEGIN SELECT RAISE(ABORT, 'a stored text never changes'); END
""",
    """
CREATE TRIGGER revisions_stay BEFORE UPDATE OF codebook_guid, hash, parents, content ON codebook_revisions BEGIN SELECT RAISE(ABORT, 'a codebook revision never changes'); END
""",
)


def upgrade() -> None:
    """Make the tables in an empty database."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
