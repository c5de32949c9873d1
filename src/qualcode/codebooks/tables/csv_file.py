"""Codebook files in CSV, read: one row a code, its parent named by path, name, GUID or identifier.

Read is whatever spreadsheets and people make of it: commas, semicolons or tabs, Excel's `sep=;`, other spellings of the
columns. Only the column of names must be there.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from qualcode.codebooks.drafts import BookDraft, Remarks
from qualcode.codebooks.tables.columns import MOST_COLUMNS, Header, header_of
from qualcode.codebooks.tables.rows import table_draft
from qualcode.errors.codebooks import CodebookFileError
from qualcode.files import restored

_DELIMITERS = (",", ";", "\t")


def read_csv(path: Path, text: str, remarks: Remarks) -> BookDraft:
    """Return what a CSV text says of a codebook; it is called as the file is.

    Raises:
        CodebookFileError: no column of names, a row without a name, a parent that is not there, broken quoting.
    """
    body, first_line = _without_hint(text)
    header, delimiter = _header(path, body, first_line, remarks)
    records = _records(path, body, first_line, delimiter)
    next(records, None)
    cells = ((line, [restored(cell) for cell in record]) for line, record in records)
    return table_draft(path, header, cells, remarks)


def _without_hint(text: str) -> tuple[str, int]:
    """Return the text without blank lines and Excel's `sep=;` at its start, and the number of its first line."""
    found = re.match(r"(?:\s*\n)?(?:sep=.\n)?", text)
    body = text[found.end() :] if found else text
    return body, text.count("\n") - body.count("\n") + 1


def _header(path: Path, body: str, line: int, remarks: Remarks) -> tuple[Header, str]:
    """Return the columns of the first line, taken apart by the delimiter under which most of them are known."""
    best: tuple[Header, str] | None = None
    names: list[str] = []
    fault: CodebookFileError | None = None
    for delimiter in _DELIMITERS:
        try:
            row = next(_records(path, body, line, delimiter), (line, []))[1]
        except CodebookFileError as error:
            fault = fault or error
            continue
        if len(row) > MOST_COLUMNS:
            raise CodebookFileError(
                path, line, MOST_COLUMNS + 1, f"more than {MOST_COLUMNS:,} columns are no codebook."
            )
        header = header_of(row)
        if best is None or len(header.places) > len(best[0].places):
            best, names = (header, delimiter), row
    if best is None and fault is not None:
        raise fault
    if best is None or "name" not in best[0].places:
        found = ", ".join(repr(name) for name in names[:6])
        reason = f"the first line names no column `name` (it has {found or 'nothing'}); a codebook's table needs one."
        raise CodebookFileError(path, line, 1, reason)
    if best[0].unread:
        unread = ", ".join(repr(name) for name in best[0].unread)
        remarks.add("unknown column", line, f"not read: the columns {unread}.")
    return best


def _records(path: Path, body: str, line: int, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank with the line it begins in."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    begins = line
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield begins, record
            begins = line + reader.line_num
    except csv.Error as error:
        cell = _broken_cell(body, begins - line, delimiter)
        reason = f"{error}; are the quotes in this row closed and doubled?"
        raise CodebookFileError(path, begins, cell, reason) from error


def _broken_cell(body: str, line: int, delimiter: str) -> int:
    """Return in which cell, from 1, the quotes break of the record that begins in that line, from 0."""
    end = re.escape(delimiter) + r"\n"
    cell = re.compile(rf'(?:"(?:[^"]|"")*+"|[^"{end}][^{end}]*+)?(?=[{end}]|\Z)')
    place = len("".join(body.splitlines(keepends=True)[:line])) if line else 0
    number = 1
    while (found := cell.match(body, place)) and body[found.end() : found.end() + 1] == delimiter:
        place = found.end() + 1
        number += 1
    return number
