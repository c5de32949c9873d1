"""Doing an act on the coding screen: under whose name, on which coding, and taking it back.

An act is committed before its effect is drawn. The first one asks who is coding, if that is not known yet.

An act on very many codings, or one whose size is not known, is done in a thread. The source is read again afterwards;
acts that are asked for meanwhile are done after it, in order.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message

from qualcode.coding.undoing import FAR_REACHING, redo, undo
from qualcode.errors.base import QualcodeError
from qualcode.errors.coding import FarReachingUndoError
from qualcode.project.opening import now
from qualcode.tui.asking.refusal import refuse
from qualcode.tui.asking.undo_question import ask_to_undo
from qualcode.tui.coding.board import CodingBoard
from qualcode.tui.desk.history import Change
from qualcode.tui.threads.letting_go import Once
from qualcode.tui.transcript.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from qualcode.model.coding import Coding


MANY = 30  # codings that are changed without a thread


@dataclass
class LongActDone(Message):
    """What came of an act that was done in a thread, and who waits for it; or why it was refused."""

    outcome: Any
    then: Callable[[Any], object]
    failure: QualcodeError | None = None


class CodingActing(CodingBoard):
    """What all acts of the coding screen stand on.

    Attributes:
        recent: GUIDs of the codes applied lately, the latest first.
    """

    recent: tuple[str, ...] = ()
    _acts_waiting: deque[Callable[[], object]] | None = None  # acts, while one is done in a thread

    def act(self, do: Callable[[], Change], then: Callable[[Change], object] | None = None) -> Change | None:
        """Do an act under the coder's name and draw what it changed; None where it was not done (yet).

        Args:
            do: the act.
            then: called with what it changed, also where it had to wait for the coder's name or for another act.
        """
        if self._acts_waiting is not None:
            self._acts_waiting.append(partial(self.act, do, then))
            return None
        if not self.project.coder:
            self.show_cursor()
            self._ask_coder(lambda: self.act(do, then))
            return None
        try:
            change = do()
        except QualcodeError as error:
            refuse(self, error)
            self.show_cursor()
            self.look()
            return None
        self.show_change(change)
        if then is not None:
            then(change)
        return change

    def act_long(self, said: str, do: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Do an act in a thread, and then something with what it gives.

        Args:
            said: what is going on.
            do: touches no widget.
            then: is not called where the act is refused.
        """
        if self._acts_waiting is not None:
            self._acts_waiting.append(partial(self.act_long, said, do, then))
            return
        if not self.project.coder:
            self.show_cursor()
            self._ask_coder(lambda: self.act_long(said, do, then))
            return
        self._acts_waiting = deque()
        self.tell(f"{said}…")

        def work() -> None:
            try:
                self.post_message(LongActDone(do(), then))
            except QualcodeError as error:
                self.post_message(LongActDone(None, then, error))

        # The app's, not this screen's: it is done also where the screen is left.
        self.app.run_worker(Once(work), thread=True, group="act")

    def look(self) -> None:
        """Load again if somebody else acted; what is being done here is known when it is done."""
        if self._acts_waiting is None:
            super().look()

    @on(LongActDone)
    def _take_long_act(self, event: LongActDone) -> None:
        waiting, self._acts_waiting = self._acts_waiting or deque(), None
        if event.failure is not None:
            refuse(self, event.failure)
            self.show_cursor()
            self.look()
        else:
            event.then(event.outcome)
            self.look()
        for each in waiting:
            each()

    def _ask_coder(self, go_on: Callable[[], object]) -> None:
        from getpass import getuser

        from qualcode.tui.asking.coder_prompt import CoderPrompt

        def named(name: str | None) -> None:
            if name:
                self.take_coder(name)
                go_on()

        self.app.push_screen(CoderPrompt(getuser()), named)

    def _walk(self, walk: Callable[[], tuple[str, Change | None]], word: str) -> None:
        if not self.project.coder:
            self.tell("Nothing was done under your name yet.")
            return
        try:
            summary, change = walk()
        except FarReachingUndoError as error:
            ask_to_undo(self, error.summary, lambda: self._walk(self.desk.undo, word))
            return
        except QualcodeError as error:
            refuse(self, error, "warning")
            return
        with self.drawn_once():
            if change and change.segment:
                self.transcript.jump(Selection(change.segment, "sentence"))
            self.show_change(change or Change())
            self.tell(f"{word}: {summary}")

    def _walk_long(self, word: str, walk: Callable[[], str | FarReachingUndoError]) -> None:
        def walked(outcome: str | FarReachingUndoError) -> None:
            if isinstance(outcome, FarReachingUndoError):
                ask_to_undo(self, outcome.summary, lambda: self._walk_long(word, partial(self._undone, ())))
            else:
                self.tell(f"{word}: {outcome}")
                self.long_act_done()

        self.act_long("undoing" if word == "Undone" else "doing again", walk, walked)

    def long_act_done(self) -> None:
        """Take up what follows from an act that was done in a thread."""

    def _undone(self, but_not: Collection[str]) -> str | FarReachingUndoError:
        try:
            return undo(self.project.store, coder=self.project.coder, at=now(), but_not=but_not)
        except FarReachingUndoError as error:
            return error

    def _redone(self) -> str:
        return redo(self.project.store, coder=self.project.coder, at=now())

    def action_undo(self) -> None:
        """Take back the last act; ask first where that brought a whole file."""
        if self._acts_waiting is not None:
            self._acts_waiting.append(self.action_undo)
        elif self.project.coder and self.desk.is_long(MANY, back=True):
            self._walk_long("Undone", partial(self._undone, FAR_REACHING))
        else:
            self._walk(partial(self.desk.undo, FAR_REACHING), "Undone")

    def action_redo(self) -> None:
        """Do the act that was undone again."""
        if self._acts_waiting is not None:
            self._acts_waiting.append(self.action_redo)
        elif self.project.coder and self.desk.is_long(MANY, back=False):
            self._walk_long("Done again", self._redone)
        else:
            self._walk(self.desk.redo, "Done again")

    def mine(self) -> list[Coding]:
        """Return one's own codings under the cursor."""
        return [coding for coding in self.under_cursor() if coding.coder == self.project.coder]

    def with_coding(self, codings: list[Coding], question: str, then: Callable[[Coding], object]) -> None:
        """Do something with a coding; ask which where there are several, and say so where there is none."""
        from qualcode.tui.coding.choice import CodingChoice

        codings = [coding for coding in codings if coding.guid == self.transcript.pointed_at] or codings
        if not codings:
            others = "; those here are other coders'" if self.under_cursor() else ""
            self.tell(f"No coding of yours under the cursor{others}.")
        elif len(codings) == 1:
            then(codings[0])
        else:

            def chosen(guid: str | None) -> None:
                if guid and guid in self.desk.codings:
                    then(self.desk.codings[guid])

            self.app.push_screen(CodingChoice(tuple(codings), self.desk.codebooks, question), chosen)
