"""Commands about codebooks: show, check, import, export, diff."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk, version

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
    """Add this module's commands to the program."""
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
def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="The file to write: .yaml or .csv")],
    name: BookOption = None,
    project: ProjectOption = None,
) -> None:
    """Write a codebook to a file a colleague can import."""
    from qualcode.codebooks.writing import write_codebook

    with to_read(ctx, project) as opened:
        book = opened.codebook(name)
        write_codebook(book, file, revision=opened.codebook_hashes()[book.guid])
        result(str(file))
        talk(f"Codebook {book.name!r}: {counted(len(book.codes), 'code')}.")
        others = [other.name for other in opened.codebooks() if other.guid != book.guid]
        if others and name is None:
            talk(f"The project has other codebooks too ({', '.join(others)}): choose one with --codebook NAME.")


@codebook.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="A codebook file: .yaml or .csv")],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Add a codebook, or update the project's copy.

    Codes are matched by GUID; codes that only the project has stay. What changed is said.
    """
    from qualcode.codebooks.reading import read_codebook
    from qualcode.exchange.codebook_files import import_codebook
    from qualcode.project.opening import now

    read = read_codebook(file)
    with to_act(ctx, project, coder) as opened:
        report = import_codebook(opened.store, file, read, coder=opened.coder, at=now())
        for remark in (*read.remarks, *report.remarks):
            talk(f"{file.name}: {remark}")
        for change in report.changes:
            result(change.sentence())
        book = report.codebook
        result(f"{book.name}: {counted(len(book.codes), 'code')}, {counted(len(report.changes), 'change')}.")


@codebook.command()
def check(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", readable=False, help="A codebook file; else the project's codebooks."),
    ] = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Say what could be better in a codebook.

    A file that cannot be used ends with exit code 1 and the line and column of the fault.
    """
    from qualcode.codebooks.reading import read_codebook
    from qualcode.project.findings import codebook_findings

    if file is not None:
        read = read_codebook(file)
        books: tuple[Codebook, ...] = (read.codebook,)
        remarks = read.remarks
        told: dict[str, object] = {"program": f"qualcode {version()}", "file": file.name}
    else:
        with to_read(ctx, project) as opened:
            books, remarks, told = opened.codebooks(), (), about(opened)
    findings = [
        {"codebook": book.name, "kind": finding.kind, "path": finding.path, "finding": finding.sentence}
        for book in books
        for finding in codebook_findings(book)
    ]
    if json:
        print_json(findings, told)
        return
    for remark in remarks:
        result(f"remark: {remark}")
    for finding in findings:
        result(f"{finding['kind']}: {finding['finding']}")
    codes = counted(sum(len(book.codes) for book in books), "code")
    result(f"{codes}, {counted(len(findings), 'finding')}; the codebook can be used." if books else NO_CODEBOOK)


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
