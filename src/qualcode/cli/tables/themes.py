"""Commands that count themes: freq, trend."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.analysis.page_notes import VOICED, interval_lines, whose
from qualcode.analysis.wide_tables import UNITS
from qualcode.cli.printing import counted, print_chart, print_table, result, talk
from qualcode.cli.tables.command import Asked, table_command
from qualcode.cli.tables.writing import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from qualcode.analysis.pages import Page
    from qualcode.exports.charts import Chart
    from qualcode.project.project import Project

SEED = 1
MOST_LEVELS = 6  # of a variable, in a table for people; files and JSON have all

_SEED = typer.Option("--seed", metavar="N", min=0, help="Of the random numbers that intervals are drawn with.")
_BAND = typer.Option(
    "--band", metavar="VARIABLE=BANDS", help="Put values together: age=18-29,30-44,45+ or date=quarter."
)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(freq)
    app.command()(trend)


@table_command
def freq(
    opened: "Project",
    asked: Asked,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", metavar="VARIABLE", help="For each level of it; may be repeated. gender×wave crosses two."
        ),
    ] = None,
    unit: Annotated[
        str, typer.Option("--unit", metavar="UNIT", help=f"With --by, what stands in the cells: {', '.join(UNITS)}.")
    ] = "participants",
    band: Annotated[list[str] | None, _BAND] = None,
    compare: Annotated[
        list[str] | None,
        typer.Option("--compare", metavar="LEVEL,LEVEL", help="With --by, the first less the second, e.g. woman,man."),
    ] = None,
    seed: Annotated[int, _SEED] = SEED,
    no_zero: Annotated[bool, typer.Option("--no-zero", help="Leave out codes that nobody voiced.")] = False,
) -> Answer:
    """Count themes, and who voiced them.

    For each theme and code: codings, turns, participants who voiced it (n of N) and groups, sub-codes rolled up,
    nobody counted twice; share of talk, what the moderator prompted, and whether one person carries it. With --by, for
    each level of a variable, with 95 % intervals. Moderator and observers are left out unless you ask.
    """
    from qualcode.exports.table_charts import frequency_chart

    if unit not in UNITS:
        raise typer.BadParameter(f"{unit!r} is none of {', '.join(UNITS)}", param_hint="--unit")
    if not by and (band or compare or unit != "participants"):
        raise typer.BadParameter("go with --by only", param_hint="--unit, --band, --compare")
    frame = opened.frequencies(
        by,
        asked.selection,
        with_moderator=asked.with_moderator,
        keep_zero=not no_zero,
        bands=bands_of(band),
        compare=compare or (),
        seed=seed,
    )
    counted_turns = whose(with_moderator=asked.with_moderator)
    base = _base_line(opened, counted_turns)
    if not by:
        voices = _one_voice(frame)
        return Answer(
            frame=frame,
            draw=_print_frequencies,
            told={"by": None},
            note=base + voices,
            title="Themes and who voiced them",
            page=lambda counted: _frequency_page(counted, f"{counted_turns}. {VOICED}{voices}"),
            chart=frequency_chart(),
        )
    told = {"by": ", ".join(by), "band": "; ".join(band or ()), "unit": unit, "seed": seed}
    below = _below(seed, with_moderator=asked.with_moderator) if unit == "participants" else ""
    return Answer(
        frame=frame,
        draw=_print_levels(unit),
        told=told,
        note=base + below,
        title=f"Themes by {', '.join(by)}" + ("" if unit == "participants" else f": {unit}"),
        page=lambda counted: _level_page(counted, unit, f"{counted_turns}. {VOICED}{below}"),
        chart=frequency_chart(by[0]) if len(by) == 1 else None,
    )


@table_command
def trend(
    opened: "Project",
    asked: Asked,
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE]...", help="Codes or themes; all themes where none is told.")
    ] = None,
    over: Annotated[
        str | None, typer.Option("--over", metavar="VARIABLE", help="A variable; wave or date where none is told.")
    ] = None,
    band: Annotated[list[str] | None, _BAND] = None,
    seed: Annotated[int, _SEED] = SEED,
) -> Answer:
    """Show themes over waves or dates: participants who voiced them, with 95 % intervals, the change and a chart."""
    from qualcode.exports.table_charts import trend_chart

    frame = opened.trend(
        codes or (), over, asked.selection, with_moderator=asked.with_moderator, bands=bands_of(band), seed=seed
    )
    counted_turns = whose(with_moderator=asked.with_moderator)
    told: dict[str, object] = {
        "codes": ", ".join(codes or ()),
        "over": over,
        "band": "; ".join(band or ()),
        "seed": seed,
    }
    below = _below(seed, with_moderator=asked.with_moderator)
    chart = trend_chart(frame["variable"][0] if len(frame) else "")
    return Answer(
        frame=frame,
        draw=_print_trend(chart),
        told=told,
        note=_base_line(opened, counted_turns) + below,
        title="Themes over time",
        page=lambda counted: _level_page(counted, "participants", f"{counted_turns}. {VOICED}{below}"),
        chart=chart,
    )


def bands_of(given: list[str] | None) -> dict[str, str]:
    """Return what was given with --band: bands by the name of a variable."""
    bands = {}
    for text in given or ():
        name, sign, written = text.partition("=")
        if not sign:
            raise typer.BadParameter(f"{text!r} is not like age=18-29,30-44,45+", param_hint="--band")
        bands[name] = written
    return bands


def _print_frequencies(frame: "pl.DataFrame") -> None:
    rows = [
        (
            "  " * row["depth"] + row["code"],
            row["codings"],
            row["turns"],
            row["turns_prompted"],
            f"{row['participants']} of {row['participants_total']}",
            _percent(row["participants"], row["participants_total"]),
            f"{row['groups']} of {row['groups_total']}",
            _percent(row["words"], row["words_total"]),
            _voices(row),
        )
        for row in frame.iter_rows(named=True)
    ]
    columns = ("theme, code", "codings", "turns", "prompted", "participants", "%", "groups", "of talk", "")
    print_table(columns, rows, bold=_themes(frame))


def _voices(row: dict[str, Any]) -> str:
    if row["voiced_by_one"]:
        return "one voice"
    return f"one voice in {counted(row['groups_by_one'], 'group')}" if row["groups_by_one"] else ""


def _print_levels(unit: Any) -> "Callable[[pl.DataFrame], None]":  # noqa: ANN401  # one of UNITS
    def draw(frame: "pl.DataFrame") -> None:
        from qualcode.analysis.wide_tables import largest_levels, levels_across

        for block in frame.partition_by("variable", maintain_order=True):
            variable = block["variable"][0]
            shown = largest_levels(block, MOST_LEVELS)
            table = levels_across(shown, unit, with_intervals=unit == "participants")
            cells = [name for name in table.columns if name not in ("code", "path", "depth")]
            rows = [
                ("  " * row["depth"] + row["code"], *(row[cell] for cell in cells))
                for row in table.iter_rows(named=True)
            ]
            result(f"by {variable}")
            print_table(("theme, code", *cells), rows, bold=_themes(table))
            there = shown["level"].n_unique()
            if more := block["level"].n_unique() - there:
                talk(f"These are the {there} largest levels of {variable}, and {more} more: see --format csv or --out.")

    return draw


def _print_trend(chart: "Chart") -> "Callable[[pl.DataFrame], None]":
    def draw(frame: "pl.DataFrame") -> None:
        _print_levels("participants")(frame)
        if len(frame):
            result("")
            print_chart(frame, chart)

    return draw


def _themes(frame: "pl.DataFrame") -> list[bool]:
    return [depth == 0 for depth in frame["depth"]]


def _percent(n: int, total: int) -> str:
    from qualcode.analysis.rounding import whole_percent

    return f"{whole_percent(n, total)} %" if total else ""


def _base_line(project: "Project", counted_turns: str) -> str:
    return f"{counted_turns}; codings of {', '.join(project.coders()) or 'nobody yet'}. {VOICED}"


def _below(seed: int, *, with_moderator: bool) -> str:
    return "".join(f"\n{line}" for line in interval_lines(seed, with_moderator=with_moderator))


def _frequency_page(frame: "pl.DataFrame", notes: str) -> "Page":
    from qualcode.analysis.theme_pages import frequency_page

    return frequency_page(frame, *notes.splitlines())


def _level_page(frame: "pl.DataFrame", unit: Any, notes: str) -> "Page":  # noqa: ANN401  # one of UNITS
    from qualcode.analysis.theme_pages import level_page

    return level_page(frame, unit, *notes.splitlines())


def _one_voice(frame: "pl.DataFrame") -> str:
    if not (frame["groups_by_one"] > 0).any() and not frame["voiced_by_one"].any():
        return ""
    return "\none voice: of two turns or more in a group, one person has all; where no group is told, in each of them."
