"""Commands that cross one thing with another: crosstab, matrix."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.tables.blocks import print_blocks
from qualcode.cli.tables.command import Asked, table_command
from qualcode.cli.tables.writing import Answer

if TYPE_CHECKING:
    import polars as pl

    from qualcode.project.project import Project

_UNIT_HELP = "What is counted: codings, turns, participants or groups."
_MEETS = {"codings": "Codings", "turns": "Turns", "participants": "Participants", "groups": "Groups"}

PercentOption = Annotated[
    str | None, typer.Option("--percent", metavar="OF", help="Show percents of the row, the column or the total.")
]
PresenceOption = Annotated[bool, typer.Option("--presence", help="Show 1 and 0 instead of how many.")]
WideOption = Annotated[
    bool, typer.Option("--wide", help="Write .csv, .json and .parquet as on screen, not one cell a row.")
]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(crosstab)
    app.command()(matrix)


@table_command
def crosstab(
    opened: "Project",
    asked: Asked,
    rows: Annotated[str, typer.Argument(metavar="ROWS", help="A code or a variable.")],
    columns: Annotated[str, typer.Argument(metavar="COLUMNS", help="A code or a variable.")],
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help=_UNIT_HELP)] = "participants",
    whole: Annotated[bool, typer.Option("--whole", help="A code with sub-codes is one row.")] = False,
    presence: PresenceOption = False,
    percent: PercentOption = None,
    wide: WideOption = False,
) -> Answer:
    """Cross two codes, two variables, or a code and a variable.

    A code with sub-codes gives a row to each code below it. A name that is a code and a variable is written
    code:NAME, case:NAME or source:NAME.
    """
    frame = opened.crosstab(
        rows,
        columns,
        asked.selection,
        unit=unit,
        is_whole=whole,
        presence=presence,
        with_moderator=asked.with_moderator,
    )
    told = {"rows": rows, "columns": columns, "unit": unit, "whole": whole, "presence": presence}
    return _answer(frame, percent, told, is_wide=wide)


@table_command
def matrix(
    opened: "Project",
    asked: Asked,
    across: Annotated[str, typer.Option("--by", metavar="WHAT", help="source or case.")] = "source",
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help=_UNIT_HELP)] = "turns",
    presence: PresenceOption = False,
    percent: PercentOption = None,
    no_zero: Annotated[bool, typer.Option("--no-zero", help="Leave out codes that nobody voiced.")] = False,
    wide: WideOption = False,
) -> Answer:
    """Cross every code with every transcript, or with every speaker."""
    frame = opened.matrix(
        across,
        asked.selection,
        unit=unit,
        presence=presence,
        with_moderator=asked.with_moderator,
        keep_zero=not no_zero,
    )
    return _answer(frame, percent, {"by": across, "unit": unit, "presence": presence}, is_wide=wide)


def _answer(frame: "pl.DataFrame", percent: str | None, told: dict[str, object], *, is_wide: bool) -> Answer:
    from qualcode.analysis.crossing import cells_across, check_percent
    from qualcode.analysis.theme_pages import crossing_page
    from qualcode.exports.table_charts import crossing_chart

    check_percent(percent)
    note = _note(str(told["unit"]), percent, presence=bool(told["presence"]))
    return Answer(
        frame=cells_across(frame, percent) if is_wide else frame,
        draw=lambda _: _print(cells_across(frame, percent)),
        told=told | {"percent": percent},
        note=note,
        page=lambda _: crossing_page(frame, percent, note),
        title=f"{_MEETS[str(told['unit'])]} crossed",
        chart=crossing_chart(frame, str(told["unit"]), percent),
        drawn=frame,
    )


def _print(table: "pl.DataFrame") -> None:
    names = [name for name in table.columns if name not in ("path", "depth")]
    rows = []
    for row in table.iter_rows(named=True):
        indent = "  " * (row.get("depth") or 0)
        rows.append([indent + str(row[names[0]]), *(row[name] for name in names[1:])])
    heading = "theme, code" if "code" in table.columns else ""
    print_blocks([heading, *names[1:]], rows, bold=[False] * (len(rows) - 1) + [True])


def _note(unit: str, percent: str | None, *, presence: bool) -> str:
    if presence:
        return f"1: at least one of the {unit}. Totals are sums of these."
    of = f" Percent of the {percent}." if percent else ""
    return f"{_MEETS[unit]}; one counts once in a cell and once in a total, so totals can be less than sums.{of}"
