"""The command line's front: the program's own options and its commands."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import journal, keys, projects, serve
from qualcode.cli.codebook import codebook
from qualcode.cli.coding import autocode, codings, sample
from qualcode.cli.context import Given
from qualcode.cli.failures import ending_plainly
from qualcode.cli.suggest import acting, export, pipeline, suggest
from qualcode.cli.tables import agreement, cooccurrence, crosstabs, participation, quotes, report, saturation, themes
from qualcode.cli.transcripts import cases, guide, importing, pseudonyms, revise, sources, variables

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    name="qualcode",
    help="Code focus-group transcripts, count themes by who voiced them, share codebooks. "
    "Without a command: open the project of this folder.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for room in (
    projects,
    importing,
    sources,
    cases,
    variables,
    guide,
    pseudonyms,
    revise,
    codebook,
    codings,
    autocode,
    suggest,
    acting,
    export,
    pipeline,
    sample,
    themes,
    crosstabs,
    cooccurrence,
    saturation,
    participation,
    agreement,
    quotes,
    report,
    journal,
    serve,
    keys,
):
    room.add_to(app)


def _say_version(wanted: bool) -> None:
    if wanted:
        from qualcode.cli.printing import result, version

        result(f"qualcode {version()}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    project: Annotated[
        Path | None,
        typer.Option(
            "--project",
            "-p",
            metavar="PATH",
            envvar="QUALCODE_PROJECT",
            readable=False,
            help="The project file; else the only one here.",
        ),
    ] = None,
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="NAME", envvar="QUALCODE_CODER", help="Who is coding.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", "-s", metavar="NAME", help="Open this transcript at once.")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Open the project of this folder in the terminal UI."""
    ctx.obj = Given(project, coder)
    if ctx.invoked_subcommand is None:
        projects.open_screen(ctx, source=source)


@cache
def _command_line() -> "Callable[[], object]":
    # All commands with their options: putting them together takes longer than most of them do.
    return typer.main.get_command(app)


def main() -> None:
    """Run the program; failures a person can mend end as one line on stderr and exit code 1."""
    ending_plainly(_command_line())
