"""cooccur."""

from pathlib import Path

import networkx
import pytest

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
    """Rows named, columns numbered, and what is how dark below; the same as the chart in characters."""
    answer = coded("cooccur", "--of", "themes", "--map")
    chart = coded("cooccur", "--of", "themes", "--chart", "-")

    lines = answer.out.splitlines()
    assert [["1", "2"], ["Deference", "–", "██"], ["Dealmakers", "██", "–"]] == [line.split() for line in lines[3:6]]
    assert chart.out.endswith(answer.out)


def test_a_wrong_word_is_one_line(coded: Run) -> None:
    """With the words there are."""
    answer = coded("cooccur", "--within", "sentence")

    assert (1, 1) == (answer.code, len(answer.err.splitlines()))
    assert "overlap, turn, exchange, participant" in answer.err
