"""The front door: open, create, find a project; hand out snapshots. No arithmetic.

A `Project` is a handle on one open file and the name of who is working. It hands out frozen values, and as
`ProjectTables` what is counted; changes go through the functions of `qualcode.coding` and `qualcode.exchange`, which
take `project.store`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import NoProjectError, UnknownCodebookError
from qualcode.project_tables import ProjectTables
from qualcode.store.codebooks import read_codebooks, read_revision_hashes
from qualcode.store.codings import (
    ProjectFacts,
    read_coders,
    read_codings,
    read_memos,
    read_project,
    read_recent_codes,
    read_verdicts,
)
from qualcode.store.database import create_store, open_store
from qualcode.store.journal import Act, read_acts
from qualcode.store.places import ReadingPlace, keep_place, read_bookmarks, read_places, with_turn
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

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from qualcode.codebooks.checking import Finding
    from qualcode.exports.report import Report, Scope
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding, Memo, Suggestion, Verdict
    from qualcode.model.transcript import Source
    from qualcode.suggestions.checking import CueFinding

__all__ = [
    "ENDING",
    "Act",
    "CaseFacts",
    "Project",
    "ProjectFacts",
    "ReadingPlace",
    "SourceFacts",
    "codebook_findings",
    "create_project",
    "find_project",
    "now",
    "open_project",
    "with_turn",
]  # fmt: skip

ENDING = ".qualcode"


def now() -> datetime:
    """Return the time of an act: UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Project(ProjectTables):
    """One open project; close it, or use it as a context manager. Safe to use from several threads.

    More methods than most classes: it is the one place where faces and notebooks ask, and each is one question.
    """

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was done is saved already."""
        self.store.close()

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

    def case_list(self) -> tuple[CaseFacts, ...]:
        """Return everybody who speaks, with variables."""
        return read_case_list(self.store)

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

    def codings(self, source: str | None = None) -> tuple[Coding, ...]:
        """Return the codings of one source (by GUID) or of all, in order of place."""
        return read_codings(self.store, source)

    def verdicts(self, source: str | None = None) -> tuple[Verdict, ...]:
        """Return the verdicts on suggestions in one source (by GUID) or in all."""
        return read_verdicts(self.store, source)

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

    def recent_codes(self, limit: int) -> tuple[str, ...]:
        """Return the GUIDs of the codes this coder used last, the latest first, of those that may still be applied."""
        return read_recent_codes(self.store, self.coder, limit)

    def memos(self, *, besides_codings: bool = False) -> tuple[Memo, ...]:
        """Return all memos, or those that are not on codings, newest first."""
        return read_memos(self.store, besides_codings=besides_codings)

    def history(self, limit: int | None = None, coder: str | None = None) -> tuple[Act, ...]:
        """Return the journal, newest act first."""
        return read_acts(self.store, limit=limit, coder=coder)

    def report(self, scope: Scope | None = None, *, at: datetime | None = None, command: str = "") -> Report:
        """Return what a report of the study says; `exports.report_page.write_report` makes the page of it.

        Args:
            scope: what is asked for; everything unless told.
            at: when it is made; now unless told.
            command: that asked for it.

        Raises:
            UnknownVariableError, InvalidValueError: `by` is no variable, or has too many levels.
            EmptySelectionError: nothing is left to count.
        """
        from importlib.metadata import version

        from qualcode.exports.report import Origin, Scope, report_of

        asked, made = scope or Scope(), at or now()
        facts, books, hashes = self.facts(), self.codebooks(), self.codebook_hashes()
        about = {
            "title": asked.title or facts.name,
            "program": f"qualcode {version('qualcode')}",
            "project": facts.name,
            "project_guid": facts.guid,
            "codebook_revisions": {book.name: hashes[book.guid] for book in books},
            "sources": self.source_count(),
            "coders": list(asked.selection.coders or self.coders()),
            "command": command,
            "at": made.isoformat(timespec="seconds"),
            **asked.told(),
        }
        origin = Origin(
            program=str(about["program"]), project=facts.name, codebooks=books, revisions=hashes, at=made, about=about
        )
        return report_of(self.tables(is_whole=True), asked, origin)

    def variable_names(self) -> tuple[tuple[str, str], ...]:
        """Return the variables as `(scope, name)`; scope is `case` or `source`."""
        return read_variable_names(self.store)

    def coders(self) -> tuple[str, ...]:
        """Return everybody who has codings in this project."""
        return read_coders(self.store)

    def suggestions(
        self, source: str | None = None, *, with_moderator: bool = False, stop: Callable[[], bool] = lambda: False
    ) -> tuple[Suggestion, ...]:
        """Return what the codebooks' cues suggest in one source (by GUID) or in all, best first.

        What this coder (or anybody, if no coder is known) has coded or judged already is left out. Loads spaCy: seconds
        at first, so not on a screen's own thread. Once `stop` says so, what was found by then is returned.

        Raises:
            CuePatternError: a cue's token pattern is broken.
        """
        from qualcode.suggestions.passages import passages_of
        from qualcode.suggestions.ranking import ranked
        from qualcode.suggestions.scoring import record_of
        from qualcode.suggestions.suggesting import suggest

        sources = [self.source(source)] if source else [self.source(known.guid) for known in self.source_list()]
        found = suggest(
            (passage for known in sources for passage in passages_of(known)),
            self.codebooks(),
            record=record_of(self.verdicts()),
            with_moderator=with_moderator,
            stop=stop,
        )
        return ranked(found, self.codings(source), self.verdicts(source), coder=self.coder or None)

    def language_remarks(self) -> tuple[str, ...]:
        """Return what suggestions cannot do as well in the languages of this project's sources, one line each."""
        from qualcode.suggestions.pipelines import pipeline_remarks

        return pipeline_remarks({source.language for source in self.source_list()})

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


def create_project(path: Path, *, coder: str, name: str | None = None) -> Project:
    """Make a new project file; its name is the file's unless told otherwise. The ending is added if it is missing.

    Raises:
        ProjectExistsError, StorageError
    """
    if path.suffix != ENDING:
        path = path.with_name(path.name + ENDING)
    store = create_store(path, name=name or path.stem, coder=coder, at=now())
    return Project(store, coder)


def open_project(path: Path, *, coder: str) -> Project:
    """Open a project file.

    Raises:
        ProjectMissingError, NotAProjectError, NewerProjectError, ProjectLockedError, StorageError, MigrationError
    """
    return Project(open_store(path), coder)


def find_project(folder: Path) -> Path:
    """Return the only project file in a folder.

    Raises:
        NoProjectError: there is none, or there are several.
    """
    found = sorted(path for path in folder.glob(f"*{ENDING}") if path.is_file())
    if len(found) != 1:
        raise NoProjectError(folder, [path.name for path in found])
    return found[0]


def codebook_findings(book: Codebook) -> tuple[Finding, ...]:
    """Return what could be better in a codebook, its cues included. Loads spaCy."""
    from qualcode.codebooks.checking import BROKEN_PATTERN, Finding, check_codebook
    from qualcode.suggestions.checking import check_cues

    found = check_codebook(book)
    by_shape = {finding.path for finding in found if finding.kind == BROKEN_PATTERN}
    about_cues = (
        Finding(BROKEN_PATTERN if cue.is_fault else "doubtful cue", cue.path, _told(cue))
        for cue in check_cues((book,))
        if not (cue.is_fault and cue.path in by_shape)
    )
    return (*found, *about_cues)


def _told(cue: CueFinding) -> str:
    return cue.reason if cue.is_fault else f"{cue.path}: the cue {cue.cue!r} {cue.reason}"
