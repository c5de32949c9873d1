"""RTF documents: their text, a line a paragraph; bold type is not told apart."""

import re

from qualcode.errors.files import UnreadableFileError
from qualcode.transcripts.extract import Extract

_PAGE = re.compile(r"\\ansicpg(\d{2,5})")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")
_ROW_END = re.compile(r"\|(?=\n|$)")


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
    text = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call] # it ships no types
    text = _HALF.sub("\ufffd", _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text))
    if "\\cell" in source:
        text = _ROW_END.sub("", text).replace("|", "\t")
    return Extract(encoding=f"windows-{page[1]}" if page else "windows-1252", text=text.replace("\0", ""))
