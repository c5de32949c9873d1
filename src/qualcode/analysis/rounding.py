"""Percentages as every table has them: one decimal, or none where people read them; halves rounded up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def percent(n: pl.Expr, total: pl.Expr) -> pl.Expr:
    """Return 100 n / N with one decimal, missing where N is 0.

    Whole numbers are kept all the way, so that halves round up everywhere.
    """
    import polars as pl

    tenths = pl.when(total > 0).then((2000 * n + total) // (2 * total))
    return (tenths / 10).round(1)  # dividing leaves 33.300000000000004


def whole_percent(n: int, total: int) -> int:
    """Return 100 n / N without decimals; N is above 0."""
    return (200 * n + total) // (2 * total)
