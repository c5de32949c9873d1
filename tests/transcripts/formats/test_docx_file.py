"""Word documents with what word processors put in them beside paragraphs."""

import io
import zipfile

import pytest
from docx import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qualcode.errors.files import UnreadableFileError
from qualcode.transcripts.formats.formats import RawFile, extracted
from qualcode.transcripts.profiles import Profile
from qualcode.transcripts.reading import read_raw


def saved(docx) -> bytes:
    file = io.BytesIO()
    docx.save(file)
    return file.getvalue()


def text_of(docx) -> str:
    return extracted(RawFile("a.docx", saved(docx)), Profile()).text


def paragraph(inner: str):
    return parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")


def with_body(*inner: str):
    docx = Docx()
    for one in inner:
        docx.element.body.insert(len(docx.element.body) - 1, paragraph(one))
    return docx


def test_tabs_breaks_and_special_hyphens_are_characters():
    docx = with_body(
        "<w:r><w:t>Anna</w:t><w:tab/><w:t>one</w:t><w:br/><w:t>two</w:t><w:noBreakHyphen/><w:t>three</w:t></w:r>"
    )

    assert text_of(docx) == "Anna\tone\ntwo-three"


def test_a_tab_stop_that_is_only_set_is_no_character():
    assert (
        text_of(with_body('<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr><w:r><w:t>A: b</w:t></w:r>'))
        == "A: b"
    )


def test_insertions_are_in_and_deletions_are_out_and_counted():
    docx = with_body(
        "<w:r><w:t>Anna: I </w:t></w:r><w:del w:id='1' w:author='x'><w:r><w:delText>never</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='x'><w:r><w:t>always</w:t></w:r></w:ins><w:r><w:t> say so</w:t></w:r>"
    )

    extract = extracted(RawFile("a.docx", saved(docx)), Profile())

    assert ("Anna: I always say so", ("left out: deletions that are tracked × 1",)) == (extract.text, extract.doubts)


def test_what_hangs_in_controls_and_links_is_in():
    docx = with_body(
        "<w:sdt><w:sdtContent><w:r><w:t>Anna: </w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:t>see there</w:t></w:r></w:hyperlink>"
    )
    docx.element.body.insert(0, parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Title</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    ))  # fmt: skip

    assert text_of(docx) == "Title\nAnna: see there"


def test_a_style_can_be_bold():
    docx = Docx()
    style = docx.styles.add_style("Voice", 2)
    style.font.bold = True
    line = docx.add_paragraph()
    line.add_run("Anna", style="Voice")
    line.add_run(" I think so")

    assert extracted(RawFile("a.docx", saved(docx)), Profile()).bold == {0: 4}


def test_a_cell_of_several_paragraphs_keeps_its_lines():
    docx = Docx()
    cells = docx.add_table(1, 2).rows[0].cells
    cells[0].text = "Anna"
    cells[1].text = "One."
    cells[1].add_paragraph("Two.")

    assert text_of(docx) == "Anna\tOne.\nTwo."


def test_the_library_reads_the_same_words():
    docx = with_body(*(f"<w:r><w:t xml:space='preserve'>Anna: number {n} </w:t></w:r>" for n in range(20)))

    assert text_of(docx) == "\n".join(one.text for one in docx.paragraphs)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is damaged, or not a Word document"),
        (b"PK\x03\x04 and no more", "is damaged, or not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is in the old binary format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is protected with a password"),
    ],
)
def test_what_is_no_word_document_is_one_line(data, said):
    with pytest.raises(UnreadableFileError, match=said) as caught:
        extracted(RawFile("a.docx", data), Profile())

    assert "\n" not in str(caught.value)


def with_part(part: str, content: bytes) -> bytes:
    """A Word document in which one part is replaced."""
    whole, changed = zipfile.ZipFile(io.BytesIO(saved(Docx()))), io.BytesIO()
    with whole, zipfile.ZipFile(changed, "w") as package:
        for entry in whole.infolist():
            package.writestr(entry.filename, content if entry.filename == part else whole.read(entry))
    return changed.getvalue()


def test_entities_are_refused():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        b"<w:t>Anna: &c;</w:t></w:r></w:p></w:body></w:document>"
    )

    with pytest.raises(UnreadableFileError, match="declares entities"):
        extracted(RawFile("a.docx", with_part("word/document.xml", bomb)), Profile())


def test_a_document_cut_short_is_one_line():
    data = with_part("word/document.xml", saved(Docx())[:100])

    with pytest.raises(UnreadableFileError, match="is damaged"):
        extracted(RawFile("a.docx", data), Profile())


def test_colons_and_dashes_in_the_talk_do_not_hide_a_label_in_bold_type():
    said = [
        ("Anna", "Let us start: who begins?"),
        ("Ivan", "I cycle - even in winter."),
        ("Anna", "Why so?"),
        ("Ivan", "Honestly: money."),
    ]
    docx = Docx()
    for speaker, talk in said:
        paragraph = docx.add_paragraph()
        paragraph.add_run(speaker).bold = True
        paragraph.add_run(f" {talk}")

    reading = read_raw(RawFile("a.docx", saved(docx)))

    assert [(turn.speaker, reading.text[turn.speech : turn.end]) for turn in reading.turns] == said


def test_the_head_of_a_table_of_turns_is_no_turn():
    docx = Docx()
    table = docx.add_table(rows=0, cols=2)
    for cells in (("Speaker", "Text"), ("Anna", "One."), ("Ivan", "Two."), ("Anna", "Three."), ("Ivan", "Four.")):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words

    reading = read_raw(RawFile("a.docx", saved(docx)))

    assert [(speaker.label, speaker.turns) for speaker in reading.speakers] == [("Anna", 2), ("Ivan", 2)]
