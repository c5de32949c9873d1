"""One open project: its parts put together, its codings and its file.

A `Project` is a handle on one open file and the name of who is working. It hands out frozen values, and as
`ProjectTables`, `ProjectAgreement` and `ProjectQuotes` what is counted and retrieved; changes go through the functions
of `qualcode.coding` and `qualcode.exchange`, which take `project.store`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qualcode.project.agreement import ProjectAgreement
from qualcode.project.autocoding import ProjectAutocoding
from qualcode.project.codebook_history import ProjectCodebookHistory
from qualcode.project.examples import ProjectExamples
from qualcode.project.likely_codes import ProjectLikelyCodes
from qualcode.project.making_ahead import ProjectMakingAhead
from qualcode.project.missed import ProjectMissed
from qualcode.project.privacy import ProjectPrivacy
from qualcode.project.quotes import ProjectQuotes
from qualcode.project.stale_codings import ProjectStaleCodings
from qualcode.store.codings import read_codings
from qualcode.store.journal import read_acts
from qualcode.store.memos import read_memos
from qualcode.store.project_facts import read_coders, read_project
from qualcode.store.verdicts import read_verdicts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from qualcode.exports.report import Report, Scope
    from qualcode.model.coding import Coding, Memo, Verdict
    from qualcode.project.snapshots import Act, ProjectFacts


class Project(
    ProjectCodebookHistory,
    ProjectStaleCodings,
    ProjectPrivacy,
    ProjectExamples,
    ProjectAutocoding,
    ProjectLikelyCodes,
    ProjectMissed,
    ProjectMakingAhead,
    ProjectAgreement,
    ProjectQuotes,
):
    """One open project; close it, or use it as a context manager. Safe to use from several threads.

    More methods than most classes: each question is one, as in all parts of a project.
    """

    __slots__ = ()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was done is saved already."""
        self.store.close()

    def hurry(self) -> None:
        """Do not wait for the disk at each act from now on, as long as `settle` is called after some of them."""
        self.store.hurry()

    @property
    def is_unsettled(self) -> bool:
        """Whether acts were done in a hurry that a power cut could still take back."""
        return self.store.is_unsettled

    def settle(self) -> None:
        """Wait until what was done in a hurry would survive a power cut; not on a screen's own thread.

        Raises:
            StorageError: the disk did not take it.
        """
        self.store.settle()

    def pseudonymized(self) -> Project:
        """Return the same project, whose tables and quotes show pseudonyms for those who speak.

        `analysis.speakers` says which, and which names are replaced within quotes.
        """
        return replace(self, is_pseudonymized=True)

    @property
    def path(self) -> Path:
        """The project file."""
        return self.store.path

    def facts(self) -> ProjectFacts:
        """Return GUID, name and date of birth."""
        return read_project(self.store)

    def last_act(self) -> int:
        """Return the number of the newest act; it grows whenever anybody changes anything. Takes microseconds."""
        return self.store.last_act()

    def codings(self, source: str | None = None) -> tuple[Coding, ...]:
        """Return the codings of one source (by GUID) or of all, in order of place."""
        return read_codings(self.store, source)

    def verdicts(self, source: str | None = None) -> tuple[Verdict, ...]:
        """Return the verdicts on suggestions in one source (by GUID) or in all."""
        return read_verdicts(self.store, source)

    def memos(self, *, besides_codings: bool = False) -> tuple[Memo, ...]:
        """Return all memos, or those that are not on codings, newest first."""
        return read_memos(self.store, besides_codings=besides_codings)

    def history(self, limit: int | None = None, coder: str | None = None) -> tuple[Act, ...]:
        """Return the journal, newest act first."""
        return read_acts(self.store, limit=limit, coder=coder)

    def coding_rows(self) -> list[dict[str, object]]:
        """Return all codings as the rows of a codings file; without names, where pseudonyms are wanted."""
        if self.is_pseudonymized:
            from qualcode.exchange.without_names import coding_rows_without_names

            return coding_rows_without_names(self.store)
        from qualcode.exchange.coding_files import coding_rows

        return coding_rows(self.store)

    def coders(self) -> tuple[str, ...]:
        """Return everybody who has codings in this project."""
        return read_coders(self.store)

    def made_from(self, *, command: str, at: datetime) -> dict[str, object]:
        """Return what everything written is made from: program, project, codebook revisions, sources, coders, when."""
        from importlib.metadata import version

        facts, hashes = self.facts(), self.codebook_hashes()
        return {
            "program": f"qualcode {version('qualcode')}",
            "project": facts.name,
            "project_guid": facts.guid,
            "codebook_revisions": {book.name: hashes[book.guid] for book in self.codebooks()},
            "sources": self.source_count(),
            "coders": list(self.coders()),
            "command": command,
            "at": at.isoformat(timespec="seconds"),
            **({"pseudonymized": True} if self.is_pseudonymized else {}),
        }

    def report(
        self,
        scope: Scope | None = None,
        *,
        at: datetime | None = None,
        command: str = "",
        step: Callable[[str], None] = lambda _: None,
    ) -> Report:
        """Return what a report of the study says; `exports.report_page.write_report` makes the page of it.

        Args:
            scope: what is asked for; everything unless told.
            at: when it is made; now unless told.
            command: that asked for it.
            step: told what is being made.

        Raises:
            UnknownVariableError, InvalidValueError: `by` is no variable, or has too many levels.
            EmptySelectionError: nothing is left to count.
        """
        from qualcode.exports.report import Origin, Scope, report_of

        asked, made = scope or Scope(), at or datetime.now(UTC)
        facts, books, hashes = self.facts(), self.codebooks(), self.codebook_hashes()
        about = {
            "title": asked.title or facts.name,
            **self.made_from(command=command, at=made),
            **asked.told(),
        }
        if asked.selection.coders:
            about["coders"] = list(asked.selection.coders)
        origin = Origin(
            program=str(about["program"]), project=facts.name, codebooks=books, revisions=hashes, at=made, about=about
        )
        return report_of(self.tables(is_whole=True), asked, origin, step)

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong with the project file, nothing when it is whole."""
        from qualcode.store.examination import faults

        return faults(self.store)

    def checks(self) -> tuple[str, ...]:
        """Return what `faults` looks at."""
        from qualcode.store.examination import CHECKS

        return CHECKS

    def back_up(self, target: Path) -> Path:
        """Write a consistent copy, even while others work in the project, and return its path.

        Raises:
            ProjectExistsError: the target exists.
            StorageError: it cannot be written.
        """
        return self.store.back_up(target)
