"""Picking a code by a few letters: those that fit, the best first, and what the one under the cursor means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.widgets import Static

from qualcode.codebooks.finding import Entry, entries, ranked
from qualcode.model.codebook import PATH_SEPARATOR
from qualcode.tui.asking.question import Answer
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.asking.typed_list import TypedList
from qualcode.tui.drawing.texts import code_color, fitted, said, swatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from qualcode.model.codebook import Codebook


_PROPOSED = "The program's proposal: kept as suggested, not as coded by hand."


class Offer(NamedTuple):
    """A last row that is no code yet, and what it would mean to take it."""

    row: Content
    meaning: Content


class Likely(NamedTuple):
    """The row of a code that is likely; it has another one among all codes."""

    entry: Entry


class Heading(NamedTuple):
    """A row that cannot be chosen."""

    words: str


Row = Entry | Offer | Likely | Heading


class CodeFinder(TypedList[Answer, Row]):
    """Ask for a code; what is answered with one, and whether more than codes is offered, others say."""

    LATELY = "recent"  # said of codes that stand first for what was done before
    WHAT_TO_TYPE = "a few letters of its name, path or cues"

    def __init__(
        self,
        codebooks: tuple[Codebook, ...],
        recent: tuple[str, ...] = (),
        *,
        title: str = "Code",
        with_all: bool = False,
    ) -> None:
        """Ask for one of the codes.

        Args:
            codebooks: where the codes stand.
            recent: GUIDs of codes used lately, the latest first.
            title: what is asked.
            with_all: let codes be chosen, too, that were retired or only group others.
        """
        super().__init__(title)
        self._all = entries(codebooks, with_all=with_all)
        self._recent = recent
        self._key_width = 1 + max((len(entry.code.key or "") for entry in self._all), default=0)

    def compose_below(self) -> ComposeResult:
        """Lay out what the chosen one means."""
        yield Static(id="meaning")

    def fitting(self, typed: str) -> Sequence[Row]:
        """Return the codes that fit, the best first, and below them what is offered besides."""
        offer = self.offered(typed)
        found = ranked(self._all, typed, self._recent)
        return [*found, offer] if offer else found

    def nothing(self, typed: str) -> str:
        """Return what is said where no code fits."""
        return f"No code fits “{typed}”." if self._all else "There is no code to choose from yet."

    def drawn(self, row: Row) -> Content:
        """Return a code with its key and path, or a row as it describes itself."""
        if isinstance(row, Heading):
            return said(row.words, "italic dim")
        if isinstance(row, Offer):
            return row.row
        entry = row.entry if isinstance(row, Likely) else row
        return Content.assemble(
            swatch(code_color(entry.book, entry.code)),
            fitted(said(entry.code.key or "", "bold"), self._key_width),
            said(entry.code.name, "strike dim" if entry.code.is_retired else ""),
            "  ",
            said(entry.path, "dim"),
            (f"  {self.LATELY}" if entry.code.guid in self._recent else "", "italic dim"),
        )

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say what the row under the cursor means."""
        is_row = 0 <= event.index < len(self._fitting)
        self.query_one("#meaning", Static).update(self.meaning(self._fitting[event.index]) if is_row else Content(""))

    def meaning(self, row: Row) -> Content:
        """Return what a row means; of a heading nothing is said."""
        if isinstance(row, Heading):
            return Content("")
        if isinstance(row, Likely):
            return Content("\n").join([said(_PROPOSED, "dim"), meaning_of(row.entry)])
        return row.meaning if isinstance(row, Offer) else meaning_of(row)

    def take(self, row: Row) -> None:
        """Answer with a code, or with what is offered."""
        if isinstance(row, Offer):
            self.take_offer()
        elif isinstance(row, Entry):
            self.found(row.code.guid)

    def found(self, code_guid: str) -> None:
        """Answer with a code that is there."""
        raise NotImplementedError

    def offered(self, typed: str) -> Offer | None:  # noqa: ARG002  # looked at by those who offer something
        """Return what is offered besides the codes."""
        return None

    def take_offer(self) -> None:
        """Answer with what is offered."""
        raise NotImplementedError

    def action_move(self, rows: int) -> None:
        """Move through the rows, from the first one up to the last, while the letters keep the focus."""
        found = self.query_one(RowList)
        found.action_jump((found.cursor + rows) % max(1, found.row_count))


class CodePicker(CodeFinder[str]):
    """Ask for a code; gives its GUID, or None when left."""

    def found(self, code_guid: str) -> None:
        """Give the code."""
        self.answer(code_guid)


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
