"""HTML pages, read back with the standard library's parser."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from qualcode.exports.html_page import html_text, table_html
from qualcode.exports.sheet import sheet_of, shown
from qualcode.files import defused
from tests.exports.hostile import ABOUT, HOSTILE


class Page(HTMLParser):
    """Every element with its attributes, and the text in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs), []))

    def handle_data(self, data):
        if self.found:
            self.found[-1][2].append(data)

    def all(self, *tags):
        return [(attributes, "".join(text).rstrip("\n")) for tag, attributes, text in self.found if tag in tags]


ROWS = [{"code": "Надежда", "codings": 3, "percent": None}, {"code": "Fear", "codings": 0, "percent": 37.5}]


def test_the_table_says_what_its_cells_belong_to():
    """A caption, headings of columns and of rows, numbers apart from words."""
    page = Page(html_text(sheet_of(ROWS, ABOUT)))

    assert [text for _, text in page.all("caption", "title")] == ["Themes", "Themes"]
    assert [(cell.get("scope"), cell.get("class"), text) for cell, text in page.all("th", "td")] == [
        ("col", None, "code"),
        ("col", "number", "codings"),
        ("col", "number", "percent"),
        ("row", None, "Надежда"),
        (None, "number", "3"),
        (None, "number", ""),
        ("row", None, "Fear"),
        (None, "number", "0"),
        (None, "number", "37.5"),
    ]


def test_the_page_says_how_it_was_made():
    """Below the table for people, as JSON that does not run for programs."""
    page = Page(html_text(sheet_of(ROWS, ABOUT)))

    facts = dict(zip([text for _, text in page.all("dt")], [text for _, text in page.all("dd")], strict=True))
    assert (facts["coders"], facts["command"]) == ("Kim; Lee", "qualcode freq --by gender")
    [(script, text)] = page.all("script")
    assert script["type"] == "application/json"
    assert json.loads(text) == ABOUT


@pytest.mark.parametrize("what", HOSTILE)
def test_text_makes_no_elements_and_steers_nothing(what):
    """In cells, headings, the title and what is told below."""
    text = HOSTILE[what]
    quiet = Page(html_text(sheet_of([{"x": "x"}], {"title": "x", "project": "x"})))

    written = html_text(sheet_of([{text: text}], {"title": text, "project": text}))

    page = Page(written)
    assert [tag for tag, _, _ in page.found] == [tag for tag, _, _ in quiet.found]
    assert page.all("tbody", "td", "th")[-1][1].replace("\u2060", "").strip() in (
        shown(text).strip(),
        shown(text).replace("\r", "\n").strip(),
    )
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", written)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_spreadsheet_that_opens_the_page_finds_no_formula(what):
    """Nor one that takes the table from the clipboard: in front of what it would compute stands what nobody sees."""
    text = HOSTILE[what]
    sheet = replace(sheet_of([{text: text, "n": -5}], {"title": text, "project": text}), notes=(text,))

    for written in (html_text(sheet), table_html(sheet)):
        told = [found for _, found in Page(written).all("caption", "th", "td", "p", "dt", "dd")]
        assert told == [defused(found) for found in told]
        assert "-5" in told


def test_nothing_is_fetched_and_nothing_runs():
    """One file, opened from disk, with a policy that says so."""
    written = html_text(sheet_of(ROWS, ABOUT))

    assert not re.search(r"\s(src|href)=|url\(|@import", written)
    assert "default-src 'none'" in written


def test_a_page_follows_light_and_dark_and_prints():
    """By the reader's own settings."""
    written = html_text(sheet_of(ROWS, ABOUT))

    assert "prefers-color-scheme: dark" in written
    assert "@media print" in written
    assert "table-header-group" in written


def test_a_wide_table_can_be_scrolled_by_key():
    """The frame takes the focus and has a name."""
    [(frame, _)] = Page(html_text(sheet_of(ROWS, ABOUT))).all("div")

    assert (frame["tabindex"], frame["role"], frame["aria-labelledby"]) == ("0", "region", "title")


def test_a_table_of_nothing_is_a_page():
    """No rows, no columns."""
    assert "<tbody>" in html_text(sheet_of([], {}))
