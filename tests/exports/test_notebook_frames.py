"""Frames in a notebook: the page of a table, over a Polars frame that can be asked further."""

import polars as pl
import pytest

from qualcode.analysis.pages import Page
from qualcode.exports.notebook_frames import MOST_COLUMNS, MOST_ROWS, PageFrame


def _page(frame: pl.DataFrame) -> Page:
    read = frame.select("code", pl.format("{} of {}", "n", "total").alias("participants"))
    return Page(frame=read, depths=tuple(frame["depth"]), notes=("Participants' turns only.",))


@pytest.fixture
def frame():
    """Two codes, the second below the first and called to harm."""
    figures = pl.DataFrame({"code": ["Fear", "<b>war</b>"], "depth": [0, 1], "n": [3, 1], "total": [9, 9]})
    return PageFrame.of(figures, "Themes & codes", _page)


def test_a_notebook_shows_the_page(frame):
    """A caption, cells as they are read, codes set in, what is said below; nothing of it is markup."""
    shown = frame._repr_html_()

    assert '<caption dir="auto">Themes &amp; codes</caption>' in shown
    assert '<td dir="auto">3 of 9</td>' in shown
    assert '<th scope="row" style="padding-inline-start:1.9rem" dir="auto">&lt;b&gt;war&lt;/b&gt;</th>' in shown
    assert '<p dir="auto">Participants\' turns only.</p>'.replace("'", "&#x27;") in shown


def test_it_is_a_polars_frame(frame):
    """Equal to the figures, which can be asked further and are then shown as Polars shows any."""
    voiced = frame.filter(pl.col("n") > 1)

    assert isinstance(frame, pl.DataFrame)
    assert [("Fear", 0, 3, 9)] == voiced.rows()
    assert "qualcode" not in voiced._repr_html_()
    assert "qualcode" not in frame.head(1)._repr_html_()


def test_a_frame_that_was_changed_in_place_is_shown_all_the_same(frame):
    """Its page needs a column that is gone."""
    frame.drop_in_place("total")

    assert "<table" in frame._repr_html_()


def test_no_notebook_is_filled_by_one_table():
    """Beyond some hundred rows and some ten columns a line says how many there are."""
    figures = pl.DataFrame({f"c{place}": range(MOST_ROWS + 50) for place in range(MOST_COLUMNS + 2)})

    shown = PageFrame.of(figures, "Many", lambda found: Page(frame=found))._repr_html_()

    assert MOST_ROWS + 1 == shown.count("<tr>")
    assert "200 of 250 rows and 40 of 42 columns are shown." in shown
