"""A report as one HTML page: no script, nothing fetched; it opens from disk, prints, and can be read by everyone.

The page is set by a template beside this module; Jinja2 escapes every text in it, and before that, characters that
could turn or hide their neighbors become visible stand-ins, and none is left for a formula to a spreadsheet that opens
the page. A Content-Security-Policy forbids all but the page's own style.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors.exports import ChartError
from qualcode.errors.files import UnknownFormatError
from qualcode.exports.page_text import page_text
from qualcode.exports.provenance import embedded_json, told
from qualcode.exports.quotations import citation
from qualcode.exports.report_methods import listed, methods
from qualcode.exports.report_rows import agreement_rows, breakdown_table, frequency_tables, people_rows, tree
from qualcode.exports.sheet import shown
from qualcode.files import write_whole

if TYPE_CHECKING:
    import polars as pl
    from jinja2 import Environment

    from qualcode.exports.charts import Chart
    from qualcode.exports.report import Report

ENDINGS = (".html", ".htm")
_MOST_BARS = 40  # rows of a chart that can be read at a glance; beyond that only themes are drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart on the page: its words, and the drawing as an element."""

    caption: str
    svg: str


def write_report(report: Report, path: Path | str) -> Path:
    """Write a report to an .html file, whole or not at all, and return its path.

    Raises:
        UnknownFormatError: the ending is another one.
        UnwritableFileError: the file cannot be written.
    """
    path = checked_ending(path)
    write_whole(path, report_page(report).encode("utf-8", "replace"))
    return path


def checked_ending(path: Path | str) -> Path:
    """Return the path of a report-to-be.

    Raises:
        UnknownFormatError: its ending is none of `ENDINGS`.
    """
    path = Path(path)
    if path.suffix.lower() not in ENDINGS:
        raise UnknownFormatError(path, ENDINGS)
    return path


def report_page(report: Report) -> str:
    """Return a report as the text of an HTML page."""
    from markupsafe import Markup

    environment = _environment()
    tables = frequency_tables(report)
    agreement = agreement_rows(report.agreement)
    trees = [(book, tree(book, report)) for book in report.origin.codebooks]
    return environment.get_template("report.html.jinja").render(
        report=report,
        title=report.scope.title or report.origin.project,
        style=Markup(_beside("report.css")),  # noqa: S704  # our own file
        embedded=Markup(embedded_json(report.origin.about)),  # noqa: S704  # holds no < > &
        trees=[(book, entries) for book, entries in trees if entries],
        people=people_rows(report.people),
        tables=[(table, _bars(report, table.codebook, place)) for place, table in enumerate(tables)],
        breakdown=breakdown_table(report),
        dots=_dots(report),
        agreement=agreement,
        methods=methods(report),
        told=told(report.origin.about),
        listed=listed,
        citation=citation,
        coders=report.agreement["coders"][-1].to_list() if report.agreement is not None else [],
    )


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_beside),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _beside(name: str) -> str:
    return files("qualcode.exports").joinpath(name).read_text(encoding="utf-8")


def _harmless(value: object) -> object:
    """Return a text without what could steer its reader; what is markup already stays."""
    return page_text(value) if type(value) is str else value


def _bars(report: Report, codebook: str, place: int) -> Drawing | None:
    import polars as pl

    from qualcode.exports.charts import Chart

    people = "speakers" if report.scope.with_moderator else "participants"
    frame, what = _drawn(report.frequencies.filter(pl.col("codebook") == codebook), report)
    caption = f"How many of the {people} voiced each {what} of {codebook}"
    chart = Chart(
        kind="bars",
        title="",
        row="code_guid",
        label="code",
        depth="depth",
        value="participants_percent",
        axis=f"{people}, %",
        ceiling=100,
    )
    return _drawing(frame, chart, f"bars{place}", caption)


def _dots(report: Report) -> Drawing | None:
    from qualcode.exports.charts import Chart

    if report.breakdown is None:
        return None
    people = "speakers" if report.scope.with_moderator else "participants"
    frame, what = _drawn(report.breakdown, report)
    chart = Chart(
        kind="dots",
        title="",
        row="code_guid",
        label="code",
        depth="depth",
        column="level",
        column_title=report.scope.by or "",
        value="participants_percent",
        axis=f"{people}, %",
        ceiling=100,
    )
    return _drawing(frame, chart, "dots", f"How many of the {people} voiced each {what}, by {report.scope.by}")


def _drawn(frame: pl.DataFrame, report: Report) -> tuple[pl.DataFrame, str]:
    """Return the rows that a chart shows, and what they are: all codes where these are few, else themes."""
    import polars as pl

    if frame["code_guid"].n_unique() <= _MOST_BARS:
        return frame, "theme and code" if (frame["depth"] > 0).any() else "theme"
    return frame.filter(pl.col("code_guid").is_in(report.tops)), "theme"


def _drawing(frame: pl.DataFrame, chart: Chart, key: str, caption: str) -> Drawing | None:
    """Return a chart to stand below its table; None where there is nothing to draw, or more than can be told apart."""
    import polars as pl
    from markupsafe import Markup

    from qualcode.exports.charts import chart_svg
    from qualcode.exports.inline_svg import inline_svg

    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    safe = frame.with_columns(pl.col(texts).map_elements(shown, return_dtype=pl.String))
    try:
        svg = chart_svg(safe, chart)
    except ChartError:
        return None
    description = "The same figures stand in the table before it."
    drawn = inline_svg(svg, key=key, title=shown(caption), description=description)
    return Drawing(caption=caption, svg=Markup(drawn))  # noqa: S704  # drawn and escaped below
