"""Commands about codebook files: import, export, check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook.options import NO_CODEBOOK, BookOption
from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, raw_result, result, talk, version

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook


def add_to(group: typer.Typer) -> None:
    """Add this module's commands to the group of codebooks."""
    group.command()(export)
    group.command("import")(import_)
    group.command()(check)
    group.command()(schema)


def export(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", readable=False, help="The file to write: .yaml, .xlsx, .csv, .qdc; to print: .html, .md"
        ),
    ],
    name: BookOption = None,
    quotes: Annotated[
        bool, typer.Option("--with-quotes/--without-quotes", help="Keep or leave out what is quoted from transcripts.")
    ] = True,
    project: ProjectOption = None,
) -> None:
    """Write a codebook to a file a colleague can import.

    What in it could tell who took part is counted; `codebook privacy` lists it.
    """
    from qualcode.cli.codebook.privacy import warning
    from qualcode.exchange.codebook_exports import export_codebook

    with to_read(ctx, project) as opened:
        book = opened.codebook(name)
        leaks = opened.privacy_leaks(book)
        lineage = opened.codebook_lineage(book.guid)
        shared = export_codebook(book, file, lineage, quotes=() if quotes else leaks)
        result(str(file))
        talk(f"Codebook {book.name!r}: {counted(len(book.codes), 'code')}.")
        if shared != book:
            talk("Quotes were left out. The file is for others: imported here, it would take them away here too.")
        for line in warning(leaks, shared == book):
            talk(line)
        others = [other.name for other in opened.codebooks() if other.guid != book.guid]
        if others and name is None:
            talk(f"The project has other codebooks too ({', '.join(others)}): choose one with --codebook NAME.")


def import_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="A codebook file: .yaml, .xlsx, .csv or .qdc")
    ],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Add a codebook, or update the project's copy.

    Codes are matched by GUID; codes that only the project has stay. What changed is said.
    """
    from qualcode.codebooks.reading import read_codebook
    from qualcode.exchange.codebook_files import import_codebook
    from qualcode.project.findings import broken_patterns
    from qualcode.project.opening import now

    read = read_codebook(file)
    with to_act(ctx, project, coder) as opened:
        report = import_codebook(opened.store, file, read, coder=opened.coder, at=now())
        for remark in (*read.remarks, *report.remarks, *broken_patterns(report.codebook, report.changes)):
            talk(f"{file.name}: {remark}")
        for change in report.changes:
            result(change.sentence())
        book = report.codebook
        result(f"{book.name}: {counted(len(book.codes), 'code')}, {counted(len(report.changes), 'change')}.")


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

    Of the project's codebooks, also what their codings say: codes never used, codes always used together. Exit code 1
    where a token pattern is broken, so that nothing is suggested, and where a file cannot be used at all: then with the
    line and column of the fault.
    """
    from qualcode.codebooks.checking import BROKEN_PATTERN
    from qualcode.codebooks.reading import read_codebook
    from qualcode.project.findings import project_findings

    if file is not None:
        read = read_codebook(file)
        books: tuple[Codebook, ...] = (read.codebook,)
        remarks = read.remarks
        told: dict[str, object] = {"program": f"qualcode {version()}", "file": file.name, "remarks": list(remarks)}
        found = project_findings(books, ())
    else:
        with to_read(ctx, project) as opened:
            books, remarks, told = opened.codebooks(), (), about(opened)
            found = project_findings(books, opened.codings())
    broken = sum(finding.kind == BROKEN_PATTERN for _, finding in found)
    if json:
        findings = [
            {"codebook": book.name, "kind": finding.kind, "path": finding.path, "finding": finding.sentence}
            for book, finding in found
        ]
        print_json(findings, {**told, "broken_patterns": broken})
    else:
        for remark in remarks:
            result(f"remark: {remark}")
        for _, finding in found:
            result(f"{finding.kind}: {finding.sentence}")
        codes = counted(sum(len(book.codes) for book in books), "code")
        result(f"{codes}, {counted(len(found), 'finding')}{_verdict(broken)}" if books else NO_CODEBOOK)
    if broken:
        raise typer.Exit(1)


def _verdict(broken: int) -> str:
    if not broken:
        return "; the codebook can be used."
    mended = f"{counted(broken, 'broken pattern')} {'is' if broken == 1 else 'are'} mended"
    return f". Suggestions and automatic coding by these cues will not work until {mended}."


def schema() -> None:
    """Print the JSON Schema of codebook files, by which editors complete and check them.

    Keep it as codebook.schema.json beside your codebooks: codebook files that are written there name it.
    """
    from qualcode.codebooks.writing import SCHEMA_FILE
    from qualcode.exchange.sample import sample_files

    raw_result((sample_files()[1] / SCHEMA_FILE).read_text("utf-8"))
