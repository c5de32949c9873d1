"""Tables of codes as pages: themes, themes by a variable, codes by transcripts or speakers; counted by the project.

`page_of` is called in a worker. Nothing is counted here: figures of frames become texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.analysis.cells import Cell
from qualcode.analysis.rounding import whole_percent
from qualcode.analysis.selection import Level
from qualcode.tui.tables import asked as kinds
from qualcode.tui.tables.lists import agreement, groups, pairs, saturation, talk
from qualcode.tui.tables.page import NAMES, Column, Page
from qualcode.tui.tables.sides import crossed

if TYPE_CHECKING:
    import polars as pl

    from qualcode.project.project import Project
    from qualcode.tui.tables.asked import Asked

Rows = list[dict[str, Any]]
_OF_N = ("participants", "groups")
NO_CODES = "There are no codes yet."
NONE_VOICED = "Nothing was voiced yet."


def page_of(project: Project, asked: Asked) -> Page:
    """Return the table that is asked for.

    Raises:
        QualcodeError: it cannot be made.
    """
    return _MAKERS[asked.kind](project, asked)


def _themes(project: Project, asked: Asked) -> Page:
    frame = project.frequencies(None, asked.selection, with_moderator=asked.with_moderator, keep_zero=asked.keep_zero)
    rows = frame.rows(named=True)
    columns = [
        _counts(rows, "codings"),
        _counts(rows, "turns"),
        _shares(rows, "participants"),
        _shares(rows, "groups"),
        _counts(rows, "turns_prompted", "prompted"),
        Column("of talk", [_percent(row, "words") for row in rows], [row["talk_share"] for row in rows]),
        Column("one voice", [_voices(row) for row in rows], [_voiced(row) for row in rows], is_text=True),
    ]
    plain = 4  # the columns whose codings are just those of the code
    return _code_page(
        project,
        asked,
        frame,
        rows,
        columns,
        lambda guid, column: Cell(code=guid) if column < plain else None,
    )


def _by(project: Project, asked: Asked) -> Page:
    frame = project.frequencies(
        asked.by, asked.selection, with_moderator=asked.with_moderator, keep_zero=asked.keep_zero
    )
    blocks = _by_column(frame, "level")
    levels = list(blocks)
    columns = [_level(level, rows, asked.unit) for level, rows in blocks.items()]
    first = blocks[levels[0]] if levels else []

    def behind(guid: str, column: int) -> Cell:
        return Cell(code=guid, levels=() if column == NAMES else (Level(asked.by, levels[column]),))

    return _code_page(project, asked, frame, first, columns, behind)


def _level(level: str, rows: Rows, unit: str) -> Column:
    if unit not in _OF_N:
        return Column(level, *_numbers(rows, unit))
    texts, details = [], []
    for row in rows:
        text = f"{row[unit]} ({whole_percent(row[unit], row[f'{unit}_total']) if row[f'{unit}_total'] else 0} %)"
        texts.append(text)
        if unit == "participants" and row["low"] is not None and not row["is_small"]:
            details.append(f"{text}, 95 % interval {row['low']:.0f} to {row['high']:.0f} %")
        else:
            details.append(f"{text}, too small a base to say more" if row["is_small"] else text)
    total, is_small = (rows[0][f"{unit}_total"], rows[0]["is_small"]) if rows else (0, False)
    heading = f"{level}, N {total}{' *' if is_small else ''}"
    return Column(heading, texts, [row[f"{unit}_percent"] for row in rows], details)


def _matrix(project: Project, asked: Asked) -> Page:
    across = "source" if asked.kind == kinds.SOURCES else "case"
    frame = project.matrix(
        across,
        asked.selection,
        unit=asked.unit,
        with_moderator=asked.with_moderator,
        keep_zero=asked.keep_zero,
    )
    width = max(1, frame["column_guid"].n_unique())  # every code has a row for each of them, in the same order
    names, guids = (frame[name].head(width).to_list() for name in ("column", "column_guid"))
    rows = frame.gather_every(width).rows(named=True)
    figures = frame["n"].to_list()
    texts = [str(figure) for figure in figures]
    columns = [Column("total", *_numbers(rows, "row_total"))]
    columns += [Column(name, texts[place::width], figures[place::width]) for place, name in enumerate(names)]

    def behind(guid: str, column: int) -> Cell:
        return Cell(code=guid, **({} if column < 1 else {across: guids[column - 1]}))

    return _code_page(project, asked, frame, rows, columns, behind)


def _code_page(
    project: Project,
    asked: Asked,
    frame: pl.DataFrame,
    rows: Rows,
    columns: Sequence[Column],
    cell: Callable[[str, int], Cell | None],
) -> Page:
    """Return a page with a row a code; where there are several codebooks, each under its name."""
    names: list[str] = []
    paths: list[str] = []
    depths: list[int] = []
    guids: list[str] = []
    places: list[int | None] = []
    several = len({row["codebook"] for row in rows}) > 1
    codebook = ""
    for place, row in enumerate(rows):
        if several and row["codebook"] != codebook:
            codebook = row["codebook"]
            names.append(codebook)
            paths.append(codebook)
            depths.append(-1)
            guids.append("")
            places.append(None)
        names.append(row["code"])
        paths.append(f"{row['codebook']} > {row['path']}" if several else row["path"])
        depths.append(row["depth"])
        guids.append(row["code_guid"])
        places.append(place)
    if several:
        columns = [_spread(column, places) for column in columns]
    return Page(
        title=asked.title,
        base=asked.base(asked.selection.coders or project.coders()),
        corner="theme, code",
        names=names,
        paths=paths,
        depths=depths,
        columns=tuple(columns),
        behind=lambda row, column: cell(guids[row], column) if guids[row] else None,
        instead=NO_CODES if asked.keep_zero else NONE_VOICED,
        frame=frame,
    )


def _spread(column: Column, places: Sequence[int | None]) -> Column:
    return Column(
        column.heading,
        ["" if place is None else column.texts[place] for place in places],
        [None if place is None else column.ranks[place] for place in places],
        ["" if place is None else column.details[place] for place in places] if column.details else (),
        column.is_text,
    )


def _by_column(frame: pl.DataFrame, key: str) -> dict[str, Rows]:
    """Return the rows of a long table by column, the columns in order."""
    return {part[key][0]: part.rows(named=True) for part in frame.partition_by(key, maintain_order=True)}


def _counts(rows: Rows, figure: str, heading: str = "") -> Column:
    return Column(heading or figure, *_numbers(rows, figure))


def _numbers(rows: Rows, figure: str) -> tuple[list[str], list[float]]:
    return [str(row[figure]) for row in rows], [row[figure] for row in rows]


def _shares(rows: Rows, figure: str) -> Column:
    texts = [
        f"{row[figure]} of {row[f'{figure}_total']} ({_percent(row, figure)})" if row[f"{figure}_total"] else "–"
        for row in rows
    ]
    return Column(figure, texts, [row[figure] for row in rows])


def _percent(row: dict[str, Any], figure: str) -> str:
    total = row[f"{figure}_total"]
    return f"{whole_percent(row[figure], total)} %" if total else "–"


def _voices(row: dict[str, Any]) -> str:
    if row["voiced_by_one"]:
        return "yes"
    return f"in {row['groups_by_one']} of the groups" if row["groups_by_one"] else ""


def _voiced(row: dict[str, Any]) -> float:
    return float("inf") if row["voiced_by_one"] else float(row["groups_by_one"] or 0)


_MAKERS: dict[str, Callable[[Project, Asked], Page]] = {
    kinds.THEMES: _themes,
    kinds.BY: _by,
    kinds.SOURCES: _matrix,
    kinds.SPEAKERS: _matrix,
    kinds.CROSSED: crossed,
    kinds.PAIRS: pairs,
    kinds.SATURATION: saturation,
    kinds.TALK: talk,
    kinds.GROUPS: groups,
    kinds.AGREEMENT: agreement,
}
