"""Tables in two shapes, in CSV and in workbooks."""

import io

import openpyxl
import pytest

from qualcode.errors.files import TableFormatError, UnreadableFileError
from qualcode.transcripts.formats.formats import RawFile
from qualcode.transcripts.profiles import Columns, Profile
from qualcode.transcripts.reading import Reading, read_raw

TURNS = (
    "Time;Speaker;Text;Gender\n00:01;Moderator;Who begins?;\n"
    "0:07;Anna;I do, as I always do.;woman\n1:09.5;Ben;Fine.;man\n"
)
SURVEY = (
    "Respondent,Age,City,Why do you trust them?,What would help?\n"
    '1,34,Moscow,"Because they say so themselves, and often",More time and fewer forms\n'
    "2,51,,Nobody ever asked me that before,\n"
    "3,27,Saratov,,A letter written by a person\n"
)


def read(name: str, data: bytes | str, columns: Columns = Columns()) -> Reading:  # noqa: B008 # it is frozen
    return read_raw(RawFile(name, data.encode() if isinstance(data, str) else data), Profile(columns=columns))


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def spoken(reading: Reading) -> list[tuple[str, str, float | None]]:
    return [(turn.speaker, reading.text[turn.speech : turn.end], turn.seconds) for turn in reading.turns]


TOLD = [("Moderator", "Who begins?", 1.0), ("Anna", "I do, as I always do.", 7.0), ("Ben", "Fine.", 69.5)]


def test_a_turn_a_row():
    reading = read("t.csv", TURNS)

    assert TOLD == spoken(reading)
    assert [
        ("Moderator", "moderator", ()),
        ("Anna", "participant", (("Gender", "woman"),)),
        ("Ben", "participant", (("Gender", "man"),)),
    ] == [(speaker.label, speaker.role, speaker.variables) for speaker in reading.speakers]
    assert reading.text.startswith("[00:00:01] Moderator: Who begins?\n\n[00:00:07] Anna: I do")


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_any_delimiter_and_encoding(delimiter):
    text = TURNS.replace(", as", " as").replace(";", delimiter)

    assert [
        (who, said.replace(" as", ", as"), when) for who, said, when in spoken(read("t.csv", text.encode("utf-16")))
    ] == TOLD


def test_a_workbook_reads_like_its_csv():
    rows = [line.split(";") for line in TURNS.splitlines()]

    assert TOLD == spoken(read("t.xlsx", workbook([], rows)))


def test_other_sheets_are_named():
    rows = [line.split(";") for line in TURNS.splitlines()]

    assert "only the sheet 'S0' was read; left out: 'S1'" in read("t.xlsx", workbook(rows, rows)).doubts


def test_a_table_without_names_of_columns():
    text = "Anna,Who begins with this?\nBen,I do as I always did.\nAnna,Good then.\n"

    assert ["Anna", "Ben", "Anna"] == [who for who, _, _ in spoken(read("t.csv", text))]


def test_columns_can_be_named():
    text = "a,b,c\nAnna,x,Hello there\nBen,y,Good day\n"

    reading = read("t.csv", text, Columns(speaker="A", text=("c",)))

    assert [("Anna", "Hello there")] == [(who, said) for who, said, _ in spoken(reading) if who == "Anna"]


def test_a_column_that_changes_from_turn_to_turn_is_left_out_and_said():
    text = "speaker,text,emotion\nAnna,Hello,glad\nBen,Ho,sad\nAnna,Bye,sad\n"

    reading = read("t.csv", text)

    assert any("'emotion'" in doubt for doubt in reading.doubts)
    assert all(not speaker.variables for speaker in reading.speakers)


def test_a_case_a_row():
    """Every question is put once, by somebody who leads the talk; who answers is a case with its variables."""
    reading = read("s.csv", SURVEY)

    assert [
        ("Question", "Why do you trust them?", None),
        ("R1", "Because they say so themselves, and often", None),
        ("R2", "Nobody ever asked me that before", None),
        ("Question", "What would help?", None),
        ("R1", "More time and fewer forms", None),
        ("R3", "A letter written by a person", None),
    ] == spoken(reading)
    assert ("Question", "moderator", ()) == (
        reading.speakers[0].label,
        reading.speakers[0].role,
        reading.speakers[0].variables,
    )
    assert {
        "R1": (("Age", "34"), ("City", "Moscow")),
        "R2": (("Age", "51"),),
        "R3": (("Age", "27"), ("City", "Saratov")),
    } == {one.label: one.variables for one in reading.speakers[1:]}


def test_rows_without_a_name_are_numbered():
    text = "Age,What do you think of it all?\n34,I do not think of it much\n51,It could be worse than it is\n"

    assert ["Question", "R1", "R2"] == [one.label for one in read("s.csv", text).speakers]


def test_the_heads_of_a_survey_program_are_no_answers():
    text = (
        "ResponseId,Q1\nResponse ID,What do you think of it?\n"
        '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}"\n'
        "R_a1,It could be worse than it is\nR_b2,Nothing at all comes to mind\n"
    )

    assert [
        ("Question", "What do you think of it?", None), ("R_a1", "It could be worse than it is", None),
        ("R_b2", "Nothing at all comes to mind", None),
    ] == spoken(read("q.csv", text))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("age,city\n34,Moscow\n51,Perm\n", "no column holds talk or answers.*--text-column"),
        ("speaker,text\n", "there is no row"),
        ('speaker,text\nAnna,"hello\n', "quotes or cells are broken"),
        ("source,case,gender\na,Anna,woman\n", "no column holds talk"),
    ],
)
def test_a_table_without_talk_is_one_line(text, said):
    with pytest.raises(TableFormatError, match=said):
        read("t.csv", text)


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(TableFormatError, match="there is no column 'words'"):
        read("t.csv", TURNS, Columns(text=("words",)))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1EncryptedPackage"])
def test_a_broken_workbook_is_one_line(data):
    with pytest.raises(UnreadableFileError):
        read("t.xlsx", data)
