"""Codebooks: their codes, and every revision they stood at."""

from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from qualcode.store.tables.columns import KEEP_IDS, long, named


class CodebookRevisionRow(SQLModel, table=True):
    """A codebook as it once was, whole. Never changed, never removed: files and codings out there speak of it.

    `hash` is that of its content or, where that content stood in its history before, of content and parents. `parents`
    are hashes, as JSON. `name` is never written: naming is an act, and stands in `revision_names`.
    """

    __tablename__ = "codebook_revisions"
    __table_args__ = (UniqueConstraint("codebook_guid", "hash"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    codebook_guid: str
    hash: str
    parents: str
    content: str = Field(sa_column=long())
    at: str
    coder_id: int = Field(foreign_key="coders.id")
    name: str | None = None


class RevisionNameRow(SQLModel, table=True):
    """What a person calls a revision."""

    __tablename__ = "revision_names"
    __table_args__ = (named("revision_names", "name", "length(name) > 0"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="codebook_revisions.id", unique=True)
    name: str
    act_id: int = Field(foreign_key="acts.id")


class CodebookStepRow(SQLModel, table=True):
    """An act by which a codebook came to stand at another revision; none where it was gone afterwards.

    Outside of undo, as the journal itself: undoing is a further step.
    """

    __tablename__ = "codebook_steps"
    __table_args__ = KEEP_IDS
    id: int | None = Field(default=None, primary_key=True)
    codebook_guid: str = Field(index=True)
    before_id: int | None = Field(default=None, foreign_key="codebook_revisions.id")
    revision_id: int | None = Field(default=None, foreign_key="codebook_revisions.id")
    act_id: int = Field(foreign_key="acts.id")


class CodebookRow(SQLModel, table=True):
    """A codebook of the project, and the revision it stands at."""

    __tablename__ = "codebooks"
    __table_args__ = (named("codebooks", "name", "length(name) > 0"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    name: str = Field(unique=True)
    description: str = Field(sa_column=long())
    position: int
    revision_id: int = Field(foreign_key="codebook_revisions.id")
    act_id: int = Field(foreign_key="acts.id")


class CodeRow(SQLModel, table=True):
    """One entry of a codebook; `position` counts among its siblings, cues and examples are JSON lists."""

    __tablename__ = "codes"
    __table_args__ = (
        named("codes", "name", "length(name) > 0"),
        named("codes", "parent", "parent_id <> id"),
        named("codes", "color", "color is null or length(color) = 7"),
        KEEP_IDS,
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
    definition: str = Field(sa_column=long())
    use_when: str = Field(sa_column=long())
    not_when: str = Field(sa_column=long())
    cues: str = Field(sa_column=long())
    examples: str = Field(sa_column=long())
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
        named("code_origins", "kind", "kind in ('merged', 'split')"),
        KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    code_id: int = Field(foreign_key="codes.id")
    kind: str
    other_guid: str
    act_id: int = Field(foreign_key="acts.id")


class CodeThresholdRow(SQLModel, table=True):
    """The score from which on a code is suggested, where a person has set it."""

    __tablename__ = "code_thresholds"
    __table_args__ = (named("code_thresholds", "score", "score between 0 and 1"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    code_id: int = Field(foreign_key="codes.id", unique=True)
    score: float
    act_id: int = Field(foreign_key="acts.id")
