"""What a study is made of: its sources, its people, and how much of the talk is coded.

What the figures mean, beside those of `analysis.frequencies`:

turns, words, participants, groups
    Those that count, as in every table: of participants, or with the moderator of everybody.
waves
    Different values of the source variable `wave` among the sources in which a turn counts; missing where no source
    has such a variable.
coded_turns, coded_percent
    Turns in which at least one coding lies, and of 100 turns that count.
coded_sources
    Sources with at least one such turn.
codings
    Codings that lie in at least one turn that counts.
coders
    Whose these are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.counted import coded_turns, counted_part
from qualcode.analysis.rounding import percent
from qualcode.analysis.selection import EVERYTHING, Selection
from qualcode.analysis.variables import GROUP, Variable, levels, natural_order

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

WAVE = "wave"


def study_overview(tables: Tables, selection: Selection = EVERYTHING, *, with_moderator: bool = False) -> pl.DataFrame:
    """Return one row: what there is, and how much of it is coded.

    Returns:
        `sources, groups, waves, participants, turns, words, coded_turns, coded_percent, coded_sources, codings, coders
        (a list of names)`. `sources` are those in which a turn counts.

    Raises:
        EmptySelectionError, and the others of `analysis.selection.selected`.
    """
    import polars as pl

    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    coded = coded_turns(chosen, turns)
    places = coded["turn"].unique()
    waves = _waves(chosen)
    frame = pl.DataFrame(
        {
            "sources": turns["source_id"].n_unique(),
            "groups": turns["group"].n_unique(),
            "waves": None if waves is None else waves.join(turns, on="source_id", how="semi")["wave"].n_unique(),
            "participants": turns["case_id"].n_unique(),
            "turns": len(turns),
            "words": int(turns["words"].sum()),
            "coded_turns": len(places),
            "coded_sources": turns["source_id"].gather(places).n_unique(),
            "codings": coded["coding"].n_unique(),
        },
        schema_overrides={"waves": pl.Int64},
    )
    coders = natural_order(chosen.codings["coder"].gather(coded["coding"].unique()))
    return frame.select(
        *("sources", "groups", "waves", "participants", "turns", "words", "coded_turns"),
        percent(pl.col("coded_turns"), pl.col("turns")).alias("coded_percent"),
        *("coded_sources", "codings"),
        coders=pl.lit(pl.Series([coders], dtype=pl.List(pl.String))),
    )


def source_overview(tables: Tables, selection: Selection = EVERYTHING, *, with_moderator: bool = False) -> pl.DataFrame:
    """Return one row a source, in order of import; those in which nobody who counts speaks have zeros.

    Returns:
        `source, group, wave (only where a source has one), language, participants, turns, words, coded_turns,
        coded_percent, codings, guid`.

    Raises:
        EmptySelectionError, and the others of `analysis.selection.selected`.
    """
    import polars as pl

    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    coded = coded_turns(chosen, turns).join(turns.select("turn", "source_id"), on="turn")
    waves = _waves(chosen)
    said = turns.group_by("source_id").agg(
        participants=pl.col("case_id").n_unique(), turns=pl.len(), words=pl.col("words").sum()
    )
    done = coded.group_by("source_id").agg(coded_turns=pl.col("turn").n_unique(), codings=pl.col("coding").n_unique())
    figures = ("participants", "turns", "words", "coded_turns", "codings")
    frame = chosen.sources.join(
        levels(chosen, Variable("source", _stored(chosen, GROUP) or GROUP, GROUP)).rename({"level": "group"}),
        on="source_id",
    )
    if waves is not None:
        frame = frame.join(waves, on="source_id")
    return (
        frame.join(said, on="source_id", how="left")
        .join(done, on="source_id", how="left")
        .sort("source_id")
        .with_columns(pl.col(figures).fill_null(0).cast(pl.Int64))
        .select(
            pl.col("name").alias("source"),
            "group",
            *((WAVE,) if waves is not None else ()),
            *("language", "participants", "turns", "words", "coded_turns"),
            percent(pl.col("coded_turns"), pl.col("turns")).alias("coded_percent"),
            *("codings", "guid"),
        )
    )


def participant_overview(
    tables: Tables, selection: Selection = EVERYTHING, *, with_moderator: bool = False
) -> pl.DataFrame:
    """Return how many participants are at each level of each case variable; levels in natural order.

    Returns:
        `variable, level, participants, participants_total, participants_percent`; `(missing)` is a level.

    Raises:
        EmptySelectionError, and the others of `analysis.selection.selected`.
    """
    import polars as pl

    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    speakers = turns.select(pl.col("case_id").unique())
    rows = []
    for name in chosen.case_variables["variable"].unique(maintain_order=True):
        found = levels(chosen, Variable("case", name, name)).join(speakers, on="case_id", how="semi")
        counted = dict(found.group_by("level").len().rows())
        rows += [(name, level, counted[level], len(speakers)) for level in natural_order(counted)]
    schema = {
        "variable": pl.String,
        "level": pl.String,
        "participants": pl.Int64,
        "participants_total": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        percent(pl.col("participants"), pl.col("participants_total")).alias("participants_percent")
    )


def _waves(tables: Tables) -> pl.DataFrame | None:
    """Return `source_id, wave` of every source, or None where there are no waves."""
    name = _stored(tables, WAVE)
    return None if name is None else levels(tables, Variable("source", name, name)).rename({"level": WAVE})


def _stored(tables: Tables, wanted: str) -> str | None:
    names = tables.source_variables["variable"].unique(maintain_order=True).to_list()
    return next((name for name in names if name.casefold() == wanted), None)
