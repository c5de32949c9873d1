r"""A sheet as CSV, TSV, Markdown or JSON; one function a format. HTML and LaTeX have modules of their own.

csv, tsv: a header and rows, `\\n` after each. A text that a spreadsheet would take for a formula gets an apostrophe in
    front (see `defused`). What the table was made from is not in them: every reader of CSV would take it for data.
md: a table for people, numbers to the right, what it was made from in a line below, and for programs in a
    comment. Control characters become visible
    stand-ins, and nothing in a name is taken for markup.
json: one object with `about` and `rows`, a row a line. Control and bidirectional-override characters are written as
    `\\uXXXX`, so the text is safe on a terminal and still says exactly what was stored.
"""

import csv
import re
from collections.abc import Callable

from qualcode.exports.html_page import html_text
from qualcode.exports.latex import latex_text
from qualcode.exports.provenance import embedded_json, json_line, json_value, told
from qualcode.exports.sheet import Sheet, Value, text_of
from qualcode.files import defused
from qualcode.model.display import harmless

_MARKUP = re.compile(r"[\\`*|<\[~&$]|(?<![^\W_])_|_(?![^\W_])")
_WIDEST_PADDED = 40
_SET_IN = "\u2003"  # Markdown takes no other space at the beginning of a cell


def csv_text(sheet: Sheet) -> str:
    """Return the sheet as comma-separated values."""
    return _delimited(sheet, ",")


def tsv_text(sheet: Sheet) -> str:
    """Return the sheet as tab-separated values, quoted like CSV where a cell holds a tab, a newline or a quote."""
    return _delimited(sheet, "\t")


def markdown_text(sheet: Sheet) -> str:
    """Return the sheet as a Markdown table with what it was made from below it."""
    is_number = [sheet.is_number(place) for place in range(len(sheet.columns))]
    header = [_markdown_cell(name) for name in sheet.columns]
    body = [
        [_SET_IN * sheet.depth(number) * (place == 0) + _markdown_cell(text) for place, text in enumerate(row)]
        for number, row in enumerate(sheet.texts())
    ]
    lines = []
    if header:
        widths = [max(3, *(len(row[place]) for row in (header, *body))) for place in range(len(header))]
        widths = [width if width <= _WIDEST_PADDED else 3 for width in widths]
        rule = [
            "-" * (width - 1) + ":" if right else "-" * width for width, right in zip(widths, is_number, strict=True)
        ]
        lines = [_markdown_row(row, widths, is_number) for row in (header, rule, *body)]
    for note in sheet.notes:
        lines += ["", _markdown_cell(note)]
    if sheet.about:
        told_line = " · ".join(f"{_markdown_cell(what)}: {_markdown_cell(text)}" for what, text in told(sheet.about))
        lines += ["", told_line, "", f"<!-- qualcode {embedded_json(sheet.about)} -->"]
    return "".join(line + "\n" for line in lines)


def json_text(sheet: Sheet) -> str:
    """Return the sheet as one JSON object: `about`, and `rows` as a list of flat objects."""
    rows = ",\n".join(json_line(dict(zip(sheet.columns, row, strict=True))) for row in sheet.rows)
    body = f"\n{rows}\n" if rows else ""
    return f'{{"about": {json_line(json_value(sheet.about))},\n"rows": [{body}]}}\n'


class _Lines:
    """Takes the lines a csv.writer writes and ends each with a bare newline.

    The writer itself ends them with carriage return and newline: only so does every Python quote cells that hold one.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> int:
        self.lines.append(line.removesuffix("\r\n") + "\n")
        return len(line)


def _delimited(sheet: Sheet, delimiter: str) -> str:
    if not sheet.columns:
        return ""
    lines = _Lines()
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([defused(name) for name in sheet.columns])
    writer.writerows([_delimited_cell(value) for value in row] for row in sheet.rows)
    return "".join(lines.lines)


def _delimited_cell(value: Value) -> str:
    text = text_of(value)
    return defused(text) if isinstance(value, str | tuple) else text


def _markdown_cell(text: str) -> str:
    escaped = _MARKUP.sub(lambda found: "\\" + found[0], harmless(text.strip()))
    return escaped.replace("\n", "<br>")


def _markdown_row(cells: list[str], widths: list[int], is_number: list[bool]) -> str:
    padded = [
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, is_number, strict=True)
    ]
    return "| " + " | ".join(padded) + " |"


TEXT_FORMATS: dict[str, Callable[[Sheet], str]] = {
    "csv": csv_text,
    "tsv": tsv_text,
    "md": markdown_text,
    "html": html_text,
    "tex": latex_text,
    "json": json_text,
}
