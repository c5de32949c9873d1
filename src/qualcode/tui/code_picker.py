"""Finding a code by a few letters: name, initials, key, path and cues, forgiving a typing error.

`ranked` is a pure function over entries made once; with 2,000 codes it takes a few milliseconds a letter. Codes that
only group others or were retired are left out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from qualcode.model.codebook import PATH_SEPARATOR
from qualcode.tui.drawing import code_color, fitted, said, swatch
from qualcode.tui.question import Question
from qualcode.tui.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.model.codebook import Code, Codebook

_WORD = re.compile(r"[^\W_]+")
_COMBINING = re.compile("[\u0300-\u036f]")
_ENOUGH = 12  # so many codes that hold the letters as typed, and those that nearly do are not looked for
_NEAR_NAME, _NEAR_CUE = 76, 88  # of 100; below, what comes up looks like chance
_NEARLY = 7  # the best rank of what only nearly fits


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as it is looked for.

    Attributes:
        path: the names above it, as they are shown.
        name: folded: lower case without accents, as all that follow.
        words: those of the name, each after a space, so that a word that begins so is found as a substring.
        initials: of the words.
        path_words: those of the names above it, likewise each after a space.
        cues: what speaks for the code.
    """

    book: Codebook
    code: Code
    path: str
    name: str
    words: str
    initials: str
    path_words: str
    cues: str


def entries(codebooks: tuple[Codebook, ...]) -> tuple[Entry, ...]:
    """Return the codes that can be applied, in tree order; paths name the codebook where there are several."""
    found = []
    for book in codebooks:
        start = book.name if len(codebooks) > 1 else ""
        above: dict[str | None, tuple[str, str]] = {None: (start, _words(_folded(start)))}
        for code in book.codes:
            path, path_words = above[code.parent_guid]
            name = _folded(code.name)
            words = _words(name)
            above[code.guid] = (f"{path}{PATH_SEPARATOR}{code.name}" if path else code.name, path_words + words)
            if code.is_codable and not code.is_retired:
                initials = "".join(word[0] for word in words.split())
                found.append(Entry(book, code, path, name, words, initials, path_words, _cues(code)))
    return tuple(found)


def _cues(code: Code) -> str:
    return _folded(" · ".join(cue.text for cue in code.cues if cue.form != "pattern" and not cue.is_negative))


def _folded(text: str) -> str:
    plain = text.casefold()
    return plain if plain.isascii() else _COMBINING.sub("", unicodedata.normalize("NFKD", plain))


def _words(folded: str) -> str:
    return "".join(f" {word}" for word in _WORD.findall(folded))


def ranked(found: tuple[Entry, ...], typed: str, recent: tuple[str, ...] = ()) -> list[Entry]:
    """Return the entries that fit what was typed, the best first.

    Order: the code of that key; names that begin so; names with words that begin so; names that hold it; initials;
    paths; cues; what nearly fits. Among equals the recent codes come first, then tree order. Nothing typed
    fits everything.

    Args:
        found: from `entries`.
        typed: letters of name, path or cues, in any case, with or without accents.
        recent: GUIDs of codes used lately, the latest first.
    """
    wanted = _folded(" ".join(typed.split()))
    lately = {guid: place for place, guid in enumerate(recent)}
    far = len(lately)
    key, pieces = typed.strip(), [f" {word}" for word in _WORD.findall(wanted)]
    fitting, rest = [], []
    for entry in found:
        rank = _rank(entry, key, wanted, pieces)
        if rank is None:
            rest.append(entry)
        else:
            fitting.append((rank, lately.get(entry.code.guid, far), entry))
    if len(fitting) < _ENOUGH and len(wanted) > 2:
        fitting += [(rank, far, entry) for rank, entry in _nearly(rest, wanted)]
    return [entry for _, _, entry in sorted(fitting, key=itemgetter(0, 1))]


def _rank(entry: Entry, key: str, wanted: str, pieces: list[str]) -> int | None:
    """Return how well an entry fits, 0 the best, or None where it does not hold what is wanted."""
    rank = None
    if not wanted or key == entry.code.key:
        rank = 0
    elif entry.name.startswith(wanted):
        rank = 1
    elif pieces and all(piece in entry.words for piece in pieces):
        rank = 2
    elif wanted in entry.name:
        rank = 3
    elif 1 < len(wanted) <= len(entry.initials) and _in_order(wanted, entry.initials):
        rank = 4
    elif pieces and all(piece in entry.words or piece in entry.path_words for piece in pieces):
        rank = 5
    elif len(wanted) > 2 and wanted in entry.cues:
        rank = 6
    return rank


def _in_order(letters: str, initials: str) -> bool:
    left = iter(initials)
    return all(letter in left for letter in letters)


def _nearly(found: list[Entry], wanted: str) -> list[tuple[int, Entry]]:
    """Return those whose name nearly holds what is wanted or, when none does, whose cues do; each with its rank."""
    from rapidfuzz import fuzz, process

    for texts, enough in (([entry.name for entry in found], _NEAR_NAME), ([entry.cues for entry in found], _NEAR_CUE)):
        near = process.extract(wanted, texts, scorer=fuzz.partial_ratio, score_cutoff=enough, limit=None)
        if near:
            return [(_NEARLY + 100 - int(score), found[place]) for _, score, place in near]
    return []


class CodePicker(Question[str]):
    """Ask for a code; gives its GUID, or None when left."""

    CSS_PATH = "code_picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Row above", show=False),
        Binding("down", "move(1)", "Row below", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
    ]

    def __init__(self, codebooks: tuple[Codebook, ...], recent: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._all = entries(codebooks)
        self._recent = recent
        self._fitting: list[Entry] = []
        self._key_width = 1 + max((len(entry.code.key or "") for entry in self._all), default=0)

    def compose(self) -> ComposeResult:
        """Lay out the line to type in, the codes that fit and what the chosen one means."""
        with Vertical(id="picker") as picker:
            picker.border_title = "Code"
            picker.border_subtitle = "↑↓ moves · Enter chooses · Esc leaves"
            yield Input(placeholder="a few letters of its name, path or cues", compact=True)
            rows = RowList()
            rows.can_focus = False  # letters go on being typed after a click or a scroll
            yield rows
            yield Static(id="meaning")

    def on_mount(self) -> None:
        """Show all codes."""
        self._show_fitting("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the codes that fit what stands there now."""
        self._show_fitting(event.value)

    def _show_fitting(self, typed: str) -> None:
        self._fitting = ranked(self._all, typed, self._recent)
        instead = said(f"No code fits “{typed.strip()}”." if self._all else "There is no code to choose from yet.")
        self.query_one(RowList).show_rows(len(self._fitting), self._drawn, instead=instead)

    def _drawn(self, index: int, _width: int) -> Content:
        entry = self._fitting[index]
        return Content.assemble(
            swatch(code_color(entry.book, entry.code)),
            fitted(said(entry.code.key or "", "bold"), self._key_width),
            said(entry.code.name),
            "  ",
            said(entry.path, "dim"),
            ("  recent" if entry.code.guid in self._recent else "", "italic dim"),
        )

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say what the code under the cursor means."""
        meaning = meaning_of(self._fitting[event.index]) if 0 <= event.index < len(self._fitting) else Content("")
        self.query_one("#meaning", Static).update(meaning)

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Give the code that was clicked."""
        self._give(event.index)

    def on_input_submitted(self) -> None:
        """Give the code under the cursor, if any fits."""
        self._give(self.query_one(RowList).cursor)

    def _give(self, index: int) -> None:
        if 0 <= index < len(self._fitting):
            self.answer(self._fitting[index].code.guid)

    def action_move(self, rows: int) -> None:
        """Move through the codes while the letters keep the focus."""
        self.query_one(RowList).action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move through the codes by a screenful."""
        self.query_one(RowList).action_page(pages)


def meaning_of(entry: Entry) -> Content:
    """Return what a code means: its path, definition, when to use it, when not, and an example."""
    code = entry.code
    above = said(entry.path, "dim") + Content.styled(PATH_SEPARATOR, "dim") if entry.path else Content("")
    lines = [above + said(code.name, "bold")]
    if code.definition:
        lines.append(said(code.definition))
    for word, text in (("Use when", code.use_when), ("Not when", code.not_when), ("Example", "; ".join(code.examples))):
        if text:
            lines.append(Content.assemble((word, "bold"), " ", said(text)))
    return Content("\n").join(lines)
