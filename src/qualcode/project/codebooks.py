"""What a project is asked about its codebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors.lookups import UnknownCodebookError
from qualcode.project.handle import ProjectHandle
from qualcode.store.codebooks import read_codebooks
from qualcode.store.codings import read_recent_codes
from qualcode.store.revisions import read_revision_hashes

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook


class ProjectCodebooks(ProjectHandle):
    """One open project as codebooks."""

    __slots__ = ()

    def codebooks(self) -> tuple[Codebook, ...]:
        """Return the codebooks, in order."""
        return read_codebooks(self.store)

    def codebook(self, name: str | None = None) -> Codebook:
        """Return the codebook of that name or GUID, or the first one for None.

        Raises:
            UnknownCodebookError: there is none.
        """
        books = self.codebooks()
        wanted = (name or "").casefold()
        for book in books:
            if name is None or wanted in (book.name.casefold(), book.guid):
                return book
        raise UnknownCodebookError(name or "", [book.name for book in books])

    def codebook_hashes(self) -> dict[str, str]:
        """Return each codebook's GUID and the content hash it stands at."""
        return read_revision_hashes(self.store)

    def recent_codes(self, limit: int) -> tuple[str, ...]:
        """Return the GUIDs of the codes this coder used last, the latest first, of those that may still be applied."""
        return read_recent_codes(self.store, self.coder, limit)
