"""The project, who codes, and the journal of acts."""

from sqlmodel import Field, SQLModel

from qualcode.store.tables.columns import KEEP_IDS, long, named


class ProjectRow(SQLModel, table=True):
    """The one study this file holds."""

    __tablename__ = "project"
    __table_args__ = (named("project", "one", "id = 1"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    name: str
    created_at: str


class CoderRow(SQLModel, table=True):
    """Who codes."""

    __tablename__ = "coders"
    __table_args__ = (named("coders", "name", "length(name) > 0"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    name: str = Field(unique=True)


class ActRow(SQLModel, table=True):
    """One change to the project. Append-only: a row whose `chain` is written cannot be changed any more.

    `changes` is what is needed to reverse it, `chain` the SHA-256 of the act before and of this one: a removed or
    altered row breaks it.
    """

    __tablename__ = "acts"
    __table_args__ = KEEP_IDS
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(unique=True)
    at: str
    coder_id: int = Field(foreign_key="coders.id", index=True)
    kind: str
    summary: str
    changes: str = Field(sa_column=long())
    undoes_id: int | None = Field(default=None, foreign_key="acts.id")
    redoes_id: int | None = Field(default=None, foreign_key="acts.id")
    chain: str
