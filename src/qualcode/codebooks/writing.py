"""Codebook files, written by their ending; either the whole file is there afterwards or nothing has changed."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from qualcode.codebooks.decoding import read_text
from qualcode.codebooks.drafts import DEEPEST
from qualcode.codebooks.lineage import Lineage
from qualcode.codebooks.refi.descriptions import description
from qualcode.codebooks.refi.qdc_text import lost_in_xml, qdc_bytes
from qualcode.codebooks.tables.csv_text import csv_text
from qualcode.codebooks.tables.xlsx_bytes import cell_rows, lost_in_cell, xlsx_bytes
from qualcode.codebooks.yaml_format.comments import Comments, comments_of, with_comments
from qualcode.codebooks.yaml_format.text import HEAD, yaml_lines
from qualcode.errors.codebooks import CodebookFileError
from qualcode.errors.files import NotTextError, UnknownFormatError, UnreadableFileError, UnwritableFileError
from qualcode.files import is_there, write_whole
from qualcode.model.codebook import Codebook

SCHEMA_FILE = "codebook.schema.json"
WRITABLE = (".yaml", ".yml", ".csv", ".xlsx", ".qdc")


def write_codebook(
    codebook: Codebook,
    path: Path,
    *,
    revision: str | None = None,
    parents: Sequence[str] = (),
    ancestors: Sequence[str] = (),
) -> None:
    """Write a codebook file; comments of a YAML file that is written over stay with their entries.

    Args:
        revision: the hash to write into the file, in formats that can hold it.
        parents: those of the revisions it was made from.
        ancestors: those of older ones, the newest first.

    Raises:
        UnknownFormatError: the file's ending is none of `WRITABLE`.
        UnwritableFileError: the folder or file refuses, or no file could give the codebook back.
    """
    write_whole(path, codebook_bytes(codebook, path, Lineage(revision, tuple(parents), tuple(ancestors))))


def codebook_bytes(codebook: Codebook, path: Path, lineage: Lineage) -> bytes:
    """Return what a codebook file holds; comments of the YAML file that is there stay with their entries.

    Raises:
        UnknownFormatError: the file's ending is none of `WRITABLE`.
        UnwritableFileError: no file could give the codebook back.
    """
    ending = path.suffix.lower()
    if ending not in WRITABLE:
        raise UnknownFormatError(path, WRITABLE)
    deepest = max((codebook.depth(code.guid) for code in codebook.codes), default=0)
    if deepest >= DEEPEST:
        raise UnwritableFileError(path, f"its codes stand {deepest + 1} levels deep; a codebook file holds {DEEPEST}")
    return _content(codebook, path, ending, lineage)


def _content(codebook: Codebook, path: Path, ending: str, lineage: Lineage) -> bytes:
    if ending == ".csv":
        return _encoded(path, csv_text(codebook))
    if ending == ".xlsx":
        rows = cell_rows(codebook)
        cells = ((row["name"], text) for row in rows for text in row.values())
        _check_texts(codebook, path, chain([("", codebook.description)], cells), lost_in_cell)
        return xlsx_bytes(codebook, rows, lineage)
    if ending == ".qdc":
        if not codebook.codes:
            raise UnwritableFileError(path, "the codebook has no codes yet, and this format needs one")
        texts = ((code.name, description(code) + code.name) for code in codebook.codes)
        _check_texts(codebook, path, texts, lost_in_xml)
        return qdc_bytes(codebook, lineage)
    return _encoded(path, _yaml(codebook, path, lineage))


def _check_texts(
    codebook: Codebook, path: Path, texts: Iterator[tuple[str, str]], fault: Callable[[str], str | None]
) -> None:
    """Refuse a codebook with a text that the format could not give back, naming the code."""
    for name, text in texts:
        reason = fault(text)
        if reason:
            whose = f"the code {name!r}" if name else f"the description of {codebook.name!r}"
            raise UnwritableFileError(path, f"{whose} {reason}; mend it, or write a .yaml file")


def _yaml(codebook: Codebook, path: Path, lineage: Lineage) -> str:
    try:
        comments = comments_of(path, read_text(path), codebook)
    except (UnreadableFileError, NotTextError, CodebookFileError):
        # No file yet, or none that was a codebook: there are no comments to keep.
        comments = Comments()
        if is_there(path.parent / SCHEMA_FILE):
            comments.above[HEAD].append(f"# yaml-language-server: $schema={SCHEMA_FILE}")
    revision, parents, ancestors = lineage
    lines = yaml_lines(codebook, revision=revision, parents=parents, ancestors=ancestors)
    return "\n".join(with_comments(lines, comments)) + "\n"


def _encoded(path: Path, text: str) -> bytes:
    if "\0" in text:
        raise UnwritableFileError(path, "a text in it holds a zero character, which this format cannot")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnwritableFileError(path, "a text in it holds half a character (a lone surrogate); mend it") from error
