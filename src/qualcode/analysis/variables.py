"""Variables by name, their levels, and the order levels stand in.

A variable belongs to cases (gender, age) or to sources (wave, city). Two are always there and belong to sources:
`source`, the source itself, and `group`, which is the source variable `group` where a source has a value for it and
the source itself where it has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qualcode.errors.lookups import UnknownVariableError
from qualcode.model.lookup import near_names

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

MISSING = "(missing)"
GROUP = "group"
SOURCE = "source"
QUESTION = "question"
DATE = "date"

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of cases, of sources, or of turns, of which there is one: `question`.

    Attributes:
        scope: whose attribute it is.
        name: as the project spells it.
        asked: as the asker spelled it, scope and all, with the project's letter case.
    """

    scope: Literal["case", "source", "turn"]
    name: str
    asked: str

    @property
    def keys(self) -> list[str]:
        """The columns that tell whose attribute it is."""
        return ["source_id", "number"] if self.scope == "turn" else [f"{self.scope}_id"]


def find_variable(tables: Tables, asked: str) -> Variable:
    """Return the variable of that name; letter case does not matter.

    Where cases and sources both have a variable of that name, the plain name means that of the cases; `case:NAME` and
    `source:NAME` say which.

    Raises:
        UnknownVariableError: neither has it; the nearest name is offered.
    """
    known = _known(tables)
    wanted = " ".join(asked.split()).casefold()
    for spelled, variable in known.items():
        if spelled.casefold() == wanted:
            return variable
    raise UnknownVariableError(asked, near_names(wanted, known, likeness=0.5))


def variable_spellings(tables: Tables) -> list[str]:
    """Return the names that `find_variable` knows, `gender` and `case:gender`, in order."""
    return list(_known(tables))


def _known(tables: Tables) -> dict[str, Variable]:
    cases = tables.case_variables["variable"].unique(maintain_order=True).to_list()
    sources = tables.source_variables["variable"].unique(maintain_order=True).to_list()
    known: dict[str, Variable] = {}
    for name in cases:
        known.setdefault(name, Variable("case", name, name))
        known[f"case:{name}"] = Variable("case", name, f"case:{name}")
    for name in (*sources, GROUP, SOURCE):
        known.setdefault(name, Variable("source", name, name))
        known.setdefault(f"source:{name}", Variable("source", name, f"source:{name}"))
    if tables.sections is not None and not tables.sections.is_empty():
        known.setdefault(QUESTION, Variable("turn", QUESTION, QUESTION))
        known[f"turn:{QUESTION}"] = Variable("turn", QUESTION, f"turn:{QUESTION}")
    return known


def levels(tables: Tables, variable: Variable) -> pl.DataFrame:
    """Return the level of every case, source or turn, one row each: the variable's `keys`, and `level`.

    Those without a value have the level `(missing)`.
    """
    import polars as pl

    if variable.scope == "turn":
        return _questions(tables)
    if variable.scope == "case":
        return (
            tables.cases.select("case_id")
            .join(_values(tables.case_variables, "case_id", variable.name), on="case_id", how="left")
            .with_columns(pl.col("level").fill_null(MISSING))
        )
    is_group = variable.name.casefold() == GROUP
    own = (
        tables.sources.select("source_id", "name")
        .join(_values(tables.source_variables, "source_id", variable.name), on="source_id", how="left")
        .with_columns(pl.col("level").fill_null(pl.col("name") if is_group else pl.lit(MISSING)))
    )
    if variable.name == SOURCE and SOURCE not in tables.source_variables["variable"]:
        own = own.with_columns(level="name")
    return own.select("source_id", "level")


def _questions(tables: Tables) -> pl.DataFrame:
    """Return the question that each turn belongs to; what comes before a source's first one belongs to none."""
    import polars as pl

    sections = tables.sections
    turns = tables.turns.select("source_id", "number")
    if sections is None:
        return turns.with_columns(level=pl.lit(MISSING))
    asked = sections.select("source_id", number="turn", level="question").sort("number")
    return (
        turns.with_row_index("place")
        .sort("number")
        .join_asof(asked, on="number", by="source_id", strategy="backward", check_sortedness=False)
        .sort("place")
        .select("source_id", "number", pl.col("level").fill_null(MISSING))
    )


def _values(frame: pl.DataFrame, key: str, variable: str) -> pl.DataFrame:
    import polars as pl

    return (
        frame.filter(pl.col("variable") == variable).select(key, level="value").unique(key, keep="first")
    )  # a second value would double what it is joined to


def group_numbers(tables: Tables) -> pl.DataFrame:
    """Return `source_id, group`: a number for each group, the same for the sources that share one."""
    import polars as pl

    names = tables.source_variables["variable"].unique().sort().to_list()
    stored = next((name for name in names if name.casefold() == GROUP), GROUP)
    shared = _values(tables.source_variables, "source_id", stored)
    # A group may be called like another source: the two namespaces are kept apart.
    key = pl.when(pl.col("level").is_null()).then(pl.format("s{}", "source_id")).otherwise("g" + pl.col("level"))
    return tables.sources.join(shared, on="source_id", how="left").select(
        "source_id", group=key.rank("dense").cast(pl.Int64)
    )


def fieldwork_order(tables: Tables) -> pl.DataFrame:
    """Return `source_id, place`: the sources in order of fieldwork, from 0 on.

    That is the natural order of the source variable `date`, those without a date last; where several have the same, or
    none has any, the order of import.
    """
    import polars as pl

    names = tables.source_variables["variable"].unique().sort().to_list()
    stored = next((name for name in names if name.casefold() == DATE), DATE)
    dates = tables.sources.select("source_id").join(
        _values(tables.source_variables, "source_id", stored), on="source_id", how="left", maintain_order="left"
    )
    order = {date: place for place, date in enumerate(natural_order(dates["level"].drop_nulls()))}
    ranked = sorted(dates.rows(), key=lambda row: (order.get(row[1], len(order)), row[0]))
    return pl.DataFrame(
        {"source_id": [row[0] for row in ranked], "place": range(len(ranked))},
        schema={"source_id": pl.Int64, "place": pl.Int64},
    )


def natural_order(texts: Iterable[str]) -> list[str]:
    """Return the distinct texts as a person would order them.

    Numbers come first, by size; then the others by letters and embedded numbers (`wave 2` before `wave 10`), letter
    case aside; `(missing)` is last.
    """
    return sorted(set(texts), key=_natural_key)


def _natural_key(text: str) -> tuple[bool, bool, float, list[object], str]:
    if _NUMBER.fullmatch(text):
        return text == MISSING, False, float(text.replace(",", ".")), [], text
    # The pattern's group makes letters and digits take turns, so like is always compared with like.
    pieces = [_by_size(piece) if place % 2 else piece.casefold() for place, piece in enumerate(_DIGITS.split(text))]
    return text == MISSING, True, 0.0, pieces, text


def _by_size(digits: str) -> tuple[int, str]:
    """Return what orders whole numbers by size, of however many digits: Python reads no more than some thousands."""
    return len(digits.lstrip("0")), digits.lstrip("0")
