"""Word documents (DOCX): paragraphs and tables in their order, as a reader sees them.

Insertions are in the text and deletions are not, as after "accept all changes". A row of a table is one line, tabs
between its cells. Text boxes come after the paragraph they hang on. Footnotes, comments, headers and footers are left
out and counted.
"""

import io
from collections.abc import Iterable, Iterator

from qualcode.transcripts.formats.extract import Extract, Lines, Run, joined_cells
from qualcode.transcripts.formats.xml_trees import Element, checked_tree
from qualcode.transcripts.formats.zipped import checked_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TABLE, _ROW, _CELL, _BOX = _W + "p", _W + "tbl", _W + "tr", _W + "tc", _W + "txbxContent"
_TEXT, _TAB, _BREAK, _RETURN = _W + "t", _W + "tab", _W + "br", _W + "cr"
_HYPHEN, _SOFT, _RUN, _VALUE = _W + "noBreakHyphen", _W + "softHyphen", _W + "r", _W + "val"
_BOLD, _STYLE, _BASE = _W + "b", _W + "style", _W + "basedOn"
_TITLES = ("Title", "Subtitle")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = (_FALLBACK, _W + "del", _W + "moveFrom", _W + "delText", _W + "instrText")
_WORDS = (_TEXT, _TAB, _BREAK, _RETURN, _HYPHEN, _SOFT)
_SIGNS = {_TAB: "\t", _RETURN: "\n", _HYPHEN: "-", _SOFT: "\u00ad"}


def read_docx(data: bytes, name: str) -> Extract:
    """Return what stands in the document.

    Raises:
        UnreadableFileError: encrypted, damaged, too large, or no such document.
    """
    from docx import Document

    checked_package(data, name, "a Word document (DOCX)", parts=("[Content_Types].xml",)).close()
    document = Document(io.BytesIO(data))
    body: Element = document.element.body
    checked_tree(body, name)
    doubts = _left_out(body)
    for gone in list(body.iter(*_GONE)):
        gone.getparent().remove(gone)
    boxes = _boxes(body)
    used = {style.get(_VALUE, "") for style in body.iter(_W + "rStyle", _W + "pStyle")}
    writer = _Writer(_bold_styles(document.styles.element) & used if used else frozenset(), boxes)
    writer.add_blocks(body)
    return Extract(encoding="utf-8", text=writer.lines.text(), bold=writer.lines.bold, doubts=tuple(doubts))


class _Writer:
    """Walks the document's blocks and writes their lines."""

    def __init__(self, bold_styles: frozenset[str], boxes: dict[Element, list[Element]]) -> None:
        self.lines = Lines()
        self.bold_styles = bold_styles
        self.boxes = boxes

    def add_blocks(self, container: Element) -> None:
        for block in _blocks(container):
            if block.tag == _P:
                self._add_paragraph(block)
            else:
                for row in block.iter(_ROW):
                    if next(row.iterancestors(_TABLE)) is block:
                        self.lines.add(joined_cells(self._cell(cell) for cell in _own(row, _CELL)))

    def _add_paragraph(self, paragraph: Element) -> None:
        if not self.bold_styles and paragraph.find(f".//{_BOLD}") is None:
            self.lines.add_plain("".join(_words(paragraph)))
        else:
            self.lines.add(self._runs(paragraph))
        for box in self.boxes.get(paragraph, ()):
            self.add_blocks(box)

    def _cell(self, cell: Element) -> list[Run]:
        runs: list[Run] = []
        for paragraph in cell.iter(_P):
            if runs:
                runs.append(("\n", False))
            runs += self._runs(paragraph)
        return runs

    def _runs(self, paragraph: Element) -> list[Run]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle") if self.bold_styles else None
        is_bold = style is not None and style.get(_VALUE) in self.bold_styles
        return [("".join(_words(run)), self._is_bold(run, is_bold=is_bold)) for run in paragraph.iter(_RUN)]

    def _is_bold(self, run: Element, *, is_bold: bool) -> bool:
        """Tell whether a run is in bold type, given whether its paragraph is."""
        looks = run.find(_W + "rPr")
        if looks is None:
            return is_bold
        bold = looks.find(_BOLD)
        if bold is not None:
            return bold.get(_VALUE, "1") not in ("0", "false", "off", "none")
        style = looks.find(_W + "rStyle")
        return is_bold or (style is not None and style.get(_VALUE) in self.bold_styles)


def _words(element: Element) -> Iterator[str]:
    """Yield the text of a paragraph or run; tab stops that are only set, not used, stand in no run."""
    for part in element.iter(*_WORDS):
        tag = part.tag
        if tag == _TEXT:
            yield part.text or ""
        elif tag == _BREAK:
            yield "\n" if part.get(_W + "type", "textWrapping") == "textWrapping" else " "
        elif tag != _TAB or part.getparent().tag == _RUN:
            yield _SIGNS[tag]


def _blocks(container: Element) -> Iterator[Element]:
    """Yield paragraphs and tables in order; controls and marked regions are looked into."""
    for child in container:
        if child.tag in (_P, _TABLE):
            yield child
        elif len(child) and isinstance(child.tag, str):
            yield from _blocks(child)


def _own(row: Element, tag: str) -> Iterable[Element]:
    return (cell for cell in row.iter(tag) if next(cell.iterancestors(_ROW)) is row)


def _boxes(body: Element) -> dict[Element, list[Element]]:
    """Take the text boxes out of the tree and return them by the paragraph they hang on."""
    boxes: dict[Element, list[Element]] = {}
    for box in list(body.iter(_BOX)):
        holder = next(box.iterancestors(_P), None)
        if holder is not None:
            boxes.setdefault(holder, []).append(box)
            box.getparent().remove(box)
    return boxes


def _bold_styles(styles: Element) -> frozenset[str]:
    """Return the ids of styles that are bold, by themselves or by what they are based on; headings left out."""
    based: dict[str, str] = {}
    bold: set[str] = set()
    for style in styles.iter(_STYLE):
        if style.find(f"{_W}pPr/{_W}outlineLvl") is not None or style.get(_W + "styleId", "") in _TITLES:
            continue
        own, base = style.get(_W + "styleId", ""), style.find(_BASE)
        if style.find(f"{_W}rPr/{_BOLD}") is not None:
            bold.add(own)
        elif base is not None:
            based[own] = base.get(_VALUE, "")
    for own in based:
        above, seen = own, {own}
        while above in based and based[above] not in seen:
            above = based[above]
            seen.add(above)
        if above in bold:
            bold.add(own)
    return frozenset(bold)


def _left_out(body: Element) -> list[str]:
    doubts = []
    for tag, what in (
        ("footnoteReference", "footnotes"), ("endnoteReference", "endnotes"), ("commentReference", "comments"),
        ("del", "deletions that are tracked"),
    ):  # fmt: skip
        count = sum(1 for _ in body.iter(_W + tag))
        if count:
            doubts.append(f"left out: {what} × {count}")
    return doubts
