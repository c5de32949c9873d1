"""A codebook as REFI-QDA Codebook 1.0 (`.qdc`), as other programs for qualitative data read it.

Names, GUIDs, colors, descriptions and whether a code is codable have their places in the format. What has none stands
in the Description under fixed headings; the codebook's own name, GUID, revision and description stand in a processing
instruction, which other programs pass over.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from qualcode.codebooks.lineage import Lineage, lineage_words
from qualcode.codebooks.refi.descriptions import description

if TYPE_CHECKING:
    from qualcode.model.codebook import Code, Codebook

NAMESPACE = "urn:QDA-XML:codebook:1.0"
INSTRUCTION = "qualcode"
ORIGIN = "qualcode"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def lost_in_xml(text: str) -> str | None:
    """Return why XML could not hold that text, or None where it can."""
    found = _NO_XML.search(text)
    return f"holds the character U+{ord(found[0]):04X}, which XML cannot" if found else None


def qdc_bytes(codebook: Codebook, lineage: Lineage) -> bytes:
    """Return the codebook as XML in UTF-8; it has at least one code, and only text that XML holds."""
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", {"origin": ORIGIN}, nsmap={None: NAMESPACE})
    about = {"name": codebook.name, "guid": codebook.guid}
    about |= lineage_words(lineage)
    about |= {"description": codebook.description} if codebook.description else {}
    # ASCII and no `>`: nothing in it can end the instruction.
    told = json.dumps(about).replace(">", "\\u003e")
    root.addprevious(etree.ProcessingInstruction(INSTRUCTION, told))
    elements: dict[str | None, Any] = {None: etree.SubElement(root, f"{{{NAMESPACE}}}Codes")}
    for code in codebook.codes:
        elements[code.guid] = _element(elements[code.parent_guid], code)
    etree.indent(root)
    return bytes(etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)) + b"\n"


def _element(above: Any, code: Code) -> Any:  # noqa: ANN401 - lxml ships no types
    from lxml import etree

    attributes = {"guid": code.guid, "name": code.name, "isCodable": "true" if code.is_codable else "false"}
    attributes |= {"color": code.color} if code.color else {}
    made = etree.SubElement(above, f"{{{NAMESPACE}}}Code", attributes)
    text = description(code)
    if text:
        etree.SubElement(made, f"{{{NAMESPACE}}}Description").text = text
    return made
