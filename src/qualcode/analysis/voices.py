"""Whose voices stand behind a code: how much of the talk, prompted or not, one person or several, first and last.

What the figures mean:

talk_share
    Words of the turns in which the code was voiced (whole turns), of 100 words of all counted turns.
turns_prompted
    Turns, of those in which the code was voiced, that the moderator prompted: the moderator's turn that opened the
    exchange carries a coding of the same theme, that is of any code under the same top-level code, itself included, by
    any coder of the selection. An exchange is a moderator's turn and all turns until the next moderator's turn of the
    source. A filter of codes or codebooks does not hide what prompted; the other filters of codings do.
turns_spontaneous
    The other turns: also those before the moderator's first turn. A moderator's own turn does not prompt itself.
participants_spontaneous
    Speakers of at least one spontaneous turn. The others voiced it when prompted only.
top_speaker_share
    Turns of the person who voiced it most, of 100 turns in which it was voiced; missing where it was not.
groups_by_one
    Groups that one person carries: it was voiced there in at least two turns, and all of them are one person's.
voiced_by_one
    It was voiced in at least two turns, and either one person voiced it at all, or one person has at least half of all
    these turns and every group in which it was voiced in two turns or more is carried by one person.
first_source, first_turn, last_source, last_turn
    The first and the last counted turn in which it was voiced, in order of fieldwork: by the source variable `date`
    where there is one, sources without a date last, else in order of import; by turn number within a source.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.counted import SEVERAL, coded_turns
from qualcode.analysis.exchanges import exchanges
from qualcode.analysis.rounding import percent
from qualcode.analysis.selection import codings_as_asked
from qualcode.analysis.variables import fieldwork_order

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.counted import Voiced
    from qualcode.analysis.selection import Selection
    from qualcode.analysis.tables import Tables

_SHIFT = 2**32


def carried(figures: pl.DataFrame) -> pl.DataFrame:
    """Return the figures with `top_speaker_share` and `voiced_by_one` beside them.

    Args:
        figures: with the columns of `counted.heard`, 0 where a code was not voiced.
    """
    import polars as pl

    is_carried = (pl.col("several") > 0) & (pl.col("several") == pl.col("groups_by_one"))
    is_one = (pl.col("participants") == 1) | (is_carried & (2 * pl.col("top") >= pl.col("turns")))
    return figures.with_columns(
        top_speaker_share=percent(pl.col("top"), pl.col("turns")),
        voiced_by_one=is_one & (pl.col("turns") >= SEVERAL),
    )


def prompted(
    tables: Tables, selection: Selection, turns: pl.DataFrame, said: Voiced, codes: pl.DataFrame
) -> pl.DataFrame:
    """Return `row, turns_prompted, participants_spontaneous` for each code that was voiced.

    Args:
        tables: the project before the selection: filters of people leave the moderator out.
        selection: what was asked for; of it, what it says of codings.
        turns: from `counted_turns`.
        said: what was voiced in them.
        codes: those that the places in `said` speak of.
    """
    import polars as pl

    theme = _themes(tables.codes)
    opened = exchanges(tables)
    openers = opened.filter(pl.col("opener") == pl.col("number")).select("source_id", "number").with_row_index("turn")
    whole = replace(tables, codings=codings_as_asked(tables, tables.codings, selection))
    coded = coded_turns(whole, openers)
    raised = _of(theme, tables.codes).gather(coded["code"]) * _SHIFT + coded["turn"]
    place = said.turns["turn"]
    opener = _opener_places(turns, opened, openers)
    voiced = said.turns.select(
        row="above",
        case_id=turns["case_id"].gather(place),
        key=_of(theme, codes).gather(said.turns["above"]) * _SHIFT + opener.gather(place),
    ).with_columns(is_prompted=pl.col("key").is_in(raised.unique().implode()).fill_null(value=False))
    return voiced.group_by("row").agg(
        turns_prompted=pl.col("is_prompted").sum().cast(pl.Int64),
        participants_spontaneous=pl.col("case_id").filter(~pl.col("is_prompted")).n_unique().cast(pl.Int64),
    )


def seen(tables: Tables, turns: pl.DataFrame, said: Voiced) -> pl.DataFrame:
    """Return `row, sources, first_source, first_turn, last_source, last_turn` for each code that was voiced."""
    import polars as pl

    order = fieldwork_order(tables)
    keys = turns.select("source_id", "number").join(order, on="source_id", how="left", maintain_order="left")
    place = said.turns["turn"]
    found = (
        said.turns.select(
            row="above",
            source_id=turns["source_id"].gather(place),
            key=(keys["place"] * _SHIFT + keys["number"]).gather(place),
        )
        .group_by("row")
        .agg(sources=pl.col("source_id").n_unique().cast(pl.Int64), first=pl.col("key").min(), last=pl.col("key").max())
    )
    names = order.join(tables.sources, on="source_id", how="left", maintain_order="left")["name"]
    return found.select(
        "row",
        "sources",
        *(
            column
            for end in ("first", "last")
            for column in (
                names.gather(found[end] // _SHIFT).alias(f"{end}_source"),
                (pl.col(end) % _SHIFT).alias(f"{end}_turn"),
            )
        ),
    )


def _themes(codes: pl.DataFrame) -> dict[int, int]:
    """Return for each code the top-level code it stands under, itself where it is one; row ids both."""
    theme: dict[int, int] = {}
    for code_id, parent_id in codes.select("code_id", "parent_id").iter_rows():
        theme[code_id] = theme.get(parent_id, code_id)  # preorder: a parent was met before
    return theme


def _of(theme: dict[int, int], codes: pl.DataFrame) -> pl.Series:
    import polars as pl

    return pl.Series([theme[code_id] for code_id in codes["code_id"]], dtype=pl.Int64)


def _opener_places(turns: pl.DataFrame, opened: pl.DataFrame, openers: pl.DataFrame) -> pl.Series:
    """Return for each counted turn the place of the other turn that opened its exchange, null where there is none."""
    import polars as pl

    where = ["source_id", "number"]
    placed = opened.join(openers.rename({"number": "opener"}), on=["source_id", "opener"], how="left")
    others = placed.select(*where, opener=pl.when(pl.col("opener") != pl.col("number")).then(pl.col("turn")))
    return turns.join(others, on=where, how="left", maintain_order="left")["opener"].cast(pl.Int64)
