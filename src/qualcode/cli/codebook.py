"""Commands about codebooks: show, diff; the group that the others stand in."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import JsonOption, ProjectOption, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

codebook = typer.Typer(
    help="Show, check, compare, import and export codebooks.", no_args_is_help=True, rich_markup_mode=None
)

NO_CODEBOOK = "No codebook is in the project yet. Bring one in: qualcode codebook import FILE"

BookOption = Annotated[
    str | None, typer.Option("--codebook", "-c", metavar="NAME", help="Which codebook; its name or GUID.")
]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands, and those about files, to the program."""
    from qualcode.cli import codebook_files

    codebook_files.add_to(codebook)
    app.add_typer(codebook, name="codebook")


@codebook.command()
def show(ctx: typer.Context, name: BookOption = None, json: JsonOption = False, project: ProjectOption = None) -> None:
    """Show the codes as a tree, with keys and uses."""
    with to_read(ctx, project) as opened:
        books = opened.codebooks() if name is None else (opened.codebook(name),)
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


@codebook.command()
def diff(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", readable=False, help="A codebook file to hold against the project's copy."),
    ],
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show what importing a file would change."""
    from qualcode.codebooks.reading import read_codebook
    from qualcode.exchange.codebook_files import changes_by

    read = read_codebook(file)
    with to_read(ctx, project) as opened:
        changes = changes_by(opened.store, read)
        if json:
            rows: list[dict[str, object]] = [
                {"kind": change.kind, "path": change.path, "change": change.sentence()} for change in changes
            ]
            print_json(rows, about(opened, file=file.name))
            return
        for change in changes:
            result(change.sentence())
        talk(f"{counted(len(changes), 'change')}.")
