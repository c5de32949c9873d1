"""The theme frequency table as a screen: how often, by how many people, in how many groups; or by a variable.

The figures are those of `qualcode freq`. Counting happens in a worker; here they are only set in columns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.tui.drawing import in_columns, said
from qualcode.tui.key_footer import KeyFooter
from qualcode.tui.key_groups import MORE, SEE
from qualcode.tui.project_screen import ProjectScreen
from qualcode.tui.question import Question
from qualcode.tui.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.project import Project

_NARROWEST_NAME = 20
_ALWAYS_THERE = (("source", "group"), ("source", "source"))
_WHOSE = {"case": "of participants", "source": "of sources"}


@dataclass(frozen=True, slots=True)
class Line:
    """A code and its figures as text; a codebook's name where `depth` is -1."""

    name: str
    path: str
    depth: int
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A frequency table as text.

    Attributes:
        headings: of the figures.
        lines: in tree order.
        base: what was counted.
        name_width: cells of the longest name with its indentation.
        widths: cells of each column of figures.
    """

    headings: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    base: str = ""
    name_width: int = 0
    widths: tuple[int, ...] = ()


class FrequencyScreen(ProjectScreen):
    """The table, what it was counted from, and keys to count otherwise."""

    CSS_PATH = "frequency_screen.tcss"
    PARTS = (RowList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "B,b", "choose_variable", "By a variable", id="table.variable", tooltip="Count by a variable", group=SEE
        ),
        Binding(
            "O,o",
            "turn_moderator",
            "Moderator in/out",
            id="table.moderator",
            tooltip="Count the moderator's turns, or leave them out",
            group=SEE,
        ),
        Binding(
            "Z,z",
            "turn_zero",
            "Zero rows",
            id="table.zero",
            tooltip="Show codes nobody voiced, or leave them out",
            group=SEE,
        ),
        Binding("escape", "back", "Back", id="table.leave", group=MORE),
    ]

    class Counted(Message):
        """A table was counted."""

        def __init__(self, table: Table) -> None:
            super().__init__()
            self.table = table

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._by: str | None = None
        self._with_moderator = False
        self._keep_zero = True
        self._table = Table()
        self._widths: tuple[int, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the table between what was counted and the path of the code under the cursor."""
        with Vertical():
            yield Static("Themes", id="head", markup=False)
            yield Static("counting…", id="base", markup=False)
            yield RowList()
            yield Static(id="path")
        yield KeyFooter()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: the table as the keys have set it."""
        return partial(_count, self.project, self._by, with_moderator=self._with_moderator, keep_zero=self._keep_zero)

    def on_frequency_screen_counted(self, event: Counted) -> None:
        """Show the table; the cursor stays on its code."""
        cursor = self.query_one(RowList).cursor
        standing = self._table.lines[cursor].path if 0 <= cursor < len(self._table.lines) else None
        self._table = event.table
        by = f" by {self._by.partition(':')[2]}" if self._by else ""
        self.query_one("#head", Static).update(said(f"Themes{by}"))
        self.query_one("#base", Static).update(said(self._table.base))
        self._lay_out(next((place for place, line in enumerate(self._table.lines) if line.path == standing), 0))

    def on_resize(self) -> None:
        """Give the names the room that is left."""
        self._lay_out(self.query_one(RowList).cursor)

    def _lay_out(self, cursor: int) -> None:
        rows = self.query_one(RowList)
        table = self._table
        room = self.size.width - 3 - sum(width + 2 for width in table.widths)
        name_width = max(_NARROWEST_NAME, min(room, table.name_width))
        self._widths = (name_width, *(-width for width in table.widths))
        rows.show_rows(
            len(table.lines),
            self._drawn,
            cursor=cursor,
            header=in_columns([said("theme, code"), *map(said, table.headings)], self._widths),
            row_width=name_width + sum(width + 2 for width in table.widths),
            fixed=name_width + 2,
            instead=said("There are no codes yet." if self._keep_zero else "Nothing was voiced yet.", "dim"),
        )

    def _drawn(self, index: int, _width: int) -> Content:
        line = self._table.lines[index]
        if line.depth < 0:
            return said(line.name, "bold underline")
        name = Content("  " * line.depth) + said(line.name, "bold" if line.depth == 0 else "")
        figures = [said(figure, "dim" if figure.startswith("0") else "") for figure in line.figures]
        return in_columns([name, *figures], self._widths)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say the whole path of the code under the cursor."""
        path = self._table.lines[event.index].path if 0 <= event.index < len(self._table.lines) else ""
        self.query_one("#path", Static).update(said(path))

    def action_choose_variable(self) -> None:
        """Ask for a variable and count by it."""
        self.app.push_screen(VariableChoice(self.project.variable_names()), self._count_by)

    def _count_by(self, variable: str | None) -> None:
        if variable is not None:
            self._by = variable or None
            self.read_again()

    def action_turn_moderator(self) -> None:
        """Count the moderator's turns, too, or leave them out again."""
        self._with_moderator = not self._with_moderator
        self.read_again()

    def action_turn_zero(self) -> None:
        """Leave out codes that nobody voiced, or show them again."""
        self._keep_zero = not self._keep_zero
        self.read_again()


class VariableChoice(Question[str]):
    """Ask for a variable; gives it as `case:NAME` or `source:NAME`, empty for none, or None when left."""

    PARTS = (RowList,)
    DEFAULT_CSS = """
    VariableChoice > RowList {
        width: 50; height: auto; max-height: 80%; padding: 0 1; border: round $primary; background: $surface;
    }
    """

    def __init__(self, names: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        always = [known for known in _ALWAYS_THERE if known not in names]
        self._names = [*names, *always]

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        rows = RowList()
        rows.border_title = "By which variable?"
        rows.border_subtitle = "Enter chooses · Esc leaves"
        yield rows

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(RowList).show_rows(len(self._names) + 1, self._drawn)

    def _drawn(self, index: int, _width: int) -> Content:
        if index == 0:
            return said("none: all together", "italic")
        scope, name = self._names[index - 1]
        return said(name) + Content(" ") + said(_WHOSE[scope], "dim")

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Give the variable that was chosen."""
        self.answer(":".join(self._names[event.index - 1]) if event.index else "")


def _count(project: Project, by: str | None, *, with_moderator: bool, keep_zero: bool) -> FrequencyScreen.Counted:
    frame = project.frequencies(by, with_moderator=with_moderator, keep_zero=keep_zero)
    counted = "everybody's turns" if with_moderator else "participants' turns, moderator left out"
    coders = ", ".join(project.coders()) or "nobody yet"
    base = [f"Counted: {counted}; codings of {coders}"]
    if by:
        base.append("in each column, participants who voiced it, of its N")
    if not keep_zero:
        base.append("codes that nobody voiced are left out")
    rows = list(frame.iter_rows(named=True))
    lines, headings = (_by_level(rows) if by else _together(rows)) if rows else ((), ())
    columns = zip(headings, *(line.figures for line in lines if line.figures), strict=True)
    table = Table(
        headings=headings,
        lines=lines,
        base="; ".join(base) + ".",
        name_width=max((said(line.name).cell_length + 2 * line.depth for line in lines), default=0),
        widths=tuple(max(said(cell).cell_length for cell in column) for column in columns),
    )
    return FrequencyScreen.Counted(table)


def _together(rows: list[dict[str, Any]]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Return a line a code with its own figures, and their headings with the bases."""
    figures: list[tuple[str, ...]] = [
        (
            str(row["codings"]),
            str(row["turns"]),
            _share(row["participants"], row["participants_total"]),
            _share(row["groups"], row["groups_total"]),
        )
        for row in rows
    ]
    return _lines(rows, figures), ("codings", "turns", "participants", "groups")


def _by_level(rows: list[dict[str, Any]]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Return a line a code with its participants at each level, and the levels with their bases."""
    levels = {row["level"]: f"{row['level']}, N {row['participants_total']}" for row in rows}
    cells: dict[str, dict[str, str]] = {}
    for row in rows:
        n, percent = row["participants"], _percent(row["participants"], row["participants_total"])
        cells.setdefault(row["code_guid"], {})[row["level"]] = f"{n} ({percent} %)"
    first = [row for row in rows if row["level"] == rows[0]["level"]]
    figures = [tuple(cells[row["code_guid"]][level] for level in levels) for row in first]
    return _lines(first, figures), tuple(levels.values())


def _share(n: int, total: int) -> str:
    return f"{n} of {total} ({_percent(n, total)} %)" if total else "–"


def _percent(n: int, total: int) -> int:
    """Return 100 n / N, halves rounded up, as in every table."""
    return (200 * n + total) // (2 * total)


def _lines(rows: list[dict[str, Any]], figures: list[tuple[str, ...]]) -> tuple[Line, ...]:
    several = len({row["codebook"] for row in rows}) > 1
    lines = []
    codebook = None
    for row, own in zip(rows, figures, strict=True):
        if several and row["codebook"] != codebook:
            codebook = row["codebook"]
            lines.append(Line(codebook, codebook, -1))
        lines.append(Line(row["code"], row["path"], row["depth"], own))
    return tuple(lines)
