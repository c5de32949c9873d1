"""The command that brings transcripts in: files, folders and zip files, looked at first or stored at once."""

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk, version
from qualcode.cli.progress import shown
from qualcode.errors.base import QualcodeError

if TYPE_CHECKING:
    from qualcode.project.project import Project
    from qualcode.transcripts.profiles import Profile
    from qualcode.transcripts.reading import Reading

_FEW = 3  # transcripts that are named one by one


def add_to(app: typer.Typer) -> None:
    """Add this module's command to the program."""
    app.command("import")(import_)


def import_(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            readable=False,
            help="Transcripts (.txt .md .docx .odt .rtf .html .pdf .vtt .srt .csv .xlsx), folders, zip files of them.",
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show speakers, turns and doubts; write nothing.")] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Look at them in the terminal UI, correct who speaks, then import.")
    ] = False,
    moderator: Annotated[
        str | None,
        typer.Option(metavar="LABEL", help="Who leads the talk; several with commas between. Else recognized."),
    ] = None,
    one_speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="All of it is said by this one; labels are not looked for.")
    ] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Such as en or ru. Else found.")] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Such as windows-1251. Else found.")] = None,
    label_regex: Annotated[
        str | None,
        typer.Option(metavar="REGEX", help="What a line begins with that is a speaker label; (?P<name>…) is the name."),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="OLD=NEW", help="A label's right name; `OLD=` is no speaker. Can be repeated."),
    ] = None,
    label_variables: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="What stands beside labels, as in `gender,age,city`: R1 (woman, 34, Tula)."),
    ] = None,
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="Read as was saved under this name; other options go before.")
    ] = None,
    save_profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="Keep these options for the next files of the same origin.")
    ] = None,
    speaker_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of a table: who speaks or answers. Else found.")
    ] = None,
    text_column: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Of a table: what is said; once for each open question. Else found."),
    ] = None,
    time_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of a table: when it is said. Else found.")
    ] = None,
    variables: Annotated[
        Path | None,
        typer.Option(metavar="FILE", readable=False, help="A CSV of variables to set in the same step."),
    ] = None,
    keep_original: Annotated[
        bool, typer.Option("--keep-original", help="Keep the files themselves in the project too.")
    ] = False,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Bring transcripts in.

    A file that cannot be read is named, and the others come in. Look first with --dry-run: it shows who speaks, how
    often, and what is doubtful.
    """
    from qualcode.transcripts.profiles import renamings
    from qualcode.transcripts.saved_profiles import read_profile
    from qualcode.transcripts.saved_profiles import save_profile as keep

    renamed = renamings(map_ or ())
    told = read_profile(profile) if profile else None
    told = _told(
        told,
        renamed,
        {"speaker": speaker_column, "text": tuple(text_column or ()) or None, "time": time_column},
        encoding=encoding,
        language=language,
        moderator=moderator,
        one_speaker=one_speaker,
        label_regex=label_regex,
        label_variables=label_variables,
    )
    if preview:
        _preview(ctx, files, told, project)
        return
    readings, refused = _read(files, told)
    _tell_unknown(renamed, readings)
    if save_profile:
        keep(save_profile, told)
        talk(f"Saved: next time, `qualcode import --profile {shlex.quote(save_profile)} FILE`.")
    if dry_run:
        _show_readings(readings, refused, as_json=json)
    elif readings:
        try:
            with to_act(ctx, project, coder) as opened:
                refused.extend(_import(opened, readings, variables, keep_original=keep_original, as_json=json))
        except QualcodeError as error:
            refused.append(error)
            readings = []
    if len(refused) == 1 and len(readings) < 2:
        raise refused[0]
    for refusal in refused:
        talk(f"qualcode: {refusal}")
    if len(refused) > 3:
        talk(f"{counted(len(refused), 'file')} refused, as said above.")
    if refused:
        raise typer.Exit(1)


def _preview(ctx: typer.Context, files: Sequence[Path], told: "Profile", project: Path | None) -> None:
    from qualcode.cli.projects import open_screen
    from qualcode.tui.preview.desk import PreviewDesk

    open_screen(ctx, path=project, preview=PreviewDesk(files, told))


def _told(
    profile: "Profile | None",
    renamed: Sequence[tuple[str, str]],
    columns: Mapping[str, object],
    **values: str | None,
) -> "Profile":
    """Return a profile with what the options say in place of what it says; renamed labels are added to its own."""
    from qualcode.transcripts.profiles import Profile

    profile = profile or Profile()
    named = {name: value for name, value in columns.items() if value is not None}
    return replace(
        profile.told(**values),
        renamed=(*profile.renamed, *renamed),
        columns=replace(profile.columns, **named),  # type: ignore[arg-type] # each as its field has it
    )


def _tell_unknown(renamed: Sequence[tuple[str, str]], readings: Sequence["Reading"]) -> None:
    """Say which labels nobody has that were told to be called otherwise."""
    from qualcode.transcripts.reading import label_key

    seen = {label_key(label.written) for reading in readings for label in reading.labels}
    for old, _ in renamed:
        if readings and label_key(old) not in seen:
            talk(f"--map: nobody is labelled {old!r}.")


def _read(paths: Sequence[Path], told: "Profile") -> tuple[list["Reading"], list[QualcodeError]]:
    """Return the readings of all files, and why others have none; what is no transcript in a folder is told."""
    from contextlib import ExitStack

    from qualcode.transcripts.gathering import gathered
    from qualcode.transcripts.reading import read_raw

    readings: list[Reading] = []
    with ExitStack() as stack:
        gathering = gathered(paths, stack)
        refused = list(gathering.refused)
        for found in shown(gathering.found, "reading"):
            try:
                readings.append(read_raw(found.raw(), told))
            except QualcodeError as error:
                refused.append(error)
    if gathering.left_out:
        more = f" and {len(gathering.left_out) - 5} more" if len(gathering.left_out) > 5 else ""
        talk(f"Left out, being no transcripts: {', '.join(gathering.left_out[:5])}{more}")
    return readings, refused


def _import(
    project: "Project", readings: Sequence["Reading"], variables: Path | None, *, keep_original: bool, as_json: bool
) -> tuple[QualcodeError, ...]:
    from qualcode.exchange.sources import import_readings
    from qualcode.project.opening import now
    from qualcode.transcripts.variables import read_variables

    table = (variables, read_variables(variables)[0]) if variables else None
    report = import_readings(
        project.store, readings, coder=project.coder, at=now(), variables=table, keep_original=keep_original
    )
    if as_json:
        print_json(_reading_rows(report.imported), about(project))
    else:
        _list_readings(report.imported)
    _tell_doubts(report.imported)
    if variables:
        talk(f"{variables.name}: {counted(report.values, 'value')} set or changed.")
    return report.refused


def _tell_doubts(readings: Sequence["Reading"]) -> None:
    """Say what is doubtful, transcript by transcript, but once what is so in many of them."""
    having: dict[str, list[str]] = {}
    for reading in readings:
        for doubt in reading.doubts:
            having.setdefault(doubt, []).append(reading.name)
    for reading in readings:
        for doubt in reading.doubts:
            names = having[doubt]
            if len(names) <= _FEW:
                talk(f"{reading.name}: {doubt}")
            elif names[0] == reading.name:
                talk(f"{', '.join(names[:_FEW])} and {len(names) - _FEW} more: {doubt}")


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
            "format": reading.format,
            "styles": _styles(reading),
        }
        for reading in readings
    ]


def _show_readings(readings: Sequence["Reading"], refused: Sequence[QualcodeError], *, as_json: bool) -> None:
    if as_json:
        told = {"program": f"qualcode {version()}", "dry_run": True, "refused": [str(error) for error in refused]}
        print_json(_reading_rows(readings), told)
        return
    for reading in readings:
        result(f"{reading.name}  {reading.encoding}, {reading.language}, {counted(len(reading.turns), 'turn')}")
        rows = [(s.label, s.role, s.turns, s.words, _values(s.variables)) for s in reading.speakers]
        print_table(("speaker", "role", "turns", "words", "variables"), rows)
        if reading.labels:
            result("  labels: " + ", ".join(_styles(reading)))
        for doubt in reading.doubts:
            result(f"  doubt: {doubt}")
    if readings:
        talk("Nothing was written.")


def _styles(reading: "Reading") -> list[str]:
    """Return how labels look and how many look so, the most frequent first: `Name: × 12`."""
    styles: Counter[str] = Counter()
    for label in reading.labels:
        if label.speaker:
            styles[label.looks] += label.times
    return [f"{looks} × {times}" for looks, times in styles.most_common()]


def _list_readings(readings: Sequence["Reading"]) -> None:
    for reading in readings:
        result(f"{reading.name}: {_counts([reading])}, {reading.language}")
    if len(readings) > 1:
        talk(f"{counted(len(readings), 'transcript')}: {_counts(readings)}.")


def _counts(readings: Sequence["Reading"]) -> str:
    turns = sum(len(reading.turns) for reading in readings)
    people = sum(speaker.role == "participant" for reading in readings for speaker in reading.speakers)
    return f"{counted(turns, 'turn')}, {counted(people, 'participant')}"


def _values(variables: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name} {value}" for name, value in variables)
