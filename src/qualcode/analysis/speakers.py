"""Under which name a speaker is shown in what leaves the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.tables import Tables


def shown_speakers(tables: Tables) -> pl.DataFrame:
    """Return `case_id, speaker`: the case's label.

    This is the one place where it is decided which name quotes and lists show.
    """
    return tables.cases.select("case_id", speaker="label")
