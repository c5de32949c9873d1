"""Commands over the journal: history, undo, redo."""

from typing import Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, print_json, print_table, result


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    for command in (history, undo, redo):
        app.command()(command)


def history(
    ctx: typer.Context,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=0, help="How many of the newest acts; 0 for all.")
    ] = 50,
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help="Only this coder's acts.")] = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show what was done, when and by whom."""
    with to_read(ctx, project) as opened:
        acts = opened.history(limit or None, coder)
        if json:
            rows: list[dict[str, object]] = [
                {
                    "number": act.number,
                    "guid": act.guid,
                    "at": act.at.isoformat(),
                    "coder": act.coder,
                    "kind": act.kind,
                    "summary": act.summary,
                    "undoes": act.undoes,
                    "redoes": act.redoes,
                    "is_undone": act.is_undone,
                }
                for act in acts
            ]
            print_json(rows, about(opened))
            return
        print_table(
            ("no.", "when (UTC)", "coder", "what"),
            [
                (act.number, f"{act.at:%Y-%m-%d %H:%M:%S}", act.coder, act.summary + " (undone)" * act.is_undone)
                for act in acts
            ],
        )


def undo(ctx: typer.Context, project: ProjectOption = None, coder: CoderOption = None) -> None:
    """Take back your last act.

    Only your own: acts of other coders stay. What they have built on since is not torn down.
    """
    from qualcode.coding.undoing import undo as take_back
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        result(f"undid: {take_back(opened.store, coder=opened.coder, at=now())}")


def redo(ctx: typer.Context, project: ProjectOption = None, coder: CoderOption = None) -> None:
    """Do your last undone act again."""
    from qualcode.coding.undoing import redo as do_again
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        result(f"redid: {do_again(opened.store, coder=opened.coder, at=now())}")
