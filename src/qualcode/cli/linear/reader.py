"""Linear mode, reading: which turn is on, what is said of it, moving from turn to turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.cli.linear.turn import TurnInWords, coding_said, lines_of, turn_in_words
from qualcode.errors.base import QualcodeError
from qualcode.errors.coding import UnknownTurnError
from qualcode.model.transcript import talk_of
from qualcode.model.turn_ranges import numbers_of, ranges_of
from qualcode.project.opening import now
from qualcode.project.snapshots import ReadingPlace
from qualcode.transcripts.searching import found
from qualcode.transcripts.typed_words import as_typed
from qualcode.transcripts.units import Units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qualcode.cli.linear.commands import Command
    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.coding import Coding
    from qualcode.model.transcript import Source, Turn
    from qualcode.project.project import Project


class LinearReader:
    """One source, read out turn by turn.

    What is in the project is read again whenever anybody acted. A coding keeps its number as long as its turn is on, so
    that a number that was said stays true.

    More methods than most classes: each way to another turn is one.

    Raises:
        UnknownTurnError: the source has no turns.
    """

    def __init__(self, project: Project, source: Source, say: Callable[[str], None], *, only_uncoded: bool) -> None:
        if not source.turns:
            raise UnknownTurnError(1, source.name, 0)
        self.project = project
        self.source = source
        self.say = say
        self._units = Units(source.text, source.turns)
        self._only_uncoded = only_uncoded
        self._talk = frozenset(talk_of(source))
        self._place = project.reading_places().get(source.guid)
        self._searched = ""
        self._act = -1
        self.look()
        self._stand_at(source.turns[0])

    def look(self) -> None:
        """Read codings and codebooks again if anybody acted since."""
        act = self.project.last_act()
        if act == self._act:
            return
        self._act = act
        self.codebooks = self.project.codebooks()
        self.codes: dict[str, tuple[Codebook, Code]] = {
            code.guid: (book, code) for book in self.codebooks for code in book.codes
        }
        self._codings: dict[int, list[Coding]] = {}
        for coding in self.project.codings_in_sight(self.source.guid):
            for turn in range(coding.first_turn, coding.last_turn + 1):
                self._codings.setdefault(turn, []).append(coding)

    def start(self, number: int | None) -> None:
        """Begin at that turn or, where none is named, where the coder was the last time.

        Raises:
            UnknownTurnError: there is no such turn.
        """
        turns = self.source.turns
        if number is not None and number > len(turns):
            raise UnknownTurnError(number, self.source.name, len(turns))
        coded = sum(turn.number in self._codings for turn in self._talk)
        self.say(
            f"{self.source.name}: {len(turns)} turns, {coded} of {len(self._talk)} turns of participants coded. "
            f"Coding as {self.project.coder}. ? is help, q leaves."
        )
        first = turns[0]
        if number is not None:
            first = turns[number - 1]
        elif self._place:
            start = self._place.segment.start
            first = next((turn for turn in reversed(turns) if turn.start <= start), first)
            self.say(f"Going on at turn {first.number}, where you were.")
        if self._only_uncoded and not self._is_uncoded(first):
            following = next(filter(self._is_uncoded, turns[first.number - 1 :]), None)
            first = following or next(filter(self._is_uncoded, turns), first)
            if not self._is_uncoded(first):
                self.say("Every turn of a participant is coded.")
        self.read(first)

    def read(self, turn: Turn) -> None:
        """Go to a turn, read it out and keep it as the coder's place."""
        self._stand_at(turn)
        self.again()
        read = ranges_of({*numbers_of(self._place.turns_read if self._place else ()), turn.number})
        segment = self.told.talk or self._units.turn(turn.number) or self._units.last()
        if segment is None:
            return
        self._place = ReadingPlace(segment=segment, turns_read=read, at=now())
        try:
            self.project.keep_place(self.source.guid, self._place)
        except QualcodeError as error:
            self.say(f"Your place was not kept. {error}")

    def again(self, _command: Command | None = None) -> None:
        """Read the turn out that is on."""
        numbered = self.codings()
        for line in lines_of(self.told, len(numbered)):
            self.say(line)
        for number, coding in numbered.items():
            said = coding_said(self.told, coding, self.path(coding.code_guid), self.project.coder)
            self.say(f"Coding {number}: {said}")

    def codings(self) -> dict[int, Coding]:
        """Return the codings in the turn that is on, by number."""
        here = self._codings.get(self.told.turn.number, [])
        for coding in here:
            self._numbers.setdefault(coding.guid, len(self._numbers) + 1)
        return {self._numbers[coding.guid]: coding for coding in sorted(here, key=lambda one: self._numbers[one.guid])}

    def path(self, code_guid: str) -> str:
        """Return a code's path, or a word for a code that is gone."""
        known = self.codes.get(code_guid)
        return known[0].path(code_guid) if known else "(a code that is gone)"

    def next_turn(self, _command: Command) -> None:
        """Go to the next turn."""
        self._step(self.source.turns[self.told.turn.number :], "further on")

    def previous_turn(self, _command: Command) -> None:
        """Go to the turn before."""
        self._step(reversed(self.source.turns[: self.told.turn.number - 1]), "before")

    def _step(self, turns: Iterable[Turn], where: str) -> None:
        turn = next((turn for turn in turns if not self._only_uncoded or self._is_uncoded(turn)), None)
        if turn:
            self.read(turn)
        else:
            self.say(f"No {'uncoded ' if self._only_uncoded else ''}turn {where}.")

    def go(self, command: Command) -> None:
        """Go to the turn with that number."""
        count = len(self.source.turns)
        if command.number is None or command.text or not 1 <= command.number <= count:
            self.say(f"Say a turn from 1 to {count}, such as: g {min(34, count)}")
        else:
            self.read(self.source.turns[command.number - 1])

    def next_uncoded(self, _command: Command) -> None:
        """Go to the next turn of a participant that nobody has coded; from the beginning where none is left."""
        self._round(self._is_uncoded, "Every other turn of a participant is coded.")

    def search(self, command: Command) -> None:
        """Go to the next turn in which words stand; to the first where none is left."""
        self._searched = command.text or self._searched
        if not self._searched:
            self.say("Say the words to look for, such as: /big people")
            return
        text, wanted = as_typed(self.source.text), as_typed(self._searched)
        self._round(
            lambda turn: bool(found(text[turn.speech : turn.end], wanted)),
            f'"{self._searched}" stands in no other turn.',
        )

    def _round(self, is_wanted: Callable[[Turn], bool], otherwise: str) -> None:
        here, turns = self.told.turn.number, self.source.turns
        for turn in (*turns[here:], *turns[: here - 1]):
            if is_wanted(turn):
                if turn.number < here:
                    self.say("From the beginning:")
                self.read(turn)
                return
        self.say(otherwise)

    def _is_uncoded(self, turn: Turn) -> bool:
        return turn in self._talk and turn.number not in self._codings

    def _stand_at(self, turn: Turn) -> None:
        self.told: TurnInWords = turn_in_words(self.source, self._units, turn)
        self._numbers: dict[str, int] = {}
