"""The command that codes all hits of a search, or of a code's cues, after showing what that would be."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.asking import DryRunOption, YesOption, agreed, check_asking, nothing_changed
from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk
from qualcode.cli.progress import followed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggestions.search.autocoding import Plan
    from qualcode.suggestions.search.talk_hits import HitKind

_SHOWN = 5  # quotes of a preview
_LONGEST = 300  # characters of a quote in the preview: a turn without full stops is one sentence


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(autocode)


def autocode(
    ctx: typer.Context,
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="Its name, its path such as 'Theme > Code', or its GUID.")
    ],
    search: Annotated[str, typer.Option("--search", metavar="TEXT", help="Code what says this.")] = "",
    regex: Annotated[bool, typer.Option("--regex", help="TEXT is a regular expression.")] = False,
    lemma: Annotated[bool, typer.Option("--lemma", help="Find every form of the words in TEXT.")] = False,
    pattern: Annotated[
        str, typer.Option("--pattern", metavar="JSON", help='A token pattern, such as [{"LEMMA": "big"}, {}].')
    ] = "",
    cue: Annotated[bool, typer.Option("--cue", help="Code what the cues of the code find.")] = False,
    unit: Annotated[
        str, typer.Option("--unit", metavar="UNIT", help="What is coded: match, sentence or turn.")
    ] = "sentence",
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only this transcript; may be repeated.")
    ] = None,
    with_moderator: Annotated[bool, typer.Option("--with-moderator", help="Code the moderator's turns too.")] = False,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Code everything a search or the code's cues find, as one act that can be undone.

    It shows first what would be coded, and asks. What you have coded so before is passed over.
    """
    from qualcode.suggestions.search.autocoding import CODED_UNITS

    kind, text = _meant(search, pattern, is_regex=regex, is_lemma=lemma, is_cue=cue)
    if unit not in CODED_UNITS:
        raise typer.BadParameter(f"is one of {', '.join(CODED_UNITS)}", param_hint="--unit")
    check_asking(yes=yes, dry_run=dry_run)
    from qualcode.coding.applying import checked_codable
    from qualcode.coding.autocoding import autocode as code_all
    from qualcode.model.codebook import find_code
    from qualcode.project.opening import now
    from qualcode.suggestions.search.talk_hits import TalkHits

    with to_act(ctx, project, coder) as opened:
        books = opened.codebooks()
        book, chosen = find_code(books, code)
        checked_codable(chosen)
        looked_for = TalkHits(kind, text, books, chosen.guid)
        guids = [opened.source(name).guid for name in source or ()]
        plans = opened.autocode_plans(
            looked_for, chosen.guid, unit=unit, sources=tuple(dict.fromkeys(guids)), with_moderator=with_moderator
        )
        found = list(followed(plans, "searching", len(guids) or opened.source_count()))
        path = book.path(chosen.guid)
        passages = [one for plan in found for one in plan.passages]
        if not json:
            _preview(found, path)
        made: tuple[str, ...] = ()
        if passages and not dry_run and (yes or agreed(f"Code {counted(len(passages), 'passage')} as {path}?")):
            places = [(one.source_guid, one.segment) for one in passages]
            quotes, said = [one.quote for one in passages], looked_for.said()
            made = code_all(
                opened.store, chosen.guid, places, found_by=said, coder=opened.coder, at=now(), quotes=quotes
            )
        if json:
            print_json(_rows(found, path, made), about(opened))
        if made:
            (talk if json else result)(f"{counted(sum(map(bool, made)), 'passage')} coded as {path}.")
        elif passages:
            talk(nothing_changed(yes=yes, dry_run=dry_run))
        elif not json:
            talk("Nothing to code.")


def _meant(search: str, pattern: str, *, is_regex: bool, is_lemma: bool, is_cue: bool) -> "tuple[HitKind, str]":
    if (bool(search.strip()), bool(pattern.strip()), is_cue).count(True) != 1:
        raise typer.BadParameter("give one of --search TEXT, --pattern JSON, --cue", param_hint="--search")
    if (is_regex or is_lemma) and not search:
        raise typer.BadParameter("go with --search", param_hint="--regex, --lemma")
    if is_regex and is_lemma:
        raise typer.BadParameter("goes without --lemma", param_hint="--regex")
    if is_cue:
        return "cue", ""
    if pattern:
        return "pattern", pattern
    return ("regex" if is_regex else "lemma" if is_lemma else "plain"), search


def _preview(plans: "Sequence[Plan]", path: str) -> None:
    is_blind = any(plan.blind for plan in plans)
    columns = ("source", "hits", "to be coded", "coded already", *["in blind samples"] * is_blind)
    counts = [(plan.hits, len(plan.passages), plan.known, *[plan.blind] * is_blind) for plan in plans]
    rows = [(plan.source, *row) for plan, row in zip(plans, counts, strict=True) if plan.hits]
    if not rows:
        return
    total = ("all", *(sum(column) for column in zip(*counts, strict=True)))
    print_table(
        columns,
        [*rows, total],
        bold=[False] * len(rows) + [True],
    )
    passages = [(plan.source, one) for plan in plans for one in plan.passages]
    if passages:
        talk(f"As {path}:")
    for source, one in passages[:_SHOWN]:
        talk(f"  {source}, turn {one.turn}: “{_shortened(one.quote)}”")
    if len(passages) > _SHOWN:
        talk(f"  and {len(passages) - _SHOWN} more; --json lists all")


def _shortened(quote: str) -> str:
    return quote if len(quote) <= _LONGEST else quote[:_LONGEST].rstrip() + "…"


def _rows(plans: "Sequence[Plan]", path: str, made: "Sequence[str]") -> list[dict[str, object]]:
    passages = [(plan.source, one) for plan in plans for one in plan.passages]
    guids = made or [""] * len(passages)
    return [
        {
            "source": source,
            "start": one.segment.start,
            "end": one.segment.end,
            "quote": one.quote,
            "code": path,
            "turn": one.turn,
            "hits": one.hits,
            "guid": guid or None,
        }
        for (source, one), guid in zip(passages, guids, strict=True)
    ]
