"""Coding all hits of a search: the passages to be coded, before they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content

from qualcode.suggestions.search.autocoding import CODED_UNITS
from qualcode.tui.asking.question import Question
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import fitted, said
from qualcode.tui.keys.groups import ANSWER
from qualcode.tui.keys.keymap import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.suggestions.search.autocoding import CodedUnit, Passage, Plan

_UNITS = {"match": "each hit itself", "sentence": "its sentence", "turn": "its turn"}


class PassageList(RowList):
    """The passages; to code all of them takes a key, not a click on one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.unit(-1)", "Less around each hit", id="autocode.less", group=ANSWER),
        Binding("right", "screen.unit(1)", "More around each hit", id="autocode.more", group=ANSWER),
        Binding(
            "M", "screen.moderator", "With what the moderator says, or without", id="autocode.moderator", group=ANSWER
        ),
    ]

    def click_row(self, index: int, cell: int) -> None:
        """Only stand on the passage."""


class AutocodePreview(Question[tuple["Passage", ...]]):
    """Ask what around each hit is to be coded; gives these passages, or None when left."""

    DEFAULT_CSS = """
    AutocodePreview > PassageList {
        width: 90%; max-width: 110; height: auto; max-height: 80%; padding: 0 1;
        border: round $primary; background: $surface;
    }
    """
    PARTS = (PassageList,)

    def __init__(self, code: str, looked_for: str, plans: Mapping[tuple[CodedUnit, bool], Plan]) -> None:
        """Ask.

        Args:
            code: the path of the code.
            looked_for: what was searched for, as it is spoken of.
            plans: what would be coded, by the unit that is coded and whether the moderator is coded too.
        """
        super().__init__()
        self._code = code
        self._looked_for = looked_for
        self._plans = plans
        self._unit = CODED_UNITS.index("sentence")
        self._with_moderator = False

    @property
    def _plan(self) -> Plan:
        return self._plans[CODED_UNITS[self._unit], self._with_moderator]

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield PassageList()

    def on_mount(self) -> None:
        """Fill the list."""
        self._show()

    def _show(self) -> None:
        plan, rows = self._plan, self.query_one(PassageList)
        count = len(plan.passages)
        left_out = [f"{plan.known} coded already"] * bool(plan.known) + [f"{plan.blind} blind"] * bool(plan.blind)
        aside = f" ({', '.join(left_out)})" if left_out else ""
        passages = f"{count} passage{'s' * (count != 1)}{aside}"
        rows.border_title = said(self.title_with(self._code, f"{passages} as ", f", for {self._looked_for}"))
        moderator = f"{key_of(self, 'autocode.moderator')} {'without' if self._with_moderator else 'with'} moderator"
        around = _UNITS[CODED_UNITS[self._unit]]
        rows.border_subtitle = said(f"← → codes {around} · {moderator} · Enter codes · Esc leaves")
        instead = said("Nothing is left to be coded here.")
        rows.show_rows(count, self._drawn, cursor=max(0, min(rows.cursor, count - 1)), instead=instead)

    def _drawn(self, index: int, _width: int) -> Content:
        passage = self._plan.passages[index]
        number = fitted(said(str(passage.turn), "dim"), len(str(self._plan.passages[-1].turn)), to_the_right=True)
        return Content("  ").join([number, said(f"“{passage.quote}”", "italic")])

    def action_unit(self, step: int) -> None:
        """Code more or less around each hit."""
        self._unit = min(max(0, self._unit + step), len(CODED_UNITS) - 1)
        self._show()

    def action_moderator(self) -> None:
        """Code what the moderator says, too, or not."""
        self._with_moderator = not self._with_moderator
        self._show()

    def on_row_list_entered(self) -> None:
        """Give the passages that are listed."""
        self.answer(self._plan.passages)
