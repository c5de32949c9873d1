"""How each table is drawn as a chart: which of its columns, under which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.exports.plots import Chart

if TYPE_CHECKING:
    import polars as pl


def frequency_chart(by: str = "") -> Chart:
    """Return how `analysis.frequencies` is drawn, or `analysis.breakdowns` by one variable."""
    return Chart(
        kind="dots" if by else "bars",
        title="Participants who voiced each theme" + (f", by {by}" if by else ""),
        row="code_guid",
        label="code",
        depth="depth",
        value="participants_percent",
        column="level" if by else "",
        column_title=by,
        axis="participants, %",
        ceiling=100,
    )


def trend_chart(over: str) -> Chart:
    """Return how `analysis.trends` is drawn; `over` is its variable."""
    return Chart(
        kind="lines",
        title=f"Participants who voiced each theme, over {over}",
        row="code_guid",
        label="code",
        value="participants_percent",
        column="level",
        column_title=over,
        axis="participants, %",
        ceiling=100,
    )


def crossing_chart(frame: pl.DataFrame, unit: str, percent_of: str | None = None) -> Chart:
    """Return how a table of `analysis.crosstabs` or `analysis.matrices` is drawn."""
    has_codes = "code" in frame.columns
    return Chart(
        kind="heat",
        title=f"{unit.capitalize()} crossed",
        row="code_guid" if "code_guid" in frame.columns else "path" if has_codes else "row",
        label="code" if has_codes else "row",
        depth="depth" if has_codes else "",
        column="column_guid" if "column_guid" in frame.columns else "column",
        column_label="column",
        column_title=next(iter(frame["column_variable"].to_list()), ""),
        value=f"{percent_of}_percent" if percent_of else "n",
        axis=f"{unit}, percent of the {percent_of}" if percent_of else unit,
    )


def pairs_chart(within: str) -> Chart:
    """Return how `square_cells` are drawn; `within` is where the codes meet."""
    return Chart(
        kind="heat",
        title=f"Codes that go together, within {within}",
        row="guid",
        label="code",
        column="other",
        column_label="other_code",
        value="jaccard",
        axis="Jaccard",
    )


def square_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """Return each pair of `analysis.cooccurrence` both ways, and each code with itself without a figure."""
    from qualcode.analysis.cooccurrence import square

    table = square(frame)
    names = table.select(other="guid", other_code="code")
    cells = table.unpivot(table["guid"].to_list(), index=["guid", "code"], variable_name="other", value_name="jaccard")
    return cells.join(names, on="other", how="left", maintain_order="left")


def saturation_chart(of: str) -> Chart:
    """Return how `analysis.saturation` is drawn; `of` names what is counted."""
    return Chart(
        kind="steps",
        title=f"New {of} group by group",
        value="cumulative",
        column="group",
        axis=f"different {of}",
        column_title="group",
    )
