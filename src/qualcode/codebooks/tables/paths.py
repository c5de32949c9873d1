r"""Paths in a table of codes, however they are parted: `A > B`, `A\B`, `A/B`, or the dots of Taguette's tags.

` > ` always parts a path. A backslash does where no column names parents, or where none of the names has one. A slash
does only where every name that has one tells of rows that are there, since and/or and he/she are plain names. An
outline of indented names is a tree too. The
folder that NVivo and MAXQDA put around all codes is left out.
"""

import re
from collections.abc import Sequence

from qualcode.codebooks.drafts import Remarks
from qualcode.codebooks.tables.columns import Header
from qualcode.model.codebook import PATH_SEPARATOR

# What other programs call the folder that all codes are in.
WRAPPERS = frozenset(
    (
        *("nodes", "codes", "code system", "codesystem", "list of codes", "liste der codes", "codebook", "knoten"),
        *("nœuds", "nodos", "nós", "nodi", "knooppunten", "узлы", "коды", "система кодов", "códigos", "codici"),
    )
)
_BACKSLASH = re.compile(r"\s*\\+\s*")
_SLASH = re.compile(r"\s*/\s*")
_DOT = re.compile(r"(?<=\S)\.(?=\S)")
# A dot at either end, beside space or another dot, or in a number: e.g. this, v1.2, and so on...
_NO_PATH = re.compile(r"^\.|\.$|\.[\s.]|\s\.|\d\.\d")
Numbered = tuple[int, dict[str, str]]


def dotted_path(name: str) -> str:
    """Return the path that one of Taguette's tags is (people.leaders), or the name as it is where it is none."""
    return name if _NO_PATH.search(name) else _DOT.sub(PATH_SEPARATOR, name)


def with_plain_paths(rows: Sequence[Numbered], header: Header, remarks: Remarks) -> list[Numbered]:
    """Return the rows with every path parted by ` > `, and with a remark on what was taken for paths."""
    field = next((name for name in ("parent", "path") if name in header.places), "name")
    if field == "name" and header.places.keys() & {"theme", "subtheme"}:
        return list(rows)
    if field == "name" and header.has_tags:
        plain = [(line, {**cells, "name": dotted_path(cells["name"].strip())}) for line, cells in rows]
        if any(new["name"] != old["name"].strip() for (_, new), (_, old) in zip(plain, rows, strict=True)):
            remarks.add("paths", None, "the tags are read as paths, parted by '.'.")
        return plain
    if field == "name" and (indented := _with_indents(rows)):
        remarks.add("paths", None, "names that are indented are read as standing under those above them.")
        return indented
    parted = _parting([cells["name"].strip() for _, cells in rows], [cells[field].strip() for _, cells in rows], field)
    plain = list(rows)
    if parted is not None:
        separator, sign = parted
        told = "parents" if field == "parent" else "names"
        remarks.add("paths", None, f"the {told} are read as paths, parted by {sign!r}.")
        plain = [(line, {**cells, field: separator.sub(PATH_SEPARATOR, cells[field].strip())}) for line, cells in plain]
    if "guid" in header.places:
        return plain  # a folder of another program has no identity; what has one is a code
    return _without_parent_folder(plain, remarks) if field == "parent" else _without_folder(plain, field, remarks)


def _parting(names: list[str], paths: list[str], field: str) -> tuple[re.Pattern[str], str] | None:
    """Return what parts the paths, and the sign that stands for it; None where ` > ` does or nothing."""
    if any(PATH_SEPARATOR in path for path in paths):
        return None
    has_names_with = {sign: field == "parent" and any(sign in name for name in names) for sign in "\\/"}
    if any("\\" in path.strip("\\") for path in paths) and not has_names_with["\\"]:
        return _BACKSLASH, "\\"
    with_slash = [path for path in paths if "/" in path.strip("/")]
    if not with_slash or has_names_with["/"]:
        return None
    known = {_SLASH.sub("/", name) for name in names}
    is_meant = field != "name" or all(_SLASH.sub("/", path).rpartition("/")[0] in known for path in with_slash)
    return (_SLASH, "/") if is_meant else None


def _with_indents(rows: Sequence[Numbered]) -> list[Numbered]:
    """Return the rows with indented names made paths; empty where none is indented, or not as an outline is."""
    names = [cells["name"].rstrip() for _, cells in rows]
    indents = [len(name) - len(name.lstrip()) for name in names]
    if not any(indents) or indents[0] or any(">" in name for name in names):
        return []
    above: list[tuple[int, str]] = []
    made = []
    for (line, cells), name, indent in zip(rows, names, indents, strict=True):
        while above and above[-1][0] >= indent:
            above.pop()
        above.append((indent, name.strip()))
        made.append((line, {**cells, "name": PATH_SEPARATOR.join(part for _, part in above)}))
    return made


def _without_folder(rows: list[Numbered], field: str, remarks: Remarks) -> list[Numbered]:
    """Return the rows without the folder that all paths begin with, where it is one that programs make."""
    starts = {cells[field].split(PATH_SEPARATOR)[0].strip() for _, cells in rows}
    folder = next(iter(starts), "")
    is_path = any(PATH_SEPARATOR in cells[field] for _, cells in rows)
    if len(starts) != 1 or not is_path or folder.casefold() not in WRAPPERS:
        return rows
    remarks.add("folder", None, f"the folder {folder!r} around all codes is left out.")
    inner = [(line, cells, cells[field].partition(PATH_SEPARATOR)[2].strip()) for line, cells in rows]
    return [(line, {**cells, field: path}) for line, cells, path in inner if path or field != "name"]


def _without_parent_folder(rows: list[Numbered], remarks: Remarks) -> list[Numbered]:
    """Return the rows without the only one that has no parent, where it is such a folder."""
    tops = [cells["name"].strip() for _, cells in rows if not cells["parent"].strip()]
    if len(tops) != 1 or len(rows) == 1 or tops[0].casefold() not in WRAPPERS:
        return rows
    folder = tops[0]
    inner = [row for row in rows if row[1]["parent"].strip()]
    starts = [cells["parent"].strip() for _, cells in inner]
    if not any(start == folder for start in starts):
        return rows
    remarks.add("folder", None, f"the folder {folder!r} around all codes is left out.")
    return [
        (line, {**cells, "parent": "" if start == folder else start.removeprefix(folder + PATH_SEPARATOR)})
        for (line, cells), start in zip(inner, starts, strict=True)
    ]
