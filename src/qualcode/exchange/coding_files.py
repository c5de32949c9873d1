"""Files of codings, as CSV: what a row says, read and written.

Columns: `source,start,end,code,coder,quote,memo`, and on the way out also `guid,origin,at,confidence,turn,speaker`.
Offsets are code points into the stored text, the end exclusive. `source` is a name (with or without its file ending)
or a GUID, `code` a path, an unambiguous name or a GUID.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from qualcode.errors.files import TableFormatError
from qualcode.model.codebook import PATH_SEPARATOR, Codebook
from qualcode.model.identity import is_guid
from qualcode.store.codebooks import read_codebooks
from qualcode.store.codings import read_codings
from qualcode.store.database import Store
from qualcode.store.sources import read_source_list, read_turn_speakers
from qualcode.transcripts.decoding import decoded
from qualcode.transcripts.files import file_bytes

COLUMNS = ("source", "start", "end", "code", "coder", "quote", "memo")
_OPTIONAL = ("guid", "origin", "at", "confidence")
_WRITTEN_ONLY = ("turn", "speaker")
WRITTEN = (*COLUMNS, *_OPTIONAL, *_WRITTEN_ONLY)
_SYNONYMS = {"document": "source", "file": "source", "transcript": "source", "codes": "code", "user": "coder"}
_LONGEST_CELL = 2**31 - 1  # the csv module's own limit is shorter than a transcript


class CodingRow(NamedTuple):
    """One row of a codings file, its line number in the file, everything still as written.

    A tuple, because files have many rows and making a tuple takes a fifth of the time.
    """

    line: int
    source: str
    start: str
    end: str
    code: str
    coder: str = ""
    quote: str = ""
    memo: str = ""
    guid: str = ""
    origin: str = ""
    at: str = ""
    confidence: str = ""


def read_coding_rows(path: Path) -> tuple[tuple[CodingRow, ...], tuple[str, ...]]:
    """Return the rows of a codings file, and the names of its columns that are not used.

    Raises:
        UnreadableFileError, UnknownFormatError, NotTextError, EmptyTextError: it is no readable text.
        TableFormatError: a column is missing or there twice, a row has too few or too many cells, or quotes are broken.
    """
    text, _ = decoded(file_bytes(path, (".csv", ".tsv", ".txt")), path.name)
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    records: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            records.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise TableFormatError(path, begins, f"the quotes or cells are broken ({error}).") from error
    names = _columns(path, records[0][1])
    return tuple(_rows(path, records[1:], names)), tuple(name for name in names if name not in WRITTEN)


def _columns(path: Path, header: Sequence[str]) -> list[str]:
    names = [_SYNONYMS.get(name.strip().casefold(), name.strip().casefold()) for name in header]
    for name in WRITTEN:
        if names.count(name) > 1:
            raise TableFormatError(path, 1, f"the column {name!r} is there twice.")
    missing = [name for name in ("source", "start", "end", "code") if name not in names]
    if missing:
        raise TableFormatError(path, 1, f"there is no column {missing[0]!r}; needed are source, start, end, code.")
    return names


def _rows(path: Path, records: Iterable[tuple[int, list[str]]], names: Sequence[str]) -> Iterator[CodingRow]:
    wanted = CodingRow._fields[1:]
    pick = itemgetter(*(names.index(name) if name in names else len(names) for name in wanted))
    for line, cells in records:
        if not any(cells):
            continue
        if len(cells) != len(names):
            raise TableFormatError(path, line, f"{len(cells)} cells, but the header has {len(names)}.")
        cells.append("")  # what a column that is not there says
        yield CodingRow(line, *pick(cells))


def coding_rows(store: Store) -> list[dict[str, object]]:
    """Return all codings as the rows of a codings file, in order of place."""
    with store.snapshot():
        books = read_codebooks(store)
        codings = read_codings(store)
        sources = {source.guid: source.name for source in read_source_list(store)}
        speakers = read_turn_speakers(store)
    paths = written_paths(books)
    return [
        {
            "source": sources[coding.source_guid],
            "start": coding.segment.start,
            "end": coding.segment.end,
            "code": paths[coding.code_guid],
            "coder": coding.coder,
            "quote": coding.quote,
            "memo": coding.memo,
            "guid": coding.guid,
            "origin": coding.origin,
            "at": coding.at.isoformat(),
            "confidence": coding.confidence,
            "turn": coding.first_turn,
            "speaker": speakers.get((coding.source_guid, coding.first_turn), ""),
        }
        for coding in codings
    ]


def written_paths(books: Iterable[Codebook]) -> dict[str, str]:
    """Return each code's GUID and what finds it again: its path, where that is not enough led by its codebook's name.

    Where names look like paths, and neither is enough, it is the GUID.
    """
    plain = [(book, code.guid, book.path(code.guid)) for book in books for code in book.codes]
    ways = [(guid, (path, f"{book.name}{PATH_SEPARATOR}{path}")) for book, guid, path in plain]
    uses = Counter(_spelled(way) for _, both in ways for way in set(both))
    return {
        guid: next((way for way in both if uses[_spelled(way)] == 1 and not is_guid(way.lower())), guid)
        for guid, both in ways
    }


def _spelled(path: str) -> str:
    """Return a path so that two that could be taken for each other are the same."""
    return re.sub(r"\s*[>/]\s*", ">", " ".join(path.casefold().split()))
