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
    import polars as pl

    from qualcode.analysis.tables import Tables

SEVERAL = 2  # turns in a group, before one person can be said to carry a theme there
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

    lineages: list[list[int]] = []
    for place, parent in enumerate(parent_places(codes)):
        lineages.append([place] if parent < 0 else [*lineages[parent], place])
    pairs = [(lineage[-1], above) for lineage in lineages for above in lineage]
    return pl.DataFrame(pairs, schema={"code": pl.Int64, "above": pl.Int64}, orient="row")


def parent_places(codes: pl.DataFrame) -> list[int]:
    """Return for each code the place of the one it stands under, -1 where that is not among them."""
    places: dict[int, int] = {}
    found = []
    for place, (code_id, parent_id) in enumerate(codes.select("code_id", "parent_id").iter_rows()):
        places[code_id] = place
        found.append(places.get(parent_id, -1))  # preorder: a parent that is there was met before
    return found


@dataclass(frozen=True, slots=True)
class Voiced:
    """What was voiced in which turn.

    Attributes:
        codings: from `coded_turns`: each counted turn that each coding lies in.
        turns: `above, turn`: each turn of each code and of all codes below it, once; places in `tables.codes` and
            among the turns.
    """

    codings: pl.DataFrame
    turns: pl.DataFrame


def voiced(tables: Tables, turns: pl.DataFrame) -> Voiced:
    """Return what was voiced in the turns that count; `turns` are from `counted_turns`."""
    coded = coded_turns(tables, turns)
    return Voiced(coded, _rolled_up(coded, ancestors(tables.codes), max(1, len(turns))))


def heard(tables: Tables, turns: pl.DataFrame, said: Voiced) -> pl.DataFrame:
    """Return the figures of each code that has any.

    Sub-codes are rolled up into all codes they stand under, and nothing is counted twice there: within one code a
    coding, a turn, a participant and a group each count once.

    Args:
        tables: the codes and codings.
        turns: from `counted_turns`.
        said: from `voiced`.

    Returns:
        `row` (the code's place), `codings, turns, words (of the whole turns), participants, groups`, and what
        `voices.carried` tells from: `top`, turns of the person who voiced it most; `several`, groups in which it was
        voiced in two turns or more; `groups_by_one`, those of them in which all of these are one person's.
    """
    import polars as pl

    # Rows are grouped by one whole number each, which is quicker than by two or three.
    people, groups = _width(turns["case_id"]), _width(turns["group"])
    place, many = said.turns["turn"], people * groups
    member = turns["case_id"] * groups + turns["group"]
    by_member = (
        said.turns.select(key=pl.col("above") * many + member.gather(place), words=turns["words"].gather(place))
        .group_by("key")
        .agg(pl.col("words").sum(), turns=pl.len().cast(pl.Int64))
        .select(
            "words", "turns", row=pl.col("key") // many, person=pl.col("key") // groups, group=pl.col("key") % groups
        )
    )
    by_person = by_member.group_by("person").agg(pl.col("turns").sum(), pl.col("words").sum())
    of_people = by_person.group_by(row=pl.col("person") // people).agg(
        pl.col("turns", "words").sum(), participants=pl.len(), top=pl.col("turns").max()
    )
    is_several = pl.col("turns") >= SEVERAL
    of_groups = (
        by_member.group_by(key=pl.col("row") * groups + pl.col("group"))
        .agg(pl.col("turns").sum(), people=pl.len())
        .group_by(row=pl.col("key") // groups)
        .agg(groups=pl.len(), several=is_several.sum(), groups_by_one=(is_several & (pl.col("people") == 1)).sum())
    )
    # A coding has one code only, so the sums of codings of different codes are of different codings.
    codings = (
        said.codings.group_by("code")
        .agg(codings=pl.col("coding").n_unique())
        .join(ancestors(tables.codes), on="code")
        .group_by(row="above")
        .agg(pl.col("codings").sum())
    )
    whole = of_people.join(of_groups, on="row").join(codings, on="row")
    return whole.select("row", pl.exclude("row").cast(pl.Int64))


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
