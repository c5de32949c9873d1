"""Tables whose rows are pairs of codes, groups or speakers, and agreement, as pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.analysis.cells import Cell
from qualcode.analysis.selection import Level
from qualcode.tui.tables.page import Column, Page

if TYPE_CHECKING:
    import polars as pl

    from qualcode.project.project import Project
    from qualcode.tui.tables.asked import Asked

Rows = list[dict[str, Any]]
_GROUP = "source:group"


class _Named(NamedTuple):
    """What the rows of a table are; `paths` and `depths` where they differ from names and 0."""

    frame: pl.DataFrame
    corner: str
    names: list[str]
    behind: Callable[[int, int], Cell | None]
    paths: list[str] | None = None
    depths: list[int] | None = None


def pairs(project: Project, asked: Asked) -> Page:
    """Return the pairs of codes that meet, the strongest first."""
    from qualcode.analysis.cooccurrence import strongest

    frame = project.cooccurrences(asked.selection, within=asked.unit, with_moderator=asked.with_moderator)
    rows = strongest(frame, max(1, frame.height)).rows(named=True)
    columns = [
        Column("and", [row["code_b"] for row in rows], [row["code_b"].casefold() for row in rows], is_text=True),
        *([_numbers(rows, "passages", "places")] if asked.unit == "overlap" else ()),
        _numbers(rows, "n_both", "both"),
        _numbers(rows, "n_a", "the one"),
        _numbers(rows, "n_b", "the other"),
        _decimals(rows, "jaccard", "Jaccard", 2),
        _decimals(rows, "lift", "lift", 1),
    ]

    def behind(row: int, column: int) -> Cell:
        pair = rows[row]
        heading = "" if column < 0 else columns[column].heading
        if heading == "the one":
            return Cell(code=pair["guid_a"])
        if heading == "the other":
            return Cell(code=pair["guid_b"])
        return Cell(code=pair["guid_a"], also=pair["guid_b"], within=asked.unit)

    paths = [f"{row['path_a']} + {row['path_b']}" for row in rows]
    named = _Named(frame, "code", [row["code_a"] for row in rows], behind, paths)
    return _page(project, asked, named, columns, "No two codes meet.")


def saturation(project: Project, asked: Asked) -> Page:
    """Return the new codes of each group."""
    frame = project.saturation(asked.selection, with_moderator=asked.with_moderator)
    rows = frame.rows(named=True)
    columns = [
        _numbers(rows, "place", "place"),
        Column("order", [row["order"] or "" for row in rows], [row["order"] for row in rows], is_text=True),
        _numbers(rows, "codes", "codes"),
        _numbers(rows, "new", "new"),
        _numbers(rows, "cumulative", "in all"),
        _decimals(rows, "new_percent", "run, %", 1),
    ]
    named = _Named(frame, "group", [row["group"] for row in rows], _of_group(rows))
    return _page(project, asked, named, columns, "No group is coded yet.")


def talk(project: Project, asked: Asked) -> Page:
    """Return who talks how much."""
    frame = project.participation(asked.selection, with_moderator=asked.with_moderator)
    rows = frame.rows(named=True)
    most = ["most of the talk" if row["is_dominant"] else "" for row in rows]
    columns = [
        Column("group", [row["group"] for row in rows], [row["group"].casefold() for row in rows], is_text=True),
        _numbers(rows, "turns", "turns"),
        _numbers(rows, "words", "words"),
        _decimals(rows, "words_percent", "%", 1),
        _decimals(rows, "words_per_turn", "a turn", 1),
        Column("", most, most, is_text=True),
    ]

    def behind(row: int, _column: int) -> Cell:
        return Cell(case=rows[row]["case_guid"], levels=(Level(_GROUP, rows[row]["group"]),))

    names = [row["speaker"] if row["role"] == "participant" else f"{row['speaker']} ({row['role']})" for row in rows]
    paths = [f"{name}, {row['group']}" for name, row in zip(names, rows, strict=True)]
    return _page(project, asked, _Named(frame, "speaker", names, behind, paths), columns, "Nobody speaks yet.")


def groups(project: Project, asked: Asked) -> Page:
    """Return how talk is spread, group by group."""
    frame = project.participation(asked.selection, of="groups")
    rows = frame.rows(named=True)
    columns = [
        _numbers(rows, "participants", "people"),
        _numbers(rows, "turns", "turns"),
        _numbers(rows, "words", "words"),
        _decimals(rows, "words_per_turn", "a turn", 1),
        _decimals(rows, "moderator_percent", "mod. %", 1),
        _decimals(rows, "gini", "Gini", 2),
        Column("most words", [row["most"] or "" for row in rows], [row["most"] for row in rows], is_text=True),
        _decimals(rows, "most_percent", "%", 1),
    ]
    named = _Named(frame, "group", [row["group"] for row in rows], _of_group(rows))
    return _page(project, asked, named, columns, "Nobody speaks yet.")


def agreement(project: Project, asked: Asked) -> Page:
    """Return how far coders agree on each code."""
    frame = project.agreement(asked.selection, unit=asked.unit, with_moderator=asked.with_moderator)
    rows = frame.rows(named=True)
    alpha = "u_alpha" if asked.unit == "character" else "alpha"
    columns = [
        _numbers(rows, "coded_any", "any"),
        _numbers(rows, "coded_all", "all"),
        _decimals(rows, "percent", "agree %", 1),
        *([] if asked.unit == "character" else [_decimals(rows, "cohen_kappa", "κ", 2)]),
        _decimals(rows, alpha, "α" if alpha == "alpha" else "uα", 2),
        Column("95 %", [_interval(row, alpha) for row in rows], [row[f"{alpha}_low"] for row in rows]),
    ]

    def behind(row: int, _column: int) -> Cell:
        return Cell(code=rows[row]["code_guid"] or "")

    names = [row["code"] + (" *" if row["is_rare"] else "") for row in rows]
    paths = [row["path"] or row["code"] for row in rows]
    named = _Named(frame, "theme, code", names, behind, paths, [row["depth"] for row in rows])
    return _page(project, asked, named, columns, "There are no codes yet.")


def _interval(row: dict[str, Any], of: str) -> str:
    low, high = row[f"{of}_low"], row[f"{of}_high"]
    return "" if low is None or high is None else f"{low:z.2f} to {high:z.2f}"


def _of_group(rows: Rows) -> Callable[[int, int], Cell]:
    return lambda row, _column: Cell(levels=(Level(_GROUP, rows[row]["group"]),))


def _page(project: Project, asked: Asked, rows: _Named, columns: Sequence[Column], instead: str) -> Page:
    return Page(
        title=asked.title,
        base=asked.base(asked.selection.coders or project.coders()),
        corner=rows.corner,
        names=rows.names,
        paths=rows.paths or rows.names,
        depths=rows.depths or [0] * len(rows.names),
        columns=tuple(columns),
        behind=rows.behind,
        instead=instead,
        frame=rows.frame,
    )


def _numbers(rows: Rows, figure: str, heading: str) -> Column:
    return Column(
        heading, ["" if row[figure] is None else str(row[figure]) for row in rows], [row[figure] for row in rows]
    )


def _decimals(rows: Rows, figure: str, heading: str, places: int) -> Column:
    values = [row[figure] for row in rows]
    return Column(heading, ["" if value is None else f"{value:z.{places}f}" for value in values], values)
