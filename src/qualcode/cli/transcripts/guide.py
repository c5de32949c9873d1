"""Commands about the discussion guide: show, import, find, assign, set."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk
from qualcode.cli.standing_in import StandIn

if TYPE_CHECKING:
    from qualcode.exchange.guide import GuideReport

guide = typer.Typer(
    cls=StandIn.for_command("show"),
    help="The discussion guide: its questions as sections of the talk, so that tables can be made by question "
    "(freq --by question). `qualcode guide` is short for `qualcode guide show`.",
    rich_markup_mode=None,
)
_DRY = typer.Option("--dry-run", help="Show what would be found; write nothing.")


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.add_typer(guide, name="guide")


@guide.command()
def show(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """Show the questions, and in which turns of which transcripts they are asked."""
    with to_read(ctx, project) as opened:
        questions = opened.guide()
        if json:
            rows: list[dict[str, object]] = [
                {
                    "question": one.name,
                    "text": one.text,
                    "sources": len({source for source, _ in one.asked}),
                    "asked": [f"{source}:{turn}" for source, turn in one.asked],
                }
                for one in questions
            ]
            print_json(rows, about(opened))
            return
        if not questions:
            talk("There is no guide yet: qualcode guide import FILE, or qualcode guide find")
            return
        print_table(
            ("question", "sources", "asked in"),
            [
                (
                    one.name,
                    len({source for source, _ in one.asked}),
                    ", ".join(f"{source.rsplit('.', 1)[0]}:{turn}" for source, turn in one.asked),
                )
                for one in questions
            ],
        )


@guide.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="A guide: a question a line, numbered or not.")
    ],
    dry_run: Annotated[bool, _DRY] = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Make the questions of a file the guide, and find where they are asked."""
    from qualcode.exchange.guide import set_guide
    from qualcode.project.opening import now
    from qualcode.transcripts.guide_files import read_guide

    questions = read_guide(file)
    if dry_run:
        with to_read(ctx, project) as opened:
            _tell(opened.planned_guide(questions))
            talk("Nothing was written.")
        return
    with to_act(ctx, project, coder) as opened:
        _tell(set_guide(opened.store, questions, coder=opened.coder, at=now(), origin=file.name))


@guide.command()
def find(
    ctx: typer.Context,
    dry_run: Annotated[bool, _DRY] = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Find what moderators ask in several groups in like words, and make it the guide."""
    from qualcode.exchange.guide import set_guide
    from qualcode.project.opening import now

    if dry_run:
        with to_read(ctx, project) as opened:
            _tell(opened.planned_guide(None))
            talk("Nothing was written.")
        return
    with to_act(ctx, project, coder) as opened:
        _tell(set_guide(opened.store, None, coder=opened.coder, at=now(), origin="the talk"))


@guide.command()
def assign(ctx: typer.Context, project: ProjectOption = None, coder: CoderOption = None) -> None:
    """Find where the questions are asked in transcripts that came in since."""
    from qualcode.exchange.guide import assign_guide
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        _tell(assign_guide(opened.store, coder=opened.coder, at=now()))


@guide.command("set")
def set_(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A transcript.")],
    turn: Annotated[int, typer.Argument(metavar="TURN", min=1, help="The turn in which a question is asked.")],
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="Its name, beginning or number; without: no section.")
    ] = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Say by hand which question a turn opens, or that it opens none."""
    from qualcode.exchange.guide import set_section
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        known = opened.source(source)
        called = set_section(opened.store, known.guid, turn, question, coder=opened.coder, at=now())
        result(f"{known.name}, turn {turn}: {called or 'no section begins there'}")


def _tell(report: "GuideReport") -> None:
    sources = [{source for source, _, place in report.sections if place == n} for n in range(len(report.questions))]
    rows = [(question.name, len(heard)) for question, heard in zip(report.questions, sources, strict=True)]
    print_table(("question", "asked in sources"), rows)
    result(f"{counted(len(report.questions), 'question')}, {counted(len(report.sections), 'section')}.")
    for source in report.silent:
        talk(f"{source}: none of the questions was found; say where with: qualcode guide set {source} TURN QUESTION")
