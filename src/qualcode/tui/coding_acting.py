"""Doing an act on the coding screen: under whose name, on which coding, and taking it back.

An act is committed before its effect is drawn. The first one asks who is coding, if that is not known yet.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qualcode.coding.undoing import FAR_REACHING
from qualcode.errors.base import QualcodeError
from qualcode.errors.coding import FarReachingUndoError
from qualcode.tui.coding_board import CodingBoard
from qualcode.tui.desk_history import Change
from qualcode.tui.refusal import refuse
from qualcode.tui.selection import Selection
from qualcode.tui.undo_question import ask_to_undo

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.coding import Coding


class CodingActing(CodingBoard):
    """What all acts of the coding screen stand on.

    Attributes:
        recent: GUIDs of the codes applied lately, the latest first.
    """

    recent: tuple[str, ...] = ()

    def act(self, do: Callable[[], Change]) -> Change | None:
        """Do an act under the coder's name and draw what it changed; None where it was not done (yet)."""
        if not self.project.coder:
            self.show_cursor()
            self._ask_coder(do)
            return None
        try:
            change = do()
        except QualcodeError as error:
            refuse(self, error)
            self.show_cursor()
            self.look()
            return None
        self.show_change(change)
        return change

    def _ask_coder(self, do: Callable[[], Change]) -> None:
        from getpass import getuser

        from qualcode.tui.coder_prompt import CoderPrompt

        def named(name: str | None) -> None:
            if name:
                self.take_coder(name)
                self.act(do)

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

    def action_undo(self) -> None:
        """Take back the last act; ask first where that brought a whole file."""
        self._walk(partial(self.desk.undo, FAR_REACHING), "Undone")

    def action_redo(self) -> None:
        """Do the act that was undone again."""
        self._walk(self.desk.redo, "Done again")

    def mine(self) -> list[Coding]:
        """Return one's own codings under the cursor."""
        return [coding for coding in self.under_cursor() if coding.coder == self.project.coder]

    def with_coding(self, codings: list[Coding], question: str, then: Callable[[Coding], object]) -> None:
        """Do something with a coding; ask which where there are several, and say so where there is none."""
        from qualcode.tui.coding_choice import CodingChoice

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
