"""Commands about the history of a codebook: log, restore, name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook.options import BookOption
from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, result, talk

if TYPE_CHECKING:
    from qualcode.codebooks.changes import Change
    from qualcode.model.revision import Step

MOST_TOLD = 8  # changes of one step that the log tells
RevisionArgument = Annotated[
    list[str],
    typer.Argument(metavar="REV", help="A revision: the first digits of its hash, its name, or how far: 2 back."),
]


def add_to(group: typer.Typer) -> None:
    """Add this module's commands to the group of codebooks."""
    for command in (log, restore, name):
        group.command()(command)


def log(
    ctx: typer.Context,
    book_name: BookOption = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=0, help="How many of the newest steps; 0 for all.")
    ] = 20,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show how the codebook changed: when, by whom, and what, in words.

    The newest step stands first; every change made one, undoing too.
    """
    with to_read(ctx, project) as opened:
        book = opened.codebook(book_name)
        steps = opened.codebook_steps(book.guid)
        told = steps[: limit or None]
        changed = opened.step_changes(book.guid, told)
        if json:
            rows = [
                {
                    "revision": step.hash,
                    "at": step.at.isoformat(),
                    "coder": step.coder,
                    "name": step.name,
                    "summary": step.summary,
                    "changes": [change.sentence() for change in changes],
                    "before": step.before,
                    "act": step.act,
                    "is_undone": step.is_undone,
                }
                for step, changes in zip(told, changed, strict=True)
            ]
            print_json(rows, about(opened, codebook=book.name))
            return
        for step, changes in zip(told, changed, strict=True):
            _print_step(step, changes)
        if len(steps) > len(told):
            talk(f"{counted(len(steps) - len(told), 'older step')} more: --limit 0 shows all.")


def _print_step(step: Step, changes: tuple[Change, ...]) -> None:
    named = f"  “{step.name}”" if step.name else ""
    undone = " (undone)" if step.is_undone else ""
    known = step.hash[:12] if step.hash else "gone".ljust(12)
    result(f"{known}  {step.at:%Y-%m-%d %H:%M}  {step.coder}{named}  {step.summary}{undone}")
    for change in changes[:MOST_TOLD]:
        result(f"    {change.sentence()}")
    if len(changes) > MOST_TOLD:
        result(f"    … and {len(changes) - MOST_TOLD} more")


def restore(
    ctx: typer.Context,
    revision: RevisionArgument,
    book_name: BookOption = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Make the codebook what it was at a revision.

    That is one more change, which `qualcode undo` takes back. Codes that are used but are not in that revision stay.
    """
    from qualcode.codebooks.differences import codebook_changes
    from qualcode.coding.codebook_restoring import restore_revision
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        book = opened.codebook(book_name)
        meant = opened.revision_hash(book.guid, " ".join(revision))
        done = restore_revision(opened.store, book.guid, meant, coder=opened.coder, at=now())
        for remark in done.remarks:
            talk(remark)
        changes = codebook_changes(done.before, done.after)
        for change in changes:
            result(change.sentence())
        result(f"{done.after.name} is what it was at {meant[:12]}: {counted(len(changes), 'change')}.")


def name(
    ctx: typer.Context,
    revision: Annotated[str, typer.Argument(metavar="REV", help="A revision: digits of its hash, its name, '2 back'.")],
    called: Annotated[str, typer.Argument(metavar="NAME", help="What to call it; '' takes its name away.")],
    book_name: BookOption = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Give a revision a name, such as "after pilot"; `0 back` is the one that stands."""
    from qualcode.coding.codebook_restoring import name_revision
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        book = opened.codebook(book_name)
        meant = opened.revision_hash(book.guid, revision)
        name_revision(opened.store, book.guid, meant, called, coder=opened.coder, at=now())
        result(f"{meant[:12]} is called “{called}”." if called.strip() else f"{meant[:12]} has no name now.")
