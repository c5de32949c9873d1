"""What a report says, as values: the study, its codebooks, the tables, the quotes, the agreement.

`report_of` asks analysis for all of it; `report_page` sets it as a page. The same project, selection, seed and time
give the same report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.selection import EVERYTHING, Selection, selected
from qualcode.errors.analysis import EmptySelectionError, TooFewCodersError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    import polars as pl

    from qualcode.analysis.tables import Tables
    from qualcode.model.codebook import Codebook

PROPOSED = 3  # quotes a theme where none is marked
MOST_LEVELS = 24  # columns that a page has room for
SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report is asked for.

    Attributes:
        title: at its head; the project's name where there is none.
        selection: which part of the study.
        with_moderator: count moderators and observers too.
        by: a variable to tell the themes by.
        bands: how its values are put together, by the name of the variable.
        with_quotes: show quotes.
        seed: of the resamples.
    """

    title: str = ""
    selection: Selection = EVERYTHING
    with_moderator: bool = False
    by: str | None = None
    bands: tuple[tuple[str, str], ...] = ()
    with_quotes: bool = True
    seed: int = SEED

    def told(self) -> dict[str, object]:
        """Return what was asked for, as it stands among what the report was made from."""
        return {
            "by": self.by,
            "bands": [f"{variable}={bands}" for variable, bands in self.bands],
            "quotes": self.with_quotes,
            "moderator_counted": self.with_moderator,
            "selection": self.selection.sentence() or "everything",
            "seed": self.seed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a report is made from, beside the figures.

    Attributes:
        program: its name and version.
        project: its name.
        codebooks: as they stand.
        revisions: the content hash of each codebook, by its GUID.
        at: when it is made.
        about: what is told at the end, and kept in the file.
    """

    program: str
    project: str
    codebooks: tuple[Codebook, ...]
    revisions: Mapping[str, str]
    at: datetime
    about: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One passage under a theme, once, however many codings of the theme it has.

    Attributes:
        row: the first of its rows of `analysis.quotes`.
        codes: names of the codes under the theme that it has.
        language: of its source.
    """

    row: Mapping[str, object]
    codes: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeQuotes:
    """The quotes of a theme: those marked for the report, else some that are proposed."""

    theme: str
    code_guid: str
    is_proposed: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Report:
    """All that a report says.

    Attributes:
        scope: what was asked for.
        origin: what it is made from.
        study: the row of `analysis.overview.study_overview`.
        sources: the frame of `source_overview`.
        people: the frame of `participant_overview`.
        tops: GUIDs of the codes that stand under none of the selected ones: themes, as a rule.
        frequencies: the frame of `analysis.frequencies`, every code.
        breakdown: the same by a variable, if one was asked for.
        quotes: by theme, in order; None without quotes.
        agreement: the frame of `analysis.agreement` over turns; None where nothing was seen by two coders.
    """

    scope: Scope
    origin: Origin
    study: Mapping[str, object]
    sources: pl.DataFrame
    people: pl.DataFrame
    tops: tuple[str, ...]
    frequencies: pl.DataFrame
    breakdown: pl.DataFrame | None
    quotes: tuple[ThemeQuotes, ...] | None
    agreement: pl.DataFrame | None


STEPS = ("the people", "the themes", "the quotes", "the agreement")  # what `report_of` says it is at, in this order


def report_of(tables: Tables, scope: Scope, origin: Origin, at: Callable[[str], None] = lambda _: None) -> Report:
    """Return what a report of these tables says.

    Args:
        tables: the project, whole.
        scope: what is asked for.
        origin: what it is made from.
        at: told what is being made, each of `STEPS`.

    Raises:
        InvalidValueError: the variable has more levels than a page has room for.
        UnknownVariableError: there is no such variable.
        EmptySelectionError, and the others of `analysis.selection.selected`.
    """
    from qualcode.analysis.frequencies import frequencies
    from qualcode.analysis.overview import participant_overview, source_overview, study_overview

    asked, counted = scope.selection, scope.with_moderator
    codes = selected(tables, asked).codes
    tops = _tops(codes)
    at(STEPS[0])
    study = study_overview(tables, asked, with_moderator=counted).row(0, named=True)
    sources = source_overview(tables, asked, with_moderator=counted)
    people = participant_overview(tables, asked, with_moderator=counted)
    at(STEPS[1])
    counts = frequencies(tables, asked, with_moderator=counted)
    breakdown = _breakdown(tables, scope)
    at(STEPS[2])
    told = _quotes(tables, scope, codes, tops) if scope.with_quotes else None
    at(STEPS[3])
    return Report(
        scope=scope,
        origin=origin,
        study=study,
        sources=sources,
        people=people,
        tops=tuple(dict.fromkeys(tops.values())),
        frequencies=counts,
        breakdown=breakdown,
        quotes=told,
        agreement=_agreement(tables, scope),
    )


def _tops(codes: pl.DataFrame) -> dict[str, str]:
    """Return the GUID of the topmost selected code above each code, in tree order."""
    above: dict[int, str] = {}
    tops: dict[str, str] = {}
    for code_id, parent_id, guid in codes.select("code_id", "parent_id", "guid").iter_rows():
        above[code_id] = tops[guid] = above.get(parent_id, guid)  # preorder: a parent was met before
    return tops


def _breakdown(tables: Tables, scope: Scope) -> pl.DataFrame | None:
    from qualcode.analysis.breakdowns import frequencies_by

    if scope.by is None:
        return None
    frame = frequencies_by(
        tables,
        scope.by,
        scope.selection,
        with_moderator=scope.with_moderator,
        bands=dict(scope.bands),
        seed=scope.seed,
    )
    many = frame["level"].n_unique()
    if many > MOST_LEVELS:
        reason = f"has {many} levels, and a report has room for {MOST_LEVELS}. Put them together with --band."
        raise InvalidValueError("Variable", scope.by, reason)
    return frame


def _agreement(tables: Tables, scope: Scope) -> pl.DataFrame | None:
    from qualcode.analysis.agreement.agreement import agreement

    try:
        return agreement(tables, scope.selection, with_moderator=scope.with_moderator, seed=scope.seed)
    except (TooFewCodersError, EmptySelectionError):
        return None


def _quotes(tables: Tables, scope: Scope, codes: pl.DataFrame, tops: Mapping[str, str]) -> tuple[ThemeQuotes, ...]:
    import polars as pl

    from qualcode.analysis.quotes import picked, quotes

    try:
        found = quotes(tables, scope.selection, with_moderator=scope.with_moderator)
    except EmptySelectionError:
        return ()
    paths = dict(codes.select("guid", "path").iter_rows())
    languages = dict(tables.sources.select("guid", "language").iter_rows())
    found = found.with_row_index("place").with_columns(
        theme=pl.col("code_guid").replace_strict(tops, return_dtype=pl.String)
    )
    themes = []
    for theme in dict.fromkeys(tops.values()):
        own = found.filter(pl.col("theme") == theme)
        marked = own.filter("is_selected")
        if own.is_empty():
            continue
        shown = picked(own, PROPOSED).sort("place") if marked.is_empty() else marked
        themes.append(
            ThemeQuotes(
                theme=paths[theme],
                code_guid=theme,
                is_proposed=marked.is_empty(),
                quotes=_passages(shown, own, languages),
            )
        )
    return tuple(themes)


def _passages(shown: pl.DataFrame, own: pl.DataFrame, languages: Mapping[str, str]) -> tuple[Quote, ...]:
    names: dict[tuple[object, ...], list[str]] = {}
    place = ("source_guid", "start", "end")
    for *where, code in own.select(*place, "code").iter_rows():
        names.setdefault(tuple(where), []).append(code)
    rows: dict[tuple[object, ...], dict[str, object]] = {}
    for row in shown.iter_rows(named=True):
        rows.setdefault(tuple(row[key] for key in place), row)
    return tuple(
        Quote(row=row, codes=tuple(dict.fromkeys(names[where])), language=languages[str(row["source_guid"])])
        for where, row in rows.items()
    )
