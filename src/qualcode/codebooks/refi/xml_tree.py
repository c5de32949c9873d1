"""XML of a codebook file → its tree, with nothing in it resolved, fetched or included.

A document type, which is where entities are declared, is refused before anything is parsed. So are, by limits on size
and depth, files made to fill the memory.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from qualcode.codebooks.drafts import MOST_CODES
from qualcode.errors.codebooks import CodebookFileError
from qualcode.errors.files import NotTextError
from qualcode.model.display import harmless_line

# A code is an element or two; sets name codes again.
_MOST_ELEMENTS = 8 * MOST_CODES
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")


def xml_root(path: Path, content: bytes) -> Any:  # noqa: ANN401 - lxml ships no types
    """Return the root element of a file.

    Raises:
        NotTextError: its bytes are not of the encoding it declares, or of none that is known.
        CodebookFileError: it is not well-formed, declares a document type, or is too much.
    """
    from lxml import etree

    text = _DECLARATION.sub("", _decoded(path, content), count=1)
    _refuse_document_type(path, text)
    if text.count("<") > 2 * _MOST_ELEMENTS:
        raise CodebookFileError(path, None, None, f"holds more than {_MOST_ELEMENTS:,} elements, which is no codebook.")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position if error.position else (None, None)
        reason = harmless_line(re.sub(r", line \d+, column \d+$", "", str(error.msg or error)))
        raise CodebookFileError(path, line or None, column or None, f"is no XML: {reason}.") from error


def local_name(element: Any) -> str:  # noqa: ANN401 - as above
    """Return an element's name without its namespace; empty for instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def line_of(element: Any) -> int:  # noqa: ANN401 - as above
    """Return the line an element begins in, from 1."""
    return int(element.sourceline or 1)


def _decoded(path: Path, content: bytes) -> str:
    """Return the text, by its byte order mark, by what it declares, or as UTF-8."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    if encoding is None and content[:4] in (b"<\0?\0", b"<\0C\0"):
        encoding = "utf-16-le"
    elif encoding is None and content[:4] in (b"\0<\0?", b"\0<\0C"):
        encoding = "utf-16-be"
    elif encoding is None:
        declared = _DECLARED.match(content[:200])
        encoding = declared[1].decode("ascii") if declared else "utf-8"
    try:
        if not encoding.startswith("utf-16-") and encoding.lower().replace("_", "-").startswith(("utf-16", "utf-7")):
            encoding = "utf-8"  # a program kept the words of a file that it saved anew; UTF-7 hides what it holds
        text = content.decode(encoding)
    except LookupError as error:
        raise NotTextError(path, f"it declares the encoding {encoding!r}, which is none; save it as UTF-8") from error
    except UnicodeError as error:
        raise NotTextError(path, f"it is not {encoding.upper()}, which it should be; save it as UTF-8") from error
    if not isinstance(text, str) or "\0" in text:
        raise NotTextError(path, "it holds zero bytes, as binary files do")
    return text.removeprefix("\ufeff")


def _refuse_document_type(path: Path, text: str) -> None:
    """Refuse a document type; it can only stand before the first element, among comments and instructions."""
    place = 0
    while True:
        place = _after_space(text, place)
        if text.startswith("<!--", place):
            place = text.find("-->", place) + 3
        elif text.startswith("<?", place):
            place = text.find("?>", place) + 2
        else:
            break
        if place < 3:
            return  # it never ends, which the parser tells better
    if text[place : place + 9].upper() == "<!DOCTYPE":
        line = text.count("\n", 0, place) + 1
        raise CodebookFileError(
            path, line, None, "declares a document type or entities, which no codebook needs; remove it."
        )


def _after_space(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\r\n":
        place += 1
    return place
