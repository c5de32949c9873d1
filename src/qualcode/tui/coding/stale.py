"""From the coding screen to the queue of codings made before their code's meaning changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.tui.coding.acting import CodingActing
from qualcode.tui.keys.groups import SEE

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.project.project import Project


class CodingStale(CodingActing):
    """The way to the queue."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "exclamation_mark",
            "stale",
            "Codings made before their code's meaning changed: confirm or change them",
            show=False,
            id="coding.stale",
            group=SEE,
        ),
    ]

    def action_stale(self) -> None:
        """Show the queue of this source."""
        from qualcode.tui.codebook.stale_screen import StaleScreen

        self.app.push_screen(StaleScreen(self.project, self._named, self.desk.source.guid))

    def _named(self, name: str) -> Project:
        self.take_coder(name)
        return self.project
