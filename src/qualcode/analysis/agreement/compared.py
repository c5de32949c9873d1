"""Whose codings are compared, over which units, and what each coder said of each.

coders
    Those asked for, else everybody who has codings in the selected sources; two at least.
seen
    Agreement is told over units that all compared coders looked at, and nobody but the coders knows which these are.
    `sources`: the turns of those sources in which each of them has a coding; `coded`: only turns in which at least one
    of them has a coding, whatever its code (what nobody coded is then no agreement, and chance counts for more);
    `all`: every turn. Only filters of codebooks, sources and variables change what counts as seen.
unit
    `turn`: the turns of participants (or of everybody, with the moderator). `sentence`: the sentences of those turns.
    `character`: the characters of those turns' talk.
said
    A coder says a code of a turn if one of their codings of it lies in the turn, and of a sentence if one of their
    codings of it covers at least one of its characters. A coder says a theme, or any code with others under it, if they
    say it or any code under it.
suggested
    Codings that came of a suggestion or were made automatically are no judgement of one's own: the machine makes coders
    agree. Agreement *by hand* is told over what is left when, for each code, the units are set aside in which one of
    the compared coders has such a coding of it; nobody's judgement of those units counts, for or against.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.analysis.counted import coded_turns, counted_turns
from qualcode.analysis.selection import Selection, selected
from qualcode.analysis.variables import natural_order
from qualcode.errors.analysis import EmptySelectionError, TooFewCodersError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

UNITS = ("turn", "sentence", "character")
SEEN = ("sources", "coded", "all")
SUGGESTED = ("suggestion", "suggestion-resized", "auto")
_MOST_CODERS = 60  # who said a code of a unit is one bit a coder
_SHIFT = 2**32  # source and position in one integer key


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What is compared.

    Attributes:
        tables: the selected tables with the compared coders' codings only.
        coders: their names.
        turns: the turns that count as seen: `turn, source_id, number, case_id, words, group`; `turn` is the row's
            place and groups are numbered from 0 on without gaps.
        sources: how many sources they are of.
        groups: how many groups.
    """

    tables: Tables
    coders: tuple[str, ...]
    turns: pl.DataFrame
    sources: int
    groups: int


def compared(tables: Tables, selection: Selection, *, seen: str = "sources", with_moderator: bool = False) -> Compared:
    """Return whose codings are compared and over which turns.

    Raises:
        TooFewCodersError: fewer than two coders.
        EmptySelectionError: no turn counts as seen.
        InvalidValueError: no such way of seeing, or more than sixty coders.
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, UnknownVariableError,
            AmbiguousCodeError: as for every table.
    """
    import polars as pl

    if seen not in SEEN:
        raise InvalidValueError("Seen", seen, f"is none of {', '.join(SEEN)}.")
    looked_at = Selection(codebooks=selection.codebooks, sources=selection.sources, levels=selection.levels)
    whole = selected(tables, looked_at)
    names = tuple(dict.fromkeys(selection.coders)) or tuple(natural_order(whole.codings["coder"].unique()))
    chosen = selected(tables, selection)
    if len(names) < 2:
        raise TooFewCodersError(names)
    if len(names) > _MOST_CODERS:
        raise InvalidValueError("Coders", len(names), f"no more than {_MOST_CODERS} can be compared at once.")
    theirs = replace(whole, codings=whole.codings.filter(pl.col("coder").is_in(list(names))))
    turns = _seen_turns(theirs, names, seen, with_moderator=with_moderator)
    if turns.is_empty():
        raise EmptySelectionError(_unseen(names, seen))
    return Compared(
        tables=replace(chosen, codings=chosen.codings.filter(pl.col("coder").is_in(list(names)))),
        coders=names,
        turns=turns,
        sources=turns["source_id"].n_unique(),
        groups=turns["group"].n_unique(),
    )


def _unseen(names: tuple[str, ...], seen: str) -> str:
    listed = ", ".join(names)
    if seen == "sources":
        return f"no source has codings of each of {listed}. Compare fewer coders, or count more as seen (--seen all)."
    if seen == "coded":
        return f"no turn that counts was coded by any of {listed}."
    return "nobody speaks in what is selected."


def _seen_turns(theirs: Tables, names: tuple[str, ...], seen: str, *, with_moderator: bool) -> pl.DataFrame:
    import polars as pl

    turns = counted_turns(theirs, with_moderator=with_moderator)
    if seen == "sources":
        coders = theirs.codings.group_by("source_id").agg(pl.col("coder").n_unique())
        shared = coders.filter(pl.col("coder") == len(names))
        turns = turns.join(shared, on="source_id", how="semi", maintain_order="left")
    elif seen == "coded":
        turns = turns.filter(pl.col("turn").is_in(coded_turns(theirs, turns)["turn"].unique().to_list()))
    return (
        turns.drop("turn")
        .with_columns(group=pl.col("group").rank("dense").cast(pl.Int64) - 1)
        .with_row_index("turn")
        .with_columns(pl.col("turn").cast(pl.Int64))
    )


def said_of_turns(among: Compared) -> pl.DataFrame:
    """Return what was said of the seen turns: `coding, code, unit, coder, is_suggested`, a row a coding and turn.

    `coding` and `code` are places in the tables, `unit` is a place in the turns, `coder` a place among the coders.
    """
    coded = coded_turns(among.tables, among.turns).rename({"turn": "unit"})
    return _with_coders(among, coded)


def seen_pieces(among: Compared, pieces: pl.DataFrame) -> pl.DataFrame:
    """Return the pieces of the seen turns, in order: `unit, source_id, number, start, end, group`.

    Args:
        among: what is compared.
        pieces: `source_id, number, start, end`, parts of turns that do not overlap.
    """
    import polars as pl

    return (
        pieces.join(among.turns.select("source_id", "number", "group"), on=["source_id", "number"])
        .filter(pl.col("start") < pl.col("end"))
        .sort("source_id", "start")
        .with_row_index("unit")
        .with_columns(pl.col("unit").cast(pl.Int64))
    )


def said_of_pieces(among: Compared, pieces: pl.DataFrame) -> pl.DataFrame:
    """Return what was said of pieces (from `seen_pieces`), in the columns of `said_of_turns`."""
    import numpy as np
    import polars as pl

    codings = among.tables.codings.select("code_id", "start", "end", place=pl.col("source_id") * _SHIFT)
    place = pieces["source_id"].to_numpy() * _SHIFT
    ends, starts = place + pieces["end"].to_numpy(), place + pieces["start"].to_numpy()
    first = np.searchsorted(ends, (codings["place"] + codings["start"]).to_numpy(), side="right")
    after = np.searchsorted(starts, (codings["place"] + codings["end"]).to_numpy(), side="left")
    codes = among.tables.codes.select("code_id").with_row_index("code")
    coded = (
        codings.select("code_id", first=first, after=after)
        .with_row_index("coding")
        .join(codes, on="code_id")
        .filter(pl.col("first") < pl.col("after"))
        .select(pl.col("coding").cast(pl.Int64), pl.col("code").cast(pl.Int64), unit=pl.int_ranges("first", "after"))
        .explode("unit")
    )
    return _with_coders(among, coded)


def _with_coders(among: Compared, coded: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    by = among.tables.codings.select(
        coder=pl.col("coder").replace_strict(
            {name: place for place, name in enumerate(among.coders)}, return_dtype=pl.Int64
        ),
        is_suggested=pl.col("origin").is_in(list(SUGGESTED)),
    )
    return coded.with_columns(
        coder=by["coder"].gather(coded["coding"]), is_suggested=by["is_suggested"].gather(coded["coding"])
    )
