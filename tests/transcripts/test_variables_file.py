import pytest

from qualcode.errors.files import (
    EmptyTextError,
    NotTextError,
    TableFormatError,
    UnknownFormatError,
    UnreadableFileError,
)
from qualcode.transcripts.variables import VariableRow, read_variables


@pytest.fixture
def table(tmp_path):
    def written(text, name="variables.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return written


def test_rows_describe_sources_and_cases(table):
    path = table("source,case,gender,age,wave\nfg1.txt,,,,autumn\nfg1.txt,ANNA,woman,41,\nfg1,BORIS,man,,\n")

    assert read_variables(path) == (
        (
            VariableRow(2, "fg1.txt", None, (("wave", "autumn"),)),
            VariableRow(3, "fg1.txt", "ANNA", (("gender", "woman"), ("age", "41"))),
            VariableRow(4, "fg1", "BORIS", (("gender", "man"),)),
        ),
        ("gender", "age", "wave"),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(table, delimiter):
    path = table(delimiter.join(("source", "case", "age")) + "\n" + delimiter.join(("fg1", "Anna", "41")) + "\n")

    assert read_variables(path) == ((VariableRow(2, "fg1", "Anna", (("age", "41"),)),), ("age",))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(table, encoding):
    path = table("case;город\nАнна;Москва\n", encoding=encoding)

    assert read_variables(path) == ((VariableRow(2, None, "Анна", (("город", "Москва"),)),), ("город",))


@pytest.mark.parametrize(
    "header", ["case", "Case", "participant", "Speaker", "speaker_label", "label", "кейс", "Участник"]
)
def test_names_of_the_case_column(table, header):
    rows, names = read_variables(table(f"{header},age\nAnna,41\n"))

    assert (rows[0].case, names) == ("Anna", ("age",))


@pytest.mark.parametrize("header", ["source", "File", "transcript", "group file", "group_file", "источник"])
def test_names_of_the_source_column(table, header):
    rows, names = read_variables(table(f"{header},wave\nfg1,autumn\n"))

    assert (rows[0].source, rows[0].case, names) == ("fg1", None, ("wave",))


def test_quotes_blank_lines_and_cells_over_several_lines(table):
    path = table('source,case,city\n\nfg1,Anna,"Moscow, ""the\ncentre"""\n\n fg1 , Boris , Kazan \n')

    rows, _ = read_variables(path)

    assert rows == (
        VariableRow(3, "fg1", "Anna", (("city", 'Moscow, "the\ncentre"'),)),
        VariableRow(6, "fg1", "Boris", (("city", "Kazan"),)),
    )


def test_short_rows_and_trailing_delimiters_miss_values(table):
    rows, names = read_variables(table("case,age,city,\nAnna\nBoris,63,,\n"))

    assert rows == (VariableRow(2, None, "Anna", ()), VariableRow(3, None, "Boris", (("age", "63"),)))
    assert names == ("age", "city")


def test_a_table_with_a_header_alone_has_no_rows(table):
    assert read_variables(table("source,case,age\n")) == ((), ("age",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("age,city\n41,Moscow\n", r"line 1: needs a column 'source' or 'case'.*it has: age, city"),
        ("case,age,age\nAnna,1,2\n", "line 1: the column 'age' is there twice"),
        ("case,Age,city,age\nAnna,1,x,2\n", "line 1: the column 'age' is there twice"),
        ("case,age\nAnna,41,Moscow\n", "line 2: has 3 cells, the first row has 2"),
        ("case,age,\nAnna,41,Moscow\n", "line 2: 'Moscow' stands in a column without a name"),
        ("source,case,age\nfg1,Anna,1\n,,3\n", "line 3: names neither a source nor a case"),
        ("case,age\nAnna,41\n\nanna,42\n", "line 4: 'age' is '42' here and '41' in line 2"),
        ('case,age\nAnna,"41\nBoris,3\n', "line 2: the quotes or cells are broken"),
        ('case,age\nAnna,"4"1\n', "line 2: the quotes or cells are broken"),
        ("case,a\x1bge\nAnna,41\n", "line 1: .*control character"),
    ],
)
def test_a_broken_table_names_the_line(table, text, message):
    with pytest.raises(TableFormatError, match=message):
        read_variables(table(text))


def test_letters_of_another_encoding_are_read(table):
    rows, _ = read_variables(table("case,город\nАнна,Москва\nПётр,Саратов\n", encoding="windows-1251"))

    assert [(("город", "Москва"),), (("город", "Саратов"),)] == [row.values for row in rows]


def test_saying_the_same_twice_is_no_fault(table):
    rows, _ = read_variables(table("case,age\nAnna,41\nAnna,41\n"))

    assert len(rows) == 2


def test_files_that_are_no_table(table, tmp_path):
    with pytest.raises(EmptyTextError):
        read_variables(table(" \n"))
    with pytest.raises(NotTextError):
        read_variables(table("case,age\nAnna,\0\n"))
    with pytest.raises(UnknownFormatError):
        read_variables(table("case,age\n", name="variables.docx"))
    with pytest.raises(UnreadableFileError):
        read_variables(tmp_path / "missing.csv")
