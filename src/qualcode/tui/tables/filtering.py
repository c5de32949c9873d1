"""Choosing from which part of the study a table is counted: one filter after another, each seen at work at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message

from qualcode.analysis.selection import EVERYTHING
from qualcode.tui.asking.line_prompt import LinePrompt
from qualcode.tui.asking.list_choice import Choice, ListChoice
from qualcode.tui.asking.several_choice import SeveralChoice
from qualcode.tui.keys.groups import SEE
from qualcode.tui.tables.choosing import TableChoosing
from qualcode.tui.tables.filter_kinds import Kind, filter_kinds, with_filter

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.project.kept_tables import KeptTables
    from qualcode.project.project import Project

_NONE = ""  # the value of the row that takes all filters away
_ANY = Choice("", "all")


class TableFiltering(TableChoosing):
    """The commands that filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("F,f", "filter", "Filter", id="tables.filter", tooltip="Count only a part of the study", group=SEE),
        Binding("C,c", "clear_filters", "Count everything again", show=False, id="tables.unfilter", group=SEE),
    ]

    _kept: KeptTables

    class Known(Message):
        """It is known what can be filtered by."""

        def __init__(self, kinds: tuple[Kind, ...], standing: str) -> None:
            super().__init__()
            self.kinds = kinds
            self.standing = standing

    def action_filter(self) -> None:
        """Ask by what to filter."""
        self._list_filters("")

    def action_clear_filters(self) -> None:
        """Count everything again."""
        self.ask(self._changed(selection=EVERYTHING))

    def _list_filters(self, standing: str) -> None:
        find = partial(self._find_kinds, self._kept.of(self.project), standing)
        self.run_worker(find, thread=True, group="filters", exclusive=True)

    def _find_kinds(self, project: Project, standing: str) -> None:
        self.post_message(self.Known(filter_kinds(project.tables(), self._asked.selection), standing))

    def on_table_filtering_known(self, event: Known) -> None:
        """List what can be filtered by, and what is."""
        if not self.is_active:
            return
        kinds = {kind.key: kind for kind in event.kinds}
        nothing = [Choice(_NONE, "no filter: count everything")] if self._asked.selection.filters() else []
        rows = (*nothing, *(Choice(key, kind.name, kind.told or "all") for key, kind in kinds.items()))

        def choose(key: str | None) -> None:
            if key == _NONE:
                self.action_clear_filters()
            elif key is not None:
                self._set_filter(kinds[key])

        standing = event.standing or next((kind.key for kind in event.kinds if kind.chosen), event.kinds[0].key)
        self.app.push_screen(ListChoice("Only a part of the study: by what?", rows, standing), choose)

    def _set_filter(self, kind: Kind) -> None:
        title = kind.name[:1].upper() + kind.name[1:]
        if kind.how == "several":
            screen = SeveralChoice(title, kind.values, kind.chosen)
            self.app.push_screen(screen, lambda marked: self._filtered(kind, marked))
        elif kind.how == "one":
            choice = ListChoice(title, (_ANY, *kind.values), "".join(kind.chosen))
            self.app.push_screen(choice, lambda value: self._filtered(kind, _given(value)))
        else:
            prompt = LinePrompt(
                f"{title} (a day or a time in UTC; empty for all)",
                "".join(kind.chosen),
                check=lambda line: with_filter(self._asked.selection, kind.key, _given(line) or ()),
                placeholder="2025-03-01",
            )
            self.app.push_screen(prompt, lambda line: self._filtered(kind, _given(line)))

    def _filtered(self, kind: Kind, values: tuple[str, ...] | None) -> None:
        """Count what is left, and ask for further filters."""
        if values is not None and values != kind.chosen:
            self.ask(self._changed(selection=with_filter(self._asked.selection, kind.key, values)))
        self._list_filters(kind.key)


def _given(line: str | None) -> tuple[str, ...] | None:
    return None if line is None else (line,) if line else ()
