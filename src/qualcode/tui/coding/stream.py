"""The stream of suggestions on the coding screen: in which order they are gone through, and how it stays up to date.

By place, the next suggestion is the next in the text. By certainty or doubt, it is the first in that order that was not
passed over; what was passed over comes again when everything else is judged. After each verdict the suggestions are
ranked again in a thread, and after other acts once nothing was done for a moment; what comes late, after another
verdict, is dropped, since that has its own ranking under way.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding
from textual.message import Message

from qualcode.errors.base import QualcodeError
from qualcode.suggestions.ordering import ORDERS, in_review_order, same_place
from qualcode.tui.coding.acting import CodingActing
from qualcode.tui.desk.loading import exempt_learned, get_ready
from qualcode.tui.desk.open_suggestions import in_place, place_of, with_more
from qualcode.tui.keys.groups import SUGGESTIONS
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.suggestions.reason_line import reason_line
from qualcode.tui.threads.left_behind import giving_way, left_behind
from qualcode.tui.transcript.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.timer import Timer

    from qualcode.model.coding import Suggestion
    from qualcode.project.project import Project
    from qualcode.suggestions.ordering import Order
    from qualcode.tui.coding.status import Words
    from qualcode.tui.desk.history import Change
    from qualcode.tui.desk.loading import Post
    from qualcode.tui.screens.screens_app import ScreensApp

_SAID: dict[Order, str] = {"place": "by place", "certainty": "the surest first", "doubt": "the most doubtful first"}


@dataclass
class Ranked(Message):
    """Suggestions as they are now, in order of place, by the number of the asking; or why there are none."""

    number: int
    suggestions: tuple[Suggestion, ...]
    failure: str = ""


def rank_again(
    project: Project,
    source_guid: str,
    number: int,
    post: Post,
    stop: Callable[[], bool],
    *,
    learns: bool,
    with_moderator: bool,
) -> None:
    """Look for suggestions as they are after the newest act, and post them.

    `learns` trains on what was done since, which takes longer than putting verdicts into scores.
    """
    try:
        suggested = project.suggestions(source_guid, stop=stop, train=learns, with_moderator=with_moderator)
        found = Ranked(number, in_place(suggested))
    except QualcodeError as error:
        found = Ranked(number, (), str(error))
    if not stop():
        post(found)
    if learns and not found.failure:
        get_ready(project, source_guid, post, stop, with_moderator=with_moderator)
    exempt_learned(project, found.suggestions)


class CodingStream(CodingActing):
    """What all acts on suggestions stand on.

    Attributes:
        order: in which suggestions are gone through.
        is_ranked_again: whether they are ranked anew after acts.
        learn_after: how many seconds nothing must be done before other acts than verdicts are learned from.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "number_sign",
            "order",
            "Order of suggestions: by place, the surest, the most doubtful first",
            id="coding.suggestion-order",
            group=SUGGESTIONS,
        ),
    ]

    order: Order = "place"
    is_ranked_again = True
    learn_after = 1.5
    _learning: Timer | None = None
    _passed: frozenset[tuple[str, int, int]] = frozenset()
    _trail: tuple[Suggestion, ...] = ()
    _ordered: tuple[tuple[Suggestion, ...], Order, tuple[Suggestion, ...]] | None = None
    _stream: tuple[frozenset[tuple[str, int, int]], tuple[Suggestion, ...]] | None = None
    _asked = 0
    _reason_told: Words | None = None
    _seen: int | None = None  # the newest act when codings were loaded last

    def on_unmount(self) -> None:
        """Let go of the suggestions."""
        self._ordered = self._stream = None
        self._trail = ()

    @property
    def stream(self) -> tuple[Suggestion, ...]:
        """The open suggestions, in the order they are gone through."""
        found = self.desk.suggestions
        if self.order == "place":
            return found
        if self._ordered is None or self._ordered[0] is not found or self._ordered[1] != self.order:
            self._ordered = (found, self.order, in_review_order(found, self.order))
            self._stream = None
        if self._stream is None or self._stream[0] is not self._passed:
            ordered, passed = self._ordered[2], self._passed
            codes = {guid for guid, _, _ in passed}
            last = [one for one in ordered if one.code_guid in codes and _key(one) in passed]
            gone = {id(one) for one in last}
            self._stream = (passed, (*(one for one in ordered if id(one) not in gone), *last) if last else ordered)
        return self._stream[1]

    def action_order(self) -> None:
        """Go through suggestions in the next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._passed, self._trail = frozenset(), ()
        self.show_suggestions()
        self.tell(f"Suggestions: {_SAID[self.order]} · {way_to(self, 'coding.next-suggestion')} goes to the next one")

    def action_suggestion(self, step: int) -> None:
        """Select what the next suggestion, or the one before, is about; the current one is passed over."""
        found = self._by_place(step) if self.order == "place" else self._by_worth(step)
        if found is not None:
            self.go_to_suggestion(found)
        else:
            none = "No suggestion further on." if step > 0 else "No suggestion before."
            self.tell(self.suggestions_state or (none if self.desk.suggestions else self._why_none()))

    def _why_none(self) -> str:
        """Return that there is no suggestion, and the first thing that stands in the way."""
        remarks = (*self.project.missing_remarks(), *self.remarks)
        return f"No suggestion here. {remarks[0]}" if remarks else "No suggestion here."

    def _by_place(self, step: int) -> Suggestion | None:
        found, selection = self.desk.suggestions, self.transcript.selection
        current = place_of(found, self.suggestion)
        if current is not None:
            place = current + step
        else:
            here = selection.segment.start if selection else 0
            place = bisect_left(found, here, key=lambda one: one.segment.start) - (step < 0)
        return found[place] if 0 <= place < len(found) else None

    def _by_worth(self, step: int) -> Suggestion | None:
        if step < 0:
            found = self.desk.suggestions
            trail = [one for one in self._trail if one != self.suggestion and place_of(found, one) is not None]
            self._trail = tuple(trail[:-1])
            return trail[-1] if trail else None
        if self.suggestion is not None:
            self._passed |= {_key(self.suggestion)}
        return self.next_in_stream()

    def next_in_stream(self) -> Suggestion | None:
        """Return the first that was not passed over; when all were, the first again."""
        if self.stream and all(_key(one) in self._passed for one in self.stream):
            self._passed = frozenset()
        return next((one for one in self.stream if one != self.suggestion), self.suggestion if self.stream else None)

    def go_to_suggestion(self, suggestion: Suggestion) -> None:
        """Make a suggestion the current one and select what it is about."""
        with self.drawn_once():
            self.suggestion = suggestion
            self._trail = (*(one for one in self._trail if one != suggestion), suggestion)
            self.transcript.jump(Selection(suggestion.segment, "word"))
            self.show_suggestions()
            self._tell_reason(suggestion)

    def _tell_reason(self, suggestion: Suggestion) -> None:
        self.tell(self._reason_of(suggestion))
        self._reason_told = self._told

    def _reason_of(self, suggestion: Suggestion) -> str:
        path = self.desk.path(suggestion.code_guid)
        return reason_line(suggestion.score, path, suggestion.reason, self.size.width - 1)

    def beside_told(self) -> Words | None:
        """Return why the current suggestion is made, where something else was told, such as the verdict before."""
        if self.suggestion is None or self._told is None or self._told is self._reason_told:
            return None
        return [(self._reason_of(self.suggestion), "")]

    def show_suggestions(self) -> None:
        """Draw the suggestions in their order and which of them is the current one."""
        found = self.stream
        place = place_of(self.desk.suggestions, self.suggestion)
        if place is not None and self.order != "place":
            current = self.desk.suggestions[place]
            place = next(number for number, one in enumerate(found) if one is current)
        order = "" if self.order == "place" else f" {_SAID[self.order]}"
        ready = f"{len(found)}{order} · {way_to(self, 'coding.next-suggestion')} shows them" if found else "none"
        self.show_in_panel(found, place, self.suggestions_state or ready)

    def show_loaded(self) -> None:
        """Draw what was loaded anew, and learn from what somebody else did: reasons may quote what they removed."""
        super().show_loaded()
        before, self._seen = self._seen, self.project.last_act()
        if before not in (None, self._seen):
            self.learn_later()

    def show_change(self, change: Change) -> None:
        """Draw what an act changed, and learn from it when nothing more is done for a moment."""
        super().show_change(change)
        if change.before or change.after or change.settled:
            self.learn_later()

    def long_act_done(self) -> None:
        """Rank the suggestions anew: many were settled or opened again."""
        if self.suggestions_state:  # what is being looked for does not know of it
            self.suggest()
        else:
            self.rank_again()

    def learn_later(self) -> None:
        """Rank the suggestions anew once nothing was done for a moment."""
        if self._learning is not None:
            self._learning.stop()
        self._learning = self.set_timer(self.learn_after, self._learn) if self.is_ranked_again else None

    def _learn(self) -> None:
        self._learning = None
        if self.suggestions_state:  # they are being looked for anyway
            self.learn_later()
        else:
            self.rank_again(learns=True)

    def rank_again(self, *, learns: bool = False) -> None:
        """Rank the suggestions as they are now, without waiting for it; learn from what was done only when told."""
        if not self.is_ranked_again or self.suggestions_state:
            return
        self._asked += 1
        self.desk.await_suggestions()
        app = cast("ScreensApp", self.app)
        asked = (self.project, self.desk.source.guid, self._asked, self.post_message)
        rank = partial(rank_again, *asked, learns=learns, with_moderator=app.suggests_on_moderator)
        is_typed_now = app.tidying.is_typed_now

        def learn(stop: Callable[[], bool]) -> None:
            rank(giving_way(stop, is_typed_now))

        self.run_worker(left_behind(learn if learns else rank), exclusive=True, group="suggest")

    @on(Ranked)
    def _take_ranked(self, event: Ranked) -> None:
        if event.number != self._asked:
            return
        if event.failure:
            self._tell_once(event.failure)
            return
        self.take_suggestions(event.suggestions)
        with self.drawn_once():
            self.show_suggestions()
            if self.suggestion is not None and self._told is not None and self._told is self._reason_told:
                self._tell_reason(self.suggestion)

    def take_suggestions(self, found: tuple[Suggestion, ...]) -> None:
        """Take suggestions instead of those there are; what is being looked at stays until it is judged."""
        current = self.suggestion if place_of(self.desk.suggestions, self.suggestion) is not None else None
        super().take_suggestions(found)
        if current is not None:
            again = same_place(self.desk.suggestions, current)
            if again is None:
                again = current
                self.desk.show_suggestions(with_more(self.desk.suggestions, [current]))
            self.suggestion = again


def _key(one: Suggestion) -> tuple[str, int, int]:
    return one.code_guid, one.segment.start, one.segment.end
