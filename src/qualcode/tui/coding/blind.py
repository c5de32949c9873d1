"""Samples on the coding screen: the passages that are coded without suggestions say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from qualcode.model.sample import blind_turns, stretch_segments
from qualcode.tui.coding.board import CodingBoard
from qualcode.tui.suggestions.panel import SuggestionPanel

if TYPE_CHECKING:
    from qualcode.model.sample import Stretch
    from qualcode.model.transcript import Segment, Turn
    from qualcode.tui.coding.status import Words
    from qualcode.tui.screens.screens_app import ScreensApp

_SIGN = " · blind: no suggestions"


class CodingBlind(CodingBoard):
    """What is not suggested on the coding screen, and where."""

    _blind: tuple[Stretch, ...] = ()
    _blind_turns: frozenset[tuple[str, int]] = frozenset()

    def begin(self) -> None:
        """Find out where no suggestions are to be shown."""
        super().begin()
        self._read_blind()

    def show_loaded(self) -> None:
        """Look again where no suggestions are to be shown; look for suggestions again where that is elsewhere now."""
        before = self._blind
        self._read_blind()
        super().show_loaded()
        if self._blind != before:
            self.suggest()

    @property
    def blind_segments(self) -> tuple[Segment, ...]:
        """Where no suggestions are shown."""
        return stretch_segments(self._blind, self.desk.source.turns)

    def is_blind(self, turn: Turn | None) -> bool:
        """Tell whether no suggestions are shown in a turn."""
        return turn is not None and (self.desk.source.guid, turn.number) in self._blind_turns

    def is_blind_in(self, segment: Segment) -> bool:
        """Tell whether no suggestions are shown in a turn that a segment touches."""
        first, last = self.desk.turn_number(segment.start), self.desk.turn_number(segment.end - 1)
        source = self.desk.source.guid
        return any(guid == source and first <= number <= last for guid, number in self._blind_turns)

    def _read_blind(self) -> None:
        source = self.desk.source.guid
        blind = self.project.blind(source)
        self._blind, self._blind_turns = blind.get(source, ()), blind_turns(blind)
        if self._blind:  # what was suggested before somebody marked the sample
            seen = self.desk.suggestions
            left = tuple(
                one for one in seen if (source, self.desk.turn_number(one.segment.start)) not in self._blind_turns
            )
            if left != seen:
                self.desk.show_suggestions(left)

    def _place_line(self, turn: Turn | None) -> Words:
        words = super()._place_line(turn)
        is_blind = self.is_blind(turn)
        where = " · moderator too" if cast("ScreensApp", self.app).suggests_on_moderator else ""
        self.query_one(SuggestionPanel).entitle("Suggestions" + (" · blind here" if is_blind else where))
        return [*words[:1], (_SIGN, "bold"), *words[1:]] if is_blind else words
