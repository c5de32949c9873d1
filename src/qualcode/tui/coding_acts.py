"""What a coder does on the coding screen: acts on codings and suggestions, each one call below.

An act is committed before its effect is drawn. The first one asks who is coding, if that is not known yet.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.tui.coding_board import CodingBoard
from qualcode.tui.desk import Change, by_place
from qualcode.tui.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.coding import Coding, Suggestion

_RECENT = 8  # codes remembered for the picker


class CodingActs(CodingBoard):
    """The acts of the coding screen.

    More methods than most classes: one short one for each act that has a key.
    """

    recent: tuple[str, ...] = ()

    def show_loaded(self) -> None:
        """Take up what was left unfinished."""
        super().show_loaded()
        self.take_up_drafts()

    def act(self, do: Callable[[], Change]) -> Change | None:
        """Do an act under the coder's name and draw what it changed; None where it was not done (yet)."""
        if not self.project.coder:
            self._ask_coder(do)
            return None
        try:
            change = do()
        except QualcodeError as error:
            self.notify(str(error), severity="error", markup=False)
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

    def apply(self, code_guid: str) -> None:
        """Code what is selected."""
        selection = self.transcript.selection
        if selection is None:
            self.tell("There is no talk to code in this source.")
        elif self.act(lambda: self.desk.apply(selection.segment, code_guid)):
            self.recent = (code_guid, *(guid for guid in self.recent if guid != code_guid))[:_RECENT]

    def _walk(self, walk: Callable[[], tuple[str, Change | None]], word: str) -> None:
        if not self.project.coder:
            self.tell("Nothing was done under your name yet.")
            return
        try:
            summary, change = walk()
        except QualcodeError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        if change and change.segment:
            self.transcript.jump(Selection(change.segment, "sentence"))
        self.show_change(change or Change())
        self.tell(f"{word}: {summary}")

    def action_undo(self) -> None:
        """Take back the last act."""
        self._walk(self.desk.undo, "Undone")

    def action_redo(self) -> None:
        """Do the act that was undone again."""
        self._walk(self.desk.redo, "Done again")

    def action_pick(self) -> None:
        """Find a code by a few letters and apply it."""
        from qualcode.tui.code_picker import CodePicker

        def picked(code_guid: str | None) -> None:
            if code_guid:
                self.apply(code_guid)

        self.app.push_screen(CodePicker(self.desk.codebooks, self.recent), picked)

    def action_repeat(self) -> None:
        """Apply the code that was applied last."""
        if self.recent:
            self.apply(self.recent[0])
        else:
            self.tell("No code was applied yet.")

    def action_remove(self) -> None:
        """Remove a coding of one's own under the cursor."""
        self._with_coding(
            self._mine(), "Remove which coding?", lambda coding: self.act(lambda: self.desk.remove(coding))
        )

    def action_choose_for_report(self) -> None:
        """Mark a coding under the cursor as a quote for the report, or take the mark off."""
        self._with_coding(
            self.under_cursor(),
            "Which quote for the report?",
            lambda coding: self.act(lambda: self.desk.select_for_report(coding)),
        )

    def action_memo(self) -> None:
        """Write the memo on a coding of one's own under the cursor."""
        self._with_coding(self._mine(), "Memo on which coding?", self._edit_memo)

    def _edit_memo(self, coding: Coding) -> None:
        from qualcode.tui.memo_drafts import KeptMemoEditor, drop_draft

        def written(text: str | None) -> None:
            if text is None or self.act(lambda: self.desk.write_memo(coding, text)):
                drop_draft(self.project.path, coding.guid)

        title = f"Memo on {self.desk.path(coding.code_guid)}"
        self.app.push_screen(
            KeptMemoEditor(title, coding.memo, self.project.path, coding.guid, self.project.coder), written
        )

    def take_up_drafts(self) -> None:
        """Store the memos that were being written when the program was stopped."""
        from qualcode.tui.memo_drafts import drafts, drop_draft

        for draft in drafts(self.project.path, self.project.coder):
            if draft.coding_guid in self.desk.codings:
                coding = self.desk.codings[draft.coding_guid]
                if self.act(partial(self.desk.write_memo, coding, draft.text)):
                    drop_draft(self.project.path, coding.guid)
                    self.tell(f"A memo that was being written was kept: {self.desk.path(coding.code_guid)}")

    def _mine(self) -> list[Coding]:
        return [coding for coding in self.under_cursor() if coding.coder == self.project.coder]

    def _with_coding(self, codings: list[Coding], question: str, then: Callable[[Coding], object]) -> None:
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

    def action_suggestion(self, step: int) -> None:
        """Select what the next suggestion, or the one before, is about."""
        found, selection = self.desk.suggestions, self.transcript.selection
        if self.suggestion in found:
            place = found.index(self.suggestion) + step
        else:
            here = selection.segment.start if selection else 0
            place = bisect_left(found, here, key=lambda one: one.segment.start) - (step < 0)
        if 0 <= place < len(found):
            self.go_to_suggestion(found[place])
        else:
            self.tell(self.suggestions_state or "No suggestion further on." if step > 0 else "No suggestion before.")

    def go_to_suggestion(self, suggestion: Suggestion) -> None:
        """Make a suggestion the current one and select what it is about."""
        self.suggestion = suggestion
        self.transcript.jump(Selection(suggestion.segment, "word"))
        self.show_suggestions()
        self.show_cursor()
        self.tell(f"{round(100 * suggestion.score)}% {self.desk.path(suggestion.code_guid)} · {suggestion.reason}")

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

    def _judge(self, word: str, do: Callable[[Suggestion], Change]) -> None:
        suggestion = self.suggestion
        if suggestion is None:
            self.tell("No suggestion is selected: Tab goes to the next one.")
            return

        def judge() -> Change:
            return do(suggestion)

        if self.act(judge):
            following = bisect_left(self.desk.suggestions, by_place(suggestion), key=by_place)
            if following < len(self.desk.suggestions):
                self.go_to_suggestion(self.desk.suggestions[following])
            self.tell(f"{word}: {self.desk.path(suggestion.code_guid)} · U undoes")
