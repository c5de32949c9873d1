r"""A codebook as CSV text: one row a code in tree order, its parent by path.

Commas, `\n` line ends and the columns of `COLUMNS`. A cell that a spreadsheet would take for a formula gets an
apostrophe before it. What CSV cannot hold: the codebook's own name, GUID, description and revision, and `\r`.
"""

import re
from collections import Counter

from qualcode.codebooks.drafts import mended_guid
from qualcode.codebooks.parents import path_key
from qualcode.codebooks.tables.cells import cues_cell, examples_cell
from qualcode.files import defused
from qualcode.model.codebook import PATH_SEPARATOR, Code, Codebook

COLUMNS = ("name", "parent", "definition", "use_when", "not_when", "cues", "examples", "color", "key", "guid")
_NEEDS_QUOTES = re.compile(r'[",\r\n]')


def csv_text(codebook: Codebook) -> str:
    """Return the codebook as CSV; columns such as `is_codable` are there only where they tell something."""
    columns = [*COLUMNS]
    if not all(code.is_codable for code in codebook.codes):
        columns.append("is_codable")
    if any(code.is_retired for code in codebook.codes):
        columns.append("is_retired")
    if any(code.merged_guids for code in codebook.codes):
        columns.append("merged")
    if any(code.split_from_guid for code in codebook.codes):
        columns.append("split_from")
    parents = parent_cells(codebook)
    lines = [",".join(columns)]
    for code in codebook.codes:
        cells = code_cells(code, parents)
        lines.append(",".join(_written(cells[column]) for column in columns))
    return "\n".join(lines) + "\n"


def code_cells(code: Code, parents: dict[str, str]) -> dict[str, str]:
    """Return a code's cells by column; nothing in them is defused yet."""
    return {
        "name": code.name,
        "parent": parents[code.parent_guid] if code.parent_guid else "",
        "definition": code.definition,
        "use_when": code.use_when,
        "not_when": code.not_when,
        "cues": cues_cell(code.cues),
        "examples": examples_cell(code.examples),
        "color": code.color or "",
        "key": code.key or "",
        "guid": code.guid,
        "is_codable": "true" if code.is_codable else "false",
        "is_retired": "true" if code.is_retired else "false",
        "merged": " ".join(code.merged_guids),
        "split_from": code.split_from_guid or "",
    }


def parent_cells(codebook: Codebook) -> dict[str, str]:
    """Return what each code is called as a parent: its path, or its GUID where the path could be another's."""
    paths: dict[str, str] = {}
    for code in codebook.codes:
        above = paths[code.parent_guid] + PATH_SEPARATOR if code.parent_guid else ""
        paths[code.guid] = above + code.name
    counts = Counter(path_key(path) for path in paths.values())
    return {
        guid: path if counts[path_key(path)] == 1 and mended_guid(path) is None else guid
        for guid, path in paths.items()
    }


def _written(cell: str) -> str:
    """Return a cell as it stands in the file, in quotes where it needs them."""
    cell = defused(cell)
    if _NEEDS_QUOTES.search(cell) or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell
