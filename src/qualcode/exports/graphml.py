"""Pairs of codes as a network: GraphML, as Gephi, Cytoscape, yEd, igraph and NetworkX read it.

A node is a code, its id the code's GUID; `size` is in how many units it is. An edge is a pair that meets, `weight` in
how many units. What the network was made from stands in its description.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # only written with, never read

from qualcode.errors.exports import NotPairsError
from qualcode.exports.provenance import told
from qualcode.exports.sheet import Sheet

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE = {"label": "string", "path": "string", "codebook": "string", "size": "int"}
_EDGE = {"weight": "int", "jaccard": "double", "lift": "double"}


def graphml_bytes(sheet: Sheet) -> bytes:
    """Return the network of a table of `analysis.cooccurrence.cooccurrences` as UTF-8.

    Pairs that never meet make no edge, and their codes are nodes all the same.

    Raises:
        NotPairsError: it is another table.
    """
    if not {"guid_a", "guid_b", "n_both"} <= set(sheet.columns):
        raise NotPairsError
    pairs: list[dict[str, Any]] = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    root = Element("graphml", xmlns=_NAMESPACE)
    for kind, attributes in (("node", _NODE), ("edge", _EDGE)):
        for name, type_ in attributes.items():
            SubElement(root, "key", {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": type_})
    graph = SubElement(root, "graph", edgedefault="undirected")
    SubElement(graph, "desc").text = _clean("; ".join(f"{what}: {text}" for what, text in told(sheet.about)))
    for guid, figures in _nodes(pairs):
        _data(SubElement(graph, "node", id=guid), "node", _NODE, figures)
    for row in pairs:
        if row["n_both"]:
            edge = SubElement(graph, "edge", source=row["guid_a"], target=row["guid_b"])
            _data(edge, "edge", _EDGE, (row["n_both"], row["jaccard"], row["lift"]))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _nodes(pairs: list[dict[str, Any]]) -> list[tuple[str, tuple[object, ...]]]:
    """Return GUID and attributes of each code, in the order of the codebook."""
    found = {
        row[f"place_{side}"]: (
            row[f"guid_{side}"],
            tuple(row[f"{key}_{side}"] for key in ("code", "path", "codebook", "n")),
        )
        for row in pairs
        for side in "ab"
    }
    return [found[place] for place in sorted(found)]


def _data(element: Element, kind: str, names: Iterable[str], values: Iterable[object]) -> None:
    for name, value in zip(names, values, strict=True):
        if value is not None:
            SubElement(element, "data", key=f"{kind}_{name}").text = _clean(str(value))


def _clean(text: str) -> str:
    """Return the text without characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
