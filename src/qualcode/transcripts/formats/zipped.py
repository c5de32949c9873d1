"""Documents that are zip files inside (DOCX, ODT, XLSX): looked at before any library unpacks them.

What an entry claims to hold is all that is ever unpacked of it, so sums of claims bound memory. Text of 48 MB is more
than a hundred books; a file that grows eightfold and beyond 64 MB was made to do harm.
"""

import io
import zipfile

from qualcode.errors.files import UnreadableFileError

_MB = 1024 * 1024
_MOST_BYTES, _FEWEST_BYTES, _MOST_TIMES = 400 * _MB, 64 * _MB, 8
_MOST_XML = 48 * _MB
_MOST_ENTRIES = 20_000
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def checked_package(data: bytes, name: str, what: str, *, parts: tuple[str, ...]) -> zipfile.ZipFile:
    """Return the opened zip of a document.

    Args:
        what: such as "a Word document (DOCX)", for the messages.
        parts: entries of which one at least must be there.

    Raises:
        UnreadableFileError: encrypted, of another format, damaged, or unpacking to more than memory should hold.
    """
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise UnreadableFileError(name, "it is protected with a password; save it without one")
        raise UnreadableFileError(name, f"it is in the old binary format, not {what}; save it in the new one")
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFileError(name, f"it is damaged, or not {what}") from None
    if not any(entry.filename in parts for entry in entries):
        raise UnreadableFileError(name, f"it is not {what}, whatever its ending says")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFileError(name, "it is protected with a password; save it without one")
    most = min(_MOST_BYTES, max(_FEWEST_BYTES, _MOST_TIMES * len(data)))
    xml = max((entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))), default=0)
    if len(entries) > _MOST_ENTRIES or xml > _MOST_XML or sum(entry.file_size for entry in entries) > most:
        raise UnreadableFileError(name, "it unpacks to more than a document should hold; split it, or save it as text")
    return package
