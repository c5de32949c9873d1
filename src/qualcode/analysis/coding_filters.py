"""Filters of what is known of a coding beside its place: memo, time, confidence.

They need the frame `coding_facts`, which is read only where one of them is asked for.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables

FACT_KINDS = ("memo", "since", "until", "confidences")
UNSAID = "none"  # how the confidence of a coding is asked for whose coder did not say any


class FactsAsked(Protocol):
    """What a selection asks of these facts, as `Selection` says it."""

    @property
    def has_memo(self) -> bool | None: ...  # noqa: D102  # said by `Selection`, as those below

    @property
    def since(self) -> str: ...  # noqa: D102

    @property
    def until(self) -> str: ...  # noqa: D102

    @property
    def confidences(self) -> tuple[int | None, ...]: ...  # noqa: D102


def fact_filters(selection: FactsAsked) -> dict[str, tuple[str, ...]]:
    """Return those of these filters that are asked for, as `Selection.filters` does."""
    memo = () if selection.has_memo is None else ("yes" if selection.has_memo else "no",)
    asked = {
        "memo": memo,
        "since": (selection.since,) if selection.since else (),
        "until": (selection.until,) if selection.until else (),
        "confidences": tuple(UNSAID if one is None else str(one) for one in selection.confidences),
    }
    return {kind: values for kind, values in asked.items() if values}


def confidence_of(text: str) -> int | None:
    """Return the confidence written as `1`, `2` or `3`, None for `none`.

    Raises:
        InvalidValueError: it is none of these.
    """
    written = text.strip().casefold()
    if written == UNSAID:
        return None
    if written not in ("1", "2", "3"):
        raise InvalidValueError("Confidence", text, f"is none of 1 (doubtful), 2, 3 (sure), {UNSAID}.")
    return int(written)


def earliest(since: str) -> str:
    """Return the first time from then on, as times are stored; empty for no bound.

    Raises:
        InvalidValueError: it is no day or time.
    """
    return _time(since).isoformat() if since else ""


def first_beyond(until: str) -> str:
    """Return the first time that is later: after the whole day where it is a day.

    Raises:
        InvalidValueError: it is no day or time.
    """
    try:
        date.fromisoformat(until.strip())
    except ValueError:
        return _time(until, later=timedelta(microseconds=1)).isoformat()
    return _time(until, later=timedelta(days=1)).isoformat()


def with_facts(tables: Tables, codings: pl.DataFrame, selection: FactsAsked) -> pl.DataFrame:
    """Return the codings that have the memo, time and confidence asked for.

    Raises:
        InvalidValueError: `coding_facts` were not read.
    """
    import polars as pl

    facts = tables.coding_facts
    if facts is None:
        asked = "; ".join(f"{kind} {', '.join(values)}" for kind, values in fact_filters(selection).items())
        raise InvalidValueError("Selection", asked, "needs more of the project: read it with tables(selection).")
    if selection.has_memo is not None:
        facts = facts.filter(pl.col("has_memo") == selection.has_memo)
    # Stored times are UTC in ISO 8601, so they sort as text does: `+`, which ends whole seconds, sorts before `.`.
    if selection.since:
        facts = facts.filter(pl.col("at") >= earliest(selection.since))
    if selection.until:
        facts = facts.filter(pl.col("at") < first_beyond(selection.until))
    if selection.confidences:
        said = [one for one in selection.confidences if one is not None]
        is_asked = pl.col("confidence").is_in(said).fill_null(value=False)
        if None in selection.confidences:
            is_asked |= pl.col("confidence").is_null()
        facts = facts.filter(is_asked)
    return codings.join(facts, on="coding_id", how="semi", maintain_order="left")


def _time(written: str, *, later: timedelta = timedelta()) -> datetime:
    try:
        at = datetime.fromisoformat(written.strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC) + later
    except (ValueError, OverflowError) as error:
        raise InvalidValueError("Date", written[:60], "is not like 2025-03-01 or 2025-03-01T10:30.") from error
