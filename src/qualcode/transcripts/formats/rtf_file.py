"""RTF documents: their text, a line a paragraph; bold type is not told apart."""

import codecs
import re

from qualcode.errors.files import UnreadableFileError
from qualcode.transcripts.formats.extract import Extract

_PAGE = re.compile(r"\\ansicpg(\d{2,5})")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")
_ROW_END = re.compile(r"\|(?=\n|$)")
_NO_CHARSET = re.compile(r"\\fcharset0(?!\d)")
# What code pages are called, where not `cp` and their number.
_CALLED = {"10000": "mac-roman", "10007": "mac-cyrillic", "10029": "mac-latin2", "65001": "utf-8"} | {
    str(number): f"windows-{number}" for number in range(1250, 1259)
}


def read_rtf(data: bytes, name: str) -> Extract:
    """Return what stands in the document; the encoding is that of its code page.

    Raises:
        UnreadableFileError: no RTF.
    """
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip()[:5].startswith(b"{\\rtf"):
        raise UnreadableFileError(name, "it is not an RTF file, whatever its ending says")
    source = data.decode("latin-1")
    page = _PAGE.search(source)
    number = page[1] if page else "1252"
    if number != "1252":  # fonts of no charset of their own are in the document's code page
        source = _NO_CHARSET.sub(r"\\fcharset3", source)
    text = str(rtf_to_text(source, encoding=_known(number), errors="replace"))  # type: ignore[no-untyped-call] # it ships no types
    text = _HALF.sub("\ufffd", _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text))
    if "\\cell" in source:
        text = _ROW_END.sub("", text).replace("|", "\t")
    return Extract(encoding=_CALLED.get(number, f"cp{number}"), text=text.replace("\0", ""))


def _known(number: str) -> str:
    """Return the encoding of a code page, if Python knows it."""
    name = _CALLED.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
