"""Commands that act on suggestions: accept or reject many at once, move a code's threshold."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.asking import DryRunOption, YesOption, agreed, check_asking, nothing_changed
from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk
from qualcode.cli.suggest.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Suggestion
    from qualcode.project.project import Project

_SHOWN = 12  # rows of a preview

SourceArgument = Annotated[str | None, typer.Argument(metavar="SOURCE", help="Only this transcript.")]
CodeOption = Annotated[
    list[str] | None, typer.Option("--code", metavar="CODE", help="Only of this code; may be repeated.")
]
TurnOption = Annotated[int | None, typer.Option("--turn", metavar="N", min=1, help="Only in this turn of SOURCE.")]
ModeratorOption = Annotated[bool, typer.Option("--with-moderator", help="On the moderator's turns too.")]


def add_to(_app: typer.Typer) -> None:
    """Add this module's commands to the group of suggestions."""
    for command in (accept, reject, threshold):
        suggest.command()(command)


def accept(
    ctx: typer.Context,
    source: SourceArgument = None,
    code: CodeOption = None,
    above: Annotated[
        float | None, typer.Option("--above", metavar="SCORE", min=0.0, max=1.0, help="Those with this score or more.")
    ] = None,
    turn: TurnOption = None,
    with_moderator: ModeratorOption = False,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Make codings of suggestions above a score, as one act that can be undone.

    It shows first which, and asks.
    """
    if above is None:
        raise typer.BadParameter("say from which score on: --above 0.9", param_hint="--above")
    _check(source, turn, yes=yes, dry_run=dry_run)
    with to_act(ctx, project, coder) as opened:
        found = _meant(opened, source, code or (), turn=turn, with_moderator=with_moderator)
        _judge(opened, [one for one in found if one.score >= above], "accept", yes=yes, dry_run=dry_run, is_json=json)


def reject(
    ctx: typer.Context,
    source: SourceArgument = None,
    code: CodeOption = None,
    below: Annotated[
        float | None,
        typer.Option("--below", metavar="SCORE", min=0.0, max=1.0, help="Those with less than that."),
    ] = None,
    turn: TurnOption = None,
    with_moderator: ModeratorOption = False,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Keep that suggestions are wrong, as one act that can be undone: they are not made again.

    Say which: below a score, of a code, in a turn. It shows first which those are, and asks.
    """
    if below is None and not code and turn is None:
        raise typer.BadParameter("say which: --below SCORE, --code CODE or --turn N", param_hint="--below")
    _check(source, turn, yes=yes, dry_run=dry_run)
    with to_act(ctx, project, coder) as opened:
        found = _meant(opened, source, code or (), turn=turn, with_moderator=with_moderator)
        chosen = [one for one in found if below is None or one.score < below]
        _judge(opened, chosen, "reject", yes=yes, dry_run=dry_run, is_json=json)


def threshold(
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="Its name, path or GUID.")] = None,
    score: Annotated[
        float | None, typer.Argument(metavar="SCORE", min=0.0, max=1.0, help="Suggest it from this score on, 0 to 1.")
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Leave it to the program again.")] = False,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Set the score from which on a code is suggested, to everybody; without SCORE: show what was set and measured."""
    if score is not None and off:
        raise typer.BadParameter("goes without SCORE", param_hint="--off")
    if code is None or (score is None and not off):
        if off:
            raise typer.BadParameter("needs a CODE", param_hint="--off")
        with to_read(ctx, project) as opened:
            _show_thresholds(opened, code, is_json=json)
        return
    from qualcode.coding.thresholds import set_threshold
    from qualcode.model.codebook import find_code
    from qualcode.project.opening import now

    with to_act(ctx, project, coder) as opened:
        book, chosen = find_code(opened.codebooks(), code)
        set_threshold(opened.store, chosen.guid, score, coder=opened.coder, at=now())
        path = book.path(chosen.guid)
        result(f"{path}: left to the program" if score is None else f"{path}: suggested from {score:g} on")


def _show_thresholds(project: "Project", code: str | None, *, is_json: bool) -> None:
    from qualcode.model.codebook import code_paths, find_code

    books = project.codebooks()
    only = find_code(books, code)[1].guid if code else None
    paths = code_paths(books)
    chosen = project.thresholds()
    rows: list[dict[str, object]] = []
    cells: list[tuple[object, ...]] = []
    for one in project.measured_thresholds():
        guid = one.code_guid
        if only not in (None, guid):
            continue
        score = chosen.get(guid, one.score)
        remark = "set" if guid in chosen else one.remark()
        rows.append(
            {
                "code": paths[guid],
                "threshold": score,
                "chosen": chosen.get(guid),
                "measured": one.score,
                "codings": one.codings,
                "remark": remark,
                "code_guid": guid,
            }
        )
        cells.append((paths[guid], "" if score is None else f"{score:.0%}", one.codings, remark))
    if is_json:
        print_json(rows, about(project))
        return
    if not rows:
        talk("Nothing is suggested: no such code may be applied.")
        return
    print_table(("code", "suggested from", "codings", ""), cells)
    talk("What was learned is suggested from that score on. Set it: qualcode suggest threshold CODE 0.7")
    for remark in project.blind_remarks():
        talk(remark)


def _check(source: str | None, turn: int | None, *, yes: bool, dry_run: bool) -> None:
    if turn is not None and source is None:
        raise typer.BadParameter("needs a SOURCE", param_hint="--turn")
    check_asking(yes=yes, dry_run=dry_run)


def _meant(
    project: "Project", source: str | None, codes: "Sequence[str]", *, turn: int | None, with_moderator: bool
) -> "list[Suggestion]":
    """Return the open suggestions asked for, the surest first."""
    from qualcode.errors.coding import UnknownTurnError
    from qualcode.model.codebook import find_code

    books = project.codebooks()
    wanted = {find_code(books, code)[1].guid for code in codes}
    known = project.source(source) if source else None
    if known and turn is not None and turn > len(known.turns):
        raise UnknownTurnError(turn, known.name, len(known.turns))
    found = project.suggestions(known.guid if known else None, with_moderator=with_moderator)
    if known and turn is not None:
        there = known.turns[turn - 1]
        found = tuple(one for one in found if there.start <= one.segment.start < there.end)
    return [one for one in found if not wanted or one.code_guid in wanted]


def _judge(
    project: "Project", found: "Sequence[Suggestion]", verb: str, *, yes: bool, dry_run: bool, is_json: bool
) -> None:
    """Show suggestions, ask, and accept or reject them."""
    from qualcode.coding.verdicts import accept_all, reject_all
    from qualcode.model.codebook import code_paths
    from qualcode.project.opening import now

    names = {known.guid: known.name for known in project.source_list()}
    paths = code_paths(project.codebooks())
    if not is_json and found:
        print_table(
            ("source", "score", "code", "quote"),
            [(names[one.source_guid], round(one.score, 2), paths[one.code_guid], one.quote) for one in found[:_SHOWN]],
        )
        if len(found) > _SHOWN:
            talk(f"and {len(found) - _SHOWN} more; --json lists all")
    guids: dict[int, str] = {}
    done = 0
    if found and not dry_run and (yes or agreed(f"{verb.title()} {counted(len(found), 'suggestion')}?")):
        if verb == "accept":
            places = {id(one): number for number, one in enumerate(found)}
            made = accept_all(project.store, found, coder=project.coder, at=now())
            guids = {places[id(one)]: guid for one, guid in made}
            done = len(made)
        else:
            done = reject_all(project.store, found, coder=project.coder, at=now())
    if is_json:
        rows: list[dict[str, object]] = [
            {
                "source": names[one.source_guid],
                "start": one.segment.start,
                "end": one.segment.end,
                "quote": one.quote,
                "code": paths[one.code_guid],
                "score": one.score,
                "code_guid": one.code_guid,
                "guid": guids.get(number),
            }
            for number, one in enumerate(found)
        ]
        print_json(rows, about(project))
    if done:
        (talk if is_json else result)(f"{counted(done, 'suggestion')} {verb}ed.")
    elif found:
        talk(nothing_changed(yes=yes, dry_run=dry_run))
    elif not is_json:
        talk("No suggestion is like that.")
