"""What the preview shows of transcripts before they come in: labels, who speaks, how often, what is doubtful."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.transcripts.labels.doubts import NEAR
from qualcode.transcripts.labels.shapes import label_key
from qualcode.transcripts.profiles import Profile
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import in_columns, said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.groups import ROWS
from qualcode.tui.preview.desk import Look, PreviewDesk, words_around
from qualcode.tui.preview.lines import head_lines, label_cells
from qualcode.tui.screens.acting_screen import ActingScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.project.project import Project
    from qualcode.transcripts.labels.seen import SeenLabel

_HEADINGS = ("", "label", "speaker", "role", "times", "line", "looks", "variables")
_LONGEST = 24
_DOUBTS = 4


class LabelList(RowList):
    """The labels of a file, whose first key the footer names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Right name", id="preview.rename", tooltip="The right name of a label", group=ROWS)
    ]


class PreviewBoard(ActingScreen):
    """The labels of one file, and how far the reading of all files has come; keys are said by `PreviewScreen`."""

    CSS_PATH = "screen.tcss"
    PARTS = (LabelList,)

    class Looked(Message):
        """A file was looked at as it is told now."""

        def __init__(self, place: int, told: Profile, look: Look) -> None:
            super().__init__()
            self.place = place
            self.told = told
            self.look = look

    class Nothing(Message):
        """All files were looked at already."""

    def __init__(self, project: Project, name_coder: Callable[[str], Project], desk: PreviewDesk) -> None:
        """Show files; the desk is closed with the screen."""
        super().__init__(project, name_coder)
        self.desk = desk
        self._place = 0
        self._labels: tuple[SeenLabel, ...] = ()
        self._roles: dict[str, str] = {}
        self._variables: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out what the file is, its labels, where one stands and what is doubtful."""
        with Vertical():
            yield Static(id="head")
            yield LabelList()
            yield Static(id="around")
            yield Static(id="doubts")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Say which files cannot be opened at all."""
        for reason in self.desk.refused[:3]:
            self.notify(reason, severity="warning", markup=False)
        self._show()

    def on_unmount(self) -> None:
        """Let go of zip files."""
        super().on_unmount()
        self.desk.close()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: how the next file reads that was not looked at."""
        return partial(_looked, self.desk, self._place)

    @on(Looked)
    def _keep(self, event: Looked) -> None:
        if self.desk.profiles[event.place] == event.told:
            self.desk.looks[event.place] = event.look
        if event.place == self._place:
            self._show()
        else:
            self._show_head()
        self.read_again()

    @on(Nothing)
    def _all_read(self) -> None:
        self._show_head()

    def _look(self) -> None:
        """Nothing in the project changes how files read."""

    @property
    def look(self) -> Look | None:
        """The file that is shown, as it reads now; None while it is being read."""
        return self.desk.looks.get(self._place)

    def _show(self) -> None:
        look = self.look
        reading = look.reading if look else None
        rows = self.query_one(LabelList)
        self._labels = reading.labels if reading else ()
        people = {label_key(one.label): one for one in reading.speakers} if reading else {}
        self._roles = {key: one.role for key, one in people.items()}
        self._variables = {
            key: ", ".join(f"{name} {value}" for name, value in one.variables) for key, one in people.items()
        }
        lines = [label_cells(label, self._roles, self._variables) for label in self._labels]
        titles = [said(title) for title in (_HEADINGS if any(self._variables.values()) else _HEADINGS[:-1])]
        lines = [cells[: len(titles)] for cells in lines]
        columns = zip(*([titles, *lines] if lines else [titles]), strict=True)
        needed = [min(_LONGEST, max(cell.cell_length for cell in column)) for column in columns]
        widths = tuple(-width if place in (4, 5) else width for place, width in enumerate(needed))
        rows.show_rows(
            len(lines),
            lambda index, _width: in_columns(lines[index], widths),
            cursor=max(rows.cursor, 0),
            header=in_columns(titles, widths) if lines else None,
            instead=self._instead(),
        )
        self._show_head()
        # What is near another label is shown in its row, too.
        doubts = sorted(reading.doubts, key=lambda doubt: doubt.startswith(NEAR)) if reading else []
        more = [f"… and {len(doubts) - _DOUBTS + 1} more doubts: see --dry-run"] if len(doubts) > _DOUBTS else []
        shown = [*doubts[: _DOUBTS - len(more)], *more]
        self.query_one("#doubts", Static).update(Content("\n").join(said(f"? {doubt}", "$warning") for doubt in shown))

    def _instead(self) -> Content:
        look = self.look
        if not self.desk.found:
            return said("There is nothing to import.")
        if look is None:
            return said("reading …", "dim")
        if look.reading is None:
            return said(look.reason, "$error")
        return said("One speaker says all of it.", "dim")

    def _show_head(self) -> None:
        self.query_one("#head", Static).update(head_lines(self.desk, self._place))

    @on(RowList.Moved)
    def _show_around(self, event: RowList.Moved) -> None:
        look = self.look
        text = ""
        if look and look.reading and 0 <= event.index < len(self._labels):
            text = words_around(look.reading, self._labels[event.index])
        elif look and look.reading:
            text = look.reading.text[:600]
        self.query_one("#around", Static).update(Content("\n").join(said(line) for line in text.split("\n")))

    def _under_cursor(self) -> SeenLabel | None:
        place = self.query_one(LabelList).cursor
        return self._labels[place] if 0 <= place < len(self._labels) else None

    def _tell(self, profile: Profile) -> None:
        self.desk.tell(self._place, profile)
        self.read_again()

    @property
    def _told(self) -> Profile:
        return self.desk.profiles[self._place] if self.desk.found else Profile()


def _looked(desk: PreviewDesk, first: int) -> Message:
    place = desk.next_unread(first)
    if place is None:
        return PreviewBoard.Nothing()
    told = desk.profiles[place]
    return PreviewBoard.Looked(place, told, desk.look(place))
