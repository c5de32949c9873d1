"""Suggestions beside the transcript: the current one in full, its neighbors in short, and what is going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from qualcode.tui.drawing.texts import code_color, fitted, said, swatch

if TYPE_CHECKING:
    from textual import events

    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.coding import Suggestion

_QUOTE_LINES = 4
_BAR = 5
_BLOCKS_KEPT = 200

Line = tuple[Content, int]


class SuggestionPanel(Widget):
    """A window on the list of suggestions, around the current one; only what fits is ever laid out."""

    DEFAULT_CSS = """
    SuggestionPanel {
        padding: 0 1;
        border: round $foreground 35%;
        border-title-color: $foreground;
        border-subtitle-color: $foreground;
    }
    """
    BORDER_TITLE = "Suggestions"

    class Chosen(Message):
        """A suggestion was clicked: its place in the list that was shown."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's word
        super().__init__(id=id, classes=classes)
        self.set_reactive(SuggestionPanel.auto_links, False)
        self._suggestions: tuple[Suggestion, ...] = ()
        self._title = self.BORDER_TITLE
        self._position: int | None = None
        self._blocks: dict[tuple[Suggestion, int, bool], list[Content]] = {}
        self._codebooks: tuple[Codebook, ...] = ()
        self._codes: dict[str, tuple[Codebook, Code]] = {}
        self._in_sight: list[Line] = []

    def on_unmount(self) -> None:
        """Let go of the suggestions."""
        self._suggestions = ()
        self._blocks.clear()

    def show(
        self,
        suggestions: tuple[Suggestion, ...],
        position: int | None,
        codebooks: tuple[Codebook, ...],
        state: str,
    ) -> None:
        """Show suggestions around one of them.

        Args:
            suggestions: in the order they are gone through.
            position: place of the current one, or None where none is.
            codebooks: where their codes stand.
            state: what is going on, such as `12 left` or `loading the language…`.
        """
        if codebooks is not self._codebooks:
            self._codebooks = codebooks
            self._blocks.clear()
            self._codes = {code.guid: (book, code) for book in codebooks for code in book.codes}
        self._suggestions, self._position = suggestions, position
        self.border_subtitle = said(state)
        self.refresh()

    def entitle(self, title: str) -> None:
        """Show another title, if it is another."""
        if title != self._title:
            self._title = title
            self.border_title = said(title)

    def render(self) -> Content:
        """Draw what fits."""
        width, height = self.size
        self._in_sight = self._window(width, height)
        return Content("\n").join(line.truncate(width, ellipsis=True) for line, _ in self._in_sight)

    def on_click(self, event: events.Click) -> None:
        """Tell which suggestion was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self._in_sight):
            self.post_message(self.Chosen(self._in_sight[offset.y][1]))

    def _window(self, width: int, height: int) -> list[Line]:
        """Return the lines in sight, each with the place of its suggestion; the current one about a third down."""
        if not self._suggestions:
            return []
        start = self._position or 0
        first = max(0, start - height // 6)
        lines = [line for index in range(first, start) for line in self._block(index, width)]
        last = start
        while last < len(self._suggestions) and len(lines) < height:
            lines += self._block(last, width)
            last += 1
        lines = lines[:height]
        while first and len(lines) < height:
            first -= 1
            lines = [*self._block(first, width), *lines]
        return lines[-height:]

    def _block(self, index: int, width: int) -> list[Line]:
        """Return the lines of a suggestion; those of the many that stay in sight are made once."""
        known = (self._suggestions[index], width, index == self._position)
        if known not in self._blocks:
            if len(self._blocks) > _BLOCKS_KEPT:
                self._blocks.clear()
            self._blocks[known] = [line for line, _ in self._new_block(index, width)]
        return [(line, index) for line in self._blocks[known]]

    def _new_block(self, index: int, width: int) -> list[Line]:
        suggestion = self._suggestions[index]
        percent = said(f"{round(100 * suggestion.score)}%")
        if index != self._position:
            score = fitted(percent, 4, to_the_right=True)
            quote = said(f"“{suggestion.quote}”", "dim")
            return [
                (Content.assemble(score, " ", self._code_of(suggestion)), index),
                (Content("      ") + quote, index),
            ]
        full = round(_BAR * suggestion.score)
        bar = Content.styled("█" * full, "$primary") + Content.styled("░" * (_BAR - full), "dim")
        quote_lines = said(f"“{suggestion.quote}”", "italic").wrap(max(1, width - 2))
        if len(quote_lines) > _QUOTE_LINES:
            quote_lines = [*quote_lines[: _QUOTE_LINES - 1], quote_lines[_QUOTE_LINES - 1].rstrip() + Content(" …")]
        lines = [
            self._code_of(suggestion),
            Content.assemble(bar, " ", percent),
            *said(suggestion.reason).wrap(max(1, width - 2)),
            *quote_lines,
        ]
        return [
            (Content.assemble(("▶ " if not place else "┃ ", "bold"), line), index) for place, line in enumerate(lines)
        ]

    def _code_of(self, suggestion: Suggestion) -> Content:
        known = self._codes.get(suggestion.code_guid)
        if known is None:
            return said("code not in the codebook", "dim")
        book, code = known
        key = said(code.key, "bold") + Content(" ") if code.key else Content("")
        return swatch(code_color(book, code)) + key + said(code.name)
