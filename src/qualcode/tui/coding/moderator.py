"""Suggestions on what the moderator says: none unless asked for, and then in every source until the program ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding

from qualcode.model.transcript import cases_heard
from qualcode.tui.coding.board import CodingBoard
from qualcode.tui.keys.groups import SUGGESTIONS
from qualcode.tui.keys.keymap import way_to

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.tui.screens.screens_app import ScreensApp


class CodingModerator(CodingBoard):
    """Whether the turns of moderators and observers have suggestions, too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f4",
            "suggest_on_moderator",
            "Suggest on the moderator's turns too, or not",
            id="coding.suggest-moderator",
            group=SUGGESTIONS,
        ),
    ]

    def action_suggest_on_moderator(self) -> None:
        """Look for suggestions on the moderator's turns, too, or on the participants' only."""
        app = cast("ScreensApp", self.app)
        app.suggests_on_moderator = not app.suggests_on_moderator
        key = way_to(self, "coding.suggest-moderator")
        if app.suggests_on_moderator:
            self.tell(f"Suggestions on the moderator's turns too, in this session · {key} ends that")
        else:
            self._forget_moderator()
            self.tell("Suggestions on participants' turns only")
        self.suggest()

    def _forget_moderator(self) -> None:
        """Show no suggestion on a turn of somebody who is not coded unless asked for."""
        source = self.desk.source
        heard = cases_heard(source)
        talk = {turn.number for turn in source.turns if turn.case_guid in heard}
        left = tuple(one for one in self.desk.suggestions if self.desk.turn_number(one.segment.start) in talk)
        if self.suggestion is not None and self.suggestion not in left:
            self.suggestion = None
        self.desk.show_suggestions(left)
