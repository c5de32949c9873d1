"""What all tables share on the command line: forms, files, charts, and running a table again."""

import pytest

from tests.cli.conftest import Run, place


@pytest.fixture
def coded(small: Run) -> Run:
    """The small project with one coding."""
    assert small("code", "fg1", *place("Let the big people decide."), "Big people").code == 0
    return small


def test_a_chart_is_drawn_beside_the_table(coded, tmp_path):
    """The table as ever, and the file's name."""
    answer = coded("freq", "--chart", "themes.svg")

    assert (0, "themes.svg") == (answer.code, answer.out.splitlines()[-1])
    assert "Big people" in (tmp_path / "themes.svg").read_text(encoding="utf-8")


def test_a_chart_can_be_set_in_the_terminal(coded):
    """Below the table."""
    answer = coded("freq", "--by", "group", "--chart", "-")

    assert "│" in answer.out
    assert "participants, %, 0 to 100" in answer.out


def test_a_chart_does_not_spoil_text_for_programs(coded):
    """CSV with a chart in it is no CSV."""
    answer = coded("freq", "-f", "csv", "--chart", "-")

    assert (2, "") == (answer.code, answer.out)


def test_a_chart_without_figures_is_refused_before_anything_is_written(small, tmp_path):
    """A variable of an empty table."""
    answer = small("freq", "--chart", "themes.gif")

    assert answer.code == 1
    assert "unknown file ending" in answer.err
