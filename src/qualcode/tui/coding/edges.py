"""Moving the edges of a coding that is there: its segment is selected, changed by the keys that select, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.tui.coding.acting import CodingActing
from qualcode.tui.keys.groups import CODE
from qualcode.tui.keys.keymap import key_of, way_to
from qualcode.tui.transcript.selection import Selection, touches

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.model.coding import Coding
    from qualcode.tui.coding.status import Key

_START, _END = ("start-word-back", "start-word-on"), ("end-word-on", "end-word-back")


class CodingEdges(CodingActing):
    """The edges of one coding."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("D", "edges", "Edges of the coding: move them, keep them", id="coding.edges", group=CODE),
    ]

    edged: Coding | None = None
    _selected_before: Selection | None = None

    def action_edges(self) -> None:
        """Select a coding of one's own to move its edges; with one selected so, keep what is selected now."""
        if self.edged is None:
            self.with_coding(self.mine(), "Edges of which coding?", self._begin)
        else:
            self._keep(self.edged)

    def _begin(self, coding: Coding) -> None:
        self._selected_before = self.transcript.selection
        self.edged = coding
        self.transcript.select(Selection(coding.segment, "word"))
        self._tell_edges(coding)

    def _tell_edges(self, coding: Coding) -> None:
        name = self.desk.name(coding.code_guid)
        moving, keep, leave = self._shown(*_START, *_END), key_of(self, "coding.edges"), key_of(self, "coding.leave")
        self.tell(f"Edges of {name}: {moving} Shift+arrows move them · {keep} keeps · {leave} leaves")

    def edge_keys(self) -> list[Key]:
        """Return the keys that move the edges, keep them and leave them."""
        names = (("coding.edges", "keep"), ("coding.leave", "as it was"))
        moving = [(self._shown(*_START), "start"), (self._shown(*_END), "end"), ("Shift+arrows", "end")]
        return moving + [(key_of(self, name), what) for name, what in names]

    def _shown(self, *names: str) -> str:
        return " ".join(key_of(self, f"transcript.{name}") for name in names)

    def _keep(self, coding: Coding) -> None:
        selection = self.transcript.selection
        if selection is None or selection.segment == coding.segment:
            self.edged = None
            self.tell("The edges are where they were.")
            return
        if self.act(lambda: self.desk.resize(coding, selection.segment)):
            self.edged = None
            undo = way_to(self, "coding.undo")
            self.tell_of(coding.code_guid, "New edges of ", f" · {undo} takes them back")

    def leave_edges(self) -> None:
        """Leave the edges as they were and select what was selected before."""
        self.edged = None
        if self._selected_before:
            self.transcript.select(self._selected_before)
        self.tell("The edges are where they were.")

    def follow(self) -> None:
        """Leave the edges when something else is selected."""
        super().follow()
        selection = self.transcript.selection
        if self.edged is None or selection is None:
            return
        if self.edged.guid in self.desk.codings and touches(selection.segment, self.edged.segment):
            self._tell_edges(self.edged)
        else:
            self.edged = None
            self.tell("The edges are where they were.")
