"""Participation: who talks how much, who has most of the talk, and who follows whom.

What the figures mean:

turns, words
    Those of the speaker in the group that count (`analysis.frequencies`): participants', or everybody's with the
    moderator. Someone who speaks in two groups has a row in each.
words_per_turn
    words / turns, halves rounded up to one decimal.
turns_percent, words_percent
    Of all turns and words that count in the group.
most, most_percent
    The participant with most words in the group, and 100 times these by the words of all participants there.
is_dominant, is_dominated
    More than half of the words of a group's participants are one participant's. Never where there is only one.
gini
    How unevenly the words of a group are spread over its participants who speak, from 0 (all alike) to 1 (one has all):
    sum of (2 i - n - 1) x_i over (n - 1) sum of x_i, for the words x_i in ascending order, i from 1 to n. Missing with
    fewer than two participants, or without words. Source: Gini, Variabilità e mutabilità (1912), times n / (n - 1) as
    in Dixon, Weiner, Mitchell-Olds and Woodley, Bootstrapping the Gini coefficient of inequality, Ecology 68 (1987), so
    that groups of different sizes can be compared.
moderator_percent
    100 times moderators' words by the words of everybody in the group's sources, whatever people were selected.
n, percent (who follows whom)
    How often the next turn of the source is that other speaker's; and 100 n by all turns of the speaker in the group
    that a turn that counts comes right after. So without the moderator, turns that the moderator answers are left out,
    and what is told is who takes up whom.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.counted import counted_part, counted_turns
from qualcode.analysis.rounding import percent, ratio
from qualcode.analysis.selection import EVERYTHING, Selection
from qualcode.analysis.variables import GROUP, Variable, group_numbers, levels

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables


def participation(tables: Tables, selection: Selection = EVERYTHING, *, with_moderator: bool = False) -> pl.DataFrame:
    """Return one row a speaker and group: groups in order of import, in each who says most first.

    The module's docstring says what the figures mean.

    Args:
        tables: the project.
        selection: which part of it to count.
        with_moderator: tell of moderators and observers too.

    Returns:
        `group, speaker, role, turns, words, words_per_turn, turns_percent, words_percent, is_dominant, case_guid`.

    Raises:
        UnknownSourceError, UnknownVariableError, and the others of `analysis.selection.selected`.
        EmptySelectionError: something was asked for and nobody is left to count.
    """
    import polars as pl

    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    spoken = _spoken(chosen, turns)
    words, role = pl.col("words"), pl.col("role")
    of_participants = words.filter(role == "participant")
    is_most = (role == "participant") & (2 * words > of_participants.sum().over("group"))
    return spoken.with_columns(
        words_per_turn=ratio(words, pl.col("turns"), digits=1),
        turns_percent=percent(pl.col("turns"), pl.col("turns").sum().over("group")),
        words_percent=percent(words, words.sum().over("group")),
        is_dominant=is_most & (of_participants.len().over("group") > 1),
    ).select(
        pl.col("group_name").alias("group"),
        *("speaker", "role", "turns", "words", "words_per_turn", "turns_percent", "words_percent", "is_dominant"),
        "case_guid",
    )


def participation_by_group(tables: Tables, selection: Selection = EVERYTHING) -> pl.DataFrame:
    """Return one row a group in which a participant speaks, in order of import.

    The module's docstring says what the figures mean. `turns` and `words` are the participants'.

    Returns:
        `group, sources, participants, turns, words, words_per_turn, moderator_turns, moderator_words,
        moderator_percent, most, most_percent, gini, is_dominated`.

    Raises:
        EmptySelectionError, and the others of `participation`.
    """
    import polars as pl

    chosen, turns = counted_part(tables, selection, with_moderator=False)
    words = pl.col("words")
    total, number = words.sum(), pl.len().cast(pl.Int64)
    groups = (
        _spoken(chosen, turns)
        .group_by("group", "group_name", maintain_order=True)
        .agg(
            participants=number,
            turns=pl.col("turns").sum(),
            words=total,
            words_per_turn=ratio(total, pl.col("turns").sum(), digits=1),
            most=pl.col("speaker").first(),
            most_percent=percent(words.max(), total),
            gini=_gini(words),
            is_dominated=(number > 1) & (2 * words.max() > total),
        )
    )
    sources = turns.group_by("group").agg(sources=pl.col("source_id").n_unique().cast(pl.Int64))
    return (
        groups.join(sources, on="group", how="left", maintain_order="left")
        .join(_moderated(tables, chosen), on="group", how="left", maintain_order="left")
        .with_columns(pl.col("moderator_turns", "moderator_words").fill_null(0))
        .with_columns(moderator_percent=percent(pl.col("moderator_words"), pl.col("said")))
        .select(
            pl.col("group_name").alias("group"),
            *("sources", "participants", "turns", "words", "words_per_turn"),
            *("moderator_turns", "moderator_words", "moderator_percent"),
            *("most", "most_percent", "gini", "is_dominated"),
        )
    )


def follows(tables: Tables, selection: Selection = EVERYTHING, *, with_moderator: bool = False) -> pl.DataFrame:
    """Return who follows whom: one row a group, speaker and next speaker, the most frequent first within a group.

    Both turns must count; what is between two turns that count, such as a moderator's, keeps them apart.

    Returns:
        `group, speaker, next, n, percent, speaker_guid, next_guid`.

    Raises:
        EmptySelectionError, and the others of `participation`.
    """
    import polars as pl

    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    place = tables.turns.select("source_id", "number").sort("source_id", "number")
    following = place.with_columns(next_number=pl.col("number").shift(-1).over("source_id"))
    others = turns.select("source_id", next_number="number", next_id="case_id")
    people = chosen.cases.with_row_index("person").select(
        pl.col("person").cast(pl.Int64), "case_id", speaker="label", speaker_guid="guid"
    )
    return (
        turns.join(following, on=["source_id", "number"], how="left")
        .join(others, on=["source_id", "next_number"])
        .group_by("group", "case_id", "next_id")
        .agg(n=pl.len().cast(pl.Int64))
        .with_columns(percent=percent(pl.col("n"), pl.col("n").sum().over("group", "case_id")))
        .join(people, on="case_id")
        .join(
            people.rename(
                {"person": "next_person", "case_id": "next_id", "speaker": "next", "speaker_guid": "next_guid"}
            ),
            on="next_id",
        )
        .join(_named_groups(chosen), on="group")
        .sort("group_place", "n", "person", "next_person", descending=[False, True, False, False])
        .select(pl.col("group_name").alias("group"), "speaker", "next", "n", "percent", "speaker_guid", "next_guid")
    )


def _spoken(chosen: Tables, turns: pl.DataFrame) -> pl.DataFrame:
    """Return `group, group_name, speaker, role, turns, words, case_guid`, in the order of `participation`."""
    import polars as pl

    people = chosen.cases.with_row_index("person").rename({"label": "speaker", "guid": "case_guid"})
    return (
        turns.group_by("group", "case_id")
        .agg(turns=pl.len().cast(pl.Int64), words=pl.col("words").sum())
        .join(people, on="case_id")
        .join(_named_groups(chosen), on="group")
        .sort("group_place", "words", "turns", "person", descending=[False, True, True, False])
        .select("group", "group_name", "speaker", "role", "turns", "words", "case_guid")
    )


def _named_groups(chosen: Tables) -> pl.DataFrame:
    """Return `group, group_name, group_place`: the number, the name and the order of import of each group."""
    import polars as pl

    names = levels(chosen, Variable("source", GROUP, GROUP)).rename({"level": "group_name"})
    numbered = chosen.sources.select("source_id").join(group_numbers(chosen), on="source_id", maintain_order="left")
    return (
        numbered.join(names, on="source_id", maintain_order="left")
        .unique("group", keep="first", maintain_order=True)
        .with_row_index("group_place")
        .select("group", "group_name", pl.col("group_place").cast(pl.Int64))
    )


def _moderated(tables: Tables, chosen: Tables) -> pl.DataFrame:
    """Return `group, said, moderator_turns, moderator_words` of the selected sources, whatever people were selected."""
    import polars as pl

    everybody = replace(
        chosen,
        cases=tables.cases,
        turns=tables.turns.filter(pl.col("source_id").is_in(chosen.sources["source_id"].to_list())),
    )
    moderators = tables.cases.filter(pl.col("role") == "moderator")["case_id"].to_list()
    is_moderator = pl.col("case_id").is_in(moderators)
    return (
        counted_turns(everybody, with_moderator=True)
        .group_by("group")
        .agg(
            said=pl.col("words").sum(),
            moderator_turns=is_moderator.sum().cast(pl.Int64),
            moderator_words=pl.col("words").filter(is_moderator).sum(),
        )
    )


def _gini(words: pl.Expr) -> pl.Expr:
    """Return the Gini coefficient with three decimals."""
    import polars as pl

    number = pl.len().cast(pl.Int64)
    spread = ((2 * pl.int_range(1, pl.len() + 1, dtype=pl.Int64) - number - 1) * words.sort()).sum()
    whole = (number - 1) * words.sum()
    return ratio(spread, whole, digits=3)
