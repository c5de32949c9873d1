"""The turns that look like a code and are not coded with it; Enter goes to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.tui.asking.question import Question
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import fitted, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from qualcode.suggestions.missing import Missed

_LONGEST_SOURCE = 24


class MissedList(Question["Missed"]):
    """Show the turns, the surest first; gives the one that was chosen, or None when left."""

    DEFAULT_CSS = """
    MissedList > RowList {
        width: 90%; max-width: 110; height: auto; max-height: 80%; padding: 0 1;
        border: round $primary; background: $surface;
    }
    """
    PARTS = (RowList,)

    def __init__(self, code: str, found: Sequence[Missed]) -> None:
        """Show them.

        Args:
            code: the name of the code.
            found: the turns.
        """
        super().__init__()
        self._code = code
        self._found = found
        self._source_width = min(_LONGEST_SOURCE, max((len(one.source) for one in found), default=0))
        self._turn_width = max((len(str(one.turn)) for one in found), default=1)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield RowList()

    def on_mount(self) -> None:
        """Fill the list."""
        rows, count = self.query_one(RowList), len(self._found)
        turns = "1 turn that looks" if count == 1 else f"{count} turns that look"
        left = f" and {'is' if count == 1 else 'are'} not coded"
        rows.border_title = said(self.title_with(self._code, f"{turns} like ", left))
        rows.border_subtitle = said("Enter goes there · Esc leaves")
        rows.show_rows(count, self._drawn, instead=said("No turn that is not coded looks like it."))

    def _drawn(self, index: int, _width: int) -> Content:
        one = self._found[index]
        score = fitted(said(f"{one.suggestion.score:.0%}", "bold"), 4, to_the_right=True)
        source = fitted(said(one.source, "dim"), self._source_width)
        turn = fitted(said(str(one.turn), "dim"), self._turn_width, to_the_right=True)
        return Content("  ").join([score, source, turn, said(f"{one.speaker}: “{one.suggestion.quote}”")])

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Give what was chosen."""
        self.answer(self._found[event.index])
