"""Commands about pseudonyms: names found into a table for review, and the table put into the transcripts."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.context import CoderOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import counted, print_table, result, talk

pseudonyms = typer.Typer(
    help="Names and addresses out of the transcripts: find them, look through the table, apply it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.add_typer(pseudonyms, name="pseudonyms")


@pseudonyms.command()
def find(
    ctx: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write the table (CSV); else it is shown.")
    ] = None,
    names: Annotated[
        list[Path] | None,
        typer.Option("--names", metavar="FILE", readable=False, help="A list: a name a line, or NAME,REPLACEMENT."),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Find names of speakers and people, telephone numbers, e-mail addresses and links, and propose replacements.

    Words that may be names by their capital, such as short forms and people nobody listed, are offered without one.

    Look through the table: change replacements, empty those that are to stay. It is the key: keep it apart from the
    project and from what you share.
    """
    from qualcode.exchange.pseudonym_finding import DOUBTFUL
    from qualcode.files import write_whole
    from qualcode.transcripts.pseudonyms import table_text

    with to_read(ctx, project) as opened:
        rows = opened.proposed_pseudonyms(names or ())
        if out is None:
            shown = [(r.kind, r.name, r.source, r.replacement, r.times, ", ".join(r.forms[:6])) for r in rows]
            print_table(("kind", "name", "source", "replacement", "times", "forms"), shown)
            talk("Nothing was written. A table to look through: --out TABLE.csv")
            return
        write_whole(out, table_text(rows).encode("utf-8"))
        result(f"{out}: {counted(len(rows), 'row')}.")
        open_ = sum(1 for row in rows if row.kind == DOUBTFUL and not row.replacement)
        if open_:
            talk(f"{counted(open_, 'word')} may be a name ({DOUBTFUL}): nothing is replaced until you write what by.")
        talk(f"Look through it, then: qualcode pseudonyms apply {out}. It is the key: keep it apart.")


@pseudonyms.command()
def apply(
    ctx: typer.Context,
    table: Annotated[Path, typer.Argument(metavar="TABLE", readable=False, help="The table you looked through.")],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Put the replacements into all transcripts as new revisions; codings go along. One step, undone by undo."""
    from qualcode.exchange.pseudonyms import apply_pseudonyms
    from qualcode.project.opening import now
    from qualcode.transcripts.pseudonyms import read_table

    rows = read_table(table)
    with to_act(ctx, project, coder) as opened:
        reports = apply_pseudonyms(opened.store, rows, name=table.name, coder=opened.coder, at=now())
        for report in reports:
            result(f"{report.source}, revision {report.number}: {counted(len(report.codings), 'coding')} carried over")
        talk(
            "The project file still holds the older texts and the journal, with the names in them: share what you "
            "export, not the file."
        )
