"""Crosstabs as pages, and what stands behind each of their cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.cells import Cell
from qualcode.analysis.crosstabs import NONE
from qualcode.analysis.dimensions import CodeDimension, find_dimension
from qualcode.analysis.selection import Level
from qualcode.tui.tables.page import NAMES, Column, Page

if TYPE_CHECKING:
    from qualcode.analysis.tables import Tables
    from qualcode.project.project import Project
    from qualcode.tui.tables.asked import Asked


def crossed(project: Project, asked: Asked) -> Page:
    """Return a crosstab with its totals."""
    frame = project.crosstab(
        asked.rows, asked.columns, asked.selection, unit=asked.unit, with_moderator=asked.with_moderator
    )
    tables = project.tables(asked.selection)
    down, across = _Side(tables, asked.rows), _Side(tables, asked.columns)
    blocks = {part["column"][0]: part.rows(named=True) for part in frame.partition_by("column", maintain_order=True)}
    first = next(iter(blocks.values()), [])
    names = [row["row"] for row in first]
    columns = [Column("total", [str(row["row_total"]) for row in first], [row["row_total"] for row in first])]
    for level, rows in blocks.items():
        percents = [f"{row['row_percent']} % of the row, {row['column_percent']} % of the column" for row in rows]
        texts = [str(row["n"]) for row in rows]
        details = [f"{text}: {told}" if row["row_percent"] is not None else text
                   for text, told, row in zip(texts, percents, rows, strict=True)]  # fmt: skip
        columns.append(Column(level, texts, [row["n"] for row in rows], details))
    levels = list(blocks)

    def behind(row: int, column: int) -> Cell | None:
        return _both(down.cell(names[row]), None if column in (NAMES, 0) else across.cell(levels[column - 1]), asked,
                     is_margin=column in (NAMES, 0))  # fmt: skip

    return Page(
        title=asked.title,
        base=asked.base(asked.selection.coders or project.coders()),
        corner=down.name,
        names=names,
        paths=names,
        depths=[0] * len(names),
        columns=tuple(columns),
        behind=behind,
        instead="There is nothing to cross yet.",
        frame=frame,
    )


class _Side:
    """What the names on one side of a crosstab are."""

    def __init__(self, tables: Tables, asked: str) -> None:
        of = find_dimension(tables, asked)
        self.name = of.name
        self._variable = "" if isinstance(of, CodeDimension) else of.asked
        self._codes: dict[str, Cell] = {}
        if isinstance(of, CodeDimension):
            rows = tables.codes.select("code_id", "guid", "name", "parent_id").rows()
            own = next(guid for code_id, guid, _, _ in rows if code_id == of.code_id)
            below = {name: Cell(code=guid) for _, guid, name, parent_id in rows if parent_id == of.code_id}
            itself = {f"{of.name} (itself)": Cell(code=own, is_itself=True)}
            self._codes = below | itself if below else {of.name: Cell(code=own)}

    def cell(self, name: str) -> Cell | None:
        """Return what a name stands for; nothing for what has no coding."""
        if self._variable:
            return Cell(levels=(Level(self._variable, name),))
        return None if name == NONE else self._codes.get(name)


def _both(down: Cell | None, across: Cell | None, asked: Asked, *, is_margin: bool) -> Cell | None:
    if down is None or is_margin:
        return down
    if across is None:
        return None
    if down.code and across.code:
        is_plain = not down.is_itself and not across.is_itself
        return replace(down, also=across.code, within=asked.unit) if is_plain else None
    code = down if down.code else across
    return replace(code, levels=(*down.levels, *across.levels))
