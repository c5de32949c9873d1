"""The door for notebooks and scripts: a project that is asked for its tables, each by a short name.

Every table is a Polars frame in long form; its columns are told in the docstring of the function of the same subject in
`qualcode.analysis`. Jupyter shows the page that a reader wants instead, as long as nothing was done with the frame.
Names are those of the commands, and so are the figures: both ask `Project`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

    import polars as pl

    from qualcode.analysis.pages import Page
    from qualcode.analysis.selection import Selection
    from qualcode.project.project import Project

Names = str | Iterable[str]


@dataclass(frozen=True, slots=True)
class Study:
    """A project and the part of it that is asked about; close it, or use it as a context manager.

    One method a table, named like the command; that makes more of them than most classes have.

    Attributes:
        project: all else that can be asked of it.
        selection: what `only` has chosen; everything at first.
        with_moderator: whether moderators and observers count.
    """

    project: Project
    selection: Selection
    with_moderator: bool = False

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        from qualcode.model.display import harmless_line

        facts = self.project.facts()
        told = f"{facts.name}, {self.selection.sentence() or 'everything'}"
        return f"<qualcode study: {harmless_line(told)}{', with moderator' if self.with_moderator else ''}>"

    def close(self) -> None:
        """Close the file, also for what `only` made of this study."""
        self.project.close()

    def only(  # noqa: PLR0913  # a filter each, as the commands have them
        self,
        *,
        codes: Names = (),
        codebooks: Names = (),
        sources: Names = (),
        coders: Names = (),
        origins: Names = (),
        where: Mapping[str, Names] | None = None,
        has_memo: bool | None = None,
        since: str = "",
        until: str = "",
        confidences: Iterable[int | None] = (),
        with_moderator: bool | None = None,
    ) -> Study:
        """Return the same study, asked about a part of it: `only(codes="Fear", where={"gender": "woman"})`.

        What is given replaces what was chosen before of the same kind; what is not given stays.

        Args:
            codes: paths, unambiguous names or GUIDs; each with all that stands under it.
            codebooks: names.
            sources: names, with or without their file ending, or GUIDs.
            coders: names.
            origins: how codings came about.
            where: levels of case and source variables; `(missing)` for those without a value.
            has_memo: only codings with a memo, or only those without.
            since: only codings made on this day or later (UTC).
            until: only codings made on this day or before (UTC).
            confidences: how sure the coder was, 1 to 3; None for codings of which nothing was said.
            with_moderator: count moderators and observers too.

        Raises:
            InvalidValueError: an origin, a date or a confidence is none.
        """
        from qualcode.analysis.selection import Level

        levels = [Level(name, value) for name, values in (where or {}).items() for value in _names(values)]
        asked: dict[str, Any] = {
            "codes": _names(codes),
            "codebooks": _names(codebooks),
            "sources": _names(sources),
            "coders": _names(coders),
            "origins": _names(origins),
            "levels": tuple(levels),
            "has_memo": has_memo,
            "since": since,
            "until": until,
            "confidences": tuple(confidences),
        }
        given = {kind: value for kind, value in asked.items() if value not in ((), None, "")}
        counted = self.with_moderator if with_moderator is None else with_moderator
        return Study(self.project, replace(self.selection, **given), counted)

    def pseudonymized(self) -> Study:
        """Return the same study, whose tables and quotes show `P1`, `P2` … for those who speak."""
        return Study(self.project.pseudonymized(), self.selection, self.with_moderator)

    def freq(
        self,
        by: str | Sequence[str] | None = None,
        *,
        keep_zero: bool = True,
        bands: Mapping[str, str] | None = None,
        compare: Sequence[str] = (),
        seed: int | None = None,
    ) -> pl.DataFrame:
        """Return how often each theme and code was voiced and by how many; with `by` for each level of a variable."""
        from qualcode.analysis.theme_pages import frequency_page

        frame = self.project.frequencies(
            by,
            self.selection,
            with_moderator=self.with_moderator,
            keep_zero=keep_zero,
            bands=bands,
            compare=compare,
            seed=seed,
        )
        if by:
            names = (by,) if isinstance(by, str) else by
            return self._by_levels(frame, f"Themes by {', '.join(names)}", seed)
        return self._shown(frame, "Themes and who voiced them", lambda found: frequency_page(found, self._voiced()))

    def trend(
        self,
        codes: str | Sequence[str] = (),
        over: str | None = None,
        *,
        bands: Mapping[str, str] | None = None,
        seed: int | None = None,
    ) -> pl.DataFrame:
        """Return how many voiced each theme, or each of these codes, at each wave or date."""
        frame = self.project.trend(
            codes, over, self.selection, with_moderator=self.with_moderator, bands=bands, seed=seed
        )
        return self._by_levels(frame, "Themes over time", seed)

    def crosstab(
        self, rows: str, columns: str, *, unit: str = "participants", is_whole: bool = False, presence: bool = False
    ) -> pl.DataFrame:
        """Return two codes, two variables, or a code and a variable crossed."""
        frame = self.project.crosstab(
            rows,
            columns,
            self.selection,
            unit=unit,
            is_whole=is_whole,
            presence=presence,
            with_moderator=self.with_moderator,
        )
        return self._crossed(frame, unit)

    def matrix(
        self, across: str = "source", *, unit: str = "turns", presence: bool = False, keep_zero: bool = True
    ) -> pl.DataFrame:
        """Return every code with every source, or with every case."""
        frame = self.project.matrix(
            across,
            self.selection,
            unit=unit,
            presence=presence,
            with_moderator=self.with_moderator,
            keep_zero=keep_zero,
        )
        return self._crossed(frame, unit)

    def cooccur(self, *, within: str = "turn", of: str = "codes", keep_zero: bool = False) -> pl.DataFrame:
        """Return the pairs of codes that meet."""
        from qualcode.analysis.list_pages import pairs_page

        frame = self.project.cooccurrences(
            self.selection, within=within, of=of, with_moderator=self.with_moderator, keep_zero=keep_zero
        )
        return self._shown(frame, "Codes that go together", pairs_page)

    def saturation(self, order: str | None = None, *, of: str = "codes", base: int = 4, run: int = 2) -> pl.DataFrame:
        """Return how many new codes each group brings, in order of fieldwork."""
        from qualcode.analysis.list_pages import saturation_page

        frame = self.project.saturation(
            self.selection, order=order, of=of, base=base, run=run, with_moderator=self.with_moderator
        )
        note = f"Base of {base} groups, runs of {run} (Guest, Namey and Chen 2020)."
        title = f"Saturation: new {of} group by group"
        return self._shown(frame, title, lambda found: saturation_page(found, of, note))

    def agree(
        self,
        *,
        unit: str = "turn",
        seen: str = "sources",
        pairs: bool = False,
        by_origin: bool = False,
        seed: int = 1,
    ) -> pl.DataFrame:
        """Return how far coders agree, per code, theme and over all; with `pairs` for each two of them."""
        from qualcode.analysis.list_pages import agreement_page, pair_agreement_page

        frame = self.project.agreement(
            self.selection,
            unit=unit,
            seen=seen,
            pairs=pairs,
            by_origin=by_origin,
            with_moderator=self.with_moderator,
            seed=seed,
        )
        return self._shown(frame, "Agreement of coders", pair_agreement_page if pairs else agreement_page)

    def disagreements(self, *, unit: str = "turn", seen: str = "sources") -> pl.DataFrame:
        """Return what some coders said of a unit and others did not."""
        from qualcode.analysis.list_pages import disagreement_page

        frame = self.project.disagreements(self.selection, unit=unit, seen=seen, with_moderator=self.with_moderator)
        return self._shown(frame, "Where coders disagree", disagreement_page)

    def participation(self, of: str = "speakers") -> pl.DataFrame:
        """Return who talks how much: of "speakers", of "groups", or who "follows" whom."""
        from qualcode.analysis.list_pages import follows_page, group_talk_page, talk_page

        frame = self.project.participation(self.selection, of=of, with_moderator=self.with_moderator)
        title, page = {
            "groups": ("Talk, group by group", group_talk_page),
            "follows": ("Who follows whom", follows_page),
        }.get(of, ("Who talks how much", talk_page))
        return self._shown(frame, title, page)

    def quotes(
        self,
        text: str = "",
        *,
        is_regex: bool = False,
        also: Names = (),
        is_selected: bool = False,
        pick: int | None = None,
        context: int | None = None,
    ) -> pl.DataFrame:
        """Return the words of codings, with who said them where.

        Args:
            text: words in them, or with `is_regex` a regular expression.
            is_regex: `text` is one.
            also: codes that must overlap them.
            is_selected: only those marked for the report.
            pick: propose so many, spread over groups and speakers.
            context: also so many turns before and after; 0 for the rest of the turn.
        """
        from qualcode.analysis.list_pages import quotes_page
        from qualcode.analysis.quotes import Wanted

        wanted = Wanted(text=text, is_regex=is_regex, also=_names(also), is_selected=is_selected)
        frame = self.project.quotes(
            self.selection, wanted, pick=pick, context=context, with_moderator=self.with_moderator
        )
        return self._shown(frame, "Quotes", quotes_page)

    def report(
        self,
        path: str | Path = "report.html",
        *,
        title: str = "",
        by: str | None = None,
        bands: Mapping[str, str] | None = None,
        with_quotes: bool = True,
        seed: int = 1,
    ) -> Path:
        """Write the study as one HTML page and return its path."""
        from qualcode.exports.report import Scope
        from qualcode.exports.report_page import checked_ending, write_report

        scope = Scope(
            title=title,
            selection=self.selection,
            with_moderator=self.with_moderator,
            by=by,
            bands=tuple((bands or {}).items()),
            with_quotes=with_quotes,
            seed=seed,
        )
        target = checked_ending(path)
        return write_report(self.project.report(scope), target)

    def _by_levels(self, frame: pl.DataFrame, title: str, seed: int | None) -> pl.DataFrame:
        from qualcode.analysis.page_notes import interval_lines
        from qualcode.analysis.proportions import SEED
        from qualcode.analysis.theme_pages import level_page

        drawn = interval_lines(SEED if seed is None else seed, with_moderator=self.with_moderator)
        return self._shown(frame, title, lambda found: level_page(found, "participants", self._voiced(), *drawn))

    def _crossed(self, frame: pl.DataFrame, unit: str) -> pl.DataFrame:
        from qualcode.analysis.theme_pages import crossing_page

        return self._shown(frame, f"{unit.capitalize()} crossed", lambda found: crossing_page(found, None))

    def _voiced(self) -> str:
        from qualcode.analysis.page_notes import VOICED, whose

        return f"{whose(with_moderator=self.with_moderator)}. {VOICED}"

    def _shown(self, frame: pl.DataFrame, title: str, page: Callable[[pl.DataFrame], Page]) -> pl.DataFrame:
        """Return the frame as Jupyter is to show it, under a title that says which part of the study it is of."""
        from qualcode.exports.notebook_frames import PageFrame

        part = self.selection.sentence()
        return PageFrame.of(frame, f"{title}: {part}" if part else title, page)


def open_study(path: str | Path, *, coder: str = "") -> Study:
    """Return the study in that project file, the whole of it.

    Raises:
        ProjectMissingError, NotAProjectError, NewerProjectError, ProjectLockedError, StorageError, MigrationError
    """
    from qualcode.analysis.selection import EVERYTHING
    from qualcode.project.opening import open_project

    return Study(open_project(Path(path), coder=coder), EVERYTHING)


def _names(asked: Names) -> tuple[str, ...]:
    return (asked,) if isinstance(asked, str) else tuple(asked)
