"""Files: written whole or not at all, and with no text in them that a spreadsheet would take for a formula."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from qualcode.errors.files import UnwritableFileError

_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_ABANDONED = 3600.0  # seconds after which a draft is nobody's
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def is_there(path: Path) -> bool:
    """Tell whether something is at that path; where nobody may look, and where no name can be so long, nothing is."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def is_writable(path: Path) -> bool:
    """Tell whether a file and the folder it is in can be written to."""
    target = path.resolve()
    return os.access(target, os.W_OK) and os.access(target.parent, os.W_OK)


def check_place(path: Path) -> None:
    """Refuse a place where `write_whole` could not write, before the work is done that would be lost.

    Raises:
        UnwritableFileError: it is a folder, its folder is not there, or it may not be written.
    """
    try:
        if path.is_dir():
            raise UnwritableFileError(path, "it is a folder")
        if path.exists():
            if not os.access(path, os.W_OK):
                raise UnwritableFileError(path, "it is read-only")
        elif not path.resolve().parent.is_dir():
            raise UnwritableFileError(path, f"there is no folder {str(path.parent)!r}")
        elif not os.access(path.resolve().parent, os.W_OK):
            raise UnwritableFileError(path, "nothing may be written to its folder")
    except (OSError, RuntimeError, ValueError):
        return  # what is odd about it is said when it is written


def move_whole(draft: Path, target: Path) -> None:
    """Give a finished file its name, unless something has that name meanwhile.

    Drafts of that name that a killed program left behind go, once nobody can be at work on them.

    Args:
        draft: beside the target, called `.NAME.` and eight hexadecimal digits.

    Raises:
        FileExistsError: something has.
        OSError: the disk refuses.
    """
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a disk without links, as USB sticks have
        if is_there(target):
            raise FileExistsError(str(target)) from None
        draft.rename(target)
    else:
        draft.unlink()
    _remove_left(target)


def _remove_left(target: Path) -> None:
    draft = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}(?:-wal|-shm|-journal)?")
    with suppress(OSError):
        for one in target.parent.iterdir():
            if draft.fullmatch(one.name) and one.is_file() and time.time() - one.stat().st_mtime > _ABANDONED:
                one.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Write the bytes as that file, replacing what is there in one step; its permissions stay.

    Until then they stand in a file beside it, so a full disk or a killed program leaves the old file as it was. A link
    stays a link. What is no file but can be written to (a pipe, /dev/stdout) is written to as it is.

    Raises:
        UnwritableFileError: a folder, a missing folder, a read-only file, no permission, no room.
    """
    with _refusals(path):
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        _replace(_target(path), data)


def replace_whole(path: Path, data: bytes, seen: bytes | None) -> bool:
    """Write the bytes as that file in one step if it still is what was seen, and tell whether that was done.

    Args:
        path: the file.
        data: what it is to hold.
        seen: what it held, or None where it was not there.

    Raises:
        UnwritableFileError: as `write_whole`.
    """
    with _refusals(path):
        target = _target(path)
        return _replace(target, data, is_as_seen=lambda: (target.read_bytes() if target.exists() else None) == seen)


def put_whole(path: Path, data: bytes) -> None:
    """Write the bytes as a file of that name in one step, whatever has the name now: a link or a pipe is replaced.

    Raises:
        UnwritableFileError: a folder, a missing folder, no permission, no room.
    """
    with _refusals(path):
        _replace(path, data, keeps_mode=False)


def _target(path: Path) -> Path:
    target = path.resolve()
    if target.exists() and not os.access(target, os.W_OK):
        raise UnwritableFileError(path, "it is read-only")
    return target


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableFileError(path, _reason(error, path)) from error
    except (RuntimeError, ValueError) as error:  # a circle of links (before Python 3.13); a NUL in the name
        raise UnwritableFileError(path, "it is not a place for a file") from error


def defused(text: str) -> str:
    """Return the text with an apostrophe in front where a spreadsheet would take it for a formula.

    These are texts that start with `=`, `+`, `-`, `@` (or their full-width forms), after white space too, or with a
    tab or line break; plain numbers such as -5 stay. A text that has apostrophes before such a start gets one more, so
    that `restored` gives back every text exactly.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restored(text: str) -> str:
    """Return the text that `defused` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _replace(
    target: Path, data: bytes, is_as_seen: Callable[[], bool] = lambda: True, *, keeps_mode: bool = True
) -> bool:
    beside = target.with_name(f".{uuid4().hex}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if keeps_mode and target.exists():
            shutil.copymode(target, beside)
        if not is_as_seen():
            beside.unlink()
            return False
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return True


def _reason(error: OSError, path: Path) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"there is no folder {str(path.parent)!r}"
    return (error.strerror or str(error)).lower()
