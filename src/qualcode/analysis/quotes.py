"""Quotes: the words of codings, with who said them where, found by code, variable, text and what overlaps them.

quote
    The words of a coding that lies in at least one turn that counts (of a participant, or with the moderator
    anybody's). One coding is one quote: what two coders coded alike is there twice, except in a pick.
turn, speaker, time
    Of the first turn that counts in which the coding lies.
text
    Words are found as in a search: letter case and white space do not matter, or by regular expression.
also
    Codings whose characters overlap those of a coding, anybody's, of each of these codes or of a code under it.
pick
    A small set that hears many: quotes are taken one by one, each time of the group with the fewest, there of the
    speaker with the fewest (those marked for the report before count), there the most readable (60 to 400 characters,
    else 30 to 800), there the first. Marked quotes and what overlaps a marked or taken one are left out. The same
    project gives the same pick.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.counted import counted_turns
from qualcode.analysis.selection import EVERYTHING, Selection, selected
from qualcode.analysis.speakers import shown_speakers
from qualcode.analysis.stretches import joined
from qualcode.analysis.variables import find_variable, levels
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.values import InvalidValueError
from qualcode.transcripts.searching import holding

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from qualcode.analysis.tables import Tables

_SHIFT = 2**32  # source and position in one integer key
_READABLE = ((60, 400), (30, 800))  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What quotes are asked for, beside the selection.

    Attributes:
        text: words in them.
        is_regex: the text is a regular expression.
        also: codes that must overlap them.
        is_selected: only those marked for the report.
    """

    text: str = ""
    is_regex: bool = False
    also: tuple[str, ...] = ()
    is_selected: bool = False


ANY = Wanted()


def quotes(
    tables: Tables, selection: Selection = EVERYTHING, wanted: Wanted = ANY, *, with_moderator: bool = False
) -> pl.DataFrame:
    """Return one row a quote, in order of source, place and code.

    Args:
        tables: the project, with `coding_facts` and `turn_places`.
        selection: which codings.
        wanted: what else is asked for.
        with_moderator: words of moderators and observers too.

    Returns:
        `quote, code, path, source, group, turn, last_turn, time (h:mm:ss), speaker, variables (the speaker's, a list
        of 'gender=woman'), coder, origin, confidence, has_memo, is_selected, start, end, coding_guid, source_guid,
        code_guid`.

    Raises:
        EmptySelectionError: there is no such quote.
        SearchPatternError: the text is no regular expression, or takes too long.
        InvalidValueError: the tables are not whole.
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, UnknownVariableError,
            AmbiguousCodeError: as for every table.
    """
    import polars as pl

    if tables.coding_facts is None or tables.turn_places is None:
        raise InvalidValueError("Quotes", "tables", "need the words of codings (is_whole).")
    chosen = selected(tables, selection)
    found = _in_turns(chosen, counted_turns(chosen, with_moderator=with_moderator))
    for code in wanted.also:
        found = _overlapping(found, selected(tables, Selection(codes=(code,))).codings)
    facts = tables.coding_facts.select(
        "coding_id", "quote", "has_memo", "is_selected", "confidence", coding_guid="guid"
    )
    found = found.join(facts, on="coding_id")
    if wanted.is_selected:
        found = found.filter("is_selected")
    if wanted.text:
        found = found.filter(holding(found["quote"], wanted.text, is_regex=wanted.is_regex))
    if found.is_empty():
        raise EmptySelectionError(_why_none(selection, wanted))
    codes = chosen.codes.select(
        "code_id", pl.int_range(pl.len()).alias("place"), pl.col("name").alias("code"), "path", code_guid="guid"
    )
    sources = chosen.sources.select("source_id", source="name", source_guid="guid").join(
        levels(chosen, find_variable(chosen, "source:group")).rename({"level": "group"}), on="source_id"
    )
    times = tables.turn_places.select("source_id", "number", "seconds")
    return (
        found.join(codes, on="code_id")
        .join(sources, on="source_id")
        .join(shown_speakers(tables), on="case_id")
        .join(_variables(tables), on="case_id", how="left")
        .join(times, on=["source_id", "number"], how="left")
        .sort("source_id", "start", "end", "place", "coder")
        .with_columns(
            time=_clock(pl.col("seconds")), variables=pl.col("variables").fill_null(pl.lit([], pl.List(pl.String)))
        )
        .select(
            *("quote", "code", "path", "source", "group", pl.col("number").alias("turn"), "last_turn", "time"),
            *("speaker", "variables", "coder", "origin", "confidence", "has_memo", "is_selected", "start", "end"),
            *("coding_guid", "source_guid", "code_guid"),
        )
    )


def picked(found: pl.DataFrame, count: int) -> pl.DataFrame:
    """Return that many of the quotes, spread over groups and speakers, in the order they were taken.

    The module's docstring says how they are taken.

    Raises:
        EmptySelectionError: all of them are marked already.
        InvalidValueError: fewer than one is asked for.
    """
    if count < 1:
        raise InvalidValueError("Pick", count, "is less than one quote.")
    columns = ("group", "speaker", "source_guid", "start", "end", "is_selected")
    rows = list(found.select(columns).iter_rows())
    marked = [row for row in rows if row[5]]
    taken = _Taken()
    for group, speaker, source, start, end, _ in marked:
        taken.add(group, speaker, (source, start, end))
    waiting: dict[tuple[str, str], deque[int]] = defaultdict(deque)
    order = [(_length_class(end - start), place) for place, (_, _, _, start, end, _) in enumerate(rows)]
    for _, place in sorted(order):
        if not rows[place][5]:
            waiting[rows[place][0], rows[place][1]].append(place)
    chosen: list[int] = []
    while waiting and len(chosen) < count:
        key = min(waiting, key=lambda one: (*taken.often(*one), order[waiting[one][0]]))
        place = waiting[key].popleft()
        if not waiting[key]:
            del waiting[key]
        passage = (rows[place][2], rows[place][3], rows[place][4])
        if not taken.overlaps(passage):
            taken.add(*key, passage)
            chosen.append(place)
    if not chosen:
        raise EmptySelectionError(
            "every such quote is marked for the report already, or overlaps one that is (--selected)."
        )
    return found[chosen]


def with_context(found: pl.DataFrame, talk: pl.DataFrame, turns: int) -> pl.DataFrame:
    """Return the quotes with `before` and `after`: the rest of their turns and so many turns around.

    Args:
        found: from `quotes`.
        talk: `source_guid, number, speaker, start, text`, the words of every turn in its source, in order.
        turns: how many before and after; 0 for the rest of the quote's own turns.
    """
    import polars as pl

    spoken: dict[str, list[tuple[int, str, int, str]]] = defaultdict(list)
    for source, *turn in talk.select("source_guid", "number", "speaker", "start", "text").iter_rows():
        spoken[source].append(tuple(turn))
    before, after = [], []
    for source, first, last, start, end in found.select("source_guid", "turn", "last_turn", "start", "end").iter_rows():
        told = spoken[source]
        early = [turn for turn in told[max(0, first - 1 - turns) : first] if turn[2] < start]
        late = [turn for turn in told[max(0, last - 1) : last + turns] if turn[2] + len(turn[3]) > end]
        before.append("\n".join(_line(turn, until=start, is_own=turn[0] == first) for turn in early).strip())
        after.append("\n".join(_line(turn, since=end, is_own=turn[0] == last) for turn in late).strip())
    return found.with_columns(before=pl.Series(before, dtype=pl.String), after=pl.Series(after, dtype=pl.String))


def with_memos(found: pl.DataFrame, memos: Mapping[str, str]) -> pl.DataFrame:
    """Return the quotes with `memo`, the text on each coding (by its GUID), empty where there is none."""
    import polars as pl

    texts = [memos.get(guid, "") for guid in found["coding_guid"]]
    return found.with_columns(memo=pl.Series(texts, dtype=pl.String))


class _Taken:
    """What was taken already: how many of each group and speaker, and where."""

    def __init__(self) -> None:
        self._groups: Counter[str] = Counter()
        self._speakers: Counter[str] = Counter()
        self._passages: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def add(self, group: str, speaker: str, passage: tuple[str, int, int]) -> None:
        if self.overlaps(passage):
            return  # marked twice, by two coders: heard once
        self._groups[group] += 1
        self._speakers[speaker] += 1
        self._passages[passage[0]].append(passage[1:])

    def often(self, group: str, speaker: str) -> tuple[int, int]:
        return self._groups[group], self._speakers[speaker]

    def overlaps(self, passage: tuple[str, int, int]) -> bool:
        source, start, end = passage
        return any(other < end and start < other_end for other, other_end in self._passages[source])


def _length_class(length: int) -> int:
    return next((place for place, (low, high) in enumerate(_READABLE) if low <= length <= high), len(_READABLE))


def _line(turn: tuple[int, str, int, str], *, until: int | None = None, since: int | None = None, is_own: bool) -> str:
    _, speaker, start, text = turn
    if not is_own:
        return f"{speaker}: {text}"
    return text[: until - start] if until is not None else text[(since or 0) - start :]


def _in_turns(chosen: Tables, turns: pl.DataFrame) -> pl.DataFrame:
    """Return the codings that lie in a counted turn, with the first such turn as `number`, and who speaks it."""
    import polars as pl

    first = turns.select("source_id", "case_id", number="number").sort("source_id", "number")
    return (
        chosen.codings.sort("source_id", "first_turn")
        .join_asof(
            first, left_on="first_turn", right_on="number", by="source_id", strategy="forward", check_sortedness=False,
            coalesce=False,
        )
        .filter(pl.col("number") <= pl.col("last_turn"))
    )  # fmt: skip


def _overlapping(found: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    import numpy as np

    place = others["source_id"].to_numpy() * _SHIFT
    starts, ends = joined(place + others["start"].to_numpy(), place + others["end"].to_numpy())
    own = found["source_id"].to_numpy() * _SHIFT
    following = np.searchsorted(ends, own + found["start"].to_numpy(), side="right")
    begins = np.append(starts, np.iinfo(np.int64).max)[following]
    return found.filter(begins < own + found["end"].to_numpy())


def _variables(tables: Tables) -> pl.DataFrame:
    import polars as pl

    return tables.case_variables.group_by("case_id", maintain_order=True).agg(
        variables=pl.format("{}={}", "variable", "value")
    )


def _clock(seconds: pl.Expr) -> pl.Expr:
    import polars as pl

    whole = seconds.floor().cast(pl.Int64)
    parts = (whole // 3600, whole // 60 % 60, whole % 60)
    hours, minutes, rest = (part.cast(pl.String).str.zfill(width) for part, width in zip(parts, (1, 2, 2), strict=True))
    return pl.format("{}:{}:{}", hours, minutes, rest)


def _why_none(selection: Selection, wanted: Wanted) -> str:
    parts = [selection.sentence()]
    if wanted.text:
        parts.append(f"with {wanted.text!r} in it")
    if wanted.also:
        parts.append(f"that overlaps {', '.join(wanted.also)}")
    if wanted.is_selected:
        parts.append("marked for the report")
    told = ", ".join(part for part in parts if part)
    return f"no quote is there{f' ({told})' if told else ''}."
