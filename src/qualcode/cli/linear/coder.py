"""Linear mode, coding: finding the code and the place that are meant, and what is done to codings.

What could mean several things is listed with numbers, and the next line may be one of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from qualcode.cli.linear.commands import WHOLE, Command, Place, parsed, place_in
from qualcode.cli.linear.reader import LinearReader
from qualcode.cli.linear.turn import place_said, segments_at, words_beside
from qualcode.codebooks.finding import Entry, Fit, entries, fitting
from qualcode.coding.applying import apply_code, remove_codings
from qualcode.coding.memos import write_memo
from qualcode.coding.undoing import FAR_REACHING, redo, undo
from qualcode.errors.lookups import AmbiguousCodeError, UnknownCodeError
from qualcode.model.codebook import find_code
from qualcode.model.identity import LONGEST_NAME
from qualcode.project.opening import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.coding import Coding
    from qualcode.model.transcript import Segment, Source
    from qualcode.project.project import Project

_MOST_LISTED = 9
_FEWEST_INSIDE = 4  # letters within a name that are taken for it without asking; fewer may be a slip


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that a line could mean."""

    said: str
    take: Callable[[], None]


class LinearCoder(LinearReader):
    """One source, coded turn by turn.

    More methods than most classes: each thing a coder can say is one.
    """

    def __init__(self, project: Project, source: Source, say: Callable[[str], None], *, only_uncoded: bool) -> None:
        super().__init__(project, source, say, only_uncoded=only_uncoded)
        self.choices: tuple[Choice, ...] = ()
        self.done: Counter[str] = Counter()
        self._last = ""

    def code(self, command: Command) -> None:
        """Code the turn, or a place in it, with the code that the text names."""
        letters, place = command.text, WHOLE
        code = self._exactly(letters)
        if code is None:
            letters, place = place_in(command.text)
            code = self._exactly(letters)
        if not letters:
            self.say("Say a code before the place, such as: f1 2. ? is help.")
        elif code is not None:
            self._apply_at(code, place)
        else:
            self._look_for(letters, place)

    def repeat(self, command: Command) -> None:
        """Code with the last code again."""
        if not self._last:
            self.say("No code was applied yet.")
            return
        letters, place = place_in(command.text)
        if letters:
            self.say("A full stop stands for the last code; only a place may follow, such as: . 2")
        else:
            self._apply_at(self._last, place)

    def _exactly(self, letters: str) -> str | None:
        """Return the GUID of the code whose key, path or name that is."""
        if not letters or len(letters) > LONGEST_NAME:
            return None
        by_key = [code for _, code in self.codes.values() if code.key == letters and code.is_codable]
        if by_key:
            return min(by_key, key=attrgetter("is_retired")).guid
        try:
            return find_code(self.codebooks, letters)[1].guid
        except (AmbiguousCodeError, UnknownCodeError):
            return None

    def _look_for(self, letters: str, place: Place) -> None:
        fits = fitting(entries(self.codebooks), letters[:LONGEST_NAME])
        sure = [entry for fit, entry in fits if _is_clear(fit, letters, fits[0][0])]
        if not self.codes:
            self.say("The project has no codebook yet: qualcode codebook import FILE")
        elif not fits:
            self.say(f'No code fits "{letters[:LONGEST_NAME]}". codes lists them, ? is help.')
        elif len(sure) == 1:
            self._apply_at(sure[0].code.guid, place)
        else:
            listed = [entry for _, entry in fits[:_MOST_LISTED]]
            self.offer("Which code?", [self._choice_of(entry, place) for entry in listed], len(fits) - len(listed))

    def _choice_of(self, entry: Entry, place: Place) -> Choice:
        return Choice(self._named(entry), partial(self._apply_at, entry.code.guid, place))

    def _named(self, entry: Entry) -> str:
        key = f", key {entry.code.key}" if entry.code.key else ""
        return f"{f'{entry.path} > ' if entry.path else ''}{entry.code.name}{key}"

    def offer(self, question: str, choices: list[Choice], more: int = 0) -> None:
        """List what a line could mean; a number takes one."""
        self.say(f"{question} Type a number, or Enter for none.{f' {more} more fit: type more letters.' * bool(more)}")
        for number, choice in enumerate(choices, 1):
            self.say(f"{number} {choice.said}")
        self.choices = tuple(choices)

    def choose(self, line: str) -> bool:
        """Take what was offered, if the line is a number or empty, and tell whether it was."""
        offered, typed = self.choices, line.strip()
        is_number = typed.isascii() and typed.isdecimal()
        number = int(typed) if is_number and len(typed) < 10 else 0
        if is_number and not 1 <= number <= len(offered):
            self.say(f"Say a number from 1 to {len(offered)}, or Enter for none.")
            return True
        self.choices = ()
        if not typed:
            self.say("None taken.")
        if number:
            offered[number - 1].take()
        return is_number or not typed

    def at_one_place(self, place: Place, then: Callable[[Segment], None]) -> None:
        """Do something at a place; ask first where its words stand several times."""
        segments = segments_at(self.told, place)
        if len(segments) == 1:
            then(segments[0])
            return
        choices = [Choice(words_beside(self.told, one), partial(then, one)) for one in segments]
        self.offer("Which of these?", choices[:_MOST_LISTED], max(0, len(choices) - _MOST_LISTED))

    def _apply_at(self, code_guid: str, place: Place) -> None:
        self.at_one_place(place, lambda segment: self._apply(code_guid, segment))

    def _apply(self, code_guid: str, segment: Segment) -> None:
        project = self.project
        guid = apply_code(project.store, self.source.guid, segment, code_guid, coder=project.coder, at=now())
        self.coded(guid, segment, code_guid, "Coded")

    def coded(self, guid: str, segment: Segment, code_guid: str, verb: str) -> None:
        """Tell that a coding was made."""
        self.done[verb.lower()] += 1
        self._last = code_guid
        self.look()
        number = next((number for number, coding in self.codings().items() if coding.guid == guid), 0)
        self.say(f"{verb}: {self.path(code_guid)}, {place_said(self.told, segment)}. This is coding {number}.")

    def _mine(self, command: Command, such_as: str) -> Coding | None:
        """Return the coding of this coder that a command names by number, or say why there is none."""
        known = self.codings()
        coding = known.get(command.number or 0)
        if coding is None:
            numbers = ", ".join(map(str, known)) or "none"
            self.say(f"Say the number of a coding of this turn (there are: {numbers}), such as: {such_as}")
        elif coding.coder != self.project.coder:
            self.say(f"Coding {command.number} is {coding.coder}'s; only your own can be changed here.")
            return None
        return coding

    def remove(self, command: Command) -> None:
        """Remove a coding."""
        if command.text:
            self.say("One coding at a time, such as: x 1")
            return
        coding = self._mine(command, "x 1")
        if coding:
            remove_codings(self.project.store, [coding.guid], coder=self.project.coder, at=now())
            self.done["removed"] += 1
            self.say(f"Removed coding {command.number}: {self.path(coding.code_guid)}. u brings it back.")

    def memo(self, command: Command) -> None:
        """Write the memo on a coding, take it off, or read it."""
        coding = self._mine(command, "m 1 text")
        if coding is None:
            return
        if not command.text:
            self.say(f"Memo on coding {command.number}: {coding.memo or 'none'}")
            return
        text = "" if command.text.strip() == "-" else command.text
        write_memo(self.project.store, "coding", coding.guid, text, coder=self.project.coder, at=now())
        self.done["given a memo" if text else "rid of a memo"] += 1
        self.say(f"Memo on coding {command.number}{': ' + text if text else ' taken off'}.")

    def undo(self, _command: Command) -> None:
        """Take back the coder's last act."""
        summary = undo(self.project.store, coder=self.project.coder, at=now(), but_not=FAR_REACHING)
        self.say(f"Undone: {summary}.")
        self.done["undone"] += 1

    def redo(self, _command: Command) -> None:
        """Do the coder's last undone act again."""
        self.say(f"Done again: {redo(self.project.store, coder=self.project.coder, at=now())}.")
        self.done["done again"] += 1

    def list_codes(self, _command: Command) -> None:
        """Say all codes that can be applied, with their keys."""
        listed = entries(self.codebooks)
        for entry in listed:
            self.say(self._named(entry))
        if not listed:
            self.say("There is no code to apply yet: qualcode codebook import FILE")

    def say_shadowed_keys(self) -> None:
        """Say which codes' keys are commands here."""
        keys = [code.key for _, code in self.codes.values() if code.key and code.is_applicable]
        shadowed = [f"={key}" for key in keys if parsed(key) != Command("code", text=key)]
        if shadowed:
            self.say(f"Keys of codes that are commands here take = before them: {' '.join(shadowed)}")


def _is_clear(fit: Fit, letters: str, best: Fit) -> bool:
    """Tell whether letters that fit one code only so may be taken for it without asking.

    Codes of which only the path fits stand below one whose name does: it is the one that is meant.
    """
    if fit in (Fit.NAME, Fit.WORDS):
        return len(letters) > 1
    if fit is Fit.PATH:
        return best is Fit.PATH
    return fit is Fit.INSIDE and len(letters) >= _FEWEST_INSIDE
