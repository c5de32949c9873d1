"""Documents that are zip files inside (DOCX, ODT, XLSX): looked at before any library unpacks them.

What an entry claims to hold is all that is ever unpacked of it, so sums of claims bound memory.
"""

import io
import zipfile

from qualcode.errors.files import UnreadableFileError

_MOST_BYTES = 400 * 1024 * 1024
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
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise UnreadableFileError(name, "it unpacks to more than 400 MB; take pictures out of it, or split it")
    return package
