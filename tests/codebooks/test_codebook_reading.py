"""Codebook files as a whole: what a file must be, what is mended, and hostile files of every kind."""

import os

import pytest

from qualcode.codebooks.reading import read_codebook
from qualcode.errors.base import QualcodeError
from qualcode.errors.codebooks import CodebookFileError
from qualcode.errors.files import NotTextError, UnknownFormatError, UnreadableFileError
from qualcode.model.identity import is_guid

GUID = "33333333-3333-4333-8333-333333333333"
HEAD = "qualcode: codebook/1\nname: x\n"


@pytest.fixture
def file(tmp_path):
    """Write a file of that ending and read it."""

    def written_and_read(content, ending="yaml"):
        path = tmp_path / f"book.{ending}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_codebook(path)

    return written_and_read


def refusal(file, content, ending="yaml", kind=CodebookFileError):
    with pytest.raises(kind) as refused:
        file(content, ending)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("ending", ["yaml", "yml", "YAML", "csv"])
def test_the_ending_tells_the_format(file, ending):
    """YAML and CSV are known by their endings, in any case."""
    text = "name\na\n" if ending == "csv" else HEAD + "codes:\n- name: a\n"

    assert [code.name for code in file(text, ending).codebook.codes] == ["a"]


@pytest.mark.parametrize("ending", ["txt", "xls", "docx", ""])
def test_other_endings_are_refused(file, ending):
    """An unknown ending is refused with those that are known."""
    assert ".yaml, .yml, .csv" in refusal(file, "x", ending, UnknownFormatError)


def test_guids_in_any_spelling_are_known(file):
    """Braces, capitals, `urn:uuid:` and missing hyphens do not make another GUID, and need no remark."""
    spellings = ["{%s}", "urn:uuid:%s", "%s "]
    guids = [GUID.replace("3333-3333-4333", f"3333-3333-43{n}3") for n in range(3)]
    codes = "".join(f"- name: c{n}\n  guid: '{spellings[n] % guids[n].upper()}'\n" for n in range(3))

    read = file(f"{HEAD}guid: {GUID.replace('-', '')}\ncodes:\n{codes}")

    assert read.codebook.guid == GUID
    assert [code.guid for code in read.codebook.codes] == guids
    assert (read.without_guid, read.remarks) == (frozenset(), ())


def test_missing_and_broken_guids_are_made(file):
    """A code without a GUID gets one, and the reader is told; a broken GUID is named."""
    read = file(HEAD + f"guid: {GUID}\ncodes:\n- name: a\n  guid: 12-34\n- name: b\n- name: c\n")

    assert read.without_guid == {code.guid for code in read.codebook.codes}
    assert all(is_guid(guid) for guid in read.without_guid)
    assert read.remarks == (
        "line 5: '12-34' of 'a' is no GUID; a new one is made.",
        "2 codes have no GUID; made anew.",
    )


@pytest.mark.parametrize(("written", "color"), [("#F00", "#ff0000"), ("C0392B", "#c0392b"), ("c0392b", "#c0392b")])
def test_colors_are_mended_with_a_remark(file, written, color):
    """Short colors and those without a sign are written the one way."""
    read = file(HEAD + f"codes:\n- name: a\n  color: '{written}'\n")

    assert read.codebook.codes[0].color == color
    assert read.remarks[-1] == f"line 4: the color {written!r} of 'a' is written {color} now."


@pytest.mark.parametrize("written", ["blurple", "#ff", "#ff00ff0", "12", "256,0,0"])
def test_wrong_colors_are_left_out_with_a_remark(file, written):
    """What is no color does not stop the reading."""
    read = file(HEAD + f"codes:\n- name: a\n  color: '{written}'\n")

    assert read.codebook.codes[0].color is None
    assert f"line 4: '{written}' of 'a' is no color; it is left out." in read.remarks


def test_keys_that_cannot_be_are_left_out_with_a_remark(file):
    """A key twice stays with the first; a key of many characters is none."""
    read = file("name,key\na,k\nb,k\nc,toolong\n", "csv")

    assert [code.key for code in read.codebook.codes] == ["k", None, None]
    assert read.remarks[1:] == (
        "line 3: the key 'k' of 'b' is that of 'a' already; it is left out.",
        "line 4: 'toolong' of 'c' is not a key of one to four visible characters; it is left out.",
    )


def test_many_remarks_of_a_kind_are_counted(file):
    """After five of a kind, the rest is counted."""
    read = file("name,color,guid\n" + "".join(f"c{n},blurple,{n:032x}\n" for n in range(9)), "csv")

    assert len(read.remarks) == 6
    assert read.remarks[-1] == "… and 4 more like this (broken color)."


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        (
            HEAD + "codes:\n- name: a\n- name: A\n",
            "line 5, column 9",
            "two codes are called 'A' at the top (the first in line 4)",
        ),
        (HEAD + "codes:\n- name: a\n  codes: [b, b]\n", "line 5, column 14", "two codes are called 'b' under 'a'"),
        (
            HEAD + f"codes:\n- name: a\n  guid: {GUID}\n- name: b\n  guid: {GUID}\n",
            "line 6",
            "has the GUID of 'a' (line 4)",
        ),
        (HEAD + 'codes:\n- name: "a\\x07"\n', "line 4, column 9", "control character (U+0007)"),
        (HEAD + 'codes:\n- name: "a\\u202Eb"\n', "line 4, column 9", "control character (U+202E)"),
        (HEAD + "codes:\n- name: |\n    a\n    b\n", "line 4, column 9", "control character (U+000A)"),
        (HEAD + f"codes:\n- name: {'x' * 201}\n", "line 4, column 9", "at most 200"),
        (HEAD + "codes:\n- name: '  '\n", "line 4, column 3", "has no name"),
        ('qualcode: codebook/1\nname: "x\\x1b"\n', "book.yaml'", "control character (U+001B)"),
        ('name: "a\\x07"\ncodes: []\n', "line 1, column 7", "control character (U+0007)"),
        ("# nothing\n", "line 1, column 1", "is empty"),
        (HEAD + "codes: &a\n- name: x\n- *a\n", "line 3, column 8", "anchors are not used"),
    ],
)
def test_what_makes_no_codebook_is_refused_in_yaml(file, content, place, reason):
    """Names and GUIDs twice, and names that are none, are refused where the second or wrong one stands."""
    said = refusal(file, content)

    assert place in said
    assert reason in said


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        ("name\na\nb\nA\n", "line 4, column 1:", "two codes are called 'A' at the top (the first in line 2)"),
        ("name,parent\na,b\nb,c\nc,a\n", "line 2, column 1:", "stands under itself (a circle of parents)"),
        ("definition,name\nx,a\x1b[31m\n", "line 2, column 2:", "control character (U+001B)"),
        ("name\na\u202eb\n", "line 2", "control character (U+202E)"),
    ],
)
def test_what_makes_no_codebook_is_refused_in_csv(file, content, place, reason):
    """The same rules hold for tables, circles among them."""
    said = refusal(file, content, "csv")

    assert place in said
    assert reason in said


def test_control_characters_in_texts_never_reach_a_message_raw(file):
    """A refusal shows control characters as escapes."""
    said = refusal(file, HEAD + 'codes:\n- name: "\\x1b]0;evil\\x07"\n')

    assert said.isprintable()


@pytest.mark.parametrize("ending", ["yaml", "csv"])
@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (b"\xff\xfea", NotTextError, "not UTF-16"),
        (b"name: x\n\x00\n", NotTextError, "line 2 has a zero byte"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00", NotTextError, "zero byte"),
        (b"\x00" * 100, NotTextError, "zero byte"),
        (b"x" * 20_000_001, UnreadableFileError, "larger than 20 MB"),
    ],
    ids=["half", "zero", "zip", "zeros", "large"],
)
def test_what_is_no_text_is_refused(file, ending, content, kind, reason):
    """Binary files and files beyond measure are refused before they are parsed."""
    assert reason in refusal(file, content, ending, kind)


@pytest.mark.parametrize(("content", "line"), [(b"name: \xe9t\xe9\n", 1), (b"name\nb\n\xff\n", 3)])
def test_yaml_is_unicode(file, content, line):
    """The format of record is UTF-8 or UTF-16; the line that is neither is named."""
    assert f"line {line} is not UTF-8" in refusal(file, content, "yaml", NotTextError)


@pytest.mark.parametrize(
    ("encoding", "told", "text"),
    [
        ("cp1251", "Windows-1251", "Код;Определение\nСтрах эскалации;Боятся — «войны»\n"),
        ("cp1251", "Windows-1251", "name;definition\nСтрах;x\n"),
        ("cp1252", "Windows-1252", "Code;Beschreibung\nÄngste;Größer als früher – “sehr”\n"),
        ("cp1252", "Windows-1252", "Código;Definição\nSituações;Ações e reações, pão\n"),
        ("cp1252", "Windows-1252", "nom;définition\nPeur;L’été à Noël, ça va être créé\n"),
    ],
)
def test_tables_may_be_in_the_encodings_of_windows(file, encoding, told, text):
    """Excel's CSV files are read, and it is said in which encoding."""
    read = file(text.encode(encoding), "csv")

    code = read.codebook.codes[0]
    assert f"{code.name};{code.definition}" == text.splitlines()[1]
    assert f"is not UTF-8 and is read as {told}; save it as UTF-8 if letters came out wrong." in read.remarks


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        ("yaml", "name: T\ncodes:\n<<<<<<< HEAD\n- name: War\n=======\n- name: Wars\n>>>>>>> theirs\n- name: x\n"),
        ("csv", "name\n\n<<<<<<< HEAD\nWar\n=======\nWars\n>>>>>>> theirs\n"),
    ],
)
def test_a_conflict_that_git_left_is_told(file, ending, text):
    """In a checkout that two changed; which side is meant only a person knows."""
    assert "line 3: git left both sides of a conflict here" in refusal(file, text, ending)


def test_words_that_were_lost_in_saving_are_told(file):
    """Excel's plain CSV writes `?` for each letter that its encoding lacks."""
    table = "name;cues;definition\nÄngste;страх; Kommt es?\nWar;война; Why???\nMir;мирный договор;–\n"

    lost = file(table.encode("cp1252", "replace"), "csv").remarks
    whole = file(table, "csv").remarks

    assert any("5 words are question marks (?????)" in each for each in lost)
    assert not any("question marks" in each for each in whole)


def test_a_guid_twice_in_a_table_is_made_anew(file):
    """Copied rows and other programs make such; the first keeps it, and it is said."""
    read = file(f"name,guid\na,{GUID}\nb,{GUID}\n", "csv")

    first, second = read.codebook.codes
    assert (first.guid, second.guid in read.without_guid) == (GUID, True)
    assert read.remarks == ("line 3: 'b' has the GUID of 'a' (line 2); a new one is made.",)


@pytest.mark.parametrize("ending", ["yaml", "csv"])
def test_a_missing_file_and_a_folder_are_refused(tmp_path, ending):
    """What cannot be opened is refused with the reason."""
    folder = tmp_path / f"folder.{ending}"
    folder.mkdir()

    with pytest.raises(UnreadableFileError, match="it is a folder"):
        read_codebook(folder)
    with pytest.raises(UnreadableFileError, match="no such file"):
        read_codebook(tmp_path / f"missing.{ending}")


@pytest.mark.parametrize("ending", ["yaml", "csv"])
def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path, ending):
    """Reading a pipe would wait for ever, a device never end."""
    pipe, device = tmp_path / f"pipe.{ending}", tmp_path / f"device.{ending}"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")

    for path in (pipe, device):
        with pytest.raises(UnreadableFileError, match="it is no ordinary file"):
            read_codebook(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("ending", "content"), [("yaml", HEAD + "codes:\n- name: Вожди 😀\n"), ("csv", "name\nВожди 😀\n")]
)
def test_byte_order_marks_and_utf_16_are_read(file, encoding, ending, content):
    """What Windows programs save as Unicode is read."""
    assert file(content.encode(encoding), ending).codebook.codes[0].name == "Вожди 😀"


@pytest.mark.parametrize(
    "content",
    ["\x85", "---\n---\n", "[" * 10, "? ?\n", "a: |9\n x\n", "- - -", "%TAG ! x\n", "\t", "'", "!", "&", "*", "@"],
)
def test_scraps_end_in_one_of_our_errors(file, content):
    """No scrap of YAML comes out as anything but our own refusal."""
    with pytest.raises(QualcodeError):
        file(content)
