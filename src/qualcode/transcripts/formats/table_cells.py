"""Tables as rows of text: CSV in any of its dialects and encodings, and the first filled sheet of a workbook."""

import csv
import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.errors.files import TableFormatError, UnreadableFileError
from qualcode.transcripts.decoding import decoding
from qualcode.transcripts.formats.zipped import checked_package

_DELIMITERS = (",", ";", "\t", "|")
_MOST_CELLS = 5_000_000
_ROW = re.compile(rb"""\br=["'][A-Z]{0,3}(\d{1,9})["']""")
_COLUMN = re.compile(rb"""\br=["']([A-Z]{1,3})\d{1,9}["']""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of a table, blank ones left out, each with as many cells as the widest.

    Attributes:
        lines: of the file, from 1, where each row begins.
    """

    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    encoding: str
    doubts: tuple[str, ...] = ()


def csv_table(data: bytes, name: str, encoding: str | None) -> Table:
    """Return the rows of a CSV or TSV file.

    Raises:
        NotTextError, EmptyTextError: as for plain text.
        TableFormatError: broken quotes, or a cell longer than a book.
    """
    found = decoding(data, name, encoding)
    lines = found.text.split("\n")
    if lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        delimiter, lines[0] = lines[0][4], ""
    else:
        header = next(line for line in lines if line.strip())
        delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    limit = csv.field_size_limit(16 * 1024 * 1024)
    rows: list[list[str]] = []
    numbers: list[int] = []
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append(stripped)
                numbers.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableFormatError(name, line, f"the quotes or cells are broken ({error}).") from None
    finally:
        csv.field_size_limit(limit)
    return Table(rows=_even(rows), lines=numbers, encoding=found.encoding, doubts=found.doubts)


def workbook_table(data: bytes, name: str) -> Table:
    """Return the rows of the first sheet that has any; other filled sheets are named in a doubt.

    Raises:
        UnreadableFileError: encrypted, damaged, too large, or nothing in it.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    with checked_package(data, name, "an Excel workbook (XLSX)", parts=("[Content_Types].xml",)) as package:
        for entry in package.infolist():
            if "sheet" in entry.filename and entry.filename.endswith(".xml"):
                _check_extent(package.read(entry), name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(sheet, book.get_sheet_by_name(sheet).to_python()) for sheet in book.sheet_names]
    except CalamineError as error:
        raise UnreadableFileError(name, f"the workbook is damaged or locked ({_first_line(error)})") from None
    filled = [(sheet, rows) for sheet, rows in sheets if any(cell != "" for row in rows for cell in row)]
    if not filled:
        raise UnreadableFileError(name, "the workbook is empty")
    texts = [[_cell(cell) for cell in row] for row in filled[0][1]]
    kept = [(line, row) for line, row in enumerate(texts, 1) if any(row)]
    others = ", ".join(repr(sheet) for sheet, _ in filled[1:])
    return Table(
        rows=_even([row for _, row in kept]),
        lines=[line for line, _ in kept],
        encoding="utf-8",
        doubts=(f"only the sheet {filled[0][0]!r} was read; left out: {others}",) if others else (),
    )


def _check_extent(sheet: bytes, name: str) -> None:
    """Refuse a sheet whose filled cells lie so far apart that the room between them would fill memory.

    Raises:
        UnreadableFileError: they do.
    """
    rows = max((int(number) for number in _ROW.findall(sheet)), default=1)
    columns = max((_column_number(letters) for letters in set(_COLUMN.findall(sheet))), default=1)
    if rows * columns > _MOST_CELLS:
        raise UnreadableFileError(name, f"a sheet reaches to row {rows} and column {columns}; take far-off cells out")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _even(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _cell(value: object) -> str:
    """Return what the cell shows: whole numbers without a point, dates and times as ISO writes them."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.timedelta):
        seconds = value.total_seconds()
        return f"{int(seconds // 3600):02d}:{int(seconds % 3600 // 60):02d}:{seconds % 60:02.0f}"
    if isinstance(value, datetime.datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").replace("\0", "")
    return text.strip()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no more is known"])[0][:80]
