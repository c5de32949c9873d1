"""What every reader of a format hands on: the text, and what the file tells beside it about who speaks when.

Two kinds of file come in. Prose (a word processor's, a web page, a PDF) holds labels as people typed them; its reader
gives the text as it stands, and which lines begin in bold type. Records (subtitles, tables) tell speaker and time apart
from the words; their reader gives what was `said`, and the text is composed from that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Run = tuple[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one speaker said in one go, which the file itself tells apart from the others.

    Attributes:
        speaker: the label, or None where the file names nobody.
        words: what was said, without surrounding space; may hold newlines.
        seconds: when, from the start of the recording.
        variables: of the speaker, as the file names them.
    """

    speaker: str | None
    words: str
    seconds: float | None = None
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    r"""The content of one file.

    Attributes:
        encoding: what its text was decoded from.
        text: with `\n` newlines; empty for records.
        bold: how many characters at the beginning of a line are in bold type, by number of the line, from 0.
        said: for records, in order; None for prose.
        doubts: what was left out or guessed on the way, a readable line each.
    """

    encoding: str
    text: str = ""
    bold: Mapping[int, int] = field(default_factory=dict)
    said: tuple[Said, ...] | None = None
    doubts: tuple[str, ...] = ()


class Lines:
    """Lines of prose in the making, each of runs of plain or bold type."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.bold: dict[int, int] = {}

    def add(self, runs: Iterable[Run]) -> None:
        r"""Add one paragraph; a newline in a run begins another line of it."""
        text, lead, is_leading = "", 0, True
        for words, is_bold in runs:
            first, *rest = words.split("\n")
            is_leading = is_leading and (is_bold or not words.strip())
            text += first
            lead = len(text) if is_leading else lead
            for line in rest:
                self._end(text, lead)
                is_leading = is_bold or not line.strip()
                text, lead = line, len(line) if is_bold else 0
        self._end(text, lead)

    def add_plain(self, text: str) -> None:
        """Add one paragraph that has no bold type in it."""
        self.lines.extend(text.split("\n"))

    def text(self) -> str:
        """Return all lines, one below the other."""
        return "\n".join(self.lines)

    def _end(self, text: str, lead: int) -> None:
        if text[:lead].strip():
            self.bold[len(self.lines)] = len(text[:lead].rstrip())
        self.lines.append(text)


def joined_cells(cells: Iterable[list[Run]]) -> list[Run]:
    """Return the cells of a table's row as one line, tabs between, without the empty ones at its end."""
    row: list[list[Run]] = [list(cell) for cell in cells]
    while row and not any(words.strip() for words, _ in row[-1]):
        row.pop()
    runs: list[Run] = []
    for cell in row:
        if cell is not row[0]:
            runs.append(("\t", False))
        runs += cell
    return runs
