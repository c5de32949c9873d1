"""A codebook into a file of any format there is: those that are read back, and those to read and print."""

from pathlib import Path

from qualcode.codebooks.lineage import Lineage
from qualcode.codebooks.writing import WRITABLE, write_codebook
from qualcode.errors.files import UnknownFormatError
from qualcode.files import write_whole
from qualcode.model.codebook import Codebook

PRINTABLE = (".md", ".html", ".htm")


def export_codebook(codebook: Codebook, path: Path, lineage: Lineage) -> None:
    """Write a codebook by the ending of the file, whole or not at all.

    Raises:
        UnknownFormatError: no format has that ending.
        UnwritableFileError: the folder or file refuses, or the format could not give the codebook back.
    """
    ending = path.suffix.lower()
    if ending in WRITABLE:
        revision, parents, ancestors = lineage
        write_codebook(codebook, path, revision=revision, parents=parents, ancestors=ancestors)
        return
    if ending not in PRINTABLE:
        raise UnknownFormatError(path, (*WRITABLE, *PRINTABLE))
    from qualcode.exports.codebook_pages import codebook_html, codebook_markdown

    page = codebook_markdown if ending == ".md" else codebook_html
    write_whole(path, page(codebook, revision=lineage.revision).encode("utf-8", "replace"))
