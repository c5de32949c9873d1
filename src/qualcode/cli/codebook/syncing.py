"""The command that keeps a codebook file in a shared folder and the project the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook.merging import OursOption, TheirsOption, plan_rows, tell_plan, wishes_of
from qualcode.cli.codebook.options import BookOption
from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act
from qualcode.cli.printing import about, print_json, result, talk

if TYPE_CHECKING:
    from qualcode.exchange.codebook_syncing import SyncReport


def add_to(group: typer.Typer) -> None:
    """Add this module's command to the group of codebooks."""
    group.command()(sync)


def sync(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="The shared file, .yaml; made if it is not there.")
    ],
    ours: OursOption = False,
    theirs: TheirsOption = False,
    conflicts: Annotated[
        Path | None,
        typer.Option("--conflicts", metavar="FILE", readable=False, help="Clashes as settled in this file."),
    ] = None,
    with_copies: Annotated[
        bool, typer.Option("--with-copies", help="Merge conflicted copies that a cloud drive made, too.")
    ] = False,
    book_name: BookOption = None,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Merge a shared codebook file into the project and write the result back: afterwards both are the same.

    For a network drive, a cloud folder, a git checkout. Safe when two do it at once.
    """
    from qualcode.exchange.codebook_syncing import sync_codebook
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        guid = opened.codebook(book_name).guid if book_name else None
        done = sync_codebook(
            opened.store,
            file,
            coder=opened.coder,
            at=now(),
            wishes=wishes_of(guid, ours=ours, theirs=theirs, conflicts=conflicts),
            with_copies=with_copies,
        )
        if json:
            rows = plan_rows(done.plan) if done.plan else []
            outcome = done.plan.outcome if done.plan else "made"
            copies = [path.name for path in done.copies]
            print_json(rows, about(opened, file=file.name, outcome=outcome, written=done.has_written, copies=copies))
            return
        _tell(done, file)


def _tell(done: SyncReport, file: Path) -> None:
    if done.plan:
        tell_plan(done.plan, file.name)
    for copy, plan in done.merged_copies:
        tell_plan(plan, copy.name)
    result(f"{file}: {'written' if done.has_written else 'is the same as the project'}.")
    for copy in done.copies:
        talk(f"{copy.name!r} is a conflicted copy with changes of its own: run this with --with-copies to merge it.")
    for copy in done.spent:
        talk(f"{copy.name!r} is a conflicted copy; the project has all of it, so it can be deleted.")
