"""Accepting all suggestions of one code above a score: the quotes to be coded, before they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content

from qualcode.tui.asking.question import Question
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import fitted, said
from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.model.coding import Suggestion


class QuoteList(RowList):
    """The quotes; to accept all of them takes a key, not a click on one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.score(-1)", "A lower score, more quotes", id="acceptance.lower", group=ANSWER),
        Binding("right", "screen.score(1)", "A higher score, fewer quotes", id="acceptance.higher", group=ANSWER),
    ]

    def click_row(self, index: int, cell: int) -> None:
        """Only stand on the quote."""


class Acceptance(Question[tuple["Suggestion", ...]]):
    """Ask above which score suggestions are to be accepted; gives these, the surest first, or None when left.

    Scores are percents as they are shown; the threshold stands at one of them.
    """

    DEFAULT_CSS = """
    Acceptance > QuoteList {
        width: 90%; max-width: 110; height: auto; max-height: 80%; padding: 0 1;
        border: round $primary; background: $surface;
    }
    """

    PARTS = (QuoteList,)

    def __init__(self, code: str, suggestions: Sequence[Suggestion], turns: Sequence[int], least: float) -> None:
        """Ask.

        Args:
            code: the path of the code.
            suggestions: those of the code, in order of place.
            turns: the number of the turn of each.
            least: the score the threshold stands at to begin with.
        """
        super().__init__()
        self._code = code
        rows = zip(suggestions, turns, strict=True)
        self._rows = sorted(rows, key=lambda row: -percent(row[0].score))
        self._levels = sorted({percent(one.score) for one in suggestions})
        self._level = self._levels.index(percent(least))
        self._count = 0
        self._number_width = max(len(str(turn)) for turn in turns)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield QuoteList()

    def on_mount(self) -> None:
        """Fill the list."""
        self._show()

    def _show(self) -> None:
        level = self._levels[self._level]
        self._count = sum(percent(one.score) >= level for one, _ in self._rows)
        rows = self.query_one(QuoteList)
        counted = f"{self._count} of {len(self._rows)} suggestions as "
        rows.border_title = said(self.title_with(self._code, counted))
        rows.border_subtitle = said(f"← → {level}% and above · Enter accepts {self._count} · Esc leaves")
        rows.show_rows(self._count, self._drawn, cursor=min(rows.cursor, self._count - 1))

    def _drawn(self, index: int, _width: int) -> Content:
        suggestion, turn = self._rows[index]
        score = fitted(said(f"{percent(suggestion.score)}%", "bold"), 4, to_the_right=True)
        number = fitted(said(str(turn), "dim"), self._number_width, to_the_right=True)
        return Content("  ").join([score, number, said(f"“{suggestion.quote}”", "italic")])

    def action_score(self, step: int) -> None:
        """Move the threshold to the next score there is."""
        self._level = min(max(0, self._level + step), len(self._levels) - 1)
        self._show()

    def on_row_list_entered(self) -> None:
        """Give the suggestions that are listed."""
        self.answer(tuple(one for one, _ in self._rows[: self._count]))


def percent(score: float) -> int:
    """Return a score as it is shown."""
    return round(100 * score)
