"""A sheet as an Excel workbook: the table with typed cells, and another sheet that says how it was made.

A page has a sheet of its figures behind it, one row each, so that whoever goes on counting has numbers.

Numbers, dates and yes/no are such cells. Text is always text: what starts like a formula or an address is kept as a
string and marked so, which means that it stays one when somebody edits the cell. The heading is bold, stays in sight
and carries filters. Text that could turn its neighbors around shows as visible stand-ins.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qualcode.errors.exports import TooLargeForExcelError
from qualcode.exports.provenance import ABOUT_JSON, ABOUT_SHEET, json_line, json_value, told
from qualcode.exports.sheet import Sheet, Value, shown, text_of
from qualcode.files import defused

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 1_048_576, 16_384, 32_767
_EXACT = 2**53  # Excel counts in floating point
_FIRST_DATE = dt.date(1900, 3, 1)  # before it Excel's calendar has a day that never was
_PAGE = "page"
_WIDEST = 60
_DEEPEST = 15  # steps that Excel sets in
_LOOKED_AT = 1_000  # rows that decide how wide a column is


def workbook_bytes(sheet: Sheet, *, figures: Sheet | None = None) -> bytes:
    """Return the sheet as an .xlsx file; `figures` are those it was made from.

    Raises:
        TooLargeForExcelError: more rows, columns or text in a cell than Excel takes.
    """
    from xlsxwriter import Workbook

    for one in (sheet, figures):
        if one is not None:
            _check(one)
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": _text(sheet.title)[:255], "created": _made(sheet)})
        _write_table(book, "table" if figures is None else _PAGE, sheet)
        if figures is not None:
            _write_table(book, "figures", figures)
        if sheet.about:
            _write_about(book, sheet)
    return file.getvalue()


def _write_table(book: Workbook, name: str, sheet: Sheet) -> None:
    page = book.add_worksheet(name)
    looks = _Looks(book)
    for place, heading in enumerate(sheet.columns):
        page.write_string(0, place, _text(heading), looks.heading)
        page.set_column(place, place, _width(sheet, place))
    decimals = [sheet.decimals(place) if name == _PAGE else 0 for place in range(len(sheet.columns))]
    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            if decimals[place] and isinstance(value, float):
                page.write_number(number, place, value, looks.with_decimals(decimals[place]))
            else:
                _write_cell(page, number, place, value, looks, depth=0 if place else sheet.depth(number - 1))
    for number, note in enumerate(sheet.notes, start=len(sheet.rows) + 2):
        page.write_string(number, 0, _text(note), looks.note)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    if sheet.columns:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _write_about(book: Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(ABOUT_SHEET)
    looks = _Looks(book)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    whole = json_line(json_value(sheet.about))
    parts = [whole[start : start + LONGEST_CELL // 2] for start in range(0, len(whole), LONGEST_CELL // 2)]
    rows = [*told(sheet.about), *((ABOUT_JSON, part) for part in parts)]
    for number, (what, text) in enumerate(rows):
        page.write_string(number, 0, _text(what), looks.heading)
        page.write_string(number, 1, _text(text)[: LONGEST_CELL // 2], looks.text)


class _Looks:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._set_in: dict[tuple[int, bool], Format] = {}
        self._decimals: dict[int, Format] = {}
        self.heading = book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bottom": 1})
        self.text = book.add_format({"valign": "top", "text_wrap": True})
        self.never_a_formula = book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
        self.number = book.add_format({"valign": "top"})
        self.note = book.add_format({"italic": True})
        self.date = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})

    def with_decimals(self, digits: int) -> Format:
        """Return how a number looks that has so many decimals."""
        if digits not in self._decimals:
            self._decimals[digits] = self._book.add_format({"valign": "top", "num_format": "0." + "0" * digits})
        return self._decimals[digits]

    def set_in(self, depth: int, *, is_marked: bool) -> Format:
        """Return how text looks that is set in, and never a formula where it is marked."""
        if (depth, is_marked) not in self._set_in:
            look = {"valign": "top", "text_wrap": True, "indent": min(depth, _DEEPEST), "quote_prefix": is_marked}
            self._set_in[depth, is_marked] = self._book.add_format(look)
        return self._set_in[depth, is_marked]


def _write_cell(page: Worksheet, row: int, column: int, value: Value, looks: _Looks, *, depth: int) -> None:
    if value is None:
        return
    write: Callable[..., Any] = page.write_string
    look: Format = looks.text
    cell: object = value
    if isinstance(value, bool):
        write, look = page.write_boolean, looks.number
    elif isinstance(value, int | float) and abs(value) <= _EXACT:
        write, look = page.write_number, looks.number
    elif isinstance(value, dt.date) and value >= _FIRST_DATE:
        write, look = page.write_datetime, looks.date
    else:
        cell = _text(text_of(value))
        is_marked = cell != defused(cell)
        look = looks.never_a_formula if is_marked else looks.text
        if depth:
            look = looks.set_in(depth, is_marked=is_marked)
    write(row, column, cell, look)


def _check(sheet: Sheet) -> None:
    if len(sheet.rows) + 1 > MOST_ROWS:
        raise TooLargeForExcelError(f"{MOST_ROWS:,} rows with the heading", f"this table has {len(sheet.rows) + 1:,}")
    if len(sheet.columns) > MOST_COLUMNS:
        raise TooLargeForExcelError(f"{MOST_COLUMNS:,} columns", f"this table has {len(sheet.columns):,}")
    for number, row in enumerate((sheet.columns, *sheet.rows), start=1):
        for name, value in zip(sheet.columns, row, strict=True):
            if isinstance(value, str | tuple) and (length := _units(text_of(value))) > LONGEST_CELL:
                where = f"row {number} of column {name[:40]!r} has {length:,}"
                raise TooLargeForExcelError(f"{LONGEST_CELL:,} characters in a cell", where)


def _units(text: str) -> int:
    """Return the length as Excel counts it: characters beyond the first plane are two."""
    return len(text) if 2 * len(text) <= LONGEST_CELL else len(text) + sum(char > "\uffff" for char in text)


def _width(sheet: Sheet, place: int) -> int:
    name = sheet.columns[place]
    texts = [text_of(row[place]) for row in sheet.rows[:_LOOKED_AT]]
    longest = max((len(line) for text in texts for line in text[:500].split("\n")), default=0)
    return min(_WIDEST, max(longest + 2, min(len(name), 20) + 4))  # the arrow of the filter stands in the heading


def _text(text: str) -> str:
    return shown(text)


def _made(sheet: Sheet) -> dt.datetime:
    """Return when the table was made, so that the same table gives the same file."""
    try:
        return dt.datetime.fromisoformat(str(sheet.about.get("at"))).replace(tzinfo=None)
    except ValueError:
        return dt.datetime(2000, 1, 1)  # workbooks know no time zones
