"""What is different between two codebooks of which files may tell only a part."""

from qualcode.codebooks.adopting import spelled_out
from qualcode.codebooks.changes import Change
from qualcode.codebooks.differences import codebook_changes
from qualcode.codebooks.reading import CodebookFile
from qualcode.model.codebook import Codebook


def told_changes(older: Codebook | CodebookFile, newer: Codebook | CodebookFile) -> tuple[Change, ...]:
    """Return the changes from one codebook to another; of what a file does not speak, nothing is told.

    Where both are files, the older one is taken for all there was.
    """
    if isinstance(newer, CodebookFile):
        before = older.codebook if isinstance(older, CodebookFile) else older
        return codebook_changes(before, spelled_out(before, newer))
    if isinstance(older, CodebookFile):
        return codebook_changes(spelled_out(newer, older), newer)
    return codebook_changes(older, newer)
