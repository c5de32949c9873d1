"""Charts: what is drawn, in which order, on which scale; and that files are always the same."""

import subprocess
import sys
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from qualcode.errors.exports import ChartError
from qualcode.errors.files import UnknownFormatError, UnwritableFileError
from qualcode.exports.chart_text import cells_wide
from qualcode.exports.charts import Chart, chart_svg, chart_text, write_chart
from qualcode.exports.plots import Point, plot_of

HOSTILE = "\x1b]0;owned\x07 $\\frac{a}$ </script><b>&\u202e ё"
FREQ = pl.DataFrame(
    {
        "guid": ["1", "2", "3"],
        "code": ["Надежда", "Peace", "Fear"],
        "depth": [0, 1, 0],
        "percent": [50.0, 25.0, None],
        "low": [30.0, None, None],
        "high": [70.0, None, None],
    }
)
BARS = Chart(
    kind="bars",
    title="Themes",
    row="guid",
    label="code",
    depth="depth",
    value="percent",
    axis="participants, %",
    ceiling=100,
)
BY = pl.DataFrame({"code": ["A", "A", "B", "B"], "level": ["2024", "2025"] * 2, "percent": [10.0, 20.0, 30.0, 40.0]})
KINDS = {
    "bars": (FREQ, BARS),
    "dots": (BY, Chart(kind="dots", title="Dots", row="code", column="level", value="percent", column_title="wave")),
    "lines": (BY, Chart(kind="lines", title="Lines", row="code", column="level", value="percent")),
    "heat": (BY, Chart(kind="heat", title="Heat", row="code", column="level", value="percent", axis="%")),
    "steps": (BY.head(2), Chart(kind="steps", title="Steps", column="level", value="percent")),
}


def test_a_plot_keeps_the_order_and_the_names_of_its_rows():
    """Rows are told apart by identity and called by name; a missing figure is no point."""
    plot = plot_of(FREQ, BARS)

    assert plot.rows == ("Надежда", "Peace", "Fear")
    assert plot.depths == (0, 1, 0)
    assert plot.points == {(0, 0): Point(50.0, 30.0, 70.0), (1, 0): Point(25.0)}
    assert (plot.floor, plot.ceiling) == (0.0, 100)


def test_codes_of_one_name_stay_apart():
    """Two codes called Trust under different themes are two rows."""
    frame = pl.DataFrame({"guid": ["1", "2"], "code": ["Trust", "Trust"], "n": [1, 2]})

    plot = plot_of(frame, Chart(kind="bars", title="", row="guid", label="code", value="n"))

    assert plot.rows == ("Trust", "Trust")


def test_columns_of_one_name_stay_apart():
    """ANNA spoke in two groups."""
    frame = pl.DataFrame({"code": ["A", "A"], "guid": ["1", "2"], "case": ["ANNA", "ANNA"], "n": [1, 2]})

    plot = plot_of(frame, Chart(kind="heat", title="", row="code", column="guid", column_label="case", value="n"))

    assert plot.columns == ("ANNA", "ANNA")


def test_the_scale_reaches_below_nothing_for_differences():
    """A negative figure or interval end is on the scale."""
    frame = pl.DataFrame({"code": ["A"], "difference": [-5.0], "low": [-20.0], "high": [10.0]})

    plot = plot_of(frame, Chart(kind="bars", title="", row="code", value="difference"))

    assert plot.floor == -20.0
    assert plot.ceiling > 10.0


def test_a_column_of_noughts_has_a_scale():
    """Nobody voiced anything, and that can be drawn."""
    plot = plot_of(pl.DataFrame({"code": ["A"], "n": [0]}), Chart(kind="bars", title="", row="code", value="n"))

    assert plot.ceiling > plot.floor


@pytest.mark.parametrize(
    ("frame", "kind", "reason"),
    [
        (FREQ.head(0), "bars", "no figure"),
        (FREQ.tail(1), "bars", "no figure"),
        (pl.DataFrame({"guid": [str(n) for n in range(301)], "percent": [1.0] * 301}), "bars", "301 rows"),
    ],
)
def test_what_cannot_be_drawn_is_said(frame, kind, reason):
    """One line with the way out, and no file."""
    with pytest.raises(ChartError, match=reason):
        plot_of(frame, Chart(kind=kind, title="", row="guid", value="percent"))


def test_more_levels_than_marks_are_refused():
    """A variable with 200 levels has no chart, and is told how to get one."""
    frame = pl.DataFrame({"level": [str(n) for n in range(200)], "n": range(200)})

    with pytest.raises(ChartError, match=r"200 levels .* --where"):
        plot_of(frame, Chart(kind="dots", title="", column="level", value="n"))


def test_bars_in_characters():
    """The interval stands over the bar, the figures beside it."""
    assert chart_text(FREQ, BARS).splitlines() == [
        "Themes",
        "participants, %, 0 to 100",
        "",
        "Надежда │██████████├─────┼─────┤           50 (30 to 70)",
        "  Peace │████████                          25",
        "Fear    │                                 –",
    ]


def test_dots_in_characters():
    """A line for each level below its row."""
    assert chart_text(*KINDS["dots"]).splitlines()[2:5] == [
        "A",
        "  2024 │████████●                         10",
        "  2025 │███████████████●                  20",
    ]


def test_a_large_heat_map_in_characters_stands_in_blocks():
    """No line is longer than 80, every column is there, however many there are."""
    cells = [(f"a quite long name indeed {row}", str(column), 0.1) for row in range(120) for column in range(130)]
    frame = pl.DataFrame(cells, schema=["code", "level", "percent"], orient="row")

    lines = chart_text(frame, KINDS["heat"][1]).splitlines()

    assert max(map(len, lines)) <= 80
    assert 130 == sum(len(line.split()) for line in lines if line.startswith("      ") and line.split()[0].isdigit())


def test_heat_in_characters_has_a_key():
    """Columns are numbered, shades explained."""
    lines = chart_text(*KINDS["heat"]).splitlines()

    assert lines[3:6] == ["    1  2", "A  ░░ ▒▒", "B  ▓▓ ██"]
    assert lines[-2:] == ["  1 2024", "  2 2025"]


def test_characters_fit_in_80_columns():
    """Long names, wide letters and long figures too."""
    frame = pl.DataFrame(
        {"code": ["x" * 90, "中文" * 30], "n": [1234.56, 2.0], "low": [1000.25, 1.0], "high": [2000.25, 3.0]}
    )

    text = chart_text(frame, Chart(kind="bars", title="", row="code", value="n"))

    assert max(map(cells_wide, text.splitlines())) <= 92
    assert max(line.index("│") for line in text.splitlines() if "x" in line) <= 29


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", [".svg", ".png", ".txt"])
def test_the_same_frame_gives_the_same_bytes(kind, ending, tmp_path):
    """No time, no chance: what it was made from is kept without the time."""
    frame, chart = KINDS[kind]
    write_chart(frame, chart, tmp_path / f"one{ending}", {"project": "P", "at": "2025-01-01"})
    write_chart(frame, chart, tmp_path / f"two{ending}", {"project": "P", "at": "2026-02-02"})

    assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_an_svg_is_xml_whatever_names_hold(kind):
    """Control characters, formulas, markup and overrides are text or gone; Cyrillic stays."""
    frame, chart = KINDS[kind]
    name = pl.lit(HOSTILE) + pl.col(chart.row or chart.column)
    frame = frame.with_columns(name.alias(chart.label or chart.row or chart.column))

    svg = chart_svg(frame, chart, {"project": HOSTILE})

    root = ET.fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", chart.title)
    words = "".join(root.itertext())
    assert "$\\frac{a}$ </script><b>&" in words
    assert "ё" in words
    assert "\u202e" not in words


def test_an_svg_holds_no_picture_and_no_link_out():
    """Heat maps are cells, not a bitmap; nothing is fetched."""
    svg = chart_svg(*KINDS["heat"])

    assert "<image" not in svg
    assert "data:" not in svg


def test_many_lines_get_a_panel_each():
    """Seven rows do not share a panel."""
    rows = [{"code": f"Code {n}", "level": wave, "n": n} for n in range(7) for wave in ("1", "2")]

    svg = chart_svg(pl.DataFrame(rows), Chart(kind="lines", title="Trend", row="code", column="level", value="n"))

    assert all(f"axes_{n}" in svg for n in range(1, 8))


def test_settings_of_the_person_have_no_say(tmp_path, monkeypatch):
    """A matplotlibrc in the folder changes nothing."""
    plain = chart_svg(*KINDS["bars"])
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: path\n")
    code = (
        "import polars as pl, sys\n"
        "from tests.exports.test_charts import KINDS\n"
        "from qualcode.exports.charts import chart_svg\n"
        "sys.stdout.reconfigure(encoding='utf-8'); sys.stdout.write(chart_svg(*KINDS['bars']))\n"
    )
    import os

    folder = os.getcwd()  # noqa: PTH109  # to import this very module from there
    path = os.pathsep.join([folder, *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=True,
    )

    assert plain.encode() == done.stdout.replace(b"\r\n", b"\n")


def test_an_unknown_ending_is_refused_with_those_that_are_known(tmp_path):
    """Nothing is written."""
    with pytest.raises(UnknownFormatError, match=r"\.svg, \.png, \.txt"):
        write_chart(FREQ, BARS, tmp_path / "freq.gif")

    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    """One line."""
    with pytest.raises(UnwritableFileError, match="no folder"):
        write_chart(FREQ, BARS, tmp_path / "charts" / "freq.txt")
