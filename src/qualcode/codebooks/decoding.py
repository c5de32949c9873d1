"""Bytes of a codebook file → text: UTF-8 or UTF-16, with or without a byte order mark, and not without end.

Tables may also be in Windows-1251 or Windows-1252, in which Excel saves its CSV files.
"""

import codecs
import re
import stat
from pathlib import Path

from qualcode.codebooks.drafts import Remarks
from qualcode.errors.files import NotTextError, UnreadableFileError

LARGEST = 20_000_000
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Excel writes a question mark for each letter that the encoding of its plain CSV lacks.
_LOST_WORD = re.compile(r"\?{3,}")
_MANY_LOST = 3
_HIGH_LETTER = re.compile(rb"[\xa8\xaa\xaf\xb2\xb3\xb8\xba\xbf-\xff]")
_HIGH_LETTERS = re.compile(rb"[\xa8\xaa\xaf\xb2\xb3\xb8\xba\xbf-\xff]{2,}")


def read_content(path: Path, largest: int = LARGEST) -> bytes:
    """Return the file's bytes.

    Raises:
        UnreadableFileError: it is missing, a folder, a pipe or device, not permitted or larger than that.
    """
    try:
        if not stat.S_ISREG(mode := path.stat().st_mode) and not stat.S_ISDIR(mode):
            raise UnreadableFileError(path, "it is no ordinary file")  # a pipe would keep us waiting
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise UnreadableFileError(path, _reason(error)) from error
    except ValueError as error:
        raise UnreadableFileError(path, "its name holds a zero character") from error
    if len(content) > largest:
        raise UnreadableFileError(path, f"it is larger than {largest // 1_000_000} MB, more than any codebook needs")
    return content


def read_text(path: Path) -> str:
    r"""Return the file's text without byte order mark, its line ends made `\n`.

    Raises:
        UnreadableFileError: it is missing, a folder, a pipe or device, not permitted or larger than 20 MB.
        NotTextError: it is not UTF-8 or UTF-16, with the line where that shows.
    """
    return one_newline(_decoded(path, read_content(path)))


def read_table_text(path: Path, remarks: Remarks) -> str:
    r"""Return the text of a CSV file, line ends made `\n`, with a remark where it is in one of Windows' encodings.

    Raises:
        UnreadableFileError: as `read_text`.
        NotTextError: it is binary.
    """
    content = read_content(path)
    try:
        text = _decoded(path, content)
    except NotTextError:
        if _BINARY.search(content) or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise
        encoding, name = windows_encoding(content)
        told = f"is not UTF-8 and is read as {name}; save it as UTF-8 if letters came out wrong."
        remarks.add("encoding", None, told)
        text = content.decode(encoding, "replace")
    lost = _LOST_WORD.findall(text)
    if len(lost) >= _MANY_LOST:
        told = f"{len(lost)} words are question marks ({lost[0]}): whatever saved it as CSV lost their letters. "
        remarks.add("lost letters", None, told + "Save it again as “CSV UTF-8”, or as .xlsx, before it is taken.")
    return one_newline(text)


def windows_encoding(content: bytes) -> tuple[str, str]:
    """Return the encoding in which Excel saved these bytes, and its name: Windows-1251 (Cyrillic) or Windows-1252.

    Cyrillic words are made of such letters throughout; in Western ones an accented letter stands between plain ones.
    """
    beside = sum(len(run) - 1 for run in _HIGH_LETTERS.findall(content))
    is_cyrillic = 5 * beside >= 3 * len(_HIGH_LETTER.findall(content)) > 0
    return ("cp1251", "Windows-1251") if is_cyrillic else ("cp1252", "Windows-1252")


def one_newline(text: str) -> str:
    r"""Return the text with line ends made `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
