"""The tables of the screen as they are written: the page of each for readers, and its chart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from qualcode.tui.tables import asked as kinds

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.pages import Page as Paper
    from qualcode.analysis.wide_tables import Unit
    from qualcode.exports.charts import Chart
    from qualcode.tui.tables.asked import Asked
    from qualcode.tui.tables.page import Page

HAS_CHART = (
    kinds.THEMES, kinds.BY, kinds.SOURCES, kinds.SPEAKERS, kinds.CROSSED, kinds.PAIRS, kinds.SATURATION,
)  # fmt: skip


def paper_of(asked: Asked, frame: pl.DataFrame, base: str) -> Paper:
    """Return the page of a table; `base` says below it what was counted."""
    from qualcode.analysis import list_pages as lists
    from qualcode.analysis import theme_pages as themes
    from qualcode.analysis.page_notes import interval_lines
    from qualcode.analysis.proportions import SEED

    if asked.kind == kinds.BY:
        drawn = interval_lines(SEED, with_moderator=asked.with_moderator) if asked.unit == "participants" else ()
        return themes.level_page(frame, cast("Unit", asked.unit), base, *drawn)
    if asked.kind in (kinds.SOURCES, kinds.SPEAKERS, kinds.CROSSED):
        return themes.crossing_page(frame, None, base)
    if asked.kind == kinds.SATURATION:
        return lists.saturation_page(frame, "codes", base)
    made = {
        kinds.THEMES: themes.frequency_page,
        kinds.PAIRS: lists.pairs_page,
        kinds.TALK: lists.talk_page,
        kinds.GROUPS: lists.group_talk_page,
        kinds.AGREEMENT: lists.agreement_page,
    }
    return made[asked.kind](frame, base)


def in_order(paper: Paper, page: Page, column: int, *, descending: bool) -> Paper:
    """Return the page of a table with its rows as they are sorted on the screen, not set in; totals stay the last."""
    import polars as pl

    figures = [row for row, depth in enumerate(page.depths) if depth >= 0]  # headings of codebooks are in no paper
    places = {row: place for place, row in enumerate(figures)}
    order = [places[row] for row in page.in_order(column, descending=descending)]
    rows = pl.concat([paper.frame[order], paper.frame[len(order) :]])
    return replace(paper, frame=rows, depths=())


def chart_of(asked: Asked, frame: pl.DataFrame) -> tuple[pl.DataFrame, Chart] | None:
    """Return what is drawn of a table and how; None where it has no chart."""
    from qualcode.exports import table_charts as charts

    if asked.kind == kinds.THEMES:
        return frame, charts.frequency_chart()
    if asked.kind == kinds.BY:
        return frame, charts.frequency_chart(asked.by)
    if asked.kind in (kinds.SOURCES, kinds.SPEAKERS, kinds.CROSSED):
        return frame, charts.crossing_chart(frame, asked.unit)
    if asked.kind == kinds.PAIRS:
        return charts.square_cells(frame), charts.pairs_chart(asked.unit)
    if asked.kind == kinds.SATURATION:
        return frame, charts.saturation_chart("codes")
    return None
