"""Parents in a table: by GUID, identifier, path or name, in any order of rows."""

from pathlib import Path

import pytest

from qualcode.codebooks.drafts import Remarks
from qualcode.codebooks.parents import Row, path_key, with_parents
from qualcode.errors.codebooks import CodebookFileError

FILE = Path("codes.csv")
GUID = "33333333-3333-4333-8333-333333333333"


def tree(*rows, can_make=False):
    """The rows as `name < parent's name`, and the remarks."""
    remarks = Remarks()
    made = [Row(line, *row) for line, row in enumerate(rows, start=2)]
    found = with_parents(FILE, made, remarks, can_make=can_make)
    return [f"{row.name} < {row.above.name if row.above else '-'}" for row in found], remarks.lines()


def refusal(*rows, **more):
    with pytest.raises(CodebookFileError) as refused:
        tree(*rows, **more)
    return str(refused.value)


@pytest.mark.parametrize("parent", ["Trust", "trust", " Trust", "T1", "t1", GUID, "{" + GUID.upper() + "}"])
def test_a_parent_goes_by_name_identifier_or_guid(parent):
    """Letter case, braces and spacing do not matter."""
    assert tree(("Doubt", parent.strip()), ("Trust", "", "T1", GUID))[0] == ["Doubt < Trust", "Trust < -"]


def test_children_may_come_before_their_parents():
    """Paths are found whatever the order of rows."""
    rows = [("C", "A > B"), ("D", "A > B > C"), ("B", "A"), ("A",)]

    assert tree(*rows)[0] == ["C < B", "D < C", "B < A", "A < -"]


def test_a_path_goes_before_a_name():
    """The theme is meant where a code further down has its name too."""
    assert tree(("Trust",), ("Trust", "Trust"), ("Doubt", "Trust"))[0] == [
        "Trust < -",
        "Trust < Trust",
        "Doubt < Trust",
    ]


def test_a_path_chooses_between_codes_of_one_name():
    """Where two codes have a name, the path tells which is meant."""
    rows = [("A",), ("B",), ("Other", "A"), ("Other", "B"), ("x", "A > Other"), ("y", "b>other")]

    remarks = Remarks()
    found = with_parents(FILE, [Row(2, *row) for row in rows], remarks, can_make=False)

    assert [row.path for row in found[4:]] == ["A > Other > x", "B > Other > y"]


def test_a_name_with_the_separator_is_a_name():
    """A code called `More > less` can be a parent."""
    assert tree(("A",), ("More > less", "A"), ("x", "More > less"))[0][2] == "x < More > less"


def test_an_ambiguous_name_is_refused_with_the_line():
    """A name of several codes is refused, not guessed."""
    said = refusal(("A",), ("B",), ("Other", "A"), ("Other", "B"), ("x", "Other"))

    assert "line 6: several codes are called 'Other'" in said


def test_a_missing_parent_is_refused_with_the_nearest_name():
    """A misspelled parent is refused, and the nearest name is offered."""
    assert "line 3: the parent 'Trsut' of 'x' is not in the file. Did you mean 'Trust'?" in refusal(
        ("Trust",), ("x", "Trsut")
    )


def test_a_code_under_itself_is_refused():
    """A row that names itself as its parent is a circle."""
    assert "'x' stands under itself" in refusal(("x", "X"))


def test_a_circle_is_left_for_the_whole_to_refuse():
    """Two rows that name each other are linked; that it is a circle shows when the tree is checked."""
    assert tree(("a", "b"), ("b", "a"))[0] == ["a < b", "b < a"]


def test_parents_are_made_where_tables_only_name_them():
    """A table of themes and codes has no rows for themes: they are made before their first code, and remarked."""
    found, remarks = tree(("x", "Trust"), ("y", "trust"), ("z", "Terms > Good"), can_make=True)

    assert found == ["Trust < -", "x < Trust", "y < Trust", "Terms < -", "Good < Terms", "z < Good"]
    assert remarks == (
        "line 2: 'Trust' has no row of its own; a code is made.",
        "line 4: 'Terms' has no row of its own; a code is made.",
        "line 4: 'Terms > Good' has no row of its own; a code is made.",
    )


def test_a_theme_is_no_code_of_the_same_name():
    """Where themes are only named, a code that is called as a theme is not that theme."""
    assert tree(("Doubt", "Trust"), ("Trust", "Doubt"), can_make=True)[0] == [
        "Trust < -",
        "Doubt < Trust",
        "Doubt < -",
        "Trust < Doubt",
    ]


@pytest.mark.parametrize("can_make", [True, False])
def test_a_chain_without_end_is_refused(can_make):
    """A table of thousands of levels is refused before its paths fill the memory."""
    rows = [(f"c{n}", f"c{n - 1}" if n else "") for n in range(5000)]
    deep = [("x", " > ".join(f"c{n}" for n in range(5000)))]

    assert "more than 50 levels deep" in refusal(*(deep if can_make else rows), can_make=can_make)


@pytest.mark.parametrize(("one", "other"), [("A > B", "a>b"), (" A  B ", "a b"), ("Ä", "ä")])
def test_spelling_does_not_matter_to_paths(one, other):
    """Letter case and spacing do not tell paths apart."""
    assert path_key(one) == path_key(other)
