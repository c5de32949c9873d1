"""Frames as notebooks show them: the table as it is read, over the figures in long form that can be asked further."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from qualcode.exports.html_page import table_html
from qualcode.exports.sheet import page_sheet

if TYPE_CHECKING:
    from qualcode.analysis.pages import Page

MOST_ROWS, MOST_COLUMNS = 200, 40  # of a page in a notebook; the frame has all


class PageFrame(pl.DataFrame):
    """A Polars frame that Jupyter shows as the page of its table.

    What is made of it (filtered, sorted, joined) is another table, and shown as Polars shows any.
    """

    _page: Callable[[pl.DataFrame], Page] | None = None
    _title = ""

    @classmethod
    def of(cls, frame: pl.DataFrame, title: str, page: Callable[[pl.DataFrame], Page]) -> PageFrame:
        """Return the same figures, shown as their page under a title."""
        found = cls(frame)
        found._page, found._title = page, title
        return found

    def _repr_html_(self, *, _from_series: bool = False) -> str:
        if self._page is None:
            return super()._repr_html_(_from_series=_from_series)
        try:
            page = self._page(self)
        except pl.exceptions.PolarsError:  # somebody took columns out of this very frame
            return super()._repr_html_(_from_series=_from_series)
        shown = page.frame[:MOST_ROWS, :MOST_COLUMNS]
        notes = page.notes
        if shown.shape != page.frame.shape:
            rows, columns = page.frame.shape
            notes += (f"{shown.height} of {rows} rows and {shown.width} of {columns} columns are shown.",)
        about = {"title": self._title}
        return table_html(page_sheet(replace(page, frame=shown, depths=page.depths[:MOST_ROWS], notes=notes), about))
