"""OpenDocument texts (ODT): paragraphs, headings, lists and tables in their order, as a reader sees them.

Tracked deletions are not in the text. A row of a table is one line, tabs between its cells. Notes and comments are left
out and counted.
"""

import io
from collections.abc import Iterator

from qualcode.errors.files import UnreadableFileError
from qualcode.transcripts.formats.extract import Extract, Lines, Run, joined_cells
from qualcode.transcripts.formats.xml_trees import Element, xml_tree
from qualcode.transcripts.formats.zipped import checked_package

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PARAGRAPHS = (_TEXT + "p", _TEXT + "h")
_COUNTED = {_TEXT + "note": "notes", _OFFICE + "annotation": "comments"}
_SKIPPED = (*_COUNTED, _TEXT + "tracked-changes", _OFFICE + "annotation-end", _TEXT + "index-title-template")
_MOST_SPACES = 10_000


def read_odt(data: bytes, name: str) -> Extract:
    """Return what stands in the document.

    Raises:
        UnreadableFileError: encrypted, damaged, too large, or no such document.
    """
    from odfdo.container import Container

    package = checked_package(data, name, "an OpenDocument text (ODT)", parts=("content.xml",))
    with package:
        manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.namelist() else b""
    if b"encryption-data" in manifest:
        raise UnreadableFileError(name, "it is protected with a password; save it without one")
    content = Container(io.BytesIO(data)).get_part("content.xml")
    root = xml_tree(content if isinstance(content, bytes) else str(content).encode(), name)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableFileError(name, "it is an OpenDocument file without a text, such as a table or drawing")
    writer = _Writer(_bold_styles(root))
    writer.add_blocks(body)
    counts = {what: sum(1 for _ in body.iter(tag)) for tag, what in _COUNTED.items()}
    doubts = tuple(f"left out: {what} × {count}" for what, count in counts.items() if count)
    return Extract(encoding="utf-8", text=writer.lines.text(), bold=writer.lines.bold, doubts=doubts)


class _Writer:
    """Walks the document's blocks and writes their lines."""

    def __init__(self, bold_styles: frozenset[str]) -> None:
        self.lines = Lines()
        self.bold_styles = bold_styles

    def add_blocks(self, container: Element) -> None:
        for child in container:
            if child.tag in _PARAGRAPHS:
                self.lines.add(self._runs(child, is_bold=self._is_bold(child)))
                for box in child.iter(_DRAW + "text-box"):
                    self.add_blocks(box)
            elif child.tag == _TABLE + "table-row":
                self.lines.add(joined_cells(self._cell(cell) for cell in child if cell.tag == _TABLE + "table-cell"))
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self.add_blocks(child)

    def _cell(self, cell: Element) -> list[Run]:
        runs: list[Run] = []
        for paragraph in cell.iter(*_PARAGRAPHS):
            if runs:
                runs.append(("\n", False))
            runs += self._runs(paragraph, is_bold=self._is_bold(paragraph))
        return runs

    def _is_bold(self, element: Element) -> bool:
        return element.get(_TEXT + "style-name") in self.bold_styles

    def _runs(self, element: Element, *, is_bold: bool) -> Iterator[Run]:
        """Yield the text of a paragraph or span; white space in the XML is one space, as the format says."""
        if element.text:
            yield _collapsed(element.text), is_bold
        for child in element:
            tag = child.tag
            if tag == _TEXT + "s":
                count = child.get(_TEXT + "c", "1")
                yield " " * min(int(count), _MOST_SPACES), is_bold
            elif tag == _TEXT + "tab":
                yield "\t", is_bold
            elif tag == _TEXT + "line-break":
                yield "\n", is_bold
            elif isinstance(tag, str) and tag not in _SKIPPED and not tag.startswith(_DRAW):
                yield from self._runs(child, is_bold=is_bold or self._is_bold(child))
            if child.tail:
                yield _collapsed(child.tail), is_bold


def _collapsed(text: str) -> str:
    if "\n" not in text and "\t" not in text and "  " not in text:
        return text
    inner = " ".join(part for part in text.replace("\t", " ").replace("\n", " ").split(" ") if part)
    before = " " if text[0] in " \t\n" else ""
    after = " " if text[-1] in " \t\n" and inner else ""
    return before + inner + after


def _bold_styles(root: Element) -> frozenset[str]:
    """Return the names of the document's own styles whose weight is bold."""
    return frozenset(
        style.get(_STYLE + "name", "")
        for style in root.iter(_STYLE + "style")
        if any(looks.get(_FORMAT + "font-weight") == "bold" for looks in style.iter(_STYLE + "text-properties"))
    )
