"""Encodings found by letters: languages, encodings and lengths crossed; and text that was read wrongly before."""

import codecs
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors.files import NotTextError
from qualcode.transcripts.decoding import decoded, decoding
from qualcode.transcripts.encodings import CANDIDATES, found_encoding
from qualcode.transcripts.formats.formats import RawFile
from qualcode.transcripts.mojibake import LOOKS_BROKEN, PLAIN, noticed, undone
from qualcode.transcripts.profiles import Profile
from qualcode.transcripts.reading import read_raw

TEXTS = {
    "ru": "Ведущая: Расскажите, пожалуйста, как у вас во дворе решают, где ставить машины. Игорь: Никак не решают. Кто "
    "раньше приехал, того и место, а я прихожу в девять. Жена говорит: съезди на рынок и купи цепь. Вот и весь сказ.",
    "pl": "Prowadząca: Proszę powiedzieć, jak się u państwa na podwórku dzieli miejsca do parkowania. Krzyś: Wcale się "
    "nie dzieli. Kto wcześniej przyjechał, ten stoi, a ja wracam późno, koło dziesiątej. Żona mówi: weź łańcuch.",
    "cs": "Tazatelka: Řekněte mi prosím, jak se u vás na dvoře rozdělují místa k stání. Ondřej: Nijak. Kdo přijede "
    "dřív, ten tam stojí, a já se vracím až večer. Manželka říká, ať si koupím řetěz, ale kdo by se s tím tahal.",
    "de": "Interviewerin: Erzählen Sie bitte, wie bei Ihnen im Hof die Plätze verteilt werden. Günther: Überhaupt "
    "nicht. Wer früher kommt, der hat Glück, und ich komme spät nach Hause. Meine Frau will eine Kette – schön wär's.",
    "fr": "Enquêtrice : Racontez-moi comment se partagent les places dans votre cour. Rémi : Ça ne se partage pas. Le "
    "premier arrivé se gare, et moi je rentre tard, à dix heures. Ma femme répète qu’il faudrait acheter une chaîne.",
}
ENCODINGS = {
    "ru": ("windows-1251", "koi8-r", "cp866"),
    "pl": ("windows-1250", "iso-8859-2"),
    "cs": ("windows-1250", "iso-8859-2"),
    "de": ("windows-1252", "mac-roman"),
    "fr": ("windows-1252", "mac-roman"),
}


@pytest.mark.parametrize("words", [6, 12, 1000])
@pytest.mark.parametrize(("language", "encoding"), [(one, code) for one in ENCODINGS for code in ENCODINGS[one]])
def test_every_piece_of_a_text_is_read_right_in_every_encoding(language, encoding, words):
    """What another encoding reads alike counts as right: it is. Six words with one letter may leave it to a doubt."""
    text = TEXTS[language].split()
    pieces = [" ".join(text[place : place + words]) for place in range(0, len(text), words)]

    for piece in (one for one in pieces if not one.isascii() and len(one.split()) >= min(words, 6)):
        try:
            data = piece.encode(encoding)
        except UnicodeEncodeError:
            continue
        found = decoding(data, "talk.txt")
        assert found.text == piece or (words == 6 and encoding in "".join(found.doubts))


def test_a_whole_text_is_called_by_the_name_of_its_encoding():
    for language, encodings in ENCODINGS.items():
        data = {one: TEXTS[language].encode(one, "replace") for one in encodings}
        alike = [decoded(data[one], "talk.txt")[1] for one in encodings]
        assert list(encodings) == alike


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1251"]
)
def test_newlines_are_one_in_every_encoding(encoding, newline):
    text = TEXTS["ru"].replace(". ", ".\n")

    assert decoded(text.replace("\n", newline).encode(encoding), "talk.txt") == (text, encoding)


def test_utf16_without_a_mark_is_read_in_latin_letters_too():
    for half in ("utf-16-le", "utf-16-be"):
        assert decoded("Anna: hi there, how are you?".encode(half), "talk.txt") == (
            "Anna: hi there, how are you?",
            half,
        )


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "主持人：大家好，请先介绍一下自己。小王：我是学生，今年二十岁，住在北京。你为什么来参加？"),
        ("big5", "主持人：大家好，請先介紹一下自己。小王：我是學生，今年二十歲，住在台北。你為什麼來參加？"),
        ("euc_kr", "사회자: 안녕하세요, 먼저 자기소개를 해 주세요. 민수: 저는 학생이고 서울에 살고 있습니다."),
        ("shift_jis", "司会：みなさん、こんばんは。まず自己紹介をお願いします。田中：東京から来ました。学生です。"),
    ],
)  # fmt: skip
def test_encodings_of_east_asia_are_read(encoding, text):
    assert decoded((text * 3).encode(encoding), "talk.txt")[0] == text * 3


def test_two_encodings_that_are_as_likely_are_a_doubt():
    doubts = decoding("Да Ё".encode("mac-cyrillic"), "a.txt").doubts

    assert all("--encoding" in doubt for doubt in doubts)


@settings(max_examples=30)
@given(st.text(st.characters(codec="koi8-r", exclude_categories=("Cc",)), max_size=40), st.sampled_from(CANDIDATES))
def test_what_is_told_is_believed_and_comes_back(text, encoding):
    """Encoding round trips, whatever the letters."""
    whole = "Anna: " + text
    try:
        data = whole.encode(encoding)
    except UnicodeEncodeError:
        data = whole.encode(encoding := "utf-8")

    assert decoded(data, "a.txt", encoding)[0] == whole


@settings(max_examples=30)
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_a_text_or_one_line(data):
    found = found_encoding(data)

    assert found is None or data.decode(found.encoding)


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("ru", "windows-1251", "latin-1"), ("ru", "windows-1251", "windows-1252"), ("ru", "utf-8", "windows-1252"),
        ("ru", "utf-8", "latin-1"), ("ru", "utf-8", "windows-1251"), ("ru", "koi8-r", "windows-1251"),
        ("ru", "windows-1251", "koi8-r"), ("ru", "koi8-r", "latin-1"), ("ru", "cp866", "windows-1251"),
        ("de", "utf-8", "windows-1252"), ("fr", "utf-8", "latin-1"), ("pl", "windows-1250", "windows-1252"),
        ("cs", "windows-1250", "windows-1252"), ("cs", "utf-8", "windows-1252"),
    ],
)  # fmt: skip
def test_text_that_was_read_wrongly_before_is_noticed_and_can_be_undone(language, right, wrong):
    """By the encoding that the doubt itself names."""
    whole = TEXTS[language]
    bad = "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in whole.encode(right))
    found = noticed(bad)

    assert found is not None
    assert whole == undone(bad, found[0], found[1])

    doubts = decoding(bad.encode(), "talk.txt").doubts
    named = doubts[0].rsplit(" ", 1)[1]
    assert f"looks like {found[0]} read as {found[1]}" in doubts[0]
    assert decoded(bad.encode(), "talk.txt", named) == (whole, named)


@pytest.mark.parametrize("language", TEXTS)
def test_a_whole_text_is_not_taken_for_a_broken_one(language):
    assert noticed(TEXTS[language]) is None
    assert noticed(TEXTS[language].upper()) is None


def test_signs_that_stand_in_whole_texts_hide_no_broken_one():
    """Texts with these alone beyond ASCII are not looked at closer: no three of them look broken beside each other."""
    signs = [*PLAIN, "a", "Z", " ", "."]

    assert [] == [three for three in map("".join, product(signs, repeat=3)) if LOOKS_BROKEN.search(three)]
    assert noticed("It costs 5 € – “no more”…") is None


def test_a_letter_that_cannot_have_been_read_wrongly_is_named():
    with pytest.raises(NotTextError, match="it is not windows-1251 read as latin-1"):
        decoded("Анна: да".encode(), "a.txt", "windows-1251-as-latin-1")


def test_a_document_that_was_read_wrongly_before_is_undone_too():
    page = "<p>Anna: MÃ¼ller kommt gewiÃŸ spÃ¤ter</p><p>Ben: fÃ¼r mich schÃ¶n</p>"

    assert any("looks like utf-8 read as" in one for one in read_raw(RawFile("a.html", page.encode())).doubts)
    told = Profile(encoding="utf-8-as-windows-1252")
    assert read_raw(RawFile("a.html", page.encode()), told).text.startswith("Anna: Müller kommt gewiß später")


def test_names_in_latin_letters_do_not_hide_another_script():
    text = "Moderator: Здравствуйте.\nAnna Smith: Да, конечно.\nModerator: Hello, hello, hello again, my dear Anna.\n"

    for encoding in ("windows-1251", "koi8-r", "cp866"):
        assert decoded(text.encode(encoding), "a.txt") == (text, encoding)


@pytest.mark.parametrize(
    ("said", "encoding"), [("utf-8", "windows-1251"), ("windows-1251", "utf-8"), ("koi8-r", "koi8-r")]
)
def test_a_page_that_says_a_wrong_encoding_is_read_all_the_same(said, encoding):
    page = f"<html><head><meta charset='{said}'></head><body><p>Анна: Здравствуйте.</p><p>Пётр: Да.</p></body></html>"

    reading = read_raw(RawFile("a.html", page.encode(encoding)))

    assert ("Анна: Здравствуйте.\nПётр: Да.", encoding) == (reading.text, reading.encoding)


@pytest.mark.parametrize("charset", [0, 204])
def test_an_rtf_file_is_in_its_code_page(charset):
    letters = "".join(f"\\'{byte:02x}" for byte in "Анна".encode("windows-1251"))
    text = rf"{{\rtf1\ansi\ansicpg1251{{\fonttbl{{\f0\fcharset{charset} Arial;}}}}\f0 {letters}: {letters}\par}}"

    reading = read_raw(RawFile("a.rtf", text.encode()))

    assert ("Анна: Анна\n", "windows-1251") == (reading.text, reading.encoding)


def test_a_mark_counts_before_letters():
    assert decoded(codecs.BOM_UTF16_LE + "Да".encode("utf-16-le"), "a.txt") == ("Да", "utf-16")
