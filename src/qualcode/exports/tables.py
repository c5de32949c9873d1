"""Tables to files by file ending, and to text for standard output.

Files keep the characters of the data: a CSV or TSV file says exactly what was stored, escape sequences too, because
it is read by programs; text for standard output has them replaced by visible stand-ins, because it may end on a
terminal. JSON and Markdown are the same in both and safe in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from qualcode.errors import UnknownFormatError
from qualcode.exports.formats import TEXT_FORMATS
from qualcode.exports.graphml import graphml_bytes
from qualcode.exports.sheet import Rows, Sheet, sheet_of
from qualcode.files import write_whole
from qualcode.model.display import harmless

_FOR_PROGRAMS = ("csv", "tsv")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # tells Excel that a CSV file is UTF-8


def write_table(
    rows: Rows, path: Path | str, about: Mapping[str, object], *, columns: Iterable[str] = (), excel: bool = False
) -> None:
    """Write a table in the format its file ending names (.csv, .tsv, .md, .json, .graphml), whole or not at all.

    Args:
        rows: a frame, or flat dictionaries.
        path: where to.
        about: what the table was made from: program version, project, codebook revisions, filters, coders, command,
            time. Kept in JSON and, as a line below the table, in Markdown; CSV and TSV cannot hold it.
        columns: of dictionaries, those that come first, and are there even without any row.
        excel: begin .csv and .tsv with a byte order mark, so that Excel reads umlauts and Cyrillic right.

    Raises:
        UnknownFormatError: the ending is none of these.
        NotPairsError: the ending is .graphml and the table is not one of pairs of codes.
        UnwritableFileError: the file cannot be written.
    """
    path = Path(path)
    ending = path.suffix.lower()
    write = _BY_ENDING.get(ending)
    if write is None:
        raise UnknownFormatError(path, tuple(_BY_ENDING))
    data = write(sheet_of(rows, about, columns))
    mark = _BYTE_ORDER_MARK if excel and ending.removeprefix(".") in _FOR_PROGRAMS else b""
    write_whole(path, mark + data)


def table_text(rows: Rows, form: str, about: Mapping[str, object]) -> str:
    """Return a table as text for standard output, a newline at its end; `form` is csv, tsv, md or json.

    Nothing in it can steer a terminal.

    Raises:
        UnknownFormatError: the form is none of these.
    """
    text_of = TEXT_FORMATS.get(form.lower().removeprefix("."))
    if text_of is None:
        raise UnknownFormatError(form, tuple(TEXT_FORMATS))
    sheet = sheet_of(rows, about)
    return text_of(sheet.with_text(harmless) if form in _FOR_PROGRAMS else sheet)


def _as_bytes(text_of: Callable[[Sheet], str]) -> Callable[[Sheet], bytes]:
    # A lone surrogate has no UTF-8; it can only come from a damaged file name.
    return lambda sheet: text_of(sheet).encode("utf-8", "replace")


_BY_ENDING: dict[str, Callable[[Sheet], bytes]] = {
    f".{form}": _as_bytes(text_of) for form, text_of in TEXT_FORMATS.items()
} | {".graphml": graphml_bytes}
