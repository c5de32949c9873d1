"""What in a codebook could tell who took part, held against the transcripts of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project.handle import ProjectHandle
from qualcode.store.memos import read_memos
from qualcode.store.sources import read_case_list, read_source_list, read_texts

if TYPE_CHECKING:
    from qualcode.codebooks.privacy.privacy import Leak, Talk
    from qualcode.model.codebook import Codebook


class ProjectPrivacy(ProjectHandle):
    """One open project as what must not be shared."""

    __slots__ = ()

    def privacy_leaks(self, codebook: Codebook, *, words: int | None = None) -> tuple[Leak, ...]:
        """Return what in a codebook, and in the memos on its codes, could tell who took part.

        Args:
            codebook: one of the project's, or one that a file holds.
            words: how many words in a row that stand in a transcript are a quote; `privacy.WORDS` for None.
        """
        from qualcode.codebooks.privacy.privacy import WORDS, privacy_leaks

        memos = [(memo.target_guid, memo.text) for memo in read_memos(self.store, besides_codings=True)]
        on_codes = [(guid, text) for guid, text in memos if guid in codebook]
        return privacy_leaks(codebook, self._whole_talk(), words=words or WORDS, memos=on_codes)

    def _whole_talk(self) -> Talk:
        """Return the transcripts, how people are called, and the places that variables tell."""
        from qualcode.codebooks.privacy.privacy import Talk, Text
        from qualcode.model.telling_variables import names_told, places_told

        cases, sources = read_case_list(self.store), read_source_list(self.store)
        told = [pair for case in cases for pair in case.variables]
        told += [pair for source in sources for pair in source.variables]
        return Talk(
            texts=[Text(*text) for text in read_texts(self.store)],
            people=[*(case.label for case in cases), *names_told(told)],
            places=places_told(told),
        )
