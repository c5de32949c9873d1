"""crosstab and matrix."""

from pathlib import Path

import pytest

from qualcode.cli.tables.blocks import print_blocks
from tests.cli.conftest import Run, place


@pytest.fixture
def coded(small: Run, tmp_path: Path) -> Run:
    """Anna and Olga let the big people decide, Ivan speaks of a businessman; Anna and Olga are women."""
    (tmp_path / "variables.csv").write_text("case,gender\nANNA,woman\nOLGA,woman\nIVAN,man\n", encoding="utf-8")
    assert small("variables", "variables.csv").code == 0
    assert small("code", "fg1", *place("Let the big people decide"), "Big people").code == 0
    assert small("code", "fg1", *place("Trump is a businessman"), "Dealmakers").code == 0
    return small


def test_a_code_by_a_variable(coded: Run) -> None:
    """Read as a table, and cell by cell by programs."""
    answer = coded("crosstab", "Dealmakers", "gender", "--percent", "column")

    assert [line.split() for line in answer.out.splitlines() if line[:1].isalpha() or line[:1] == "("] == [
        ["Dealmakers", "1", "(100", "%)", "0", "(0", "%)", "1", "(33", "%)"],
        ["(none)", "0", "(0", "%)", "2", "(100", "%)", "2", "(67", "%)"],
        ["total", "1", "2", "3"],
    ]
    assert "Participants" in answer.err
    row = coded("crosstab", "Dealmakers", "gender", "--json").rows[0]
    assert ("Dealmakers", "man", 1, 1, 1, 3, 100.0) == tuple(
        row[key] for key in ("row", "column", "n", "row_total", "column_total", "total", "column_percent")
    )


def test_a_matrix_goes_to_a_file_as_read(coded: Run, tmp_path: Path) -> None:
    """--wide writes one line a code, without it one line a cell."""
    assert coded("matrix", "--no-zero", "--wide", "--out", "m.csv").code == 0
    assert (tmp_path / "m.csv").read_text(encoding="utf-8").splitlines() == [
        "code,path,depth,fg1.txt,total",
        "Deference,Deference,0,1,1",
        "Big people,Deference > Big people,1,1,1",
        "Dealmakers,Dealmakers,0,1,1",
        "total,,,4,4",
    ]
    assert 3 == len(coded("matrix", "--no-zero", "--json").rows)


def test_a_table_is_drawn_as_a_chart(coded: Run, tmp_path: Path) -> None:
    """Darker is more; a table written as read has one too."""
    assert coded("matrix", "--no-zero", "--chart", "m.svg").code == 0
    assert coded("crosstab", "Dealmakers", "gender", "--percent", "row", "--chart", "c.txt").code == 0
    assert "Big people" in (tmp_path / "m.svg").read_text(encoding="utf-8")
    assert "woman" in (tmp_path / "c.txt").read_text(encoding="utf-8")
    assert coded("matrix", "--wide", "--chart", "w.svg").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("crosstab", "Dealmakrs", "gender"), "Did you mean 'Dealmakers'"),
        (("crosstab", "Dealmakers", "Deference", "--unit", "codings"), "one code only"),
        (("crosstab", "Dealmakers", "gender", "--percent", "cell"), "is none of row, column, total"),
        (("matrix", "--by", "speaker"), "are none of source, case"),
    ],
)
def test_what_cannot_be_crossed_is_one_line(coded: Run, arguments: tuple[str, ...], said: str) -> None:
    """It names the thing and the way out."""
    answer = coded(*arguments)

    assert (1, 1, "") == (answer.code, len(answer.err.splitlines()), answer.out)
    assert said in answer.err


def test_a_wide_table_stands_in_blocks(capsys: pytest.CaptureFixture[str]) -> None:
    """At 80 columns no line is longer, each block names its rows, and nothing is lost."""
    names = [f"source_{number:03}_of_the_study.txt" for number in range(30)]
    rows = [(f"a code with a long name {row}", *range(1000 * row, 1000 * row + 30)) for row in range(1, 4)]

    print_blocks(["theme, code", *names], rows, width=80)

    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 80
    assert set(map(str, rows[2][1:])) | set(names) <= set(said.split())
    assert said.count("a code with a long name 2") > 1


def test_a_narrow_table_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Names stay in the head."""
    print_blocks(["", "a_name_of_some_length"], [("row", 1)], width=80)

    assert "a_name_of_some_length" in capsys.readouterr().out.splitlines()[0]
