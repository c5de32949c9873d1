"""A codebook into a file of any format there is: those that are read back, and those to read and print."""

from collections.abc import Iterable
from pathlib import Path

from qualcode.codebooks.lineage import Lineage
from qualcode.codebooks.privacy.privacy import Leak, without_quotes
from qualcode.codebooks.writing import WRITABLE, write_codebook
from qualcode.errors.files import UnknownFormatError
from qualcode.files import write_whole
from qualcode.model.codebook import Codebook

PRINTABLE = (".md", ".html", ".htm")


def export_codebook(codebook: Codebook, path: Path, lineage: Lineage, *, quotes: Iterable[Leak] = ()) -> Codebook:
    """Write a codebook by the ending of the file, whole or not at all, and return what was written.

    Args:
        codebook: what is to be written.
        path: where to.
        lineage: which revision it is, and where it comes from.
        quotes: what in it is quoted from transcripts and is to be left out. What has lost something is no revision of
            anybody's: taken back, it would take that away from the project too.

    Raises:
        UnknownFormatError: no format has that ending.
        UnwritableFileError: the folder or file refuses, or the format could not give the codebook back.
    """
    ending = path.suffix.lower()
    shared = without_quotes(codebook, quotes)
    revision, parents, ancestors = lineage if shared == codebook else Lineage()
    if ending in WRITABLE:
        write_codebook(shared, path, revision=revision, parents=parents, ancestors=ancestors)
        return shared
    if ending not in PRINTABLE:
        raise UnknownFormatError(path, (*WRITABLE, *PRINTABLE))
    from qualcode.exports.codebook_pages import codebook_html, codebook_markdown

    page = codebook_markdown if ending == ".md" else codebook_html
    write_whole(path, page(shared, revision=revision).encode("utf-8", "replace"))
    return shared
