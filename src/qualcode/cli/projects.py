"""Commands about whole projects: demo, init, coder, doctor, backup, and opening the terminal UI."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import screen
from qualcode.cli.context import CoderOption, ProjectOption, coder_name, given, project_path, to_read
from qualcode.cli.printing import counted, result, talk
from qualcode.model.identity import checked_name
from qualcode.settings import read_settings, remember

if TYPE_CHECKING:
    from qualcode.tui.preview.desk import PreviewDesk


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    for command in (demo, init, coder, doctor, backup):
        app.command()(command)


def open_screen(
    ctx: typer.Context,
    *,
    source: str | None = None,
    path: Path | None = None,
    in_terminal: bool = True,
    tour: bool = False,
    preview: "PreviewDesk | None" = None,
) -> None:
    """Open a project in the terminal UI; `preview` are transcripts to be looked at first."""
    screen.open_screen(
        path or project_path(ctx, None),
        coder=given(ctx).coder,
        source=source,
        in_terminal=in_terminal,
        tour=tour,
        preview=preview,
    )


def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where to make it; made if needed.")] = Path("qualcode-demo"),
    no_open: Annotated[bool, typer.Option("--no-open", help="Only make it.")] = False,
) -> None:
    """Make the sample study (six focus groups, partly coded) and open it; open it again if it is there.

    The first time it begins with a tour of five steps.
    """
    from qualcode.exchange.sample import PROJECT_FILE, make_sample
    from qualcode.project.opening import now

    path = folder / PROJECT_FILE
    if no_open or not path.exists():
        path = make_sample(folder, at=now())
        talk(f"The sample study is in {folder}: transcripts/, codebooks/, {PROJECT_FILE}.")
    if no_open:
        result(str(path))
    else:
        open_screen(ctx, path=path, tour=True)


def init(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="NAME.qualcode", help="The project file to make.")],
    name: Annotated[str | None, typer.Option("--name", help="The study's name; else the file's.")] = None,
    coder: CoderOption = None,
) -> None:
    """Make a new project: one file."""
    from qualcode.project.opening import create_project

    with create_project(file, coder=coder_name(ctx, coder), name=name) as project:
        result(str(project.path))
        talk(f"Made {project.path.name}. Next: qualcode import TRANSCRIPT..., qualcode codebook import FILE")


def coder(
    name: Annotated[str | None, typer.Argument(help="The name to remember.")] = None,
) -> None:
    """Show the name you code under, or tell a new one."""
    if name is not None:
        remember(coder=checked_name("Coder", name))
    known = read_settings().coder
    if known:
        result(known)
    else:
        talk("No name is remembered yet. Tell yours: qualcode coder NAME")


def doctor(ctx: typer.Context, project: ProjectOption = None) -> None:
    """Check that everything in the project is whole; exit code 1 if not."""
    with to_read(ctx, project) as opened:
        found = opened.faults()
        for fault in found:
            result(f"fault: {fault}")
        if found:
            talk(
                f"{counted(len(found), 'fault')}. Keep this file as it is, and go on with a copy: qualcode backup FILE"
            )
            raise typer.Exit(1)
        result(f"{opened.path.name} is whole: {'; '.join(opened.checks())}.")


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The copy to make; must not exist yet.")],
    project: ProjectOption = None,
) -> None:
    """Make a consistent copy of the project, even while others work in it."""
    with to_read(ctx, project) as opened:
        result(str(opened.back_up(file)))
