"""What every command needs first: which project, which coder."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.printing import talk
from qualcode.errors.projects import SENSELESS, DamagedProjectError
from qualcode.model.identity import checked_name
from qualcode.settings import read_settings, remember

if TYPE_CHECKING:
    from qualcode.project.project import Project

ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project", "-p", metavar="PATH", readable=False, help="The project file; else the only one in this folder."
    ),
]
CoderOption = Annotated[
    str | None, typer.Option("--coder", metavar="NAME", help="Who is coding; else the name you were asked for once.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object: about, rows.")]


@dataclass(slots=True)
class Given:
    """What was said before the command's name: `qualcode -p FILE --coder NAME freq`."""

    project: Path | None = None
    coder: str | None = None


def given(ctx: typer.Context) -> Given:
    """Return what was said before the command's name."""
    told = ctx.find_root().obj
    return told if isinstance(told, Given) else Given()


def project_path(ctx: typer.Context, project: Path | None) -> Path:
    """Return the project file that is meant.

    Raises:
        NoProjectError: none was named, and not exactly one is in this folder.
    """
    named = project or given(ctx).project
    if named is not None:
        return named
    from qualcode.project.opening import find_project

    return find_project(Path.cwd())


def coder_name(ctx: typer.Context, coder: str | None) -> str:
    """Return who is acting: as told, as remembered, as asked now, or the login name."""
    told = given(ctx).coder if coder is None else coder
    if told is not None:
        return checked_name("Coder", told)
    known = read_settings().coder
    if known:
        return known
    login = login_name()
    if sys.stdin.isatty() and sys.stderr.isatty():
        name: str = typer.prompt("Your name, as it will stand beside your codings", default=login, err=True)
        name = checked_name("Coder", name)
        remember(coder=name)
        return name
    talk(
        f"Acting as coder {login!r}, your login name. Tell another with --coder NAME, or for good: qualcode coder NAME"
    )
    return login


def login_name() -> str:
    """Return the name this person is logged in under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "coder"


@contextmanager
def to_read(ctx: typer.Context, project: Path | None) -> Iterator["Project"]:
    """Open the project for a command that changes nothing."""
    from qualcode.project.opening import open_project

    coder = given(ctx).coder or read_settings().coder
    with open_project(project_path(ctx, project), coder=coder) as opened, _blaming_damage(opened):
        yield opened


@contextmanager
def to_act(ctx: typer.Context, project: Path | None, coder: str | None) -> Iterator["Project"]:
    """Open the project for a command that changes something, knowing who acts."""
    from qualcode.project.opening import open_project

    path = project_path(ctx, project)
    with open_project(path, coder=coder_name(ctx, coder)) as opened, _blaming_damage(opened):
        yield opened


@contextmanager
def _blaming_damage(opened: "Project") -> Iterator[None]:
    """Where the program stumbles over a value that it never wrote, say that the project is damaged.

    Raises:
        DamagedProjectError: something is wrong with the project; otherwise the mistake is the program's own.
    """
    try:
        yield
    except SENSELESS as error:
        if faults := opened.faults():
            raise DamagedProjectError(opened.path, faults[0]) from error
        raise
