import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors.files import EmptyTextError, NotTextError
from qualcode.transcripts.decoding import checked_text, decoded

RUSSIAN = "Модератор: Начнём, пожалуйста. Что вы думаете о переговорах?\nОльга: Ничего не думаю.\n"
FRENCH = "Animatrice : Où étiez-vous l'été passé ? Élodie : à la maison, évidemment, très fatiguée.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (RUSSIAN.encode(), "utf-8"),
        (codecs.BOM_UTF8 + RUSSIAN.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"), "utf-16"),
    ],
)
def test_utf8_and_marked_utf16_need_no_word(data, encoding):
    assert decoded(data, "talk.txt") == (RUSSIAN, encoding)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16-le", "utf-32", "cp866"])
def test_an_encoding_that_is_named_is_taken_at_its_word(encoding):
    text, _ = decoded(RUSSIAN.encode(encoding), "talk.txt", encoding)

    assert text == RUSSIAN


def test_a_mark_is_no_part_of_the_text_when_the_encoding_is_named():
    assert decoded(codecs.BOM_UTF8 + b"Anna: hi", "talk.txt", "utf-8") == ("Anna: hi", "utf-8")


def test_an_encoding_that_does_not_fit_is_refused():
    with pytest.raises(NotTextError, match=r"it is not in ascii \(byte 0xD0 at 1 does not fit\)"):
        decoded(RUSSIAN[3:].encode(), "talk.txt", "ascii")


@pytest.mark.parametrize("encoding", ["no-such-thing", "hex", "rot13", "zlib"])
def test_what_is_no_text_encoding_is_refused(encoding):
    with pytest.raises(NotTextError, match="is no text encoding"):
        decoded(b"Anna: hi", "talk.txt", encoding)


@pytest.mark.parametrize("encoding", ["utf-7", "unicode_escape", "raw_unicode_escape"])
def test_no_half_character_comes_out_of_any_encoding(encoding):
    with pytest.raises(NotTextError):
        decoded(b"Anna: \\ud800 +2AA-", "talk.txt", encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 abc", "it is a PDF"),
        (b"PK\x03\x04 abc", "it is a zipped file such as DOCX or ODT"),
        (b"{\\rtf1 abc}", "it is an RTF file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "it is a picture"),
        (b"Anna: hi\x00 there", r"it is binary \(a NUL stands at character 9\)"),
        (b"\x7fELF\x02\x01\x01\x00\xff\xfe\x00", r"it is binary \(a NUL stands at byte 8\)"),
        (bytes(range(1, 9)) * 20, "mostly control characters"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8A\x00", "it is not in utf-16"),
        (RUSSIAN.encode() + b"\xff", "UTF-8 with broken bytes in it"),
        (RUSSIAN.encode()[:-3] + b"\xd0", "UTF-8 with broken bytes in it"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data, reason):
    with pytest.raises(NotTextError, match=reason):
        decoded(data, "talk.txt")


@pytest.mark.parametrize("data", [b"", b" \n\t \r\n", codecs.BOM_UTF8, "\ufeff\u200b \u00a0\n".encode(), b"\r\r"])
def test_nothing_but_space_is_empty(data):
    with pytest.raises(EmptyTextError, match=r"'talk\.txt' is empty"):
        decoded(data, "talk.txt")


def test_every_kind_of_newline_becomes_one_newline_character():
    assert decoded(b"a\r\nb\rc\nd\r\r\ne", "talk.txt")[0] == "a\nb\nc\nd\n\ne"


def test_nothing_else_is_changed():
    text = "\tA\u0308nna:\u00a0e\u0301 \u2028\x0b\x0c\x85 \ufeff😀 \x1b[31m  \n\n "

    assert decoded(text.encode(), "talk.txt")[0] == text


def test_a_decoded_text_with_half_a_character_is_refused():
    with pytest.raises(NotTextError, match=r"half a character .* stands at 7"):
        checked_text("Anna: \ud83d hi", "talk.txt")


@given(
    text=st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs", "Cc"]), min_size=1),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_encoded_comes_back(text, encoding):
    text = "Anna: " + text

    assert decoded(text.encode(encoding), "talk.txt") == (text, encoding)


@given(st.binary())
def test_any_bytes_give_a_text_or_one_line(data):
    try:
        text, _ = decoded(data, "talk.txt")
    except (NotTextError, EmptyTextError) as error:
        text = str(error).replace("\n", "\r")

    assert text.encode()
    assert "\r" not in text
    assert "\0" not in text
