"""What a project is asked about its transcripts and those who speak in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project.handle import ProjectHandle
from qualcode.store.guide import QuestionFacts, read_questions
from qualcode.store.places import ReadingPlace, keep_place, read_bookmarks, read_places
from qualcode.store.revised_codings import read_doubtful
from qualcode.store.source_history import read_original, read_revisions
from qualcode.store.source_texts import read_stored_text, read_text_number
from qualcode.store.sources import (
    CaseFacts,
    SourceFacts,
    read_case_list,
    read_source,
    read_source_count,
    read_source_list,
    read_variable_names,
    source_guid,
)
from qualcode.store.speaking import read_case_remarks
from qualcode.store.variable_rules import VariableRule, read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qualcode.exchange.guide import GuideReport
    from qualcode.exchange.revision_plans import RevisionReport
    from qualcode.exchange.told_text import MakeText
    from qualcode.model.transcript import Source
    from qualcode.store.revised_codings import RevisedCoding
    from qualcode.store.source_history import RevisionFacts
    from qualcode.transcripts.guide import GuideQuestion
    from qualcode.transcripts.pseudonyms import Pseudonym


class ProjectSources(ProjectHandle):
    """One open project as transcripts and cases.

    More methods than most classes: each question is one.
    """

    __slots__ = ()

    def source_list(self) -> tuple[SourceFacts, ...]:
        """Return the sources without their texts, with progress, in order of import."""
        return read_source_list(self.store)

    def source_count(self) -> int:
        """Return how many sources there are."""
        return read_source_count(self.store)

    def source(self, wanted: str) -> Source:
        """Return a source by name (with or without file ending) or GUID.

        Raises:
            UnknownSourceError: none goes by that.
        """
        return read_source(self.store, source_guid(self.store, wanted))

    def source_text(self, wanted: str, revision: int | None = None) -> str:
        """Return the text of a source as it stands, or as a revision of it was.

        Raises:
            UnknownSourceError, UnknownTextRevisionError: there is none.
        """
        return read_stored_text(self.store, source_guid(self.store, wanted), revision).text

    def text_number(self, source: str) -> int:
        """Return the number of the text of a source (by GUID) that stands. Takes microseconds.

        Raises:
            UnknownSourceError: there is no such source.
        """
        return read_text_number(self.store, source)

    def revisions(self, source: str) -> tuple[RevisionFacts, ...]:
        """Return the texts of a source (by name or GUID), the first one first."""
        return read_revisions(self.store, source_guid(self.store, source))

    def original(self, source: str, revision: int | None = None) -> tuple[str, bytes]:
        """Return name and bytes of the file a source was read from.

        Raises:
            NoOriginalError: it was not kept.
        """
        return read_original(self.store, source_guid(self.store, source), revision)

    def planned_revision(self, source: str, make: MakeText) -> RevisionReport:
        """Return what a new text of a source would do to what hangs on the one that stands; nothing is written.

        Raises:
            SameTextError, SourceExistsError: it cannot be the new text.
        """
        from qualcode.exchange.revision_plans import planned_revision

        return planned_revision(self.store, source_guid(self.store, source), make)

    def doubtful_codings(self, source: str | None = None) -> tuple[RevisedCoding, ...]:
        """Return the codings of one source or of all that a new text left in doubt, and nobody has settled since."""
        return read_doubtful(self.store, source_guid(self.store, source) if source else None)

    def case_list(self) -> tuple[CaseFacts, ...]:
        """Return everybody who speaks, with variables."""
        return read_case_list(self.store)

    def case_remarks(self) -> tuple[str, ...]:
        """Return who speaks in several sources as one person, and who might, one line each."""
        return read_case_remarks(self.store)

    def variable_names(self) -> tuple[tuple[str, str], ...]:
        """Return the variables as `(scope, name)`; scope is `case` or `source`."""
        return read_variable_names(self.store)

    def variable_rules(self) -> tuple[VariableRule, ...]:
        """Return all variables: kind, missing values, what they are derived from."""
        return read_rules(self.store)

    def proposed_pseudonyms(self, lists: Sequence[Path] = ()) -> tuple[Pseudonym, ...]:
        """Return what stands in the texts that tells who somebody is, with a replacement for each.

        Args:
            lists: files of names, one a line, with or without `,REPLACEMENT`.
        """
        from qualcode.exchange.pseudonym_finding import Listed, proposed
        from qualcode.transcripts.pseudonyms import read_names

        listed = [Listed(name=name, replacement=told) for path in lists for name, told in read_names(path)]
        return proposed(self.store, listed)

    def guide(self) -> tuple[QuestionFacts, ...]:
        """Return the questions of the discussion guide and where they are asked."""
        return read_questions(self.store)

    def planned_guide(self, questions: Sequence[GuideQuestion] | None) -> GuideReport:
        """Return where questions are asked, or which are found in the talk where None are given; nothing is written.

        Raises:
            EmptyGuideError: there is no question.
        """
        from qualcode.exchange.guide import planned_guide

        return planned_guide(self.store, questions)

    def bookmarks(self, source: str) -> tuple[int, ...]:
        """Return the numbers of the turns this coder has bookmarked in a source (by GUID)."""
        return read_bookmarks(self.store, source, self.coder)

    def reading_places(self) -> dict[str, ReadingPlace]:
        """Return this coder's last place and turns read, by the GUID of the source, the latest first."""
        return read_places(self.store, self.coder)

    def keep_place(self, source: str, place: ReadingPlace) -> None:
        """Keep where this coder is in a source (by GUID); not an act.

        Raises:
            ProjectLockedError: another process is writing, and longer than a place is worth waiting for.
        """
        keep_place(self.store, source, self.coder, place)
