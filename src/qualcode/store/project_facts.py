"""What a project says of itself, and who has worked in it."""

from dataclasses import dataclass
from datetime import datetime

from qualcode.store.database import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """What the project says of itself."""

    guid: str
    name: str
    created_at: datetime


def read_project(asked: Asked) -> ProjectFacts:
    """Return what the project says of itself."""
    guid, name, created = asked.rows("SELECT guid, name, created_at FROM project")[0]
    return ProjectFacts(guid=guid, name=name, created_at=datetime.fromisoformat(created))


def read_coders(asked: Asked) -> tuple[str, ...]:
    """Return everybody who has codings, in order of first act."""
    rows = asked.rows("SELECT name FROM coders WHERE id IN (SELECT coder_id FROM codings) ORDER BY id")
    return tuple(name for (name,) in rows)
