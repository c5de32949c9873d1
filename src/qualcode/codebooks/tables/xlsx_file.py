r"""Codebook files in Excel's format, read: the sheet and the row in which the columns of a codebook are named.

Titles above that row, other sheets, numbers for words and merged cells of themes are no hindrance. A workbook that was
written here also has a sheet `codebook`, from which the codebook's own name, GUID and description come back.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.codebooks.decoding import one_newline
from qualcode.codebooks.drafts import BOOK_DESCRIPTION, BOOK_NAME, BookDraft, Remarks
from qualcode.codebooks.lineage import lineage_told
from qualcode.codebooks.tables.columns import Header, header_of
from qualcode.codebooks.tables.rows import table_draft
from qualcode.codebooks.tables.workbook_guard import check_workbook
from qualcode.codebooks.yaml_format.file import FORMAT
from qualcode.errors.codebooks import CodebookFileError
from qualcode.files import restored

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

ABOUT = "codebook"
_LOOKED_AT = 20  # rows among which the names of the columns may stand
_FILLED_DOWN = ("theme", "subtheme", "parent", "path")
Rows = list[list[str]]


def read_xlsx(path: Path, content: bytes, remarks: Remarks) -> BookDraft:
    """Return what a workbook says of a codebook; without a sheet that names it, it is called as the file is.

    Raises:
        CodebookFileError: it is no workbook, made to harm, or no sheet of it has a column of names.
    """
    check_workbook(path, content)
    sheets = _sheets(path, content)
    about = _about(sheets)
    found = _table(sheets)
    if found is None:
        sheet = next(iter(sheets), "")
        reason = f"no sheet names a column `name` or `code` (looked at {len(sheets)}, first {sheet!r})."
        raise CodebookFileError(path, 1, 1, reason)
    name, start, header = found
    if header.unread:
        unread = ", ".join(repr(column) for column in header.unread)
        remarks.add("unknown column", start + 1, f"not read: the columns {unread}.")
    others = [repr(other) for other in sheets if other not in (name, ABOUT if about else name) and sheets[other][0]]
    if others:
        remarks.add("sheets", None, f"read is the sheet {name!r}; not read: {', '.join(others)}.")
    rows, merged = sheets[name]
    draft = table_draft(path, header, _records(rows, start, header, merged, is_ours=about is not None), remarks)
    if about is None:
        return draft
    return replace(
        draft,
        name=about.get("name", "").strip() or draft.name,
        guid=about.get("guid", ""),
        description=about.get("description", ""),
        **lineage_told(about)._asdict(),
        fields=draft.fields | {BOOK_NAME, BOOK_DESCRIPTION},
    )


def _sheets(path: Path, content: bytes) -> dict[str, tuple[Rows, list[Any]]]:
    """Return each sheet's cells as text, and which of them are merged."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: _sheet(book.get_sheet_by_name(name)) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise CodebookFileError(path, None, None, "is no whole Excel workbook (.xlsx); save it again.") from error
    except BaseException as error:  # a fault inside the reading library comes as no ordinary exception
        if type(error).__name__ != "PanicException":
            raise
        raise CodebookFileError(path, None, None, "is no whole Excel workbook (.xlsx); save it again.") from error


def _sheet(sheet: CalamineSheet) -> tuple[Rows, list[Any]]:
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    return rows, list(sheet.merged_cell_ranges or ())


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _about(sheets: dict[str, tuple[Rows, list[Any]]]) -> dict[str, str] | None:
    """Return what the sheet about the codebook says, or None where the workbook has none of ours."""
    rows, _ = sheets.get(ABOUT, ([], []))
    told = {row[0]: row[1] for row in rows if len(row) > 1}
    return told if told.get("qualcode") == FORMAT else None


def _table(sheets: dict[str, tuple[Rows, list[Any]]]) -> tuple[str, int, Header] | None:
    """Return the sheet, row (from 0) and columns in which most of a codebook's columns are known."""
    best: tuple[str, int, Header] | None = None
    for name, (rows, _) in sheets.items():
        for number, row in enumerate(rows[:_LOOKED_AT]):
            header = header_of(row)
            if "name" in header.places and (best is None or len(header.places) > len(best[2].places)):
                best = (name, number, header)
    return best


def _records(
    rows: Rows, start: int, header: Header, merged: list[Any], *, is_ours: bool
) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each row below the columns' names, and its cells."""
    filled = {header.places[field] for field in _FILLED_DOWN if field in header.places}
    for (first, column), (last, _) in merged:
        if column in filled and start < first < len(rows):
            for row in rows[first + 1 : last + 1]:
                row[column] = row[column] or rows[first][column]
    for number, row in enumerate(rows[start + 1 :], start + 2):
        if any(cell.strip() for cell in row):
            # A cell that a CSV file was defused in, and then saved as a workbook, has its apostrophe still.
            yield number, row if is_ours else [one_newline(restored(cell)) for cell in row]
