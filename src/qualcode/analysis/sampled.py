"""Tables of a sample alone: the turns in it, and the codings that lie in one of them at least."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from qualcode.analysis.tables import Tables
    from qualcode.model.sample import Stretch


def sampled_turns(tables: Tables, stretches: Iterable[Stretch]) -> pl.DataFrame:
    """Return the turns of stretches as `source_id, number`; what is beyond a source's last turn is no turn."""
    import polars as pl

    ids = dict(tables.sources.select("guid", "source_id").rows())
    rows = [
        (ids[one.source_guid], number)
        for one in stretches
        if one.source_guid in ids
        for number in range(one.first_turn, one.last_turn + 1)
    ]
    schema = {"source_id": pl.Int64, "number": pl.Int64}
    made = pl.DataFrame(rows, schema=schema, orient="row").unique(maintain_order=True)
    return made.join(tables.turns, on=["source_id", "number"], how="semi", maintain_order="left")


def in_sample(tables: Tables, turns: pl.DataFrame) -> Tables:
    """Return the tables with only those turns, their sources, and the codings that lie in one of them at least.

    Args:
        tables: the project's.
        turns: as `sampled_turns` gives them.
    """
    import polars as pl

    place = ["source_id", "number"]
    lying = (
        tables.codings.select(
            "coding_id", "source_id", number=pl.int_ranges("first_turn", pl.col("last_turn") + 1, dtype=pl.Int64)
        )
        .explode("number")
        .join(turns, on=place, how="semi")
    )
    places = tables.turn_places
    return replace(
        tables,
        turns=tables.turns.join(turns, on=place, how="semi", maintain_order="left"),
        turn_places=None if places is None else places.join(turns, on=place, how="semi", maintain_order="left"),
        sources=tables.sources.join(turns, on="source_id", how="semi", maintain_order="left"),
        codings=tables.codings.join(lying, on="coding_id", how="semi", maintain_order="left"),
    )
