"""What a PDF unpacks to, before any library unpacks it: a page of a kilobyte can hold gigabytes of nothing."""

import re
import zlib

from qualcode.errors.files import UnreadableFileError

_MOST_BYTES = 100 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 1 << 16


def check_unpacked_size(data: bytes, name: str) -> None:
    """Refuse a file whose packed streams hold more than 100 MB together, pictures left out: nobody unpacks them.

    Raises:
        UnreadableFileError: they do.
    """
    total = 0
    for match in _STREAM.finditer(data):
        if data[match.end() : match.end() + 1] not in (b"\x78", b"\x58", b"\x48", b"\x68", b"\x38", b"\x28", b"\x18"):
            continue
        if b"/Image" in data[max(0, match.start() - 600) : match.start()].rpartition(b" obj")[2]:
            continue
        total += _size(data, match.end(), _MOST_BYTES - total)
        if total > _MOST_BYTES:
            raise UnreadableFileError(
                name, "it unpacks to more than 100 MB beside pictures; print it to a new PDF, or split it"
            )


def _size(data: bytes, start: int, most: int) -> int:
    """Return how much one stream unpacks to, counted a little beyond `most` at the farthest; nothing is kept."""
    unpacking = zlib.decompressobj()
    size = 0
    try:
        for place in range(start, len(data), _PIECE):
            piece = data[place : place + _PIECE]
            while piece and not unpacking.eof:
                size += len(unpacking.decompress(piece, 1 << 20))
                piece = unpacking.unconsumed_tail
                if size > most:
                    return size
            if unpacking.eof:
                break
    except zlib.error:
        return size
    return size
