"""Figures as every table has them: so many decimals, and halves rounded up, from whole numbers all the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def ratio(n: pl.Expr, total: pl.Expr, *, digits: int) -> pl.Expr:
    """Return n / N with so many decimals, missing where N is 0."""
    scale: int = 10**digits
    return (_times(n, total, scale) / scale).round(digits)  # dividing leaves 33.300000000000004


def percent(n: pl.Expr, total: pl.Expr) -> pl.Expr:
    """Return 100 n / N with one decimal, missing where N is 0."""
    return (_times(n, total, 1000) / 10).round(1)


def whole_percents(n: pl.Expr, total: pl.Expr) -> pl.Expr:
    """Return 100 n / N without decimals, missing where N is 0."""
    return _times(n, total, 100)


def whole_percent(n: int, total: int) -> int:
    """Return 100 n / N without decimals; N is above 0."""
    return _times_of(n, total, 100)


def percent_of(n: int, total: int) -> float | None:
    """Return 100 n / N with one decimal, or None where N is 0."""
    return _times_of(n, total, 1000) / 10 if total else None


def _times(n: pl.Expr, total: pl.Expr, times: int) -> pl.Expr:
    import polars as pl

    return pl.when(total > 0).then((2 * times * n + total) // (2 * total))


def _times_of(n: int, total: int, times: int) -> int:
    return (2 * times * n + total) // (2 * total)
