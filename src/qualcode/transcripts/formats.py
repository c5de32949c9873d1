"""The formats that are read: their file endings, how large a file may be, and the reader of each.

Every reader is a function from bytes to an `Extract`; libraries are imported inside it. Whatever a library does with a
file that is made to harm, or cut short, comes out as one line here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from qualcode.errors.base import QualcodeError
from qualcode.errors.files import EmptyTextError, UnreadableFileError
from qualcode.transcripts.decoding import checked_text, decoding, misread, unmixed
from qualcode.transcripts.extract import Extract
from qualcode.transcripts.mojibake import parted
from qualcode.transcripts.profiles import Profile

Format = Literal["text", "markdown", "docx", "odt", "rtf", "html", "pdf", "vtt", "srt", "csv", "xlsx"]

ENDINGS: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", "": "text",
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".odt": "odt", ".ott": "odt", ".rtf": "rtf",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".vtt": "vtt", ".srt": "srt",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx",
}  # fmt: skip
_MB = 1024 * 1024
# Text is held whole, a few times over; documents are mostly pictures.
LARGEST: dict[Format, int] = {
    "docx": 256 * _MB, "odt": 256 * _MB, "pdf": 256 * _MB, "rtf": 64 * _MB, "xlsx": 64 * _MB, "html": 8 * _MB,
    "vtt": 8 * _MB, "srt": 8 * _MB, "csv": 16 * _MB,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """One file to be read: what it is called, and its bytes."""

    name: str
    data: bytes

    @property
    def format(self) -> Format:
        """What its ending says it is; what has none is plain text."""
        return ENDINGS.get(Path(self.name).suffix.lower(), "text")


def extracted(document: Document, profile: Profile) -> Extract:
    """Return the content of a document.

    Raises:
        NotTextError, EmptyTextError, UnreadableFileError, TableFormatError: it has none, or none that can be read.
    """
    reader = _READERS[document.format]
    try:
        extract = reader(document, profile)
    except QualcodeError:
        raise
    except RecursionError:
        raise UnreadableFileError(document.name, "it is nested too deeply to be a transcript") from None
    except Exception as error:  # foreign parsers fail with anything on files that are broken on purpose
        raise UnreadableFileError(
            document.name, f"it is damaged, or no {document.format.upper()} ({type(error).__name__})"
        ) from error
    if extract.said is None and not extract.text.strip():
        raise EmptyTextError(document.name)
    return extract


def _text(document: Document, profile: Profile) -> Extract:
    found = decoding(document.data, document.name, profile.encoding)
    return Extract(encoding=found.encoding, text=found.text, doubts=found.doubts)


def _docx(document: Document, profile: Profile) -> Extract:
    from qualcode.transcripts.docx_file import read_docx

    return _checked(read_docx(document.data, document.name), document, profile)


def _odt(document: Document, profile: Profile) -> Extract:
    from qualcode.transcripts.odt_file import read_odt

    return _checked(read_odt(document.data, document.name), document, profile)


def _rtf(document: Document, profile: Profile) -> Extract:
    from qualcode.transcripts.rtf_file import read_rtf

    return _checked(read_rtf(document.data, document.name), document, profile)


def _html(document: Document, profile: Profile) -> Extract:
    from qualcode.transcripts.html_file import read_html

    return read_html(document.data, document.name, profile.encoding)


def _pdf(document: Document, profile: Profile) -> Extract:
    from qualcode.transcripts.pdf_file import read_pdf

    return _checked(read_pdf(document.data, document.name), document, profile)


def _subtitles(document: Document, profile: Profile) -> Extract:
    from qualcode.transcripts.subtitles import read_subtitles

    return read_subtitles(document.data, document.name, profile.encoding)


def _csv(document: Document, profile: Profile) -> Extract:
    from qualcode.transcripts.table_cells import csv_table
    from qualcode.transcripts.table_file import read_table

    return read_table(csv_table(document.data, document.name, profile.encoding), document.name, profile.columns)


def _xlsx(document: Document, profile: Profile) -> Extract:
    from qualcode.transcripts.table_cells import workbook_table
    from qualcode.transcripts.table_file import read_table

    return read_table(workbook_table(document.data, document.name), document.name, profile.columns)


def _checked(extract: Extract, document: Document, profile: Profile) -> Extract:
    """Return the extract once its text is one: no NULs, no half characters, not read wrongly before it was saved."""
    text = checked_text(extract.text, document.name)
    if profile.encoding and (pair := parted(profile.encoding)):
        return replace(extract, text=unmixed(text, document.name, *pair), encoding=profile.encoding, bold={})
    return replace(extract, text=text, doubts=(*extract.doubts, *misread(text)))


_READERS: dict[Format, Callable[[Document, Profile], Extract]] = {
    "text": _text, "markdown": _text, "docx": _docx, "odt": _odt, "rtf": _rtf, "html": _html, "pdf": _pdf,
    "vtt": _subtitles, "srt": _subtitles, "csv": _csv, "xlsx": _xlsx,
}  # fmt: skip
