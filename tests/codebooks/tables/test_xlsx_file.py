"""Excel codebooks: what is written is plain typed text, and what people and other programs make is read."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import write_codebook
from qualcode.errors.codebooks import CodebookFileError
from qualcode.errors.files import UnwritableFileError
from qualcode.model.codebook import Code, Codebook

GUID = "33333333-3333-4333-8333-333333333333"


@pytest.fixture
def read(tmp_path):
    """Write a workbook of these sheets, made by another library, and read it."""

    def written_and_read(*sheets, merged=()):
        book = Workbook()
        book.remove(book.active)
        for number, rows in enumerate(sheets, 1):
            page = book.create_sheet(f"Sheet{number}")
            for row in rows:
                page.append(row)
            for area in merged:
                page.merge_cells(area)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return read_codebook(path)

    return written_and_read


def tree(file):
    """The codes as paths."""
    return [file.codebook.path(each.guid) for each in file.codebook.codes]


def test_what_another_program_sees(tmp_path):
    """One row a code under a heading that stays in sight; nothing is a formula, what is yes or no is typed."""
    path = tmp_path / "book.xlsx"
    codes = (
        Code(guid=GUID, name="=1+1", definition="@SUM(A1)", color="#c0392b", key="1"),
        Code(guid=GUID.replace("3", "4"), name="B", parent_guid=GUID, is_codable=False),
    )

    write_codebook(Codebook(guid=GUID, name="Talks", description="=x", codes=codes), path)

    page = load_workbook(path)["codes"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][:3] == ["name", "parent", "definition"]
    assert rows[1][:3] == ["=1+1", None, "@SUM(A1)"]
    assert rows[2][:2] == ["B", "=1+1"]
    assert (rows[1][9], rows[2][9], rows[1][8]) == (True, False, "1")
    assert page.freeze_panes == "B2"
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "b", "n"}
    assert page["A2"].quotePrefix
    assert load_workbook(path)["codebook"]["B2"].value == "Talks"


def test_a_text_that_no_cell_holds_is_refused_with_the_way_out(tmp_path):
    """Excel would cut it; the code is named."""
    path = tmp_path / "book.xlsx"
    codes = (Code(guid=GUID, name="Long", definition="x" * 32_768),)

    with pytest.raises(UnwritableFileError, match=r"'Long' has more than 32,767 characters.*\.yaml"):
        write_codebook(Codebook(guid=GUID, name="Talks", codes=codes), path)

    assert not path.exists()


def test_the_table_may_stand_below_titles_and_on_another_sheet(read):
    """Where most columns are known, there the codes are; other sheets are told of."""
    file = read(
        [["Our study"], ["notes"]],
        [["Codebook of our study"], [], ["Code", "Definition", "Notes for us"], ["Trust", "Believes them.", "x"]],
    )

    assert [(code.name, code.definition, code.is_codable) for code in file.codebook.codes] == [
        ("Trust", "Believes them.", True)
    ]
    assert "read is the sheet 'Sheet2'; not read: 'Sheet1'." in file.remarks


def test_numbers_dates_and_truths_are_words(read):
    """A code called 12 is called 12, not 12.0."""
    file = read([["name", "definition", "is codable"], [12, 1.5, False], [True, "x", True]])

    assert [(code.name, code.definition, code.is_codable) for code in file.codebook.codes] == [
        ("12", "1.5", False),
        ("true", "x", True),
    ]


def test_merged_cells_of_a_theme_hold_for_all_their_rows(read):
    """As people lay out a codebook: the theme once, its codes beside it."""
    file = read(
        [["Theme", "Code"], ["Trust", "Belief"], [None, "Doubt"], ["Terms", "Land"]],
        merged=["A2:A3"],
    )

    assert tree(file) == ["Trust", "Trust > Belief", "Trust > Doubt", "Terms", "Terms > Land"]


def test_three_columns_of_levels(read):
    """Theme, subtheme and code make a path."""
    file = read([["Theme", "Subtheme", "Code"], ["A", "B", "C"], ["A", None, "D"]])

    assert tree(file) == ["A", "A > B", "A > B > C", "A > D"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Farbe", "Obercode", "Code", "Memo"], ["#f00", "", "A", "x"], ["", "A", "B", ""], ["", "A\\B", "C", ""]],
        [["Color", "Parent code", "Code", "Memo"], ["", "", "A", "x"], ["", "A", "B", ""], ["", "A > B", "C", ""]],
        [["Code", "Memo"], ["A", "x"], ["A > B", ""], ["A > B > C", ""]],
        [["Code", "Memo"], ["A", "x"], ["A\\B", ""], ["A\\B\\C", ""]],
        [["Code", "Comment"], ["A", "x"], ["A/B", ""], ["A/B/C", ""]],
        [["Название", "Родительский код", "Описание"], ["A", None, "x"], ["B", "A", None], ["C", "B", None]],
        [["Nom du code", "Code parent", "Commentaire"], ["A", None, "x"], ["B", "A", None], ["C", "A/B", None]],
        [["tag", "description", "number of highlights"], ["A", "x", 3], ["A.B", "", 1], ["A.B.C", "", 0]],
        [
            ["Name", "Description", "Path"],
            ["A", "x", "Nodes\\\\A"],
            ["B", "", "Nodes\\\\A\\\\B"],
            ["C", "", "Nodes\\\\A\\\\B\\\\C"],
        ],
        [["Id", "Parent Id", "Title", "Description"], [1, None, "A", "x"], [2, 1, "B", None], [3, 2, "C", None]],
        [["Codes", "Beschreibung", "Pfad"], ["A", "x", "A"], ["B", "", "A > B"], ["C", "", "A > B > C"]],
    ],
    ids=["maxqda-de", "maxqda-en", "paths", "backslash", "slash", "ru", "fr", "taguette", "nvivo", "dedoose", "pfad"],
)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_tables_of_other_programs(read, tmp_path, rows, ending):
    """Columns of other programs and languages give the same tree, as a workbook and as CSV with semicolons."""
    if ending == "xlsx":
        file = read(rows)
    else:
        text = "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in rows)
        (tmp_path / "book.csv").write_text(text, "utf-8")
        file = read_codebook(tmp_path / "book.csv")

    assert tree(file) == ["A", "A > B", "A > B > C"]
    assert file.codebook.codes[0].definition == "x"


@pytest.mark.parametrize("indent", ["  ", "\t", "      "])
def test_an_outline_of_indented_names_is_a_tree(read, indent):
    """As people type a codebook into one column."""
    names = ["A", f"{indent}B", f"{indent * 2}C", f"{indent}D", "E"]

    assert tree(read([["Code"], *([name] for name in names)])) == ["A", "A > B", "A > B > C", "A > D", "E"]


def test_a_name_that_was_broken_to_fit_its_cell_is_whole(read):
    """Alt and Enter in Excel make no other name."""
    file = read([["Code"], ["Fear of\nescalation "]])

    assert (tree(file), file.remarks[0]) == (
        ["Fear of escalation"],
        "line 2: the name 'Fear of escalation' stood on several lines.",
    )


def test_formulas_are_what_was_last_seen_of_them(read):
    """Nothing is computed; a formula without a stored value is an empty cell."""
    file = read([["name", "definition"], ["Trust", '=HYPERLINK("http://127.0.0.1:9/","x")']])

    assert file.codebook.codes[0].definition == ""


def test_a_level_of_tags_that_is_no_tag_is_a_category(read):
    """Nobody has applied it in Taguette, and nobody can here."""
    file = read([["tag", "description"], ["people.leaders", ""], ["e.g. this", ""], ["v1.2", ""]])

    assert tree(file) == ["people", "people > leaders", "e.g. this", "v1.2"]
    assert [code.is_codable for code in file.codebook.codes] == [False, True, True, True]


def test_and_or_is_no_path(read):
    """A slash is meant only where what stands before it is a code."""
    assert tree(read([["Code"], ["he/she"], ["and/or"]])) == ["he/she", "and/or"]


def test_a_workbook_saved_from_our_csv_loses_its_apostrophes(read):
    """What was defused for a spreadsheet comes back as it was."""
    assert read([["name", "definition"], ["'=A", "'+1"]]).codebook.codes[0].name == "=A"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no whole Excel workbook"),
        (b"PK\x03\x04broken", "no whole Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old workbook"),
        (b"name,parent\n", "no whole Excel workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, content, reason):
    """One line, whatever it is."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)

    with pytest.raises(CodebookFileError, match=reason) as refused:
        read_codebook(path)

    assert "\n" not in str(refused.value)


def test_a_workbook_without_a_column_of_names_is_refused(read):
    """What is missing is named."""
    with pytest.raises(CodebookFileError, match="no sheet names a column `name` or `code`"):
        read([["a", "b"], ["c", "d"]])


def test_half_a_workbook_is_refused(tmp_path):
    """A download that broke off is no traceback."""
    whole = io.BytesIO()
    Workbook().save(whole)
    path = tmp_path / "book.xlsx"
    path.write_bytes(whole.getvalue()[:-200])

    with pytest.raises(CodebookFileError, match="no whole Excel workbook"):
        read_codebook(path)
