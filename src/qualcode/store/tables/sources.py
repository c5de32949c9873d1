"""Sources: their texts, where each came from, and the turns in it."""

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from qualcode.store.tables.columns import KEEP_IDS, long, named

ROLES = "'moderator', 'participant', 'observer'"


class SourceRow(SQLModel, table=True):
    """One transcript; `revision` is the number of the text that stands now."""

    __tablename__ = "sources"
    __table_args__ = (
        named("sources", "name", "length(name) > 0"),
        named("sources", "revision", "revision >= 1"),
        KEEP_IDS,
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
        named("source_revisions", "characters", "characters = length(text)"),
        KEEP_IDS,
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
    text: str = Field(sa_column=long())


class RevisionOriginRow(SQLModel, table=True):
    """How a source revision came about: `details` is JSON, `original` the file's bytes (zlib, Base64) where kept."""

    __tablename__ = "revision_origins"
    __table_args__ = (
        UniqueConstraint("revision_id"),
        named("revision_origins", "kind", "kind in ('file', 'edit', 'pseudonyms')"),
        KEEP_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="source_revisions.id")
    kind: str
    details: str = Field(sa_column=long())
    original: str | None = Field(default=None, sa_column=Column(Text))
    act_id: int = Field(foreign_key="acts.id")


class CaseRow(SQLModel, table=True):
    """A participant, moderator or observer."""

    __tablename__ = "cases"
    __table_args__ = (
        named("cases", "role", f"role in ({ROLES})"),
        named("cases", "label", "length(label) > 0"),
        KEEP_IDS,
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
        named("turns", "order", '0 <= start and start <= speech and speech <= "end"'),
        named("turns", "number", "number >= 1"),
        KEEP_IDS,
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
    __table_args__ = (UniqueConstraint("revision_id", "turn"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="source_revisions.id")
    turn: int
    language: str
    act_id: int = Field(foreign_key="acts.id")


class GuideQuestionRow(SQLModel, table=True):
    """One question of the discussion guide."""

    __tablename__ = "guide_questions"
    __table_args__ = (named("guide_questions", "name", "length(name) > 0"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    position: int
    name: str = Field(unique=True)
    text: str = Field(sa_column=long())
    act_id: int = Field(foreign_key="acts.id")


class SectionRow(SQLModel, table=True):
    """Where a question of the guide is asked: its section reaches from this turn to the next section's."""

    __tablename__ = "sections"
    __table_args__ = (UniqueConstraint("revision_id", "turn"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="source_revisions.id")
    turn: int
    question_id: int = Field(foreign_key="guide_questions.id", index=True)
    act_id: int = Field(foreign_key="acts.id")
