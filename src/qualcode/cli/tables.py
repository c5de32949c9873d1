"""Commands that count: freq."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import ProjectOption, to_read
from qualcode.cli.printing import about, print_table, raw_result, result, talk
from qualcode.model.coding import ORIGINS

if TYPE_CHECKING:
    import polars as pl

    from qualcode.project import Project

FORMATS = ("table", "csv", "tsv", "md", "json")


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(freq)


def freq(
    ctx: typer.Context,
    by: Annotated[str | None, typer.Option("--by", metavar="VARIABLE", help="For each level of this variable.")] = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", metavar="CODE", help="Only this code or theme; may be repeated.")
    ] = None,
    codebook: Annotated[
        list[str] | None, typer.Option("--codebook", "-c", metavar="NAME", help="Only this codebook.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Only this transcript.")] = None,
    coder: Annotated[
        list[str] | None, typer.Option("--coder", metavar="NAME", help="Only this coder's codings.")
    ] = None,
    origin: Annotated[
        list[str] | None,
        typer.Option("--origin", metavar="ORIGIN", help=f"Only codings that came about so: {', '.join(ORIGINS)}."),
    ] = None,
    where: Annotated[
        list[str] | None, typer.Option("--where", metavar="VARIABLE=VALUE", help="Only these, e.g. gender=woman.")
    ] = None,
    with_moderator: Annotated[bool, typer.Option("--with-moderator", help="Count the moderator too.")] = False,
    no_zero: Annotated[bool, typer.Option("--no-zero", help="Leave out codes that nobody voiced.")] = False,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, tsv, md or json.")
    ] = "table",
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", readable=False, help="Write to a file: .csv, .tsv, .md or .json."),
    ] = None,
    excel: Annotated[bool, typer.Option("--excel", help="Write CSV so that Excel reads every alphabet.")] = False,
    project: ProjectOption = None,
) -> None:
    """Count themes, and who voiced them.

    For each theme and code: codings, turns, participants who voiced it (n of N) and groups, sub-codes rolled up,
    nobody counted twice. Moderator and observers are left out unless you ask.
    """
    from qualcode.analysis.selection import Selection, level_of
    from qualcode.exports.tables import table_text, write_table

    if format not in FORMATS:
        raise typer.BadParameter(f"{format!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    selection = Selection(
        codes=tuple(code or ()),
        codebooks=tuple(codebook or ()),
        sources=tuple(source or ()),
        coders=tuple(coder or ()),
        origins=tuple(origin or ()),
        levels=tuple(level_of(text) for text in where or ()),
    )
    with to_read(ctx, project) as opened:
        frame = opened.frequencies(by, selection, with_moderator=with_moderator, keep_zero=not no_zero)
        told = about(opened, by=by, moderator_counted=with_moderator, selection=selection.sentence() or "everything")
        if out is not None:
            write_table(frame, out, told, excel=excel)
            result(str(out))
        elif json or format != "table":
            form = "json" if json else format
            raw_result(table_text(frame, form, told), is_json=form == "json")
        elif by is None:
            _print_frequencies(frame)
        else:
            _print_crosstab(frame)
        if out is None and not json and format == "table":
            talk(_base_line(opened, with_moderator=with_moderator))


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
