"""XML of word processors, parsed without entities, network or external files."""

from typing import Any

from qualcode.errors.files import UnreadableFileError

# lxml ships no types; elements stay inside this room.
Element = Any


def xml_tree(data: bytes, name: str) -> Element:
    """Return the root element.

    Raises:
        UnreadableFileError: broken, or with a document type of its own, which no word processor writes.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableFileError(name, "the XML in it is broken") from None
    checked_tree(root, name)
    return root


def checked_tree(root: Element, name: str) -> None:
    """Refuse a tree that declares a document type.

    Raises:
        UnreadableFileError: it does, so parts of its text may be entities.
    """
    if root.getroottree().docinfo.doctype:
        raise UnreadableFileError(
            name, "its XML declares entities, which no word processor does; open and save it anew"
        )
