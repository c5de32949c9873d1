"""Moving on the coding screen: from turn to turn by what they are, along a code, by bookmarks, and back again.

What is filtered out or hidden is passed over. A jump remembers the place it left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.model.transcript import Segment
from qualcode.transcripts.questions import is_question
from qualcode.tui.coding.acting import CodingActing
from qualcode.tui.desk.placed_codings import by_place
from qualcode.tui.keys.groups import JUMP
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.transcript.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType

    from qualcode.model.coding import Coding
    from qualcode.model.transcript import Turn


class CodingMoves(CodingActing):
    """The moves of the coding screen that ask what the text is, not only where it goes on.

    More methods than most classes: Textual calls one for each key.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("N", "uncoded(True)", "Next uncoded turn of a participant", id="coding.next-uncoded", group=JUMP),
        Binding(
            "P", "uncoded(False)", "Uncoded turn of a participant before", id="coding.previous-uncoded", group=JUMP
        ),
        Binding("semicolon", "same_code(True)", "Next coding of this code", id="coding.next-of-code", group=JUMP),
        Binding("colon", "same_code(False)", "Coding of this code before", id="coding.previous-of-code", group=JUMP),
        Binding(
            "apostrophe", "same_speaker(True)", "Next turn of this speaker", id="coding.next-of-speaker", group=JUMP
        ),
        Binding(
            "quotation_mark",
            "same_speaker(False)",
            "Turn of this speaker before",
            id="coding.previous-of-speaker",
            group=JUMP,
        ),
        Binding(
            "J,ctrl+down", "question(True)", "Next question of the moderator", id="coding.next-question", group=JUMP
        ),
        Binding(
            "K,ctrl+up",
            "question(False)",
            "Question of the moderator before",
            id="coding.previous-question",
            group=JUMP,
        ),
        Binding("B", "bookmark", "Bookmark the turn, or take the bookmark off", id="coding.bookmark", group=JUMP),
        Binding("at", "next_bookmark", "Next bookmark", id="coding.next-bookmark", group=JUMP),
        Binding("G", "go_to_turn", "Go to a turn by its number", id="coding.go-to-turn", group=JUMP),
        Binding("Z", "back", "Back to where a jump began", id="coding.back", group=JUMP),
    ]

    _followed: Coding | None = None  # the coding that the last step along a code went to

    def take_coder(self, name: str) -> None:
        """Go on under that coder's name, with the bookmarks this coder has already."""
        super().take_coder(name)
        self.desk.bookmarks = set(self.project.bookmarks(self.desk.source.guid))

    def action_uncoded(self, forward: bool) -> None:
        """Select the next turn of a participant that is not coded, or the one before."""
        turns = self.desk.uncoded()
        here = self._here()
        place = bisect_right(turns, here, key=_speech) if forward else bisect_left(turns, here, key=_speech) - 1
        if 0 <= place < len(turns):
            self._go_to(turns[place])
        else:
            self.tell("No uncoded turn of a participant further on." if forward else "No uncoded turn before.")

    def action_same_code(self, forward: bool) -> None:
        """Select the next coding of the code under the cursor, else of the last one applied, or the one before."""
        current = self._coding_in_use()
        code_guid = current.code_guid if current else next(iter(self.recent), None)
        if code_guid is None:
            self.tell("No coding is under the cursor, and no code was applied yet.")
            return
        codings = self._in_turns_shown(self.desk.codings.of_code(code_guid))
        if current:
            place = bisect_left(codings, by_place(current), key=by_place)
            place += (codings[place : place + 1] == [current]) if forward else -1
        else:
            place = bisect_left(codings, self._here(), key=_start) - (not forward)
        name = self.desk.name(code_guid)
        if not codings:
            self.tell(f"No coding of {name} is shown.")
        elif 0 <= place < len(codings):
            self._followed = codings[place]
            self.transcript.jump(Selection(codings[place].segment, "word"))
            self.tell(f"{name} · coding {place + 1} of {len(codings)}")
        else:
            self.tell(f"No coding of {name} {'further on' if forward else 'before'}; {len(codings)} are shown.")

    def action_same_speaker(self, forward: bool) -> None:
        """Select the next turn of whoever speaks here, or the one before."""
        turn = self.transcript.turn_in_use()
        if turn is not None:
            case = next(case for case in self.desk.source.cases if case.guid == turn.case_guid)
            self._go_along(forward, lambda other: other.case_guid == case.guid, f"turn of {case.label}")

    def action_question(self, forward: bool) -> None:
        """Select the next turn in which the moderator asks something, or the one before."""
        if self.only_uncoded:
            self.tell("Only uncoded turns of participants are shown: F shows the questions too.")
            return
        source = self.desk.source
        moderators = {case.guid for case in source.cases if case.role == "moderator"}
        self._go_along(
            forward,
            lambda turn: turn.case_guid in moderators and is_question(source.text, turn),
            "question of the moderator",
        )

    def action_bookmark(self) -> None:
        """Bookmark the turn in use, or take its bookmark off."""
        turn = self.transcript.turn_in_use()
        if turn is not None and self.act(lambda: self.desk.turn_bookmark(turn.number)):
            is_set = turn.number in self.desk.bookmarks
            self.tell(f"{'Bookmarked' if is_set else 'Bookmark taken off'}: turn {turn.number} · @ next bookmark")

    def action_next_bookmark(self) -> None:
        """Select the next bookmarked turn; after the last one comes the first."""
        marked = [turn for number in sorted(self.desk.bookmarks) if (turn := self._shown_turn(number))]
        if not marked:
            hidden = (
                f" among the turns shown ({way_to(self, 'coding.filter')}: all)"
                if self.only_uncoded and self.desk.bookmarks
                else ""
            )
            self.tell(f"No bookmark{hidden}. B sets one.")
            return
        place = bisect_right(marked, self._here(), key=_speech) % len(marked)
        is_again = marked[place].speech <= self._here()
        self._go_to(marked[place])
        self.tell(f"Bookmark {place + 1} of {len(marked)}{' · from the start again' if is_again else ''}")

    def action_go_to_turn(self) -> None:
        """Ask for a turn's number and select it."""
        from qualcode.tui.coding.go_to_turn import GoToTurn

        def chosen(number: int | None) -> None:
            talk = self.transcript.units.turn(number) if number and self.transcript.units else None
            if talk:
                self.transcript.jump(Selection(talk, "turn"))

        turns = self.desk.source.turns
        self.app.push_screen(GoToTurn(turns[-1].number if turns else 0), chosen)

    def action_back(self) -> None:
        """Select what was selected before the last jump."""
        left = self.transcript.left
        place = left.back(self.transcript.selection, lambda one: self._is_shown(one.segment))
        if place is None:
            self.tell("No place to go back to: no jump was made since.")
            return
        self.transcript.select(place)
        self.tell(f"Back{f' · {len(left)} more' if left else ''}")

    def _coding_in_use(self) -> Coding | None:
        """Return the coding a step along its code starts from."""
        followed, selection = self._followed, self.transcript.selection
        codings = self.under_cursor()
        if followed in codings and selection and selection.segment == followed.segment:
            return followed
        return codings[0] if codings else None

    def _in_turns_shown(self, codings: list[Coding]) -> list[Coding]:
        if not self.only_uncoded:
            return codings
        shown = {turn.number for turn in self.transcript.turns}
        return [coding for coding in codings if coding.first_turn in shown]

    def _go_along(self, forward: bool, is_wanted: Callable[[Turn], bool], what: str) -> None:
        turns, here = self.transcript.turns, self._here()
        place = bisect_right(turns, here, key=_beginning)
        others: Iterable[Turn] = turns[place:] if forward else reversed(turns[: max(0, place - 1)])
        found = next((turn for turn in others if _has_talk(turn) and is_wanted(turn)), None)
        if found:
            self._go_to(found)
        else:
            self.tell(f"No {what} {'further on' if forward else 'before'}.")

    def _shown_turn(self, number: int) -> Turn | None:
        turns = self.transcript.turns
        place = bisect_left(turns, number, key=_number)
        is_there = place < len(turns) and turns[place].number == number and _has_talk(turns[place])
        return turns[place] if is_there else None

    def _go_to(self, turn: Turn) -> None:
        self.transcript.jump(Selection(Segment(turn.speech, turn.end), "turn"))

    def _here(self) -> int:
        selection = self.transcript.selection
        return selection.segment.start if selection else 0

    def _is_shown(self, segment: Segment) -> bool:
        units = self.transcript.units
        return units is not None and units.containing("turn", segment.start) is not None


def _has_talk(turn: Turn) -> bool:
    return turn.speech < turn.end


def _number(turn: Turn) -> int:
    return turn.number


def _speech(turn: Turn) -> int:
    return turn.speech


def _beginning(turn: Turn) -> int:
    return turn.start


def _start(coding: Coding) -> int:
    return coding.segment.start
