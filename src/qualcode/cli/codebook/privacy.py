"""The command that lists what in a codebook could tell who took part, and the warning that an export gives."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook.options import NO_CODEBOOK, BookOption
from qualcode.cli.context import JsonOption, ProjectOption, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk
from qualcode.model.display import harmless_line

if TYPE_CHECKING:
    from qualcode.codebooks.privacy.privacy import Leak
    from qualcode.model.codebook import Codebook

_MOST_SHOWN = 3
_TOLD = {
    "participant": "name of a participant",
    "contact": "address or number",
    "quote": "quote",
    "date": "date",
    "place": "place",
    "name": "proper name from the talk",
}


def add_to(group: typer.Typer) -> None:
    """Add this module's command to the group of codebooks."""
    group.command()(privacy)


def privacy(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", readable=False, help="A codebook file; else the project's codebook."),
    ] = None,
    name: BookOption = None,
    words: Annotated[
        int | None, typer.Option("--words", min=2, help="So many words in a row from a transcript are a quote.")
    ] = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """List what in a codebook could tell who took part, before it is shared.

    Names of participants, quotes, dates and places of the transcripts, addresses and numbers, and proper names that are
    said in the talk. Nothing is changed.
    """
    with to_read(ctx, project) as opened:
        books: tuple[Codebook, ...]
        if file is not None:
            from qualcode.codebooks.reading import read_codebook

            books = (read_codebook(file).codebook,)
        else:
            books = opened.codebooks() if name is None else (opened.codebook(name),)
        found = [(book, opened.privacy_leaks(book, words=words)) for book in books]
        if json:
            rows = [_row(book, leak) for book, leaks in found for leak in leaks]
            print_json(rows, about(opened, file=None if file is None else file.name))
            return
        if not books:
            talk(NO_CODEBOOK)
        for book, leaks in found:
            result(f"{book.name}: {_counts(leaks) or 'nothing that stands in the transcripts'}.")
            print_table(("what", "words", "where", "times", "transcripts"), list(_lines(leaks)))


def warning(leaks: "Sequence[Leak]", has_quotes: bool) -> Iterator[str]:
    """Yield what is said when a codebook is written that could tell who took part."""
    told = [leak for leak in leaks if leak.field != "memo" and (has_quotes or leak.kind != "quote")]
    if not told:
        return
    told.sort(key=lambda leak: list(_TOLD).index(leak.kind))
    first = dict.fromkeys(f"“{_short(leak.text)}”" for leak in told)
    shown = ", ".join(list(first)[:_MOST_SHOWN])
    yield f"Before you share it: {_counts(told)} from the transcripts, such as {shown}."
    way = " Leave quotes out with --without-quotes." if any(leak.kind == "quote" for leak in told) else ""
    yield f"See all with: qualcode codebook privacy.{way}"


def _counts(leaks: "Sequence[Leak]") -> str:
    counts = Counter(kind for kind, _ in {(leak.kind, leak.text.casefold()) for leak in leaks})
    return ", ".join(_plural(counts[kind], noun) for kind, noun in _TOLD.items() if counts[kind])


def _plural(number: int, noun: str) -> str:
    if noun.startswith("name of"):
        return f"{number} {'name' if number == 1 else 'names'} of participants"
    if noun.startswith("address"):
        return f"{number} {'address or number' if number == 1 else 'addresses or numbers'}"
    if noun.startswith("proper"):
        return f"{counted(number, 'proper name')}"
    return counted(number, noun)


def _lines(leaks: "Sequence[Leak]") -> Iterator[tuple[object, ...]]:
    """Yield one line for the same words of one kind, wherever they stand."""
    groups: dict[tuple[str, str], list[Leak]] = {}
    for leak in leaks:
        groups.setdefault((leak.kind, leak.text.casefold()), []).append(leak)
    for kind, noun in _TOLD.items():
        for (found, _), same in groups.items():
            if found == kind:
                first = same[0]
                where = f"{first.path}: {first.field.replace('_', ' ')}"
                yield noun, harmless_line(first.text), where, len(same), first.sources or ""


def _row(book: "Codebook", leak: "Leak") -> dict[str, object]:
    return {
        "codebook": book.name,
        "kind": leak.kind,
        "path": leak.path,
        "code_guid": leak.code_guid,
        "field": leak.field,
        "number": leak.number,
        "start": leak.start,
        "end": leak.end,
        "text": leak.text,
        "source": leak.source or None,
        "sources": leak.sources,
    }


def _short(text: str) -> str:
    line = harmless_line(text)
    return line if len(line) <= 40 else line[:39].rstrip() + "…"
