"""Linear mode: a transcript coded turn by turn with plain prompts.

For a screen reader, a slow line or a pipe: what is said goes out line by line, without colors, boxes or a cursor that
jumps; what is typed comes in line by line. Every act is committed before its answer is said. No line that can be typed
ends the session but `q`; the end of input ends it with a summary.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from qualcode.cli.linear.coder import LinearCoder
from qualcode.cli.linear.commands import HELP, WHOLE, Command, parsed, place_in
from qualcode.cli.linear.turn import suggestion_said
from qualcode.coding.verdicts import accept, reject
from qualcode.errors.base import QualcodeError
from qualcode.model.display import harmless_line
from qualcode.project.opening import now
from qualcode.suggestions.ranking import ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qualcode.model.coding import Suggestion
    from qualcode.model.transcript import Segment, Source, Turn
    from qualcode.project.project import Project

_OFF = "Suggestions are off (--no-suggestions)."


class LinearSession(LinearCoder):
    """One source, coded turn by turn, with suggestions when they are asked for."""

    def __init__(
        self,
        project: Project,
        source: Source,
        say: Callable[[str], None],
        *,
        only_uncoded: bool = False,
        with_suggestions: bool = True,
        with_moderator: bool = False,
    ) -> None:
        super().__init__(project, source, say, only_uncoded=only_uncoded)
        self._with_suggestions = with_suggestions
        self._with_moderator = with_moderator
        self._found: tuple[Suggestion, ...] | None = None
        self._found_under: dict[str, str] = {}
        self._listed: dict[int, Suggestion] = {}
        self._does: dict[str, Callable[[Command], None]] = {
            "next": self.next_turn,
            "previous": self.previous_turn,
            "go": self.go,
            "uncoded": self.next_uncoded,
            "search": self.search,
            "again": self.again,
            "code": self.code,
            "repeat": self.repeat,
            "codes": self.list_codes,
            "remove": self.remove,
            "memo": self.memo,
            "undo": self.undo,
            "redo": self.redo,
            "suggestions": self.suggest,
            "moderator": self.suggest_on_moderator,
            "accept": self.accept,
            "reject": self.reject,
            "help": self.help,
        }

    @property
    def prompt(self) -> str:
        """What is asked now: the turn that is on, and whether a number is waited for."""
        return f"turn {self.told.turn.number}{', number?' if self.choices else ''}> "

    def run(self, lines: Iterator[str], ask: Callable[[str], None], *, start: int | None = None) -> None:
        """Do what the lines say until one leaves or they end, then sum up.

        Raises:
            UnknownTurnError: there is no such turn to start at.
        """
        self.start(start)
        self.say_shadowed_keys()
        ask(self.prompt)
        for line in lines:
            if not self.answer(line):
                break
            ask(self.prompt)
        else:
            self.say("End of input.")
        self.sum_up()

    def answer(self, line: str) -> bool:
        """Do what one line says, and tell whether the session goes on."""
        try:
            self.look()
            if self.choices and self.choose(line):
                return True
            command = parsed(line)
            if command.name == "quit":
                return False
            self._does[command.name](command)
        except QualcodeError as error:
            self.say(str(error))
        return True

    def sum_up(self) -> None:
        """Say what was done in this session."""
        did = ", ".join(f"{count} {what}" for what, count in self.done.items()) or "nothing was changed"
        where = f"turn {self.told.turn.number} of {len(self.source.turns)}"
        self.say(f"Left at {where}. In this session: {did}. Everything is saved.")

    def help(self, _command: Command) -> None:
        """Say what can be typed."""
        for line in HELP:
            self.say(line)

    def read(self, turn: Turn) -> None:
        """Go to a turn; its suggestions, if any were looked for yet, are counted."""
        self._listed = {}
        super().read(turn)
        count = len(self._open_suggestions())
        if count:
            self.say(f"{count} suggestion{'s' * (count > 1)}: s lists.")

    def suggest(self, _command: Command) -> None:
        """List the suggestions for the turn that is on."""
        if not self._with_suggestions:
            self.say(_OFF)
            return
        self._look_for_suggestions()
        self._listed = dict(enumerate(self._open_suggestions(), 1))
        for number, suggestion in self._listed.items():
            said = suggestion_said(self.told, suggestion, self.path(suggestion.code_guid))
            self.say(f"Suggestion {number}: {said}")
        if not self._listed and not self._with_moderator and self.told.case.role != "participant":
            self.say(f"No suggestion for a turn of a {self.told.case.role}. s moderator asks for them.")
        elif not self._listed:
            self.say("No suggestion for this turn.")

    def suggest_on_moderator(self, _command: Command) -> None:
        """Suggest on the moderator's turns, too, from now on, or on those of participants only."""
        if not self._with_suggestions:
            self.say(_OFF)
            return
        self._with_moderator = not self._with_moderator
        self._found, self._listed = None, {}
        if self._with_moderator:
            self.say("Suggestions on the moderator's turns too, in this session. s moderator ends that.")
        else:
            self.say("Suggestions on participants' turns only.")

    def _open_suggestions(self) -> tuple[Suggestion, ...]:
        """Return the suggestions for the turn that is on, but for those that were settled since they were found."""
        talk = self.told.talk
        here = [one for one in self._found or () if talk and talk.start <= one.segment.start < talk.end]
        verdicts = self.project.verdicts(self.source.guid)
        return ranked(here, self.codings().values(), verdicts, coder=self.project.coder)

    def _look_for_suggestions(self) -> None:
        """Find what is suggested in the source, when it is first asked for and when a codebook changed since."""
        under = self.project.codebook_hashes()
        if self._found is None or under != self._found_under:
            self.say("Looking for suggestions in the whole transcript; this may take some seconds.")
            found = self.project.suggestions(self.source.guid, with_moderator=self._with_moderator)
            self._found, self._found_under = found, under
            for remark in (*self.project.language_remarks(self.source.guid), *self.project.pattern_remarks()):
                self.say(remark)

    def accept(self, command: Command) -> None:
        """Make a coding of a suggestion, on its own segment or at a place that is told."""
        suggestion = self._listed_one(command, "+ 1")
        if suggestion is None:
            return
        letters, place = place_in(command.text)
        if letters:
            self.say("Only a place may follow, such as: + 1 2")
        elif place == WHOLE:
            self._accept(command, suggestion, None)
        else:
            self.at_one_place(place, lambda segment: self._accept(command, suggestion, segment))

    def _accept(self, command: Command, suggestion: Suggestion, segment: Segment | None) -> None:
        guid = accept(self.project.store, suggestion, coder=self.project.coder, at=now(), segment=segment)
        del self._listed[command.number or 0]
        self.coded(guid, segment or suggestion.segment, suggestion.code_guid, "Accepted")

    def reject(self, command: Command) -> None:
        """Keep that a suggestion is wrong."""
        suggestion = self._listed_one(command, "- 1")
        if suggestion and command.text:
            self.say("One suggestion at a time, such as: - 1")
        elif suggestion:
            reject(self.project.store, suggestion, coder=self.project.coder, at=now())
            del self._listed[command.number or 0]
            self.done["rejected"] += 1
            self.say(f"Rejected: {self.path(suggestion.code_guid)}. It is not suggested here again.")

    def _listed_one(self, command: Command, such_as: str) -> Suggestion | None:
        suggestion = self._listed.get(command.number or 0)
        if suggestion is None and not self._listed:
            self.say("No suggestions are listed now: s lists those of this turn.")
        elif suggestion is None:
            numbers = ", ".join(map(str, self._listed))
            self.say(f"Say the number of a suggestion (there are: {numbers}), such as: {such_as}")
        return suggestion


def code_turn_by_turn(
    project: Project,
    source: Source,
    *,
    start: int | None,
    only_uncoded: bool,
    with_suggestions: bool,
    with_moderator: bool = False,
) -> None:
    """Code a source with what comes in on stdin, answering on stdout.

    Raises:
        UnknownTurnError: the source has no turns, or not the one to start at.
        KeyboardInterrupt: it was broken off; the summary was said.
    """
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    session = LinearSession(
        project,
        source,
        _say,
        only_uncoded=only_uncoded,
        with_suggestions=with_suggestions,
        with_moderator=with_moderator,
    )
    # A person's Enter ends the line of the prompt; in a pipe nothing does.
    ends = "" if sys.stdin.isatty() else "\n"
    try:
        session.run(iter(sys.stdin.readline, ""), lambda prompt: _say(prompt, ends), start=start)
    except KeyboardInterrupt:
        _say("")
        session.sum_up()
        raise


def _say(line: str, end: str = "\n") -> None:
    print(harmless_line(line) + (" " if not end else ""), end=end, flush=True)  # noqa: T201  # its answers
