"""Suggestions on the coding screen, gone through one by one: accepted, rejected, passed over."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.coding.verdicts import accept_all
from qualcode.project.opening import now
from qualcode.tui.coding.acting import MANY
from qualcode.tui.coding.reasons import CodingReasons
from qualcode.tui.desk.open_suggestions import Found, by_place
from qualcode.tui.keys.groups import SUGGESTIONS
from qualcode.tui.keys.keymap import way_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from qualcode.model.coding import Suggestion
    from qualcode.tui.desk.history import Change


class CodingReview(CodingReasons):
    """The acts on suggestions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "A",
            "accept_all",
            "Accept all suggestions of this code above a score",
            id="coding.accept-all",
            group=SUGGESTIONS,
        ),
    ]

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

    def action_accept_all(self) -> None:
        """Ask above which score, and make codings of all suggestions of the current one's code from there on."""
        from qualcode.tui.suggestions.acceptance import Acceptance

        current = self.suggestion
        if current is None:
            self._tell_none()
            return
        alike = [one for one in self.desk.suggestions if one.code_guid == current.code_guid]
        turns = [self.desk.turn_number(one.segment.start) for one in alike]
        path = self.desk.path(current.code_guid)

        def accepted(count: int) -> None:
            self._go_on_after(current)
            undo = way_to(self, "coding.undo")
            self.tell_of(current.code_guid, f"Accepted {count} suggestions: ", f" · {undo} undoes all of them")

        def accept_many(suggestions: tuple[Suggestion, ...], found: Found) -> tuple[int, Found, Found]:
            made = accept_all(self.project.store, suggestions, coder=self.project.coder, at=now())
            gone = {id(one) for one in suggestions}
            return len(made), found, tuple(one for one in found if id(one) not in gone)

        def accepted_many(outcome: tuple[int, Found, Found]) -> None:
            count, before, left = outcome
            if self.desk.suggestions is before:
                self.desk.show_suggestions(left)
            self.long_act_done()
            accepted(count)

        def chosen(suggestions: Found | None) -> None:
            if not suggestions:
                return
            if len(suggestions) > MANY:
                work = partial(accept_many, suggestions, self.desk.suggestions)
                self.act_long("accepting", work, accepted_many)
            elif change := self.act(lambda: self.desk.accept_all(suggestions)):
                self.rank_again()
                accepted(len(change.after))

        self.app.push_screen(Acceptance(path, alike, turns, current.score), chosen)

    def _tell_none(self) -> None:
        self.tell(f"No suggestion is selected: {way_to(self, 'coding.next-suggestion')} goes to the next one.")

    def _go_on_after(self, suggestion: Suggestion) -> None:
        if self.order != "place":
            following = self.next_in_stream()
        else:
            place = bisect_left(self.desk.suggestions, by_place(suggestion), key=by_place)
            following = self.desk.suggestions[place] if place < len(self.desk.suggestions) else None
        if following is not None:
            self.go_to_suggestion(following)

    def _judge(self, word: str, do: Callable[[Suggestion], Change]) -> None:
        suggestion = self.suggestion
        if suggestion is None:
            self._tell_none()
            return

        def judge() -> Change:
            return do(suggestion)

        def go_on(_change: Change) -> None:
            self.rank_again()
            self._go_on_after(suggestion)
            self.tell_of(suggestion.code_guid, f"{word}: ", f" · {way_to(self, 'coding.undo')} undoes")

        self.act(judge, go_on)
