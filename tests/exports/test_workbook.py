"""Excel workbooks, read back with another library."""

import datetime as dt
import io
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import polars as pl
import pytest

from qualcode.errors.exports import TooLargeForExcelError
from qualcode.exports import workbook
from qualcode.exports.sheet import Sheet, sheet_of, shown
from qualcode.exports.workbook import workbook_bytes
from tests.exports.hostile import ABOUT, HOSTILE, SHORT

ROWS = [
    {"code": "Надежда", "codings": 3, "percent": 37.5, "retired": False, "first": dt.date(2025, 2, 14), "memo": None},
    {"code": "Fear", "codings": 0, "percent": None, "retired": True, "first": None, "memo": "line\nbreak"},
]


def opened(sheet: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(sheet)))


def test_cells_have_their_types():
    """Numbers, yes/no and dates are such; what is missing is an empty cell."""
    page = opened(sheet_of(ROWS, ABOUT))["table"]

    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["code", "codings", "percent", "retired", "first", "memo"],
        ["Надежда", 3, 37.5, False, dt.datetime(2025, 2, 14), None],
        ["Fear", 0, None, True, None, "line\nbreak"],
    ]
    assert [cell.data_type for cell in page[2]] == ["s", "n", "n", "b", "d", "n"]


def test_the_heading_is_bold_stays_in_sight_and_filters():
    """So a long table can be read and cut down."""
    page = opened(sheet_of(ROWS, ABOUT))["table"]

    assert all(cell.font.bold for cell in page[1])
    assert not page["A2"].font.bold
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:F3")


def test_columns_are_as_wide_as_their_text_within_reason():
    """A quote does not make a column wider than a screen."""
    page = opened(sheet_of([{"n": 1, "quote": "x" * 5_000}], {}))["table"]

    assert page.column_dimensions["A"].width < 10
    assert 50 < page.column_dimensions["B"].width < 70


def test_a_second_sheet_says_how_it_was_made():
    """For people, and as JSON for programs; hashes are cut for people."""
    rows = [[cell.value for cell in row] for row in opened(sheet_of(ROWS, ABOUT))["about"].iter_rows()]

    assert ["coders", "Kim; Lee"] in rows
    assert ["codebook revisions", "Talks=" + "ab" * 6] in rows
    assert rows[-1][0] == "JSON"


def test_a_table_of_nothing_known_has_one_sheet():
    """No empty sheet."""
    assert opened(sheet_of(ROWS, {})).sheetnames == ["table"]


@pytest.mark.parametrize("what", SHORT)
def test_text_is_text_whatever_it_holds(what):
    """No formula, no link, no half of a file; control characters and overrides as stand-ins."""
    text = HOSTILE[what]

    cell = opened(sheet_of([{text: text}], {}))["table"]["A2"]

    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert openpyxl.utils.escape.unescape(cell.value) == shown(text).replace("_x0041_", "A")


@pytest.mark.parametrize("what", ["formula", "link", "plus", "at"])
def test_what_starts_like_a_formula_is_marked_as_text(what):
    """Also after somebody edits the cell."""
    page = opened(sheet_of([{"quote": HOSTILE[what], "name": "Anna"}], {}))["table"]

    assert (page["A2"].quotePrefix, bool(page["B2"].quotePrefix)) == (True, False)


def test_no_cell_of_the_file_is_a_formula_or_a_link():
    """Looked at in the XML itself."""
    data = workbook_bytes(sheet_of([{what: text} for what, text in SHORT.items()], ABOUT))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [ET.fromstring(archive.read(name)) for name in archive.namelist() if "worksheets/sheet" in name]
    tags = {element.tag.rpartition("}")[2] for page in pages for element in page.iter()}
    assert not tags & {"f", "hyperlink", "hyperlinks"}


def test_numbers_that_excel_cannot_hold_are_text():
    """Its floating point would change the last digits."""
    page = opened(sheet_of([{"id": 2**60 + 1}], {}))["table"]

    assert page["A2"].value == str(2**60 + 1)


def test_the_same_table_gives_the_same_file():
    """The time inside is that of the table."""
    sheet = sheet_of(ROWS, ABOUT)

    assert workbook_bytes(sheet) == workbook_bytes(sheet)


def test_a_frame_is_written_like_its_rows():
    """Dates of frames are dates too."""
    frame = pl.DataFrame({"code": ["A"], "first": [dt.date(2025, 2, 14)], "levels": [["a", "b"]]})

    assert [cell.value for cell in opened(sheet_of(frame, {}))["table"][2]] == ["A", dt.datetime(2025, 2, 14), "a; b"]


@pytest.mark.parametrize("length", [32_767, 32_768])
def test_the_longest_cell(length):
    """One letter more than Excel takes is refused with the place."""
    sheet = sheet_of([{"n": 1, "quote": "short"}, {"n": 2, "quote": "x" * length}], {})

    if length == 32_767:
        assert len(opened(sheet)["table"]["B3"].value) == length
    else:
        with pytest.raises(TooLargeForExcelError, match=r"row 3 of column 'quote' has 32,768\. Write \.csv"):
            workbook_bytes(sheet)


def test_letters_beyond_the_first_plane_count_twice():
    """As Excel counts them."""
    with pytest.raises(TooLargeForExcelError):
        workbook_bytes(sheet_of([{"quote": "😀" * 16_384}], {}))


def test_more_columns_than_excel_has():
    """16,384 are the most."""
    columns = tuple(f"c{n}" for n in range(16_385))

    with pytest.raises(TooLargeForExcelError, match="16,384 columns, and this table has 16,385"):
        workbook_bytes(Sheet(columns=columns, rows=(), about={}))


def test_more_rows_than_excel_has():
    """1,048,576 with the heading are the most."""
    rows = ((1,),) * workbook.MOST_ROWS

    with pytest.raises(TooLargeForExcelError, match="this table has 1,048,577"):
        workbook_bytes(Sheet(columns=("n",), rows=rows, about={}))


def test_a_record_longer_than_a_cell_is_kept_whole():
    """The JSON goes on in the rows below."""
    about = {"title": "T", "options": {"code": ["Код " * 20_000]}}
    rows = [[cell.value for cell in row] for row in opened(sheet_of(ROWS, about))["about"].iter_rows()]

    assert [what for what, _ in rows] == ["JSON"] * 5
    assert all(len(text) <= 32_767 for _, text in rows)
