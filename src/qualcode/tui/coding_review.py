"""Suggestions on the coding screen, gone through one by one: accepted, rejected, passed over."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from qualcode.tui.coding_acting import CodingActing
from qualcode.tui.desk import by_place
from qualcode.tui.keymap import way_to
from qualcode.tui.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.coding import Suggestion
    from qualcode.tui.desk_history import Change


class CodingReview(CodingActing):
    """The acts on suggestions."""

    def action_suggestion(self, step: int) -> None:
        """Select what the next suggestion, or the one before, is about."""
        found, selection = self.desk.suggestions, self.transcript.selection
        if self.suggestion in found:
            place = found.index(self.suggestion) + step
        else:
            here = selection.segment.start if selection else 0
            place = bisect_left(found, here, key=lambda one: one.segment.start) - (step < 0)
        if 0 <= place < len(found):
            self.go_to_suggestion(found[place])
        else:
            self.tell(self.suggestions_state or "No suggestion further on." if step > 0 else "No suggestion before.")

    def go_to_suggestion(self, suggestion: Suggestion) -> None:
        """Make a suggestion the current one and select what it is about."""
        self.suggestion = suggestion
        self.transcript.jump(Selection(suggestion.segment, "word"))
        self.show_suggestions()
        self.show_cursor()
        self.tell(f"{round(100 * suggestion.score)}% {self.desk.path(suggestion.code_guid)} · {suggestion.reason}")

    def action_accept(self) -> None:
        """Make a coding of the current suggestion, as it is."""
        self._judge("Accepted", self.desk.accept)

    def action_accept_selection(self) -> None:
        """Make a coding of the current suggestion for what is selected now."""
        selection = self.transcript.selection
        segment = selection.segment if selection else None
        self._judge("Accepted", lambda suggestion: self.desk.accept(suggestion, segment))

    def action_reject(self) -> None:
        """Keep that the current suggestion is wrong."""
        self._judge("Rejected", self.desk.reject)

    def _judge(self, word: str, do: Callable[[Suggestion], Change]) -> None:
        suggestion = self.suggestion
        if suggestion is None:
            self.tell(f"No suggestion is selected: {way_to(self, 'coding.next-suggestion')} goes to the next one.")
            return

        def judge() -> Change:
            return do(suggestion)

        if self.act(judge):
            following = bisect_left(self.desk.suggestions, by_place(suggestion), key=by_place)
            if following < len(self.desk.suggestions):
                self.go_to_suggestion(self.desk.suggestions[following])
            self.tell(f"{word}: {self.desk.path(suggestion.code_guid)} · {way_to(self, 'coding.undo')} undoes")
