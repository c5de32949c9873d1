"""What screens ask of the app that shows them, so that they need not know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from qualcode.model.transcript import Segment
    from qualcode.tui.desk.searching import Wanted
    from qualcode.tui.threads.tidying import Tidying


class ScreensApp(Protocol):
    """The app as screens see it.

    Attributes:
        searched: what was searched for last, in whichever source.
        suggests_on_moderator: whether the moderator's turns have suggestions, too.
        tidying: knows whether somebody types just now.
    """

    searched: Wanted | None
    suggests_on_moderator: bool
    tidying: Tidying

    def show_source(self, source: str, at: Segment | None = None) -> None:
        """Show a source by name or GUID, with a segment of it selected."""
