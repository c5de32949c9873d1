"""What coders leave: codings, verdicts, memos, bookmarks, places, samples."""

from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from qualcode.store.tables.columns import KEEP_IDS, long, named

ORIGINS = "'hand', 'suggestion', 'suggestion-resized', 'auto', 'import'"
OUTCOMES = "'exact', 'moved', 'changed', 'lost'"
SETTLED = "'', 'confirmed', 'placed', 'removed'"


class CodingRow(SQLModel, table=True):
    """One coder's act: segment, code, coder. `quote` repeats the words, `first_turn` and `last_turn` where they lie."""

    __tablename__ = "codings"
    __table_args__ = (
        UniqueConstraint("revision_id", "start", "end", "code_id", "coder_id", name="uq_codings_act"),
        named("codings", "segment", '0 <= start and start < "end"'),
        named("codings", "quote", 'length(quote) = "end" - start'),
        named("codings", "turns", "0 <= first_turn and first_turn <= last_turn"),
        named("codings", "origin", f"origin in ({ORIGINS})"),
        named("codings", "confidence", "confidence is null or confidence between 1 and 3"),
        KEEP_IDS,
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
    quote: str = Field(sa_column=long())


class RevisedCodingRow(SQLModel, table=True):
    """What a new revision did to a coding: where it lay before (`start`, `end` in the older text), what became of it.

    The coding is named by its GUID, since a coder may remove it later. A lost coding's row stays on the older revision.
    """

    __tablename__ = "revised_codings"
    __table_args__ = (
        UniqueConstraint("revision_id", "coding_guid"),
        named("revised_codings", "segment", '0 <= start and start < "end"'),
        named("revised_codings", "outcome", f"outcome in ({OUTCOMES})"),
        named("revised_codings", "settled", f"settled in ({SETTLED})"),
        named("revised_codings", "likeness", "likeness between 0 and 1"),
        KEEP_IDS,
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


class VerdictRow(SQLModel, table=True):
    """Accept or reject of a suggestion, kept."""

    __tablename__ = "verdicts"
    __table_args__ = (
        named("verdicts", "segment", '0 <= start and start < "end"'),
        named("verdicts", "kind", "kind in ('accept', 'reject')"),
        KEEP_IDS,
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
        named(
            "memos",
            "target",
            "(case when coding_id is null then 0 else 1 end) + (case when code_id is null then 0 else 1 end) + "
            "(case when source_id is null then 0 else 1 end) + (case when case_id is null then 0 else 1 end) <= 1",
        ),
        KEEP_IDS,
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
    text: str = Field(sa_column=long())


class BookmarkRow(SQLModel, table=True):
    """A turn a coder wants to come back to."""

    __tablename__ = "bookmarks"
    __table_args__ = (UniqueConstraint("revision_id", "turn", "coder_id"), KEEP_IDS)
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
    __table_args__ = (UniqueConstraint("revision_id", "coder_id"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(
        sa_column=Column(Integer, ForeignKey("source_revisions.id", ondelete="CASCADE"), nullable=False)
    )
    coder_id: int = Field(foreign_key="coders.id")
    start: int
    end: int
    turns_read: str = Field(sa_column=long())
    at: str


class SampleRow(SQLModel, table=True):
    """Passages that are coded without suggestions, so that coders agree with each other and not with the machine.

    `seed` is that of the draw where turns were drawn at random.
    """

    __tablename__ = "samples"
    __table_args__ = (
        named("samples", "name", "length(name) > 0"),
        KEEP_IDS,
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
        named("sample_stretches", "turns", "1 <= first_turn and first_turn <= last_turn"),
        KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    sample_id: int = Field(foreign_key="samples.id", index=True)
    source_id: int = Field(foreign_key="sources.id", index=True)
    first_turn: int
    last_turn: int
    act_id: int = Field(foreign_key="acts.id")
