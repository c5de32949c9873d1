"""Writing a file whole or not at all."""

import os
import shutil
from pathlib import Path
from uuid import uuid4

from qualcode.errors import UnwritableFileError


def write_whole(path: Path, data: bytes) -> None:
    """Write the bytes as that file, replacing what is there in one step; its permissions stay.

    Until then they stand in a file beside it, so a full disk or a killed program leaves the old file as it was. A link
    stays a link. What is no file but can be written to (a pipe, /dev/stdout) is written to as it is.

    Raises:
        UnwritableFileError: a folder, a missing folder, a read-only file, no permission, no room.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        target = path.resolve()
        if target.exists() and not os.access(target, os.W_OK):
            raise UnwritableFileError(path, "it is read-only")
        _replace(target, data)
    except OSError as error:
        raise UnwritableFileError(path, _reason(error, path)) from error
    except (RuntimeError, ValueError) as error:  # a circle of links (before Python 3.13); a NUL in the name
        raise UnwritableFileError(path, "it is not a place for a file") from error


def _replace(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{uuid4().hex}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _reason(error: OSError, path: Path) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"there is no folder {str(path.parent)!r}"
    return (error.strerror or str(error)).lower()
