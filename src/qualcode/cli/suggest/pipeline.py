"""The command that writes what suggests codes as a spaCy pipeline, for other programs and other machines."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.context import ProjectOption, to_read
from qualcode.cli.printing import result, talk
from qualcode.cli.suggest.suggest import suggest


def add_to(_app: typer.Typer) -> None:
    """Add this module's command to the group of suggestions."""
    suggest.command("pipeline")(pipeline)


def pipeline(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", readable=False, help="A new folder to write it to.")],
    language: Annotated[
        str | None, typer.Option("--language", metavar="CODE", help="Of its texts; usual: what most sources are in.")
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Write what suggests codes as a spaCy pipeline: cues, likeness to coded quotes, what was learned.

    Load it with spacy.load(FOLDER) wherever qualcode is installed; it needs neither the project nor the codebook. Then
    doc.spans has "qualcode" (cues), "qualcode_likeness" and "qualcode_learned": a span's label is the GUID of its code;
    .attrs of each lists codes by path, scores and, but for cues, reasons, in the order of the spans. It holds the
    quotes that were coded and words of the transcripts, so share it only where these may go.
    """
    with to_read(ctx, project) as opened:
        made = opened.save_pipeline(folder, language=language)
    result(str(folder))
    for line in made:
        talk(line)
