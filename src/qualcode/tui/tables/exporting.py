"""Writing the table on the screen to a file: the ending says the format, and nothing is overwritten unasked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.base import QualcodeError
from qualcode.errors.files import UnknownFormatError
from qualcode.files import is_there
from qualcode.model.display import harmless_line
from qualcode.project.opening import now
from qualcode.tui.asking.confirmation import Confirmation
from qualcode.tui.asking.line_prompt import LinePrompt
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.groups import MAKE
from qualcode.tui.tables.asked import PAIRS
from qualcode.tui.tables.command_line import command_of
from qualcode.tui.tables.filtering import TableFiltering
from qualcode.tui.tables.page import NAMES
from qualcode.tui.tables.papers import HAS_CHART, chart_of, in_order, paper_of

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.project.project import Project
    from qualcode.tui.tables.asked import Asked
    from qualcode.tui.tables.page import Page


@dataclass(frozen=True, slots=True)
class Shown:
    """The table that is on the screen.

    Attributes:
        page: itself.
        asked: what was asked for it.
        sorted_by: a column, and whether descending; None for the table's own order.
    """

    page: Page
    asked: Asked
    sorted_by: tuple[int, bool] | None = None

    @property
    def order(self) -> str:
        """How it is sorted, in words; nothing where it is not."""
        if self.sorted_by is None:
            return ""
        column, descending = self.sorted_by
        heading = self.page.corner if column == NAMES else self.page.columns[column].heading
        return f"by {heading}, {'descending' if descending else 'ascending'}"


class TableExporting(TableFiltering):
    """The command that exports."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("X,x", "export", "Export", id="tables.export", tooltip="Write this table to a file", group=MAKE)
    ]

    class Written(Message):
        """A file was written, or could not be."""

        def __init__(self, words: str, *, is_refusal: bool) -> None:
            super().__init__()
            self.words = words
            self.is_refusal = is_refusal

    def as_shown(self, asked: Asked) -> Project:
        """Return the project as a table shows it: under pseudonyms, if that is asked for."""
        return self.project.pseudonymized() if asked.is_pseudonymized else self.project

    def shown(self) -> Shown:
        """Return the table that is on the screen, what was asked for it, and how it is sorted."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Ask for a file."""
        table = self.shown()
        asked = table.asked
        if not _has_rows(table.page):
            self.notify("There is nothing to export yet.", markup=False)
            return
        prompt = LinePrompt(
            "Export this table to which file? Its ending says the format",
            f"{asked.kind}.xlsx",
            check=lambda line: _checked(line, asked),
            remark=lambda line: _remark(line, asked),
        )
        self.app.push_screen(prompt, lambda line: self._export(table, line))

    def _export(self, table: Shown, line: str | None) -> None:
        if line is None:
            return
        path = _path(line)
        if not is_there(path):
            self._write(table, path)
            return
        words = f"{path} is there already. What is in it will be lost."
        question = Confirmation("Replace the file?", words, "replaces it")
        self.app.push_screen(question, lambda yes: self._write(table, path) if yes else self.action_export())

    def _write(self, table: Shown, path: Path) -> None:
        work = partial(self._written, self.as_shown(table.asked), table, path)
        self.run_worker(work, thread=True, group="export")

    def _written(self, project: Project, table: Shown, path: Path) -> None:
        try:
            words, is_refusal = f"Written: {_write(project, table, path)}", False
        except QualcodeError as error:
            words, is_refusal = str(error), True
        self.post_message(self.Written(words, is_refusal=is_refusal))

    def on_table_exporting_written(self, event: Written) -> None:
        """Say what was written, or why nothing was."""
        self.notify(harmless_line(event.words), severity="error" if event.is_refusal else "information", markup=False)


def _has_rows(page: Page) -> bool:
    return page.frame is not None and not page.frame.is_empty()


def _path(line: str) -> Path:
    return Path(line).expanduser() if line.startswith("~") else Path(line)


def _endings(asked: Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the endings of tables, and of charts, that this table can be written to."""
    from qualcode.exports.charts import CHART_ENDINGS
    from qualcode.exports.tables import ENDINGS, NETWORK

    return (*ENDINGS, *((NETWORK,) if asked.kind == PAIRS else ())), CHART_ENDINGS if asked.kind in HAS_CHART else ()


def _checked(line: str, asked: Asked) -> None:
    """Refuse a file of another ending.

    Raises:
        UnknownFormatError: it has one that this table is not written to.
    """
    known = [ending for endings in _endings(asked) for ending in endings]
    if _path(line).suffix.lower() not in known:
        raise UnknownFormatError(line, known)


def _remark(line: str, asked: Asked) -> Content:
    tables, charts = _endings(asked)
    told = f"Tables: {' '.join(tables)}" + (f". Charts: {' '.join(charts)}" if charts else "")
    path = _path(line)
    if path.suffix and is_there(path):
        told = f"{path} is there already; you will be asked before it is replaced. {told}"
    return said(told, "dim")


def _write(project: Project, shown: Shown, path: Path) -> str:
    """Write the table, or its chart, and return what is said of it.

    What is for readers has its rows as they stand on the screen; figures for programs, and charts, keep the order that
    the command gives them.

    Raises:
        EmptySelectionError: there is nothing to write.
        ChartError, NotPairsError, TooLargeForExcelError, UnwritableFileError: it cannot be written.
    """
    from qualcode.exports.charts import CHART_ENDINGS, write_chart
    from qualcode.exports.tables import WITHOUT_ABOUT, fingerprint, write_sidecar, write_table

    asked, page = shown.asked, shown.page
    if page.frame is None:
        raise EmptySelectionError("this table has no rows.")
    table, options, words = command_of(asked)
    about = {
        "title": page.title,
        **project.made_from(command=words, at=now()),
        "coders": list(asked.selection.coders or project.coders()),
        "moderator_counted": asked.with_moderator,
        "selection": asked.selection.sentence() or "everything",
        "table": table,
        "options": options,
        "figures": fingerprint(page.frame),
        **({"sorted": shown.order} if shown.order else {}),
    }
    drawn = chart_of(asked, page.frame) if path.suffix.lower() in CHART_ENDINGS else None
    if drawn is not None:
        write_chart(*drawn, path, about)
        return str(path)
    paper = paper_of(asked, page.frame, page.base)
    if shown.sorted_by is not None:
        column, descending = shown.sorted_by
        paper = in_order(paper, page, column, descending=descending)
    write_table(page.frame, path, about, page=paper)
    if path.suffix.lower() in WITHOUT_ABOUT:
        return f"{path}, and {write_sidecar(path, about).name} beside it"
    return str(path)
