"""Choosing which table is shown, by what, and what is counted in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

from qualcode.tui.asking.list_choice import Choice, ListChoice
from qualcode.tui.keys.groups import SEE
from qualcode.tui.screens.project_screen import ProjectScreen
from qualcode.tui.tables.asked import BY, CROSSED, THEMES, TITLES, UNITS, Asked
from qualcode.tui.tables.variable_choice import VariableChoice, variables

if TYPE_CHECKING:
    from textual.binding import BindingType


class TableChoosing(ProjectScreen):
    """The commands that choose another table."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("T,t", "choose_table", "Table", id="tables.choose", tooltip="Choose another table", group=SEE),
        Binding(
            "B,b",
            "choose_variable",
            "By",
            id="tables.variable",
            tooltip="Count by a variable; choose rows and columns of a crosstab",
            group=SEE,
        ),
        Binding("U,u", "next_unit", "Unit", show=False, id="tables.unit", tooltip="Count in the next unit", group=SEE),
    ]

    _asked: Asked

    def ask(self, asked: Asked) -> None:
        """Count otherwise."""
        raise NotImplementedError

    def _changed(self, **values: Any) -> Asked:  # noqa: ANN401  # each as its field has it
        return replace(self._asked, **values)

    def action_choose_table(self) -> None:
        """Ask which table."""
        choices = tuple(Choice(kind, title) for kind, title in TITLES.items())
        self.app.push_screen(ListChoice("Which table?", choices, self._asked.kind), self._choose_table)

    def _choose_table(self, kind: str | None) -> None:
        if kind in (BY, CROSSED):
            self._choose_by(kind)
        elif kind is not None:
            self.ask(self._changed(kind=kind))

    def action_choose_variable(self) -> None:
        """Ask what to count by."""
        if self._asked.kind in (THEMES, BY, CROSSED):
            self._choose_by(self._asked.kind)
        else:
            self.notify("This table goes by no variable; T chooses another.", markup=False)

    def _choose_by(self, kind: str) -> None:
        if kind == CROSSED:
            self.app.push_screen(ListChoice("Rows: a variable or a code", self._dimensions()), self._choose_rows)
        else:
            self.app.push_screen(VariableChoice(self.project.variable_names()), self._count_by)

    def _count_by(self, variable: str | None) -> None:
        if variable is not None:
            self.ask(self._changed(kind=BY if variable else THEMES, by=variable))

    def _choose_rows(self, rows: str | None) -> None:
        def cross(columns: str | None) -> None:
            if rows is not None and columns is not None:
                self.ask(self._changed(kind=CROSSED, rows=rows, columns=columns))

        if rows is not None:
            title = f"Columns, across {rows.partition(':')[2]}: a variable or a code"
            self.app.push_screen(ListChoice(title, self._dimensions()), cross)

    def _dimensions(self) -> tuple[Choice, ...]:
        """Return what a table can be crossed by, as `find_dimension` reads it."""
        names = [
            Choice(f"{scope}:{name}", name, "variable of cases" if scope == "case" else "variable of sources")
            for scope, name in variables(self.project.variable_names())
        ]
        books = self.project.codebooks()
        paths = [(book, code, " > ".join(above.name for above in book.lineage(code.guid))) for book in books
                 for code in book.codes]  # fmt: skip
        return (*names, *(Choice(f"code:{code.guid}", path, "code") for _, code, path in paths))

    def action_next_unit(self) -> None:
        """Count in the next unit."""
        units = UNITS.get(self._asked.kind)
        if units is None:
            self.notify("This table has one unit only.", markup=False)
            return
        unit = units[(units.index(self._asked.unit) + 1) % len(units)]
        self.ask(self._changed(units={**self._asked.units, self._asked.kind: unit}))
