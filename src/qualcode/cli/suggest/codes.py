"""The command that ranks the codes of turns, or of any texts."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import JsonOption, ProjectOption, to_read
from qualcode.cli.printing import about, print_json, print_table, talk
from qualcode.cli.turn_ranges import turn_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.project.project import Project
    from qualcode.suggestions.likely_codes import LikelyCode


def add_to(suggest: typer.Typer) -> None:
    """Add this module's command to the group."""
    suggest.command("codes")(rank_codes)


def rank_codes(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help="Turns of this transcript.")] = None,
    turns: Annotated[
        str | None, typer.Option(metavar="A-B", help="Only these turns, as 10-25 or 12. Without it: all.")
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="FILE", help="Texts of a file instead, one a line; - for what is piped in."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="With --texts: their language; otherwise the project's.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=0, help="How many codes of each; 0 for all.")
    ] = 3,
    with_moderator: Annotated[
        bool, typer.Option("--with-moderator", help="Rank codes of the moderator's turns too.")
    ] = False,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Rank the codes of turns, or of any texts: the likeliest first, with what speaks for each.

    Nothing has to be coded yet: names, definitions, cues and examples of the codebook make an order; codings and
    verdicts make it better. Nothing is stored, and turns of samples that are coded blind are left out.
    """
    if (source is None) == (texts is None):
        raise typer.BadParameter("name a transcript, or --texts FILE", param_hint="SOURCE")
    if texts is not None and (turns or with_moderator):
        raise typer.BadParameter("goes with SOURCE", param_hint="--turns" if turns else "--with-moderator")
    if source is not None and language:
        raise typer.BadParameter("goes with --texts", param_hint="--language")
    from qualcode.suggestions.language.pipelines import pipeline_remarks
    from qualcode.transcripts.language import checked_language

    asked = range(turn_range(turns)[0], turn_range(turns)[1] + 1) if turns else None
    with to_read(ctx, project) as opened:
        paths = {code.guid: book.path(code.guid) for book in opened.codebooks() for code in book.codes}
        if source is not None:
            rows = list(_of_turns(opened, source, asked, limit, paths, with_moderator=with_moderator))
            where = "turn"
        else:
            spoken = checked_language(language) if language else opened.usual_language()
            for remark in pipeline_remarks([spoken]):
                talk(remark)
            rows = list(_of_texts(opened, _lines(texts), spoken, limit, paths))
            where = "text"
        for remark in opened.pattern_remarks() if paths else opened.missing_remarks()[:1]:
            talk(remark)
        if paths and not rows and source is not None:
            talk("No turn to rank: the moderator's (--with-moderator), those without words or in samples are left out.")
        elif paths and not rows:
            talk("No text to rank: no line has a word in it.")
        if json:
            print_json(rows, about(opened))
            return
        print_table(
            (where, "rank", "code", "score", "reason"),
            [(row[where], row["rank"], row["code"], f"{row['score']:.2f}", row["reason"]) for row in rows],
        )


def _of_turns(
    opened: "Project", name: str, asked: "range | None", limit: int, paths: dict[str, str], *, with_moderator: bool
) -> "Iterator[dict[str, object]]":
    source = opened.source(name)
    found = opened.likely_codes(source.guid, asked, most=limit, with_moderator=with_moderator)
    for number, codes in found.items():
        yield from _rows({"source": source.name, "turn": number}, codes, paths)


def _of_texts(
    opened: "Project", lines: list[str], language: str, limit: int, paths: dict[str, str]
) -> "Iterator[dict[str, object]]":
    found = opened.likely_codes_of(lines, language=language, most=limit)
    for number, codes in enumerate(found, 1):
        yield from _rows({"text": number}, codes, paths)


def _rows(
    place: dict[str, object], codes: "Sequence[LikelyCode]", paths: dict[str, str]
) -> "Iterator[dict[str, object]]":
    for rank, one in enumerate(codes, 1):
        yield {
            **place,
            "rank": rank,
            "code": paths[one.code_guid],
            "score": one.score,
            "reason": one.reason,
            "code_guid": one.code_guid,
        }


def _lines(path: Path | None) -> list[str]:
    from qualcode.transcripts.decoding import decoded
    from qualcode.transcripts.files import file_bytes

    if path is None or str(path) == "-":
        data, name = sys.stdin.buffer.read(), "what was piped in"
    else:
        data, name = file_bytes(path, (".txt", ".text", ".md", ".log", "")), path.name
    return decoded(data, name)[0].splitlines() if data.strip() else []
