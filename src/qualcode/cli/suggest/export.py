"""The command that writes codings and verdicts for other tools to learn from."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.context import ProjectOption, to_read
from qualcode.cli.printing import counted, result, talk
from qualcode.cli.suggest.suggest import suggest

_ENDINGS = (".jsonl", ".spacy")


def add_to(_app: typer.Typer) -> None:
    """Add this module's commands to the group of suggestions."""
    suggest.command("export")(export_)


def export_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="The file to write: .jsonl (Prodigy) or .spacy.")
    ],
    what: Annotated[
        str,
        typer.Option(
            "--what",
            metavar="WHAT",
            help="codings, verdicts (accepted and rejected suggestions), or all: codings and what was rejected.",
        ),
    ] = "all",
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only this transcript; may be repeated.")
    ] = None,
    coder: Annotated[
        list[str] | None, typer.Option("--coder", metavar="NAME", help="Only this coder's; may be repeated.")
    ] = None,
    with_moderator: Annotated[bool, typer.Option("--with-moderator", help="The moderator's turns too.")] = False,
    project: ProjectOption = None,
) -> None:
    """Write codings and verdicts for other tools, one turn a text.

    .jsonl has a line for each coding or verdict: text, spans, label, answer (accept or reject), meta.
    .spacy is a DocBin of all turns: doc.spans["sc"] what is right, doc.spans["rejected"] what is wrong, doc.cats the
    labels of the turn.
    """
    from qualcode.errors.files import UnknownFormatError
    from qualcode.files import write_whole
    from qualcode.suggestions.teaching import ASKED, doc_bin, json_lines

    if what not in ASKED:
        raise typer.BadParameter(f"is one of {', '.join(ASKED)}", param_hint="--what")
    ending = file.suffix.lower()
    if ending not in _ENDINGS:
        raise UnknownFormatError(file, _ENDINGS)
    with to_read(ctx, project) as opened:
        guids = tuple(dict.fromkeys(opened.source(name).guid for name in source or ()))
        talks = tuple(opened.talks(asked=what, sources=guids, coders=tuple(coder or ()), with_moderator=with_moderator))
        remarks = opened.blind_remarks()
    data = doc_bin(talks) if ending == ".spacy" else "".join(map(json_lines, talks)).encode("utf-8", "backslashreplace")
    write_whole(file, data)
    answers = [one.answer for each in talks for one in each.examples]
    result(str(file))
    talk(f"{counted(answers.count('accept'), 'example')} accepted, {answers.count('reject')} rejected.")
    for remark in remarks:
        talk(remark)
