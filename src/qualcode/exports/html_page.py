"""A sheet as one HTML page: no script that runs, nothing fetched, opens from disk.

The table has a caption, headings with a scope and, below it, what it was made from. It follows the reader's light or
dark theme, scrolls sideways inside its own frame where it is wide, and prints black on white with its headings on
every page. Text that could steer a terminal or turn its neighbors around shows as visible stand-ins, and none is taken
for a formula by a spreadsheet that opens the page or takes the table from the clipboard.
"""

from html import escape

from qualcode.exports.page_text import page_text
from qualcode.exports.provenance import embedded_json, told
from qualcode.exports.sheet import Sheet, shown

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #595959; --line: #c4c4c4; --head: #f0f0f0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --paper: #161616; --soft: #ababab; --line: #4a4a4a; --head: #262626; }
}
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
.frame { overflow-x: auto; }
.frame:focus-visible { outline: 2px solid #0072b2; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-weight: 600; font-size: 1.15rem; padding-block-end: .6rem; }
th, td { padding: .3rem .7rem; text-align: start; vertical-align: top; border-block-end: 1px solid var(--line); }
td, tbody th { white-space: pre-line; overflow-wrap: break-word; max-width: 40rem; }
thead th { background: var(--head); border-block: 2px solid var(--ink); }
tbody th { font-weight: 500; }
.number { text-align: end; white-space: nowrap; }
.note { margin-block: .6rem 0; font-size: .9rem; }
h2 { font-size: 1rem; margin-block: 1.6rem .4rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; color: var(--soft);
  font-size: .9rem; }
dd { margin: 0; overflow-wrap: anywhere; }
@page { size: landscape; margin: 12mm; }
@media print {
  :root { --ink: #000; --paper: #fff; --soft: #333; --line: #999; --head: #fff; }
  body { margin: 0; max-width: none; padding: 0; font-size: 8pt; }
  table { width: 100%; }
  th, td, td.number, th.number { padding: .15rem .3rem; white-space: normal; overflow-wrap: anywhere; }
  .frame { overflow: visible; }
  thead { display: table-header-group; }
  tr, dl { break-inside: avoid; }
}
"""
# Notebooks have styles of their own for every table: the doubled class outweighs them. Their colors are kept.
_GUEST_STYLE = """
.qualcode { overflow-x: auto; }
.qualcode.qualcode table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 0; }
.qualcode.qualcode caption { caption-side: top; text-align: start; font-weight: 600; color: inherit;
  padding: 0 0 .4em; }
.qualcode.qualcode th, .qualcode.qualcode td { text-align: start; vertical-align: top; white-space: pre-line;
  padding: .2em .7em; max-width: 40em; overflow-wrap: break-word; }
.qualcode.qualcode tbody th { font-weight: 500; min-width: 14em; }
.qualcode.qualcode .number { text-align: end; }
.qualcode.qualcode p { font-size: .9em; margin: .4em 0 0; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_text(sheet: Sheet) -> str:
    """Return the sheet as an HTML page."""
    title = _text(sheet.title)
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
        *([_embedded(sheet)] if sheet.about else []),
        "</head>",
        "<body>",
        "<main>",
        '<div class="frame" role="region" aria-labelledby="title" tabindex="0">',
        "<table>",
        f'<caption id="title" dir="auto">{_cell(sheet.title)}</caption>',
        *_head(sheet),
        "<tbody>",
        *_body(sheet),
        "</tbody>",
        "</table>",
        "</div>",
        *(f'<p class="note" dir="auto">{_cell(note)}</p>' for note in sheet.notes),
        *_below(sheet),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "".join(line + "\n" for line in lines)


def table_html(sheet: Sheet) -> str:
    """Return the table alone with its notes, to stand in a page of another program: a notebook's, light or dark."""
    lines = [
        '<div class="qualcode">',
        f"<style>{_GUEST_STYLE}</style>",
        "<table>",
        f'<caption dir="auto">{_cell(sheet.title)}</caption>',
        *_head(sheet),
        "<tbody>",
        *_body(sheet),
        "</tbody>",
        "</table>",
        *(f'<p dir="auto">{_cell(note)}</p>' for note in sheet.notes),
        "</div>",
    ]
    return "".join(line + "\n" for line in lines)


def _embedded(sheet: Sheet) -> str:
    return f'<script type="application/json" id="qualcode-about">{embedded_json(sheet.about)}</script>'


def _head(sheet: Sheet) -> list[str]:
    cells = "".join(
        f'<th scope="col"{_kind(sheet, place)} dir="auto">{_cell(name)}</th>'
        for place, name in enumerate(sheet.columns)
    )
    return [f"<thead><tr>{cells}</tr></thead>"] if cells else []


def _body(sheet: Sheet) -> list[str]:
    kinds = [_kind(sheet, place) for place in range(len(sheet.columns))]
    first = 'th scope="row"' if kinds and not kinds[0] else "td"
    lines = []
    for number, row in enumerate(sheet.texts()):
        cells = [
            f'<{first if place == 0 else "td"}{kind}{_set_in(sheet, number, place)} dir="auto">{_cell(text)}'
            f"</{'th' if place == 0 and first != 'td' else 'td'}>"
            for place, (text, kind) in enumerate(zip(row, kinds, strict=True))
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return lines


def _set_in(sheet: Sheet, row: int, place: int) -> str:
    depth = 0 if place else sheet.depth(row)
    return f' style="padding-inline-start:{0.7 + 1.2 * depth:.1f}rem"' if depth else ""


def _kind(sheet: Sheet, place: int) -> str:
    return ' class="number"' if sheet.is_number(place) else ""


def _below(sheet: Sheet) -> list[str]:
    facts = [f'<dt>{_cell(what)}</dt><dd dir="auto">{_cell(text)}</dd>' for what, text in told(sheet.about)]
    return ["<h2>How this table was made</h2>", "<dl>", *facts, "</dl>"] if facts else []


def _cell(text: str) -> str:
    return escape(page_text(text))


def _text(text: str) -> str:
    return escape(shown(text))
