"""Excel workbooks looked at before they are read: no bomb comes further than here.

A workbook is a zip archive of XML. Every part is unpacked once, within limits and against its checksum, and the cells
must lie in an area that fits into memory: one cell at the end of a sheet would make a table of billions.
"""

import io
import re
import zipfile
import zlib
from pathlib import Path

from qualcode.errors.codebooks import CodebookFileError

LARGEST_UNPACKED = 64_000_000
MOST_PARTS = 2_000
MOST_CELLS = 5_000_000
_PLACE = re.compile(rb"""\br\s*=\s*["']\s*\$?([A-Za-z]{0,3})\$?([0-9]{1,10})""")
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,10})")
_OLD = b"\xd0\xcf\x11\xe0"


def check_workbook(path: Path, content: bytes) -> None:
    """Refuse what is no workbook, or one that would unpack to more than any codebook needs.

    Raises:
        CodebookFileError: it is such; the reason is in one line.
    """
    if content.startswith(_OLD):
        reason = "is an old workbook (.xls) or one with a password; save it as .xlsx without a password."
        raise CodebookFileError(path, None, None, reason)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise CodebookFileError(path, None, None, "is no whole Excel workbook (.xlsx); save it again.") from error


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        reason = f"unpacks to {unpacked // 1_000_000:,} MB in {len(parts):,} parts, more than any codebook needs."
        raise CodebookFileError(path, None, None, reason)
    for part in parts:
        data = archive.read(part)  # never more than it says, and only with the right checksum
        if b"<!DOCTYPE" in data[:4096].upper():
            raise CodebookFileError(path, None, None, "declares XML entities, which no workbook does.")
        if _area(data) > MOST_CELLS and _area_of_values(data) > MOST_CELLS:
            reason = (
                f"has cells so far apart that its table has more than {MOST_CELLS:,}; delete those far from the codes."
            )
            raise CodebookFileError(path, None, None, reason)


def _area(data: bytes) -> int:
    """Return how many cells there are up to the last one, counting everything that looks like the place of one."""
    letters: set[bytes] = set()
    last = 1
    for place in _PLACE.finditer(data):
        letters.add(place[1])
        last = max(last, int(place[2]))
    return _width(letters) * last


def _area_of_values(data: bytes) -> int:
    """Return the same for cells that hold something; empty ones that only have a look are many."""
    from lxml import etree

    letters: set[bytes] = set()
    last = 1
    elements = etree.iterparse(
        io.BytesIO(data), events=("end",), tag="{*}c", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for _, cell in elements:
            place = _CELL.fullmatch((cell.get("r") or "").strip())
            if len(cell) and place:
                letters.add(place[1].encode())
                last = max(last, int(place[2]))
            cell.clear()
    except etree.XMLSyntaxError:
        return MOST_CELLS + 1  # what is broken is not tried out
    return _width(letters) * last


def _width(letters: set[bytes]) -> int:
    columns = 1
    for name in letters:
        number = 0
        for char in name.upper():
            number = number * 26 + char - 64
        columns = max(columns, number)
    return columns
