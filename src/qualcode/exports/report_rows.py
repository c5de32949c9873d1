"""The tables of a report as the page sets them: words and figures in rows, no markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.analysis.rounding import whole_percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from qualcode.exports.report import Report
    from qualcode.model.codebook import Code, Codebook

_MOST_PLACES = 12  # levels of a variable that a table of people shows one by one
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_MISSING = "(missing)"


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeEntry:
    """A code in the tree.

    Attributes:
        code: of the codebook.
        is_top: a theme.
        is_first: a list begins with it.
        has_below: its own list follows.
        closes: how many lists end after it.
        is_last: the last of all.
    """

    code: Code
    is_top: bool
    is_first: bool
    has_below: bool
    closes: int
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """A row of a table of codes: its name and place in the tree, and cells."""

    code: str
    depth: int
    color: str | None
    is_top: bool
    is_retired: bool
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTable:
    """A table of codes: headings of its columns, and rows."""

    codebook: str
    columns: tuple[str, ...]
    rows: tuple[CodeRow, ...]
    notes: tuple[str, ...] = ()


def tree(book: Codebook, report: Report) -> tuple[TreeEntry, ...]:
    """Return the codes of a codebook that a report shows, with those they stand under, in order."""
    reported = set(report.frequencies["code_guid"])
    kept = {above.guid for code in book.codes if code.guid in reported for above in book.lineage(code.guid)}
    codes = [code for code in book.codes if code.guid in kept]
    depths = {code.guid: book.depth(code.guid) for code in codes}
    entries = []
    previous = -1
    for place, code in enumerate(codes):
        depth = depths[code.guid]
        following = depths[codes[place + 1].guid] if place + 1 < len(codes) else -1
        entries.append(
            TreeEntry(
                code=code,
                is_top=depth == 0,
                is_first=depth > previous,
                has_below=following > depth,
                closes=max(0, depth - following),
                is_last=following < 0,
            )
        )
        previous = depth
    return tuple(entries)


def people_rows(frame: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    """Return each variable of the participants with its levels in words: `man 21, woman 21`; many numbers as range."""
    import polars as pl

    rows = []
    for variable in frame["variable"].unique(maintain_order=True):
        found = frame.filter(pl.col("variable") == variable).select("level", "participants").rows()
        rows.append((variable, _levels_in_words(found)))
    return tuple(rows)


def _levels_in_words(found: list[tuple[str, int]]) -> str:
    if len(found) <= _MOST_PLACES:
        return ", ".join(f"{level} {count}" for level, count in found)
    known = [(level, count) for level, count in found if level != _MISSING]
    missing = "".join(f", {_MISSING} {count}" for level, count in found if level == _MISSING)
    if all(_NUMBER.fullmatch(level) for level, _ in known):
        return f"{known[0][0]} to {known[-1][0]}, median {_median(known)}{missing}"
    return f"{len(known)} different values{missing}"


def _median(known: list[tuple[str, int]]) -> str:
    """Return the lower middle of values that are in order."""
    middle = (sum(count for _, count in known) + 1) // 2
    for level, count in known:
        middle -= count
        if middle <= 0:
            return level
    return known[-1][0]


def frequency_tables(report: Report) -> tuple[CodeTable, ...]:
    """Return the table of frequencies of each codebook."""
    import polars as pl

    frame = report.frequencies
    people = "Speakers" if report.scope.with_moderator else "Participants"
    columns = ("Codings", "Turns", "Spontaneous", "Prompted")
    tables = []
    for codebook in frame["codebook"].unique(maintain_order=True):
        own = frame.filter(pl.col("codebook") == codebook)
        rows = []
        is_carried = False
        for row in own.iter_rows(named=True):
            is_carried |= row["voiced_by_one"]
            cells = [f"{row[name]:,}" for name in ("codings", "turns", "turns_spontaneous", "turns_prompted")]
            for who in ("participants", "groups"):
                cells += [f"{row[who]} of {row[f'{who}_total']}", _percent(row[who], row[f"{who}_total"])]
            cells[-4] += " †" if row["voiced_by_one"] else ""
            rows.append(_code_row(row, tuple(cells), report))
        notes = (
            ("† Carried by one person: at least half of the turns in which it was voiced are theirs.",)
            if is_carried
            else ()
        )
        tables.append(
            CodeTable(
                codebook=codebook,
                columns=(*columns, people, "%", "Groups", "%"),
                rows=tuple(rows),
                notes=notes,
            )
        )
    return tuple(tables)


def breakdown_table(report: Report) -> CodeTable | None:
    """Return the themes by the levels of the variable that was asked for."""
    import polars as pl

    frame = report.breakdown
    if frame is None or frame.is_empty():
        return None
    levels = frame["level"].unique(maintain_order=True).to_list()
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in frame.iter_rows(named=True):
        rows.setdefault(row["code_guid"], []).append(row)
    has_difference = not frame["difference"].is_null().all()
    columns = [str(level) for level in levels]
    cells = {
        guid: (*(_share(row) for row in own), *((_difference(own),) if has_difference else ()))
        for guid, own in rows.items()
    }
    notes = ["* Too few participants (below 5) or groups (below 2) to say more."] if frame["is_small"].any() else []
    if not frame.filter(~pl.col("is_small"))["low"].is_null().all():
        notes.append("In brackets: 95 % interval.")
    if has_difference:
        columns.append(_difference_name(frame))
        notes.append("Differences are in percentage points.")
    return CodeTable(
        codebook="",
        columns=tuple(columns),
        rows=tuple(_code_row(own[0], cells[guid], report) for guid, own in rows.items()),
        notes=tuple(notes),
    )


def _share(row: Mapping[str, object]) -> str:
    n, total = row["participants"], row["participants_total"]
    if row["is_small"]:
        return f"{n} of {total} *"
    return f"{n} of {total} ({_percent(n, total)})" + _interval(row, "low", "high")


def _difference_name(frame: pl.DataFrame) -> str:
    told = frame.drop_nulls("difference")
    return f"{told['level'][0]} less {told['versus'][0]}"


def _difference(own: list[Mapping[str, Any]]) -> str:
    small = {row["level"] for row in own if row["is_small"]}
    for row in own:
        if row["difference"] is None:
            continue
        if not small.isdisjoint((row["level"], row["versus"])):
            return "*"
        sign = "+" if row["difference"] > 0 else ""
        return f"{sign}{_decimal(row['difference'], 1)}{_interval(row, 'difference_low', 'difference_high')}"
    return ""


def _interval(row: Mapping[str, object], low: str, high: str) -> str:
    if row.get(low) is None or row.get(high) is None:
        return ""
    return f" [{_decimal(row[low], 0)} to {_decimal(row[high], 0)}]"


def agreement_rows(frame: pl.DataFrame | None) -> CodeTable | None:
    """Return the agreement of coders, code by code, over all codes at last."""
    if frame is None:
        return None
    rows = tuple(
        CodeRow(
            code="All codes" if row["kind"] == "overall" else row["code"],
            depth=row["depth"] or 0,
            color=None,
            is_top=row["kind"] != "code",
            is_retired=bool(row["is_retired"]),
            cells=(
                f"{row['coded_any']:,}",
                f"{row['coded_all']:,}",
                _decimal(row["percent"], 1),
                _decimal(row["cohen_kappa"], 2),
                _decimal(row["alpha"], 2) + (" *" if row["is_rare"] else ""),
                ""
                if row["alpha_low"] is None
                else f"{_decimal(row['alpha_low'], 2)} to {_decimal(row['alpha_high'], 2)}",
            ),
        )
        for row in frame.iter_rows(named=True)
    )
    notes = ("* Said too seldom, or nearly always, to judge agreement.",) if frame["is_rare"].any() else ()
    columns = ("Turns any coded", "Turns all coded", "Agreement, %", "κ", "α", "95 % interval of α")
    return CodeTable(codebook="", columns=columns, rows=rows, notes=notes)


def _code_row(row: Mapping[str, object], cells: tuple[str, ...], report: Report) -> CodeRow:
    guid = str(row["code_guid"])
    depth = row["depth"]
    return CodeRow(
        code=str(row["code"]),
        depth=depth if isinstance(depth, int) else 0,
        color=_color(guid, report),
        is_top=guid in report.tops,
        is_retired=bool(row["is_retired"]),
        cells=cells,
    )


def _color(guid: str, report: Report) -> str | None:
    return next((book.code(guid).color for book in report.origin.codebooks if guid in book), None)


def _percent(n: object, total: object) -> str:
    if not isinstance(n, int) or not isinstance(total, int) or not total:
        return "–"
    return f"{whole_percent(n, total)} %"


def _decimal(value: object, digits: int) -> str:
    if not isinstance(value, int | float):
        return "–"
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")  # no minus before a zero
