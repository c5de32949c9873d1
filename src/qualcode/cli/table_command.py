"""What all commands that count share: which part of the study, in which form, to which file.

`table_command` gives a command these options, opens the project, and writes what the command answers: as a table for
people on a terminal, else as text for programs, or to a file by its ending.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.context import ProjectOption, to_read
from qualcode.cli.printing import about, raw_result, result, talk
from qualcode.errors import ChartError
from qualcode.model.coding import ORIGINS

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.selection import Selection
    from qualcode.exports.charts import Chart

_HERE = Path("-")
FORMATS = ("table", "csv", "tsv", "md", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every table is asked: from which part of the study, and whether the moderator counts."""

    selection: "Selection"
    with_moderator: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command that counts gives back.

    Attributes:
        frame: the figures.
        draw: prints them for people.
        told: what the table was made from, beside what every table tells.
        note: said below the table on a terminal.
        chart: how `--chart` draws the frame; without one the table has none.
    """

    frame: "pl.DataFrame"
    draw: "Callable[[pl.DataFrame], None]"
    told: dict[str, object] = field(default_factory=dict)
    note: str = ""
    chart: "Chart | None" = None


def _shared(  # its parameters are the options; Typer reads them from here
    code: Annotated[
        list[str] | None, typer.Option("--code", metavar="CODE", help="Only this code or theme; may be repeated.")
    ] = None,
    codebook: Annotated[
        list[str] | None, typer.Option("--codebook", "-c", metavar="NAME", help="Only this codebook.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Only this transcript.")] = None,
    coder: Annotated[
        list[str] | None, typer.Option("--coder", metavar="NAME", help="Only this coder's codings.")
    ] = None,
    origin: Annotated[
        list[str] | None,
        typer.Option("--origin", metavar="ORIGIN", help=f"Only codings that came about so: {', '.join(ORIGINS)}."),
    ] = None,
    where: Annotated[
        list[str] | None, typer.Option("--where", metavar="VARIABLE=VALUE", help="Only these, e.g. gender=woman.")
    ] = None,
    memo: Annotated[
        bool | None,
        typer.Option("--with-memo/--without-memo", help="Only codings that have a memo, or only those that have none."),
    ] = None,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="Only codings made on this day or later (UTC).")
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="Only codings made on this day or before (UTC).")
    ] = "",
    confidence: Annotated[
        list[str] | None,
        typer.Option("--confidence", metavar="N", help="Only codings of this confidence: 1, 2, 3 or none."),
    ] = None,
    with_moderator: Annotated[bool, typer.Option("--with-moderator", help="Count the moderator too.")] = False,
) -> Asked:
    from qualcode.analysis.coding_filters import confidence_of
    from qualcode.analysis.selection import Selection, level_of

    selection = Selection(
        codes=tuple(code or ()),
        codebooks=tuple(codebook or ()),
        sources=tuple(source or ()),
        coders=tuple(coder or ()),
        origins=tuple(origin or ()),
        levels=tuple(level_of(text) for text in where or ()),
        has_memo=memo,
        since=since.strip(),
        until=until.strip(),
        confidences=tuple(confidence_of(text) for text in confidence or ()),
    )
    return Asked(selection=selection, with_moderator=with_moderator)


def _written(
    ctx: typer.Context,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, tsv, md or json.")
    ] = "table",
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", readable=False, help="Write to a file: .csv, .tsv, .md or .json."),
    ] = None,
    excel: Annotated[bool, typer.Option("--excel", help="Write CSV so that Excel reads every alphabet.")] = False,
    chart: Annotated[
        Path | None,
        typer.Option(
            "--chart", metavar="FILE", readable=False, help="Draw it too: .svg, .png or .txt; - for this terminal."
        ),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Hold the options that say where a table goes."""


def table_command(work: Callable[..., Answer]) -> Callable[..., None]:
    """Return the command: `work` with the options that all tables share.

    `work` takes the open project and what is asked (`Asked`) first, and its own options by name.
    """
    own = list(inspect.signature(work).parameters.values())[2:]
    shared = list(inspect.signature(_shared).parameters.values())
    written = list(inspect.signature(_written).parameters.values())

    @wraps(work)
    def command(**given: Any) -> None:  # noqa: ANN401  # whatever Typer read from the options
        form = "json" if given["json"] else given["format"]
        if form not in FORMATS:
            raise typer.BadParameter(f"{form!r} is none of {', '.join(FORMATS)}", param_hint="--format")
        if given["chart"] == _HERE and form != "table" and given["out"] is None:
            raise typer.BadParameter(f"a file, as {form} has the terminal", param_hint="--chart")
        asked = _shared(**{parameter.name: given[parameter.name] for parameter in shared})
        with to_read(given["ctx"], given["project"]) as opened:
            answer = work(opened, asked, **{parameter.name: given[parameter.name] for parameter in own})
            told = about(
                opened,
                **answer.told,
                moderator_counted=asked.with_moderator,
                selection=asked.selection.sentence() or "everything",
            )
        if given["chart"] is not None and answer.chart is None:
            raise ChartError("this table has none")
        _write(answer, told, form, given["out"], excel=given["excel"])
        if given["chart"] is not None and answer.chart is not None:
            _draw_chart(answer.frame, answer.chart, told, given["chart"])

    parameters = [written[0], *own, *shared, *written[1:]]
    keyword = inspect.Parameter.KEYWORD_ONLY
    command.__signature__ = inspect.Signature([one.replace(kind=keyword) for one in parameters])  # type: ignore[attr-defined]  # read by Typer
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command


def _write(answer: Answer, told: dict[str, object], form: str, out: Path | None, *, excel: bool) -> None:
    from qualcode.exports.tables import table_text, write_table

    if out is not None:
        write_table(answer.frame, out, told, excel=excel)
        result(str(out))
    elif form != "table":
        raw_result(table_text(answer.frame, form, told), is_json=form == "json")
    else:
        answer.draw(answer.frame)
        if answer.note:
            talk(answer.note)


def _draw_chart(frame: "pl.DataFrame", chart: "Chart", told: dict[str, object], file: Path) -> None:
    from qualcode.exports.charts import chart_text, write_chart

    if file == _HERE:
        result("\n" + chart_text(frame, chart).rstrip("\n"))
    else:
        write_chart(frame, chart, file, told)
        result(str(file))
