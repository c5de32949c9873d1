"""Codebook files, written by their ending; either the whole file is there afterwards or nothing has changed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.codebooks.csv_text import csv_text
from qualcode.codebooks.decoding import read_text
from qualcode.codebooks.drafts import DEEPEST
from qualcode.codebooks.yaml_comments import Comments, comments_of, with_comments
from qualcode.codebooks.yaml_text import Line, yaml_lines
from qualcode.errors.codebooks import CodebookFileError
from qualcode.errors.files import NotTextError, UnknownFormatError, UnreadableFileError, UnwritableFileError
from qualcode.files import write_whole
from qualcode.model.codebook import Codebook

WRITABLE = (".yaml", ".yml", ".csv")
_YAML = (".yaml", ".yml")


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
    ending = path.suffix.lower()
    if ending not in WRITABLE:
        raise UnknownFormatError(path, WRITABLE)
    deepest = max((codebook.depth(code.guid) for code in codebook.codes), default=0)
    if deepest >= DEEPEST:
        raise UnwritableFileError(path, f"its codes stand {deepest + 1} levels deep; a codebook file holds {DEEPEST}")
    text = csv_text(codebook)
    if ending in _YAML:
        lines = yaml_lines(codebook, revision=revision, parents=parents, ancestors=ancestors)
        text = _yaml(codebook, path, lines)
    write_whole(path, _encoded(path, text))


def _yaml(codebook: Codebook, path: Path, lines: Iterator[Line]) -> str:
    try:
        comments = comments_of(path, read_text(path), codebook)
    except (UnreadableFileError, NotTextError, CodebookFileError):
        # No file yet, or none that was a codebook: there are no comments to keep.
        comments = Comments()
    return "\n".join(with_comments(lines, comments)) + "\n"


def _encoded(path: Path, text: str) -> bytes:
    if "\0" in text:
        raise UnwritableFileError(path, "a text in it holds a zero character, which this format cannot")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnwritableFileError(path, "a text in it holds half a character (a lone surrogate); mend it") from error
