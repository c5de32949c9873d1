"""The lines of the coding screen that say where one is, what lies there and what can be done with it."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len

from qualcode.tui.coding.panels import CodingPanels
from qualcode.tui.coding.status import (
    Key,
    StatusLines,
    Words,
    codings_line,
    facts_line,
    keys_line,
    memo_sign,
    nothing_line,
    place_line,
    speaker_line,
)
from qualcode.tui.drawing.cells import path_within
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.transcript.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.model.coding import Coding
    from qualcode.model.transcript import Turn

_SHORTEST_NAME = 12  # cells of a code's name


class CursorLines(CodingPanels):
    """The transcript and what is said of the place in it.

    Attributes:
        only_uncoded: whether only turns are shown that nobody has coded.
        read: how many turns were read, of how many.
    """

    def __init__(self) -> None:
        super().__init__()
        self.only_uncoded = False
        self.read = (0, 0)
        self._told: Words | None = None
        self._progress = (0, 0)
        self._draws_later = 0

    @property
    def transcript(self) -> Transcript:
        """The transcript."""
        return self.query_one(Transcript)

    @contextmanager
    def drawn_once(self) -> Iterator[None]:
        """Draw where the cursor is once at the end, however much of what is done here would."""
        self._draws_later += 1
        try:
            yield
        finally:
            self._draws_later -= 1
        self.show_cursor()

    def show_cursor(self) -> None:
        """Draw where the cursor is and what lies under it."""
        if self._draws_later:
            return
        turn = self.show_place()
        codings = self.under_cursor()
        below = self.query_one("#below", StatusLines)
        below.say(0, self._told or self._codings_line(codings))
        facts = facts_line(codings[0], self.desk, self.size.width) if codings else speaker_line(self.desk, turn)
        below.say(1, self.beside_told() or facts)
        below.say(2, keys_line(self.sensible_keys(codings), self.size.width))

    def show_place(self) -> Turn | None:
        """Draw where the cursor is and how far one has come, and return the turn it is in."""
        turn = self.transcript.turn_in_use()
        self.query_one("#place", StatusLines).say(0, self._place_line(turn))
        return turn

    def tell(self, what: str | Words) -> None:
        """Say something below the transcript until the next key."""
        self._told = [(what, "bold")] if isinstance(what, str) else what
        self.show_cursor()

    def tell_of(self, code_guid: str, before: str, after: str = "") -> None:
        """Say something of a code: of its path as much as there is room for, and all of the rest."""
        room = self.size.width - 1 - cell_len(before) - cell_len(after)
        self.tell(f"{before}{path_within(self.desk.path(code_guid), max(_SHORTEST_NAME, room))}{after}")

    def beside_told(self) -> Words | None:
        """Return what is said beside what was told, instead of what lies under the cursor; None for nothing."""
        return None

    def under_cursor(self) -> list[Coding]:
        """Return the codings the cursor touches: that whose stripe was clicked, then one's own, then the shortest."""
        selection = self.transcript.selection
        if selection is None:
            return []
        codings = self.desk.codings.touching(selection.segment.start, selection.segment.end)
        me, pointed = self.desk.project.coder, self.transcript.pointed_at
        return sorted(
            codings, key=lambda one: (one.guid != pointed, one.coder != me, one.segment.end - one.segment.start)
        )

    def sensible_keys(self, codings: list[Coding]) -> list[Key]:
        """Return the keys that are of use now."""
        raise NotImplementedError

    def _place_line(self, turn: Turn | None) -> Words:
        return place_line(
            self.desk,
            turn,
            only_uncoded=self.only_uncoded,
            read=self.read,
            progress=self._progress,
            width=self.size.width,
            way=partial(way_to, self),
        )

    def _codings_line(self, codings: list[Coding]) -> Words:
        selection = self.transcript.selection
        if codings:
            return codings_line(codings, self.desk, self.transcript.lane)
        turn = self.transcript.turn_in_use()
        if selection is None or turn is None:
            return []
        case = next(case for case in self.desk.source.cases if case.guid == turn.case_guid)
        words = self.desk.source.text[selection.segment.start : selection.segment.end]
        return nothing_line(case.label + memo_sign(self.desk, case.guid), words)
