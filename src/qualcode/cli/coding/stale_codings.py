"""The command that lists codings made under an older meaning of their code, and confirms them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, result, talk

if TYPE_CHECKING:
    from qualcode.codebooks.staleness import StaleCoding
    from qualcode.project.project import Project

CodeOption = Annotated[
    str | None, typer.Option("--code", metavar="CODE", help="Only of this code and those under it: name, path or GUID.")
]
_LONGEST_QUOTE = 160


def add_to(group: typer.Typer) -> None:
    """Add this module's command to the group of codings."""
    group.command()(stale)


def stale(
    ctx: typer.Context,
    code: CodeOption = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="Only in this transcript.")] = None,
    whose: Annotated[str | None, typer.Option("--whose", metavar="NAME", help="Only this coder's.")] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Confirm all that is listed: it holds under today's codebook.")
    ] = False,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """List codings made before the meaning of their code changed, with what changed.

    Meaning is the definition, when to use a code and when not, merges and splits. In the coding screen a key opens them
    as a queue to confirm or change.
    """
    with to_act(ctx, project, coder) if confirm else to_read(ctx, project) as opened:
        found = _found(opened, code, source, whose)
        if confirm and found:
            from qualcode.coding.confirming import confirm_codings
            from qualcode.project.opening import now

            guids = [each.coding.guid for each in found]
            confirm_codings(opened.store, guids, coder=opened.coder, at=now())
        names = {each.guid: each.name for each in opened.source_list()}
        if json:
            print_json([_row(each, names) for each in found], about(opened, confirmed=confirm))
            return
        _print(found, names)
        talk(f"{counted(len(found), 'stale coding')}{' confirmed' if confirm else ''}.")


def _found(opened: Project, code: str | None, source: str | None, whose: str | None) -> tuple[StaleCoding, ...]:
    from qualcode.model.codebook import find_code

    guid = find_code(opened.codebooks(), code)[1].guid if code else None
    place = opened.source(source).guid if source else None
    return opened.stale_codings(code_guid=guid, source=place, coder=whose)


def _row(each: StaleCoding, names: dict[str, str]) -> dict[str, object]:
    coding = each.coding
    return {
        "source": names[coding.source_guid],
        "start": coding.segment.start,
        "end": coding.segment.end,
        "quote": coding.quote,
        "code": each.path,
        "coder": coding.coder,
        "changes": [change.sentence() for change in each.changes],
        "revision": coding.codebook_revision,
        "guid": coding.guid,
    }


def _print(found: tuple[StaleCoding, ...], names: dict[str, str]) -> None:
    """Print the codings by what changed, so that nothing is told again for each."""
    grouped: dict[tuple[str, tuple[str, ...]], list[StaleCoding]] = {}
    for each in found:
        key = (each.path, tuple(change.sentence() for change in each.changes))
        grouped.setdefault(key, []).append(each)
    for (path, changes), codings in grouped.items():
        result(f"{path} ({counted(len(codings), 'coding')})")
        for sentence in changes:
            result(f"  {sentence}")
        for each in codings:
            coding = each.coding
            quote = " ".join(coding.quote.split())
            quote = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
            result(f"    “{quote}”  {names[coding.source_guid]}, turn {coding.first_turn}, {coding.coder}")
