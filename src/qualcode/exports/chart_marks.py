"""The marks of charts on Matplotlib's axes, one function a kind.

Colors are those of Okabe and Ito (Color Universal Design, 2008) and, for heat, cividis: both hold for color-blind
readers, and marks, dashes and lightness tell the same in grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.exports.plots import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from qualcode.exports.plots import Plot, Point

_COLORS = ("#0072B2", "#E69F00", "#000000", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C7F00")
_MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
_DASHES = (
    "-",
    (0, (5, 2)),
    (0, (1, 1.5)),
    (0, (6, 2, 1, 2)),
    (0, (8, 3)),
    (0, (3, 1, 1, 1, 1, 1)),
    (0, (2, 2)),
    (0, (10, 2)),
)
_DEEPER = "#7FB2D5"  # bars of codes below a theme
_LETTERS_ACROSS = 100
_LONGEST_PANEL_NAME = 30
_MOST_CELLS_TOLD = 900
_SHADES = 50
_NOTHING = "#F3F3F3"
MOST_IN_ONE_PANEL = 6
PANELS_ABREAST = 3


def bars_on(axes: Axes, plot: Plot) -> None:
    """Draw a bar for each row, themes darker than what stands below them."""
    found = [(row, point) for (row, _), point in plot.points.items()]
    colors = [_DEEPER if plot.depths[row] else _COLORS[0] for row, _ in found]
    axes.barh([row for row, _ in found], [point.value for _, point in found], height=0.7, color=colors)
    _whiskers_across(axes, found, "black")
    for row, point in found:
        end = max(point.value, point.value if point.high is None else point.high)
        axes.annotate(number(point.value), (end, row), (4, 0), textcoords="offset points", va="center", fontsize=8)
    _names_down(axes, plot)


def dots_on(axes: Axes, plot: Plot) -> None:
    """Draw for each row a dot a column, one below another."""
    count = len(plot.columns)
    for column, name in enumerate(plot.columns):
        shift = 0.0 if count == 1 else 0.7 * (column / (count - 1) - 0.5)
        found = [(row + shift, point) for (row, at), point in plot.points.items() if at == column]
        axes.plot(
            [point.value for _, point in found],
            [place for place, _ in found],
            label=name or "all",
            color=_COLORS[column],
            marker=_MARKS[column],
            markersize=5,
            linestyle="none",
        )
        _whiskers_across(axes, found, _COLORS[column])
    for row in range(1, len(plot.rows)):
        axes.axhline(row - 0.5, color="#DDDDDD", linewidth=0.6)
    _names_down(axes, plot)
    _legend(axes, plot.column_title)


def lines_on(axes: Axes, plot: Plot) -> None:
    """Draw for each row a line over the columns."""
    shifts = 0.08 if len(plot.rows) > 1 else 0.0
    for row, name in enumerate(plot.rows):
        _line(axes, plot, row, shift=shifts * (row - (len(plot.rows) - 1) / 2), name=name, look=row)
    _names_across(axes, plot)
    axes.set_ylabel(plot.axis)
    if len(plot.rows) > 1 or plot.rows[0]:
        _legend(axes, "")


def panels_on(figure: Figure, plot: Plot) -> None:
    """Draw for each row a line in a panel of its own, all on one scale."""
    down = -(-len(plot.rows) // PANELS_ABREAST)
    grid = figure.subplots(down, PANELS_ABREAST, sharex=True, sharey=True, squeeze=False).ravel()
    for row, axes in enumerate(grid):
        if row >= len(plot.rows):
            axes.set_visible(False)
            continue
        _line(axes, plot, row, shift=0.0, name="", look=0)
        name = plot.rows[row]
        short = name if len(name) <= _LONGEST_PANEL_NAME else name[: _LONGEST_PANEL_NAME - 1] + "…"
        axes.set_title(short, fontsize=8, fontweight="normal" if plot.depths[row] else "bold")
        _names_across(axes, plot, panels=PANELS_ABREAST)
        axes.set_xlabel("")
        axes.tick_params(axis="x", labelbottom=row + PANELS_ABREAST >= len(plot.rows))
    figure.supylabel(plot.axis, fontsize=9)
    figure.supxlabel(plot.column_title, fontsize=9)


def _line(axes: Axes, plot: Plot, row: int, *, shift: float, name: str, look: int) -> None:
    points = [plot.points.get((row, column)) for column in range(len(plot.columns))]
    axes.plot(
        [column + shift for column in range(len(points))],
        [float("nan") if point is None else point.value for point in points],
        label=name,
        color=_COLORS[look],
        marker=_MARKS[look],
        markersize=4.5,
        linestyle=_DASHES[look],
        linewidth=1.4,
    )
    there = [(column + shift, point) for column, point in enumerate(points) if point and point.low is not None]
    if there:
        axes.errorbar(
            [place for place, _ in there],
            [point.value for _, point in there],
            yerr=_reaches([point for _, point in there]),
            fmt="none",
            ecolor=_COLORS[look],
            capsize=2.5,
            elinewidth=0.9,
        )


def steps_on(axes: Axes, plot: Plot) -> None:
    """Draw for each row a curve that stays level between the columns."""
    for row, name in enumerate(plot.rows):
        found = [(column, point.value) for (at, column), point in sorted(plot.points.items(), key=_place) if at == row]
        axes.plot(
            [column for column, _ in found],
            [value for _, value in found],
            drawstyle="steps-post",
            label=name,
            color=_COLORS[row],
            marker=_MARKS[row],
            markersize=4.5,
            linestyle=_DASHES[row],
            linewidth=1.6,
        )
        for column, value in found if len(plot.rows) == 1 else ():
            axes.annotate(number(value), (column, value), (0, 5), textcoords="offset points", ha="center", fontsize=8)
    _names_across(axes, plot)
    axes.set_ylabel(plot.axis)
    if len(plot.rows) > 1:
        _legend(axes, "")


def _place(at: tuple[tuple[int, int], Point]) -> tuple[int, int]:
    return at[0]


def heat_on(axes: Axes, plot: Plot) -> None:
    """Draw rows by columns in cividis: darker is more, nothing is pale grey, what has no figure is left out."""
    import matplotlib as mpl
    import numpy as np

    values = np.full((len(plot.rows), len(plot.columns)), np.nan)
    for place, point in plot.points.items():
        values[place] = point.value
    mesh = axes.pcolormesh(
        np.ma.masked_invalid(values),
        cmap=mpl.colormaps["cividis_r"].resampled(_SHADES).with_extremes(under=_NOTHING),
        vmin=plot.floor or plot.ceiling * 1e-9,  # so that nothing at all is paler than the least
        vmax=plot.ceiling,
        edgecolors="white",
        linewidth=0.5,
    )
    if values.size <= _MOST_CELLS_TOLD:
        middle = plot.floor + 0.45 * (plot.ceiling - plot.floor)  # where cividis is as far from black as from white
        for (row, column), point in plot.points.items():
            color = "white" if point.value > middle else "black"
            axes.text(column + 0.5, row + 0.5, number(point.value), ha="center", va="center", fontsize=7, color=color)
    axes.set_yticks([row + 0.5 for row in range(len(plot.rows))], plot.rows)
    _bold_themes(axes, plot)
    axes.set_xticks([column + 0.5 for column in range(len(plot.columns))], plot.columns, rotation=90)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.invert_yaxis()
    axes.set_xlabel(plot.column_title)
    bar = axes.figure.colorbar(mesh, ax=axes, shrink=min(1.0, 3.0 / (0.3 * len(plot.rows) + 1)), label=plot.axis)
    bar.outline.set_visible(False)
    if bar.solids is not None:
        bar.solids.set_rasterized(False)  # an SVG without a bitmap in it


def _names_down(axes: Axes, plot: Plot) -> None:
    axes.set_yticks(range(len(plot.rows)), plot.rows)
    _bold_themes(axes, plot)
    axes.set_ylim(len(plot.rows) - 0.4, -0.6)
    axes.set_xlim(plot.floor, plot.ceiling)
    axes.set_xlabel(plot.axis)
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.6)
    axes.tick_params(axis="y", length=0)


def _bold_themes(axes: Axes, plot: Plot) -> None:
    if any(plot.depths):
        for label, depth in zip(axes.get_yticklabels(), plot.depths, strict=True):
            label.set_fontweight("normal" if depth else "bold")


def _names_across(axes: Axes, plot: Plot, *, panels: int = 1) -> None:
    room = _LETTERS_ACROSS / panels / len(plot.columns)
    turned = max(len(name) for name in plot.columns) > room
    axes.set_xticks(range(len(plot.columns)), plot.columns, rotation=90 if turned else 0)
    axes.set_xlim(-0.5, len(plot.columns) - 0.5)
    axes.set_ylim(plot.floor, plot.ceiling)
    axes.set_xlabel(plot.column_title)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)


def _whiskers_across(axes: Axes, found: Sequence[tuple[float, Point]], color: str) -> None:
    there = [(place, point) for place, point in found if point.low is not None and point.high is not None]
    if there:
        axes.errorbar(
            [point.value for _, point in there],
            [place for place, _ in there],
            xerr=_reaches([point for _, point in there]),
            fmt="none",
            ecolor=color,
            capsize=2.5,
            elinewidth=1,
        )


def _reaches(points: list[Point]) -> list[list[float]]:
    """Return how far intervals reach below and above their figures, never the wrong way."""
    below = [max(0.0, point.value - (point.value if point.low is None else point.low)) for point in points]
    above = [max(0.0, (point.value if point.high is None else point.high) - point.value) for point in points]
    return [below, above]


def _legend(axes: Axes, title: str) -> None:
    figure = axes.figure
    handles, names = axes.get_legend_handles_labels()
    widest = max((len(name) for name in names), default=0)
    figure.legend(
        handles,
        names,
        title=title or None,
        loc="outside lower left",
        ncols=max(1, min(len(names), 100 // (widest + 8))),
    )


ON_AXES = {"bars": bars_on, "dots": dots_on, "lines": lines_on, "heat": heat_on, "steps": steps_on}
