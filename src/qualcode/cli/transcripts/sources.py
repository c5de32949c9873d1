"""Commands about the transcripts that are in: list, show, text, original, review, set."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, result
from qualcode.cli.standing_in import StandIn
from qualcode.cli.transcripts.intake import sources as list_sources
from qualcode.cli.turn_ranges import turn_range
from qualcode.errors.files import UnwritableFileError
from qualcode.errors.source_texts import UnknownDoubtError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    from qualcode.model.transcript import Segment
    from qualcode.project.snapshots import RevisionFacts

sources = typer.Typer(
    cls=StandIn.for_command("list"),
    help="List the transcripts, show where each came from, review and set what is known of them. "
    "`qualcode sources` is short for `qualcode sources list`.",
    rich_markup_mode=None,
)
sources.command("list")(list_sources)
_SOURCE = typer.Argument(metavar="SOURCE", help="A transcript, by name or GUID.")
_KINDS = {"file": "read from a file", "edit": "a turn was edited", "pseudonyms": "pseudonyms were put in"}


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.add_typer(sources, name="sources")


@sources.command()
def show(
    ctx: typer.Context,
    source: Annotated[str, _SOURCE],
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show where a transcript came from, how it was read, and its revisions."""
    with to_read(ctx, project) as opened:
        known = opened.source(source)
        revisions = opened.revisions(known.guid)
        if json:
            rows: list[dict[str, object]] = [
                {
                    "revision": one.number,
                    "stands": one.stands,
                    "kind": one.kind,
                    "at": one.at.isoformat(),
                    "coder": one.coder,
                    "file": one.file_name,
                    "file_sha256": one.file_sha256,
                    "sha256": one.sha256,
                    "encoding": one.encoding,
                    "format": one.format,
                    "turns": one.turns,
                    "words": one.words,
                    "characters": one.characters,
                    "has_original": one.has_original,
                    "codings_left": one.left_codings,
                    "details": dict(one.details),
                }
                for one in revisions
            ]
            print_json(rows, about(opened, source=known.name, guid=known.guid, language=known.language))
            return
        result(f"{known.name}  {known.language}, {known.guid}")
        speakers = ", ".join(f"{case.label} ({case.role})" for case in known.cases)
        result(f"speakers: {speakers}")
        others: dict[str, list[int]] = {}
        for turn in known.turns:
            if turn.language:
                others.setdefault(turn.language, []).append(turn.number)
        for language, numbers in others.items():
            shown = ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
            result(f"turns in {language}: {shown}")
        for one in revisions:
            _show_revision(one)


def _show_revision(one: "RevisionFacts") -> None:
    stands = ", stands" if one.stands else ""
    result(f"\nrevision {one.number}{stands}: {_KINDS[one.kind]} by {one.coder}, {one.at:%Y-%m-%d %H:%M} UTC")
    kept = "kept here: qualcode sources original" if one.has_original else "not kept here"
    if one.kind == "file":
        result(f"  file: {one.file_name}, {one.format}, {one.encoding}; {kept}")
        result(f"  SHA-256 of the file: {one.file_sha256}")
    result(f"  {counted(one.turns, 'turn')}, {counted(one.words, 'word')}, {counted(one.characters, 'character')}")
    for name, told in one.details.items():
        if told:
            said = ", ".join(f"{k} {_listed(v)}" for k, v in told.items()) if isinstance(told, dict) else told
            result(f"  {name}: {'; '.join(said) if isinstance(said, list) else said}")
    if one.left_codings:
        result(f"  {counted(one.left_codings, 'coding')} lost by a later revision: qualcode sources review")


def _listed(told: object) -> object:
    return ", ".join(map(str, told)) if isinstance(told, list) else told


@sources.command()
def text(
    ctx: typer.Context,
    source: Annotated[str, _SOURCE],
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", min=1, help="An older text; else the one that stands.")
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Print the text of a transcript, as it stands or as it was."""
    with to_read(ctx, project) as opened:
        result(opened.source_text(source, revision).removesuffix("\n"))


@sources.command()
def original(
    ctx: typer.Context,
    source: Annotated[str, _SOURCE],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write it; else its own name, here.")
    ] = None,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", min=1, help="Of this revision; else the newest kept.")
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Write the original file that a transcript was read from, where it was kept (import --keep-original)."""
    from qualcode.files import is_there, write_whole

    with to_read(ctx, project) as opened:
        name, content = opened.original(source, revision)
        path = out or Path(Path(name).name)
        if out is None and is_there(path):
            raise UnwritableFileError(path, "it is there already; name another with --out")
        write_whole(path, content)
        result(f"{path}: {len(content)} bytes")


@sources.command()
def review(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help="Only this transcript.")] = None,
    confirm: Annotated[
        list[str] | None, typer.Option(metavar="CODING", help="It is right where it is; may be repeated.")
    ] = None,
    confirm_all: Annotated[bool, typer.Option("--confirm-all", help="All that are listed are right.")] = False,
    remove: Annotated[
        list[str] | None, typer.Option(metavar="CODING", help="Take this coding away; may be repeated.")
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="CODING", help="Put this coding elsewhere: --at.")] = None,
    at: Annotated[str | None, typer.Option(metavar="START-END", help="Where, with --place.")] = None,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """List the codings that revisions left in doubt; confirm, move or remove them.

    A coding is named by its GUID or by the first characters of it.
    """
    from qualcode.cli.transcripts.revise import show_review
    from qualcode.coding.revision_review import Review, review_revised
    from qualcode.project.opening import now

    if not (confirm or confirm_all or remove or place):
        with to_read(ctx, project) as opened:
            show_review(opened, source, as_json=json)
        return
    with to_act(ctx, project, coder) as opened:
        listed = [doubt.guid for doubt in opened.doubtful_codings(source)]
        gone = [_meant(listed, one) for one in remove or ()]
        put = {_meant(listed, place): _segment(at)} if place else {}
        right = [_meant(listed, one) for one in confirm or ()]
        right = [one for one in listed if one not in (*gone, *put)] if confirm_all else right
        said = Review(removed=gone, placed=put, confirmed=right)
        review_revised(opened.store, said, coder=opened.coder, at=now())
        done = ((gone, "removed"), (put, "placed"), (right, "confirmed"))
        result(", ".join(f"{counted(len(some), 'coding')} {verb}" for some, verb in done if some) + ".")


def _meant(listed: list[str], written: str) -> str:
    """Return the one coding of a list whose GUID begins so."""
    found = [guid for guid in listed if guid.startswith(written.strip().lower())]
    if len(found) != 1:
        raise UnknownDoubtError(written)
    return found[0]


def _segment(written: str | None) -> "Segment":
    start, dash, end = (written or "").partition("-")
    if not (dash and start.strip().isdecimal() and end.strip().isdecimal()):
        raise InvalidValueError("Place", written or "", "is not like --at 120-164: first character, and the one after.")
    from qualcode.model.transcript import Segment

    return Segment(int(start), int(end))


@sources.command("set")
def set_(
    ctx: typer.Context,
    source: Annotated[str, _SOURCE],
    values: Annotated[
        list[str], typer.Argument(metavar="VARIABLE=VALUE", help="Such as wave=2, language=ru, name=group1.txt.")
    ],
    turns: Annotated[
        list[str] | None,
        typer.Option(metavar="FIRST-LAST", help="With language=CODE: only these turns; `language=` as the rest."),
    ] = None,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Set what is known of a transcript; language and name are set so too."""
    from qualcode.coding.case_editing import assignments, set_source
    from qualcode.coding.turn_languages import set_turn_languages
    from qualcode.project.opening import now

    told = assignments(values)
    if turns:
        if [name.casefold() for name in told] != ["language"]:
            raise typer.BadParameter("goes with language=CODE alone.", ctx=ctx, param_hint="--turns")
        ranges = [turn_range(one) for one in turns]
        with to_act(ctx, project, coder) as opened:
            (language,) = told.values()
            name, changed = set_turn_languages(opened.store, source, language, ranges, coder=opened.coder, at=now())
            result(f"{name}: the language of {counted(changed, 'turn')} set or changed.")
        return
    with to_act(ctx, project, coder) as opened:
        name, changed = set_source(opened.store, source, told, coder=opened.coder, at=now())
        result(f"{name}: {counted(changed, 'value')} set or changed.")
