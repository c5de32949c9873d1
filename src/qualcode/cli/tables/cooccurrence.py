"""The command for codes that go together: cooccur."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.printing import print_chart, print_table, result
from qualcode.cli.tables.command import Asked, table_command
from qualcode.cli.tables.writing import Answer

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.pages import Page
    from qualcode.project.project import Project

_MOST = 30  # pairs shown on a terminal unless told
_UNITS = {"overlap": "characters", "turn": "turns", "exchange": "exchanges", "participant": "participants"}


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(cooccur)


@table_command
def cooccur(
    opened: "Project",
    asked: Asked,
    within: Annotated[
        str, typer.Option("--within", metavar="WHERE", help="overlap, turn, exchange or participant.")
    ] = "turn",
    of: Annotated[
        str, typer.Option("--of", metavar="WHAT", help="codes (sub-codes rolled up), themes, or own (not rolled up).")
    ] = "codes",
    heat_map: Annotated[bool, typer.Option("--map", help="Draw a heat map instead of the table.")] = False,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="Show at most so many pairs here.")] = _MOST,
    zero: Annotated[bool, typer.Option("--zero", help="Keep pairs that never meet.")] = False,
) -> Answer:
    """Count which codes go together.

    Two codes meet where they overlap in the text, share a turn, an exchange (a moderator's turn and all until the
    next) or a participant. --out FILE.graphml writes a network.
    """
    from qualcode.exports.table_charts import pairs_chart, square_cells

    frame = opened.cooccurrences(
        asked.selection, within=within, of=of, with_moderator=asked.with_moderator, keep_zero=zero
    )
    note = counted = f"Counted in {_UNITS[within]}. Lift: 1 is as often as chance; read it beside “both”."
    if frame.height > most and not heat_map:
        note += f" The {most} of {frame.height} pairs that meet most often; all with --out or --json."
    draw = (lambda pairs: _print_map(pairs, within)) if heat_map else (lambda pairs: _print_pairs(pairs, most))
    return Answer(
        frame=frame,
        draw=draw,
        told={"within": within, "of": of},
        note=note,
        title="Codes that go together",
        page=lambda pairs: _page(pairs, counted),
        chart=pairs_chart(within),
        drawn=square_cells(frame),
    )


def _page(frame: "pl.DataFrame", note: str) -> "Page":
    from qualcode.analysis.list_pages import pairs_page

    return pairs_page(frame, note)


def _print_pairs(frame: "pl.DataFrame", most: int) -> None:
    from qualcode.analysis.cooccurrence import strongest

    is_text = frame["passages"].null_count() < frame.height
    rows = [
        (
            row["code_a"],
            row["code_b"],
            *((row["passages"],) if is_text else ()),
            row["n_both"],
            row["n_a"],
            row["n_b"],
            _decimal(row["jaccard"], 2),
            _decimal(row["lift"], 1),
        )
        for row in strongest(frame, most).iter_rows(named=True)
    ]
    places = ("places",) if is_text else ()
    print_table(("code a", "code b", *places, "both", "a", "b", "Jaccard", "lift"), rows)


def _decimal(value: float | None, places: int) -> str:
    return "" if value is None else f"{value:.{places}f}"


def _print_map(frame: "pl.DataFrame", within: str) -> None:
    from qualcode.exports.table_charts import pairs_chart, square_cells

    if frame.is_empty():
        result("No two codes meet.")
    else:
        print_chart(square_cells(frame), pairs_chart(within))
