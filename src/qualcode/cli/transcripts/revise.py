"""Commands about corrected transcripts: revise, and the review of codings that a new text left in doubt."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk
from qualcode.model.display import harmless_line

if TYPE_CHECKING:
    from qualcode.exchange.revision_plans import RevisionReport
    from qualcode.project.project import Project

_SHOWN = 60


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(revise)


def revise(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help="The transcript that was corrected.")] = None,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", readable=False, help="The corrected transcript.")
    ] = None,
    renamed: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="OLD=NEW", help="A speaker who is called NEW in the file; may be repeated."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report what would become of each coding; write nothing.")
    ] = False,
    review: Annotated[
        bool, typer.Option("--review", help="List the codings that earlier revisions left in doubt.")
    ] = False,
    moderator: Annotated[
        str | None, typer.Option(metavar="LABEL", help="Who leads the talk, where the file has a new one.")
    ] = None,
    one_speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="All of it is said by this one; labels are not looked for.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Such as windows-1251. Else found.")] = None,
    keep_original: Annotated[
        bool, typer.Option("--keep-original", help="Keep the file itself in the project too.")
    ] = False,
    drop: Annotated[
        bool, typer.Option("--drop", help="Drop corrections that were made meanwhile and are not in the file.")
    ] = False,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Give a transcript its corrected text and carry every coding over.

    Codings go where their words are and are reported as exact, moved, changed or lost. The lost stay on the older
    text, which stays readable. Doubtful ones wait for review: qualcode sources review. One step, undone by qualcode
    undo.
    """
    if review:
        with to_read(ctx, project) as opened:
            show_review(opened, source, as_json=json)
        return
    if source is None or file is None:
        raise typer.BadParameter("needs SOURCE and FILE (or --review).", ctx=ctx)
    from qualcode.exchange.corrections import read_correction
    from qualcode.exchange.new_texts import speaker_map, text_of_reading
    from qualcode.exchange.revisions import revise as write
    from qualcode.project.opening import now

    told = speaker_map(renamed or ())
    with to_read(ctx, project) if dry_run else to_act(ctx, project, coder) as opened:
        guid = opened.source(source).guid
        reading = read_correction(
            opened.store, guid, file, moderator=moderator, one_speaker=one_speaker, encoding=encoding
        )
        kept = reading.original if keep_original else None
        make = text_of_reading(reading, renamed=told, original=kept, drop=drop)
        if dry_run:
            report = opened.planned_revision(guid, make)
        else:
            report = write(opened.store, guid, make, coder=opened.coder, at=now())
        for doubt in reading.doubts:
            talk(f"{reading.name}: {doubt}")
        _show(opened, report, as_json=json)
        if dry_run:
            talk("Nothing was written.")
        elif any(coding.note for coding in report.codings):
            talk("Look at the doubtful ones with: qualcode sources review")


def _show(project: "Project", report: "RevisionReport", *, as_json: bool) -> None:
    counts = report.counts()
    if as_json:
        rows: list[dict[str, object]] = [
            {
                "guid": coding.guid,
                "code": coding.code,
                "coder": coding.coder,
                "outcome": coding.outcome,
                "note": coding.note,
                "likeness": round(coding.likeness, 3),
                "start_before": coding.before_segment.start,
                "end_before": coding.before_segment.end,
                "quote_before": coding.before,
                "start": coding.segment.start if coding.segment else None,
                "end": coding.segment.end if coding.segment else None,
                "quote": coding.quote if coding.segment else None,
                "turn": coding.turn if coding.segment else None,
            }
            for coding in report.codings
        ]
        facts = {"source": report.source, "revision": report.number, **counts, "remarks": list(report.remarks)}
        print_json(rows, about(project, **facts))
        return
    told = [coding for coding in report.codings if coding.outcome != "exact" or coding.note]
    if told:
        print_table(
            ("outcome", "code", "coder", "before", "now", "note"),
            [
                (
                    c.outcome,
                    c.code,
                    c.coder,
                    _short(c.before),
                    _short(c.quote) if c.quote != c.before else "same",
                    c.note,
                )
                for c in told
            ],
        )
    for remark in report.remarks:
        result(remark)
    listed = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
    result(f"{report.source}, revision {report.number}: {counted(len(report.codings), 'coding')}: {listed}")


def show_review(project: "Project", source: str | None, *, as_json: bool) -> None:
    """Print the codings that new texts left in doubt."""
    doubts = project.doubtful_codings(source)
    if as_json:
        rows: list[dict[str, object]] = [
            {
                "source": doubt.source,
                "guid": doubt.guid,
                "code": doubt.code,
                "coder": doubt.coder,
                "outcome": doubt.outcome,
                "note": doubt.note,
                "likeness": round(doubt.likeness, 3),
                "revision": doubt.revision,
                "quote_before": doubt.before,
                "start": doubt.segment.start if doubt.segment else None,
                "end": doubt.segment.end if doubt.segment else None,
                "quote": doubt.quote if doubt.segment else None,
            }
            for doubt in doubts
        ]
        print_json(rows, about(project))
        return
    if not doubts:
        talk("No coding waits for review.")
        return
    print_table(
        ("coding", "source", "outcome", "code", "coder", "before", "now", "note"),
        [(d.guid[:8], d.source, d.outcome, d.code, d.coder, _short(d.before), _short(d.quote), d.note) for d in doubts],
    )


def _short(text: str) -> str:
    line = harmless_line(text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
