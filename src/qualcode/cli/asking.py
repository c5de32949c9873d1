"""Acts that are shown before they are done: the options that go with it, and the question."""

import sys
from typing import Annotated

import typer

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")]


def check_asking(*, yes: bool, dry_run: bool) -> None:
    """Refuse to do something and only to show it."""
    if yes and dry_run:
        raise typer.BadParameter("goes without --dry-run", param_hint="--yes")


def agreed(question: str) -> bool:
    """Ask a person at a terminal; a program is taken to have said no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return bool(typer.confirm(question, err=True))


def nothing_changed(*, yes: bool, dry_run: bool) -> str:
    """Return what is said where nothing was done, with the way to do it."""
    return "Nothing was changed." if yes or dry_run else "Nothing was changed: --yes does it."
