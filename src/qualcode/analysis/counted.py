"""What counts: which turns, which of them a coding lies in, and how that adds up over the tree of codes.

Every table of themes stands on these three steps, so that all of them mean the same by a turn, a participant and a
group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.selection import Selection, selected
from qualcode.analysis.variables import group_numbers
from qualcode.errors.analysis import EmptySelectionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from qualcode.analysis.tables import Tables

_LARGEST = 2**62
_SHIFT = 2**32  # source and turn number in one integer key: joining on one is twice as quick as on two


def counted_part(tables: Tables, selection: Selection, *, with_moderator: bool) -> tuple[Tables, pl.DataFrame]:
    """Return the selected tables and the turns among them that count.

    Raises:
        EmptySelectionError: something was asked for and nobody who counts speaks in it.
    """
    chosen = selected(tables, selection)
    turns = counted_turns(chosen, with_moderator=with_moderator)
    if turns.is_empty() and selection.filters() and not chosen.turns.is_empty():
        raise EmptySelectionError("only moderators and observers speak in it; count them with --with-moderator.")
    return chosen, turns


def counted_turns(tables: Tables, *, with_moderator: bool = False) -> pl.DataFrame:
    """Return the turns that count: `turn, source_id, number, case_id, words, group`.

    `turn` is the row's place. Without the moderator these are the turns of participants; with, those of everybody,
    moderators and observers too. The text before the first turn is nobody's turn and never counts.
    """
    import polars as pl

    speakers = tables.cases if with_moderator else tables.cases.filter(pl.col("role") == "participant")
    return (
        tables.turns.select("source_id", "number", "case_id", "words")
        .join(speakers, on="case_id", how="semi", maintain_order="left")
        .join(group_numbers(tables), on="source_id", how="inner", maintain_order="left")
        .with_row_index("turn")
        .with_columns(pl.col("turn").cast(pl.Int64))
    )


def coded_turns(tables: Tables, turns: pl.DataFrame) -> pl.DataFrame:
    """Return each counted turn that each coding lies in: `coding, code, turn`.

    `coding` and `code` are places in `tables.codings` and `tables.codes`, `turn` a place in `turns`. A coding that lies
    in no counted turn has no row.
    """
    import polars as pl

    code_places = tables.codes.select("code_id").with_row_index("code")
    codings = (
        tables.codings.select("code_id", "source_id", "first_turn", "last_turn")
        .with_row_index("coding")
        .join(code_places, on="code_id")
        .select(pl.col("coding", "code").cast(pl.Int64), "first_turn", "last_turn", key=pl.col("source_id") * _SHIFT)
    )
    is_one = pl.col("first_turn") == pl.col("last_turn")
    inside_one = codings.filter(is_one).select("coding", "code", key=pl.col("key") + pl.col("first_turn"))
    across = (
        codings.filter(~is_one)
        .with_columns(number=pl.int_ranges("first_turn", pl.col("last_turn") + 1))
        .explode("number")
        .select("coding", "code", key=pl.col("key") + pl.col("number"))
    )
    places = turns.select("turn", key=pl.col("source_id") * _SHIFT + pl.col("number"))
    return pl.concat([inside_one, across]).join(places, on="key").select("coding", "code", "turn")


def ancestors(codes: pl.DataFrame) -> pl.DataFrame:
    """Return `code, above`, places in `codes`: every code with itself and each code it stands under."""
    import polars as pl

    places: dict[int, int] = {}
    lineages: list[list[int]] = []
    for place, (code_id, parent_id) in enumerate(codes.select("code_id", "parent_id").iter_rows()):
        places[code_id] = place
        parent = places.get(parent_id)  # preorder: a parent that is there was met before
        lineages.append([place] if parent is None else [*lineages[parent], place])
    pairs = [(lineage[-1], above) for lineage in lineages for above in lineage]
    return pl.DataFrame(pairs, schema={"code": pl.Int64, "above": pl.Int64}, orient="row")


@dataclass(frozen=True, slots=True)
class Voiced:
    """What was voiced in which turn, and in which seat: by one person in one source, at one level of each leveling.

    There are fewer seats than turns, so what is counted by levels is counted over seats.

    Attributes:
        codings: from `coded_turns`: each counted turn that each coding lies in.
        turns: `above, turn`: each turn of each code and of all codes below it, once; places in `tables.codes` and
            among the turns.
        seats: `above, turn, turns, words`: how many turns, of how many words, each code was voiced in from each seat;
            `turn` is the place of any turn of the seat.
    """

    codings: pl.DataFrame
    turns: pl.DataFrame
    seats: pl.DataFrame


def voiced(tables: Tables, turns: pl.DataFrame, levels: Sequence[pl.Series] = ()) -> Voiced:
    """Return what was voiced in the turns that count.

    Args:
        tables: the codes and codings.
        turns: from `counted_turns`.
        levels: for each leveling that is counted by, a whole number from 0 on for each of the turns, in their order.
    """
    coded = coded_turns(tables, turns)
    rolled = _rolled_up(coded, ancestors(tables.codes), max(1, len(turns)))
    return Voiced(coded, rolled, _seats(turns, rolled, levels))


def _seats(turns: pl.DataFrame, rolled: pl.DataFrame, levels: Sequence[pl.Series]) -> pl.DataFrame:
    import polars as pl

    seat, many = turns["source_id"], _width(turns["source_id"])
    for part in (turns["case_id"], *levels, None):
        width = _width(rolled["above"] if part is None else part)
        if many * width >= _LARGEST:  # numbered anew, so that all has room in one integer
            seat, many = seat.rank("dense").cast(pl.Int64), len(seat) + 1
        if part is not None:
            seat, many = seat * width + part, many * width
    place = rolled["turn"]
    return (
        rolled.select(key=pl.col("above") * many + seat.gather(place), turn="turn", words=turns["words"].gather(place))
        .group_by("key")
        .agg(pl.col("turn").first(), pl.col("words").sum(), turns=pl.len().cast(pl.Int64))
        .select("turn", "turns", "words", above=pl.col("key") // many)
    )


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who voiced each code at each level, in cells: `cell` is the place of the code times `width` and the level.

    Attributes:
        width: how many levels there are.
        by_person: `cell, case_id, turns`.
        by_group: `cell, group, turns, people`.
        words: `cell, words`.
    """

    width: int
    by_person: pl.DataFrame
    by_group: pl.DataFrame
    words: pl.DataFrame


def spoken(turns: pl.DataFrame, said: Voiced, level: pl.Series) -> Spoken:
    """Return who voiced each code at each level.

    Args:
        turns: from `counted_turns`.
        said: from `voiced`, with that level among its levels.
        level: a whole number from 0 on for each of the turns, in their order.
    """
    import polars as pl

    width = _width(level)
    place = said.seats["turn"]
    many = (turns["case_id"].max() or 0) + 1  # type: ignore[operator]  # whole numbers
    whole = said.seats.select(
        "turns",
        "words",
        cell=pl.col("above") * width + level.gather(place),
        case_id=turns["case_id"].gather(place),
        group=turns["group"].gather(place),
    )
    # One integer for cell and person, as for cell and group: grouping by one is quicker than by two.
    by_person = (
        whole.group_by(key=pl.col("cell") * many + pl.col("case_id"))
        .agg(pl.col("turns").sum())
        .select("turns", cell=pl.col("key") // many, case_id=pl.col("key") % many)
    )
    by_group = (
        whole.group_by(key=pl.col("cell") * _SHIFT + pl.col("group"))
        .agg(pl.col("turns").sum(), people=pl.col("case_id").n_unique().cast(pl.Int64))
        .select("turns", "people", cell=pl.col("key") // _SHIFT, group=pl.col("key") % _SHIFT)
    )
    return Spoken(width, by_person, by_group, whole.group_by("cell").agg(pl.col("words").sum()))


def counts(tables: Tables, said: Voiced, heard: Spoken, level: pl.Series) -> pl.DataFrame:
    """Return `code, level, codings, turns, words, participants, groups` for each code and level that has any.

    Sub-codes are rolled up into all codes they stand under, and nothing is counted twice there: within one code and
    level a coding, a turn, a participant and a group each count once. `words` are those of the whole turns.

    Args:
        tables: the codes and codings.
        said: from `voiced`.
        heard: from `spoken`, at these levels.
        level: a whole number from 0 on for each of the counted turns, in their order.
    """
    import polars as pl

    width = heard.width
    # A coding has one code only, so the sums of codings of different codes are of different codings.
    codings = (
        said.codings.select("coding", cell=pl.col("code") * width + level.gather(said.codings["turn"]))
        .group_by("cell")
        .agg(codings=pl.col("coding").n_unique())
        .select("codings", code=pl.col("cell") // width, level=pl.col("cell") % width)
        .join(ancestors(tables.codes), on="code")
        .group_by(cell=pl.col("above") * width + pl.col("level"))
        .agg(pl.col("codings").sum())
    )
    return (
        heard.by_person.group_by("cell")
        .agg(pl.col("turns").sum(), participants=pl.len())
        .join(heard.by_group.group_by("cell").agg(groups=pl.len()), on="cell")
        .join(heard.words, on="cell")
        .join(codings, on="cell")
        .select(
            pl.col("codings", "turns", "words", "participants", "groups").cast(pl.Int64),
            code=pl.col("cell") // width,
            level=pl.col("cell") % width,
        )
    )


def _width(level: pl.Series) -> int:
    return int(level.max() or 0) + 1  # type: ignore[arg-type]  # whole numbers


def _rolled_up(coded: pl.DataFrame, above: pl.DataFrame, many: int) -> pl.DataFrame:
    """Return `above, turn`: each turn of each code and of all codes below it, once; `many` turns there are."""
    import polars as pl

    # Repeats are taken out before the roll-up as well: several coders and sentences meet in a turn. Sorting first is
    # quicker than hashing, and stays so as codings grow.
    own = coded.select(pair=pl.col("code") * many + pl.col("turn"))["pair"].sort().unique()
    rolled = (
        pl.DataFrame({"code": own // many, "turn": own % many})
        .join(above, on="code")
        .select(pair=pl.col("above") * many + pl.col("turn"))["pair"]
        .sort()
        .unique()
    )
    return pl.DataFrame({"above": rolled // many, "turn": rolled % many})
