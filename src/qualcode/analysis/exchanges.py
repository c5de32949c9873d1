"""Exchanges: a moderator's turn and all turns until the next moderator's turn of the source.

What comes before the first moderator's turn belongs to no exchange. Two moderator's turns in a row are two exchanges,
the first of one turn. Observers open none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables


def exchanges(tables: Tables) -> pl.DataFrame:
    """Return `source_id, number, opener`, a row a turn in the order of the turns.

    `opener` is the number of the moderator's turn that opened the exchange, the turn's own where it is that one; null
    where there is none. Give it the tables before a selection: filters of people leave the moderator out.
    """
    import polars as pl

    moderators = tables.cases.filter(pl.col("role") == "moderator")["case_id"]
    is_opener = pl.col("case_id").is_in(moderators.to_list())
    return (
        tables.turns.select("source_id", "number", "case_id")
        .with_row_index("place")
        .sort("source_id", "number")
        .with_columns(opener=pl.when(is_opener).then("number").forward_fill().over("source_id"))
        .sort("place")
        .select("source_id", "number", "opener")
    )
