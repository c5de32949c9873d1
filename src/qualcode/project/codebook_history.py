"""What a project is asked about the history of its codebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project.codebooks import ProjectCodebooks

if TYPE_CHECKING:
    from qualcode.codebooks.changes import Change
    from qualcode.codebooks.lineage import Lineage
    from qualcode.codebooks.reading import CodebookFile
    from qualcode.model.codebook import Codebook
    from qualcode.model.revision import Revision, Step


class ProjectCodebookHistory(ProjectCodebooks):
    """One open project as codebooks that change."""

    __slots__ = ()

    def codebook_steps(self, guid: str) -> tuple[Step, ...]:
        """Return the steps a codebook (by GUID) took, the newest first."""
        from qualcode.store.revisions import read_steps

        return read_steps(self.store, guid)

    def codebook_revisions(self, guid: str) -> dict[str, Revision]:
        """Return all revisions of a codebook (by GUID) that this project knows, by hash, oldest first."""
        from qualcode.store.revisions import read_revisions

        return read_revisions(self.store, guid)

    def codebook_lineage(self, guid: str) -> Lineage:
        """Return what a file that holds the codebook (by GUID) is to say of where it stands."""
        from qualcode.codebooks.ancestry import lineage

        return lineage(self.codebook_hashes()[guid], self.codebook_revisions(guid))

    def revision_hash(self, guid: str, wanted: str) -> str:
        """Return the hash of the revision a person means: by its first digits, its name, or `2 back`.

        Raises:
            UnknownRevisionError, AmbiguousRevisionError
        """
        from qualcode.codebooks.ancestry import meant_revision

        return meant_revision(wanted, self.codebook_steps(guid), self.codebook_revisions(guid))

    def codebook_at(self, guid: str, revision: str) -> Codebook:
        """Return a codebook (by GUID) as it was at a revision (by its whole hash).

        Raises:
            UnknownRevisionError: there is no such.
        """
        from qualcode.errors.codebooks import UnknownRevisionError
        from qualcode.store.revisions import read_contents

        found = read_contents(self.store, guid, [revision])
        if revision not in found:
            raise UnknownRevisionError(revision, "See `qualcode codebook log`.")
        return found[revision]

    def copy_of(self, file: CodebookFile | None, name: str | None = None) -> Codebook:
        """Return the codebook of that name or GUID or, for None, the one a file speaks of, or else the first.

        Raises:
            UnknownCodebookError: there is none.
        """
        from qualcode.exchange.codebook_files import own_copy

        own = own_copy(self.codebooks(), file) if file and name is None else None
        return own or self.codebook(name)

    def step_changes(self, guid: str, steps: tuple[Step, ...]) -> tuple[tuple[Change, ...], ...]:
        """Return what each of the steps of a codebook (by GUID) changed; nothing for the first and the last of all."""
        from qualcode.codebooks.differences import codebook_changes
        from qualcode.store.revisions import read_contents

        wanted = {each for step in steps for each in (step.before, step.hash) if each}
        books = read_contents(self.store, guid, wanted)
        return tuple(
            codebook_changes(books[step.before], books[step.hash])
            if step.before in books and step.hash in books
            else ()
            for step in steps
        )
