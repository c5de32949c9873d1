"""The command that tells how many new codes each group brings: saturation."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.printing import counted, print_table, result
from qualcode.cli.tables.command import Asked, table_command
from qualcode.cli.tables.writing import Answer

if TYPE_CHECKING:
    import polars as pl

    from qualcode.project.project import Project

_BAR = 20  # characters for all codes


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(saturation)


@table_command
def saturation(
    opened: "Project",
    asked: Asked,
    order: Annotated[
        str | None,
        typer.Option("--order", metavar="VARIABLE", help="Order groups by this, or by import; else by date or wave."),
    ] = None,
    of: Annotated[str, typer.Option("--of", metavar="WHAT", help="codes or themes.")] = "codes",
    base: Annotated[int, typer.Option("--base", metavar="N", help="Groups in the base.")] = 4,
    run: Annotated[int, typer.Option("--run", metavar="N", help="Groups in a run.")] = 2,
    threshold: Annotated[
        list[float] | None, typer.Option("--threshold", metavar="PERCENT", help="New information; 0 and 5 unless told.")
    ] = None,
) -> Answer:
    """Count new codes per group in order of fieldwork, and tell where saturation is reached.

    The figure is that of Guest, Namey and Chen (2020): new codes in a run of groups, as a percentage of all codes in
    the base.
    """
    from qualcode.analysis.list_pages import saturation_page
    from qualcode.analysis.saturation import THRESHOLDS, saturation_points
    from qualcode.exports.table_charts import saturation_chart

    frame = opened.saturation(
        asked.selection, order=order, of=of, base=base, run=run, with_moderator=asked.with_moderator
    )
    points = saturation_points(frame, run, threshold or THRESHOLDS)
    reached = {f"{limit:g} %": "not reached" if at is None else f"{at} (+{run})" for limit, at in points.items()}
    variable = next(iter(frame["order_variable"].to_list()), None) or "import"
    return Answer(
        frame=frame,
        draw=lambda groups: _print(groups, of, reached, base=base, run=run),
        told={"of": of, "base": base, "run": run, "order": variable, "saturation": reached},
        note=f"Groups in order of {variable}.",
        title=f"Saturation: new {of} group by group",
        page=lambda groups: saturation_page(
            groups,
            of,
            f"Groups in order of {variable}; base of {base} groups, runs of {run} (Guest, Namey and Chen 2020).",
            *(f"New information of at most {limit}: {at}." for limit, at in reached.items()),
        ),
        chart=saturation_chart(of),
    )


def _print(frame: "pl.DataFrame", of: str, reached: dict[str, str], *, base: int, run: int) -> None:
    full, fresh = _marks()
    most = max(frame["cumulative"].drop_nulls().to_list(), default=0)
    rows: list[Sequence[object]] = []
    for row in frame.iter_rows(named=True):
        name = row["group"] if row["order"] is None else f"{row['group']} ({row['order']})"
        if row["place"] is None:
            rows.append((None, name, None, None, None, None, "not coded yet"))
            continue
        reach = _cells(row["cumulative"], most)
        old = min(_cells(row["cumulative"] - row["new"], most), reach - (row["new"] > 0))  # what is new is seen
        bar = full * old + fresh * (reach - old)
        percent = "" if row["new_percent"] is None else f"{row['new_percent']:.1f} %"
        rows.append((row["place"], name, row["codes"], row["new"], row["cumulative"], percent, bar))
    print_table(("", "group", of, "new", "in all", "run", f"{full} before, {fresh} new"), rows)
    result("")
    coded = frame["place"].drop_nulls().len()
    if coded < base + run:
        result(f"Base {base} and run {run} need {base + run} coded groups; there {_are(coded)}.")
        return
    for limit, at in reached.items():
        result(f"New information of at most {limit}: {at}")


def _are(number: int) -> str:
    return f"{'is' if number == 1 else 'are'} {counted(number, 'group')}"


def _cells(number: int, most: int) -> int:
    return -(-_BAR * number // most) if most else 0


def _marks() -> tuple[str, str]:
    try:
        "█░".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return "#", "+"
    return "█", "░"
