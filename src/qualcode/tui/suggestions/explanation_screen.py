"""All there is to say for a suggestion, over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.tui.asking.question import Question
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType


class ExplanationScreen(Question[None]):
    """Headings and what stands below them; Enter leaves it too."""

    DEFAULT_CSS = """
    ExplanationScreen > VerticalScroll {
        width: 90%; max-width: 100; height: auto; max-height: 80%; padding: 0 1;
        border: round $primary; background: $surface; scrollbar-size-vertical: 1;
    }
    ExplanationScreen Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "Leave", id="explanation.leave", group=ANSWER),
    ]

    def __init__(self, title: str, quote: str, lines: Sequence[tuple[str, str]]) -> None:
        """Show them.

        Args:
            title: the path of the code.
            quote: what is suggested.
            lines: headings and what is said under each.
        """
        super().__init__()
        self._heading = title
        self._quote = quote
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        with VerticalScroll() as box:
            box.border_title = said(self.title_with(self._heading, "", widest=100))
            box.border_subtitle = said("Esc leaves")
            yield Static(said(f"“{self._quote}”", "italic"))
            for heading, line in self._lines:
                yield Static(Content.assemble((heading, "bold"), ": ", said(line)))
