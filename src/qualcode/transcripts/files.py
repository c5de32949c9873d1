"""The bytes of a file somebody named, or one clear line why not."""

import stat
from collections.abc import Iterable
from pathlib import Path

from qualcode.errors.files import UnknownFormatError, UnreadableFileError

_LARGEST = 64 * 1024 * 1024


def file_bytes(path: Path, endings: Iterable[str], *, largest: int | None = None) -> bytes:
    """Return what stands in the file.

    Args:
        path: of an ordinary file.
        endings: those that are read, in lower case; the empty one is a name without an ending.
        largest: how many bytes it may have; 64 MB unless told.

    Raises:
        UnreadableFileError: missing, a folder, a device, no permission, too large, a name that is no text.
        UnknownFormatError: another ending.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFileError(path, "it is a folder; name the files in it")
        known = list(endings)
        if path.suffix.lower() not in known:
            raise UnknownFormatError(path, [ending for ending in known if ending])
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError(path, "it is no ordinary file")
        largest = largest or _LARGEST
        if status.st_size > largest:
            raise UnreadableFileError(path, f"it is larger than {largest // 1024**2} MB; split it")
        path.name.encode("utf-8")
        return path.read_bytes()
    except UnicodeEncodeError:
        raise UnreadableFileError(path, "its name is not valid Unicode; rename it") from None
    except FileNotFoundError:
        raise UnreadableFileError(path, "there is no such file") from None
    except PermissionError:
        raise UnreadableFileError(path, "you have no permission to read it") from None
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "the disk refused") from None
    except ValueError:
        raise UnreadableFileError(path, "its name cannot be a file's") from None
