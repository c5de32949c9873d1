"""Commands that count themes: freq."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.printing import print_table
from qualcode.cli.table_command import Answer, Asked, table_command

if TYPE_CHECKING:
    import polars as pl

    from qualcode.exports.charts import Chart
    from qualcode.project import Project


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(freq)


@table_command
def freq(
    opened: "Project",
    asked: Asked,
    by: Annotated[str | None, typer.Option("--by", metavar="VARIABLE", help="For each level of this variable.")] = None,
    no_zero: Annotated[bool, typer.Option("--no-zero", help="Leave out codes that nobody voiced.")] = False,
) -> Answer:
    """Count themes, and who voiced them.

    For each theme and code: codings, turns, participants who voiced it (n of N) and groups, sub-codes rolled up,
    nobody counted twice. Moderator and observers are left out unless you ask.
    """
    frame = opened.frequencies(by, asked.selection, with_moderator=asked.with_moderator, keep_zero=not no_zero)
    draw = _print_frequencies if by is None else _print_crosstab
    note = _base_line(opened, with_moderator=asked.with_moderator)
    return Answer(
        frame=frame, draw=draw, told={"by": by}, note=note, title="Themes and who voiced them", chart=_chart(by)
    )


def _chart(by: str | None) -> "Chart":
    from qualcode.exports.charts import Chart

    return Chart(
        kind="bars" if by is None else "dots",
        title="Participants who voiced each theme" + ("" if by is None else f", by {by}"),
        row="code_guid",
        label="code",
        depth="depth",
        value="participants_percent",
        column="" if by is None else "level",
        column_title=by or "",
        axis="participants, %",
        ceiling=100,
    )


def _print_frequencies(frame: "pl.DataFrame") -> None:
    rows = [
        (
            "  " * row["depth"] + row["code"],
            row["codings"],
            row["turns"],
            f"{row['participants']} of {row['participants_total']}",
            _percent(row["participants"], row["participants_total"]),
            f"{row['groups']} of {row['groups_total']}",
        )
        for row in frame.iter_rows(named=True)
    ]
    bold = [row["depth"] == 0 for row in frame.iter_rows(named=True)]
    print_table(("theme, code", "codings", "turns", "participants", "%", "groups"), rows, bold=bold)


def _print_crosstab(frame: "pl.DataFrame") -> None:
    from qualcode.analysis.frequencies import wide

    table = wide(frame)
    levels = [name for name in table.columns if name not in ("code", "path", "depth")]
    rows = [
        ("  " * row["depth"] + row["code"], *(row[level] for level in levels)) for row in table.iter_rows(named=True)
    ]
    bold = [row["depth"] == 0 for row in table.iter_rows(named=True)]
    print_table(("theme, code", *levels), rows, bold=bold)


def _percent(n: int, total: int) -> str:
    return f"{(200 * n + total) // (2 * total)} %" if total else ""


def _base_line(project: "Project", *, with_moderator: bool) -> str:
    counted = "Everybody's turns" if with_moderator else "Participants' turns only"
    coders = ", ".join(project.coders()) or "nobody yet"
    return f"{counted}; codings of {coders}. Participants: how many of them voiced it at least once."
