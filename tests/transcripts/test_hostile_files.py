"""Files that are made to do harm, locked, cut short, or called what they are not: one line each, and little memory."""

import io
import zipfile
import zlib

import openpyxl
import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors.base import QualcodeError
from qualcode.transcripts.formats import pdf_bounds, pdf_pages, zipped
from qualcode.transcripts.formats.formats import RawFile, extracted
from qualcode.transcripts.profiles import Profile
from qualcode.transcripts.reading import Reading, read_raw
from tests.transcripts.documents.make import HERE

SEEDS = {path.name: path.read_bytes() for path in HERE.iterdir() if path.suffix not in (".py", "")}
SEEDS |= {
    "a.vtt": b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Anna>You &amp; me</v>\n\n00:03.000 --> 00:04.000\nHi\n",
    "a.srt": b"1\n00:00:01,000 --> 00:00:02,000\nAnna: Hello\n\n2\n00:00:03,000 --> 00:00:04,000\nBen: Hi\n",
    "a.csv": b'time,speaker,text,age\n0:01,Anna,"Hello, you",34\n0:02,Ben,Hi,\n0:03,Anna,Yes,34\n',
}
QUICK = sorted(name for name in SEEDS if not name.endswith(".pdf"))


def refusal(name: str, data: bytes) -> str:
    """What is said of a file that must not come in, in one line."""
    with pytest.raises(QualcodeError) as caught:
        read_raw(RawFile(name, data))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def outcome(document: RawFile) -> tuple[str, Reading | None]:
    """Why a file cannot come in, or its reading."""
    try:
        return "", read_raw(document)
    except QualcodeError as error:
        return str(error), None


def repacked(name: str, **changed: bytes) -> bytes:
    """A document in which some entries are others; `__` stands for a slash, `_xml` for the ending."""
    entries = {key.replace("__", "/").replace("_xml", ".xml"): value for key, value in changed.items()}
    whole, made = zipfile.ZipFile(io.BytesIO(SEEDS[name])), io.BytesIO()
    with whole, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for entry in whole.namelist():
            package.writestr(entry, entries.pop(entry, None) or whole.read(entry))
        for entry, content in entries.items():
            package.writestr(entry, content)
    return made.getvalue()


@pytest.mark.parametrize("name", ["talk.docx", "talk.odt"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(name, monkeypatch):
    monkeypatch.setattr(zipped, "_FEWEST_BYTES", 1_000_000)

    assert "unpacks to more than a document should hold" in refusal(name, repacked(name, media=b"\0" * 2_000_000))


@pytest.mark.parametrize("entry", ["word__document_xml", "content_xml"])
def test_entities_are_refused(entry):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'

    said = refusal("talk.docx" if "word" in entry else "talk.odt", repacked(
        "talk.docx" if "word" in entry else "talk.odt", **{entry: bomb}))  # fmt: skip

    assert "declares entities" in said or "is damaged" in said


def test_a_pdf_that_unpacks_to_gigabytes_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_bounds, "_MOST_BYTES", 1_000_000)
    bomb = b"%PDF-1.4\n4 0 obj\n<</Filter/FlateDecode>>\nstream\n" + zlib.compress(b" " * 5_000_000, 9) + b"\nendstream"

    assert "unpacks to more than" in refusal("a.pdf", bomb)


def test_pictures_in_a_pdf_are_not_counted(monkeypatch):
    monkeypatch.setattr(pdf_bounds, "_MOST_BYTES", 1_000_000)
    picture = b"4 0 obj\n<</Subtype/Image/Filter/FlateDecode>>\nstream\n" + zlib.compress(b" " * 5_000_000, 9)

    pdf_bounds.check_unpacked_size(picture, "a.pdf")


def test_cells_far_away_do_not_fill_memory():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "speaker", "far"
    file = io.BytesIO()
    book.save(file)

    assert "reaches to row 1048576 and column 16384" in refusal("a.xlsx", file.getvalue())


def test_locked_files_say_so():
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le")
    manifest = b'<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'

    for name, data in (
        ("a.docx", compound), ("a.xlsx", compound), ("locked.pdf", SEEDS["locked.pdf"]),
        ("a.odt", repacked("talk.odt", **{"META-INF__manifest_xml": manifest})),
    ):  # fmt: skip
        assert "protected with a password" in refusal(name, data)


def pdf_of(*parts: bytes) -> bytes:
    """A PDF of objects, the first of them its catalog, in version 1.4 without packing."""
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(parts) + 1, len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    return data + b"startxref\n%d\n%%%%EOF" % start


def page_of(content: bytes, *forms: bytes) -> bytes:
    """A PDF of one page that may draw the form A, which may draw the form B, and so on."""
    named = [b"/XObject<</%c %d 0 R>>" % (65 + place, 6 + place) for place in range(len(forms))]
    fonts = b"/Font<</F 4 0 R>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<%s%s>>/Contents 5 0 R>>"
    form = b"<</Subtype/Form/BBox[0 0 9 9]/Resources<<%s%s>>/Length %d>>stream\n%s\nendstream"
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page % (fonts, b"".join(named[:1])),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *(form % (fonts, b"".join(named[at + 1 : at + 2]), len(one), one) for at, one in enumerate(forms)),
    )


def test_a_pdf_without_text_says_so():
    assert "there is no text in it, only pictures of pages" in refusal("a.pdf", page_of(b""))


def test_a_pdf_may_not_draw_without_end(monkeypatch):
    """Characters are counted, and drawing; a form each time that it is drawn."""
    talk = b"BT /F 9 Tf 9 700 Td (Anna: Hello. Ben: Hi.) Tj ET\n"
    few, many = page_of(talk + b"/A Do", b"/B Do " * 20, b"q Q"), page_of(talk + b"/A Do", b"/B Do " * 200, b"q Q")

    monkeypatch.setattr(pdf_pages, "MOST_BYTES", 20_000)
    assert "Anna: Hello. Ben: Hi." == extracted(RawFile("a.pdf", few), Profile()).text
    assert "it draws more than a transcript" in refusal("a.pdf", many)

    monkeypatch.setattr(pdf_pages, "MOST_CHARACTERS", 10)
    assert "it draws more than a transcript" in refusal("a.pdf", few)


def test_lines_and_shapes_in_a_pdf_are_passed_over():
    """Nothing is made of them: what is drawn beside the talk takes no memory."""
    talk = b"BT /F 9 Tf 9 700 Td (Anna: Hello.) Tj ET\n"
    with pdfplumber.open(io.BytesIO(page_of(b"0 0 m 9 9 l S 1 1 5 5 re f\n" * 50 + talk))) as pdf:
        pdf_pages.interpret(pdf.pages[0], pdf_pages.Budget())

        assert {"char"} == pdf.pages[0].objects.keys()


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.xlsx", "a.pdf", "a.rtf"])
@pytest.mark.parametrize("other", ["talk.docx", "talk.odt", "talk.pdf", "talk.rtf", "talk.txt"])
def test_a_wrong_ending_is_said(name, other):
    if name.rsplit(".", 1)[1] == other.rsplit(".", 1)[1] or (name, other) == ("a.xlsx", "talk.docx"):
        pytest.skip("it is what it says, or as good as")
    said = refusal(name, SEEDS[other])

    assert any(word in said for word in ("whatever its ending says", "is damaged, or not", "is damaged, or no"))


@pytest.mark.parametrize("other", ["talk.docx", "talk.odt", "talk.pdf", "talk.rtf"])
def test_a_document_called_text_says_what_it_is(other):
    assert "give it the ending of its kind" in refusal("a.txt", SEEDS[other])


def test_ten_thousand_speakers_are_read():
    names = ["Xy" + "".join(chr(97 + number // 26**place % 26) for place in range(3)) for number in range(10_000)]
    text = "".join(f"{name}: hello there\n\n" for name in names) * 2

    reading = read_raw(RawFile("a.txt", text.encode()))

    assert (20_000, 10_000) == (len(reading.turns), len(reading.speakers))


@pytest.mark.parametrize("bad", ["\0", "\x1b[2J", "\u202e", "\x9b31m"])
@pytest.mark.parametrize("name", ["a.vtt", "a.csv"])
def test_control_sequences_become_no_label(name, bad):
    """A label is one harmless line, or there is a refusal."""
    who = f"An{bad}na"
    texts = {"a.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {who}>Hi\n", "a.csv": f"speaker,text\n{who},Hi\nBen,Ho\n"}
    try:
        reading = read_raw(RawFile(name, texts[name].encode()))
    except QualcodeError:
        return

    assert all(bad not in speaker.label for speaker in reading.speakers)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(QUICK), st.data())
def test_whatever_is_changed_in_a_file_it_reads_or_says_one_line(name, data):
    """Pieces cut out, put in, turned around; the text never holds a NUL, and turns lie in it in order."""
    seed = SEEDS[name]
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, min(len(seed), start + 40)))
    piece = data.draw(st.binary(max_size=20) | st.sampled_from([b"-->", b"&x;", b"\\u99999999 ", b"{", b"<td>", b'"']))
    document = RawFile(name, seed[:start] + piece + seed[end:])
    said, reading = outcome(document)
    assert "\n" not in said
    if reading is None:
        return

    places = [place for turn in reading.turns for place in (turn.start, turn.speech, turn.end)]
    assert places == sorted(places)
    assert "\0" not in reading.text
    assert not places or places[-1] <= len(reading.text)


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30).map(lambda text: text.strip())


@settings(max_examples=15, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8).filter(any))
def test_any_text_in_a_word_document_comes_back(lines):
    """As its library writes it, paragraph by paragraph; with one speaker all of it is that speaker's."""
    from docx import Document as Docx

    docx, file = Docx(), io.BytesIO()
    for line in lines:
        docx.add_paragraph(line)
    docx.save(file)
    try:
        reading = read_raw(RawFile("a.docx", file.getvalue()), Profile(one_speaker="Anna"))
    except QualcodeError:  # marks nobody sees are no words
        return

    assert "\n".join(lines) == reading.text
    assert reading.text.strip() == reading.text[reading.turns[0].speech : reading.turns[0].end]


def test_what_a_reader_makes_is_the_same_again():
    """Reading twice gives the same text, for every kind of file."""
    for name in QUICK:
        one, other = (extracted(RawFile(name, SEEDS[name]), Profile()) for _ in range(2))
        assert (one.text, one.said, one.bold) == (other.text, other.said, other.bold)
