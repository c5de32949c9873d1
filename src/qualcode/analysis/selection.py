"""What a table is made from: filters that compose, and the tables they leave.

Filters of one kind widen each other (two sources: either), filters of different kinds narrow each other (a source and
a coder: both), and so do levels of different variables. Filters of sources and of variables decide who could have
voiced a theme, so they change the denominators; filters of codes and of codings (coder, origin, memo, time,
confidence) do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.analysis.coding_filters import FACT_KINDS, earliest, fact_filters, first_beyond, with_facts
from qualcode.analysis.variables import Variable, find_variable, levels, natural_order
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.lookups import AmbiguousCodeError, UnknownCodebookError, UnknownCodeError, UnknownCoderError
from qualcode.errors.values import InvalidValueError
from qualcode.model.codebook import PATH_SEPARATOR, path_spellings, squeezed
from qualcode.model.coding import ORIGINS, checked_confidence
from qualcode.model.lookup import find_source, near_names

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables


@dataclass(frozen=True, slots=True)
class Level:
    """One value of a case or source variable; `(missing)` stands for those that have none."""

    variable: str
    value: str

    def __str__(self) -> str:
        return f"{self.variable}={self.value}"


def level_of(text: str) -> Level:
    """Return the level written as `variable=value`; a variable's name may begin with `=`, too.

    Raises:
        InvalidValueError: no `=`, or nothing on one side of it.
    """
    begins = len(text) - len(text.lstrip("= "))
    variable, _, value = (side.strip() for side in text[begins:].partition("="))
    variable = f"{text[:begins].strip()}{variable}"
    if not variable or not value:
        raise InvalidValueError("Filter", text, "is not like gender=woman.")
    return Level(variable, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which part of a project to count; everything where nothing is said.

    Attributes:
        codes: paths, unambiguous names or GUIDs; each with all that stands under it.
        codebooks: names.
        sources: names, with or without their file ending, or GUIDs.
        coders: names.
        origins: how codings came about.
        levels: of case and source variables.
        has_memo: only codings with a memo (anybody's), or only those without; None for both.
        since: not before this day (`2025-03-01`) or time, in UTC; the time is that of the coding.
        until: not after this day (the whole day counts) or time.
        confidences: how sure the coder was, 1 to 3; None for codings of which nothing was said.
    """

    codes: tuple[str, ...] = ()
    codebooks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    has_memo: bool | None = None
    since: str = ""
    until: str = ""
    confidences: tuple[int | None, ...] = ()

    def __post_init__(self) -> None:
        for origin in self.origins:
            if origin not in ORIGINS:
                raise InvalidValueError("Origin", origin, f"is none of {', '.join(ORIGINS)}.")
        for confidence in self.confidences:
            checked_confidence(confidence)
        after = earliest(self.since)
        if self.until and after >= first_beyond(self.until):
            raise InvalidValueError("Until", self.until, f"is before {self.since}.")

    @property
    def demanded(self) -> tuple[str, ...]:
        """Names of the frames, of those read on demand, that this selection asks about."""
        return ("coding_facts",) if fact_filters(self) else ()

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return what was asked for, by kind, for the record of how a table was made."""
        kinds = {
            "codes": self.codes,
            "codebooks": self.codebooks,
            "sources": self.sources,
            "coders": self.coders,
            "origins": self.origins,
            "levels": tuple(str(level) for level in self.levels),
            **fact_filters(self),
        }
        return {kind: asked for kind, asked in kinds.items() if asked}

    def sentence(self) -> str:
        """Return the same on one line, `sources fg1, fg2; levels wave=2`; empty where everything is selected."""
        return "; ".join(f"{kind} {', '.join(asked)}" for kind, asked in self.filters().items())


EVERYTHING = Selection()


def selected(tables: Tables, selection: Selection) -> Tables:
    """Return the tables with only what the selection keeps.

    Codes keep their depth and path; turns are kept where source and speaker are; codings where code, coder, origin and
    source are, whether or not one of their turns is. Variables stay whole.

    Raises:
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, UnknownVariableError: something
            asked for is not in the tables.
        AmbiguousCodeError: several codes go by a name.
        EmptySelectionError: nobody speaks in what is left, or no coding in it is as asked for.
        InvalidValueError: the selection asks for memos, times or confidence, and `coding_facts` were not read.
    """
    import polars as pl

    if not selection.filters():
        return tables
    codes = _selected_codes(tables, selection)
    sources = _selected_sources(tables, selection.sources)
    cases, turns = tables.cases, tables.turns
    for variable, values in _by_variable(tables, selection.levels).items():
        keep = _with_level(tables, variable, values)
        if variable.scope == "turn":
            turns = turns.join(keep, on=variable.keys, how="semi", maintain_order="left")
        elif variable.scope == "case":
            cases = cases.join(keep, on="case_id", how="semi", maintain_order="left")
        else:
            sources = sources.join(keep, on="source_id", how="semi", maintain_order="left")
    if sources is not tables.sources:
        turns = turns.filter(pl.col("source_id").is_in(sources["source_id"].to_list()))
    if cases is not tables.cases:
        turns = turns.filter(pl.col("case_id").is_in(cases["case_id"].to_list()))
    if (turns.is_empty() and not tables.turns.is_empty()) or (sources.is_empty() and not tables.sources.is_empty()):
        raise EmptySelectionError(f"nobody speaks in {_words(selection, ('sources', 'levels'))}.")
    chosen = replace(tables, codes=codes, sources=sources, cases=cases, turns=turns)
    return replace(chosen, codings=_selected_codings(tables, chosen, selection))


def _words(selection: Selection, kinds: Iterable[str]) -> str:
    filters = selection.filters()
    return " with ".join(f"{kind} {', '.join(filters[kind])}" for kind in kinds if kind in filters)


def _selected_codings(tables: Tables, chosen: Tables, selection: Selection) -> pl.DataFrame:
    import polars as pl

    codings = tables.codings
    if chosen.codes is not tables.codes:
        codings = codings.filter(pl.col("code_id").is_in(chosen.codes["code_id"].to_list()))
    if chosen.sources is not tables.sources:
        codings = codings.filter(pl.col("source_id").is_in(chosen.sources["source_id"].to_list()))
    theirs = codings_as_asked(tables, codings, selection)
    if theirs.is_empty() and not codings.is_empty():
        kinds = ("coders", "origins", *FACT_KINDS, "codes", "codebooks", "sources", "levels")
        raise EmptySelectionError(f"no coding is there ({_words(selection, kinds)}).")
    return theirs


def codings_as_asked(tables: Tables, codings: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    """Return the codings that are by the coders, of the origins, and have the memo, time and confidence asked for.

    Raises:
        UnknownCoderError: a coder has no coding in the tables.
        InvalidValueError: the selection asks for memos, times or confidence, and `coding_facts` were not read.
    """
    import polars as pl

    if selection.coders:
        codings = codings.filter(pl.col("coder").is_in(_selected_coders(tables, selection.coders)))
    if selection.origins:
        codings = codings.filter(pl.col("origin").is_in(list(selection.origins)))
    return with_facts(tables, codings, selection) if selection.demanded else codings


def _selected_coders(tables: Tables, asked: Sequence[str]) -> list[str]:
    names = tables.codings["coder"].unique().sort().to_list()
    for name in asked:
        if name not in names:
            raise UnknownCoderError(name, names)
    return list(asked)


def _selected_sources(tables: Tables, asked: Sequence[str]) -> pl.DataFrame:
    import polars as pl

    if not asked:
        return tables.sources
    called = "called" if "called" in tables.sources.columns else "name"  # under pseudonyms, what it is really called
    named = tables.sources.select("guid", called).rows()
    return tables.sources.filter(pl.col("guid").is_in([find_source(named, wanted) for wanted in asked]))


def _by_variable(tables: Tables, asked: Iterable[Level]) -> dict[Variable, list[str]]:
    values: dict[tuple[str, str], tuple[Variable, list[str]]] = {}
    for level in asked:
        variable = find_variable(tables, level.variable)
        values.setdefault((variable.scope, variable.name), (variable, []))[1].append(level.value)
    return dict(values.values())


def _with_level(tables: Tables, variable: Variable, values: Sequence[str]) -> pl.DataFrame:
    import polars as pl

    frame = levels(tables, variable)
    spelled: dict[str, list[str]] = {}
    for level in natural_order(frame["level"]):
        spelled.setdefault(level.casefold(), []).append(level)
    for value in values:
        if value.casefold() not in spelled:
            have = ", ".join([name for names in spelled.values() for name in names][:6])
            raise EmptySelectionError(f"no {variable.scope} has {variable.name} = {value!r} (there are: {have}).")
    keep = [name for value in values for name in spelled[value.casefold()]]
    return frame.filter(pl.col("level").is_in(keep))


def _selected_codes(tables: Tables, selection: Selection) -> pl.DataFrame:
    import polars as pl

    codes = tables.codes
    if selection.codebooks:
        names = codes["codebook"].unique(maintain_order=True).to_list()
        asked = {wanted.strip().casefold(): wanted for wanted in selection.codebooks}
        found = [name for name in names if asked.pop(name.casefold(), None) is not None]
        if asked:
            raise UnknownCodebookError(next(iter(asked.values())), names)
        codes = codes.filter(pl.col("codebook").is_in(found))
    if not selection.codes:
        return codes
    kept = {find_code_id(codes, wanted) for wanted in selection.codes}
    for code_id, parent_id in codes.select("code_id", "parent_id").iter_rows():
        if parent_id in kept:  # preorder: a parent was seen before
            kept.add(code_id)
    return codes.filter(pl.col("code_id").is_in(list(kept)))


def find_code_id(codes: pl.DataFrame, wanted: str) -> int:
    """Return the `code_id` of the code of that path, unambiguous name or GUID; letter case does not matter.

    Raises:
        UnknownCodeError: none goes by that; the nearest name is offered.
        AmbiguousCodeError: several do.
    """
    rows: list[tuple[int, str, str, str, str]] = codes.select("code_id", "guid", "name", "path", "codebook").rows()
    key = squeezed(wanted)
    by_guid = [row for row in rows if row[1] == key]
    named = [(row, name) for row in rows if key.endswith(name := squeezed(row[2]))]
    above = {code_id: (name, parent) for code_id, name, parent in codes.select("code_id", "name", "parent_id").rows()}
    by_path = [row for row, _ in named if key in path_spellings(row[4], _lineage(above, row[0]))]
    by_name = [row for row, name in named if name == key]
    for found in (by_guid, by_path, by_name):
        if len(found) == 1:
            return found[0][0]
        if found:
            is_crossing = len({row[4] for row in found}) > 1
            raise AmbiguousCodeError(
                wanted, [f"{row[4]}{PATH_SEPARATOR}{row[3]}" if is_crossing else row[3] for row in found]
            )
    raise UnknownCodeError(wanted, near_names(wanted, [row[2] for row in rows]))


def _lineage(above: Mapping[int, tuple[str, int | None]], code_id: int | None) -> list[str]:
    """Return the names of a code and of those it stands under, from the highest down."""
    names: list[str] = []
    while code_id is not None and code_id in above:
        name, code_id = above[code_id]
        names.insert(0, name)
    return names
