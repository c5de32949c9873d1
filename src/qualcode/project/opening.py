"""How a project is found, made and opened."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors.projects import NoProjectError
from qualcode.project.project import Project
from qualcode.store.connections import ENDING
from qualcode.store.database import create_store, open_store


def now() -> datetime:
    """Return the time of an act: UTC."""
    return datetime.now(UTC)


def create_project(path: Path, *, coder: str, name: str | None = None) -> Project:
    """Make a new project file; its name is the file's unless told otherwise. The ending is added if it is missing.

    Raises:
        ProjectExistsError, StorageError
    """
    if path.suffix != ENDING:
        path = path.with_name(path.name + ENDING)
    store = create_store(path, name=name or path.stem, coder=coder, at=now())
    return Project(store, coder)


def open_project(path: Path, *, coder: str) -> Project:
    """Open a project file.

    Raises:
        ProjectMissingError, NotAProjectError, NewerProjectError, ProjectLockedError, StorageError, MigrationError
    """
    return Project(open_store(path), coder)


def find_project(folder: Path) -> Path:
    """Return the only project file in a folder.

    Raises:
        NoProjectError: there is none, or there are several.
    """
    found = sorted(path for path in folder.glob(f"*{ENDING}") if path.is_file())
    if len(found) != 1:
        raise NoProjectError(folder, [path.name for path in found])
    return found[0]
