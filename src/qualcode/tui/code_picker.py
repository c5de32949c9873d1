"""Picking a code by a few letters: those that fit, the best first, and what the one under the cursor means."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from qualcode.codebooks.finding import Entry, entries, ranked
from qualcode.model.codebook import PATH_SEPARATOR
from qualcode.tui.drawing import code_color, fitted, said, swatch
from qualcode.tui.key_groups import ROWS
from qualcode.tui.question import Answer, Question
from qualcode.tui.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.model.codebook import Codebook


class Offer(NamedTuple):
    """A last row that is no code yet, and what it would mean to take it."""

    row: Content
    meaning: Content


class CodeFinder(Question[Answer]):
    """Ask for a code; what is answered with one, and whether more than codes is offered, others say."""

    CSS_PATH = "code_picker.tcss"
    LATELY = "recent"  # said of codes that stand first for what was done before
    HOW = "↑↓ moves · Enter chooses · Esc leaves"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Row above", show=False, id="picker.up", group=ROWS),
        Binding("down", "move(1)", "Row below", show=False, id="picker.down", group=ROWS),
        Binding("pageup", "page(-1)", "Page up", show=False, id="picker.page-up", group=ROWS),
        Binding("pagedown", "page(1)", "Page down", show=False, id="picker.page-down", group=ROWS),
    ]

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
        super().__init__()
        self._all = entries(codebooks, with_all=with_all)
        self._recent = recent
        self._heading = title
        self._fitting: list[Entry] = []
        self._offer: Offer | None = None
        self._key_width = 1 + max((len(entry.code.key or "") for entry in self._all), default=0)

    def compose(self) -> ComposeResult:
        """Lay out the line to type in, the codes that fit and what the chosen one means."""
        with Vertical(id="picker") as picker:
            picker.border_title = said(self._heading)
            picker.border_subtitle = self.HOW
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
        self._offer = self.offered(typed)
        instead = said(f"No code fits “{typed.strip()}”." if self._all else "There is no code to choose from yet.")
        count = len(self._fitting) + (self._offer is not None)
        self.query_one(RowList).show_rows(count, self._drawn, instead=instead)

    def _drawn(self, index: int, _width: int) -> Content:
        if index == len(self._fitting):
            return self._offer.row if self._offer else Content("")
        entry = self._fitting[index]
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
        meaning = Content("")
        if 0 <= event.index < len(self._fitting):
            meaning = meaning_of(self._fitting[event.index])
        elif event.index >= 0 and self._offer:
            meaning = self._offer.meaning
        self.query_one("#meaning", Static).update(meaning)

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Give the code that was clicked."""
        self._give(event.index)

    def on_input_submitted(self) -> None:
        """Give the code under the cursor, if any fits."""
        self._give(self.query_one(RowList).cursor)

    def _give(self, index: int) -> None:
        if 0 <= index < len(self._fitting):
            self.found(self._fitting[index].code.guid)
        elif index >= 0 and self._offer:
            self.take_offer()

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

    def action_page(self, pages: int) -> None:
        """Move through the codes by a screenful."""
        self.query_one(RowList).action_page(pages)


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
