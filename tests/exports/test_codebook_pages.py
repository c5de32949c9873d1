"""A codebook to read and print: everything stands in it, and nothing in a text is taken for markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from qualcode.codebooks.lineage import Lineage
from qualcode.errors.files import UnknownFormatError
from qualcode.exchange.codebook_exports import export_codebook
from qualcode.exports.codebook_pages import codebook_html, codebook_markdown
from qualcode.files import defused
from qualcode.model.codebook import Code, Codebook, Cue

GUID = "33333333-3333-4333-8333-333333333333"
OTHER = GUID.replace("3", "4")
BOOK = Codebook(
    guid=GUID,
    name="Talks <b>",
    description="First line.\nSecond & last.",
    codes=(
        Code(guid=GUID, name="Leaders", definition="1. They *bargain*.", color="#c0392b", key="d", is_codable=False),
        Code(
            guid=OTHER,
            name="Business",
            parent_guid=GUID,
            use_when="<script>alert(1)</script>\u202e\x1b[31m",
            not_when="# not a heading",
            cues=(Cue("deal", language="en"), Cue("ideal", is_negative=True)),
            examples=("one\ntwo", "- three"),
            is_retired=True,
        ),
    ),
)


class Texts(HTMLParser):
    """The tags and the words of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.words = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in ("src",) for name, _ in attrs)

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_holds_everything_and_no_markup_of_a_text():
    """Names, texts, cues and examples are there; a script in a text is words, an override is a visible sign."""
    page = Texts()
    page.feed(codebook_html(BOOK, revision="a" * 64))
    words = "".join(page.words)

    for text in ("Talks <b>", "Second & last.", "They *bargain*.", "deal (en)", "ideal", "two", "- three", "Leaders"):
        assert text in words
    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in words
    assert "\u202e" not in words
    assert "\x1b" not in words
    assert words.count("aaaaaaaaaaaa") == 1


def test_a_spreadsheet_that_opens_the_page_finds_no_formula():
    """It takes each paragraph and list item for a cell."""
    evil = "=HYPERLINK(A1)"
    code = replace(
        BOOK.codes[1], parent_guid=None, name=evil, definition=evil, use_when=evil, cues=(Cue(evil),), examples=(evil,)
    )
    page = Texts()
    page.feed(codebook_html(replace(BOOK, name=evil, description=evil, codes=(code,))))

    told = [text for text in page.words if text.strip() and "{ font:" not in text]
    assert 7 < sum(evil in text for text in told)
    assert told == [defused(text) for text in told]


def test_markdown_tells_the_same():
    """Headings are as deep as codes; what looks like markup in a text is escaped."""
    assert codebook_markdown(BOOK) == (
        "# Talks \\<b\\>\n\nFirst line.\\\nSecond \\& last.\n\n1 theme, 1 code under them\n\n"
        "## Leaders `d` (groups others)\n\n1\\. They \\*bargain\\*.\n\n"
        "### Business (retired)\n\n*Leaders*\n\n"
        "**Use when**\n\n\\<script\\>alert\\(1\\)\\</script\\>\ufffd␛\\[31m\n\n"
        "**Do not use when**\n\n\\# not a heading\n\n"
        "**Cues**\n\n- deal \\(en\\)\n\n**Cues against**\n\n- ideal\n\n"
        "**Examples**\n\n> one\\\n> two\n\n> \\- three\n"
    )


def test_the_ending_tells_the_format(tmp_path):
    """To print or to give back; another ending is refused with all there are."""
    plain = replace(BOOK, codes=BOOK.codes[:1])
    for ending in ("md", "html", "yaml", "xlsx", "csv", "qdc"):
        export_codebook(plain, tmp_path / f"book.{ending}", Lineage())
        assert (tmp_path / f"book.{ending}").stat().st_size > 100
    with pytest.raises(UnknownFormatError, match=r"\.qdc, \.md, \.html"):
        export_codebook(BOOK, tmp_path / "book.pdf", Lineage())
