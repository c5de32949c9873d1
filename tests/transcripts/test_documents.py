"""Documents as word processors save them: real files in `documents`, made by LibreOffice from texts composed here."""

import shutil
from pathlib import Path

import pytest

from qualcode.transcripts.reading import Reading, read_transcript
from tests.transcripts.documents import make

HERE = make.HERE
TALK = HERE / "talk.txt"


def spoken(reading: Reading) -> list[tuple[str, str]]:
    """Who says what; runs of space are one."""
    return [(turn.speaker, " ".join(reading.text[turn.speech : turn.end].split())) for turn in reading.turns]


@pytest.mark.parametrize("name", ["talk.docx", "talk.odt", "talk.rtf", "talk.html"])
def test_a_text_saved_by_a_word_processor_is_the_text(name):
    plain, saved = read_transcript(TALK), read_transcript(HERE / name)

    assert plain.text.rstrip("\n") == saved.text.rstrip("\n")
    assert (plain.turns, plain.speakers, plain.language) == (saved.turns, saved.speakers, saved.language)


@pytest.mark.parametrize(
    "name",
    ["talk.pdf", "bold.docx", "bold.odt", "bold.html", "table.docx", "table.odt", "table.html", "table.pdf"],
)
def test_labels_in_bold_type_or_in_a_table_are_labels(name):
    """In a PDF, lines are joined to paragraphs again; its page header and page numbers are no talk."""
    plain, saved = read_transcript(TALK), read_transcript(HERE / name)

    assert spoken(plain) == spoken(saved)
    assert plain.speakers == saved.speakers


@pytest.mark.parametrize("name", ["pages.pdf", "columns.pdf"])
def test_pages_read_on_below_headers_and_beside_columns(name):
    """Four pages of fourteen centimeters; what was left out is said."""
    reading = read_transcript(HERE / name)

    assert spoken(read_transcript(TALK)) * 3 == spoken(reading)
    assert any("left out: 'Study on trust, group 3, confidential' × 4" in doubt for doubt in reading.doubts)
    assert ("columns" in name) == any("two columns" in doubt for doubt in reading.doubts)


@pytest.mark.parametrize(
    ("name", "encoding"), [("talk.docx", "utf-8"), ("talk.rtf", "windows-1252"), ("talk.pdf", "unicode")]
)
def test_format_and_encoding_are_said(name, encoding):
    reading = read_transcript(HERE / name)

    assert (Path(name).suffix[1:], encoding) == (reading.format, reading.encoding)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_documents_made_afresh_read_the_same(tmp_path):
    """Whatever version of LibreOffice is at hand."""
    for kind in ("docx", "odt"):
        make.convert([TALK], kind, tmp_path, tmp_path / "profile")

    for kind in ("docx", "odt"):
        assert spoken(read_transcript(TALK)) == spoken(read_transcript(tmp_path / f"talk.{kind}"))
