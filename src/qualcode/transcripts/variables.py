"""Variables of cases and sources from a CSV or a workbook: a column for the source, one for the case, then variables.

A row without a case describes its source; a row without a source belongs to the only one there is. Empty cells are
missing values and are left out. Everything is text here; types are given later.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors.files import TableFormatError
from qualcode.errors.values import InvalidValueError
from qualcode.model.identity import checked_name
from qualcode.transcripts.decoding import decoded
from qualcode.transcripts.files import file_bytes
from qualcode.transcripts.labels.shapes import label_key

_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
_DELIMITERS = (",", ";", "\t")
_SOURCE_COLUMNS = frozenset({"source", "file", "filename", "file name", "transcript", "group file", "источник", "файл"})
_CASE_COLUMNS = frozenset({"case", "participant", "speaker", "speaker label", "label", "кейс", "участник", "спикер"})


@dataclass(frozen=True, slots=True)
class VariableRow:
    """What one row says.

    Attributes:
        line: of the file, from 1, where the row begins.
        source: name of a source as written, with or without its ending; None where the row has none.
        case: speaker label as written; None when the row describes the source.
        values: variable and value, in the order of the columns, empty cells left out.
    """

    line: int
    source: str | None
    case: str | None
    values: tuple[tuple[str, str], ...]


def read_variables(path: Path) -> tuple[tuple[VariableRow, ...], tuple[str, ...]]:
    """Return the rows of a variables file, and the names of the variables in the order of its columns.

    Comma, semicolon or tab between cells, whichever stands most often in the header; quotes as usual; UTF-8 or UTF-16.

    Raises:
        UnreadableFileError: missing, a folder, no permission, too large.
        UnknownFormatError: not `.csv`, `.tsv`, `.txt` or `.xlsx`.
        NotTextError: binary, or in another encoding.
        EmptyTextError: nothing but space.
        TableFormatError: no column to tell whom a row describes, a column or a value twice, a cell without a column.
    """
    data = file_bytes(path, _ENDINGS)
    records = _sheet(path, data) if path.suffix.lower() == ".xlsx" else _records(path, decoded(data, path.name)[0])
    header_line, header = next(records)
    columns = _columns(path, header_line, header)
    rows: list[VariableRow] = []
    said: dict[tuple[str | None, str | None, str], tuple[int, str]] = {}
    for line, cells in records:
        row = _row(path, line, cells, columns)
        for name, value in row.values:
            about = (row.source, label_key(row.case) if row.case else None, name)
            earlier, other = said.setdefault(about, (line, value))
            if other != value:
                raise TableFormatError(path, line, f"{name!r} is {value!r} here and {other!r} in line {earlier}.")
        rows.append(row)
    return tuple(rows), tuple(name for name in columns if name not in ("", "\0source", "\0case"))


def _sheet(path: Path, data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a workbook's first filled sheet, each with its line."""
    from qualcode.transcripts.formats.table_cells import workbook_table

    table = workbook_table(data, path.name)
    yield from ((line, list(cells)) for line, cells in zip(table.lines, table.rows, strict=True))


def _records(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records that are not blank, each with the line it begins in."""
    lines = text.split("\n")
    header = next(line for line in lines if line.strip())
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableFormatError(path, line, f"the quotes or cells are broken ({error}).") from None
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            yield line, stripped


def _columns(path: Path, line: int, header: Sequence[str]) -> list[str]:
    """Return the variable of each column; source and case columns get names no variable can have."""
    columns: list[str] = []
    seen: set[str] = set()
    for name in header:
        plain = " ".join(name.casefold().replace("_", " ").split())
        if plain in _SOURCE_COLUMNS and "\0source" not in columns:
            columns.append("\0source")
        elif plain in _CASE_COLUMNS and "\0case" not in columns:
            columns.append("\0case")
        elif name and " ".join(name.casefold().split()) in seen:
            raise TableFormatError(path, line, f"the column {name!r} is there twice.")
        else:
            seen.add(" ".join(name.casefold().split()))
            columns.append(_variable(path, line, name) if name else "")
    if "\0source" not in columns and "\0case" not in columns:
        listed = ", ".join(name for name in columns if name)
        raise TableFormatError(path, line, f"needs a column 'source' or 'case' in its first row (it has: {listed}).")
    return columns


def _variable(path: Path, line: int, name: str) -> str:
    try:
        return checked_name("Variable", name)
    except InvalidValueError as error:
        raise TableFormatError(path, line, str(error)) from None


def _row(path: Path, line: int, cells: Sequence[str], columns: Sequence[str]) -> VariableRow:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        raise TableFormatError(path, line, f"has {len(cells)} cells, the first row has {len(columns)}.")
    source = case = None
    values: list[tuple[str, str]] = []
    for name, cell in zip(columns, cells, strict=False):
        if not cell:
            continue
        if name == "\0source":
            source = cell
        elif name == "\0case":
            case = cell
        elif not name:
            raise TableFormatError(path, line, f"{cell!r} stands in a column without a name.")
        else:
            values.append((name, cell))
    if source is None and case is None and "\0source" in columns:
        raise TableFormatError(path, line, "names neither a source nor a case.")
    return VariableRow(line, source, case, tuple(values))
