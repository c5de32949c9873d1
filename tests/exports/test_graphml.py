"""Networks, as NetworkX reads them."""

import io

import networkx
import pytest

from qualcode.analysis.cooccurrence import cooccurrences
from qualcode.errors.exports import NotPairsError
from qualcode.exports.tables import write_table
from tests.analysis.studies import BY_HAND, by_hand, guid


def read(path):
    return networkx.read_graphml(io.BytesIO(path.read_bytes()))


def test_a_network_reads_back(tmp_path):
    """Codes are nodes with their sizes, pairs edges with their weights."""
    path = tmp_path / "net.graphml"

    write_table(cooccurrences(by_hand()), path, {"project": "Peace & talks"})

    network = read(path)
    assert dict(network.nodes(data=True))[guid(1)] == {
        "label": "Leaders",
        "path": "Leaders",
        "codebook": "Talks",
        "size": 4,
    }
    assert sorted(network.edges(data="weight")) == [(guid(n), guid(6), 1) for n in (1, 2, 3)]
    assert not network.is_directed()
    assert "project: Peace &amp; talks" in path.read_text(encoding="utf-8")


def test_pairs_that_never_meet_are_nodes_without_an_edge(tmp_path):
    """Where they were asked for."""
    path = tmp_path / "net.graphml"

    write_table(cooccurrences(by_hand(), keep_zero=True), path, {})

    assert (6, 3) == (read(path).number_of_nodes(), read(path).number_of_edges())


def test_names_that_xml_cannot_hold_are_written_all_the_same(tmp_path):
    """Control characters become a stand-in, markup stays text."""
    codes = [(*code[:2], "<b>\x00\x1b & „é“ 😀", *code[3:]) for code in BY_HAND["codes"]]
    path = tmp_path / "net.graphml"

    write_table(cooccurrences(by_hand(codes=codes)), path, {})

    assert {"<b>\ufffd\ufffd & „é“ 😀"} == set(networkx.get_node_attributes(read(path), "label").values())


def test_another_table_makes_no_network(tmp_path):
    """It is said which does, and nothing is written."""
    with pytest.raises(NotPairsError, match="cooccur"):
        write_table([{"code": "Fear"}], tmp_path / "net.graphml", {})
    assert list(tmp_path.iterdir()) == []
