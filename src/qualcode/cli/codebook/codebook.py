"""Commands about codebooks: show; the group that the others stand in."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook import books, diff, files, history, merging, privacy, syncing
from qualcode.cli.codebook.options import NO_CODEBOOK, BookOption
from qualcode.cli.context import JsonOption, ProjectOption, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

codebook = typer.Typer(
    help="Show, check, compare, import and export codebooks.", no_args_is_help=True, rich_markup_mode=None
)


def add_to(app: typer.Typer) -> None:
    """Add this module's command, and those about files, history and merging, to the program."""
    for room in (files, privacy, diff, history, merging, syncing, books):
        room.add_to(codebook)
    app.add_typer(codebook, name="codebook")


@codebook.command()
def show(
    ctx: typer.Context,
    revision: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REV]", help="As it was: digits of a revision's hash, its name, or: 2 back."),
    ] = None,
    name: BookOption = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show the codes as a tree, with keys and uses; of today, or of a revision."""
    with to_read(ctx, project) as opened:
        books = opened.codebooks() if name is None else (opened.codebook(name),)
        if revision:
            book = opened.codebook(name)
            books = (opened.codebook_at(book.guid, opened.revision_hash(book.guid, " ".join(revision))),)
        uses = Counter(coding.code_guid for coding in opened.codings())
        if json:
            print_json([row for book in books for row in _code_rows(book, uses)], about(opened))
            return
        if not books:
            talk(NO_CODEBOOK)
        for book in books:
            result(f"{book.name} ({counted(len(book.codes), 'code')})")
            rows = [
                (
                    "  " * book.depth(code.guid) + code.name + " (retired)" * code.is_retired,
                    code.key or "",
                    uses[code.guid],
                    code.definition,
                )
                for code in book.codes
            ]
            print_table(("code", "key", "codings", "definition"), rows)


def _code_rows(book: "Codebook", uses: Counter[str]) -> list[dict[str, object]]:
    return [
        {
            "guid": code.guid,
            "name": code.name,
            "path": book.path(code.guid),
            "parent_guid": code.parent_guid,
            "definition": code.definition,
            "color": code.color,
            "key": code.key,
            "codings": uses[code.guid],
            "depth": book.depth(code.guid),
            "use_when": code.use_when,
            "not_when": code.not_when,
            "cues": [cue.text for cue in code.cues],
            "examples": list(code.examples),
            "is_codable": code.is_codable,
            "is_retired": code.is_retired,
            "codebook": book.name,
            "codebook_guid": book.guid,
        }
        for code in book.codes
    ]
