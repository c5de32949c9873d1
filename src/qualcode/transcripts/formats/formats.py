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
from qualcode.transcripts.formats.extract import Extract
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
# Text is held whole, a few times over; the others are mostly pictures.
LARGEST: dict[Format, int] = {
    "docx": 256 * _MB, "odt": 256 * _MB, "pdf": 256 * _MB, "rtf": 64 * _MB, "xlsx": 64 * _MB, "html": 8 * _MB,
    "vtt": 8 * _MB, "srt": 8 * _MB, "csv": 16 * _MB,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file to be read: what it is called, and its bytes."""

    name: str
    data: bytes

    @property
    def format(self) -> Format:
        """What its ending says it is; what has none is plain text."""
        return ENDINGS.get(Path(self.name).suffix.lower(), "text")


def extracted(raw: RawFile, profile: Profile) -> Extract:
    """Return the content of a file.

    Raises:
        NotTextError, EmptyTextError, UnreadableFileError, TableFormatError: it has none, or none that can be read.
    """
    reader = _READERS[raw.format]
    try:
        extract = reader(raw, profile)
    except QualcodeError:
        raise
    except RecursionError:
        raise UnreadableFileError(raw.name, "it is nested too deeply to be a transcript") from None
    except Exception as error:  # foreign parsers fail with anything on files that are broken on purpose
        raise UnreadableFileError(
            raw.name, f"it is damaged, or no {raw.format.upper()} ({type(error).__name__})"
        ) from error
    if extract.said is None and not extract.text.strip():
        raise EmptyTextError(raw.name)
    return extract


def _text(raw: RawFile, profile: Profile) -> Extract:
    found = decoding(raw.data, raw.name, profile.encoding)
    return Extract(encoding=found.encoding, text=found.text, doubts=found.doubts)


def _docx(raw: RawFile, profile: Profile) -> Extract:
    from qualcode.transcripts.formats.docx_file import read_docx

    return _checked(read_docx(raw.data, raw.name), raw, profile)


def _odt(raw: RawFile, profile: Profile) -> Extract:
    from qualcode.transcripts.formats.odt_file import read_odt

    return _checked(read_odt(raw.data, raw.name), raw, profile)


def _rtf(raw: RawFile, profile: Profile) -> Extract:
    from qualcode.transcripts.formats.rtf_file import read_rtf

    return _checked(read_rtf(raw.data, raw.name), raw, profile)


def _html(raw: RawFile, profile: Profile) -> Extract:
    from qualcode.transcripts.formats.html_file import read_html

    return read_html(raw.data, raw.name, profile.encoding)


def _pdf(raw: RawFile, profile: Profile) -> Extract:
    from qualcode.transcripts.formats.pdf_file import read_pdf

    return _checked(read_pdf(raw.data, raw.name), raw, profile)


def _subtitles(raw: RawFile, profile: Profile) -> Extract:
    from qualcode.transcripts.formats.subtitles import read_subtitles

    return read_subtitles(raw.data, raw.name, profile.encoding)


def _csv(raw: RawFile, profile: Profile) -> Extract:
    from qualcode.transcripts.formats.table_cells import csv_table
    from qualcode.transcripts.formats.table_file import read_table

    return read_table(csv_table(raw.data, raw.name, profile.encoding), raw.name, profile.columns)


def _xlsx(raw: RawFile, profile: Profile) -> Extract:
    from qualcode.transcripts.formats.table_cells import workbook_table
    from qualcode.transcripts.formats.table_file import read_table

    return read_table(workbook_table(raw.data, raw.name), raw.name, profile.columns)


def _checked(extract: Extract, raw: RawFile, profile: Profile) -> Extract:
    """Return the extract once its text is one: no NULs, no half characters, not read wrongly before it was saved."""
    text = checked_text(extract.text, raw.name)
    if profile.encoding and (pair := parted(profile.encoding)):
        return replace(extract, text=unmixed(text, raw.name, *pair), encoding=profile.encoding, bold={})
    return replace(extract, text=text, doubts=(*extract.doubts, *misread(text)))


_READERS: dict[Format, Callable[[RawFile, Profile], Extract]] = {
    "text": _text, "markdown": _text, "docx": _docx, "odt": _odt, "rtf": _rtf, "html": _html, "pdf": _pdf,
    "vtt": _subtitles, "srt": _subtitles, "csv": _csv, "xlsx": _xlsx,
}  # fmt: skip
