"""What a table was made from, read back from the file that holds it. `provenance` says where it stands in each format.

Files come from anywhere. Nothing is taken from them but one JSON object, and nothing in it is run. Archives and XML are
read with limits, and without entities.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors.exports import NoProvenanceError
from qualcode.errors.files import UnknownFormatError, UnreadableFileError
from qualcode.exports.provenance import ABOUT_JSON, ABOUT_SHEET, PARQUET_KEY
from qualcode.exports.tables import ENDINGS, WITHOUT_ABOUT, sidecar_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST_FILE = 2**30
_LARGEST_PART = 2**24  # of a workbook's about; a few thousand bytes are usual
_PLACES = {
    ".md": re.compile(r"^<!-- qualcode (.*) -->$", re.MULTILINE),
    ".html": re.compile(r'^<script type="application/json" id="qualcode-about">(.*)</script>$', re.MULTILINE),
    ".tex": re.compile(r"^% qualcode (\{.*)$", re.MULTILINE),
}
_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a table was made from.

    Attributes:
        about: as it was written.
        is_changed: whether the table's file was changed since; None where that cannot be told.
    """

    about: Mapping[str, object]
    is_changed: bool | None = None


def read_provenance(path: Path | str) -> Provenance:
    """Return what the table in a file was made from; of .csv and .tsv, what the file beside it says.

    Raises:
        UnknownFormatError: no table is kept in such a file.
        UnreadableFileError: it cannot be read.
        NoProvenanceError: it does not say.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UnknownFormatError(path, ENDINGS)
    if ending in WITHOUT_ABOUT:
        return _from_sidecar(path)
    return Provenance(_checked(path, _READ[ending](path)))


def _from_sidecar(path: Path) -> Provenance:
    table = _bytes(path)
    beside = sidecar_of(path)
    if not beside.is_file():
        raise NoProvenanceError(path, f"no {beside.name} stands beside it")
    whole = _object(beside, _bytes(beside).decode("utf-8", "replace"))
    told = whole.get("sha256")
    is_changed = hashlib.sha256(table).hexdigest() != told if isinstance(told, str) else None
    return Provenance(_checked(beside, whole.get("about")), is_changed)


def _from_json(path: Path) -> object:
    return _object(path, _bytes(path).decode("utf-8-sig", "replace")).get("about")


def _from_text(path: Path) -> object:
    found = _PLACES[path.suffix.lower()].search(_bytes(path).decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    return _object(path, found[1]) if found else None


def _from_parquet(path: Path) -> object:
    import io

    import polars as pl

    data = _bytes(path)
    try:
        facts = pl.read_parquet_metadata(io.BytesIO(data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError):
        raise UnreadableFileError(path, "it is no Parquet file") from None
    return _object(path, facts[PARQUET_KEY]) if PARQUET_KEY in facts else None


def _from_workbook(path: Path) -> object:
    try:
        with zipfile.ZipFile(path) as archive:
            text = "".join(_about_rows(archive))
    except OSError as error:
        raise UnreadableFileError(path, (error.strerror or "it is no workbook").lower()) from None
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, NotImplementedError, RuntimeError, EOFError):
        raise UnreadableFileError(path, "it is no workbook, or a damaged one") from None
    return _object(path, text) if text else None


def _about_rows(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the parts of the JSON in the sheet that says how the table was made."""
    sheets = {
        sheet.get("name"): sheet.get(_RELATION)
        for sheet in _part(archive, "xl/workbook.xml").iter(f"{_SPREADSHEET}sheet")
    }
    places = {
        relation.get("Id"): relation.get("Target", "") for relation in _part(archive, "xl/_rels/workbook.xml.rels")
    }
    if ABOUT_SHEET not in sheets:
        return
    target = places[sheets[ABOUT_SHEET]]
    page = _part(archive, target.removeprefix("/") if target.startswith("/") else f"xl/{target}")
    wanted = [[_cell(cell) for cell in row] for row in page.iter(f"{_SPREADSHEET}row")]
    numbers = {cell for row in wanted for cell in row if isinstance(cell, int)}
    shared = _shared_texts(archive, numbers) if numbers else {}
    for row in wanted:
        texts = [shared[cell] if isinstance(cell, int) else cell for cell in row]
        if len(texts) == 2 and texts[0] == ABOUT_JSON:
            yield texts[1]


def _cell(cell: Element) -> str | int:
    """Return a cell's text, or the number of the shared text that it is."""
    value = cell.find(f"{_SPREADSHEET}v")
    if cell.get("t") == "s" and value is not None:
        return int(value.text or "")
    return _letters(cell)


def _shared_texts(archive: zipfile.ZipFile, numbers: set[int]) -> dict[int, str]:
    items = _part(archive, "xl/sharedStrings.xml", largest=_LARGEST_FILE).iter(f"{_SPREADSHEET}si")
    return {number: _letters(item) for number, item in enumerate(items) if number in numbers}


def _letters(item: Element) -> str:
    text = "".join(part.text or "" for part in item.iter(f"{_SPREADSHEET}t"))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _part(archive: zipfile.ZipFile, name: str, *, largest: int = _LARGEST_PART) -> Element:
    from xml.etree import ElementTree as ET

    with archive.open(name) as file:
        data = file.read(largest + 1)
    # XML of workbooks is UTF-8 and declares nothing; declared entities are how a small file becomes a huge one.
    if len(data) > largest or b"<!" in data or b"\0" in data:
        raise ValueError(name)
    try:
        return ET.fromstring(data)  # noqa: S314  # without declarations there are no entities
    except ET.ParseError:
        raise ValueError(name) from None


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UnreadableFileError(path, "it is a folder" if path.is_dir() else "there is no such file")
        if path.stat().st_size > _LARGEST_FILE:
            raise UnreadableFileError(path, "it is larger than any table")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path, (getattr(error, "strerror", None) or "no such file").lower()) from error


def _object(path: Path, text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise NoProvenanceError(path, "what should say so is no JSON") from None
    return found if isinstance(found, dict) else {}


def _checked(path: Path, about: object) -> Mapping[str, object]:
    if not isinstance(about, dict) or not about:
        raise NoProvenanceError(path, "it was written without, or by another program")
    return about


_READ: dict[str, Callable[[Path], object]] = {
    **dict.fromkeys(_PLACES, _from_text),
    ".json": _from_json,
    ".xlsx": _from_workbook,
    ".parquet": _from_parquet,
}
