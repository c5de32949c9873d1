"""Theme frequency tables: how often each code was voiced, by how many people, in how many groups.

What the figures mean, in every table here:

turn
    A turn counts when its source and its speaker are in the selection and the speaker is a participant. With the
    moderator, the turns of moderators and observers count as well. The text before the first turn (turn 0) is nobody's
    turn and never counts, with or without the moderator.
codings
    Codings of the code or of any code under it that lie in at least one counted turn, whoever coded them. What lies
    only in turns that do not count, or only before the first turn, is left out.
turns
    Counted turns in which at least one of those codings lies. A coding across several turns lies in each of them, from
    its first to its last. However many codings, coders or sub-codes meet in a turn, it is one turn.
participants
    Different speakers of those turns. Someone who speaks in two groups is one participant. With the moderator,
    moderators and observers are among them.
participants_total
    Different speakers of at least one counted turn: all who could have voiced it. It is the same in every row.
groups
    Different groups among those turns. A group is the value of the source variable `group` if the source has one,
    otherwise the source itself.
groups_total
    Different groups with at least one counted turn.
percent
    100 n / N, halves rounded up to one decimal; missing where N is 0.
words
    Words of those turns, whole turns.
words_total
    Words of all counted turns.
sources, sources_total
    Different sources among those turns, and among all counted turns.

Several coders are counted as their union: two who code one turn alike make 2 codings, 1 turn, 1 participant. What the
other columns mean stands in `voices`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.counted import counted_part, heard, voiced
from qualcode.analysis.rounding import percent
from qualcode.analysis.selection import EVERYTHING, Selection
from qualcode.analysis.voices import carried, prompted, seen
from qualcode.errors.analysis import EmptySelectionError

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

_COUNTED = (
    *("codings", "turns", "participants", "groups", "words", "top", "several", "groups_by_one"),
    *("sources", "turns_prompted", "participants_spontaneous"),
)
_OF_VOICES = (
    *("turns_prompted", "participants_spontaneous", "top_speaker_share", "groups_by_one", "voiced_by_one"),
    *("first_source", "first_turn", "last_source", "last_turn", "codebook", "code_guid", "is_retired"),
)


def frequencies(
    tables: Tables,
    selection: Selection = EVERYTHING,
    *,
    with_moderator: bool = False,
    keep_zero: bool = True,
) -> pl.DataFrame:
    """Return one row a code, in tree order, sub-codes rolled up without double counting.

    The module's docstring says what each figure means. A project without codes gives no rows, one without codings or
    turns zeros.

    Args:
        tables: the project.
        selection: which part of it to count.
        with_moderator: count the turns of moderators and observers too.
        keep_zero: keep codes that nobody voiced.

    Returns:
        `code, path, depth, codings, turns, participants, participants_total, groups, groups_total,
        participants_percent, groups_percent, words, words_total, talk_share, sources, sources_total,
        turns_spontaneous, turns_prompted, participants_spontaneous, top_speaker_share, groups_by_one, voiced_by_one,
        first_source, first_turn, last_source, last_turn, codebook, code_guid, is_retired`.

    Raises:
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, UnknownVariableError: something
            asked for is not in the project.
        AmbiguousCodeError: several codes go by a name that was asked for.
        EmptySelectionError: something was asked for and nothing is left to count.
    """
    import polars as pl

    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    said = voiced(chosen, turns)
    frame = codes_grid(chosen)
    for more in (
        heard(chosen, turns, said),
        prompted(tables, selection, turns, said, chosen.codes),
        seen(chosen, turns, said),
    ):
        frame = frame.join(more, on="row", how="left", maintain_order="left")
    frame = carried(frame.with_columns(pl.col(_COUNTED).fill_null(0))).with_columns(
        participants_total=pl.lit(turns["case_id"].n_unique(), dtype=pl.Int64),
        groups_total=pl.lit(turns["group"].n_unique(), dtype=pl.Int64),
        sources_total=pl.lit(turns["source_id"].n_unique(), dtype=pl.Int64),
        words_total=pl.lit(turns["words"].sum(), dtype=pl.Int64),
    )
    if not keep_zero:
        frame = only_voiced(frame, selection)
    return frame.select(
        *("code", "path", "depth", "codings", "turns", "participants", "participants_total", "groups", "groups_total"),
        participants_percent=percent(pl.col("participants"), pl.col("participants_total")),
        groups_percent=percent(pl.col("groups"), pl.col("groups_total")),
        words="words",
        words_total="words_total",
        talk_share=percent(pl.col("words"), pl.col("words_total")),
        sources="sources",
        sources_total="sources_total",
        turns_spontaneous=pl.col("turns") - pl.col("turns_prompted"),
        **{name: pl.col(name) for name in _OF_VOICES},
    )


def codes_grid(tables: Tables) -> pl.DataFrame:
    """Return the codes as the first columns of a table, `row` their place in it."""
    import polars as pl

    return tables.codes.with_row_index("row").select(
        pl.col("row").cast(pl.Int64),
        *("path", "depth", "codebook", "is_retired"),
        code="name",
        code_guid="guid",
    )


def only_voiced(frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    """Return the rows of codes that were voiced at some level.

    Raises:
        EmptySelectionError: something was asked for and none of the codes was.
    """
    import polars as pl

    voiced = frame.filter((pl.col("codings") > 0).any().over("row"))
    if voiced.is_empty() and selection.filters():
        raise EmptySelectionError("none of the codes was voiced in the selection.")
    return voiced
