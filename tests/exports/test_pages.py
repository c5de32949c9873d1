"""Pages in files: what people read holds the page, what programs read the figures."""

import json

import openpyxl
import polars as pl
import pytest

from qualcode.analysis.pages import Page
from qualcode.exports.tables import table_text, write_table

FIGURES = pl.DataFrame({"code": ["Fear", "=cmd()"], "code_guid": ["g1", "g2"], "n": [1, 2]})
PAGE = Page(
    frame=pl.DataFrame({"theme, code": ["Fear", "=cmd()"], "people": ["1 of 4", "2 of 4"], "%": [25.0, 50.5]}),
    depths=(0, 1),
    notes=("* too small a base.",),
)


@pytest.mark.parametrize("form", ["md", "html", "tex"])
def test_people_get_the_page(form):
    """Notes and all; identities are for programs."""
    text = table_text(FIGURES, form, {}, page=PAGE)

    assert "1 of 4" in text
    assert "too small a base." in text
    assert "g1" not in text


@pytest.mark.parametrize(
    ("form", "set_in"),
    [("md", "| \u2003=cmd()"), ("html", "padding-inline-start:1.9rem"), ("tex", r"\quad =cmd()")],
)
def test_codes_are_set_in_by_their_depth(form, set_in):
    """In each in its own way."""
    text = table_text(FIGURES, form, {}, page=PAGE)

    assert set_in in text
    assert text.count(set_in) == 1


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_programs_get_the_figures(form):
    """As without a page."""
    assert table_text(FIGURES, form, {}, page=PAGE) == table_text(FIGURES, form, {})


def test_figures_of_a_column_have_as_many_decimals():
    """So that they stand below each other."""
    halves = Page(frame=pl.DataFrame({"code": ["a", "b"], "α": [0.8, -0.001], "n": [3, 4]}))

    assert table_text(FIGURES, "md", {}, page=halves).splitlines()[2] == "| a    |  0.800 |   3 |"


def test_a_workbook_has_both(tmp_path):
    """The page first, then the figures with their types; a name like a formula stays a name, set in."""
    write_table(FIGURES, tmp_path / "t.xlsx", {"project": "P"}, page=PAGE)

    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    page, figures = book["page"], book["figures"]
    assert book.sheetnames == ["page", "figures", "about"]
    assert [cell.value for cell in page[3]] == ["=cmd()", "2 of 4", 50.5]
    assert (page["A3"].data_type, page["A3"].alignment.indent, page["A3"].quotePrefix) == ("s", 1, True)
    assert page["A5"].value == "* too small a base."
    assert [cell.value for cell in figures[2]] == ["Fear", "g1", 1]


def test_parquet_has_the_figures(tmp_path):
    """With their types."""
    write_table(FIGURES, tmp_path / "t.parquet", {}, page=PAGE)

    assert pl.read_parquet(tmp_path / "t.parquet").equals(FIGURES)


def test_json_is_as_without(tmp_path):
    """One object a row."""
    write_table(FIGURES, tmp_path / "t.json", {}, page=PAGE)

    assert json.loads((tmp_path / "t.json").read_text())["rows"][0] == {"code": "Fear", "code_guid": "g1", "n": 1}
