"""The front door: open, create, find a project; hand out snapshots. No arithmetic.

A `Project` is a handle on one open file and the name of who is working. It hands out frozen values; changes go through
the functions of `qualcode.coding` and `qualcode.exchange`, which take `project.store`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import InvalidValueError, NoProjectError, UnknownCodebookError
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
from qualcode.store.database import Store, create_store, open_store
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
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType

    import polars as pl

    from qualcode.analysis.quotes import Wanted
    from qualcode.analysis.selection import Selection
    from qualcode.analysis.tables import Tables
    from qualcode.codebooks.checking import Finding
    from qualcode.exports.report import Report, Scope
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding, Memo, Suggestion, Verdict
    from qualcode.model.transcript import Source
    from qualcode.suggestions.checking import CueFinding
    from qualcode.suggestions.passages import Passage

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
class Project:
    """One open project; close it, or use it as a context manager. Safe to use from several threads.

    More methods than most classes: it is the one place where faces and notebooks ask, and each is one question.
    """

    store: Store
    coder: str

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
            ProjectLockedError: another process has been writing for too long.
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

    def tables(self, selection: Selection | None = None, *, is_whole: bool = False) -> Tables:
        """Return the project as the tidy frames that analysis reads, whole: the selection is not applied yet.

        Args:
            selection: what is asked about, so that frames which only some selections need are read for it.
            is_whole: read all of those: `coding_facts` (time, memo, confidence, quote) and `turn_places` (where and
                when a turn is).
        """
        from qualcode.analysis.tables import Tables
        from qualcode.store.frames import read_frames

        demanded = selection.demanded if selection else ()
        return Tables(**read_frames(self.store, is_whole=is_whole, demanded=demanded))

    def frequencies(
        self,
        by: str | Sequence[str] | None = None,
        selection: Selection | None = None,
        *,
        with_moderator: bool = False,
        keep_zero: bool = True,
        bands: Mapping[str, str] | None = None,
        compare: Sequence[str] = (),
        seed: int | None = None,
    ) -> pl.DataFrame:
        """Return the theme frequency table, or with `by` the same for each level of a variable or of several.

        `analysis.frequencies` and `analysis.breakdowns` say what the figures mean and which columns there are.

        Raises:
            UnknownVariableError: no variable is called that.
            InvalidValueError: bands or levels to compare are not written as they should be.
            EmptySelectionError: something was asked for and nothing is left to count.
            UnknownCodeError, UnknownSourceError, UnknownCoderError: the selection names something unknown.
        """
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        tables = self.tables(chosen)
        if not by:
            from qualcode.analysis.frequencies import frequencies

            return frequencies(tables, chosen, with_moderator=with_moderator, keep_zero=keep_zero)
        from qualcode.analysis.breakdowns import frequencies_by
        from qualcode.analysis.proportions import SEED

        return frequencies_by(
            tables,
            by,
            chosen,
            with_moderator=with_moderator,
            keep_zero=keep_zero,
            bands=bands,
            compare=compare,
            seed=SEED if seed is None else seed,
        )

    def trend(
        self,
        codes: str | Sequence[str] = (),
        over: str | None = None,
        selection: Selection | None = None,
        *,
        with_moderator: bool = False,
        bands: Mapping[str, str] | None = None,
        seed: int | None = None,
    ) -> pl.DataFrame:
        """Return how many voiced each theme, or each of these codes, at each wave or date; see `analysis.trends`.

        Raises:
            UnknownVariableError, InvalidValueError, EmptySelectionError, UnknownCodeError, UnknownSourceError,
                UnknownCoderError: as for `frequencies`.
        """
        from qualcode.analysis.proportions import SEED
        from qualcode.analysis.selection import EVERYTHING
        from qualcode.analysis.trends import trend

        chosen = selection or EVERYTHING
        return trend(
            self.tables(chosen),
            (codes,) if isinstance(codes, str) else codes,
            over,
            chosen,
            with_moderator=with_moderator,
            bands=bands,
            seed=SEED if seed is None else seed,
        )

    def crosstab(
        self,
        rows: str,
        columns: str,
        selection: Selection | None = None,
        *,
        unit: str = "participants",
        is_whole: bool = False,
        presence: bool = False,
        with_moderator: bool = False,
    ) -> pl.DataFrame:
        """Return two codes, two variables, or a code and a variable crossed; `analysis.crosstabs` says how.

        Raises:
            UnknownDimensionError, AmbiguousDimensionError: what to cross by is not clear.
            InvalidValueError: no such unit.
            EmptySelectionError: nothing is left to count.
        """
        from qualcode.analysis.crosstabs import crosstab
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        return crosstab(
            self.tables(chosen),
            rows,
            columns,
            chosen,
            unit=unit,
            is_whole=is_whole,
            presence=presence,
            with_moderator=with_moderator,
        )

    def matrix(
        self,
        across: str = "source",
        selection: Selection | None = None,
        *,
        unit: str = "turns",
        presence: bool = False,
        with_moderator: bool = False,
        keep_zero: bool = True,
    ) -> pl.DataFrame:
        """Return every code with every source or case; `analysis.matrices` says how.

        Raises:
            InvalidValueError: no such unit, or neither source nor case.
            EmptySelectionError: something was asked for and nothing is left to count.
        """
        from qualcode.analysis.matrices import matrix
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        return matrix(
            self.tables(chosen),
            across,
            chosen,
            unit=unit,
            presence=presence,
            with_moderator=with_moderator,
            keep_zero=keep_zero,
        )

    def cooccurrences(
        self,
        selection: Selection | None = None,
        *,
        within: str = "turn",
        of: str = "codes",
        with_moderator: bool = False,
        keep_zero: bool = False,
    ) -> pl.DataFrame:
        """Return the pairs of codes that meet; `analysis.cooccurrence` says where and how often.

        Raises:
            InvalidValueError: no such `within` or `of`.
            EmptySelectionError: nothing is left to count.
        """
        from qualcode.analysis.cooccurrence import cooccurrences
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        tables = self.tables(chosen, is_whole=within == "overlap")
        return cooccurrences(tables, chosen, within=within, of=of, with_moderator=with_moderator, keep_zero=keep_zero)

    def saturation(
        self,
        selection: Selection | None = None,
        *,
        order: str | None = None,
        of: str = "codes",
        base: int = 4,
        run: int = 2,
        with_moderator: bool = False,
    ) -> pl.DataFrame:
        """Return how many new codes each group brings, in order of fieldwork; `analysis.saturation` says how.

        Raises:
            InvalidValueError: a size, or what is counted, is none.
            UnknownVariableError: no variable is called like the order.
            EmptySelectionError: nothing is left to count.
        """
        from qualcode.analysis.saturation import saturation
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        return saturation(
            self.tables(chosen), chosen, order=order, of=of, base=base, run=run, with_moderator=with_moderator
        )

    def agreement(
        self,
        selection: Selection | None = None,
        *,
        unit: str = "turn",
        seen: str = "sources",
        pairs: bool = False,
        by_origin: bool = False,
        with_moderator: bool = False,
        seed: int = 1,
    ) -> pl.DataFrame:
        """Return how far coders agree, or with `pairs` the same for each two of them; `analysis.agreement` says how.

        Raises:
            TooFewCodersError: there are not two coders.
            EmptySelectionError: nothing counts as seen by all of them.
            InvalidValueError: no such unit or way of seeing.
        """
        from qualcode.analysis.agreement import agreement, pair_agreement
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        return (pair_agreement if pairs else agreement)(
            self.tables(chosen, is_whole=unit == "character"),
            chosen,
            unit=unit,
            seen=seen,
            by_origin=by_origin,
            with_moderator=with_moderator,
            pieces=self.sentence_places() if unit == "sentence" else None,
            seed=seed,
        )

    def disagreements(
        self,
        selection: Selection | None = None,
        *,
        unit: str = "turn",
        seen: str = "sources",
        with_moderator: bool = False,
    ) -> pl.DataFrame:
        """Return what some coders said of a unit and others did not; `analysis.disagreements` says how.

        Raises:
            TooFewCodersError, EmptySelectionError, InvalidValueError: as for `agreement`.
        """
        from qualcode.analysis.disagreements import disagreements
        from qualcode.analysis.selection import EVERYTHING

        return disagreements(
            self.tables(selection, is_whole=True),
            selection or EVERYTHING,
            unit=unit,
            seen=seen,
            with_moderator=with_moderator,
            pieces=self.sentence_places() if unit == "sentence" else None,
        )

    def quotes(
        self,
        selection: Selection | None = None,
        wanted: Wanted | None = None,
        *,
        pick: int | None = None,
        context: int | None = None,
        with_moderator: bool = False,
    ) -> pl.DataFrame:
        """Return the words of codings with who said them where; `analysis.quotes` says how.

        Args:
            selection: which codings.
            wanted: words in them, codes that overlap them, only marked ones.
            pick: propose so many, spread over groups and speakers.
            context: also so many turns before and after; 0 for the rest of the turn.
            with_moderator: words of moderators and observers too.

        Raises:
            EmptySelectionError: there is no such quote.
            SearchPatternError: the text is no regular expression.
        """
        from qualcode.analysis.quotes import ANY, picked, quotes, with_context, with_memos
        from qualcode.analysis.selection import EVERYTHING

        tables = self.tables(selection, is_whole=True)
        found = quotes(tables, selection or EVERYTHING, wanted or ANY, with_moderator=with_moderator)
        if pick is not None:
            found = picked(found, pick)
        if found["has_memo"].any():
            told = {memo.target_guid: memo.text for memo in reversed(self.memos()) if memo.target == "coding"}
            found = with_memos(found, told)
        else:
            found = with_memos(found, {})
        return found if context is None else with_context(found, self._talk(tables, found), context)

    def _talk(self, tables: Tables, found: pl.DataFrame) -> pl.DataFrame:
        """Return the words of every turn in the quotes' sources: `source_guid, number, speaker, start, text`."""
        import polars as pl

        from qualcode.analysis.speakers import shown_speakers

        names = dict(tables.cases.select("guid", "case_id").rows())
        shown = dict(shown_speakers(tables).rows())
        rows = [
            (source.guid, turn.number, shown[names[turn.case_guid]], turn.speech, source.text[turn.speech : turn.end])
            for source in map(self.source, found["source_guid"].unique(maintain_order=True))
            for turn in source.turns
        ]
        columns = {"source_guid": pl.String, "number": pl.Int64, "speaker": pl.String, "start": pl.Int64}
        return pl.DataFrame(rows, schema={**columns, "text": pl.String}, orient="row")

    def sentence_places(self) -> pl.DataFrame:
        """Return where every sentence is: `source_id, number, start, end`, the number that of its turn."""
        import polars as pl

        from qualcode.transcripts.units import Units

        ids = self.tables().sources.select("source_id", "guid").rows()
        rows = [
            (source_id, number, piece.start, piece.end)
            for source_id, source in ((source_id, self.source(guid)) for source_id, guid in ids)
            for number, piece in Units(source.text, source.turns).sentences()
        ]
        columns = ("source_id", "number", "start", "end")
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.Int64), orient="row")

    def participation(
        self, selection: Selection | None = None, *, of: str = "speakers", with_moderator: bool = False
    ) -> pl.DataFrame:
        """Return who talks how much: of "speakers", of "groups", or who "follows" whom.

        `analysis.participation` says what the figures mean.

        Raises:
            InvalidValueError: it is none of these.
            EmptySelectionError: nobody is left to count.
        """
        from qualcode.analysis import participation as talk
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        tables = self.tables(chosen)
        if of == "groups":
            return talk.participation_by_group(tables, chosen)
        if of == "follows":
            return talk.follows(tables, chosen, with_moderator=with_moderator)
        if of != "speakers":
            raise InvalidValueError("Participation of", of, "is none of speakers, groups, follows.")
        return talk.participation(tables, chosen, with_moderator=with_moderator)

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
        from qualcode.suggestions.ranking import ranked
        from qualcode.suggestions.suggesting import suggest

        sources = [self.source(source)] if source else [self.source(known.guid) for known in self.source_list()]
        found = suggest(
            (passage for known in sources for passage in _passages(known)),
            self.codebooks(),
            record=_record(self.verdicts()),
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


def _passages(source: Source) -> Iterator[Passage]:
    from qualcode.suggestions.passages import Passage

    roles = {case.guid: case.role for case in source.cases}
    for turn in source.turns:
        yield Passage(
            source_guid=source.guid,
            language=source.language,
            offset=turn.speech,
            text=source.text[turn.speech : turn.end],
            turn_number=turn.number,
            case_guid=turn.case_guid,
            is_moderator=roles[turn.case_guid] != "participant",
        )


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


def _record(verdicts: tuple[Verdict, ...]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return how many suggestions of each code and cue were accepted and how many rejected."""
    counted: dict[tuple[str, str], list[int]] = {}
    for verdict in verdicts:
        counted.setdefault((verdict.code_guid, verdict.cue), [0, 0])[verdict.kind == "reject"] += 1
    return {key: (accepted, rejected) for key, (accepted, rejected) in counted.items()}
