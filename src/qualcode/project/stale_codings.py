"""What a project is asked about codings made under an older meaning of their code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project.codebooks import ProjectCodebooks

if TYPE_CHECKING:
    from qualcode.codebooks.staleness import StaleCoding
    from qualcode.model.codebook import Codebook


class ProjectStaleCodings(ProjectCodebooks):
    """One open project as codings that may have to be looked at again."""

    __slots__ = ()

    def stale_codings(
        self, *, code_guid: str | None = None, source: str | None = None, coder: str | None = None
    ) -> tuple[StaleCoding, ...]:
        """Return the codings made before their code's meaning changed, in order of place.

        Args:
            code_guid: only of this code and those under it.
            source: only in this source, by GUID.
            coder: only this coder's.
        """
        from qualcode.codebooks.staleness import made_under_others, stale_codings
        from qualcode.store.codings import read_codings
        from qualcode.store.revisions import read_any_contents

        with self.store.snapshot():
            books = self.codebooks()
            meant = _with_below(books, code_guid)
            codings = [
                one
                for one in made_under_others(read_codings(self.store, source), books, self.codebook_hashes())
                if coder in (None, one.coder) and (code_guid is None or one.code_guid in meant)
            ]
            contents = read_any_contents(self.store, {one.codebook_revision for one in codings})
        return stale_codings(codings, books, contents)


def _with_below(books: tuple[Codebook, ...], code_guid: str | None) -> set[str]:
    return {
        guid
        for book in books
        if code_guid is not None and code_guid in book
        for guid in (code_guid, *(code.guid for code in book.descendants(code_guid)))
    }
