"""Codings made before their code's meaning changed, as a queue: look at each, confirm it or change it, by key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.coding.applying import recode, remove_codings
from qualcode.coding.confirming import confirm_codings
from qualcode.model.codebook import PATH_SEPARATOR
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.change_lines import change_lines
from qualcode.tui.codebook.code_picker import CodePicker
from qualcode.tui.drawing.texts import fitted, said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.groups import CODE, MORE
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.screens.acting_screen import ActingScreen
from qualcode.tui.threads.tidying import exempt

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.codebooks.staleness import StaleCoding
    from qualcode.project.project import Project
    from qualcode.tui.screens.screens_app import ScreensApp

_CODE_WIDTH = 30
_LEAST_FOR_QUOTE = 24


class StaleScreen(ActingScreen):
    """The queue."""

    CSS_PATH = "stale_screen.tcss"
    PARTS = (RowList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "confirm", "Confirm", id="stale.confirm", tooltip="The coding holds as it is", group=CODE),
        Binding("X", "recode", "Recode", id="stale.recode", tooltip="Give the coding another code", group=CODE),
        Binding("delete,backspace", "remove", "Remove", id="stale.remove", tooltip="Remove the coding", group=CODE),
        Binding(
            "A",
            "confirm_alike",
            "Confirm alike",
            id="stale.confirm-alike",
            tooltip="Confirm all codings of this code that the same change made stale",
            group=CODE,
        ),
        Binding("U,ctrl+z", "undo", "Undo", id="stale.undo", group=CODE),
        Binding("R,ctrl+y", "redo", "Redo", show=False, id="stale.redo", group=CODE),
        Binding("escape", "back", "Back", id="stale.leave", group=MORE),
    ]

    class Read(Message):
        """The stale codings were read."""

        def __init__(self, found: tuple[StaleCoding, ...], source_names: dict[str, str]) -> None:
            super().__init__()
            self.found = found
            self.source_names = source_names

    def __init__(self, project: Project, name_coder: Callable[[str], Project], source_guid: str | None = None) -> None:
        """Show one's own stale codings in one source, or in all; everybody's where no coder is named yet."""
        super().__init__(project, name_coder)
        self._source_guid = source_guid
        self._found: tuple[StaleCoding, ...] = ()
        self._source_names: dict[str, str] = {}
        self._code_width = _CODE_WIDTH

    def compose(self) -> ComposeResult:
        """Lay out the queue above what changed and the whole quote."""
        with Vertical():
            yield Static("Codings made before their code's meaning changed", id="head", markup=False)
            yield RowList()
            with VerticalScroll(id="aside", can_focus=False):
                yield Static(id="whole")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin in the queue."""
        self.query_one(RowList).focus()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: the stale codings."""
        return partial(_read, self.project, self._source_guid)

    def on_stale_screen_read(self, event: Read) -> None:
        """Show the queue; the cursor stays on its coding or, where that is done with, on the next one."""
        rows = self.query_one(RowList)
        standing = [each.coding.guid for each in self._found[max(rows.cursor, 0) :]]
        self._found, self._source_names = event.found, event.source_names
        self._code_width = min(_CODE_WIDTH, max((len(_name(each)) for each in self._found), default=0))
        places = {each.coding.guid: place for place, each in enumerate(self._found)}
        place = next((places[guid] for guid in standing if guid in places), len(self._found) - 1 if standing else 0)
        count = f"{len(self._found):,} coding{'' if len(self._found) == 1 else 's'}"
        where = f" in {self._source_names.get(self._source_guid, '')}" if self._source_guid else ""
        whose = f" of {self.project.coder}" if self.project.coder else ""
        told = f"{count}{whose}{where} made before the meaning of their code changed"
        self.query_one("#head", Static).update(said(told))
        instead = said("Nothing to look at again: every coding was made under what its code means today.", "dim")
        rows.show_rows(len(self._found), self._drawn, cursor=place, instead=instead)

    def _drawn(self, index: int, width: int) -> Content:
        each = self._found[index]
        code_width = max(0, min(self._code_width, width - _LEAST_FOR_QUOTE))
        quote = said(f"“{each.coding.quote}”")
        return (fitted(said(_name(each)), code_width) + Content("  ") + quote).truncate(width, ellipsis=True)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell what changed, and show the quote whole."""
        whole = Content("")
        if 0 <= event.index < len(self._found):
            each = self._found[event.index]
            coding = each.coding
            place = f"{self._source_names.get(coding.source_guid, '')}, turn {coding.first_turn}, {coding.coder}"
            whole = Content("\n").join(
                [
                    said(each.path, "bold"),
                    change_lines(each.changes),
                    Content.assemble(said(f"“{coding.quote}”", "italic"), "  ", said(place, "dim")),
                ]
            )
        self.query_one("#whole", Static).update(whole)
        self.query_one("#aside").scroll_home(animate=False)

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Open the transcript at the coding."""
        coding = self._found[event.index].coding
        if self.is_current:
            cast("ScreensApp", self.app).show_source(coding.source_guid, coding.segment)

    def _here(self) -> StaleCoding | None:
        place = self.query_one(RowList).cursor
        return self._found[place] if 0 <= place < len(self._found) else None

    def action_confirm(self) -> None:
        """Let the coding under the cursor remember today's codebook."""
        if here := self._here():
            self.act(partial(self.done, confirm_codings, [here.coding.guid]))

    def action_confirm_alike(self) -> None:
        """Confirm all codings of the same code that the same changes made stale."""
        here = self._here()
        if here:
            alike = [
                each.coding.guid
                for each in self._found
                if each.coding.code_guid == here.coding.code_guid and each.changes == here.changes
            ]
            self.act(partial(self.done, confirm_codings, alike))
            self.notify(f"Confirmed {len(alike)}. {way_to(self, 'stale.undo')} undoes all of them.", markup=False)

    def action_recode(self) -> None:
        """Ask for another code for the coding under the cursor."""
        here = self._here()
        if here is None:
            return

        def picked(guid: str | None) -> None:
            if guid:
                self.act(partial(self.done, recode, here.coding.guid, guid))

        self.app.push_screen(CodePicker(self.project.codebooks(), title=f"Instead of “{here.path}”"), picked)

    def action_remove(self) -> None:
        """Remove the coding under the cursor."""
        if here := self._here():
            self.act(partial(self.done, remove_codings, [here.coding.guid]))


def _name(each: StaleCoding) -> str:
    return each.path.rpartition(PATH_SEPARATOR)[2]


def _read(project: Project, source_guid: str | None) -> StaleScreen.Read:
    found = project.stale_codings(source=source_guid, coder=project.coder or None)
    exempt(found)
    return StaleScreen.Read(found, {source.guid: source.name for source in project.source_list()})
