"""Commands about suggestions: shown with scores and reasons."""

import gc
from bisect import bisect_right
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import JsonOption, ProjectOption, to_read
from qualcode.cli.printing import about, print_json, print_table, result, talk
from qualcode.cli.standing_in import StandIn
from qualcode.cli.suggest import codes, evaluating
from qualcode.cli.suggest.streaming import check_options, make_ahead, stream
from qualcode.model.codebook import code_paths, find_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model.coding import Suggestion
    from qualcode.model.transcript import Turn
    from qualcode.project.project import Project
    from qualcode.suggestions.explaining import Fared

# Hundreds of thousands of values that live to the end of the command need not be looked through again and again.
_SELDOM = (50_000, 20, 20)

suggest = typer.Typer(
    cls=StandIn.for_command("show"),
    help="Show suggestions, and what they are worth. `qualcode suggest [SOURCE]` is short for `qualcode suggest show`.",
    rich_markup_mode=None,
)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    codes.add_to(suggest)
    evaluating.add_to(suggest)
    app.add_typer(suggest, name="suggest")


@suggest.command()
def show(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help="Only this transcript.")] = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", metavar="CODE", help="Only of this code; may be repeated.")
    ] = None,
    above: Annotated[
        float, typer.Option(metavar="SCORE", min=0.0, max=1.0, help="Only scores from this on, 0 to 1.")
    ] = 0.0,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=0, help="How many at most; 0 for all.")] = 0,
    with_moderator: Annotated[
        bool, typer.Option("--with-moderator", help="Suggest on the moderator's turns too.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say all there is to say for each: every part of the score, the record.")
    ] = False,
    all_: Annotated[
        bool,
        typer.Option("--all", help="Make all of the project first, in several processes; can be gone on with."),
    ] = False,
    processes: Annotated[
        int | None, typer.Option("--processes", metavar="N", min=1, max=64, help="With --all: how many at once.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Print one JSON object a suggestion, as soon as it is known.")
    ] = False,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show suggestions, best first, with the reason.

    They come from the cues of the codebooks, from what was coded before, and from quotes that are nearly the same.
    None is a coding until somebody accepts it; what you have coded or judged already is left out.
    """
    from qualcode.suggestions.explaining import fared

    gc.set_threshold(*_SELDOM)
    check_options(source, is_all=all_, processes=processes, is_json=json, is_jsonl=jsonl)
    with to_read(ctx, project) as opened:
        guid = opened.source(source).guid if source else None
        wanted = {find_code(opened.codebooks(), one)[1].guid for one in code or ()}
        names = {known.guid: known.name for known in opened.source_list()}
        paths = code_paths(opened.codebooks())
        record = fared(opened.seen_verdicts()) if explain else {}

        def is_asked(s: "Suggestion") -> bool:
            return s.score >= above and (not wanted or s.code_guid in wanted)

        def row_of(s: "Suggestion") -> dict[str, object]:
            return {
                "source": names[s.source_guid],
                "start": s.segment.start,
                "end": s.segment.end,
                "quote": s.quote,
                "code": paths[s.code_guid],
                "score": round(s.score, 4),
                "reason": s.reason,
                "code_guid": s.code_guid,
                **(_explained(s, record) if explain else {}),
            }

        study = None
        if all_:
            study = make_ahead(opened, processes, with_moderator=with_moderator)
        if jsonl:
            _remark(opened, guid)
            stream(opened, row_of, is_asked, source=guid, limit=limit, with_moderator=with_moderator, study=study)
            return
        found = [s for s in opened.suggestions(guid, with_moderator=with_moderator) if is_asked(s)]
        found = found[:limit] if limit else found
        turns: dict[str, tuple[Turn, ...]] = {}
        _remark(opened, guid)
        if json:
            print_json([row_of(s) for s in found], about(opened))
            return
        if explain:
            for s in found:
                if s.source_guid not in turns:
                    turns[s.source_guid] = opened.source(s.source_guid).turns
                place = bisect_right(turns[s.source_guid], s.segment.start, key=lambda turn: turn.start)
                where = f"{names[s.source_guid]}, turn {turns[s.source_guid][place - 1].number}"
                _explain(s, where, paths[s.code_guid], record)
            return
        print_table(
            ("source", "score", "code", "quote", "reason"),
            [(names[s.source_guid], round(s.score, 2), paths[s.code_guid], s.quote, s.reason) for s in found],
        )


def _remark(project: "Project", source: str | None) -> None:
    for remark in (*project.language_remarks(source), *project.pattern_remarks(), *project.missing_remarks()):
        talk(remark)


def _explain(one: "Suggestion", where: str, path: str, record: "Mapping[str, Fared]") -> None:
    from qualcode.suggestions.explaining import Fared, explanation

    result(f"{path} · {where}")
    result(f"  “{one.quote}”")
    for heading, line in explanation(one, record.get(one.code_guid, Fared())):
        result(f"    {heading}: {line}")


def _explained(one: "Suggestion", record: "Mapping[str, Fared]") -> dict[str, object]:
    from qualcode.suggestions.explaining import Fared

    known = record.get(one.code_guid, Fared())
    return {
        "cue": one.cue,
        "component": one.component,
        "parts": [f"{part.component} {part.score}: {part.reason}" for part in one.parts],
        "threshold": one.threshold,
        "accepted": known.accepted,
        "rejected": known.rejected,
    }
