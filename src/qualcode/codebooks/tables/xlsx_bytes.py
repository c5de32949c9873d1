"""A codebook as an Excel workbook: one row a code, in tree order; a second sheet with the codebook's own name.

Every text is written as text, so nothing is taken for a formula, a number or an address, and it stays text when it is
edited. The heading stays in sight and carries filters; the cell of a color has that color.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

from qualcode.codebooks.lineage import Lineage, lineage_words
from qualcode.codebooks.tables.csv_text import code_cells, parent_cells
from qualcode.codebooks.tables.xlsx_file import ABOUT
from qualcode.codebooks.yaml_format.file import FORMAT
from qualcode.files import defused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from qualcode.model.codebook import Codebook

COLUMNS = {
    "name": 32,
    "parent": 28,
    "definition": 48,
    "use_when": 32,
    "not_when": 32,
    "cues": 40,
    "examples": 40,
    "color": 10,
    "key": 8,
    "is_codable": 10,
    "is_retired": 10,
    "merged": 38,
    "split_from": 38,
    "guid": 38,
}
LONGEST_CELL = 32_767
# What no cell gives back: characters that are none, and spellings of characters that stand side by side.
_LOST = re.compile("[\ufffe\uffff]|_x[0-9A-Fa-f]{4}(?=_x[0-9A-Fa-f]{4}_)")
_ALWAYS = dt.datetime(2000, 1, 1)  # the same codebook is the same file


def lost_in_cell(text: str) -> str | None:
    """Return why a cell of a workbook could not give that text back, or None where it can."""
    if len(text) + sum(char > "\uffff" for char in text) > LONGEST_CELL:
        return f"has more than {LONGEST_CELL:,} characters, which no cell holds"
    return "holds characters that no cell gives back" if _LOST.search(text) else None


def cell_rows(codebook: Codebook) -> list[dict[str, str]]:
    """Return the cells of every code by column."""
    parents = parent_cells(codebook)
    return [code_cells(code, parents) for code in codebook.codes]


def xlsx_bytes(codebook: Codebook, rows: Sequence[Mapping[str, str]], lineage: Lineage) -> bytes:
    """Return the codebook as an .xlsx file.

    Args:
        rows: the cells of its codes, each of them one that gives its text back.
    """
    from xlsxwriter import Workbook

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": codebook.name[:255], "created": _ALWAYS})
        _write_codes(book, rows)
        _write_about(book, codebook, lineage)
    return file.getvalue()


def _write_codes(book: Workbook, rows: Sequence[Mapping[str, str]]) -> None:
    page = book.add_worksheet("codes")
    heading = book.add_format({"bold": True, "valign": "top", "bottom": 1})
    looks = _Looks(book)
    for place, (name, width) in enumerate(COLUMNS.items()):
        page.write_string(0, place, name, heading)
        page.set_column(place, place, width)
    for number, cells in enumerate(rows, start=1):
        for place, name in enumerate(COLUMNS):
            if name in ("is_codable", "is_retired"):
                page.write_boolean(number, place, cells[name] == "true", looks.plain)
            elif cells[name]:
                page.write_string(number, place, cells[name], looks.of(cells[name], is_color=name == "color"))
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    page.autofilter(0, 0, len(rows), len(COLUMNS) - 1)


def _write_about(book: Workbook, codebook: Codebook, lineage: Lineage) -> None:
    page = book.add_worksheet(ABOUT)
    looks = _Looks(book)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 80)
    about = {
        "qualcode": FORMAT,
        "name": codebook.name,
        "guid": codebook.guid,
        "description": codebook.description,
        **{word: text[:LONGEST_CELL] for word, text in lineage_words(lineage).items()},
    }
    for number, (what, text) in enumerate(about.items()):
        page.write_string(number, 0, what, looks.plain)
        page.write_string(number, 1, text, looks.of(text))


class _Looks:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._made: Callable[[Mapping[str, object]], Format] = book.add_format
        self.plain = self._made({"valign": "top", "text_wrap": True})
        self.never_a_formula = self._made({"valign": "top", "text_wrap": True, "quote_prefix": True})
        self._colors: dict[str, Format] = {}

    def of(self, text: str, *, is_color: bool = False) -> Format:
        """Return the format of a cell with that text."""
        if is_color:
            if text not in self._colors:
                dark = sum(int(text[place : place + 2], 16) for place in (1, 3, 5)) < 384
                look = {"valign": "top", "bg_color": text, "font_color": "#ffffff" if dark else "#000000"}
                self._colors[text] = self._made(look)
            return self._colors[text]
        return self.plain if text == defused(text) else self.never_a_formula
