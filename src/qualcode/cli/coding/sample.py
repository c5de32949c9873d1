"""Commands over reliability samples: drawn or marked, coded without suggestions, released."""

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk
from qualcode.cli.turn_ranges import turn_range

if TYPE_CHECKING:
    from qualcode.project.project import Project


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Name of the sample.")]

sample = typer.Typer(
    help="Reliability samples: passages coded without suggestions, so that coders agree with each other and not with "
    "the machine.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.add_typer(sample, name="sample")


@sample.command()
def draw(
    ctx: typer.Context,
    name: NameArgument,
    turns: Annotated[
        int | None, typer.Option("--turns", "-n", metavar="N", min=1, help="How many turns of participants.")
    ] = None,
    percent: Annotated[
        float | None, typer.Option("--percent", metavar="P", min=0.0, max=100.0, help="Or how many of a hundred.")
    ] = None,
    together: Annotated[
        int, typer.Option("--together", metavar="N", min=1, help="Draw so many turns that follow each other together.")
    ] = 1,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only from this transcript; may be repeated.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, max=2**53, help="Of the draw.")] = 1,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Draw a sample at random: from each transcript its share of turns. The same seed draws the same turns.

    Nobody is shown suggestions in it until it is released.
    """
    from qualcode.coding.sampling import draw_sample
    from qualcode.project.opening import now

    if (turns is None) == (percent is None):
        raise typer.BadParameter("give one of --turns N, --percent P", param_hint="--turns")
    with to_act(ctx, project, coder) as opened:
        guids = tuple(dict.fromkeys(opened.source(wanted).guid for wanted in source or ()))
        drawn = opened.draw(count=turns, percent=percent, together=together, seed=seed, sources=guids)
        draw_sample(opened.store, name, drawn, seed=seed, coder=opened.coder, at=now())
        _say_made(opened, name)


@sample.command()
def mark(
    ctx: typer.Context,
    name: NameArgument,
    source: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Transcripts, whole unless --turns is given.")
    ],
    turns: Annotated[
        list[str] | None,
        typer.Option("--turns", metavar="A-B", help="Only these turns of the one SOURCE; may be repeated."),
    ] = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Mark transcripts or turns as a sample, or as more of one.

    Nobody is shown suggestions in it until it is released.
    """
    from qualcode.coding.sampling import mark_sample
    from qualcode.errors.coding import UnknownTurnError
    from qualcode.model.sample import Stretch
    from qualcode.project.opening import now

    if turns and len(source) > 1:
        raise typer.BadParameter("goes with one SOURCE", param_hint="--turns")
    with to_act(ctx, project, coder) as opened:
        stretches: list[Stretch] = []
        for wanted in source:
            known = opened.source(wanted)
            if not known.turns:
                raise UnknownTurnError(1, known.name, 0)
            ranges = [turn_range(written) for written in turns or ()] or [(1, len(known.turns))]
            stretches += [Stretch(source_guid=known.guid, first_turn=first, last_turn=last) for first, last in ranges]
        mark_sample(opened.store, name, stretches, coder=opened.coder, at=now())
        _say_made(opened, name)


def _say_made(project: "Project", name: str) -> None:
    made = project.sample(name)
    facts = project.sample_facts(made)
    result(made.name)
    talk(
        f"{counted(facts.turns, 'turn')} of participants in {counted(facts.sources, 'transcript')}: no "
        f"suggestions are shown there. Show them again: qualcode sample release {shlex.quote(made.name)}"
    )


@sample.command("list")
def list_(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """Show the samples there are."""
    with to_read(ctx, project) as opened:
        rows: list[dict[str, object]] = [
            {
                "name": one.name,
                "state": "released" if one.is_released else "blind",
                "turns": facts.turns,
                "sources": facts.sources,
                "coders": facts.coders,
                "seed": one.seed,
                "coder": one.coder,
                "at": one.at.isoformat(),
                "guid": one.guid,
            }
            for one in opened.samples()
            for facts in [opened.sample_facts(one)]
        ]
        if json:
            print_json(rows, about(opened))
            return
        columns = ("name", "state", "turns", "sources", "coders", "seed", "coder")
        print_table(columns, [[row[column] for column in columns] for row in rows])
        if not rows:
            talk("No sample yet: qualcode sample draw, or mark.")


@sample.command()
def show(ctx: typer.Context, name: NameArgument, json: JsonOption = False, project: ProjectOption = None) -> None:
    """Show which turns are in a sample."""
    with to_read(ctx, project) as opened:
        names = {known.guid: known.name for known in opened.source_list()}
        rows: list[dict[str, object]] = [
            {"source": names[one.source_guid], "first_turn": one.first_turn, "last_turn": one.last_turn}
            for one in opened.sample(name).stretches
        ]
        if json:
            print_json(rows, about(opened))
            return
        print_table(("source", "first turn", "last turn"), [tuple(row.values()) for row in rows])


@sample.command()
def release(ctx: typer.Context, name: NameArgument, project: ProjectOption = None, coder: CoderOption = None) -> None:
    """Let suggestions be shown in a sample again; it stays known by its name."""
    from qualcode.coding.sampling import release_sample
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        release_sample(opened.store, name, coder=opened.coder, at=now())
        result(f"{opened.sample(name).name} released.")


@sample.command()
def remove(ctx: typer.Context, name: NameArgument, project: ProjectOption = None, coder: CoderOption = None) -> None:
    """Forget a sample; codings stay as they are."""
    from qualcode.coding.sampling import remove_sample
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        known = opened.sample(name).name
        remove_sample(opened.store, known, coder=opened.coder, at=now())
        result(f"{known} removed.")
