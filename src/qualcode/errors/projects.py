"""What can be wrong with a project file, its folder or its disk."""

from collections.abc import Sequence
from pathlib import Path

from qualcode.errors.base import QualcodeError

# What reading a value ends in that was never written so.
SENSELESS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


class NoProjectError(QualcodeError):
    """No project was named and none is alone in the folder."""

    def __init__(self, folder: Path, found: Sequence[str] = ()) -> None:
        if found:
            names = ", ".join(sorted(found)[:4])
            way = f"Several projects in {folder} ({names}): name one with --project."
        else:
            way = f"No project in {folder}. Make one with `qualcode init NAME.qualcode`, or name one with --project."
        super().__init__(way)


class ProjectMissingError(QualcodeError):
    """The project file that was named does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"No project file {str(path)!r}. Make it with `qualcode init {path.name}`.")


class ProjectExistsError(QualcodeError):
    """A project would be written over something that is already there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{str(path)!r} already exists and was left as it is. Choose another name.")


class NotAProjectError(QualcodeError):
    """A file is not a qualcode project."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{str(path)!r} is not a qualcode project ({reason}). Name another file with --project.")


class DamagedProjectError(QualcodeError):
    """What stands in a project file is not what was written to it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{str(path)!r} is damaged ({reason}). Keep it as it is and go on with your last copy, as `qualcode "
            f"backup` makes them; `sqlite3 {path.name} .recover` may save more. Nothing was changed."
        )


class NewerProjectError(QualcodeError):
    """A project was written by a newer program."""

    def __init__(self, path: Path, revision: str) -> None:
        super().__init__(
            f"{str(path)!r} was written by a newer qualcode (format {revision}). Update qualcode to open it; the file "
            "was not touched."
        )


class ProjectLockedError(QualcodeError):
    """Another process holds the project for too long."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{str(path)!r} is locked by another process. Wait for it to finish or close it, then try again; nothing "
            "was changed."
        )


class StorageError(QualcodeError):
    """The disk, the folder or the database refused."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{str(path)!r} could not be used: {reason}. Nothing was changed.")


class MigrationError(QualcodeError):
    """A project could not be brought to today's format."""

    def __init__(self, path: Path, backup: Path, reason: str) -> None:
        super().__init__(
            f"{str(path)!r} could not be brought to this version's format ({reason}). It was left as it was; a copy "
            f"stands at {str(backup)!r}."
        )


class PortError(QualcodeError):
    """A port of this machine cannot be listened on."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"Port {port} cannot be used: {reason}. Name another with --port, or none for any free one.")


class ProjectMovedError(QualcodeError):
    """The file of an open project is no more what stands at its path."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{str(path)!r} was moved, deleted or replaced while it was open; nothing more can be kept in it. "
            "Put the file back where it was, or open the project again."
        )
