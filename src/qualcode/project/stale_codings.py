"""What a project is asked about codings made under an older meaning of their code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.project.codebooks import ProjectCodebooks

if TYPE_CHECKING:
    from qualcode.codebooks.changes import Change
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleCoding:
    """A coding whose code means something else now.

    Attributes:
        coding: itself.
        path: of its code.
        changes: what changed in the code's meaning since.
    """

    coding: Coding
    path: str
    changes: tuple[Change, ...]


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
        from qualcode.codebooks.staleness import meaning_changes
        from qualcode.store.codings import read_codings
        from qualcode.store.revisions import read_any_contents

        with self.store.snapshot():
            books, hashes = self.codebooks(), self.codebook_hashes()
            holders = {code.guid: book for book in books for code in book.codes}
            meant = _below(holders, code_guid)
            codings = [
                coding
                for coding in read_codings(self.store, source)
                if coding.codebook_revision != hashes[holders[coding.code_guid].guid]
                and (coder is None or coding.coder == coder)
                and (meant is None or coding.code_guid in meant)
            ]
            contents = read_any_contents(self.store, {coding.codebook_revision for coding in codings})
        known: dict[tuple[str, str], tuple[Change, ...]] = {}
        found = []
        for coding in codings:
            asked = (coding.code_guid, coding.codebook_revision)
            if asked not in known:
                then, now = contents[coding.codebook_revision], holders[coding.code_guid]
                known[asked] = meaning_changes(coding.code_guid, then, now)
            if known[asked]:
                path = holders[coding.code_guid].path(coding.code_guid)
                found.append(StaleCoding(coding=coding, path=path, changes=known[asked]))
        return tuple(found)


def _below(holders: dict[str, Codebook], code_guid: str | None) -> set[str] | None:
    if code_guid is None:
        return None
    book = holders[code_guid]
    return {code_guid, *(code.guid for code in book.descendants(code_guid))}
