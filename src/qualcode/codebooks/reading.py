"""Codebook files, read by their ending and checked as a whole before anything is made of them."""

import re
from collections.abc import Callable
from pathlib import Path

from qualcode.codebooks.decoding import read_content, read_table_text, read_text
from qualcode.codebooks.drafts import BookDraft, Remarks
from qualcode.codebooks.making import CodebookFile, Making
from qualcode.codebooks.refi.qdc_file import read_qdc
from qualcode.codebooks.tables.csv_file import read_csv
from qualcode.codebooks.tables.xlsx_file import read_xlsx
from qualcode.codebooks.yaml_format.file import read_yaml
from qualcode.errors.codebooks import CodebookFileError
from qualcode.errors.files import UnknownFormatError

_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_OTHER_MARKS = ("\n=======\n", "\n>>>>>>> ")

__all__ = ["READABLE", "CodebookFile", "read_codebook"]


def _read_yaml(path: Path, remarks: Remarks) -> BookDraft:
    return read_yaml(path, _of_one_side(path, read_text(path)), remarks)


def _read_csv(path: Path, remarks: Remarks) -> BookDraft:
    return read_csv(path, _of_one_side(path, read_table_text(path, remarks)), remarks)


def _of_one_side(path: Path, text: str) -> str:
    """Return the text, unless git left both sides of a conflict in it.

    Raises:
        CodebookFileError: it did.
    """
    found = _CONFLICT.search(text)
    if found and all(mark in text for mark in _OTHER_MARKS):
        line = text.count("\n", 0, found.start()) + 1
        reason = "git left both sides of a conflict here: take one (git checkout --ours FILE), and merge the other one."
        raise CodebookFileError(path, line, None, reason)
    return text


def _read_xlsx(path: Path, remarks: Remarks) -> BookDraft:
    return read_xlsx(path, read_content(path), remarks)


def _read_qdc(path: Path, remarks: Remarks) -> BookDraft:
    return read_qdc(path, read_content(path), remarks)


_READERS: dict[str, Callable[[Path, Remarks], BookDraft]] = {
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".xlsx": _read_xlsx,
    ".qdc": _read_qdc,
}
READABLE = tuple(_READERS)


def read_codebook(path: Path) -> CodebookFile:
    """Return the codebook a file holds.

    Raises:
        UnknownFormatError: the file's ending is none of `READABLE`.
        UnreadableFileError: it is missing, a folder, not permitted or too large.
        NotTextError: it is text in an encoding that is not read.
        CodebookFileError: it is not a codebook, or not a whole one; with line and column.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnknownFormatError(path, READABLE)
    remarks = Remarks()
    return Making(path, reader(path, remarks), remarks).codebook_file()
