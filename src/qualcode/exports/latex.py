r"""A sheet as a LaTeX table with the rules of booktabs, to be taken into a paper with \input.

Up to 40 rows are one `tabular` in a `table`; more are a `longtable`, which goes on over pages. Columns of long texts
are set as paragraphs. Every sign that means something to LaTeX stands for itself, whatever babel makes of it. What the
table was made from is a note below it, and a comment above.
"""

import re

from qualcode.exports.provenance import json_line, json_value, told
from qualcode.exports.sheet import Sheet, shown, text_of

_SIGNS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "`": r"\textasciigrave{}",
        '"': r"\char34{}",  # babel makes a command of it in German and Russian
        "[": "{[}",  # after \\ it would begin an option
        "*": "{*}",  # likewise
        "\n": " ",
        "\0": "{}",  # between two signs that would be set as one
        **{sign: "\\" + sign for sign in "{}$&#%_"},
    }
)
_LIGATURES = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")
_LONGEST_PAGE = 40
_WIDEST_ON_ONE_LINE = 40
_PACKAGES = (
    "% In the preamble: \\usepackage{booktabs,longtable}; letters beyond Latin and Cyrillic want LuaLaTeX or XeLaTeX."
)


def latex_text(sheet: Sheet) -> str:
    """Return the sheet as a LaTeX table."""
    lines = [_PACKAGES]
    if sheet.about:
        lines.append(f"% qualcode {json_line(json_value(sheet.about))}")
    if sheet.columns:
        lines += _long(sheet) if len(sheet.rows) > _LONGEST_PAGE else _short(sheet)
    return "".join(line + "\n" for line in lines)


def latex_cell(text: str) -> str:
    """Return text as LaTeX sets it letter for letter."""
    text = _without_pictures(shown(text))
    return _LIGATURES.sub("\0", text).translate(_SIGNS)


def _without_pictures(text: str) -> str:
    # Stand-ins for control characters are in few fonts; LaTeX would stop at them.
    return "".join("?" if "\u2400" <= char <= "\u2424" or char == "\ufffd" else char for char in text)


def _short(sheet: Sheet) -> list[str]:
    return [
        r"\begin{table}[htbp]",
        r"\centering",
        rf"\caption{{{latex_cell(sheet.title)}}}",
        rf"\begin{{tabular}}{{{_preamble(sheet)}}}",
        r"\toprule",
        _row([*sheet.columns]),
        r"\midrule",
        *_rows(sheet),
        r"\bottomrule",
        r"\end{tabular}",
        *_note(sheet),
        r"\end{table}",
    ]


def _long(sheet: Sheet) -> list[str]:
    heading = _row([*sheet.columns])
    return [
        rf"\begin{{longtable}}{{{_preamble(sheet)}}}",
        rf"\caption{{{latex_cell(sheet.title)}}}\\",
        r"\toprule",
        heading,
        r"\midrule",
        r"\endfirsthead",
        r"\toprule",
        heading,
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endlastfoot",
        *_rows(sheet),
        r"\end{longtable}",
        *_note(sheet),
    ]


def _preamble(sheet: Sheet) -> str:
    widths = [max((len(text_of(row[place])) for row in sheet.rows), default=0) for place in range(len(sheet.columns))]
    wide = sum(width > _WIDEST_ON_ONE_LINE for width in widths)
    paragraph = rf"p{{{0.6 / wide:.2f}\linewidth}}" if wide else ""
    return "".join(
        paragraph if width > _WIDEST_ON_ONE_LINE else "r" if sheet.is_number(place) else "l"
        for place, width in enumerate(widths)
    )


def _rows(sheet: Sheet) -> list[str]:
    return [r"\quad " * sheet.depth(number) + _row(row) for number, row in enumerate(sheet.texts())]


def _row(cells: list[str]) -> str:
    return " & ".join(latex_cell(cell) for cell in cells) + r" \\"


def _note(sheet: Sheet) -> list[str]:
    facts = "; ".join(f"{latex_cell(what)}: {latex_cell(text)}" for what, text in told(sheet.about))
    notes = " ".join([*(latex_cell(note) for note in sheet.notes), *([f"{facts}."] if facts else [])])
    return [rf"\par\smallskip{{\footnotesize\raggedright Note. {notes}\par}}"] if notes else []
