"""What tables can be filtered by: kinds of filters, what each can be set to, and what it is set to.

Levels of variables are a kind for each variable; `group` and `source` are always there, sources by a kind of their own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from qualcode.analysis.coding_filters import UNSAID, confidence_of, fact_filters
from qualcode.analysis.selection import Level, Selection
from qualcode.analysis.variables import SOURCE, Variable, find_variable, levels, natural_order, variable_spellings
from qualcode.model.coding import ORIGINS
from qualcode.tui.asking.list_choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.analysis.tables import Tables

CODES, BOOKS, SOURCES, CODERS, ORIGIN, MEMO, SINCE, UNTIL, CONFIDENCE = (
    "codes", "codebooks", "sources", "coders", "origins", "memo", "since", "until", "confidences",
)  # fmt: skip
How = Literal["several", "one", "line"]
_PLAIN = (CODES, BOOKS, SOURCES, CODERS, ORIGIN, MEMO, SINCE, UNTIL, CONFIDENCE)
_SCOPES = ("case:", "source:")
_SURE = {"1": "doubtful", "2": "fairly sure", "3": "sure", UNSAID: "nothing said"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of filter.

    Attributes:
        key: one of the constants above, or a variable as `find_variable` reads it, its scope with it where needed.
        name: as it is shown.
        values: what it can be set to; none for a line that is typed.
        chosen: what it is set to.
        how: several values at once, one, or a line.
    """

    key: str
    name: str
    values: tuple[Choice, ...]
    chosen: tuple[str, ...]
    how: How = "several"

    @property
    def told(self) -> str:
        """What it is set to, as it is shown."""
        names = {choice.value: choice.name for choice in self.values}
        return ", ".join(names.get(value, value).strip() for value in self.chosen)


def filter_kinds(tables: Tables, selection: Selection) -> tuple[Kind, ...]:
    """Return the kinds of filters there are in a project, those of one value left out."""
    books = tables.codes["codebook"].unique(maintain_order=True).to_list()
    memo = fact_filters(selection).get("memo", ())
    sure = fact_filters(selection).get("confidences", ())
    plain = [
        Kind(CODES, "theme or code", _codes(tables), selection.codes),
        Kind(BOOKS, "codebook", _named(books), selection.codebooks),
        Kind(SOURCES, "transcript", _sources(tables), selection.sources),
        *_variables(tables, selection),
        Kind(CODERS, "coder", _named(tables.codings["coder"].unique().sort()), selection.coders),
        Kind(ORIGIN, "how it came about", _named(ORIGINS), selection.origins),
        Kind(MEMO, "memo", (Choice("yes", "only with a memo"), Choice("no", "only without")), memo, "one"),
        Kind(CONFIDENCE, "confidence", tuple(Choice(value, name, value) for value, name in _SURE.items()), sure),
    ]
    dates = [
        Kind(SINCE, "coded since", (), (selection.since,) if selection.since else (), "line"),
        Kind(UNTIL, "coded until", (), (selection.until,) if selection.until else (), "line"),
    ]
    return (*(kind for kind in plain if len(kind.values) > 1 or kind.chosen), *dates)


def with_filter(selection: Selection, key: str, values: Iterable[str]) -> Selection:
    """Return the selection with one kind of filter set to these values; to none, it filters no more.

    Raises:
        InvalidValueError: a date is none, or there is no time between the two.
    """
    chosen = tuple(values)
    if key not in _PLAIN:
        others = tuple(level for level in selection.levels if level.variable != key)
        return replace(selection, levels=(*others, *(Level(key, value) for value in chosen)))
    if key == MEMO:
        return replace(selection, has_memo=chosen[0] == "yes" if chosen else None)
    if key == CONFIDENCE:
        return replace(selection, confidences=tuple(confidence_of(value) for value in chosen))
    if key == SINCE:
        return replace(selection, since="".join(chosen))
    if key == UNTIL:
        return replace(selection, until="".join(chosen))
    fields = {CODES: "codes", BOOKS: "codebooks", SOURCES: "sources", CODERS: "coders", ORIGIN: "origins"}
    return replace(selection, **{fields[key]: chosen})  # type: ignore[arg-type]  # a tuple of names, each of them


def _codes(tables: Tables) -> tuple[Choice, ...]:
    """Return the codes by their path, by their GUID where a path is there twice."""
    rows = tables.codes.select("guid", "path", "codebook", "name", "depth").rows()
    paths = Counter(path.casefold() for _, path, *_ in rows)
    several = len({book for _, _, book, *_ in rows}) > 1
    return tuple(
        Choice(
            path if paths[path.casefold()] == 1 else guid, "  " * depth + name, book if several and not depth else ""
        )
        for guid, path, book, name, depth in rows
    )


def _sources(tables: Tables) -> tuple[Choice, ...]:
    rows = tables.sources.select("guid", "name").rows()
    names = Counter(name.casefold() for _, name in rows)
    return tuple(Choice(name if names[name.casefold()] == 1 else guid, name) for guid, name in rows)


def _variables(tables: Tables, selection: Selection) -> list[Kind]:
    found = []
    for spelled in sorted(variable_spellings(tables), key=lambda one: one.startswith("case:")):
        if not spelled.startswith(_SCOPES) or spelled == f"source:{SOURCE}":
            continue
        variable = find_variable(tables, spelled)
        is_plain = find_variable(tables, variable.name).scope == variable.scope and variable.name not in _PLAIN
        key = variable.name if is_plain else spelled
        chosen = tuple(level.value for level in selection.levels if level.variable == key)
        whose = "participants" if variable.scope == "case" else "transcripts"
        found.append(Kind(key, f"{variable.name} of {whose}", _named(_levels(tables, variable)), chosen))
    return found


def _levels(tables: Tables, variable: Variable) -> list[str]:
    return natural_order(levels(tables, variable)["level"])


def _named(names: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, name) for name in names)
