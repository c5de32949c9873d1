"""cooccur."""

from pathlib import Path

import networkx
import pytest

from qualcode.cli.heat_map import print_heat_map
from tests.cli.conftest import Run, place


@pytest.fixture
def coded(small: Run) -> Run:
    """Ivan's turn has two codes that overlap, Anna's one of them."""
    assert small("code", "fg1", *place("Trump is a businessman"), "Dealmakers").code == 0
    assert small("code", "fg1", *place("businessman, you can"), "Big people").code == 0
    assert small("code", "fg1", *place("Let the big people decide"), "Big people").code == 0
    return small


def test_pairs_as_a_table_and_for_programs(coded: Run) -> None:
    """In turns unless told; sub-codes rolled up."""
    answer = coded("cooccur")

    assert ["Deference", "Dealmakers", "1", "2", "1", "0.50", "2.0"] in [
        line.split() for line in answer.out.splitlines()
    ]
    row = coded("cooccur", "--within", "overlap", "--of", "own", "--json").rows[0]
    assert ("Big people", "Dealmakers", len("businessman"), 1) == tuple(
        row[key] for key in ("code_a", "code_b", "n_both", "passages")
    )


def test_a_network_for_other_programs(coded: Run, tmp_path: Path) -> None:
    """Its ending says so."""
    assert coded("cooccur", "--of", "themes", "--out", "net.graphml").code == 0

    assert ["Deference", "Dealmakers"] == [
        label for _, label in networkx.read_graphml(tmp_path / "net.graphml").nodes(data="label")
    ]


def test_a_heat_map_is_drawn_in_characters(coded: Run) -> None:
    """Rows named, columns numbered, and what is how dark below."""
    lines = coded("cooccur", "--of", "themes", "--map").out.splitlines()

    assert [["1", "2"], ["1", "Deference", "██"], ["2", "Dealmakers", "██"]] == [line.split() for line in lines[:3]]
    assert "██ to 0.500" in lines[-1]


def test_a_wrong_word_is_one_line(coded: Run) -> None:
    """With the words there are."""
    answer = coded("cooccur", "--within", "sentence")

    assert (1, 1) == (answer.code, len(answer.err.splitlines()))
    assert "overlap, turn, exchange, participant" in answer.err


def test_a_large_heat_map_stands_in_blocks(capsys: pytest.CaptureFixture[str]) -> None:
    """No line is longer than the terminal, and every column is there."""
    names = [f"a code with quite a long name indeed {number}" for number in range(120)]

    print_heat_map(names, [[(row + column) / 240 for column in range(120)] for row in range(120)], "Jaccard", width=80)

    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert 120 == sum(len(line.split()) for line in lines if line.startswith("      "))


def test_the_darkness_of_a_value_is_that_of_its_step(capsys: pytest.CaptureFixture[str]) -> None:
    """A value on a border belongs below it; nothing is blank, and no figure without any pair."""
    print_heat_map(list("abcdef"), [[0.1, 0.2, 0.3, 0.4, 0.5, None]] + [[0.0] * 6] * 5, "J", width=80)
    print_heat_map([], [], "J", width=80)

    lines = capsys.readouterr().out.splitlines()
    assert ["1", "a", "··", "░░", "▒▒", "▓▓", "██"] == lines[1].split()
    assert ["2", "b"] == lines[2].split()
    assert "J: no pair meets" == lines[-1]


def test_nothing_found_is_said_and_no_file_is_written(coded: Run, tmp_path: Path) -> None:
    """One code alone goes with none: a line on the terminal, no empty file."""
    assert "Nothing to show" in coded("cooccur", "--code", "Dealmakers").err
    for name in ("pairs.csv", "net.graphml"):
        answer = coded("cooccur", "--code", "Dealmakers", "--out", name)
        assert (1, 1, False) == (answer.code, len(answer.err.splitlines()), (tmp_path / name).exists())
    assert [] == coded("cooccur", "--code", "Dealmakers", "--json").rows


def test_a_project_without_a_codebook_says_so(run: Run) -> None:
    """Where a table would be empty."""
    assert run("init", "bare.qualcode").code == 0
    for command in ("freq", "cooccur"):
        assert "no codebook yet" in run("-p", "bare.qualcode", command).err
