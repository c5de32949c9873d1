"""Bytes of a codebook file → text: UTF-8 or UTF-16, with or without a byte order mark, and not without end."""

import codecs
import stat
from pathlib import Path

from qualcode.errors.files import NotTextError, UnreadableFileError

LARGEST = 20_000_000
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_text(path: Path) -> str:
    r"""Return the file's text without byte order mark, its line ends made `\n`.

    Raises:
        UnreadableFileError: it is missing, a folder, a pipe or device, not permitted or larger than 20 MB.
        NotTextError: it is not UTF-8 or UTF-16, with the line where that shows.
    """
    try:
        if not stat.S_ISREG(mode := path.stat().st_mode) and not stat.S_ISDIR(mode):
            raise UnreadableFileError(path, "it is no ordinary file")  # a pipe would keep us waiting
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableFileError(path, _reason(error)) from error
    if len(content) > LARGEST:
        raise UnreadableFileError(path, f"it is larger than {LARGEST // 1_000_000} MB, more than any codebook needs")
    return _decoded(path, content).replace("\r\n", "\n").replace("\r", "\n")


def _reason(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return (error.strerror or "it cannot be opened").lower()


def _decoded(path: Path, content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded_as(path, content[len(mark) :], encoding)
    # ASCII in UTF-16 has a zero in every other byte; in UTF-8 a zero has no place at all.
    if len(content) >= 2 and 0 in content[:2] and content[:2] != b"\0\0":
        return _decoded_as(path, content, "utf-16-be" if content[0] == 0 else "utf-16-le")
    return _decoded_as(path, content, "utf-8")


def _decoded_as(path: Path, content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, "replace").count("\n") + 1
        raise NotTextError(path, f"line {line} is not {encoding[:6].upper()}; save it as UTF-8") from error
    zero = text.find("\0")
    if zero >= 0:
        raise NotTextError(path, f"line {text[:zero].count(chr(10)) + 1} has a zero byte, as binary files have")
    return text
