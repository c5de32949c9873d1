"""Home: the project, who is coding, and its sources with how far their coding has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.errors.files import UnreadableFileError
from qualcode.files import is_there
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.coding.revised_screen import RevisedScreen
from qualcode.tui.drawing.texts import in_columns, said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.groups import MAKE, MORE, ROWS, SEE
from qualcode.tui.screens.history_screen import HistoryScreen
from qualcode.tui.screens.project_screen import ProjectScreen
from qualcode.tui.tables.screen import TablesScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.project.project import Project

_BAR = 8
_HEADINGS = ("source", "lang", "turns", "read", "coded turns", "codings")
_LONGEST_NAME, _LONGEST_VALUE = 34, 26


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as it is shown; `talk_turns` are those of participants, `coded_turns` how many of them are coded.

    Attributes:
        read: how many turns the coder has read.
    """

    guid: str
    name: str
    language: str
    turns: int
    read: int
    talk_turns: int
    coded_turns: int
    codings: int
    variables: dict[str, str]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home screen shows."""

    name: str
    sources: tuple[SourceLine, ...]
    has_codes: bool


class SourceList(RowList):
    """The list of sources, whose first key the footer names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", id="home.open", tooltip="Open the source and code it", group=ROWS)
    ]


class HomeScreen(ProjectScreen):
    """The sources as a table; Enter opens one."""

    CSS_PATH = "home_screen.tcss"
    PARTS = (SourceList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "T,t",
            "frequencies",
            "Frequency table",
            id="home.frequencies",
            tooltip="Theme frequency table: how often, by how many",
            group=SEE,
        ),
        Binding(
            "A,a",
            "add",
            "Add transcripts",
            id="home.add",
            tooltip="Add transcripts: a file, a folder or a zip file, looked at first",
            group=MAKE,
        ),
        Binding("H,h", "history", "History", id="home.history", tooltip="History of what was done", group=SEE),
        Binding(
            "R,r",
            "revised",
            "Review",
            id="home.revised",
            tooltip="Codings that a new text left in doubt",
            group=SEE,
            show=False,
        ),
        Binding("Q,q", "app.quit", "Quit", tooltip="Quit; everything is saved already", id="home.quit", group=MORE),
    ]

    class SourceChosen(Message):
        """A source was chosen to be opened."""

        def __init__(self, guid: str) -> None:
            super().__init__()
            self.guid = guid

    class Offered(Message):
        """Transcripts are to be looked at and added."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    class Seen(Message):
        """The project was read."""

        def __init__(self, overview: Overview) -> None:
            super().__init__()
            self.overview = overview

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._overview = Overview("", (), has_codes=True)
        self._variables: tuple[str, ...] = ()
        self._widths: tuple[int, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the project's head, its sources and what to do next."""
        with Vertical():
            yield Static(id="head")
            yield SourceList()
            yield Static(id="next")
        yield KeyFooter()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: the sources and how far they are coded."""
        return partial(_see, self.project)

    def on_home_screen_seen(self, event: Seen) -> None:
        """Show the sources; the cursor stays on its source."""
        rows = self.query_one(RowList)
        before = self._overview.sources
        standing = before[rows.cursor].guid if 0 <= rows.cursor < len(before) else None
        self._overview = event.overview
        sources = self._overview.sources
        self._variables = _variables(sources)
        lines = [self._cells(source) for source in sources]
        titles = [said(title) for title in (*_HEADINGS, *self._variables)]
        limits = (_LONGEST_NAME, *(_LONGEST_VALUE for _ in titles[1:]))
        columns = zip(*([titles, *lines] if lines else [titles]), strict=True)
        needed = (
            min(limit, max(cell.cell_length for cell in column)) for limit, column in zip(limits, columns, strict=True)
        )
        self._widths = tuple(-width if place in (2, 3, 5) else width for place, width in enumerate(needed))
        self.query_one("#head", Static).update(self._head())
        self.query_one("#next", Static).update(_next_step(self._overview))
        rows.show_rows(
            len(sources),
            lambda index, _width: in_columns(self._cells(sources[index]), self._widths),
            cursor=next((place for place, source in enumerate(sources) if source.guid == standing), 0),
            header=in_columns(titles, self._widths) if sources else None,
            row_width=sum(abs(width) + 2 for width in self._widths) - 2 if sources else 0,
            fixed=self._widths[0] + 2,
        )

    def _cells(self, source: SourceLine) -> list[Content]:
        return [
            said(source.name, "bold"),
            said(source.language),
            said(str(source.turns)),
            said(str(source.read)),
            progress(source.coded_turns, source.talk_turns),
            said(str(source.codings)),
            *(said(source.variables.get(name, "")) for name in self._variables),
        ]

    def _head(self) -> Content:
        sources = self._overview.sources
        coded, talk = sum(source.coded_turns for source in sources), sum(source.talk_turns for source in sources)
        counted = f"{len(sources)} sources" if len(sources) != 1 else "1 source"
        coder = f"coder: {self.project.coder}" if self.project.coder else "coder: asked at the first act"
        facts = f"{coder} · {counted} · {coded} of {talk} participants' turns coded"
        return said(self._overview.name, "bold") + Content("\n") + said(facts, "dim")

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Tell which source was chosen."""
        self.post_message(self.SourceChosen(self._overview.sources[event.index].guid))

    def action_frequencies(self) -> None:
        """Show the theme frequency table."""
        self.app.push_screen(TablesScreen(self.project))

    def action_revised(self) -> None:
        """Show the codings that a new text left in doubt."""
        self.app.push_screen(RevisedScreen(self.project))

    def action_add(self) -> None:
        """Ask which file, folder or zip file of transcripts is to be looked at."""
        from qualcode.tui.asking.line_prompt import LinePrompt

        def named(path: str | None) -> None:
            if path:
                self.post_message(self.Offered(path))

        prompt = LinePrompt("Which file, folder or zip file?", check=_checked_path, placeholder="transcripts/")
        self.app.push_screen(prompt, named)

    def action_history(self) -> None:
        """Show the journal."""
        self.app.push_screen(HistoryScreen(self.project))


def _checked_path(line: str) -> Path:
    path = Path(line).expanduser()
    if not is_there(path):
        raise UnreadableFileError(line, "there is no such file or folder")
    return path


def _see(project: Project) -> HomeScreen.Seen:
    read = project.reading_places()
    sources = tuple(
        SourceLine(
            guid=facts.guid,
            name=facts.name,
            language=facts.language,
            turns=facts.turns,
            read=sum(last - first + 1 for first, last in read[facts.guid].turns_read) if facts.guid in read else 0,
            talk_turns=facts.talk_turns,
            coded_turns=facts.coded_turns,
            codings=facts.codings,
            variables=dict(facts.variables),
        )
        for facts in project.source_list()
    )
    has_codes = any(book.codes for book in project.codebooks())
    return HomeScreen.Seen(Overview(project.facts().name, sources, has_codes))


def _variables(sources: tuple[SourceLine, ...]) -> tuple[str, ...]:
    """Return the names of the sources' variables, those with short values first, so that more are in sight."""
    longest: dict[str, int] = {}
    for source in sources:
        for name, value in source.variables.items():
            longest[name] = max(longest.get(name, len(name)), len(value))
    return tuple(sorted(longest, key=longest.__getitem__))


def progress(coded: int, talk: int) -> Content:
    """Return how many of so many turns are coded, as a small bar, full only when all are, and in numbers."""
    full = max(_BAR * coded // talk, 1) if coded else 0
    bar = Content.styled("█" * full, "$success") + Content.styled("░" * (_BAR - full), "dim")
    return bar + Content(f" {coded}/{talk}")


def _next_step(overview: Overview) -> Content:
    """Return what to do where something is missing that coding needs."""
    steps = []
    if not overview.sources:
        steps.append(("There is no transcript yet. Import some:", "qualcode import FILE…"))
    if not overview.has_codes:
        steps.append(("There is no codebook yet. Import one:", "qualcode codebook import FILE"))
    return Content("\n").join(Content.assemble(why, "  ", (command, "bold")) for why, command in steps)
