"""The tables of a project, declared once; long, because the format of the file is read in one piece.

Rows have no behavior and no relationships. `table=True` classes do not validate, so every invariant that the model
checks is repeated here as CHECK, UNIQUE or FOREIGN KEY. Times are UTC, ISO 8601 with microseconds, as text, so that any
SQL browser shows them. Tables whose rows can be undone carry `act_id`: the act that last wrote the row.

Offsets (`start`, `speech`, `end`) are code points into the `text` of the source revision that the row points to.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

ROLES = "'moderator', 'participant', 'observer'"
ORIGINS = "'hand', 'suggestion', 'suggestion-resized', 'auto', 'import'"
OUTCOMES = "'exact', 'moved', 'changed', 'lost'"
SETTLED = "'', 'confirmed', 'placed', 'removed'"


def _long() -> Column[str]:
    return Column(Text, nullable=False)


def _named(table: str, name: str, condition: str) -> CheckConstraint:
    return CheckConstraint(condition, name=f"ck_{table}_{name}")


_KEEP_IDS = {"sqlite_autoincrement": True}  # a row's id is never given to another row: the journal speaks of ids


class ProjectRow(SQLModel, table=True):
    """The one study this file holds."""

    __tablename__ = "project"
    __table_args__ = (_named("project", "one", "id = 1"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    name: str
    created_at: str


class CoderRow(SQLModel, table=True):
    """Who codes."""

    __tablename__ = "coders"
    __table_args__ = (_named("coders", "name", "length(name) > 0"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    name: str = Field(unique=True)


class ActRow(SQLModel, table=True):
    """One change to the project. Append-only: a row whose `chain` is written cannot be changed any more.

    `changes` is what is needed to reverse it, `chain` the SHA-256 of the act before and of this one: a removed or
    altered row breaks it.
    """

    __tablename__ = "acts"
    __table_args__ = _KEEP_IDS
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    at: str
    coder_id: int = Field(foreign_key="coders.id", index=True)
    kind: str
    summary: str
    changes: str = Field(sa_column=_long())
    undoes_id: int | None = Field(default=None, foreign_key="acts.id")
    redoes_id: int | None = Field(default=None, foreign_key="acts.id")
    chain: str


class CodebookRevisionRow(SQLModel, table=True):
    """A codebook as it once was, whole. Never changed, never removed: files and codings out there speak of it.

    `hash` is that of its content or, where that content stood in its history before, of content and parents. `parents`
    are hashes, as JSON. `name` is never written: naming is an act, and stands in `revision_names`.
    """

    __tablename__ = "codebook_revisions"
    __table_args__ = (UniqueConstraint("codebook_guid", "hash"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    codebook_guid: str
    hash: str
    parents: str
    content: str = Field(sa_column=_long())
    at: str
    coder_id: int = Field(foreign_key="coders.id")
    name: str | None = None


class RevisionNameRow(SQLModel, table=True):
    """What a person calls a revision."""

    __tablename__ = "revision_names"
    __table_args__ = (_named("revision_names", "name", "length(name) > 0"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="codebook_revisions.id", unique=True)
    name: str
    act_id: int = Field(foreign_key="acts.id")


class CodebookStepRow(SQLModel, table=True):
    """An act by which a codebook came to stand at another revision; none where it was gone afterwards.

    Outside of undo, as the journal itself: undoing is a further step.
    """

    __tablename__ = "codebook_steps"
    __table_args__ = _KEEP_IDS
    id: int | None = Field(default=None, primary_key=True)
    codebook_guid: str = Field(index=True)
    before_id: int | None = Field(default=None, foreign_key="codebook_revisions.id")
    revision_id: int | None = Field(default=None, foreign_key="codebook_revisions.id")
    act_id: int = Field(foreign_key="acts.id")


class CodebookRow(SQLModel, table=True):
    """A codebook of the project, and the revision it stands at."""

    __tablename__ = "codebooks"
    __table_args__ = (_named("codebooks", "name", "length(name) > 0"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    name: str = Field(unique=True)
    description: str = Field(sa_column=_long())
    position: int
    revision_id: int = Field(foreign_key="codebook_revisions.id")
    act_id: int = Field(foreign_key="acts.id")


class CodeRow(SQLModel, table=True):
    """One entry of a codebook; `position` counts among its siblings, cues and examples are JSON lists."""

    __tablename__ = "codes"
    __table_args__ = (
        _named("codes", "name", "length(name) > 0"),
        _named("codes", "parent", "parent_id <> id"),
        _named("codes", "color", "color is null or length(color) = 7"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    codebook_id: int = Field(foreign_key="codebooks.id", index=True)
    # Deferred: rows of a tree may be put back in any order within one act.
    parent_id: int | None = Field(
        sa_column=Column(Integer, ForeignKey("codes.id", deferrable=True, initially="DEFERRED"), index=True)
    )
    position: int
    name: str
    definition: str = Field(sa_column=_long())
    use_when: str = Field(sa_column=_long())
    not_when: str = Field(sa_column=_long())
    cues: str = Field(sa_column=_long())
    examples: str = Field(sa_column=_long())
    color: str | None = None
    key: str | None = None
    is_codable: bool
    is_retired: bool
    act_id: int = Field(foreign_key="acts.id")


class CodeOriginRow(SQLModel, table=True):
    """Where a code came from: `other_guid` was merged into it, or it was split from `other_guid`."""

    __tablename__ = "code_origins"
    __table_args__ = (
        UniqueConstraint("code_id", "kind", "other_guid"),
        _named("code_origins", "kind", "kind in ('merged', 'split')"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    code_id: int = Field(foreign_key="codes.id")
    kind: str
    other_guid: str
    act_id: int = Field(foreign_key="acts.id")


class SourceRow(SQLModel, table=True):
    """One transcript; `revision` is the number of the text that stands now."""

    __tablename__ = "sources"
    __table_args__ = (
        _named("sources", "name", "length(name) > 0"),
        _named("sources", "revision", "revision >= 1"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    name: str = Field(unique=True)
    language: str
    revision: int
    act_id: int = Field(foreign_key="acts.id")


class SourceRevisionRow(SQLModel, table=True):
    """One stored text of a source; its text never changes."""

    __tablename__ = "source_revisions"
    __table_args__ = (
        UniqueConstraint("source_id", "number"),
        _named("source_revisions", "characters", "characters = length(text)"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="sources.id")
    number: int
    sha256: str = Field(index=True)
    characters: int
    words: int
    file_name: str
    file_sha256: str
    encoding: str
    format: str
    imported_at: str
    act_id: int = Field(foreign_key="acts.id")
    text: str = Field(sa_column=_long())


class RevisionOriginRow(SQLModel, table=True):
    """How a source revision came about: `details` is JSON, `original` the file's bytes (zlib, Base64) where kept."""

    __tablename__ = "revision_origins"
    __table_args__ = (
        UniqueConstraint("revision_id"),
        _named("revision_origins", "kind", "kind in ('file', 'edit', 'pseudonyms')"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="source_revisions.id")
    kind: str
    details: str = Field(sa_column=_long())
    original: str | None = Field(default=None, sa_column=Column(Text))
    act_id: int = Field(foreign_key="acts.id")


class RevisedCodingRow(SQLModel, table=True):
    """What a new revision did to a coding: where it lay before (`start`, `end` in the older text), what became of it.

    The coding is named by its GUID, since a coder may remove it later. A lost coding's row stays on the older revision.
    """

    __tablename__ = "revised_codings"
    __table_args__ = (
        UniqueConstraint("revision_id", "coding_guid"),
        _named("revised_codings", "segment", '0 <= start and start < "end"'),
        _named("revised_codings", "outcome", f"outcome in ({OUTCOMES})"),
        _named("revised_codings", "settled", f"settled in ({SETTLED})"),
        _named("revised_codings", "likeness", "likeness between 0 and 1"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="source_revisions.id")
    from_revision_id: int = Field(foreign_key="source_revisions.id")
    coding_guid: str = Field(index=True)
    start: int
    end: int
    outcome: str
    likeness: float
    note: str
    is_doubtful: bool
    settled: str
    act_id: int = Field(foreign_key="acts.id")


class CaseRow(SQLModel, table=True):
    """A participant, moderator or observer."""

    __tablename__ = "cases"
    __table_args__ = (
        _named("cases", "role", f"role in ({ROLES})"),
        _named("cases", "label", "length(label) > 0"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    label: str
    role: str
    act_id: int = Field(foreign_key="acts.id")


class TurnRow(SQLModel, table=True):
    """One speaker's uninterrupted talk in a source revision."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("revision_id", "number"),
        _named("turns", "order", '0 <= start and start <= speech and speech <= "end"'),
        _named("turns", "number", "number >= 1"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="source_revisions.id")
    number: int
    start: int
    speech: int
    end: int
    case_id: int = Field(foreign_key="cases.id", index=True)
    seconds: float | None = None
    words: int
    act_id: int = Field(foreign_key="acts.id")


class TurnLanguageRow(SQLModel, table=True):
    """The language of one turn, where it is another than its source's."""

    __tablename__ = "turn_languages"
    __table_args__ = (UniqueConstraint("revision_id", "turn"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="source_revisions.id")
    turn: int
    language: str
    act_id: int = Field(foreign_key="acts.id")


class GuideQuestionRow(SQLModel, table=True):
    """One question of the discussion guide."""

    __tablename__ = "guide_questions"
    __table_args__ = (_named("guide_questions", "name", "length(name) > 0"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    position: int
    name: str = Field(unique=True)
    text: str = Field(sa_column=_long())
    act_id: int = Field(foreign_key="acts.id")


class SectionRow(SQLModel, table=True):
    """Where a question of the guide is asked: its section reaches from this turn to the next section's."""

    __tablename__ = "sections"
    __table_args__ = (UniqueConstraint("revision_id", "turn"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="source_revisions.id")
    turn: int
    question_id: int = Field(foreign_key="guide_questions.id", index=True)
    act_id: int = Field(foreign_key="acts.id")


class VariableRow(SQLModel, table=True):
    """A typed attribute of cases or of sources."""

    __tablename__ = "variables"
    __table_args__ = (
        UniqueConstraint("scope", "name"),
        _named("variables", "scope", "scope in ('case', 'source')"),
        _named("variables", "kind", "kind in ('text', 'integer', 'decimal', 'boolean', 'date')"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    scope: str
    name: str
    kind: str
    act_id: int = Field(foreign_key="acts.id")


class VariableValueRow(SQLModel, table=True):
    """What one case or one source has for a variable, as text; no row where it is missing."""

    __tablename__ = "variable_values"
    __table_args__ = (
        UniqueConstraint("variable_id", "case_id"),
        UniqueConstraint("variable_id", "source_id"),
        _named("variable_values", "target", "(case_id is null) <> (source_id is null)"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    variable_id: int = Field(foreign_key="variables.id")
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    source_id: int | None = Field(default=None, foreign_key="sources.id", index=True)
    value: str
    act_id: int = Field(foreign_key="acts.id")


class VariableRuleRow(SQLModel, table=True):
    """What was said of a variable: that its kind is told, which values are missing ones, what it is derived from.

    `missing` is a JSON list of values, `derivation` JSON or null.
    """

    __tablename__ = "variable_rules"
    __table_args__ = (UniqueConstraint("variable_id"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    variable_id: int = Field(foreign_key="variables.id")
    is_typed: bool
    missing: str = Field(sa_column=_long())
    derivation: str | None = Field(default=None, sa_column=Column(Text))
    act_id: int = Field(foreign_key="acts.id")


class CodingRow(SQLModel, table=True):
    """One coder's act: segment, code, coder. `quote` repeats the words, `first_turn` and `last_turn` where they lie."""

    __tablename__ = "codings"
    __table_args__ = (
        UniqueConstraint("revision_id", "start", "end", "code_id", "coder_id", name="uq_codings_act"),
        _named("codings", "segment", '0 <= start and start < "end"'),
        _named("codings", "quote", 'length(quote) = "end" - start'),
        _named("codings", "turns", "0 <= first_turn and first_turn <= last_turn"),
        _named("codings", "origin", f"origin in ({ORIGINS})"),
        _named("codings", "confidence", "confidence is null or confidence between 1 and 3"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    revision_id: int = Field(foreign_key="source_revisions.id")
    start: int
    end: int
    code_id: int = Field(foreign_key="codes.id", index=True)
    coder_id: int = Field(foreign_key="coders.id")
    codebook_revision_id: int = Field(foreign_key="codebook_revisions.id")
    first_turn: int
    last_turn: int
    origin: str
    is_selected: bool
    confidence: int | None = None
    at: str
    act_id: int = Field(foreign_key="acts.id")
    quote: str = Field(sa_column=_long())


class VerdictRow(SQLModel, table=True):
    """Accept or reject of a suggestion, kept."""

    __tablename__ = "verdicts"
    __table_args__ = (
        _named("verdicts", "segment", '0 <= start and start < "end"'),
        _named("verdicts", "kind", "kind in ('accept', 'reject')"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="source_revisions.id", index=True)
    start: int
    end: int
    code_id: int = Field(foreign_key="codes.id", index=True)
    coder_id: int = Field(foreign_key="coders.id")
    cue: str
    kind: str
    score: float
    at: str
    act_id: int = Field(foreign_key="acts.id")


class MemoRow(SQLModel, table=True):
    """A researcher's note on exactly one thing; on none of them, it is on the project."""

    __tablename__ = "memos"
    __table_args__ = (
        UniqueConstraint("coding_id", "coder_id"),
        UniqueConstraint("code_id", "coder_id"),
        UniqueConstraint("source_id", "coder_id"),
        UniqueConstraint("case_id", "coder_id"),
        _named(
            "memos",
            "target",
            "(case when coding_id is null then 0 else 1 end) + (case when code_id is null then 0 else 1 end) + "
            "(case when source_id is null then 0 else 1 end) + (case when case_id is null then 0 else 1 end) <= 1",
        ),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    coding_id: int | None = Field(default=None, foreign_key="codings.id")
    code_id: int | None = Field(default=None, foreign_key="codes.id")
    source_id: int | None = Field(default=None, foreign_key="sources.id")
    case_id: int | None = Field(default=None, foreign_key="cases.id")
    coder_id: int = Field(foreign_key="coders.id")
    at: str
    act_id: int = Field(foreign_key="acts.id")
    text: str = Field(sa_column=_long())


class BookmarkRow(SQLModel, table=True):
    """A turn a coder wants to come back to."""

    __tablename__ = "bookmarks"
    __table_args__ = (UniqueConstraint("revision_id", "turn", "coder_id"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    revision_id: int = Field(foreign_key="source_revisions.id")
    turn: int
    coder_id: int = Field(foreign_key="coders.id")
    at: str
    act_id: int = Field(foreign_key="acts.id")


class ReadingPlaceRow(SQLModel, table=True):
    """How far a coder has read a source. Not an act: reading changes nothing, and is neither journaled nor undone.

    `turns_read` is a JSON list of `[first, last]` turn numbers.
    """

    __tablename__ = "reading_places"
    __table_args__ = (UniqueConstraint("revision_id", "coder_id"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(
        sa_column=Column(Integer, ForeignKey("source_revisions.id", ondelete="CASCADE"), nullable=False)
    )
    coder_id: int = Field(foreign_key="coders.id")
    start: int
    end: int
    turns_read: str = Field(sa_column=_long())
    at: str


class SampleRow(SQLModel, table=True):
    """Passages that are coded without suggestions, so that coders agree with each other and not with the machine.

    `seed` is that of the draw where turns were drawn at random.
    """

    __tablename__ = "samples"
    __table_args__ = (
        _named("samples", "name", "length(name) > 0"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    name: str = Field(unique=True)
    is_released: bool
    seed: int | None = None
    coder_id: int = Field(foreign_key="coders.id")
    at: str
    act_id: int = Field(foreign_key="acts.id")


class SampleStretchRow(SQLModel, table=True):
    """Turns of a source that belong to a sample, whichever text of the source stands."""

    __tablename__ = "sample_stretches"
    __table_args__ = (
        _named("sample_stretches", "turns", "1 <= first_turn and first_turn <= last_turn"),
        _KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    sample_id: int = Field(foreign_key="samples.id", index=True)
    source_id: int = Field(foreign_key="sources.id", index=True)
    first_turn: int
    last_turn: int
    act_id: int = Field(foreign_key="acts.id")


class CodeThresholdRow(SQLModel, table=True):
    """The score from which on a code is suggested, where a person has set it."""

    __tablename__ = "code_thresholds"
    __table_args__ = (_named("code_thresholds", "score", "score between 0 and 1"), _KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    code_id: int = Field(foreign_key="codes.id", unique=True)
    score: float
    act_id: int = Field(foreign_key="acts.id")
