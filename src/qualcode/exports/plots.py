"""What a chart draws: which columns of a frame, and the names and figures that are found in them.

A chart is a frame in long form and a `Chart` that names its columns. Five kinds:

bars: a bar for each row, from nothing to the value.
dots: for each row a dot for each column (levels of a variable), intervals as whiskers.
lines: for each row a line over the columns (waves); more than six rows get a panel each, all on one scale.
heat: rows by columns, darker is more, the value in the cell.
steps: a curve over the columns that stays level between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from qualcode.errors.exports import ChartError
from qualcode.exports.sheet import shown

if TYPE_CHECKING:
    import polars as pl

Kind: TypeAlias = Literal["bars", "dots", "lines", "heat", "steps"]
MOST_LEVELS = 8  # colors, marks and dashes that can be told apart
_MOST_ROWS = {"bars": 300, "dots": 150, "lines": 60, "heat": 100, "steps": MOST_LEVELS}
_MOST_COLUMNS = {"bars": 1, "dots": MOST_LEVELS, "lines": 60, "heat": 60, "steps": 200}
_LONGEST_LABEL = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """How a frame is drawn.

    Attributes:
        kind: one of the five.
        title: above it.
        value: the column of figures; a missing one is not drawn.
        row: the column that tells rows apart; a chart without one has one row.
        column: the column of levels, waves or groups; bars have none.
        label: the column with the rows' names, where `row` is an identity.
        column_label: the column with their names, where `column` is an identity.
        depth: the column that says how deep a row stands in the tree; 0 is set in bold.
        low: the column of the lower ends of intervals, drawn where the frame has it.
        high: the column of the upper ends.
        axis: what the figures are, with their unit.
        column_title: what the levels are levels of.
        ceiling: where the scale ends, such as 100 for percentages; else a little above the largest figure.
    """

    kind: Kind
    title: str
    value: str
    row: str = ""
    column: str = ""
    label: str = ""
    column_label: str = ""
    depth: str = ""
    low: str = "low"
    high: str = "high"
    axis: str = ""
    column_title: str = ""
    ceiling: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A figure and the interval around it."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What is drawn: names in order, and a figure for each row and column that has one.

    Attributes:
        kind: of chart.
        title: above it.
        axis: what the figures are.
        column_title: what the columns are.
        rows: their names.
        depths: of the rows in the tree.
        columns: their names; a single empty one where the chart has none.
        points: by place of row and column.
        floor: where the scale begins, 0 unless a figure or an interval is below.
        ceiling: where the scale ends.
    """

    kind: Kind
    title: str
    axis: str
    column_title: str
    rows: tuple[str, ...]
    depths: tuple[int, ...]
    columns: tuple[str, ...]
    points: Mapping[tuple[int, int], Point]
    floor: float
    ceiling: float


def plot_of(frame: pl.DataFrame, chart: Chart, *, is_text: bool = False) -> Plot:
    """Return what a frame has to draw, rows and columns in the order of their first appearance.

    Args:
        frame: the figures.
        chart: which of them, and how.
        is_text: for characters, where a heat map of any size stands in blocks.

    Raises:
        ChartError: no figure at all, or more rows or columns than can be told apart.
    """
    rows: dict[object, tuple[str, int]] = {}
    columns: dict[object, str] = {}
    points: dict[tuple[int, int], Point] = {}
    places: tuple[dict[object, int], dict[object, int]] = ({}, {})
    for record in frame.iter_rows(named=True):
        key = record[chart.row] if chart.row else ""
        column = record[chart.column] if chart.column else ""
        rows.setdefault(
            key, (_label(record[chart.label or chart.row]), _depth(record, chart)) if chart.row else ("", 0)
        )
        columns.setdefault(column, _label(record[chart.column_label or chart.column]) if chart.column else "")
        at = places[0].setdefault(key, len(places[0])), places[1].setdefault(column, len(places[1]))
        value = record[chart.value]
        if value is not None and value == value:  # noqa: PLR0124  # not a number is not equal to itself
            points[at] = Point(value, record.get(chart.low), record.get(chart.high))
    is_any_size = is_text and chart.kind == "heat"
    _check(chart.kind, 0 if is_any_size else len(rows), 0 if is_any_size else len(columns), has_points=bool(points))
    floor, ceiling = _scale(points, chart.ceiling)
    return Plot(
        kind=chart.kind,
        title=_label(chart.title, longest=200),
        axis=_label(chart.axis, longest=100),
        column_title=_label(chart.column_title),
        rows=tuple(name for name, _ in rows.values()),
        depths=tuple(depth for _, depth in rows.values()),
        columns=tuple(columns.values()),
        points=points,
        floor=floor,
        ceiling=ceiling,
    )


def number(value: float) -> str:
    """Return a figure as it stands beside a mark: whole, or with as many decimals as it needs, two at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _check(kind: Kind, rows: int, columns: int, *, has_points: bool) -> None:
    if not has_points:
        raise ChartError("there is no figure to draw")
    if rows > _MOST_ROWS[kind]:
        raise ChartError(f"{rows} rows cannot be told apart ({_MOST_ROWS[kind]} at most); name some with --code")
    if columns > _MOST_COLUMNS[kind]:
        most = _MOST_COLUMNS[kind]
        raise ChartError(f"{columns} levels cannot be told apart ({most} at most); choose some with --where")


def _scale(points: Mapping[tuple[int, int], Point], ceiling: float | None) -> tuple[float, float]:
    ends = [end for point in points.values() for end in (point.value, point.low, point.high) if end is not None]
    floor = min(0.0, *ends)
    if ceiling is None:
        ceiling = max(ends)
        ceiling += 0.05 * (ceiling - floor)
    return floor, max(ceiling, *ends) if max(ceiling, *ends) > floor else floor + 1


def _label(value: object, *, longest: int = _LONGEST_LABEL) -> str:
    text = " ".join(shown("(missing)" if value is None else str(value)).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _depth(record: Mapping[str, object], chart: Chart) -> int:
    depth = record[chart.depth] if chart.depth else 0
    return depth if isinstance(depth, int) else 0
