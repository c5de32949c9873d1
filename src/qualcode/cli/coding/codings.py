"""Commands about codings: code one segment or turn by turn, remove codings, all of them in and out as CSV."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk
from qualcode.errors.coding import CodingsRefusedError

if TYPE_CHECKING:
    from qualcode.model.transcript import Source
    from qualcode.project.project import Project

_MOST_REASONS = 100  # for which lines of a file are refused that are said

codings = typer.Typer(help="List, remove, import and export codings.", no_args_is_help=True, rich_markup_mode=None)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    from qualcode.cli.coding import stale_codings

    stale_codings.add_to(codings)
    app.command()(code)
    app.add_typer(codings, name="codings")


def code(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Name or GUID of the transcript.")],
    start: Annotated[int | None, typer.Argument(metavar="START", help="First character, counted from 0.")] = None,
    end: Annotated[int | None, typer.Argument(metavar="END", help="The character after the last one.")] = None,
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="Its name, its path such as 'Theme > Code', or its GUID.")
    ] = None,
    memo: Annotated[str, typer.Option(metavar="TEXT", help="A memo on the coding.")] = "",
    confidence: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=3, help="How sure you are: 1 (doubtful) to 3 (sure)."),
    ] = None,
    linear: Annotated[
        bool, typer.Option("--linear", help="Code turn by turn with plain prompts: screen reader, slow line, pipe.")
    ] = False,
    from_turn: Annotated[
        int | None, typer.Option("--from", metavar="TURN", min=1, help="With --linear: begin at this turn.")
    ] = None,
    uncoded: Annotated[
        bool, typer.Option("--uncoded", help="With --linear: only turns that nobody has coded.")
    ] = False,
    no_suggestions: Annotated[
        bool, typer.Option("--no-suggestions", help="With --linear: without suggestions.")
    ] = False,
    with_moderator: Annotated[
        bool, typer.Option("--with-moderator", help="With --linear: suggest on the moderator's turns too.")
    ] = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Code one segment, or with --linear a whole transcript turn by turn."""
    if linear:
        if start is not None or memo or confidence:
            raise typer.BadParameter("takes a SOURCE and nothing more", param_hint="--linear")
        from qualcode.cli.linear.linear import code_turn_by_turn

        with to_act(ctx, project, coder) as opened:
            code_turn_by_turn(
                opened,
                opened.source(source),
                start=from_turn,
                only_uncoded=uncoded,
                with_suggestions=not no_suggestions,
                with_moderator=with_moderator,
            )
        return
    if start is None or end is None or code is None:
        raise typer.BadParameter("START, END and CODE are needed, or --linear", param_hint="SOURCE")
    if from_turn is not None or uncoded or no_suggestions or with_moderator:
        only = "--from, --uncoded, --no-suggestions, --with-moderator"
        raise typer.BadParameter("go with --linear only", param_hint=only)
    with to_act(ctx, project, coder) as opened:
        _code_segment(opened, opened.source(source), (start, end), code, memo=memo, confidence=confidence)


def _code_segment(
    project: "Project", source: "Source", place: tuple[int, int], code: str, *, memo: str, confidence: int | None
) -> None:
    from qualcode.coding.applying import apply_code
    from qualcode.model.codebook import find_code
    from qualcode.model.transcript import Segment
    from qualcode.project.opening import now

    book, chosen = find_code(project.codebooks(), code)
    segment = Segment(*place)
    quote = segment.quote(source.text, source.name)
    guid = apply_code(
        project.store,
        source.guid,
        segment,
        chosen.guid,
        coder=project.coder,
        at=now(),
        memo=memo,
        confidence=confidence,
    )
    result(guid)
    talk(f"Coded “{quote}” as {book.path(chosen.guid)}.")


@codings.command("export")
def export_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="The file to write: .csv, .tsv, .md or .json")
    ],
    pseudonymized: Annotated[
        bool,
        typer.Option("--pseudonymized", help="P1, P2 … for speakers, in quotes and memos too; no addresses."),
    ] = False,
    project: ProjectOption = None,
) -> None:
    """Write all codings to a file.

    Columns: source, start, end, code, coder, quote, memo, and more that tell where a coding comes from.
    """
    from qualcode.exchange.coding_files import WRITTEN
    from qualcode.exports.tables import write_table

    with to_read(ctx, project) as opened:
        rows = (opened.pseudonymized() if pseudonymized else opened).coding_rows()
        write_table(rows, file, about(opened), columns=WRITTEN)
        result(str(file))
        talk(f"{counted(len(rows), 'coding')}.")


@codings.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", readable=False, help="A CSV with source, start, end, code and perhaps coder, quote, memo."
        ),
    ],
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Leave out rows that do not fit, and list them.")
    ] = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Add codings from a CSV: all or none.

    A coding whose quote does not stand at its offsets, or whose source or code is unknown, is refused and listed.
    """
    from qualcode.exchange.coding_files import read_coding_rows
    from qualcode.exchange.codings import import_codings
    from qualcode.project.opening import now

    rows, unused = read_coding_rows(file)
    for name in unused:
        talk(f"Column {name!r} is not used.")
    with to_act(ctx, project, coder) as opened:
        try:
            report = import_codings(opened.store, file, rows, coder=opened.coder, at=now(), keep_going=keep_going)
        except CodingsRefusedError as error:
            _list_refused(error.refused[1:])
            raise
        _list_refused(report.refused)
        if report.regiven:
            talk(f"{counted(report.regiven, 'coding')} came with a GUID that is none, and got a new one.")
        made = counted(report.made, "coding")
        known = f"{report.known} {'was' if report.known == 1 else 'were'} there already"
        result(f"{made} imported, {known}, {len(report.refused)} refused.")


def _list_refused(refused: tuple[tuple[int, str], ...]) -> None:
    """Say which lines were refused and why; lines that fail alike once, and of very many reasons the first."""
    by_reason: dict[str, list[int]] = {}
    for line, why in refused:
        by_reason.setdefault(why, []).append(line)
    for why, lines in islice(by_reason.items(), _MOST_REASONS):
        more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
        talk(f"line {lines[0]}{more}: {why}")
    unsaid = [len(lines) for lines in islice(by_reason.values(), _MOST_REASONS, None)]
    if unsaid:
        talk(f"… and {counted(sum(unsaid), 'line')} more, for {counted(len(unsaid), 'other reason')}.")


@codings.command("list")
def list_(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help="Only this transcript.")] = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show codings in order of place."""
    with to_read(ctx, project) as opened:
        name = opened.source(source).name if source else None
        rows = [row for row in opened.coding_rows() if name in (None, row["source"])]
        if json:
            print_json(rows, about(opened))
            return
        columns = ("source", "turn", "speaker", "code", "coder", "quote", "memo")
        print_table(columns, [[row[column] for column in columns] for row in rows])


@codings.command()
def remove(
    ctx: typer.Context,
    guids: Annotated[list[str], typer.Argument(metavar="GUID", help="From `qualcode codings list --json`.")],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Remove codings, as one act."""
    from qualcode.coding.applying import remove_codings
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        remove_codings(opened.store, guids, coder=opened.coder, at=now())
        result(f"{counted(len(guids), 'coding')} removed.")
