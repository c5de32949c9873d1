"""The report of a study as one HTML file: report."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.context import ProjectOption, to_read
from qualcode.cli.printing import command_line, result
from qualcode.cli.progress import steps
from qualcode.cli.tables.command import Asked, with_filters
from qualcode.cli.tables.themes import SEED, bands_of


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(report)


@with_filters
def report(
    ctx: typer.Context,
    asked: Asked,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", readable=False, help="Where to: an .html file.")
    ] = Path("report.html"),
    title: Annotated[str, typer.Option("--title", metavar="WORDS", help="At its head; else the project's name.")] = "",
    by: Annotated[
        str | None, typer.Option("--by", metavar="VARIABLE", help="Also tell themes by this variable.")
    ] = None,
    band: Annotated[
        list[str] | None,
        typer.Option("--band", metavar="VARIABLE=BANDS", help="Put its values together: age=18-29,30-44,45+."),
    ] = None,
    without_quotes: Annotated[bool, typer.Option("--without-quotes", help="Show no words of anybody.")] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of the random numbers of intervals.")] = SEED,
    project: ProjectOption = None,
) -> None:
    """Write the study as one page: themes, charts, quotes, agreement, methods.

    The page needs no network, opens in every browser and prints. Quotes are those marked for the report; themes
    without one get three that are proposed.
    """
    from qualcode.exports.report import STEPS, Scope
    from qualcode.exports.report_page import checked_ending, write_report

    checked_ending(out)
    if band and by is None:
        raise typer.BadParameter("goes with --by only", param_hint="--band")
    scope = Scope(
        title=title.strip(),
        selection=asked.selection,
        with_moderator=asked.with_moderator,
        by=by,
        bands=tuple(bands_of(band).items()),
        with_quotes=not without_quotes,
        seed=seed,
    )
    with steps("the file", *STEPS, "the page") as at:
        with to_read(ctx, project) as opened:
            made = asked.of(opened).report(scope, command=command_line(), step=at)
        at("the page")
        path = write_report(made, out)
    result(str(path))
