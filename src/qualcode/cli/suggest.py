"""Commands about suggestions: shown with scores and reasons."""

from typing import Annotated

import typer

from qualcode.cli.context import JsonOption, ProjectOption, to_read
from qualcode.cli.printing import about, print_json, print_table, talk
from qualcode.cli.standing_in import StandIn

suggest = typer.Typer(
    cls=StandIn.for_command("show"),
    help="Show suggestions, and what they are worth. `qualcode suggest [SOURCE]` is short for `qualcode suggest show`.",
    rich_markup_mode=None,
)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.add_typer(suggest, name="suggest")


@suggest.command()
def show(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help="Only this transcript.")] = None,
    above: Annotated[
        float, typer.Option(metavar="SCORE", min=0.0, max=1.0, help="Only scores from this on, 0 to 1.")
    ] = 0.0,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=0, help="How many at most; 0 for all.")] = 0,
    with_moderator: Annotated[
        bool, typer.Option("--with-moderator", help="Suggest on the moderator's turns too.")
    ] = False,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show suggestions, best first, with the reason.

    They come from the cues of the codebooks. None is a coding until somebody accepts it; what you have coded or
    judged already is left out.
    """
    with to_read(ctx, project) as opened:
        guid = opened.source(source).guid if source else None
        found = [s for s in opened.suggestions(guid, with_moderator=with_moderator) if s.score >= above]
        found = found[:limit] if limit else found
        names = {known.guid: known.name for known in opened.source_list()}
        paths = {code.guid: book.path(code.guid) for book in opened.codebooks() for code in book.codes}
        for remark in opened.language_remarks():
            talk(remark)
        if json:
            rows: list[dict[str, object]] = [
                {
                    "source": names[s.source_guid],
                    "start": s.segment.start,
                    "end": s.segment.end,
                    "quote": s.quote,
                    "code": paths[s.code_guid],
                    "score": round(s.score, 4),
                    "reason": s.reason,
                    "code_guid": s.code_guid,
                }
                for s in found
            ]
            print_json(rows, about(opened))
            return
        print_table(
            ("source", "score", "code", "quote", "reason"),
            [(names[s.source_guid], round(s.score, 2), paths[s.code_guid], s.quote, s.reason) for s in found],
        )
