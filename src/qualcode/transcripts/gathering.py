"""Several transcripts at once: files, folders and zip files named by a person become a list.

Folders are walked, zip files are read without being unpacked to disk. What is hidden, or of a kind that is no
transcript, is left out and listed. Names of files become names of sources; where two in a folder or zip are called
alike, the name of the folder they lie in stands in front.
"""

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from qualcode.errors.base import QualcodeError
from qualcode.errors.files import UnreadableFileError
from qualcode.transcripts.files import file_bytes
from qualcode.transcripts.formats.formats import ENDINGS, LARGEST, RawFile

_MOST_FILES = 20_000
_MOST_BYTES = 2 * 1024**3
_LARGEST = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class Found:
    """One file that can be read.

    Attributes:
        name: what it will be called.
        folder: the one it lies in, inside a folder or zip; empty for a file that was named itself.
        read: returns its bytes or raises a `QualcodeError`.
    """

    name: str
    folder: str
    read: Callable[[], bytes]

    def raw(self) -> RawFile:
        """Return the file with its bytes.

        Raises:
            UnreadableFileError, UnknownFormatError: it cannot be read.
        """
        return RawFile(self.name, self.read())


@dataclass(slots=True)
class Gathering:
    """What was found under the names a person gave.

    Attributes:
        found: in the order of the names; files of a folder or zip by their paths.
        refused: folders and zip files that cannot be read.
        left_out: files inside them that are no transcripts.
    """

    found: list[Found]
    refused: list[QualcodeError]
    left_out: list[str]


def gathered(paths: Sequence[Path], stack: ExitStack) -> Gathering:
    """Return all files that can be read under some paths; zip files stay open until the stack is closed."""
    gathering = Gathering([], [], [])
    for path in paths:
        before = len(gathering.found) + len(gathering.refused)
        try:
            if path.is_dir():
                _add_folder(path, gathering, stack)
            elif path.suffix.lower() == ".zip":
                _add_zip(path, gathering, stack)
            else:
                gathering.found.append(_file(path, ""))
            if len(gathering.found) + len(gathering.refused) == before:
                raise UnreadableFileError(path, "there is no transcript in it")
        except QualcodeError as error:
            gathering.refused.append(error)
        except (OSError, ValueError) as error:
            gathering.refused.append(UnreadableFileError(path, getattr(error, "strerror", None) or "the disk refused"))
    gathering.found = _told_apart(gathering.found)
    return gathering


def largest(name: str) -> int:
    """Return how many bytes a file of this name may have."""
    kind = ENDINGS.get(Path(name).suffix.lower(), "text")
    return LARGEST.get(kind, _LARGEST)


def _file(path: Path, folder: str) -> Found:
    return Found(path.name, folder, lambda: file_bytes(path, ENDINGS, largest=largest(path.name)))


def _add_folder(path: Path, gathering: Gathering, stack: ExitStack) -> None:
    count = 0
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        for name in sorted(files):
            count += 1
            if count > _MOST_FILES:
                raise UnreadableFileError(path, f"there are more than {_MOST_FILES} files in it; name a smaller folder")
            if _is_hidden(name):
                continue
            file = Path(folder, name)
            if file.suffix.lower() == ".zip":
                try:
                    _add_zip(file, gathering, stack)
                except QualcodeError as error:
                    gathering.refused.append(error)
            elif _is_transcript(name):
                gathering.found.append(_file(file, Path(folder).name))
            else:
                gathering.left_out.append(name)


def _add_zip(path: Path, gathering: Gathering, stack: ExitStack) -> None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableFileError(path, "it is no ordinary file")
        package = stack.enter_context(zipfile.ZipFile(path))
        entries = [entry for entry in package.infolist() if not entry.is_dir()]
    except FileNotFoundError:
        raise UnreadableFileError(path, "there is no such file") from None
    except PermissionError:
        raise UnreadableFileError(path, "you have no permission to read it") from None
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise UnreadableFileError(path, "it is damaged, or not a zip file") from None
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise UnreadableFileError(path, "it unpacks to more than 2 GB or 20000 files; split it")
    for entry in sorted(entries, key=lambda entry: entry.filename):
        inside = PurePosixPath(_entry_name(entry).replace("\\", "/"))
        if any(_is_hidden(part) for part in inside.parts if part != ".."):
            continue
        if _is_transcript(inside.name):
            read = partial(_entry_bytes, package, entry, f"{path.name}: {inside.name}")
            gathering.found.append(Found(inside.name, inside.parent.name or path.stem, read))
        else:
            gathering.left_out.append(inside.name)


def _entry_bytes(package: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str) -> bytes:
    if entry.flag_bits & 1:
        raise UnreadableFileError(shown, "it is protected with a password; unpack it first")
    if entry.file_size > largest(shown):
        raise UnreadableFileError(shown, f"it is larger than {largest(shown) // 1024**2} MB; split it")
    try:
        return package.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise UnreadableFileError(shown, f"the zip file is damaged there ({str(error)[:80]})") from None


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Return the entry's name; programs that do not say so write UTF-8 or, on Russian Windows, CP866."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        russian = raw.decode("cp866")
        cyrillic = sum("\u0400" <= char <= "\u04ff" for char in russian)
        return russian if cyrillic * 2 > sum(char > "\x7f" for char in russian) else entry.filename


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name == "__MACOSX"


def _is_transcript(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return bool(suffix) and suffix in ENDINGS


def _told_apart(found: Sequence[Found]) -> list[Found]:
    names = Counter(one.name for one in found)
    return [
        replace(one, name=f"{one.folder}_{one.name}") if names[one.name] > 1 and one.folder else one for one in found
    ]
