"""The lines above and below the transcript: where one is, what lies under the cursor, what can be done now.

They change at nearly every key, so they are drawn cell by cell from words that each name a style, without markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment as Piece
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip

from qualcode.tui.drawing.bare_lines import BareLines
from qualcode.tui.drawing.cells import drawn, fitted, path_within
from qualcode.tui.drawing.palette import letter_style
from qualcode.tui.transcript.line_painting import LETTERS, clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.codebook import Code
    from qualcode.model.coding import Coding
    from qualcode.model.transcript import Turn
    from qualcode.tui.desk.desk import Desk
    from qualcode.tui.keys.code_keys import Wait

Key = tuple[str, str]
Words = list[tuple[str, str]]
"""Text and how it is drawn: plainly (empty), bold, dim, italic, as a key, or on a color such as `#c0392b`."""

_COUNTED = 50_000  # code points; of a longer selection the words are not counted at every key
_SHORTEST_PLACE = 12  # cells of a source's name, or of a code's
_LONGEST_MEMO = 20  # cells for which a path gives way
_NAMED = 12  # codings under the cursor
_ORIGINS = {
    "hand": "by hand",
    "suggestion": "suggested",
    "suggestion-resized": "suggested, own segment",
    "auto": "coded automatically",
    "import": "imported",
}


class StatusLines(BareLines):
    """A few lines of text, each painted only when it changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--dim", "status--key"}

    def __init__(self, count: int, *, id: str) -> None:  # noqa: A002  # Textual's word
        super().__init__(id=id)
        self._lines: list[Words] = [[] for _ in range(count)]
        self._styles_by_name: dict[str, Style] = {}

    def say(self, line: int, words: Words) -> None:
        """Show other words on a line."""
        if words != self._lines[line]:
            self._lines[line] = words
            self.refresh(Region(0, line, self.size.width, 1))

    def text(self, line: int) -> str:
        """Return what a line says, without its styles."""
        return "".join(text for text, _ in self._lines[line])

    def line_key(self, y: int) -> tuple[object, ...]:
        """Return the words of a line."""
        return (self.size.width, *self._lines[y]) if y < len(self._lines) else (y,)

    def notify_style_update(self) -> None:
        """Take on the colors of the theme that is on now."""
        self._styles_by_name = {}
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw one line, cut where it is too long."""
        width = self.size.width
        base = self._style("")
        pieces = [Piece(" ", base)]
        used = 1
        for text, name in self._lines[y] if y < len(self._lines) else ():
            words = drawn(text.replace("\n", " "))
            pieces.append(Piece(words, self._style(name)))
            used += cell_len(words)
        strip = Strip(pieces, used)
        if used > width:
            return Strip.join([strip.crop(0, width - 1), Strip([Piece("…", base)], 1)])
        return strip.adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        if name not in self._styles_by_name:
            self._styles_by_name[name] = self.rich_style + self._named_style(name)
        return self._styles_by_name[name]

    def _named_style(self, name: str) -> Style:
        if name.startswith("#"):
            return letter_style(Color.parse(name))
        if name in ("dim", "key"):
            return self.get_component_rich_style(f"status--{name}", partial=True)
        return Style(bold=name == "bold" or None, italic=name == "italic" or None)


def place_line(
    desk: Desk,
    turn: Turn | None,
    *,
    only_uncoded: bool,
    read: tuple[int, int],
    progress: tuple[int, int],
    width: int,
    way: Callable[[str], str],
) -> Words:
    """Return where one is: source, turn, what is read and coded, and what is hidden; a long name gives way.

    `way` returns the key of a command by its id.
    """
    words: Words = []
    if only_uncoded:
        words.append((f" · only uncoded turns ({way('coding.filter')}: all)", "bold"))
    if desk.theme is not None:
        words.append((f" · only {desk.name(desk.theme)} ({way('coding.only-theme')}: all)", "bold"))
    if desk.codings.whose is not None:
        words.append((f" · only {whose_codings(desk)} ({way('coding.whose')}: next)", "bold"))
    if turn is not None:
        time = f" at {clock(turn.seconds)}" if turn.seconds is not None else ""
        words.append((f" · turn {turn.number} of {desk.source.turns[-1].number}{time}", ""))
    words.append((f" · {read[0]} of {read[1]} read", ""))
    words.append((f" · {progress[0]} of {progress[1]} coded", ""))
    room = max(_SHORTEST_PLACE, width - 1 - sum(cell_len(text) for text, _ in words))
    name = desk.source.name + memo_sign(desk, desk.source.guid)
    return [(name if cell_len(name) <= room else fitted(name, room), "bold"), *words]


def whose_codings(desk: Desk) -> str:
    """Return whose codings are shown."""
    whose = desk.codings.whose
    if whose is None:
        return "everybody's codings"
    return "my codings" if whose == desk.project.coder else f"{whose}'s codings"


def codings_line(codings: list[Coding], desk: Desk, lane_of: Callable[[Coding], int]) -> Words:
    """Return the codings under the cursor by their letters in the margin; of very many, the first and how many more."""
    words: Words = []
    for coding in codings[:_NAMED]:
        lane = lane_of(coding)
        words.append((LETTERS[lane] if lane < len(LETTERS) else "+", desk.color(coding.code_guid)))
        words.append((f" {desk.name(coding.code_guid)}{memo_sign(desk, coding.code_guid)}", ""))
        if coding.coder != desk.project.coder:
            words.append((f" ({coding.coder})", "dim"))
        words.append(("  ", ""))
    if len(codings) > _NAMED:
        return [*words, (f"and {len(codings) - _NAMED} more", "")]
    return words[:-1]


def memo_sign(desk: Desk, guid: str) -> str:
    """Return a mark for what a memo is on: a code, a source, a case."""
    return " ✎" if guid in desk.memos else ""


def facts_line(coding: Coding, desk: Desk, width: int) -> Words:
    """Return what there is to know of one coding; the time of day gives way to it, then the code's themes."""
    path, at = desk.path(coding.code_guid), coding.at.astimezone()
    facts: Words = [(f" · {coding.coder}", "")]
    if coding.is_selected:
        facts.append((" · * for the report", "bold"))
    facts.append((f" · {_ORIGINS[coding.origin]}, {at:%d %b %Y}", ""))
    memo: Words = [(f" · ✎ {coding.memo}", "italic")] if coding.memo else []
    room = (
        width
        - 1
        - sum(cell_len(text) for text, _ in facts)
        - min(_LONGEST_MEMO, sum(cell_len(text) for text, _ in memo))
    )
    clock_time = f" {at:%H:%M}"
    if cell_len(path) + len(clock_time) <= room:
        facts.append((clock_time, ""))
    return [(path_within(path, max(_SHORTEST_PLACE, room)), "bold"), *facts, *memo]


def nothing_line(speaker: str, text: str) -> Words:
    """Return what is selected where no coding lies."""
    count = len(text.split()) if len(text) < _COUNTED else 0
    counted = "1 word" if count == 1 else f"{count} words" if count else f"{len(text)} characters"
    return [(f"{speaker} · {counted} selected · no coding here", "dim")]


def speaker_line(desk: Desk, turn: Turn | None) -> Words:
    """Return what is known of who speaks."""
    return [(desk.speakers.get(turn.case_guid, ""), "dim")] if turn else []


def waiting_line(wait: Wait) -> Words:
    """Return how a code key can go on."""
    words: Words = [(f"{wait.typed}…", "bold")]
    if wait.exact:
        words += _way("Enter", wait.exact)
    for key, code in wait.longer:
        words += _way(key, code)
    return words


def _way(key: str, code: Code) -> Words:
    return [("  ", ""), (key, "key"), (f" {code.name}", "")]


def keys_line(keys: list[Key], width: int) -> Words:
    """Return keys and what they do, in the order given, those only that fit whole; the first and the last stay."""
    shown = list(keys)
    used = sum(cell_len(key) + cell_len(what) + 3 for key, what in shown) - 1
    while len(shown) > 2 and used > width:
        key, what = shown.pop(-2)
        used -= cell_len(key) + cell_len(what) + 3
    words: Words = []
    for key, what in shown:
        words += [("  " if words else "", ""), (key, "key"), (f" {what}", "")]
    return words
