"""Web pages: the text of their blocks, a line a block, as a browser would show it without style sheets."""

import codecs
import re

from qualcode.transcripts.decoding import decoding
from qualcode.transcripts.formats.extract import Extract, Lines, Run

_CELLS = ("td", "th")
_UNSEEN = frozenset(("head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title", "textarea"))
_MARGINS = ("header", "footer")  # of pages, as word processors write them
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


def _tags(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BLOCKS = _tags("""
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul
""")


def read_html(data: bytes, name: str, encoding: str | None) -> Extract:
    """Return what stands in the page.

    Args:
        encoding: as told; without it the page's own declaration counts, and without that the bytes.

    Raises:
        NotTextError, EmptyTextError: as for plain text.
    """
    from bs4 import BeautifulSoup

    found = decoding(data, name, encoding or _declared(data))
    lines = _Page()
    lines.walk(BeautifulSoup(found.text, "lxml"))
    return Extract(encoding=found.encoding, text=lines.lines.text(), bold=lines.lines.bold, doubts=found.doubts)


def _declared(data: bytes) -> str | None:
    """Return the encoding the page declares, if Python knows it and the bytes fit it."""
    match = _DECLARED.search(data[:4096])
    if match is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        data.decode(name)
    except (LookupError, ValueError):
        return None
    return None if name.startswith("utf") or _is_utf8(data) else name


def _is_utf8(data: bytes) -> bool:
    """Tell whether the bytes are UTF-8 beyond ASCII, whatever the page says: hardly any other text looks so."""
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


class _Page:
    """Collects runs of text and ends the line at the border of each block."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.runs: list[Run] = []
        self.cells = 0
        self.is_broken = False

    def walk(self, top: object) -> None:
        """Walk the tree without recursion: pages may be nested as deep as they like."""
        from bs4.element import NavigableString, PreformattedString, Tag

        stack: list[tuple[str, object, bool, bool]] = [("open", top, False, False)]
        while stack:
            what, node, is_bold, is_pre = stack.pop()
            if isinstance(node, NavigableString):
                if not isinstance(node, PreformattedString):
                    self._add(str(node), is_bold=is_bold, is_pre=is_pre)
            elif isinstance(node, Tag) and what == "close":
                self.cells -= node.name in _CELLS
                self._border(node.name)
            elif isinstance(node, Tag) and node.name not in _UNSEEN and node.get("title") not in _MARGINS:
                self._enter(node.name)
                stack.append(("close", node, is_bold, is_pre))
                is_bold, is_pre = is_bold or _is_bold(node), is_pre or node.name == "pre"
                stack += [("open", child, is_bold, is_pre) for child in reversed(node.contents)]
        self._end()

    def _enter(self, tag: str) -> None:
        if tag == "br":
            self._end(is_forced=True)
        elif tag in _CELLS:
            self.cells += 1
            self._strip()
            self.runs += [("\t", False)] if self.runs else []
            self.is_broken = False
        else:
            self._border(tag)

    def _strip(self) -> None:
        """Take the space at the end of the line so far away."""
        if self.runs:
            words, is_bold = self.runs[-1]
            self.runs[-1] = words.rstrip(" "), is_bold

    def _border(self, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        if self.cells:
            self.is_broken = bool(self.runs) and self.runs[-1][0] != "\t"
        else:
            self._end()

    def _add(self, text: str, *, is_bold: bool, is_pre: bool) -> None:
        if self.is_broken and text.strip():
            self.runs.append(("\n", False))
            self.is_broken = False
        if is_pre:
            self.runs.append((text, is_bold))
            return
        text = _SPACE.sub(" ", text)
        before = self.runs[-1][0][-1:] if self.runs else " "
        if before.isspace() and before != "\xa0":
            text = text.removeprefix(" ")
        if text:
            self.runs.append((text, is_bold))

    def _end(self, *, is_forced: bool = False) -> None:
        if is_forced and self.cells:
            self.runs.append(("\n", False))
        elif self.runs or is_forced:
            self._strip()
            self.lines.add(self.runs)
            self.runs = []


def _is_bold(tag: object) -> bool:
    name, style = getattr(tag, "name", ""), str(getattr(tag, "attrs", {}).get("style", ""))
    return name in ("b", "strong", "th") or re.search(r"font-weight:\s*(bold|[6-9]00)", style) is not None
