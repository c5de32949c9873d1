"""qualcode: code focus-group transcripts, count themes by who voiced them, share codebooks.

The one name here is `open`, the door for notebooks and scripts: what it opens is imported when it is called, so that
`import qualcode`, which every command does first, stays free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.notebook import Study

__all__ = ["open"]


def open(path: str | Path, *, coder: str = "") -> Study:  # noqa: A001  # read as qualcode.open
    """Open a project file to ask for its tables; `qualcode.open("study.qualcode").freq(by="gender")`.

    Raises:
        ProjectMissingError, NotAProjectError, NewerProjectError, ProjectLockedError, StorageError, MigrationError
    """
    from qualcode.notebook import open_study

    return open_study(path, coder=coder)
