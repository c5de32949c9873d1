"""Which revision a codebook file holds: the one it says, or a new one where somebody changed the file by hand."""

from qualcode.codebooks.content import content_hash, is_hash_of
from qualcode.codebooks.drafts import BOOK_DESCRIPTION, BOOK_NAME, CODE_FIELDS, ORIGIN_FIELDS, PARENT
from qualcode.codebooks.reading import CodebookFile
from qualcode.coding.codebook_writing import KnownRevision
from qualcode.model.codebook import Codebook

EVERYTHING = frozenset({*CODE_FIELDS, *ORIGIN_FIELDS, PARENT, BOOK_NAME, BOOK_DESCRIPTION})


def known_revision(file: CodebookFile) -> KnownRevision | None:
    """Return what a file's content is known by; None where the file does not say all that the hash is made of."""
    if file.without_guid or not file.fields >= EVERYTHING:
        return None
    return revision_of(file, file.codebook)


def revision_of(file: CodebookFile, book: Codebook) -> KnownRevision:
    """Return the file's own revision if the codebook still is that, or the one it became by a change of the file."""
    if file.revision and is_hash_of(file.revision, book, file.parents):
        return KnownRevision(file.revision, (*file.parents, *file.ancestors))
    come_from = (*((file.revision,) if file.revision else ()), *file.parents, *file.ancestors)
    made = content_hash(book)
    return KnownRevision(made, tuple(each for each in come_from if each != made))
