"""Commands about those who speak: list, merge, split, rename, role, set."""

from typing import Annotated, Literal

import typer

from qualcode.cli.context import CoderOption, ProjectOption, to_act
from qualcode.cli.printing import counted, result, talk
from qualcode.cli.standing_in import StandIn
from qualcode.cli.transcripts.intake import cases as list_cases

cases = typer.Typer(
    cls=StandIn.for_command("list"),
    help="List those who speak; say who is one person in several transcripts, and what is known of them. "
    "`qualcode cases` is short for `qualcode cases list`.",
    rich_markup_mode=None,
)
cases.command("list")(list_cases)
_CASE = typer.Argument(metavar="CASE", help="A label; SOURCE:LABEL where several people have it; or a GUID.")


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.add_typer(cases, name="cases")


@cases.command()
def merge(
    ctx: typer.Context,
    wanted: Annotated[list[str], _CASE],
    label: Annotated[
        str | None, typer.Option("--as", metavar="LABEL", help="What the person is called; else as the first one.")
    ] = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Say that cases are one person: qualcode cases merge fg1:Anna fg2:Anna."""
    from qualcode.coding.case_editing import merge_cases
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        report = merge_cases(opened.store, wanted, coder=opened.coder, at=now(), label=label)
        result(f"{report.label} speaks in {counted(len(report.sources), 'source')} now: {', '.join(report.sources)}.")
        for name, kept, dropped in report.conflicts:
            talk(f"{name}: {kept!r} was kept, {dropped!r} dropped.")


@cases.command()
def split(
    ctx: typer.Context,
    wanted: Annotated[str, _CASE],
    source: Annotated[str, typer.Option("--source", metavar="SOURCE", help="Where it is somebody else.")],
    label: Annotated[
        str | None, typer.Option("--as", metavar="LABEL", help="What the other person is called; else the same.")
    ] = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Say that who speaks in one source is somebody else than in the others."""
    from qualcode.coding.case_editing import split_case
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        called, name = split_case(opened.store, wanted, source, coder=opened.coder, at=now(), label=label)
        result(f"{called} in {name} is a person of their own now.")


@cases.command()
def rename(
    ctx: typer.Context,
    wanted: Annotated[str, _CASE],
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What it is called from now on.")],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Call a case otherwise; texts stay as they are."""
    from qualcode.coding.case_editing import rename_case
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        before, after = rename_case(opened.store, wanted, label, coder=opened.coder, at=now())
        result(f"{before} is called {after} now.")


@cases.command()
def role(
    ctx: typer.Context,
    wanted: Annotated[list[str], _CASE],
    role: Annotated[
        Literal["moderator", "participant", "observer"], typer.Option("--is", help="What they are in the talk.")
    ],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Say who is a moderator, a participant, an observer: qualcode cases role Igor --is moderator."""
    from qualcode.coding.case_editing import give_role
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        labels = give_role(opened.store, wanted, role, coder=opened.coder, at=now())
        result(f"{', '.join(labels)}: {role}.")


@cases.command("set")
def set_(
    ctx: typer.Context,
    wanted: Annotated[str, _CASE],
    values: Annotated[list[str], typer.Argument(metavar="VARIABLE=VALUE", help="Such as age=34; age= takes it away.")],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Set what is known of a person: qualcode cases set Anna age=34 city=Tula."""
    from qualcode.coding.case_editing import assignments, set_case
    from qualcode.project.opening import now

    told = assignments(values)
    with to_act(ctx, project, coder) as opened:
        label, changed = set_case(opened.store, wanted, told, coder=opened.coder, at=now())
        result(f"{label}: {counted(changed, 'value')} set or changed.")
