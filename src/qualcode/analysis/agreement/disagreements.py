"""Where coders disagree, to be opened and talked over.

One row for each unit and code that at least one of the compared coders gave it and at least one did not; sub-codes are
not rolled up, so two codes of one theme in a turn are a disagreement here, and `same_theme` tells that it is a small
one. Whose codings are compared, what counts as seen, and when a coder says a code of a unit, is told in
`compared`. Characters are told in stretches: text in which the same coders have a code and the same
do not, with borders of codings between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.agreement.compared import compared, said_of_pieces, said_of_turns, seen_pieces
from qualcode.analysis.counted import ancestors
from qualcode.analysis.selection import EVERYTHING, Selection
from qualcode.analysis.speakers import shown_speakers
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.agreement.compared import Compared
    from qualcode.analysis.tables import Tables

BETWEEN = " … "  # between the quotes of one unit


def disagreements(
    tables: Tables,
    selection: Selection = EVERYTHING,
    *,
    unit: str = "turn",
    seen: str = "sources",
    with_moderator: bool = False,
    pieces: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return what some coders said of a unit and others did not, in order of place; no rows where all agree.

    Args:
        tables: the project, with `coding_facts` for the words and, for characters, `turn_places`.
        selection: which part of it; the coders in it are those compared.
        unit: turn, sentence or character.
        seen: which turns count as seen by all compared coders.
        with_moderator: compare the turns of moderators and observers too.
        pieces: where the unit is the sentence: `source_id, number, start, end` of each.

    Returns:
        `source, turn, speaker, code, path, said_by, not_by, instead (what those who did not say it said of the unit, as
        'Lee: Hope'), same_theme, words (the quotes of those who did), start, end (of the words), source_guid,
        code_guid`. Several names or codes have `; ` between.

    Raises:
        TooFewCodersError, EmptySelectionError, InvalidValueError and the others: as for `agreement`.
    """
    among = compared(tables, selection, seen=seen, with_moderator=with_moderator)
    if tables.coding_facts is None:
        raise InvalidValueError("Disagreements", unit, "need the words of codings (is_whole).")
    if unit == "turn":
        return _told(among, among.turns, said_of_turns(among))
    if unit == "character":
        if tables.turn_places is None:
            raise InvalidValueError("Unit", unit, "needs the places of turns (is_whole).")
        pieces = _stretches(among, tables.turn_places)
    if pieces is None:
        raise InvalidValueError("Unit", unit, "needs the places of sentences.")
    units = seen_pieces(among, pieces)
    return _told(among, units, said_of_pieces(among, units), is_cut=unit == "character")


def _stretches(among: Compared, places: pl.DataFrame) -> pl.DataFrame:
    """Return the seen turns' talk cut at every border of a coding: `source_id, number, start, end`."""
    import polars as pl

    talk = places.join(among.turns, on=["source_id", "number"], how="semi").select(
        "source_id", "number", "start", "end"
    )
    codings = among.tables.codings
    borders = pl.concat(
        [
            talk.select("source_id", at="start"),
            talk.select("source_id", at="end"),
            codings.select("source_id", at="start"),
            codings.select("source_id", at="end"),
        ]
    )
    return (
        borders.unique()
        .sort("source_id", "at")
        .with_columns(end=pl.col("at").shift(-1).over("source_id"))
        .drop_nulls()
        .sort("source_id", "at")
        .join_asof(
            talk.rename({"start": "from", "end": "to"}).sort("source_id", "from"),
            left_on="at",
            right_on="from",
            by="source_id",
            check_sortedness=False,
        )
        .filter(pl.col("end") <= pl.col("to"))
        .select("source_id", "number", "end", start="at")
    )


def _told(among: Compared, units: pl.DataFrame, said: pl.DataFrame, *, is_cut: bool = False) -> pl.DataFrame:
    import polars as pl

    many = len(among.coders)
    apart = (
        said.group_by("unit", "code")
        .agg(said_by=pl.col("coder").unique().sort(), words=pl.col("coding").unique())
        .filter(pl.col("said_by").list.len() < many)
        .sort("unit", "code")
    )
    coders = pl.DataFrame({"coder": range(many), "name": among.coders}, schema_overrides={"coder": pl.Int64})
    by = apart.select("unit", "code", coder="said_by").explode("coder")
    others = apart.select("unit", "code").join(coders, how="cross").join(by, on=["unit", "code", "coder"], how="anti")
    named = (
        by.join(coders, on="coder").sort("coder").group_by("unit", "code").agg(said_by=pl.col("name").str.join("; "))
    )
    rows = (
        apart.select("unit", "code")
        .join(named, on=["unit", "code"])
        .join(_instead(among, others, said), on=["unit", "code"])
        .join(_same_theme(among, said), on=["unit", "code"])
        .join(_words(among, units, apart, is_cut=is_cut), on=["unit", "code"])
        .join(
            units.select("unit" if "unit" in units.columns else pl.col("turn").alias("unit"), "source_id", "number"),
            on="unit",
        )
    )
    if is_cut:
        rows = _joined(rows)
    codes = among.tables.codes.select(
        pl.int_range(pl.len()).alias("code"), pl.col("name").alias("code_name"), "path", code_guid="guid"
    )
    speakers = among.turns.select("source_id", "number", "case_id").join(shown_speakers(among.tables), on="case_id")
    return (
        rows.join(codes, on="code")
        .join(speakers, on=["source_id", "number"])
        .join(among.tables.sources.select("source_id", source="name", source_guid="guid"), on="source_id")
        .sort("source_id", "number", "start", "code")
        .select(
            *("source", pl.col("number").alias("turn"), "speaker", pl.col("code_name").alias("code"), "path"),
            *("said_by", "not_by", "instead", "same_theme", "words", "start", "end", "source_guid", "code_guid"),
        )
    )


def _instead(among: Compared, others: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Return `unit, code, not_by, instead`: who did not say the code, and what they said of the unit."""
    import polars as pl

    names = among.tables.codes.select(pl.int_range(pl.len()).alias("theirs"), pl.col("name").alias("said"))
    theirs = (
        said.select("unit", "coder", theirs="code").unique().join(names, on="theirs").sort("unit", "coder", "theirs")
    )
    spoken = theirs.group_by("unit", "coder").agg(pl.col("said").str.join(", "))
    return (
        others.join(spoken, on=["unit", "coder"], how="left")
        .sort("unit", "code", "coder")
        .group_by("unit", "code")
        .agg(
            not_by=pl.col("name").str.join("; "),
            instead=pl.format("{}: {}", "name", "said").filter(pl.col("said").is_not_null()).str.join("; "),
        )
    )


def _same_theme(among: Compared, said: pl.DataFrame) -> pl.DataFrame:
    """Return `unit, code, same_theme`: whether all coders said some code of the code's theme of the unit."""
    import polars as pl

    themes = ancestors(among.tables.codes).group_by("code").agg(theme=pl.col("above").min())  # preorder: the first
    by_theme = said.join(themes, on="code")
    every = by_theme.group_by("unit", "theme").agg(same_theme=pl.col("coder").n_unique() == len(among.coders))
    return by_theme.select("unit", "code", "theme").unique().join(every, on=["unit", "theme"]).drop("theme")


def _words(among: Compared, units: pl.DataFrame, apart: pl.DataFrame, *, is_cut: bool) -> pl.DataFrame:
    """Return `unit, code, start, end, words`: the quotes of those who said the code, or the stretch itself."""
    import polars as pl

    facts = among.tables.coding_facts
    quotes = among.tables.codings.select("coding_id", "start", "end").with_row_index("coding")
    if facts is not None:
        quotes = quotes.join(facts.select("coding_id", "quote"), on="coding_id", how="left", maintain_order="left")
    found = (
        apart.select("unit", "code", coding="words")
        .explode("coding")
        .join(quotes.select(pl.col("coding").cast(pl.Int64), "start", "end", "quote"), on="coding")
    )
    if not is_cut:
        return (
            found.sort("unit", "code", "start", "end")
            .group_by("unit", "code", maintain_order=True)
            .agg(
                pl.col("start").min(),
                pl.col("end").max(),
                words=pl.col("quote").unique(maintain_order=True).str.join(BETWEEN),
            )
        )
    return (
        found.unique(["unit", "code"], keep="first", maintain_order=True)
        .rename({"start": "begin"})
        .drop("end")
        .join(units.select("unit", "start", "end"), on="unit")
        .select(
            *("unit", "code", "start", "end"),
            words=pl.col("quote").str.slice(pl.col("start") - pl.col("begin"), pl.col("end") - pl.col("start")),
        )
    )


def _joined(rows: pl.DataFrame) -> pl.DataFrame:
    """Return stretches with those made one between which nothing changes but borders of other codes."""
    import polars as pl

    same = ("code", "source_id", "number", "said_by", "not_by")
    is_new = pl.any_horizontal(*(pl.col(name) != pl.col(name).shift(1) for name in same)) | (
        pl.col("start") != pl.col("end").shift(1)
    )
    return (
        rows.sort("code", "unit")
        .with_columns(run=is_new.fill_null(value=True).cum_sum())
        .group_by("run", maintain_order=True)
        .agg(
            pl.col(*same, "unit", "start").first(),
            pl.col("end").last(),
            pl.col("words").str.join(""),
            pl.col("same_theme").all(),
            instead=pl.col("instead").filter(pl.col("instead") != "").unique(maintain_order=True).str.join("; "),
        )
        .drop("run")
    )
