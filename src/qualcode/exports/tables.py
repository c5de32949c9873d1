"""Tables to files by file ending, and to text for standard output.

Files keep the characters of the data: a CSV or TSV file says exactly what was stored, escape sequences too, because
it is read by programs, and so does Parquet; text for standard output has them replaced by visible stand-ins, because
it may end on a terminal. JSON is the same in both and safe in both; Markdown, HTML, LaTeX and Excel are for people and
show stand-ins always.

What is for people holds the page of a table where it has one (`analysis.pages`), a workbook the page and the figures;
what is for programs holds the figures, one row each, with their types.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors.files import UnknownFormatError
from qualcode.exports.formats import TEXT_FORMATS, csv_text
from qualcode.exports.graphml import graphml_bytes
from qualcode.exports.provenance import json_line, json_value
from qualcode.exports.sheet import Rows, page_sheet, sheet_of
from qualcode.files import write_whole
from qualcode.model.display import harmless

if TYPE_CHECKING:
    from qualcode.analysis.pages import Page

_FOR_PROGRAMS = ("csv", "tsv")
_FOR_PEOPLE = ("md", "html", "tex")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # tells Excel that a CSV file is UTF-8
ENDINGS = (*(f".{form}" for form in TEXT_FORMATS), ".xlsx", ".parquet")
NETWORK = ".graphml"  # of pairs of codes only
WITHOUT_ABOUT = (".csv", ".tsv")


def write_table(
    rows: Rows,
    path: Path | str,
    about: Mapping[str, object],
    *,
    columns: Iterable[str] = (),
    excel: bool = False,
    page: Page | None = None,
) -> None:
    """Write a table in the format its file ending names (`ENDINGS`, `NETWORK`), whole or not at all.

    Args:
        rows: a frame, or flat dictionaries.
        path: where to.
        about: what the table was made from: its `title`, program version, project, codebook revisions, filters,
            coders, command, time. CSV and TSV cannot hold it: see `write_sidecar`.
        columns: of dictionaries, those that come first, and are there even without any row.
        excel: begin .csv and .tsv with a byte order mark, so that Excel reads umlauts and Cyrillic right.
        page: the table as it is read, for the formats that people read.

    Raises:
        UnknownFormatError: the ending is none of these.
        NotPairsError: the ending is .graphml and the table is not one of pairs of codes.
        TooLargeForExcelError: a workbook cannot hold it.
        UnwritableFileError: the file cannot be written.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in (*ENDINGS, NETWORK):
        raise UnknownFormatError(path, ENDINGS)
    mark = _BYTE_ORDER_MARK if excel and ending in WITHOUT_ABOUT else b""
    write_whole(path, mark + _data(rows, ending, about, columns, page))


def write_sidecar(path: Path, about: Mapping[str, object]) -> Path:
    """Write what the table in that file was made from beside it, and return where: the file's name and `.about.json`.

    It holds the SHA-256 of the table too, so that a table that was changed since shows.

    Raises:
        UnwritableFileError: it cannot be written.
    """
    beside = sidecar_of(path)
    facts = {"about": json_value(about), "file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    write_whole(beside, (json_line(facts) + "\n").encode())
    return beside


def sidecar_of(path: Path) -> Path:
    """Return the file beside a table that says what the table was made from."""
    return path.with_name(path.name + ".about.json")


def fingerprint(rows: Rows) -> str:
    """Return a SHA-256 of the columns and cells of a table; equal figures have equal ones, whatever the format."""
    return hashlib.sha256(csv_text(sheet_of(rows, {})).encode("utf-8", "replace")).hexdigest()


def table_text(rows: Rows, form: str, about: Mapping[str, object], *, page: Page | None = None) -> str:
    """Return a table as text for standard output, a newline at its end; `form` is csv, tsv, md, html, tex or json.

    Nothing in it can steer a terminal.

    Raises:
        UnknownFormatError: the form is none of these.
    """
    text_of = TEXT_FORMATS.get(form.lower().removeprefix("."))
    if text_of is None:
        raise UnknownFormatError(form, tuple(TEXT_FORMATS))
    if page is not None and form in _FOR_PEOPLE:
        return text_of(page_sheet(page, about))
    sheet = sheet_of(rows, about)
    return text_of(sheet.with_text(harmless) if form in _FOR_PROGRAMS else sheet)


def _data(rows: Rows, ending: str, about: Mapping[str, object], columns: Iterable[str], page: Page | None) -> bytes:
    if ending == ".parquet":
        from qualcode.exports.parquet import parquet_bytes

        return parquet_bytes(rows, about, columns)
    sheet = sheet_of(rows, about, columns)
    if ending == ".xlsx":
        from qualcode.exports.workbook import workbook_bytes

        return workbook_bytes(sheet) if page is None else workbook_bytes(page_sheet(page, about), figures=sheet)
    if ending == NETWORK:
        return graphml_bytes(sheet)
    if page is not None and ending.removeprefix(".") in _FOR_PEOPLE:
        sheet = page_sheet(page, about)
    # A lone surrogate has no UTF-8; it can only come from a damaged file name.
    return TEXT_FORMATS[ending.removeprefix(".")](sheet).encode("utf-8", "replace")
