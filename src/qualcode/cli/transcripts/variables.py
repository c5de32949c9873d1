"""Commands about variables: a table of them in, list, kinds and missing values, names, derived ones."""

from typing import Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result
from qualcode.cli.standing_in import StandIn
from qualcode.cli.transcripts.intake import variables as import_table

variables = typer.Typer(
    cls=StandIn.for_command("import"),
    help="Variables of cases and sources: from a table, typed, named, derived. "
    "`qualcode variables FILE` is short for `qualcode variables import FILE`.",
    rich_markup_mode=None,
)
variables.command("import")(import_table)
_NAME = typer.Argument(metavar="VARIABLE", help="Its name; case:NAME or source:NAME where both have it.")


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.add_typer(variables, name="variables")


@variables.command("list")
def list_(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List the variables: of what, of which kind, missing values, what they are derived from."""
    with to_read(ctx, project) as opened:
        rules = opened.variable_rules()
        if json:
            rows: list[dict[str, object]] = [
                {
                    "name": rule.name,
                    "of": rule.scope,
                    "kind": rule.kind,
                    "is_typed": rule.is_typed,
                    "missing": list(rule.missing),
                    "values": rule.values,
                    "derived": rule.derivation.said() if rule.derivation else None,
                }
                for rule in rules
            ]
            print_json(rows, about(opened))
            return
        print_table(
            ("variable", "of", "kind", "values", "missing values", "derived from"),
            [
                (
                    rule.name,
                    f"{rule.scope}s",
                    rule.kind + (" (told)" if rule.is_typed else ""),
                    rule.values,
                    ", ".join(rule.missing),
                    rule.derivation.said() if rule.derivation else "",
                )
                for rule in rules
            ],
        )


@variables.command("type")
def type_(
    ctx: typer.Context,
    name: Annotated[str, _NAME],
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="text, integer, decimal, boolean or date; else as found.")
    ] = None,
    missing: Annotated[
        str | None, typer.Option(metavar="VALUES", help="Values that stand for none, with commas between: 99,n/a.")
    ] = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Say of which kind a variable is, and which of its values are missing ones: tables leave these out."""
    from qualcode.coding.variable_editing import type_variable
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        marks = missing.split(",") if missing is not None else None
        rule = type_variable(opened.store, name, kind, marks, coder=opened.coder, at=now())
        gone = f"; missing: {', '.join(rule.missing)}" if rule.missing else ""
        result(f"{rule.name}: {rule.kind}{gone}.")


@variables.command()
def rename(
    ctx: typer.Context,
    name: Annotated[str, _NAME],
    to: Annotated[str, typer.Argument(metavar="NAME", help="What it is called from now on.")],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Call a variable otherwise: qualcode variables rename label_1 city."""
    from qualcode.coding.variable_editing import rename_variable
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        before, after = rename_variable(opened.store, name, to, coder=opened.coder, at=now())
        result(f"{before} is called {after} now.")


@variables.command()
def derive(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the new variable, such as age_group.")],
    base: Annotated[str, typer.Option("--from", metavar="VARIABLE", help="What it comes from.")],
    bands: Annotated[str | None, typer.Option(metavar="BANDS", help="Such as 18-34,35-54,55+.")] = None,
    level: Annotated[
        list[str] | None, typer.Option(metavar="NEW=OLD,OLD", help="Levels put together; may be repeated.")
    ] = None,
    otherwise: Annotated[
        str | None, typer.Option("--else", metavar="LEVEL", help="What other levels become; '' for missing.")
    ] = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Make a variable from another: age bands, levels put together. It follows when values change.

    qualcode variables derive age_group --from age --bands 18-34,35-54,55+
    """
    from qualcode.coding.variable_editing import derive_variable
    from qualcode.model.derivation import Derivation, bands_of, levels_of
    from qualcode.project.opening import now

    if bool(bands) == bool(level):
        raise typer.BadParameter("needs either --bands or --level.", ctx=ctx)
    told = Derivation(
        base=base,
        bands=bands_of(bands) if bands else (),
        levels=levels_of(level or []),
        otherwise=otherwise,
    )
    with to_act(ctx, project, coder) as opened:
        have, lack = derive_variable(opened.store, name, told, coder=opened.coder, at=now())
        left = f"; {counted(lack, 'value')} of {base} in none" if lack else ""
        result(f"{name}: {counted(have, 'value')}{left}.")
