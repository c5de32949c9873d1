"""The keys of a screen and what they do, in as many columns as fit."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.tui.asking.question import Question
from qualcode.tui.drawing.texts import fitted, said
from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

_NARROWEST = 34  # cells of a column; a narrower one would break most lines
_GAP = 3

Sections = list[tuple[str, list[tuple[str, str]]]]


class HelpScreen(Question[None]):
    """Show the keys until a key is pressed that closes it."""

    CSS_PATH = "help_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,q,Q,enter", "leave", "Close", show=False, id="help.leave", group=ANSWER)
    ]

    def __init__(self, title: str, sections: Sections) -> None:
        super().__init__()
        self._heading = title
        self._sections = sections

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with VerticalScroll() as box:
            box.border_title = said(self._heading)
            box.border_subtitle = "↑↓ scrolls · Esc closes"
            yield Static(id="keys")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the keys out for the new width."""
        box = self.query_one(VerticalScroll)
        box.styles.max_height = max(3, event.size.height - 2)
        self.query_one("#keys", Static).update(in_help_columns(self._sections, min(event.size.width - 8, 132)))


def in_help_columns(sections: Sections, width: int) -> Content:
    """Return the sections beside each other in columns of equal width, none broken between two columns."""
    count = max(1, min(len(sections), (width + _GAP) // (_NARROWEST + _GAP)))
    column_width = (width - _GAP * (count - 1)) // count
    laid = [_section_lines(heading, keys, column_width) for heading, keys in sections]
    columns = _shared_out(laid, count)
    lines = zip_longest(*columns, fillvalue=Content(""))
    return Content("\n").join(
        Content(" " * _GAP).join(fitted(cell, column_width) for cell in line).rstrip() for line in lines
    )


def _section_lines(heading: str, keys: list[tuple[str, str]], width: int) -> list[Content]:
    widest = max((said(key).cell_length for key, _ in keys), default=0)
    left = min(widest, width // 2)
    lines = [said(heading, "bold underline")]
    for key, what in keys:
        explained = said(what).wrap(max(1, width - left - 2))
        marks = said(key, "bold").wrap(max(1, left))
        for mark, words in zip_longest(marks, explained, fillvalue=Content("")):
            lines.append(fitted(mark, left) + Content("  ") + words)
    return [*lines, Content("")]


def _shared_out(blocks: list[list[Content]], count: int) -> list[list[Content]]:
    """Return the blocks in so many columns, in order, the tallest as low as that allows."""
    height = max((len(block) for block in blocks), default=0)
    while True:
        columns: list[list[Content]] = [[]]
        for block in blocks:
            if columns[-1] and len(columns[-1]) + len(block) > height:
                columns.append([])
            columns[-1].extend(block)
        if len(columns) <= count:
            return columns + [[] for _ in range(count - len(columns))]
        height += 1
