"""The command that shows the terminal UI in a browser on this machine."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.context import CoderOption, ProjectOption, given, project_path
from qualcode.cli.printing import result, talk
from qualcode.cli.projects import open_screen
from qualcode.errors.base import QualcodeError
from qualcode.model.display import harmless_line
from qualcode.settings import read_settings

SourceOption = Annotated[
    str | None, typer.Option("--source", "-s", metavar="NAME", help="Open this transcript at once.")
]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(serve)
    app.command("in-browser", hidden=True)(in_browser)


def serve(
    ctx: typer.Context,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 for any that is free.")] = 0,
    source: SourceOption = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Show the terminal UI in a browser on this machine, at an address nobody can guess."""
    from qualcode.project.opening import open_project

    path = project_path(ctx, project).absolute()
    told = coder or given(ctx).coder or read_settings().coder
    with open_project(path, coder=told) as opened:
        name = opened.facts().name
        guid = opened.source(source).guid if source else None
    from qualcode.cli.browser.server import BrowserServer

    server = BrowserServer(_session_command(path, told, guid), port=port, title=name)
    result(server.address)
    sys.stdout.flush()
    talk(f"{name} stands at this address until you press Ctrl+C here. It is reached from this machine only.")
    talk("Whoever has the address can read and code in it: keep it to yourself.")
    server.serve()
    talk("Stopped; everything is saved.")


def _session_command(path: Path, coder: str, source: str | None) -> list[str]:
    # -P: a file in the study's folder that is called like a library is not taken for it.
    command = [sys.executable, "-P", "-m", "qualcode", "--project", str(path)]
    if coder:
        command += ["--coder", coder]
    command.append("in-browser")
    return [*command, "--source", source] if source else command


def in_browser(ctx: typer.Context, source: SourceOption = None) -> None:
    """Show the terminal UI to the server that started this."""
    if "TEXTUAL_DRIVER" not in os.environ:
        talk("This is what `qualcode serve` starts for each page; it shows nothing by itself.")
        raise typer.Exit(1)
    os.environ["TEXTUAL_DRIVER"] = "qualcode.cli.browser.driver:BrowserDriver"  # read when Textual is first imported
    try:
        open_screen(ctx, source=source, in_terminal=False)
    except QualcodeError as error:
        _say_on_page(harmless_line(str(error)))
        raise


def _say_on_page(text: str) -> None:
    """Show a text on the page where the terminal UI would be, as textual-serve has it sent."""
    shown = text.encode()
    sys.stdout.buffer.write(b"__GANGLION__\nD" + len(shown).to_bytes(4, "big") + shown)
    sys.stdout.flush()
