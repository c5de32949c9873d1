"""Commands about corrected transcripts: revise, and the review of codings that a new text left in doubt."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk
from qualcode.model.display import harmless_line

if TYPE_CHECKING:
    from qualcode.exchange.revisions import RevisionReport
    from qualcode.exchange.told_text import MakeText
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
    if dry_run:
        with to_read(ctx, project) as opened:
            make, doubts = _new_text(
                opened, source, file, renamed, moderator, one_speaker, encoding, keep_original, drop
            )
            _show(opened, opened.planned_revision(source, make), doubts, as_json=json)
            talk("Nothing was written.")
        return
    from qualcode.exchange.revisions import revise as write
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        guid = opened.source(source).guid
        make, doubts = _new_text(opened, source, file, renamed, moderator, one_speaker, encoding, keep_original, drop)
        report = write(opened.store, guid, make, coder=opened.coder, at=now())
        _show(opened, report, doubts, as_json=json)
        if any(coding.note for coding in report.codings):
            talk("Look at the doubtful ones with: qualcode sources review")


def _new_text(
    project: "Project",
    source: str,
    file: Path,
    renamed: Sequence[str] | None,
    moderator: str | None,
    one_speaker: str | None,
    encoding: str | None,
    keep_original: bool,
    drop: bool,
) -> tuple["MakeText", list[str]]:
    from qualcode.exchange.new_texts import speaker_map, text_of_reading
    from qualcode.transcripts.profiles import profile_of
    from qualcode.transcripts.reading import read_transcript

    known = project.source(source)
    alone = known.cases[0].label if len(known.cases) == 1 and len(known.turns) == 1 else None
    before = (one.details.get("options") for one in reversed(project.revisions(known.guid)))
    options = next((one for one in before if isinstance(one, dict)), {})  # the file is typed as the one before it
    reading = read_transcript(
        file,
        language=known.language,
        moderator=moderator,
        one_speaker=one_speaker or alone,
        encoding=encoding,
        profile=replace(profile_of(options), encoding=None),
    )
    make = text_of_reading(
        reading,
        renamed=speaker_map(renamed or ()),
        original=reading.original if keep_original else None,
        drop=drop,
    )
    return make, [f"{reading.name}: {doubt}" for doubt in reading.doubts]


def _show(project: "Project", report: "RevisionReport", doubts: Sequence[str], *, as_json: bool) -> None:
    counts = report.counts()
    for doubt in doubts:
        talk(doubt)
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
