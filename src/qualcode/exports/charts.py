"""Charts of tables: the file they go to, or the text.

The ending says the form: `.svg` and `.png` are drawn, `.txt` is set in characters. Nothing depends on a screen, on the
time or on chance: the same frame gives the same bytes. What the chart was made from stands in the metadata of the SVG
and the PNG, without the time, for the same reason. What is drawn is said by `exports.plots`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors.files import UnknownFormatError
from qualcode.exports.plots import Chart, Plot, plot_of
from qualcode.files import write_whole

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CHART_ENDINGS", "Chart", "chart_svg", "chart_text", "write_chart"]

CHART_ENDINGS = (".svg", ".png", ".txt")


def write_chart(frame: pl.DataFrame, chart: Chart, path: Path | str, about: Mapping[str, object] | None = None) -> None:
    """Draw a chart to a file, by its ending, whole or not at all.

    Raises:
        UnknownFormatError: the ending is none of `CHART_ENDINGS`.
        ChartError: nothing to draw, or more than can be told apart.
        UnwritableFileError: the file cannot be written.
    """
    path = Path(path)
    draw = _BY_ENDING.get(path.suffix.lower())
    if draw is None:
        raise UnknownFormatError(path, CHART_ENDINGS)
    write_whole(path, draw(plot_of(frame, chart, is_text=draw is _txt), about or {}))


def chart_text(frame: pl.DataFrame, chart: Chart) -> str:
    """Return a chart set in characters, for a terminal of 80 columns or more; nothing in it can steer one.

    Raises:
        ChartError: as for `write_chart`.
    """
    from qualcode.exports.chart_text import text_plot

    return text_plot(plot_of(frame, chart, is_text=True))


def chart_svg(frame: pl.DataFrame, chart: Chart, about: Mapping[str, object] | None = None) -> str:
    """Return a chart as the text of an SVG file.

    Raises:
        ChartError: as for `write_chart`.
    """
    return _svg(plot_of(frame, chart), about or {}).decode()


def _svg(plot: Plot, about: Mapping[str, object]) -> bytes:
    from qualcode.exports.chart_drawing import svg_plot

    return svg_plot(plot, about)


def _png(plot: Plot, about: Mapping[str, object]) -> bytes:
    from qualcode.exports.chart_drawing import png_plot

    return png_plot(plot, about)


def _txt(plot: Plot, _about: Mapping[str, object]) -> bytes:
    from qualcode.exports.chart_text import text_plot

    return text_plot(plot).encode()


_BY_ENDING: dict[str, Callable[[Plot, Mapping[str, object]], bytes]] = {".svg": _svg, ".png": _png, ".txt": _txt}
