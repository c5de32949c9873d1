"""Commands that bring transcripts and variables in and show what is in: import, sources, cases, variables."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk, version
from qualcode.errors.base import QualcodeError

if TYPE_CHECKING:
    from qualcode.project.project import Project
    from qualcode.transcripts.reading import Reading


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command("import")(import_)
    app.command()(sources)
    app.command()(cases)
    app.command()(variables)


def import_(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", readable=False, help="Transcripts: .txt, .md")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show speakers, turns and doubts; write nothing.")] = False,
    moderator: Annotated[
        str | None,
        typer.Option(metavar="LABEL", help="Who leads the talk; several with commas between. Else recognized."),
    ] = None,
    one_speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="All of it is said by this one; labels are not looked for.")
    ] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Such as en or ru. Else found.")] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Such as windows-1251. Else UTF-8 or UTF-16.")
    ] = None,
    variables: Annotated[
        Path | None,
        typer.Option(metavar="FILE", readable=False, help="A CSV of variables to set in the same step."),
    ] = None,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Bring transcripts in.

    A file that cannot be read is named, and the others come in. Look first with --dry-run: it shows who speaks, how
    often, and what is doubtful.
    """
    from qualcode.transcripts.reading import read_transcript

    readings: list[Reading] = []
    refused: list[QualcodeError] = []
    for file in files:
        try:
            readings.append(
                read_transcript(
                    file, language=language, moderator=moderator, one_speaker=one_speaker, encoding=encoding
                )
            )
        except QualcodeError as error:
            refused.append(error)
    if dry_run:
        _show_readings(readings, as_json=json)
    elif readings:
        try:
            with to_act(ctx, project, coder) as opened:
                refused.extend(_import(opened, readings, variables, as_json=json))
        except QualcodeError as error:
            refused.append(error)
    if len(refused) == 1:
        raise refused[0]
    for refusal in refused:
        talk(f"qualcode: {refusal}")
    if refused:
        raise typer.Exit(1)


def _import(
    project: "Project", readings: Sequence["Reading"], variables: Path | None, *, as_json: bool
) -> tuple[QualcodeError, ...]:
    from qualcode.exchange.sources import import_readings
    from qualcode.project.opening import now
    from qualcode.transcripts.variables import read_variables

    table = (variables, read_variables(variables)[0]) if variables else None
    report = import_readings(project.store, readings, coder=project.coder, at=now(), variables=table)
    if as_json:
        print_json(_reading_rows(report.imported), about(project))
    else:
        _list_readings(report.imported)
    for reading in report.imported:
        for doubt in reading.doubts:
            talk(f"{reading.name}: {doubt}")
    if variables:
        talk(f"{variables.name}: {counted(report.values, 'value')} set or changed.")
    return report.refused


def _reading_rows(readings: Sequence["Reading"]) -> list[dict[str, object]]:
    return [
        {
            "file": reading.name,
            "encoding": reading.encoding,
            "turns": len(reading.turns),
            "speakers": [speaker.label for speaker in reading.speakers],
            "doubts": list(reading.doubts),
            "moderators": [speaker.label for speaker in reading.speakers if speaker.role == "moderator"],
            "language": reading.language,
            "characters": len(reading.text),
            "sha256": reading.sha256,
        }
        for reading in readings
    ]


def _show_readings(readings: Sequence["Reading"], *, as_json: bool) -> None:
    if as_json:
        print_json(_reading_rows(readings), {"program": f"qualcode {version()}", "dry_run": True})
        return
    for reading in readings:
        result(f"{reading.name}  {reading.encoding}, {reading.language}, {counted(len(reading.turns), 'turn')}")
        rows = [(s.label, s.role, s.turns, s.words, _values(s.variables)) for s in reading.speakers]
        print_table(("speaker", "role", "turns", "words", "variables"), rows)
        for doubt in reading.doubts:
            result(f"  doubt: {doubt}")
    if readings:
        talk("Nothing was written.")


def _list_readings(readings: Sequence["Reading"]) -> None:
    for reading in readings:
        people = sum(1 for speaker in reading.speakers if speaker.role == "participant")
        turns = counted(len(reading.turns), "turn")
        result(f"{reading.name}: {turns}, {counted(people, 'participant')}, {reading.language}")


def sources(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List the transcripts and how far they are coded."""
    with to_read(ctx, project) as opened:
        listed = opened.source_list()
        rows: list[dict[str, object]] = [
            _with_variables(
                {
                    "name": source.name,
                    "guid": source.guid,
                    "language": source.language,
                    "encoding": source.encoding,
                    "turns": source.turns,
                    "words": source.words,
                    "characters": source.characters,
                    "sha256": source.sha256,
                    "codings": source.codings,
                    "coded_turns": source.coded_turns,
                    "participant_turns": source.talk_turns,
                },
                "source",
                source.variables,
            )
            for source in listed
        ]
        if json:
            print_json(_even(rows), about(opened))
            return
        print_table(
            ("source", "language", "turns", "words", "coded turns", "codings", "variables"),
            [
                (
                    s.name,
                    s.language,
                    s.turns,
                    s.words,
                    f"{s.coded_turns} of {s.talk_turns}",
                    s.codings,
                    _values(s.variables),
                )
                for s in listed
            ],
        )


def cases(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List who speaks, how much, and what is known of them."""
    with to_read(ctx, project) as opened:
        listed = opened.case_list()
        rows: list[dict[str, object]] = [
            _with_variables(
                {
                    "label": case.label,
                    "role": case.role,
                    "source": "; ".join(case.sources),
                    "turns": case.turns,
                    "words": case.words,
                    "guid": case.guid,
                },
                "case",
                case.variables,
            )
            for case in listed
        ]
        if json:
            print_json(_even(rows), about(opened))
            return
        print_table(
            ("case", "role", "source", "turns", "words", "variables"),
            [(c.label, c.role, "; ".join(c.sources), c.turns, c.words, _values(c.variables)) for c in listed],
        )


def variables(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="A CSV with source, case, and a column a variable.")
    ],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Set variables such as age, city or wave from a CSV.

    Each row names a source and a case (the speaker label); a row without a case describes its source. An empty cell
    changes nothing.
    """
    from qualcode.exchange.variables import import_variables
    from qualcode.project.opening import now
    from qualcode.transcripts.variables import read_variables

    rows, _ = read_variables(file)
    with to_act(ctx, project, coder) as opened:
        changed = import_variables(opened.store, file, rows, coder=opened.coder, at=now())
        result(f"{counted(changed, 'value')} set or changed.")


def _values(variables: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{name} {value}" for name, value in variables)


def _with_variables(row: dict[str, object], scope: str, variables: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Return the row with a key for each variable; one that is called like a key of the row is led by its scope."""
    return row | {f"{scope}:{name}" if name in row else name: value for name, value in variables}


def _even(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Give every row the same keys: a variable that is missing is null, not absent."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [{name: row.get(name) for name in names} for row in rows]
