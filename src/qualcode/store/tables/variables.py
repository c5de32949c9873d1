"""Variables of cases and sources."""

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from qualcode.store.tables.columns import KEEP_IDS, long, named


class VariableRow(SQLModel, table=True):
    """A typed attribute of cases or of sources."""

    __tablename__ = "variables"
    __table_args__ = (
        UniqueConstraint("scope", "name"),
        named("variables", "scope", "scope in ('case', 'source')"),
        named("variables", "kind", "kind in ('text', 'integer', 'decimal', 'boolean', 'date')"),
        KEEP_IDS,
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
        named("variable_values", "target", "(case_id is null) <> (source_id is null)"),
        KEEP_IDS,
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
    __table_args__ = (UniqueConstraint("variable_id"), KEEP_IDS)
    id: int | None = Field(default=None, primary_key=True)
    variable_id: int = Field(foreign_key="variables.id")
    is_typed: bool
    missing: str = Field(sa_column=long())
    derivation: str | None = Field(default=None, sa_column=Column(Text))
    act_id: int = Field(foreign_key="acts.id")
