"""Charts drawn with Matplotlib, without a display: SVG and PNG.

SVG keeps text as text, so it can be read out, searched and edited; its letters are measured with DejaVu Sans, which
travels with Matplotlib. No setting of this machine has a say, and nothing in a name is taken for a formula.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from qualcode.exports.chart_marks import MOST_IN_ONE_PANEL, ON_AXES, PANELS_ABREAST, panels_on
from qualcode.exports.provenance import embedded_json

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from qualcode.exports.plots import Plot

_WIDTH = 9.0  # inches
_SETTINGS: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "font.size": 9.0,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "qualcode",
    "text.parse_math": False,
}
# Where a name has letters that DejaVu Sans lacks and this machine has one of these, a PNG shows them too.
_OTHER_FONTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "PingFang SC",
    "Hiragino Sans", "Noto Sans Devanagari", "Noto Sans Thai", "Nirmala UI", "Arial Unicode MS",
)  # fmt: skip
_ONE_AT_A_TIME = Lock()  # Matplotlib's settings belong to the whole process


def svg_plot(plot: Plot, about: Mapping[str, object]) -> bytes:
    """Return the plot as an SVG file with a title that screen readers say."""
    title = plot.title or "chart"
    written = {"Date": None, "Creator": "qualcode", "Title": title, "Description": _lasting(about)}
    text = _saved(plot, "svg", written).decode()
    spoken = quoteattr(title)
    return text.replace("<svg ", f'<svg role="img" aria-label={spoken} ', 1).encode()


def png_plot(plot: Plot, about: Mapping[str, object]) -> bytes:
    """Return the plot as a PNG file, 200 dots an inch."""
    return _saved(plot, "png", {"Software": "qualcode", "Title": plot.title, "Description": _lasting(about)})


def _lasting(about: Mapping[str, object]) -> str:
    return embedded_json({key: value for key, value in about.items() if key != "at"})


def _saved(plot: Plot, form: str, written: dict[str, str | None]) -> bytes:
    file = io.BytesIO()
    with _ONE_AT_A_TIME, _our_settings(plot):
        _drawn(plot).savefig(file, format=form, dpi=200, metadata=written)
    return file.getvalue()


@contextmanager
def _our_settings(plot: Plot) -> Iterator[None]:
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it talks of fonts it looks for
    import matplotlib as mpl

    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a letter that no font has is drawn as a box
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        mpl.rcParams["font.family"] = ["DejaVu Sans", *_needed_fonts(plot)]
        yield


def _needed_fonts(plot: Plot) -> list[str]:
    from matplotlib.font_manager import findfont, fontManager, get_font

    letters = set("".join((plot.title, plot.axis, plot.column_title, *plot.rows, *plot.columns)))
    if all(ord(letter) in get_font(findfont("DejaVu Sans")).get_charmap() for letter in letters):
        return []
    there = set(fontManager.get_font_names())
    return [name for name in _OTHER_FONTS if name in there]


def _drawn(plot: Plot) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=_size(plot), layout="constrained")
    if plot.kind == "lines" and len(plot.rows) > MOST_IN_ONE_PANEL:
        panels_on(figure, plot)
    else:
        axes = figure.subplots()
        ON_AXES[plot.kind](axes, plot)
    if plot.title:
        figure.suptitle(plot.title, x=0.01, ha="left", fontsize=11, fontweight="bold", wrap=True)
    return figure


def _size(plot: Plot) -> tuple[float, float]:
    rows, columns = len(plot.rows), len(plot.columns)
    if plot.kind == "bars":
        return _WIDTH, 1.2 + 0.25 * rows
    if plot.kind == "dots":
        return _WIDTH, 1.6 + rows * max(0.3, 0.16 * columns)
    if plot.kind == "heat":
        return max(5.0, min(30.0, 4.0 + 0.45 * columns)), 2.4 + 0.3 * rows
    if plot.kind == "lines" and rows > MOST_IN_ONE_PANEL:
        return _WIDTH, 1.0 + 1.9 * -(-rows // PANELS_ABREAST)
    return max(_WIDTH, min(30.0, 0.3 * columns)), 4.5 + 0.2 * min(rows, MOST_IN_ONE_PANEL)
