"""Words of codings: quotes."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import login_name
from qualcode.cli.printing import counted, result
from qualcode.cli.tables.command import Asked, table_command
from qualcode.cli.tables.writing import Answer

if TYPE_CHECKING:
    import polars as pl

    from qualcode.project.project import Project


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(quotes)


@table_command
def quotes(
    opened: "Project",
    asked: Asked,
    text: Annotated[str, typer.Option("--text", metavar="WORDS", help="Only quotes with these words.")] = "",
    regex: Annotated[bool, typer.Option("--regex", help="--text is a regular expression.")] = False,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="CODE", help="Only where a coding of this code overlaps; may be repeated."),
    ] = None,
    selected: Annotated[bool, typer.Option("--selected", help="Only those marked for the report.")] = False,
    context: Annotated[
        int | None,
        typer.Option("--context", metavar="N", min=0, help="With N turns before and after; 0: the rest of the turn."),
    ] = None,
    pick: Annotated[
        int | None,
        typer.Option("--pick", metavar="N", min=1, help="Propose N, spread over groups and speakers, not marked yet."),
    ] = None,
    mark: Annotated[
        bool, typer.Option("--mark", help="Mark what is shown for the report; undo takes it back.")
    ] = False,
) -> Answer:
    """Show quotes, ready for a paper, with speaker, group, variables and turn.

    With --pick a balanced set is proposed, with --mark it is marked for the report, and later picks leave it out.
    """
    from qualcode.analysis.list_pages import quotes_page
    from qualcode.analysis.quotes import Wanted
    from qualcode.exports.quotations import quotations_markdown

    wanted = Wanted(text=text, is_regex=regex, also=tuple(also or ()), is_selected=selected)
    frame = opened.quotes(asked.selection, wanted, pick=pick, context=context, with_moderator=asked.with_moderator)
    note = f"{counted(len(frame), 'quote')}."
    if mark:
        marked = _mark(opened, frame)
        note = f"{counted(len(frame), 'quote')}, {marked} of them newly marked for the report."
    told = {"text": text, "regex": regex, "also": ", ".join(wanted.also), "selected": selected, "pick": pick}
    return Answer(
        frame=frame,
        draw=_print_quotes,
        told=told,
        note=note,
        title="Quotes",
        page=quotes_page,
        markdown=quotations_markdown,
    )


def _mark(opened: "Project", frame: "pl.DataFrame") -> int:
    from qualcode.coding.applying import select_quotes
    from qualcode.project.opening import now

    guids = frame.filter(~frame["is_selected"])["coding_guid"].to_list()
    select_quotes(opened.store, guids, True, coder=opened.coder or login_name(), at=now())
    return len(guids)


def _print_quotes(frame: "pl.DataFrame") -> None:
    from qualcode.exports.quotations import quotation

    path = None
    for row in frame.iter_rows(named=True):
        if row["path"] != path:
            result(("" if path is None else "\n") + row["path"])
            path = row["path"]
        if row.get("before"):
            result("\n" + row["before"])
        result("\n" + quotation(row))
        if row.get("after"):
            result("\n" + row["after"])
