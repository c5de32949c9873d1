"""The command that tells codebooks apart: project and file, two files, two revisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from qualcode.cli.codebook.options import BookOption
from qualcode.cli.context import JsonOption, ProjectOption, to_read
from qualcode.cli.printing import about, counted, print_json, result, talk, version

if TYPE_CHECKING:
    from qualcode.codebooks.changes import Change
    from qualcode.codebooks.reading import CodebookFile
    from qualcode.model.codebook import Codebook
    from qualcode.project.project import Project

_WRITTEN = (".md", ".json", ".txt")


def add_to(group: typer.Typer) -> None:
    """Add this module's command to the group of codebooks."""
    group.command()(diff)


class _Side(NamedTuple):
    codebook: Codebook
    name: str
    file: CodebookFile | None = None


def diff(
    ctx: typer.Context,
    older: Annotated[
        str | None,
        typer.Argument(metavar="[FILE|REV]", help="A codebook file, or a revision; else the one before this."),
    ] = None,
    newer: Annotated[
        str | None, typer.Argument(metavar="[FILE|REV]", help="The other one; else the project's codebook.")
    ] = None,
    book_name: BookOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write it: .md, .json or .txt.")
    ] = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show what is different, told of codes: added, removed, renamed, moved, merged, split, redefined.

    One FILE: from the project's codebook to the file. One REV: from that revision to today. Two: from the first to the
    second; two files need no project. A revision is the first digits of its hash, its name, or "2 back".
    """
    from qualcode.codebooks.file_changes import told_changes
    from qualcode.exports.codebook_changes import change_rows

    if older and newer and _is_file(older) and _is_file(newer):
        sides = (_read(older), _read(newer))
        told: dict[str, object] = {"program": f"qualcode {version()}"}
    else:
        with to_read(ctx, project) as opened:
            sides, told = _sides(opened, book_name, older, newer), about(opened)
    for side in sides:
        for remark in side.file.remarks if side.file else ():
            talk(f"{side.name}: {remark}")
    changes = told_changes(*(side.file or side.codebook for side in sides))
    told = {"title": f"Codebook changes: {sides[0].name} → {sides[1].name}", **told}
    told["older"], told["newer"] = sides[0].name, sides[1].name
    if out is not None:
        _write(out, changes, told)
    elif json:
        print_json(change_rows(changes), told)
    else:
        _print(changes)
    talk(f"{sides[0].name} → {sides[1].name}: {counted(len(changes), 'change')}.")


def _is_file(text: str) -> bool:
    from qualcode.codebooks.reading import READABLE

    return Path(text).suffix.lower() in READABLE or Path(text).is_file()


def _read(text: str) -> _Side:
    from qualcode.codebooks.reading import read_codebook

    file = read_codebook(Path(text))
    return _Side(file.codebook, Path(text).name, file)


def _sides(opened: Project, book_name: str | None, older: str | None, newer: str | None) -> tuple[_Side, _Side]:
    if older and not newer and _is_file(older):
        theirs = _read(older)
        return _Side(opened.copy_of(theirs.file, book_name), "project"), theirs
    files = [_read(text) if text and _is_file(text) else None for text in (older, newer)]
    of_file = next((side.file for side in files if side), None)
    book = opened.copy_of(of_file, book_name)
    return (
        files[0] or _revision(opened, book, older or "1 back"),
        files[1] or (_revision(opened, book, newer) if newer else _Side(book, "project")),
    )


def _revision(opened: Project, book: Codebook, wanted: str) -> _Side:
    meant = opened.revision_hash(book.guid, wanted)
    return _Side(
        opened.codebook_at(book.guid, meant), wanted if meant.startswith(wanted) else f"{wanted} ({meant[:12]})"
    )


def _write(out: Path, changes: tuple[Change, ...], told: dict[str, object]) -> None:
    from qualcode.errors.files import UnknownFormatError
    from qualcode.exports.codebook_changes import change_rows, changes_markdown
    from qualcode.exports.tables import table_text
    from qualcode.files import write_whole

    ending = out.suffix.lower()
    if ending not in _WRITTEN:
        raise UnknownFormatError(out, _WRITTEN)
    if ending == ".md":
        text = changes_markdown(changes, str(told["title"]))
    elif ending == ".json":
        text = table_text(change_rows(changes), "json", told)
    else:
        text = "".join(f"{change.sentence()}\n" for change in changes)
    write_whole(out, text.encode("utf-8", "replace"))
    result(str(out))


def _print(changes: tuple[Change, ...]) -> None:
    """Print a line a change; on a terminal in color, with what was removed and added struck and marked."""
    import sys

    if not sys.stdout.isatty():
        for change in changes:
            result(change.sentence())
        return
    from rich.console import Console
    from rich.text import Text

    from qualcode.model.display import harmless_line

    console = Console(file=sys.stdout, highlight=False)
    for change in changes:
        line = Text(harmless_line(change.sentence()))
        line.highlight_regex(r"^[^:]+:", "bold")
        line.highlight_regex(r"\[-.*?-\]", "red")
        line.highlight_regex(r"\{\+.*?\+\}", "green")
        console.print(line, soft_wrap=True)
