"""CSV codebooks, read: what spreadsheets and people make of a table of codes."""

from pathlib import Path

import pytest

from qualcode.codebooks.drafts import Remarks
from qualcode.codebooks.tables.csv_file import read_csv
from qualcode.errors.codebooks import CodebookFileError
from qualcode.model.codebook import Cue

FILE = Path("folder/codes.csv")
GUID = "33333333-3333-4333-8333-333333333333"


def read(text):
    """The draft and the remarks on it."""
    remarks = Remarks()
    return read_csv(FILE, text, remarks), remarks.lines()


def tree(text):
    """The codes as `name < parent's name`."""
    codes = read(text)[0].codes
    return [f"{code.name} < {codes[code.parent].name if code.parent is not None else '-'}" for code in codes]


def refusal(text):
    with pytest.raises(CodebookFileError) as refused:
        read(text)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_the_whole_format():
    """Every column of the format is read."""
    draft, remarks = read(
        "name,parent,definition,use_when,not_when,cues,examples,color,key,guid,is_codable,is_retired\n"
        "Leaders,,They bargain.,,,,,,,,no,\n"
        f'Business,Leaders,"One,\ntwo.",when,not,en: deal; not: x,"a\nb",#b32f28,d1,{GUID},,yes\n'
    )

    theme, code = draft.codes
    assert remarks == ()
    assert (theme.line, theme.name, theme.definition, theme.is_codable, theme.parent) == (
        2,
        "Leaders",
        "They bargain.",
        False,
        None,
    )
    assert (code.line, code.name, code.parent, code.guid) == (3, "Business", 0, GUID)
    assert (code.definition, code.use_when, code.not_when) == ("One,\ntwo.", "when", "not")
    assert (code.cues, code.examples) == ((Cue("deal", language="en"), Cue("x", is_negative=True)), ("a", "b"))
    assert (code.color, code.key, code.is_codable, code.is_retired) == ("#b32f28", "d1", True, True)


def test_a_column_of_names_is_enough():
    """Only `name` is required; the file speaks of nothing else."""
    draft, remarks = read("name\nTrust\nDoubt\n")

    assert [code.name for code in draft.codes] == ["Trust", "Doubt"]
    assert draft.fields == frozenset()
    assert (draft.name, remarks) == ("codes", ())


def test_the_file_speaks_of_the_columns_it_has():
    """Columns that are not there are not the same as empty ones."""
    assert read("name,parent,cues\na,,\n")[0].fields == {"parent", "cues"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_commas_semicolons_and_tabs(delimiter, quote):
    """The delimiter is found from the first line."""
    rows = [["name", "parent", "definition"], ["Trust", "", "a, b; c"], ["Doubt", "Trust", "x"]]
    text = "\n".join(delimiter.join(f'"{cell}"' if quote or "," in cell else cell for cell in row) for row in rows)

    draft, _ = read(text)

    assert [(code.name, code.parent, code.definition) for code in draft.codes] == [
        ("Trust", None, "a, b; c"),
        ("Doubt", 0, "x"),
    ]


@pytest.mark.parametrize("start", ["sep=;\n", "\n\n", "  \nsep=;\n", ""])
def test_what_stands_before_the_header_is_passed_over(start):
    """Excel's hint and blank lines come before the names of columns; lines are still counted from the file's first."""
    draft, _ = read(f"{start}name;parent\nTrust;\n")

    assert [(code.name, code.line) for code in draft.codes] == [("Trust", start.count("\n") + 2)]


@pytest.mark.parametrize(
    "header",
    [
        "Name,Description,Colour",
        " NAME , definition,color",
        "Code,Meaning,colour",
        "Title,definition,Color",
        "Code name,DEFINITION,COLOR",
    ],
)
def test_columns_go_by_their_usual_names(header):
    """Letter case, spaces and the usual synonyms do not matter."""
    draft, remarks = read(f"{header}\nTrust,Belief.,#c0392b\n")

    (code,) = draft.codes
    assert (code.name, code.definition, code.color, remarks) == ("Trust", "Belief.", "#c0392b", ())


def test_codes_with_titles_are_identifiers():
    """Where a table has codes and titles, the title is the name and the code is what `parent` refers to."""
    text = (
        "code,parent,level,title,definition,keywords,color\n"
        "src,,1,Sources of news,Where.,,#aabbcc\n"
        "tv,src,2,Television,On air.,first channel; evening bulletin,#aabbcd\n"
    )
    draft, remarks = read(text)

    assert tree(text) == ["Sources of news < -", "Television < Sources of news"]
    assert draft.codes[1].cues == (Cue("first channel"), Cue("evening bulletin"))
    assert remarks == ("line 1: not read: the columns 'level'.",)


def test_keywords_may_stand_between_commas():
    """A column of keywords, as people write them, is parted by commas too."""
    assert read('name,keywords\na,"tax, levy"\n')[0].codes[0].cues == (Cue("tax"), Cue("levy"))


def test_an_identifier_that_is_a_guid_is_the_guid():
    """A table that calls GUIDs `id` has GUIDs."""
    assert read(f"id,name\n{GUID},a\n")[0].codes[0].guid == GUID


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("name,path\nA,A\nB,A > B\nC,A>B > C\n", ["A < -", "B < A", "C < B"]),
        ("path\nA\nA > B\n", ["A < -", "B < A"]),
        ("path,definition\nA > B,x\n", ["A < -", "B < A"]),
        ("name,path\nB,A\n", ["A < -", "B < A"]),
        ("name\nA > B\nA > C\n", ["A < -", "B < A", "C < A"]),
        ("name\nA\nA > B\n", ["A < -", "B < A"]),
        ("name,parent\nA > B,\n", ["A > B < -"]),
        (
            "theme,code\nTrust,Belief\nTrust,Doubt\nTerms,Good\n",
            ["Trust < -", "Belief < Trust", "Doubt < Trust", "Terms < -", "Good < Terms"],
        ),
        ("theme,code\nTrust,\nTrust,Doubt\n", ["Trust < -", "Doubt < Trust"]),
        ("Код;Подкод\nTrust;\nTrust;Doubt\nTrust;Belief\n", ["Trust < -", "Doubt < Trust", "Belief < Trust"]),
        ("Theme,Code,Sub-code\nTrust,State,\nTrust,State,Army\n", ["Trust < -", "State < Trust", "Army < State"]),
        ("category,code\n,Alone\n", ["Alone < -"]),
    ],
)
def test_parents_by_path_or_theme(text, codes):
    """A path, a theme, or a path in the column of names tells the parent; missing ones are made."""
    assert tree(text) == codes


def test_formula_cells_lose_their_apostrophe():
    """An apostrophe before =, +, - or @ was put there to defuse the cell."""
    code = read("name,definition\n'=A,'+1\n")[0].codes[0]

    assert (code.name, code.definition) == ("=A", "+1")


def test_an_unclear_truth_is_remarked():
    """What is neither yes nor no is passed over."""
    draft, remarks = read("name,is_codable\na,perhaps\n")

    assert draft.codes[0].is_codable
    assert remarks == ("line 2: is_codable 'perhaps' of 'a' is neither true nor false and is not read.",)


def test_blank_rows_and_short_rows_are_no_fault():
    """Spreadsheets leave blank rows and drop empty cells at the end."""
    assert tree("name,parent,color\nA\n,,\n\nB,A\n") == ["A < -", "B < A"]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("", "line 1, column 1:", "names no column `name` (it has nothing)"),
        ("a,b\n1,2\n", "line 1, column 1:", "names no column `name` (it has 'a', 'b')"),
        ("color,name\n,a\n#ffffff,\n", "line 3, column 2:", "has no name"),
        ("name,color\na,b,c\n", "line 2, column 3:", "has 3 cells where the first line has 2"),
        ('name,definition\na,x\nb,"y\nc,z\n', "line 3, column 2:", "quotes"),
        ('name,definition\na,"x"y\n', "line 2, column 2:", "quotes"),
        ('"name\n', "line 1, column 1:", "quotes"),
        ("name,parent\na,b\n", "line 2, column 2:", "the parent 'b' of 'a' is not in the file"),
        ("name,parent\na,a\n", "line 2, column 2:", "stands under itself"),
        ('name;definition\n"a; ""b"" ";"x\n\ny;\n"\n"b";c"d\nh;"e"f\n', "line 7, column 2:", "quotes"),
    ],
)
def test_broken_tables_are_refused_with_line_and_column(text, place, reason):
    """What cannot be sure is refused with its line and its cell in it, counted from 1."""
    said = refusal(text)

    assert place in said
    assert reason in said


def test_an_endless_cell_is_refused():
    """A quote that never closes is refused, whatever it swallows."""
    assert "line 2" in refusal('name,definition\na,"' + "x\n" * 200_000)
